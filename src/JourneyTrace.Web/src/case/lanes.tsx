import { Group, Text, useComputedColorScheme } from "@mantine/core";
import { useElementSize } from "@mantine/hooks";
import { useState, type Ref } from "react";
import { colors, sideColors } from "../parts/colors";
import { useTexts } from "../texts";
import { wordFor } from "../texts/words";
import type { Bar, Journey } from "./journey";
import { rowsOf, type Rows } from "./rows";

/** A piece of the path that broke a promise. */
export type Piece = { link: string; phase: string; cause: string; decision: string | null; from: string; to: string };

/** A decision that was in force at some links for some time. */
export type InForce = { decision: string; title: string; links: readonly string[]; from: number; to: number };

type Props = {
  journey: Journey;
  path: readonly Piece[];
  decisions: readonly InForce[];
  sides: Record<string, string>;
  end: { at: number; status: string } | null;
  ref?: Ref<SVGSVGElement>;
};

const labelWidth = 152;
const top = 30;
const decisionColor = "#862e9c";

/** The journey as lanes of links over time; the path that broke the promise stands out. Every piece can be pointed at and tabbed to, and says what it is. */
export function Lanes({ journey, path, decisions, sides, end, ref: drawn }: Props) {
  const { ref, width } = useElementSize();
  const dark = useComputedColorScheme("light") === "dark";
  const [told, setTold] = useState<string | null>(null);
  const { t, format } = useTexts();
  // Drawn in units of the page's own size of letters, which is larger on large screens.
  const unit = parseFloat(getComputedStyle(document.documentElement).fontSize) / 16;
  const wide = Math.max(560, width / unit);
  const room = wide - labelWidth - 24;
  const length = Math.max(1, journey.to - journey.from);
  const x = (at: number) => labelWidth + (Math.min(Math.max(at, journey.from), journey.to) - journey.from) * (room / length);
  const rows = rowsOf(journey, top);
  const lane = (link: string) => rows.lanes.get(link)!;
  const time = (at: number) => format.time(new Date(at).toISOString());
  const between = (from: number, to: number) => `${time(from)} – ${time(to)}, ${format.span((to - from) / 1000)}`;
  const [ink, faint, grid] = dark ? ["#dee2e6", "#adb5bd", "#373a40"] : ["#212529", "#5c636a", "#e9ecef"];
  const days = length > 3 * 86_400_000;
  const inForce = decisions.flatMap((decision) => decision.links.filter((link) => rows.lanes.has(link)).map((link) => ({ ...decision, link }))).filter((d) => d.from <= journey.to && d.to >= journey.from);
  const says = (text: string) => ({ tabIndex: 0, role: "img", "aria-label": text, className: "lane-piece", onFocus: () => setTold(text), onBlur: () => setTold(null), onPointerEnter: () => setTold(text), onPointerLeave: () => setTold(null) });
  return (
    <div ref={ref} className="lanes-scroll" tabIndex={0} role="region" aria-label={t.journey}>
      <svg ref={drawn} width={wide * unit} height={rows.height * unit} viewBox={`0 0 ${wide} ${rows.height}`} role="group" aria-label={`${t.journey}: ${journey.links.join(", ")}`} fontFamily="system-ui, sans-serif">
        <defs>
          <pattern id="waiting" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <rect width="6" height="6" fill={dark ? "#2c2e33" : "#f1f3f5"} />
            <line x1="0" y1="0" x2="0" y2="6" stroke={faint} strokeWidth="2" />
          </pattern>
        </defs>
        {(room < 520 ? [0, 0.5, 1] : [0, 0.25, 0.5, 0.75, 1]).map((part) => {
          const at = journey.from + length * part;
          return (
            <g key={part}>
              <line x1={x(at)} x2={x(at)} y1={top - 6} y2={rows.height} stroke={grid} />
              <text x={x(at)} y={14} fontSize={11} fill={faint} textAnchor={part === 0 ? "start" : part === 1 ? "end" : "middle"}>
                {days ? format.shortDay(at) : time(at)}
              </text>
            </g>
          );
        })}
        {journey.links.map((link) => (
          <g key={link}>
            <line x1={0} x2={wide} y1={lane(link).bottom} y2={lane(link).bottom} stroke={grid} />
            <rect x={0} y={lane(link).top + 10} width={5} height={24} rx={2} fill={sideColors[sides[link] ?? "internal"] ?? faint} />
            <text x={12} y={lane(link).top + 27} fontSize={12.5} fontWeight={600} fill={ink}>
              {link.length > 17 ? `${link.slice(0, 16)}…` : link}
              <title>{link}</title>
            </text>
          </g>
        ))}
        {inForce.map((decision) => (
          <g key={`${decision.decision} ${decision.link} ${decision.from}`} {...says(`${t.decision}: ${decision.title}, ${decision.link}, ${between(decision.from, decision.to)}`)}>
            <rect x={x(decision.from)} y={lane(decision.link).top + 1} width={Math.max(3, x(decision.to) - x(decision.from))} height={lane(decision.link).bottom - lane(decision.link).top - 2} fill={decisionColor} opacity={dark ? 0.28 : 0.12} />
            <text x={x(decision.from) + 4} y={lane(decision.link).top + 12} fontSize={10.5} fill={dark ? "#e599f7" : decisionColor}>{decision.title}</text>
          </g>
        ))}
        {journey.promises.map((promise) => (
          <g key={`${promise.name}-${promise.from}`}>
            <rect
              x={x(promise.from)} y={lane(promise.link).top + 5} width={Math.max(3, x(promise.due ?? journey.to) - x(promise.from))} height={6} rx={3} fill={colors.open} opacity={0.5}
              {...says(`${t.promise} ${promise.name}: ${time(promise.from)}${promise.due === null ? "" : `, ${t.dueAt} ${time(promise.due)}`}`)}
            />
            {promise.due !== null && promise.due >= journey.from && promise.due <= journey.to && (
              <g>
                <line x1={x(promise.due)} x2={x(promise.due)} y1={top - 6} y2={rows.height} stroke={colors.broken} strokeDasharray="4 4" />
                <text x={x(promise.due) + 4} y={rows.height - 2} fontSize={11} fill={dark ? "#ff8787" : colors.broken}>{`${promise.name} ${t.dueAt}`}</text>
              </g>
            )}
          </g>
        ))}
        {journey.bars.map((bar) => (
          <Stay key={bar.id} bar={bar} rows={rows} x={x} dark={dark} faint={faint} says={says(`${bar.by} → ${bar.link}: ${bar.title}, ${bar.open ? `${time(bar.from)} – …` : between(bar.from, bar.to)}${bar.refused ? `, ${t.refused}` : ""}`)} />
        ))}
        {journey.stops.map((stop) => (
          <rect
            key={stop.id} x={x(stop.at)} y={lane(stop.link).top + 20} width={Math.max(4, x(stop.to) - x(stop.at))} height={8} rx={2} fill="#f08c00"
            {...says(`${t.obstacle}: ${stop.link}, ${wordFor(t, "cause", stop.cause)}${stop.decision ? ` (${stop.decision})` : ""}, ${between(stop.at, stop.to)}`)}
          />
        ))}
        {path.filter((piece) => rows.lanes.has(piece.link)).map((piece, i) => (
          <rect
            key={i} x={x(Date.parse(piece.from))} y={lane(piece.link).bottom - 11} width={Math.max(3, x(Date.parse(piece.to)) - x(Date.parse(piece.from)))} height={5} rx={2} fill={colors.broken}
            {...says(`${t.criticalPath}: ${piece.link}, ${wordFor(t, "cause", piece.cause)}, ${between(Date.parse(piece.from), Date.parse(piece.to))}`)}
          />
        ))}
        {journey.dots.map((dot) => (
          <circle key={dot.id} cx={x(dot.at)} cy={lane(dot.link).top + 24} r={3.5} fill={ink} opacity={0.7} {...says(`${dot.type}, ${dot.link}, ${time(dot.at)}`)} />
        ))}
        {end && <circle cx={x(end.at)} cy={top - 4} r={4} fill={end.status === "kept" ? colors.kept : colors.broken} {...says(`${t.keptAt} ${time(end.at)}`)} />}
      </svg>
      <Text fz="sm" mih={22} role="status" c={told ? undefined : "dimmed"} className="no-print">{told ?? t.lanesHelp}</Text>
      <Group gap="md" mt={4}>
        <Legend text={t.waiting} background="repeating-linear-gradient(45deg, var(--mantine-color-gray-5) 0 2px, transparent 2px 6px)" />
        <Legend text={t.working} background={dark ? "#364fc7" : "#bac8ff"} />
        <Legend text={t.obstacle} background="#f08c00" />
        <Legend text={t.criticalPath} background={colors.broken} />
        <Legend text={t.promiseBar} background={colors.open} />
        {inForce.length > 0 && <Legend text={t.decision} background={decisionColor} />}
      </Group>
    </div>
  );
}

