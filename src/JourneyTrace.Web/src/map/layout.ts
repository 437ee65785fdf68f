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

/** The point in the middle of what the points lead along. */
export function middle(points: readonly Point[]): Point {
  if (points.length === 2) return { x: (points[0]!.x + points[1]!.x) / 2, y: (points[0]!.y + points[1]!.y) / 2 };
  return points[Math.floor(points.length / 2)]!;
}
