import { Anchor, Badge, Group, Stack, Text } from "@mantine/core";
import { useRef } from "react";
import { Link } from "wouter";
import { inks, statusColors } from "../parts/colors";
import { Panel } from "../parts/page";
import { picture, PictureButton } from "../parts/picture";
import { SplitBar } from "../parts/split-bar";
import { TableCsvButton } from "../parts/table";
import { useTexts } from "../texts";
import { wordFor } from "../texts/words";
import type { Promised } from "./trace";
import { verdictIn } from "./verdict-words";
import { WhatIf } from "./what-if";

/** What became of a promise, in words and in shares. */
export function VerdictPanel({ promise, path, asOf, known }: { promise: Promised; path: string; asOf: string | null; known: boolean }) {
  const { t, format } = useTexts();
  const verdict = promise.verdict;
  const bar = useRef<SVGSVGElement>(null);
  return (
    <Panel
      title={t.verdict}
      actions={verdict && (
        <>
          <TableCsvButton name={`${path.slice(6)}-verdict`} head={[t.link, t.cause, t.decision, t.share, t.excess]} rows={verdict.shares.map((s) => [s.link, wordFor(t, "cause", s.cause), s.decision, s.share, s.excessSeconds])} />
          <PictureButton variant="subtle" label={t.whoseTime} save={() => (bar.current ? picture(bar.current, `${path.slice(6)}-verdict`) : undefined)} />
        </>
      )}
    >
      <Stack gap="sm" data-testid="verdict">
        <Group gap="xs">
          <Badge size="lg" color={statusColors[promise.status]} variant="filled">{t[promise.status as "open"]}</Badge>
          {promise.atRisk && <Badge size="lg" color="orange" variant="outline">{t.atRisk}</Badge>}
          <Text fw={600}>{promise.what ?? promise.promise}</Text>
        </Group>
        <Text fz="sm" c="dimmed">
          {t.madeBy} {promise.madeBy}, {t.dueAt} {format.time(promise.dueAt)}{promise.keptAt && `, ${t.keptAt} ${format.time(promise.keptAt)}`}
          {promise.latenessSeconds > 0 && <> · <Text span c={inks.broken} fw={600}>{format.span(promise.latenessSeconds)} {t.late}</Text></>}
        </Text>
        {verdict && (
          <>
            <Text data-testid="explanation">{verdictIn(t, format, promise, verdict)}</Text>
            <SplitBar
              ref={bar}
              label={t.whoseTime}
              parts={verdict.shares.map((share, i) => ({ name: share.link, color: shareColors[i % shareColors.length]!, part: share.share, text: share.link, title: `${share.link}: ${wordFor(t, "cause", share.cause)} ${format.percent(share.share)}` }))}
            />
            <Stack gap={2}>
              {verdict.shares.map((share, i) => (
                <Group key={i} justify="space-between" wrap="nowrap">
                  <Group gap={8} wrap="nowrap">
                    <span style={{ width: 10, height: 10, borderRadius: 3, background: shareColors[i % shareColors.length] }} aria-hidden />
                    <Text fz="sm">
                      <b>{share.link}</b> · {wordFor(t, "cause", share.cause)}{share.decision && <> · <Anchor component={Link} href={`/decisions?row=${encodeURIComponent(share.decision)}`}>{share.decision}</Anchor></>}
                      {share.link === verdict.root.link && share.cause === verdict.root.cause && <Badge ml={6} size="xs" color="red" variant="light">{t.root}</Badge>}
                    </Text>
                  </Group>
                  <Text fz="sm" className="numbers">{format.percent(share.share)} · {format.span(share.excessSeconds)}</Text>
                </Group>
              ))}
            </Stack>
            <WhatIf key={`${promise.promise} ${asOf} ${known}`} promise={promise} verdict={verdict} path={path} asOf={asOf} known={known} />
          </>
        )}
      </Stack>
    </Panel>
  );
}

const shareColors = ["#c92a2a", "#d9480f", "#5f3dc4", "#1864ab", "#087f5b", "#5c940d", "#495057"];
