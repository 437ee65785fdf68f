import { Accordion, Anchor, Badge, Breadcrumbs, Button, Code, Grid, Group, SegmentedControl, Slider, Stack, Switch, Text } from "@mantine/core";
import { useDebouncedCallback, useDebouncedValue } from "@mantine/hooks";
import { IconTimeline } from "@tabler/icons-react";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useMemo, useRef, useState } from "react";
import { Link } from "wouter";
import { get, post, useAnswer, type Answer } from "../api/client";
import { between, journeyOf, type Journey, type Told } from "../case/journey";
import { Lanes, type InForce, type Piece } from "../case/lanes";
import { address, useFilters, useParameters } from "../filters/filters";
import type { Format } from "../format/format";
import { inks, statusColors } from "../parts/colors";
import { Page, Panel } from "../parts/page";
import { picture, PictureButton } from "../parts/picture";
import { SplitBar } from "../parts/split-bar";
import { Answered, Empty, Failed } from "../parts/states";
import { TableCsvButton } from "../parts/table";
import { fill, useTexts } from "../texts";

type Share = { link: string; node: string; phase: string; cause: string; decision: string | null; share: number; excessSeconds: number };
type Verdict = { root: { link: string; node: string; cause: string; decision: string | null }; shares: Share[]; path: Piece[]; explanation: string };
type Promised = { promise: string; what: string | null; madeBy: string; madeAt: string; dueAt: string; status: string; atRisk: boolean; keptAt: string | null; latenessSeconds: number; verdict?: Verdict };
type Trace = { case: string; asOf: string; promises: Promised[]; remarks: { says: string }[] };

export default function CasePage({ name }: { name: string }) {
  const filters = useFilters();
  const { t } = useTexts();
  const path = `cases/${encodeURIComponent(name)}`;
  const events = useQuery({ queryKey: [path, "events"], queryFn: () => allEvents(path) });
  return (
    <Page title={name} intro={t.journey} actions={<AsTrace path={path} />}>
      <Breadcrumbs className="no-print">
        <Anchor component={Link} href={address("/cases", filters)}>{t.cases}</Anchor>
        <Text>{name}</Text>
      </Breadcrumbs>
      <Answered answer={events} height={420}>{(told) => <Told path={path} events={told} />}</Answered>
    </Page>
  );
}

/** To the journey in Jaeger's page, or to its data where the server was not told where that page is. */
function AsTrace({ path }: { path: string }) {
  const { t } = useTexts();
  const answer = useAnswer<Answer<"JourneyItem">>(`${path}/journey`);
  if (!answer.data) return null;
  return (
    <Button component="a" href={answer.data.viewer ?? answer.data.data} target="_blank" rel="noreferrer" size="compact-md" variant="default" leftSection={<IconTimeline size={16} aria-hidden />}>
      {t.inJaeger}
    </Button>
  );
}

async function allEvents(path: string): Promise<Told[]> {
  const all: Told[] = [];
  let cursor: string | null = null;
  do {
    const page: { items: Told[]; next: string | null } = await get(`${path}/events`, { limit: 1000, cursor });
    all.push(...page.items);
    cursor = page.next;
  } while (cursor !== null);
  return all;
}

