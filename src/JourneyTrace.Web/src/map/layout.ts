import type { ElkNode } from "elkjs/lib/elk-api";
import ElkApi from "elkjs/lib/elk-api";
import elkWorker from "elkjs/lib/elk-worker.min.js?url";
import type { Point } from "./way";

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
      // Figures stand on arrows: between layers is room for them.
      "elk.layered.spacing.nodeNodeBetweenLayers": dense ? "150" : "260",
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
