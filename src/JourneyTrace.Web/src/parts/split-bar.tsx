import { useElementSize } from "@mantine/hooks";
import type { Ref } from "react";

export type SplitPart = { name: string; color: string; part: number; text: string; title: string };

/** A whole in its parts, as one bar. What each says stands beside it, too. */
export function SplitBar({ parts, label, ref: drawn }: { parts: readonly SplitPart[]; label: string; ref?: Ref<SVGSVGElement> }) {
  const { ref, width } = useElementSize();
  let at = 0;
  return (
    <div ref={ref} className="split-bar">
      <svg ref={drawn} width={width} height={28} role="img" aria-label={`${label}: ${parts.map((p) => p.title).join(", ")}`} fontFamily="system-ui, sans-serif">
        {parts.map((part) => {
          const [from, wide] = [at * width, part.part * width];
          at += part.part;
          return (
            <g key={`${part.name} ${from}`}>
              <title>{part.title}</title>
              <rect x={from} width={Math.max(2, wide)} height={28} fill={part.color} />
              {wide > part.text.length * 7.5 + 8 && <text x={from + wide / 2} y={18} fontSize={12} fontWeight={600} fill="#ffffff" textAnchor="middle">{part.text}</text>}
            </g>
          );
        })}
      </svg>
    </div>
  );
}
