import { Group, Text, useComputedColorScheme } from "@mantine/core";
import { useElementSize } from "@mantine/hooks";
import { colors, sideColors } from "../parts/colors";
import { useTexts } from "../texts";
import type { Journey } from "./journey";

/** A piece of the path that broke a promise. */
export type Piece = { link: string; phase: string; cause: string; decision: string | null; from: string; to: string };

const laneHeight = 46;
const labelWidth = 152;
const top = 30;

/** The journey as lanes of links over time; the path that broke the promise stands out. */
export function Lanes({ journey, path, sides, end }: { journey: Journey; path: readonly Piece[]; sides: Record<string, string>; end: { at: number; status: string } | null }) {
  const { ref, width } = useElementSize();
  const dark = useComputedColorScheme("light") === "dark";
  const { t, format } = useTexts();
  const wide = Math.max(560, width);
  const room = wide - labelWidth - 24;
  const length = Math.max(1, journey.to - journey.from);
  const x = (at: number) => labelWidth + (Math.min(Math.max(at, journey.from), journey.to) - journey.from) * (room / length);
  const y = (link: string) => top + journey.links.indexOf(link) * laneHeight;
  const [ink, faint, grid] = dark ? ["#dee2e6", "#adb5bd", "#373a40"] : ["#212529", "#5c636a", "#e9ecef"];
  const height = top + journey.links.length * laneHeight + 10;
  const days = length > 3 * 86_400_000;
  return (
    <div ref={ref} className="lanes-scroll" tabIndex={0} role="region" aria-label={t.journey}>
      <svg width={wide} height={height} role="img" aria-label={`${t.journey}: ${journey.links.join(", ")}`} fontFamily="system-ui, sans-serif">
        <defs>
          <pattern id="waiting" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <rect width="6" height="6" fill={dark ? "#2c2e33" : "#f1f3f5"} />
            <line x1="0" y1="0" x2="0" y2="6" stroke={faint} strokeWidth="2" />
          </pattern>
        </defs>
        {[0, 0.25, 0.5, 0.75, 1].map((part) => {
          const at = journey.from + length * part;
          return (
            <g key={part}>
              <line x1={x(at)} x2={x(at)} y1={top - 6} y2={height} stroke={grid} />
              <text x={x(at)} y={14} fontSize={11} fill={faint} textAnchor={part === 0 ? "start" : part === 1 ? "end" : "middle"}>
                {days ? format.shortDay(at) : format.time(new Date(at).toISOString())}
              </text>
            </g>
          );
        })}
        {journey.links.map((link) => (
          <g key={link}>
            <line x1={0} x2={wide} y1={y(link) + laneHeight} y2={y(link) + laneHeight} stroke={grid} />
            <rect x={0} y={y(link) + 10} width={5} height={24} rx={2} fill={sideColors[sides[link] ?? "internal"] ?? faint} />
            <text x={12} y={y(link) + 27} fontSize={12.5} fontWeight={600} fill={ink}>
              {link.length > 17 ? `${link.slice(0, 16)}…` : link}
              <title>{link}</title>
            </text>
          </g>
        ))}
        {journey.promises.map((promise) => (
          <g key={`${promise.name}-${promise.from}`}>
            <rect x={x(promise.from)} y={y(promise.link) + 7} width={Math.max(3, x(promise.due ?? journey.to) - x(promise.from))} height={6} rx={3} fill={colors.open} opacity={0.5}>
              <title>{`${promise.name}: ${t.promiseBar}`}</title>
            </rect>
            {promise.due !== null && promise.due >= journey.from && promise.due <= journey.to && (
              <g>
                <line x1={x(promise.due)} x2={x(promise.due)} y1={top - 6} y2={height} stroke={colors.broken} strokeDasharray="4 4" />
                <text x={x(promise.due) + 4} y={height - 2} fontSize={11} fill={dark ? "#ff8787" : colors.broken}>{`${promise.name} ${t.dueAt}`}</text>
              </g>
            )}
          </g>
        ))}
        {journey.bars.map((bar) => {
          const begun = bar.accepted ?? bar.from;
          const said = `${bar.by} → ${bar.link}: ${bar.title}\n${format.time(new Date(bar.from).toISOString())} – ${bar.open ? "…" : format.time(new Date(bar.to).toISOString())}${bar.refused ? `\n${t.refused}` : ""}`;
          return (
            <g key={bar.id}>
              <title>{said}</title>
              {journey.links.includes(bar.by) && bar.by !== bar.link && <line x1={x(bar.from)} x2={x(bar.from)} y1={y(bar.by) + 24} y2={y(bar.link) + 24} stroke={faint} strokeWidth={1.5} />}
              {begun > bar.from && <rect x={x(bar.from)} y={y(bar.link) + 16} width={Math.max(2, x(begun) - x(bar.from))} height={16} fill="url(#waiting)" />}
              <rect
                x={x(begun)} y={y(bar.link) + 16} width={Math.max(3, x(bar.to) - x(begun))} height={16} rx={3}
                fill={bar.refused ? (dark ? "#5c2b2b" : "#ffe3e3") : dark ? "#364fc7" : "#bac8ff"} stroke={bar.refused ? colors.broken : dark ? "#748ffc" : "#4263eb"} strokeDasharray={bar.open ? "4 3" : undefined}
              />
            </g>
          );
        })}
        {journey.stops.map((stop) => (
          <g key={stop.id}>
            <title>{`${t.obstacle}: ${stop.cause}${stop.decision ? ` (${stop.decision})` : ""}`}</title>
            <rect x={x(stop.at)} y={y(stop.link) + 20} width={Math.max(4, x(stop.to) - x(stop.at))} height={8} rx={2} fill="#f08c00" />
          </g>
        ))}
        {path.filter((piece) => journey.links.includes(piece.link)).map((piece, i) => (
          <rect key={i} x={x(Date.parse(piece.from))} y={y(piece.link) + 35} width={Math.max(3, x(Date.parse(piece.to)) - x(Date.parse(piece.from)))} height={5} rx={2} fill={colors.broken}>
            <title>{`${piece.link}: ${piece.cause} · ${format.span((Date.parse(piece.to) - Date.parse(piece.from)) / 1000)}`}</title>
          </rect>
        ))}
        {journey.dots.map((dot) => (
          <circle key={dot.id} cx={x(dot.at)} cy={y(dot.link) + 24} r={3.5} fill={ink} opacity={0.7}>
            <title>{`${dot.type} · ${format.time(new Date(dot.at).toISOString())}`}</title>
          </circle>
        ))}
        {end && <circle cx={x(end.at)} cy={top - 10} r={5} fill={end.status === "kept" ? colors.kept : colors.broken}><title>{format.time(new Date(end.at).toISOString())}</title></circle>}
      </svg>
      <Group gap="md" mt={4}>
        <Legend text={t.waiting} background="repeating-linear-gradient(45deg, var(--mantine-color-gray-5) 0 2px, transparent 2px 6px)" />
        <Legend text={t.working} background={dark ? "#364fc7" : "#bac8ff"} />
        <Legend text={t.obstacle} background="#f08c00" />
        <Legend text={t.criticalPath} background={colors.broken} />
        <Legend text={t.promiseBar} background={colors.open} />
      </Group>
    </div>
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
