import { Anchor, Breadcrumbs, Grid, Group, SegmentedControl, Slider, Stack, Switch, Text } from "@mantine/core";
import { useDebouncedCallback, useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useMemo, useRef, useState } from "react";
import { Link } from "wouter";
import { get, useAnswer, type Answer } from "../api/client";
import { aroundPromise, inForce } from "../case/around";
import { AsTrace } from "../case/as-trace";
import { journeyOf, type Told } from "../case/journey";
import { Lanes } from "../case/lanes";
import { RawEvents } from "../case/raw-events";
import type { Trace } from "../case/trace";
import { VerdictPanel } from "../case/verdict-panel";
import { address, useFilters, useParameters } from "../filters/filters";
import { Page, Panel } from "../parts/page";
import { picture, PictureButton } from "../parts/picture";
import { Answered, Empty } from "../parts/states";
import { TableCsvButton } from "../parts/table";
import { useTexts } from "../texts";

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
  const stood = parameters.get("at") ?? parameters.get("asOf");
  const known = parameters.get("known") === "then";
  const [place, setPlace] = useState(() => (stood && stood !== "now" ? Math.max(0, moments.findLastIndex((m) => Date.parse(m) <= Date.parse(stood))) : moments.length));
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
    write(to >= moments.length ? (parameters.get("asOf") ? "now" : null) : moments[to]!);
  };
  return (
    <Answered answer={trace} height={420}>
      {(data) => {
        const promise = data.promises.find((p) => p.promise === parameters.get("of")) ?? data.promises.find((p) => p.verdict) ?? data.promises[0];
        const at = asOf ? Date.parse(asOf) : Date.now();
        const seen = known && asOf ? events.filter((e) => Date.parse(e.recordedat) <= at) : events;
        const told = asOf ? seen.filter((e) => Date.parse(e.time) <= at) : seen;
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
                <Panel title={`${t.rawEvents} (${format.count(told.length)})`}>
                  <RawEvents events={told} />
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
