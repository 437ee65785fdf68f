import { Anchor, Badge, Button, Drawer, Group, SegmentedControl, SimpleGrid, Slider, Stack, Text } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useEffect, useMemo, useState } from "react";
import { Link } from "wouter";
import { useAnswer, type Answer } from "../api/client";
import { address, useFilters, useParameters } from "../filters/filters";
import { Graph } from "../map/graph";
import { arrowId } from "../map/layout";
import { sideColors } from "../parts/colors";
import { Page, Panel } from "../parts/page";
import { Rate } from "../parts/rate";
import { Answered, Empty, Failed, FirstOf, Missing } from "../parts/states";
import { CsvButton, DataTable } from "../parts/table";
import { useTexts } from "../texts";
import { wordFor } from "../texts/words";

type MapAnswer = Answer<"MapAnswer">;
type Texts = ReturnType<typeof useTexts>["t"];

export default function MapPage() {
  const filters = useFilters();
  const [parameters, set] = useParameters();
  const { t } = useTexts();
  const answer = useAnswer<MapAnswer>("map", { ...filters });
  const table = parameters.get("as") === "table";
  return (
    <Page
      title={t.map}
      intro={t.mapIntro}
      actions={
        <>
          <SegmentedControl size="xs" value={table ? "table" : "picture"} onChange={(as) => set({ as: as === "table" ? as : null })} data={[{ value: "picture", label: t.asPicture }, { value: "table", label: t.asTable }]} />
          <CsvButton path="handoffs" parameters={filters} />
        </>
      }
    >
      <Answered answer={answer} height={600}>
        {(data) => (
          <Stack>
            <Missing says={data.missing} />
            {data.arrows.length === 0 ? <Empty /> : table ? <AsTable data={data} /> : <Picture data={data} />}
          </Stack>
        )}
      </Answered>
      <Chosen chosen={parameters.get("chosen")} close={() => set({ chosen: null }, true)} data={answer.data} />
    </Page>
  );
}

function Picture({ data }: { data: MapAnswer }) {
  const [parameters, set] = useParameters();
  const { t, counted } = useTexts();
  const asked = Math.min(100, Math.max(5, Number(parameters.get("share")) || (data.arrows.length > 60 ? 80 : 100)));
  const [share, setShare] = useState(asked);
  useEffect(() => setShare(asked), [asked]);
  const [shown] = useDebouncedValue(share, 150);
  // The most frequent ones, until so much of all hand-offs is shown.
  const { nodes, arrows } = useMemo(() => {
    const all = data.arrows.reduce((sum, a) => sum + a.count, 0);
    let sum = 0;
    const arrows = [...data.arrows]
      .sort((a, b) => b.count - a.count)
      .filter((a) => {
        const fits = sum < (all * shown) / 100;
        sum += a.count;
        return fits;
      });
    const seen = new Set(arrows.flatMap((a) => [a.from, a.to]));
    return { arrows, nodes: data.nodes.filter((n) => seen.has(n.name)) };
  }, [data, shown]);
  return (
    <Panel>
      <Group justify="space-between" mb="sm" className="no-print">
        <Group gap="sm" style={{ flex: "1 1 260px", maxWidth: 460 }}>
          <Text fz="sm" id="share-label">{t.shownArrows}</Text>
          <Slider
            style={{ flex: 1, minWidth: 120 }} min={5} max={100} step={5} value={share} onChange={setShare} onChangeEnd={(value) => set({ share: String(value) }, true)}
            label={(value) => `${value} %`} thumbProps={{ "aria-labelledby": "share-label" }}
          />
        </Group>
        <Text fz="sm" c="dimmed">
          {counted(t.nLinks, nodes.length)}, {counted(t.nArrows, arrows.length)}
        </Text>
        <Group gap="sm">
          {Object.entries(sideColors).filter(([side]) => nodes.some((n) => n.side === side)).map(([side, color]) => (
            <Group key={side} gap={5}>
              <span style={{ width: 10, height: 10, borderRadius: 3, background: color }} aria-hidden />
              <Text fz="sm">{t[side as "front"]}</Text>
            </Group>
          ))}
        </Group>
      </Group>
      <Graph nodes={nodes} arrows={arrows} chosen={parameters.get("chosen")} choose={(chosen) => set({ chosen }, true)} height={620} />
      <Text fz="xs" c="dimmed" className="no-print">{t.mapHelp}</Text>
    </Panel>
  );
}

