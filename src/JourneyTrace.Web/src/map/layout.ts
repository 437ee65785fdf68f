import type { ElkNode } from "elkjs/lib/elk-api";
import ElkApi from "elkjs/lib/elk-api";
import elkWorker from "elkjs/lib/elk-worker.min.js?url";

export type Point = { x: number; y: number };
export type Placed = {
  width: number;
  height: number;
  nodes: Map<string, { x: number; y: number; width: number; height: number }>;
  arrows: Map<string, Point[]>;
};

const elk = new ElkApi({ workerFactory: () => new Worker(elkWorker) });

// The placement with the fewest bends takes minutes on a dense graph, and the fewest crossings twice as long as nearly the fewest.
const fewArrows = 80;

export const nodeHeight = 52;
export const nodeWidth = (name: string) => Math.min(220, Math.max(110, name.length * 8 + 34));
export const arrowId = (from: string, to: string) => `${from}→${to}`;

/** Where links and arrows go: in layers from who asks to who is asked. Thought out beside the page, in a worker. */
export async function place(nodes: readonly string[], arrows: readonly { from: string; to: string }[]): Promise<Placed> {
  const dense = arrows.length > fewArrows;
  const graph: ElkNode = {
    id: "root",
    layoutOptions: {
      "elk.algorithm": "layered",
      "elk.direction": "RIGHT",
      "elk.edgeRouting": "SPLINES",
      "elk.layered.spacing.nodeNodeBetweenLayers": "130",
      "elk.spacing.nodeNode": "30",
      "elk.spacing.edgeNode": "18",
      "elk.layered.nodePlacement.strategy": dense ? "BRANDES_KOEPF" : "NETWORK_SIMPLEX",
      "elk.layered.thoroughness": dense ? "3" : "7",
      "elk.randomSeed": "1",
    },
    children: nodes.map((name) => ({ id: name, width: nodeWidth(name), height: nodeHeight })),
    edges: arrows.map(({ from, to }) => ({ id: arrowId(from, to), sources: [from], targets: [to] })),
  };
  const laid = await elk.layout(graph);
  const placed: Placed = { width: laid.width ?? 0, height: laid.height ?? 0, nodes: new Map(), arrows: new Map() };
  for (const node of laid.children ?? []) placed.nodes.set(node.id, { x: node.x!, y: node.y!, width: node.width!, height: node.height! });
  for (const edge of laid.edges ?? []) {
    const section = edge.sections?.[0];
    if (section) placed.arrows.set(edge.id, [section.startPoint, ...(section.bendPoints ?? []), section.endPoint]);
  }
  return placed;
}

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

/** The point at a part of the way that `curve` draws, from 0 to 1. */
export function along(points: readonly Point[], part: number): Point {
  const bends = Math.floor((points.length - 1) / 3);
  if (bends === 0) {
    const [a, b] = [points[0]!, points[points.length - 1]!];
    return { x: a.x + (b.x - a.x) * part, y: a.y + (b.y - a.y) * part };
  }
  const i = Math.min(bends - 1, Math.floor(part * bends));
  const f = part * bends - i;
  const [a, b, c, d] = points.slice(i * 3, i * 3 + 4) as [Point, Point, Point, Point];
  const at = (k: "x" | "y") => (1 - f) ** 3 * a[k] + 3 * (1 - f) ** 2 * f * b[k] + 3 * (1 - f) * f ** 2 * c[k] + f ** 3 * d[k];
  return { x: at("x"), y: at("y") };
}
