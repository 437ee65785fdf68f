import { Group, Text, Tooltip } from "@mantine/core";
import { useTexts } from "../texts";

/** A rate with the interval in which it lies, as figures and as a bar from 0 to 1. */
export function Rate({ value, ci, color = "var(--mantine-color-red-6)" }: { value: number | null | undefined; ci?: number[] | null; color?: string }) {
  const { format, t } = useTexts();
  if (value === null || value === undefined) return <>–</>;
  return (
    <Tooltip label={`${t.interval}: ${format.interval(ci)}`} disabled={!ci} withArrow>
      <Group gap="xs" wrap="nowrap" justify="flex-end">
        <Text span fz="sm" className="numbers">
          {format.percent(value)}
        </Text>
        <span className="bar-track" role="img" aria-label={`${format.percent(value)}, ${t.interval} ${format.interval(ci)}`} style={{ "--bar": color } as React.CSSProperties}>
          {ci && <span className="bar-range" style={{ left: `${ci[0]! * 100}%`, width: `${(ci[1]! - ci[0]!) * 100}%` }} />}
          <span className="bar-mark" style={{ left: `${value * 100}%` }} />
        </span>
      </Group>
    </Tooltip>
  );
}
