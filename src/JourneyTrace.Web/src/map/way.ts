/** A place in the picture. */
export type Point = { x: number; y: number };

/** A curve through the points of a spline, three for each bend. */
export function curve(points: readonly Point[]): string {
  const [first, ...rest] = points;
  if (!first) return "";
  let path = `M${first.x},${first.y}`;
  let i = 0;
  for (; i + 2 < rest.length; i += 3) path += `C${rest[i]!.x},${rest[i]!.y} ${rest[i + 1]!.x},${rest[i + 1]!.y} ${rest[i + 2]!.x},${rest[i + 2]!.y}`;
  for (; i < rest.length; i++) path += `L${rest[i]!.x},${rest[i]!.y}`;
  return path;
}

/** Points along the way that `curve` draws, about so far apart from each other. */
export function steps(points: readonly Point[], apart: number): Point[] {
  const way: Point[] = [];
  for (let i = 0; i + 1 < points.length; ) {
    const bend = i + 3 < points.length;
    const part = points.slice(i, i + (bend ? 4 : 2));
    const count = Math.max(1, Math.round(lengthOf(part) / apart));
    for (let k = 0; k < count; k++) way.push(bend ? onBend(part as [Point, Point, Point, Point], k / count) : between(part[0]!, part[1]!, k / count));
    i += bend ? 3 : 1;
  }
  way.push(points[points.length - 1]!);
  return way;
}

function lengthOf(points: readonly Point[]): number {
  return points.slice(1).reduce((sum, p, i) => sum + Math.hypot(p.x - points[i]!.x, p.y - points[i]!.y), 0);
}

function between(a: Point, b: Point, f: number): Point {
  return { x: a.x + (b.x - a.x) * f, y: a.y + (b.y - a.y) * f };
}

function onBend([a, b, c, d]: [Point, Point, Point, Point], f: number): Point {
  const g = 1 - f;
  const at = (k: "x" | "y") => g * g * g * a[k] + 3 * g * g * f * b[k] + 3 * g * f * f * c[k] + f * f * f * d[k];
  return { x: at("x"), y: at("y") };
}

/** The point in the middle of the way. */
export function middle(points: readonly Point[]): Point {
  const way = steps(points, 24);
  return way[Math.floor(way.length / 2)]!;
}
