import { useComputedColorScheme } from "@mantine/core";
import { memo, useEffect, useMemo, useState } from "react";
import type { Answer } from "../api/client";
import { heat, sideColors } from "../parts/colors";
import { useTexts } from "../texts";
import { letters } from "./labels";
import { arrowId, type Placed } from "./layout";
import { usePlaces } from "./use-places";
import { curve, middle, type Point } from "./way";

type Node = Answer<"MapNode">;
type Arrow = Answer<"MapArrow">;

// So many arrows are put on the page in one frame, after the links: what is more would hold it up.
const portion = 24;

type Props = { placed: Placed; nodes: readonly Node[]; arrows: readonly Arrow[]; chosen: string | null };

/** Links and arrows where they were placed; what does not change while the view moves. Links come first, so that Tab meets them first. */
export const Drawn = memo(function Drawn({ placed, nodes, arrows, chosen }: Props) {
  const dark = useComputedColorScheme("light") === "dark";
  const { t, format, counted } = useTexts();
  const most = useMemo(() => Math.max(1, ...arrows.map((a) => a.count)), [arrows]);
  const worst = useMemo(() => Math.max(0.0001, ...arrows.map((a) => a.blame ?? 0)), [arrows]);
  const shown = usePortions(placed, arrows.length);
  const [pointed, setPointed] = useState<string | null>(null);
  const paper = dark ? "#1f1f1f" : "#ffffff";
  const ink = dark ? "#e9ecef" : "#212529";
  const shapes = useMemo(
    () =>
      arrows.flatMap((arrow) => {
        const id = arrowId(arrow.from, arrow.to);
        const points = placed.arrows.get(id);
        const label = `${format.count(arrow.count)} · ${format.span(arrow.medianSeconds)}`;
        const said = `${arrow.from} → ${arrow.to}: ${label}, ${t.blame} ${format.number(arrow.blame)}`;
        return points ? [{ id, points, label, said, blame: arrow.blame ?? 0, count: arrow.count, color: heat((arrow.blame ?? 0) / worst, dark), width: 1.5 + 9 * Math.sqrt(arrow.count / most) }] : [];
      }),
    [arrows, placed, format, t, worst, most, dark],
  );
  const places = usePlaces(useMemo(() => [...shapes].sort((a, b) => b.blame - a.blame || b.count - a.count), [shapes]), placed);
  const point = (event: { target: EventTarget }) => setPointed((event.target as Element).closest("[data-id]")?.getAttribute("data-id") ?? null);
  return (
    <g fontFamily="system-ui, sans-serif" onPointerOver={point} onPointerLeave={() => setPointed(null)} onFocus={point} onBlur={() => setPointed(null)}>
      {nodes.map((node) => {
        const at = placed.nodes.get(node.name);
        return (
          at && (
            <NodeShape
              key={node.name} name={node.name} at={at} color={sideColors[node.side ?? "internal"] ?? "#868e96"} paper={paper} ink={ink} pressed={chosen === `link:${node.name}`}
              blame={`${t.blame} ${format.number(node.blame)}`} blameInk={(node.blame ?? 0) > 0 ? heat(1, dark) : dark ? "#adb5bd" : "#5c636a"}
              said={`${node.name} ${t.blame} ${format.number(node.blame)}, ${counted(t.nTimes, node.count)}`}
            />
          )
        );
      })}
      {shapes.slice(0, shown).map(({ label: _, blame: __, count: ___, ...shape }) => <ArrowShape key={shape.id} {...shape} pressed={chosen === `arrow:${shape.id}`} />)}
      <g pointerEvents="none" textAnchor="middle" fontSize={letters} className="graph-labels" fill={ink} stroke={paper} strokeWidth={4} paintOrder="stroke">
        {shapes.slice(0, shown).map((shape) => {
          const now = pointed === `arrow:${shape.id}` || chosen === `arrow:${shape.id}`;
          const at = places.get(shape.id) ?? (now ? middle(shape.points) : null);
          if (!at) return null;
          return <text key={shape.id} x={at.x} y={at.y - 4} fontWeight={now ? 700 : 400}>{shape.label}</text>;
        })}
      </g>
    </g>
  );
});

/** How many of so many things are drawn by now: some more in each frame. */
function usePortions(placed: Placed, length: number): number {
  const [drawn, setDrawn] = useState({ placed, count: 0 });
  const count = drawn.placed === placed ? drawn.count : 0;
  useEffect(() => {
    if (count >= length) return;
    const frame = requestAnimationFrame(() => setDrawn({ placed, count: count + portion }));
    return () => cancelAnimationFrame(frame);
  }, [placed, count, length]);
  return count;
}

type NodeProps = { name: string; at: { x: number; y: number; width: number; height: number }; color: string; paper: string; ink: string; pressed: boolean; blame: string; blameInk: string; said: string };

const NodeShape = memo(function NodeShape({ name, at, color, paper, ink, pressed, blame, blameInk, said }: NodeProps) {
  return (
    <g data-id={`link:${name}`} tabIndex={0} role="button" aria-label={said} aria-pressed={pressed} className="graph-link">
      <title>{said}</title>
      <rect x={at.x} y={at.y} width={at.width} height={at.height} rx={10} fill={paper} stroke={color} strokeWidth={pressed ? 4 : 2} />
      <rect x={at.x} y={at.y} width={6} height={at.height} rx={3} fill={color} />
      <text x={at.x + 16} y={at.y + 22} fontSize={13} fontWeight={600} fill={ink}>
        {name.length > 24 ? `${name.slice(0, 23)}… ` : `${name} `}
      </text>
      <text x={at.x + 16} y={at.y + 40} fontSize={11} fill={blameInk}>{blame}</text>
    </g>
  );
});

type ArrowProps = { id: string; points: readonly Point[]; color: string; width: number; pressed: boolean; said: string };

const ArrowShape = memo(function ArrowShape({ id, points, color, width, pressed, said }: ArrowProps) {
  const path = curve(points);
  return (
    <g data-id={`arrow:${id}`} tabIndex={0} role="button" aria-label={said} aria-pressed={pressed} className="graph-arrow">
      <title>{said}</title>
      <path d={path} fill="none" stroke="transparent" strokeWidth={Math.max(14, width)} />
      <path d={path} fill="none" stroke={color} strokeWidth={width} strokeOpacity={0.8} className="graph-line" />
      <Head points={points} color={color} size={6 + width} />
    </g>
  );
});

function Head({ points, color, size }: { points: readonly Point[]; color: string; size: number }) {
  const end = points[points.length - 1]!;
  const before = points[points.length - 2]!;
  const angle = (Math.atan2(end.y - before.y, end.x - before.x) * 180) / Math.PI;
  return <path d={`M0,0 L${-size},${size / 2.2} L${-size},${-size / 2.2} Z`} fill={color} transform={`translate(${end.x},${end.y}) rotate(${angle})`} />;
}
