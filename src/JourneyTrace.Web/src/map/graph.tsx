import { ActionIcon, Group, Skeleton, Tooltip } from "@mantine/core";
import { IconArrowsMaximize, IconMinus, IconPlus } from "@tabler/icons-react";
import { startTransition, useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { Answer } from "../api/client";
import { picture, PictureButton } from "../parts/picture";
import { Failed } from "../parts/states";
import { useTexts } from "../texts";
import { Drawn } from "./drawn";
import { place, type Placed } from "./layout";

type Node = Answer<"MapNode">;
type Arrow = Answer<"MapArrow">;
type View = { x: number; y: number; width: number; height: number };

type Props = { nodes: readonly Node[]; arrows: readonly Arrow[]; chosen: string | null; choose: (id: string) => void; height: number };

const keys: Record<string, (view: View) => View> = {
  ArrowLeft: (v) => ({ ...v, x: v.x - v.width / 10 }),
  ArrowRight: (v) => ({ ...v, x: v.x + v.width / 10 }),
  ArrowUp: (v) => ({ ...v, y: v.y - v.height / 10 }),
  ArrowDown: (v) => ({ ...v, y: v.y + v.height / 10 }),
  "+": (v) => zoomed(v, 1 / 1.3),
  "=": (v) => zoomed(v, 1 / 1.3),
  "-": (v) => zoomed(v, 1.3),
};

/** The hand-off graph. It is moved by dragging or the arrow keys, made larger by scrolling or plus, and walked through by Tab. */
export function Graph({ nodes, arrows, chosen, choose, height }: Props) {
  const svg = useRef<SVGSVGElement>(null);
  const { placed, failed } = usePlaced(nodes, arrows);
  const [view, setView] = useState<View | null>(null);
  const { t } = useTexts();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (placed) setView(opening(placed, nodes, (box.current?.clientWidth ?? 1000) / height, height));
    // Where it opens depends on the placement alone, and not on new figures.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [placed]);
  const zoom = useCallback((factor: number, at?: { x: number; y: number }) => setView((v) => v && zoomed(v, factor, at)), []);

  // React listens to the wheel passively; the page must not scroll meanwhile.
  const ready = view !== null;
  useEffect(() => {
    const element = svg.current;
    if (!element) return;
    const wheel = (event: WheelEvent) => {
      event.preventDefault();
      zoom(event.deltaY > 0 ? 1.15 : 1 / 1.15, inside(element, event.clientX, event.clientY));
    };
    element.addEventListener("wheel", wheel, { passive: false });
    return () => element.removeEventListener("wheel", wheel);
  }, [zoom, ready]);

  const drag = useRef<{ x: number; y: number; view: View } | null>(null);
  if (failed) return <Failed error={failed} />;
  if (!placed || !view) return <div ref={box}><Skeleton height={height} radius="md" role="status" aria-label={t.loading} /></div>;
  return (
    <div style={{ position: "relative" }}>
      <svg
        ref={svg}
        className="graph"
        viewBox={`${view.x} ${view.y} ${view.width} ${view.height}`}
        height={height}
        role="group"
        aria-label={t.map}
        aria-description={t.mapHelp}
        data-arrow={chosen?.startsWith("arrow:") || undefined}
        onPointerDown={(e) => {
          if (idOf(e.target)) return;
          drag.current = { x: e.clientX, y: e.clientY, view };
          e.currentTarget.setPointerCapture(e.pointerId);
        }}
        onPointerMove={(e) => {
          if (!drag.current) return;
          const f = Math.max(view.width / e.currentTarget.clientWidth, view.height / e.currentTarget.clientHeight);
          setView({ ...view, x: drag.current.view.x - (e.clientX - drag.current.x) * f, y: drag.current.view.y - (e.clientY - drag.current.y) * f });
        }}
        onPointerUp={() => (drag.current = null)}
        onPointerCancel={() => (drag.current = null)}
        onFocus={(e) => {
          // Who goes on by Tab is followed.
          const at = placed.nodes.get(idOf(e.target)?.slice("link:".length) ?? "");
          if (at && e.target.matches(":focus-visible") && !contains(view, at)) setView({ ...view, x: at.x + at.width / 2 - view.width / 2, y: at.y + at.height / 2 - view.height / 2 });
        }}
        onClick={(e) => {
          const id = idOf(e.target);
          if (id) choose(id);
        }}
        onKeyDown={(e) => {
          const id = idOf(e.target);
          const moved = e.key === "0" ? whole(placed) : keys[e.key]?.(view);
          if (moved && !e.ctrlKey && !e.metaKey && !e.altKey) setView(moved);
          else if (id && (e.key === "Enter" || e.key === " ")) choose(id);
          else return;
          e.preventDefault();
        }}
      >
        <Drawn placed={placed} nodes={nodes} arrows={arrows} chosen={chosen} />
      </svg>
      <Group gap={4} pos="absolute" bottom={8} right={8} className="no-print">
        <Button label={t.zoomIn} icon={<IconPlus size={16} />} click={() => zoom(1 / 1.3)} />
        <Button label={t.zoomOut} icon={<IconMinus size={16} />} click={() => zoom(1.3)} />
        <Button label={t.fit} icon={<IconArrowsMaximize size={16} />} click={() => setView(whole(placed))} />
        <PictureButton label={t.map} save={() => (svg.current ? picture(svg.current, "map") : undefined)} />
      </Group>
    </div>
  );
}

/** Where everything goes. New figures of the same links and arrows move nothing. */
function usePlaced(nodes: readonly Node[], arrows: readonly Arrow[]): { placed: Placed | null; failed: Error | null } {
  const [placed, setPlaced] = useState<Placed | null>(null);
  const [failed, setFailed] = useState<Error | null>(null);
  const shape = useMemo(() => JSON.stringify([nodes.map((n) => n.name), arrows.map((a) => [a.from, a.to])]), [nodes, arrows]);
  useEffect(() => {
    let current = true;
    const [names, pairs] = JSON.parse(shape) as [string[], [string, string][]];
    place(names, pairs.map(([from, to]) => ({ from, to })))
      .then((found) => current && startTransition(() => setPlaced(found)))
      .catch((error: Error) => current && setFailed(error));
    return () => {
      current = false;
    };
  }, [shape]);
  return { placed, failed };
}

function Button({ label, icon, click }: { label: string; icon: React.ReactNode; click: () => void }) {
  return (
    <Tooltip label={label}>
      <ActionIcon variant="default" aria-label={label} onClick={click}>
        {icon}
      </ActionIcon>
    </Tooltip>
  );
}

function idOf(target: EventTarget): string | null {
  return (target as Element).closest("[data-id]")?.getAttribute("data-id") ?? null;
}

function whole(placed: Placed): View {
  return { x: -20, y: -20, width: placed.width + 40, height: placed.height + 40 };
}

// Names are written 13 high: at this part of it they can just be read.
const smallest = 0.65;

/** The whole of it; of one too large to be read so, as much as can be read, around the most blamed. */
function opening(placed: Placed, nodes: readonly Node[], shape: number, height: number): View {
  const all = whole(placed);
  const tall = height / smallest;
  const fits = Math.max(all.height, all.width / shape);
  if (fits <= tall) return all;
  const worst = [...nodes].sort((a, b) => (b.blame ?? 0) - (a.blame ?? 0))[0];
  const at = (worst && placed.nodes.get(worst.name)) ?? { x: 0, y: 0, width: 0, height: 0 };
  const wide = tall * shape;
  return { x: Math.max(-20, at.x + at.width / 2 - wide / 2), y: at.y + at.height / 2 - tall / 2, width: wide, height: tall };
}

function contains(view: View, at: { x: number; y: number; width: number; height: number }): boolean {
  return at.x >= view.x && at.y >= view.y && at.x + at.width <= view.x + view.width && at.y + at.height <= view.y + view.height;
}

/** The view made larger or smaller, about its middle or a point of its own. */
function zoomed(v: View, factor: number, at?: { x: number; y: number }): View {
  const width = Math.max(160, Math.min(20000, v.width * factor));
  const f = width / v.width;
  const px = at?.x ?? v.x + v.width / 2;
  const py = at?.y ?? v.y + v.height / 2;
  return { x: px - (px - v.x) * f, y: py - (py - v.y) * f, width, height: v.height * f };
}

function inside(element: SVGSVGElement, x: number, y: number) {
  const matrix = element.getScreenCTM();
  return matrix ? new DOMPoint(x, y).matrixTransform(matrix.inverse()) : { x: 0, y: 0 };
}