function Told({ path, events }: { path: string; events: Told[] }) {
  const [parameters, set] = useParameters();
  const { t, format } = useTexts();
  // Every moment at which something happened; the last place is now.
  const moments = useMemo(() => [...new Set(events.map((e) => e.time))].sort((a, b) => Date.parse(a) - Date.parse(b)), [events]);
  const stood = parameters.get("at");
  const known = parameters.get("known") === "then";
  const [place, setPlace] = useState(() => (stood ? Math.max(0, moments.findLastIndex((m) => Date.parse(m) <= Date.parse(stood))) : moments.length));
  const [asked] = useDebouncedValue(place, 120);
  const asOf = asked >= moments.length ? null : moments[asked]!;
  const trace = useAnswer<Trace>(`${path}/trace`, { asOf, asKnownAt: known ? asOf : null });
  const hotspots = useAnswer<Answer<"MapAnswer">>("map", {});
  const decided = useAnswer<Answer<"DecisionsAnswer">>("decisions", { limit: 1000 });
  const drawn = useRef<SVGSVGElement>(null);
  const sides = useMemo(() => Object.fromEntries((hotspots.data?.nodes ?? []).map((n) => [n.name, n.side ?? "internal"])), [hotspots.data]);
  const write = useDebouncedCallback((at: string | null) => set({ at }, true), 200);
  const move = (to: number) => {
    setPlace(to);
    write(to >= moments.length ? null : moments[to]!);
  };
  return (
    <Answered answer={trace} height={420}>
      {(data) => {
        const promise = data.promises.find((p) => p.promise === parameters.get("of")) ?? data.promises.find((p) => p.verdict) ?? data.promises[0];
        const at = asOf ? Date.parse(asOf) : Date.now();
        const seen = known && asOf ? events.filter((e) => Date.parse(e.recordedat) <= at) : events;
        const whole = journeyOf(seen, at, (of) => (data.promises.find((p) => p.promise === of)?.dueAt ? Date.parse(data.promises.find((p) => p.promise === of)!.dueAt) : null));
        const all = parameters.get("all") === "true" || !promise;
        const journey = all ? whole : aroundPromise(whole, promise, at);
        const decisions = inForce(decided.data?.items ?? [], journey, promise?.verdict, at);
        return (
          <Stack>
            <Panel
              title={t.journey}
              actions={<><TableCsvButton name={path.slice(6)} head={[t.takesOver, t.handsOver, t.handoff, t.from, t.working, t.to]} rows={journey.bars.map((b) => [b.link, b.by, b.title, instant(b.from), b.accepted === null ? null : instant(b.accepted), b.open ? null : instant(b.to)])} /><PictureButton variant="subtle" label={t.journey} save={() => (drawn.current ? picture(drawn.current, path.slice(6)) : undefined)} /><Switch size="sm" label={t.wholeCase} checked={all} onChange={(e) => set({ all: e.currentTarget.checked ? "true" : null }, true)} />{data.promises.length > 1 && <SegmentedControl size="xs" aria-label={t.promise} value={promise?.promise} onChange={(of) => set({ of }, true)} data={data.promises.map((p) => p.promise)} />}</>}
            >
              <Stack>
                {journey.links.length === 0 ? <Empty>{t.notYet}</Empty> : (
                  <Lanes ref={drawn} journey={journey} decisions={decisions} path={promise?.verdict?.path ?? []} sides={sides} end={promise?.keptAt ? { at: Date.parse(promise.keptAt), status: promise.status } : null} />
                )}
                <Group gap="lg" className="no-print" align="center">
                  <Text fz="sm" id="scrubber" style={{ whiteSpace: "nowrap" }}>
                    {t.scrubber}: <b>{asOf ? format.time(asOf) : t.now}</b>
                  </Text>
                  <Slider
                    style={{ flex: "1 1 220px" }} min={0} max={moments.length} value={place} onChange={move} label={null}
                    thumbProps={{ "aria-labelledby": "scrubber", "aria-valuetext": asOf ? format.time(asOf) : t.now } as object}
                  />
                  <Switch label={t.asKnown} checked={known} onChange={(e) => set({ known: e.currentTarget.checked ? "then" : null }, true)} />
                </Group>
              </Stack>
            </Panel>
            <Grid>
              <Grid.Col span={{ base: 12, md: 7 }}>{promise ? <VerdictPanel promise={promise} path={path} asOf={asOf} known={known} /> : <Panel title={t.verdict}><Empty>{t.noPromise}</Empty></Panel>}</Grid.Col>
              <Grid.Col span={{ base: 12, md: 5 }}>
                <Panel title={`${t.rawEvents} (${format.count(seen.length)})`}>
                  <RawEvents events={asOf ? seen.filter((e) => Date.parse(e.time) <= at) : seen} />
                </Panel>
              </Grid.Col>
            </Grid>
          </Stack>
        );
      }}
    </Answered>
  );
}

const instant = (at: number) => new Date(at).toISOString();

/** The decisions that stood behind what happened here, where and while they were in force. */
function inForce(decisions: readonly Answer<"DecisionItem">[], journey: Journey, verdict: Verdict | undefined, asOf: number): InForce[] {
  const named = new Set([...journey.stops.map((s) => s.decision), ...(verdict?.shares ?? []).map((s) => s.decision)].filter((d) => d !== null));
  return decisions
    .filter((d) => named.has(d.decision))
    .flatMap((d) => d.windows.map((w) => ({ decision: d.decision, title: d.title ?? d.decision, links: w.links, from: Date.parse(w.from), to: Math.min(asOf, Date.parse(w.to)) })));
}

/** From a little before it was made until it ended, or is due. */
function aroundPromise(journey: Journey, promise: Promised, asOf: number): Journey {
  const from = Date.parse(promise.madeAt);
  const to = Math.max(Date.parse(promise.dueAt), promise.keptAt ? Date.parse(promise.keptAt) : promise.status === "open" || promise.status === "broken" ? Math.min(asOf, journey.to) : 0);
  const room = (to - from) * 0.03;
  return between(journey, Math.min(journey.from, from) < from - room * 4 ? from - room : Math.min(journey.from, from), to + room);
}

