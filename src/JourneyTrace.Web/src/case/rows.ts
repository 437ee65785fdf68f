import type { Journey } from "./journey";

const laneHeight = 46;
const barHeight = 20;

/** Where lanes and bars lie, from the top. */
export type Rows = { lanes: Map<string, { top: number; bottom: number }>; bars: Map<string, number>; height: number };

/** A lane for each link, as high as what went on there at the same time needs. */
export function rowsOf(journey: Journey, top: number): Rows {
  const rows: Rows = { lanes: new Map(), bars: new Map(), height: top };
  for (const link of journey.links) {
    const lane = rows.height;
    const ends: number[] = [];
    for (const bar of journey.bars.filter((b) => b.link === link).sort((a, b) => a.from - b.from)) {
      const free = ends.findIndex((end) => end <= bar.from);
      const row = free < 0 ? ends.length : free;
      ends[row] = Math.max(bar.to, bar.from + 1);
      rows.bars.set(bar.id, lane + 16 + row * barHeight);
    }
    rows.height = lane + laneHeight + Math.max(0, ends.length - 1) * barHeight;
    rows.lanes.set(link, { top: lane, bottom: rows.height });
  }
  rows.height += 14;
  return rows;
}
