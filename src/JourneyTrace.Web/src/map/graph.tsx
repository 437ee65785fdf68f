import { ActionIcon, Group, Skeleton, Tooltip, useComputedColorScheme } from "@mantine/core";
import { IconArrowsMaximize, IconMinus, IconPhoto, IconPlus } from "@tabler/icons-react";
import { memo, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { save, type Answer } from "../api/client";
import { heat, sideColors } from "../parts/colors";
import { Failed } from "../parts/states";
import { useTexts } from "../texts";
import { arrowId, curve, middle, place, type Placed } from "./layout";

type Node = Answer<"MapNode">;
type Arrow = Answer<"MapArrow">;
type View = { x: number; y: number; width: number; height: number };

type Props = { nodes: readonly Node[]; arrows: readonly Arrow[]; chosen: string | null; choose: (id: string) => void; height: number };

/** The hand-off graph. It is moved by dragging, made larger by scrolling, and walked through by Tab. */
export function Graph({ nodes, arrows, chosen, choose, height }: Props) {
  const svg = useRef<SVGSVGElement>(null);
  const [placed, setPlaced] = useState<Placed | null>(null);
  const [view, setView] = useState<View | null>(null);
  const [failed, setFailed] = useState<Error | null>(null);
  const { t } = useTexts();

  useEffect(() => {
    let current = true;
    void place(nodes.map((n) => n.name), arrows).then((found) => {
      if (!current) return;
      setPlaced(found);
      setView(whole(found));
    }).catch((error: Error) => current && setFailed(error));
    return () => {
      current = false;
    };
  }, [nodes, arrows]);

  const zoom = useCallback((factor: number, at?: { x: number; y: number }) => {
    setView((v) => {
      if (!v) return v;
      const width = Math.max(160, Math.min(20000, v.width * factor));
      const f = width / v.width;
      const px = at?.x ?? v.x + v.width / 2;
      const py = at?.y ?? v.y + v.height / 2;
      return { x: px - (px - v.x) * f, y: py - (py - v.y) * f, width, height: v.height * f };
    });
  }, []);

  // React listens to the wheel passively; the page must not scroll meanwhile.
  useEffect(() => {
    const element = svg.current;
    if (!element) return;
    const wheel = (event: WheelEvent) => {
      event.preventDefault();
      zoom(event.deltaY > 0 ? 1.15 : 1 / 1.15, inside(element, event.clientX, event.clientY));
    };
    element.addEventListener("wheel", wheel, { passive: false });
    return () => element.removeEventListener("wheel", wheel);
  }, [zoom, placed]);

  const drag = useRef<{ x: number; y: number; view: View } | null>(null);
  const box = view && `${view.x} ${view.y} ${view.width} ${view.height}`;
  if (failed) return <Failed error={failed} />;
  if (!placed || !view) return <Skeleton height={height} radius="md" />;
  return (
    <div style={{ position: "relative" }}>
      <svg
        ref={svg}
        className="graph"
        viewBox={box!}
        height={height}
        role="group"
        aria-label={t.map}
        onPointerDown={(e) => {
          if ((e.target as Element).closest("[data-id]")) return;
          drag.current = { x: e.clientX, y: e.clientY, view };
          e.currentTarget.setPointerCapture(e.pointerId);
        }}
        onPointerMove={(e) => {
          if (!drag.current) return;
          const scale = view.width / e.currentTarget.clientWidth;
          const tall = view.height / e.currentTarget.clientHeight;
          const f = Math.max(scale, tall);
          setView({ ...view, x: drag.current.view.x - (e.clientX - drag.current.x) * f, y: drag.current.view.y - (e.clientY - drag.current.y) * f });
        }}
        onPointerUp={() => (drag.current = null)}
        onClick={(e) => {
          const id = (e.target as Element).closest("[data-id]")?.getAttribute("data-id");
          if (id) choose(id);
        }}
        onKeyDown={(e) => {
          const id = (e.target as Element).closest("[data-id]")?.getAttribute("data-id");
          if (id && (e.key === "Enter" || e.key === " ")) {
            e.preventDefault();
            choose(id);
          }
        }}
      >
        <Drawn placed={placed} nodes={nodes} arrows={arrows} chosen={chosen} />
      </svg>
      <Group gap={4} pos="absolute" bottom={8} right={8} className="no-print">
        <Button label={t.zoomIn} icon={<IconPlus size={16} />} click={() => zoom(1 / 1.3)} />
        <Button label={t.zoomOut} icon={<IconMinus size={16} />} click={() => zoom(1.3)} />
        <Button label={t.fit} icon={<IconArrowsMaximize size={16} />} click={() => setView(whole(placed))} />
        <Button label={`${t.png}: ${t.map}`} icon={<IconPhoto size={16} />} click={() => svg.current && void picture(svg.current)} />
      </Group>
    </div>
  );
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

/** What does not change while the view moves. */
const Drawn = memo(function Drawn({ placed, nodes, arrows, chosen }: { placed: Placed; nodes: readonly Node[]; arrows: readonly Arrow[]; chosen: string | null }) {
  const dark = useComputedColorScheme("light") === "dark";
  const { t, format } = useTexts();
  const most = useMemo(() => Math.max(1, ...arrows.map((a) => a.count)), [arrows]);
  const worst = useMemo(() => Math.max(0.0001, ...arrows.map((a) => a.blame ?? 0)), [arrows]);
  const [hovered, setHovered] = useState<string | null>(null);
  const labelled = useMemo(() => {
    if (arrows.length <= 16) return new Set(arrows.map((a) => arrowId(a.from, a.to)));
    const top = (value: (a: Arrow) => number) => [...arrows].sort((a, b) => value(b) - value(a)).slice(0, 5);
    return new Set([...top((a) => a.blame ?? 0), ...top((a) => a.count)].map((a) => arrowId(a.from, a.to)));
  }, [arrows]);
  const paper = dark ? "#1f1f1f" : "#ffffff";
  const ink = dark ? "#e9ecef" : "#212529";
  return (
    <g fontFamily="system-ui, sans-serif">
      {arrows.map((arrow) => {
        const id = arrowId(arrow.from, arrow.to);
        const points = placed.arrows.get(id);
        if (!points) return null;
        const color = heat((arrow.blame ?? 0) / worst, dark);
        const width = 1.5 + 9 * Math.sqrt(arrow.count / most);
        const label = middle(points);
        const said = `${arrow.from} → ${arrow.to}: ${format.count(arrow.count)} · ${format.span(arrow.medianSeconds)}, ${t.blame} ${format.number(arrow.blame)}`;
        return (
          <g key={id} data-id={`arrow:${id}`} tabIndex={0} role="button" aria-label={said} aria-pressed={chosen === `arrow:${id}`} style={{ cursor: "pointer" }} onPointerEnter={() => setHovered(id)} onPointerLeave={() => setHovered(null)} onFocus={() => setHovered(id)} onBlur={() => setHovered(null)}>
            <title>{said}</title>
            <path d={curve(points)} fill="none" stroke="transparent" strokeWidth={Math.max(14, width)} />
            <path d={curve(points)} fill="none" stroke={color} strokeWidth={width} strokeOpacity={hovered === id || chosen === `arrow:${id}` ? 1 : chosen?.startsWith("arrow:") ? 0.35 : 0.8} />
            <Head points={points} color={color} size={6 + width} />
            {(labelled.has(id) || hovered === id || chosen === `arrow:${id}`) && (
              <text x={label.x} y={label.y - 4} textAnchor="middle" fontSize={12} fontWeight={hovered === id ? 700 : 400} fill={ink} stroke={paper} strokeWidth={4} paintOrder="stroke">
                {format.count(arrow.count)} · {format.span(arrow.medianSeconds)}
              </text>
            )}
          </g>
        );
      })}
      {nodes.map((node) => {
        const at = placed.nodes.get(node.name);
        if (!at) return null;
        const color = sideColors[node.side ?? "internal"] ?? "#868e96";
        const said = `${node.name} ${t.blame} ${format.number(node.blame)}, ${format.count(node.count)} ${t.times}`;
        return (
          <g key={node.name} data-id={`link:${node.name}`} tabIndex={0} role="button" aria-label={said} aria-pressed={chosen === `link:${node.name}`} style={{ cursor: "pointer" }}>
            <title>{said}</title>
            <rect x={at.x} y={at.y} width={at.width} height={at.height} rx={10} fill={paper} stroke={color} strokeWidth={chosen === `link:${node.name}` ? 4 : 2} />
            <rect x={at.x} y={at.y} width={6} height={at.height} rx={3} fill={color} />
            <text x={at.x + 16} y={at.y + 22} fontSize={13} fontWeight={600} fill={ink}>
              {node.name.length > 24 ? `${node.name.slice(0, 23)}… ` : `${node.name} `}
            </text>
            <text x={at.x + 16} y={at.y + 40} fontSize={11} fill={(node.blame ?? 0) > 0 ? heat(1, dark) : dark ? "#adb5bd" : "#5c636a"}>
              {t.blame} {format.number(node.blame)}
            </text>
          </g>
        );
      })}
    </g>
  );
});

function Head({ points, color, size }: { points: readonly { x: number; y: number }[]; color: string; size: number }) {
  const end = points[points.length - 1]!;
  const before = points[points.length - 2]!;
  const angle = (Math.atan2(end.y - before.y, end.x - before.x) * 180) / Math.PI;
  return <path d={`M0,0 L${-size},${size / 2.2} L${-size},${-size / 2.2} Z`} fill={color} transform={`translate(${end.x},${end.y}) rotate(${angle})`} />;
}

function whole(placed: Placed): View {
  return { x: -20, y: -20, width: placed.width + 40, height: placed.height + 40 };
}

function inside(element: SVGSVGElement, x: number, y: number) {
  const matrix = element.getScreenCTM();
  return matrix ? new DOMPoint(x, y).matrixTransform(matrix.inverse()) : { x: 0, y: 0 };
}

async function picture(svg: SVGSVGElement) {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const [, , width, height] = copy.getAttribute("viewBox")!.split(" ").map(Number);
  copy.setAttribute("width", String(width));
  copy.setAttribute("height", String(height));
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(copy))}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [width! * 2, height! * 2];
  const context = canvas.getContext("2d")!;
  context.fillStyle = getComputedStyle(document.body).backgroundColor;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  canvas.toBlob((blob) => blob && save(blob, "map.png"));
}