type StayProps = { bar: Bar; rows: Rows; x: (at: number) => number; dark: boolean; faint: string; says: object };

/** A stay at a link: waiting to be taken, then worked on; those at the same time stand below each other. */
function Stay({ bar, rows, x, dark, faint, says }: StayProps) {
  const begun = bar.accepted ?? (bar.open ? bar.to : bar.from);
  const y = rows.bars.get(bar.id)!;
  const asked = rows.lanes.get(bar.by);
  return (
    <g {...says}>
      {asked && bar.by !== bar.link && <line x1={x(bar.from)} x2={x(bar.from)} y1={asked.top + 24} y2={y + 8} stroke={faint} strokeWidth={1.5} />}
      {begun > bar.from && <rect x={x(bar.from)} y={y} width={Math.max(2, x(begun) - x(bar.from))} height={16} fill="url(#waiting)" />}
      <rect
        x={x(begun)} y={y} width={Math.max(3, x(bar.to) - x(begun))} height={16} rx={3}
        fill={bar.refused ? (dark ? "#5c2b2b" : "#ffe3e3") : dark ? "#364fc7" : "#bac8ff"} stroke={bar.refused ? colors.broken : dark ? "#748ffc" : "#4263eb"} strokeDasharray={bar.open ? "4 3" : undefined}
      />
    </g>
  );
}

function Legend({ text, background }: { text: string; background: string }) {
  return (
    <Group gap={6}>
      <span style={{ width: 18, height: 8, borderRadius: 2, background }} aria-hidden />
      <Text fz="xs" c="dimmed">{text}</Text>
    </Group>
  );
}
