/** An event as it was told. */
export type Told = { id: string; source: string; type: string; subject: string; time: string; recordedat: string; data: Record<string, unknown> };

/** A stay of something at a link. Milliseconds since 1970. */
export type Bar = { id: string; link: string; from: number; accepted: number | null; to: number; open: boolean; title: string; refused: boolean; by: string };
export type Stop = { id: string; link: string; at: number; to: number; cause: string; decision: string | null };
export type Made = { name: string; link: string; from: number; due: number | null };
export type Dot = { id: string; link: string; at: number; type: string };
export type Journey = { links: string[]; bars: Bar[]; stops: Stop[]; promises: Made[]; dots: Dot[]; from: number; to: number };

const text = (value: unknown): string | null => (typeof value === "string" ? value : null);

/** What a case's events say, drawn as it stood at a moment. Whose time it was is the server's to say. */
export function journeyOf(events: readonly Told[], asOf: number, dueOf: (promise: string) => number | null): Journey {
  const journey: Journey = { links: [], bars: [], stops: [], promises: [], dots: [], from: asOf, to: asOf };
  const open = new Map<string, Bar>();
  const stuck = new Map<string, Stop>();
  const lane = (link: string) => {
    if (!journey.links.includes(link)) journey.links.push(link);
    return link;
  };
  for (const event of [...events].sort((a, b) => Date.parse(a.time) - Date.parse(b.time))) {
    const at = Date.parse(event.time);
    if (at > asOf) continue;
    journey.from = Math.min(journey.from, at);
    const data = event.data;
    const name = text(data.handoff) ?? "";
    switch (event.type) {
      case "promise.made": {
        const promise = text(data.promise) ?? "";
        journey.promises.push({ name: promise, link: lane(text(data.by) ?? "?"), from: at, due: dueOf(promise) });
        break;
      }
      case "handoff.requested": {
        lane(text(data.from) ?? "?");
        const link = lane(text(data.to) ?? "?");
        const bar: Bar = { id: event.id, link, by: text(data.from) ?? "?", from: at, accepted: null, to: asOf, open: true, refused: false, title: [text(data.need), text(data.kind)].filter(Boolean).join(" · ") || name };
        open.set(name, bar);
        journey.bars.push(bar);
        break;
      }
      case "handoff.accepted":
        if (open.has(name)) open.get(name)!.accepted ??= at;
        break;
      case "handoff.delivered":
      case "handoff.refused":
      case "handoff.returned":
      case "handoff.withdrawn": {
        const bar = open.get(name);
        if (bar) {
          [bar.to, bar.open, bar.refused] = [at, false, event.type === "handoff.refused"];
          open.delete(name);
        }
        break;
      }
      case "obstacle.met": {
        const stop: Stop = { id: event.id, link: lane(text(data.at) ?? "?"), at, to: asOf, cause: text(data.cause) ?? "", decision: text(data.decision) };
        stuck.set(text(data.obstacle) ?? event.id, stop);
        journey.stops.push(stop);
        break;
      }
      case "obstacle.cleared": {
        const stop = stuck.get(text(data.obstacle) ?? "");
        if (stop) stop.to = at;
        break;
      }
      default: {
        const link = text(data.link) ?? text(data.at) ?? text(data.by);
        if (link) journey.dots.push({ id: event.id, link: lane(link), at, type: event.type });
      }
    }
  }
  const ends = [...events.map((e) => Date.parse(e.time)).filter((time) => time <= asOf), ...journey.promises.map((p) => p.due ?? 0)];
  journey.to = Math.max(journey.from + 60_000, ...ends);
  return journey;
}

/** The same between two moments: what lies outside is left out, what reaches out is cut. */
export function between(journey: Journey, from: number, to: number): Journey {
  const bars = journey.bars.filter((bar) => bar.from <= to && bar.to >= from);
  const stops = journey.stops.filter((stop) => stop.at <= to && stop.to >= from);
  const dots = journey.dots.filter((dot) => dot.at >= from && dot.at <= to);
  const promises = journey.promises.filter((promise) => promise.from <= to);
  const seen = new Set([...bars.flatMap((bar) => [bar.by, bar.link]), ...stops.map((s) => s.link), ...dots.map((d) => d.link), ...promises.map((p) => p.link)]);
  return { links: journey.links.filter((link) => seen.has(link)), bars, stops, dots, promises, from, to };
}
