import { steps, type Point } from "./way";

export type Shape = { id: string; points: readonly Point[]; label: string };
export type Box = { x: number; y: number; width: number; height: number };

/** What the worker is asked, and answers. */
export type Asked = { id: number; shapes: readonly Shape[]; links: readonly Box[] };
export type Answered = { id: number; places: ReadonlyMap<string, Point> };

/** How high letters of a label are, and how wide one is at most on average. */
export const letters = 12;
const wide = 6.6;
const high = 15;

// How far apart the points are that an arrow is looked at by.
const step = 24;

// The middle of an arrow is where its figures are looked for; its ends are where others are.
const parts = [0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.18, 0.82];

/**
 * Where the figures of each arrow stand: on the arrow, where the fewest others pass, and never over a link or other figures. The first
 * shapes choose first. An arrow that has no room for its figures is left out; it shows them when it is pointed at.
 */
export function placesOf(shapes: readonly Shape[], links: readonly Box[]): Map<string, Point> {
  const taken = new Squares<Box>();
  for (const link of links) taken.add(link, link);
  const ways = shapes.map(({ points }) => steps(points, step));
  const passing = new Squares<{ at: Point; of: number }>();
  ways.forEach((way, of) => way.forEach((at) => passing.put(at, { at, of })));
  const places = new Map<string, Point>();
  shapes.forEach(({ id, label }, of) => {
    const way = ways[of]!;
    let best: { at: Point; box: Box; others: number } | null = null;
    for (const part of parts) {
      const at = way[Math.round(part * (way.length - 1))]!;
      const box = boxOf(at, label);
      if (taken.some(box, (other) => meet(box, other))) continue;
      let others = 0;
      passing.some(box, (point) => {
        if (point.of !== of && holds(box, point.at)) others++;
        return best !== null && others >= best.others;
      });
      if (!best || others < best.others) best = { at, box, others };
      if (others === 0) break;
    }
    if (!best) return;
    taken.add(best.box, best.box);
    places.set(id, best.at);
  });
  return places;
}

/** Where a label that is centred above a point is. */
function boxOf(at: Point, label: string): Box {
  const width = label.length * wide;
  return { x: at.x - width / 2, y: at.y - 4 - letters, width, height: high };
}

const meet = (a: Box, b: Box) => b.x < a.x + a.width && a.x < b.x + b.width && b.y < a.y + a.height && a.y < b.y + b.height;
const holds = (box: Box, { x, y }: Point) => x > box.x && x < box.x + box.width && y > box.y && y < box.y + box.height + 4;

const squareOf = (place: number) => Math.floor(place / 64);
const rowsAtMost = 65536;

/** Things by the squares of the plane that they lie in, so that each is held against its neighbours alone. */
class Squares<T> {
  private readonly squares = new Map<number, T[]>();

  add({ x, y, width, height }: Box, thing: T) {
    for (let i = squareOf(x); i <= squareOf(x + width); i++) for (let j = squareOf(y); j <= squareOf(y + height); j++) this.into(i, j, thing);
  }

  put(at: Point, thing: T) {
    this.into(squareOf(at.x), squareOf(at.y), thing);
  }

  /** Whether something of the squares that a box lies in is what is looked for. */
  some({ x, y, width, height }: Box, wanted: (thing: T) => boolean): boolean {
    for (let i = squareOf(x); i <= squareOf(x + width); i++) {
      for (let j = squareOf(y); j <= squareOf(y + height); j++) if (this.squares.get(i * rowsAtMost + j)?.some(wanted)) return true;
    }
    return false;
  }

  private into(i: number, j: number, thing: T) {
    const square = i * rowsAtMost + j;
    const things = this.squares.get(square);
    if (things) things.push(thing);
    else this.squares.set(square, [thing]);
  }
}