/** The verdict in words of another language than the server's: who held most of the time, and why. */
function verdictIn(t: ReturnType<typeof useTexts>["t"], format: Format, promise: Promised, verdict: Verdict): string {
  const most = [...verdict.shares].sort((a, b) => b.share - a.share)[0];
  const who = most ? fill(t.verdictMost, { link: most.link, share: format.percent(most.share), cause: most.cause }) : "";
  const root = fill(t.verdictRoot, { link: verdict.root.link, cause: verdict.root.cause });
  return [promise.latenessSeconds > 0 ? fill(t.verdictLate, { late: format.span(promise.latenessSeconds) }) : "", who, root].filter(Boolean).join(" ");
}

function VerdictPanel({ promise, path, asOf, known }: { promise: Promised; path: string; asOf: string | null; known: boolean }) {
  const { t, format, language } = useTexts();
  const verdict = promise.verdict;
  return (
    <Panel title={t.verdict}>
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
            <Text>{language === "en" ? verdict.explanation : verdictIn(t, format, promise, verdict)}</Text>
            <SplitBar
              label={t.whoseTime}
              parts={verdict.shares.map((share, i) => ({ name: share.link, color: shareColors[i % shareColors.length]!, part: share.share, text: share.link, title: `${share.link}: ${share.cause} ${format.percent(share.share)}` }))}
            />
            <Stack gap={2}>
              {verdict.shares.map((share, i) => (
                <Group key={i} justify="space-between" wrap="nowrap">
                  <Group gap={8} wrap="nowrap">
                    <span style={{ width: 10, height: 10, borderRadius: 3, background: shareColors[i % shareColors.length] }} aria-hidden />
                    <Text fz="sm">
                      <b>{share.link}</b> · {share.cause}{share.decision && <> · <Anchor component={Link} href={`/decisions?row=${encodeURIComponent(share.decision)}`}>{share.decision}</Anchor></>}
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

function WhatIf({ promise, verdict, path, asOf, known }: { promise: Promised; verdict: Verdict; path: string; asOf: string | null; known: boolean }) {
  const { t, format } = useTexts();
  const [dropped, setDropped] = useState("");
  const answer = useMutation<Answer<"CaseWhatIfAnswer">, Error, { drop: object }>({ mutationFn: ({ drop }) => post(`${path}/what-if`, { drop: [drop] }, { asOf, asKnownAt: known ? asOf : null }) });
  const links = [...new Set(verdict.shares.map((s) => s.link))];
  const result = answer.data?.promises.find((p) => p.promise === promise.promise);
  return (
    <Stack gap="xs" className="no-print">
      <Text fw={600} fz="sm">{t.whatIfHere}</Text>
      <Group gap="xs">
        {links.map((link) => (
          <Button key={link} size="xs" variant={dropped === link ? "filled" : "light"} loading={answer.isPending && dropped === link} onClick={() => (setDropped(link), answer.mutate({ drop: { link } }))}>
            {fill(t.without, { what: link })}
          </Button>
        ))}
      </Group>
      {answer.isError && <Failed error={answer.error} />}
      {result && (
        <Text fz="sm" role="status">
          {result.rescued === true && result.wouldBeKeptAt
            ? fill(t.wouldBeKept, { when: format.time(result.wouldBeKeptAt) })
            : result.wouldBeKeptAt && result.keptAt
              ? fill(t.stillBroken, { earlier: format.span((Date.parse(result.keptAt) - Date.parse(result.wouldBeKeptAt)) / 1000) })
              : t.unknownThen}
        </Text>
      )}
    </Stack>
  );
}

function RawEvents({ events }: { events: readonly Told[] }) {
  const { format } = useTexts();
  return (
    <Accordion variant="filled" chevronPosition="left" mah={460} style={{ overflowY: "auto" }}>
      {[...events].sort((a, b) => Date.parse(a.time) - Date.parse(b.time)).map((event) => (
        <Accordion.Item key={`${event.source} ${event.id}`} value={`${event.source} ${event.id}`}>
          <Accordion.Control>
            <Group justify="space-between" wrap="nowrap" gap="xs">
              <Text fz="sm" fw={500} truncate>{event.type}</Text>
              <Text fz="xs" c="dimmed" style={{ whiteSpace: "nowrap" }}>{format.time(event.time)}</Text>
            </Group>
          </Accordion.Control>
          <Accordion.Panel>
            <Code block className="raw">{JSON.stringify(event, null, 2)}</Code>
          </Accordion.Panel>
        </Accordion.Item>
      ))}
    </Accordion>
  );
}