function AsTable({ data }: { data: MapAnswer }) {
  const [, set] = useParameters();
  const { t, format } = useTexts();
  return (
    <Panel>
      <DataTable
        label={t.map}
        rows={data.arrows}
        id={(a) => arrowId(a.from, a.to)}
        columns={[
          { name: "from", title: t.handsOver, order: (a) => a.from, show: (a) => <Anchor component="button" fz="sm" onClick={() => set({ chosen: `arrow:${arrowId(a.from, a.to)}` }, true)}>{a.from}</Anchor> },
          { name: "to", title: t.takesOver, order: (a) => a.to, show: (a) => a.to },
          { name: "count", title: t.times, numeric: true, order: (a) => a.count, show: (a) => format.count(a.count) },
          { name: "median", title: t.median, numeric: true, order: (a) => a.medianSeconds, show: (a) => format.span(a.medianSeconds) },
          { name: "p90", title: t.p90, numeric: true, order: (a) => a.p90Seconds, show: (a) => format.span(a.p90Seconds) },
          { name: "over", title: t.overTerm, numeric: true, order: (a) => a.overTerm, show: (a) => format.count(a.overTerm) },
          { name: "blame", title: t.blame, numeric: true, order: (a) => a.blame, show: (a) => format.number(a.blame) },
        ]}
      />
    </Panel>
  );
}

function Chosen({ chosen, close, data }: { chosen: string | null; close: () => void; data: MapAnswer | undefined }) {
  const { t } = useTexts();
  const name = chosen?.slice(chosen.indexOf(":") + 1) ?? "";
  const arrow = data?.arrows.find((a) => chosen === `arrow:${arrowId(a.from, a.to)}`);
  const known = arrow !== undefined || data?.nodes.some((n) => chosen === `link:${n.name}`);
  return (
    <Drawer opened={chosen !== null && Boolean(known)} onClose={close} position="right" title={<Text fw={700} fz="lg" span>{name}</Text>} closeButtonProps={{ "aria-label": t.close }} overlayProps={{ backgroundOpacity: 0.2 }}>
      {arrow ? <ArrowDetails arrow={arrow} /> : known && <LinkDetails link={name} arrows={data!.arrows} />}
    </Drawer>
  );
}

function ArrowDetails({ arrow }: { arrow: Answer<"MapArrow"> }) {
  const filters = useFilters();
  const { t, format } = useTexts();
  return (
    <Stack>
      <Facts facts={[[t.times, format.count(arrow.count)], [t.median, format.span(arrow.medianSeconds)], [t.p90, format.span(arrow.p90Seconds)], [t.overTerm, format.count(arrow.overTerm)], [t.blame, format.number(arrow.blame)]]} />
      <Button component={Link} href={address("/cases", filters, { handoff: `${arrow.from} → ${arrow.to}` })} variant="light">{t.showCases}</Button>
    </Stack>
  );
}

