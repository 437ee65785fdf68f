import { along, type Placed, type Point } from "./layout";

type Shape = { id: string; points: readonly Point[]; label: string };
type Box = { x: number; y: number; width: number; height: number };

/** How high letters of a label are, and how wide one is at most on average. */
export const letters = 12;
const wide = 6.6;
const high = 15;

// The middle of an arrow is where it is looked for; the ends are where others are.
const parts = [0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.18, 0.82];

/**
 * Where the figures of each arrow stand: on the arrow, and on nothing else. The first shapes choose first. An arrow that has no room
 * for its figures is left out; it shows them when it is pointed at.
 */
export function placesOf(shapes: readonly Shape[], placed: Placed): Map<string, Point> {
  const taken = new Grid();
  for (const node of placed.nodes.values()) taken.add(node);
  const places = new Map<string, Point>();
  for (const { id, points, label } of shapes) {
    for (const part of parts) {
      const at = along(points, part);
      const box = boxOf(at, label);
      if (taken.meets(box)) continue;
      taken.add(box);
      places.set(id, at);
      break;
    }
  }
  return places;
}

/** Where a label that is centred at a point is. */
function boxOf(at: Point, label: string): Box {
  const width = label.length * wide;
  return { x: at.x - width / 2, y: at.y - 4 - letters, width, height: high };
}

/** Boxes by the squares that they lie in, so that each is held against its neighbours alone. */
class Grid {
  private static readonly size = 120;
  private readonly squares = new Map<string, Box[]>();

  add(box: Box) {
    for (const square of Grid.of(box)) {
      const boxes = this.squares.get(square);
      if (boxes) boxes.push(box);
      else this.squares.set(square, [box]);
    }
  }

  meets(box: Box): boolean {
    return Grid.of(box).some((square) => this.squares.get(square)?.some((b) => b.x < box.x + box.width && box.x < b.x + b.width && b.y < box.y + box.height && box.y < b.y + b.height));
  }

  private static of({ x, y, width, height }: Box): string[] {
    const squares: string[] = [];
    for (let i = Math.floor(x / Grid.size); i <= (x + width) / Grid.size; i++) {
      for (let j = Math.floor(y / Grid.size); j <= (y + height) / Grid.size; j++) squares.push(`${i} ${j}`);
    }
    return squares;
  }
}