function LinkDetails({ link, arrows }: { link: string; arrows: MapAnswer["arrows"] }) {
  const filters = useFilters();
  const { t, format } = useTexts();
  const answer = useAnswer<Answer<"LinksAnswer">>("links", { ...filters, limit: 1000 });
  return (
    <Answered answer={answer}>
      {(data) => {
        const item = data.items.find((i) => i.link === link);
        if (!item) return <Empty />;
        return (
          <Stack>
            <Group gap="xs">
              <Badge color="gray" variant="light">{sideName(t, item.side)}</Badge>
              <Badge color={item.health === "healthy" ? "green" : item.health === "limiting" ? "yellow" : item.health === "blocking" ? "red" : "gray"} variant="light">
                {item.health ? t[item.health as "healthy"] : t.unmeasured}
              </Badge>
              {item.flags.map((flag) => <Badge key={flag} color="orange" variant="outline" tt="none">{wordFor(t, "flag", flag)}</Badge>)}
            </Group>
            <Group justify="space-between">
              <Text fz="sm">{t.inTerm}</Text>
              <Rate value={item.inTermRate} ci={item.inTermCi95} color="var(--mantine-color-green-7)" />
            </Group>
            <Group justify="space-between">
              <Text fz="sm">{t.keptRate}</Text>
              <Rate value={item.keptRate} ci={item.keptCi95} color="var(--mantine-color-green-7)" />
            </Group>
            <Facts
              facts={[
                [t.blame, format.number(item.blame)], [t.reach, format.percent(item.reach)], [t.cases, format.count(item.cases)], [t.median, format.span(item.medianSeconds)],
                [t.refused, format.count(item.refused)], [t.orphans, format.count(item.orphans)], [t.complaints, format.count(item.complaints)],
              ]}
            />
            <Neighbours title={t.servedTo} arrows={arrows.filter((a) => a.to === link)} name={(a) => a.from} />
            <Neighbours title={t.asks} arrows={arrows.filter((a) => a.from === link)} name={(a) => a.to} />
            <Terms link={link} />
            <Missing says={item.withTerm === 0 && item.handoffs > 0 ? [t.unmeasured] : []} />
            <Group>
              <Button component={Link} href={address("/cases", filters, { link })} variant="light">{t.showCases}</Button>
              <Button component={Link} href={address("/hotspots", filters, { by: "link", row: link })} variant="subtle">{t.hotspots}</Button>
            </Group>
          </Stack>
        );
      }}
    </Answered>
  );
}

const shownNeighbours = 12;

/** Whom a link serves, or asks; the most often first. */
function Neighbours({ title, arrows, name }: { title: string; arrows: MapAnswer["arrows"]; name: (arrow: Answer<"MapArrow">) => string }) {
  const [, set] = useParameters();
  const { counted, t } = useTexts();
  if (arrows.length === 0) return null;
  return (
    <div>
      <Text fz="sm" fw={600}>{title}</Text>
      {[...arrows].sort((a, b) => b.count - a.count).slice(0, shownNeighbours).map((arrow) => (
        <Group key={arrowId(arrow.from, arrow.to)} justify="space-between">
          <Anchor component="button" fz="sm" onClick={() => set({ chosen: `arrow:${arrowId(arrow.from, arrow.to)}` }, true)}>{name(arrow)}</Anchor>
          <Text fz="sm" c="dimmed">{counted(t.nTimes, arrow.count)}</Text>
        </Group>
      ))}
      <FirstOf shown={shownNeighbours} all={arrows.length} />
    </div>
  );
}

/** What was agreed with a link, and what it takes. */
function Terms({ link }: { link: string }) {
  const { t, format } = useTexts();
  const answer = useAnswer<Answer<"TermsAnswer">>("terms", { limit: 1000 });
  const terms = (answer.data?.items ?? []).filter((term) => term.to === link);
  if (answer.isError) return <Failed error={answer.error} />;
  if (terms.length === 0) return null;
  return (
    <div>
      <Text fz="sm" fw={600}>{t.terms}</Text>
      {terms.map((term) => (
        <Group key={`${term.from} ${term.kind}`} justify="space-between" wrap="nowrap">
          <Text fz="sm">{[term.from, term.kind].filter((w) => w !== "*").join(", ") || t.any}: <b>{format.duration(term.within)}</b></Text>
          <Text fz="sm" c="dimmed">{term.p75Seconds === null ? "" : `${t.threeQuarters} ${format.span(term.p75Seconds)}`}</Text>
        </Group>
      ))}
    </div>
  );
}

function sideName(t: Texts, side: string): string {
  return side === "customer" ? t.customer : t[side as "front"];
}

function Facts({ facts }: { facts: [string, string][] }) {
  return (
    <SimpleGrid cols={2} spacing="xs">
      {facts.map(([name, value]) => (
        <div key={name}>
          <Text fz="xs" c="dimmed">{name}</Text>
          <Text fw={600}>{value}</Text>
        </div>
      ))}
    </SimpleGrid>
  );
}

