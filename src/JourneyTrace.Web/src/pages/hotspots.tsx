import { Anchor, Badge, Button, Group, SegmentedControl, Stack, Text, Tooltip } from "@mantine/core";
import { useMemo } from "react";
import { Link } from "wouter";
import { useList, type Answer } from "../api/client";
import { Chart } from "../charts/chart";
import { address, useFilters, useParameters, type Filters } from "../filters/filters";
import { colors, stateColors } from "../parts/colors";
import { Page, Panel } from "../parts/page";
import { Rate } from "../parts/rate";
import { Answered, Empty, FirstOf, Missing } from "../parts/states";
import { CsvButton, DataTable, More, type Column } from "../parts/table";
import { fill, useTexts } from "../texts";
import { keyFor } from "../texts/words";

const keys = ["link", "handoff", "cause", "element", "kind", "segment", "promise", "decision", "procedure"] as const;
type Item = Answer<"HotspotItem">;

// What a filter can be set to by a key; the others have no filter of their own.
const filterable = new Set(["link", "handoff", "cause", "element", "kind", "segment", "promise", "decision"]);

// So many bars can be read beside each other.
const inPicture = 24;

export default function Hotspots() {
  const filters = useFilters();
  const [parameters, set] = useParameters();
  const { t, format } = useTexts();
  const by = keys.find((key) => key === parameters.get("by")) ?? "link";
  const question = { ...filters, by };
  const answer = useList<Answer<"HotspotsAnswer">>("hotspots", question);
  const columns = useMemo<Column<Item>[]>(
    () => [
      { name: "key", title: t[by], show: (i) => keyFor(t, by, i.key), order: (i) => keyFor(t, by, i.key) },
      { name: "blame", title: t.blame, numeric: true, order: (i) => i.blame, show: (i) => <Tooltip label={t.blameHelp}><span>{format.number(i.blame)}</span></Tooltip> },
      { name: "share", title: t.share, numeric: true, order: (i) => i.blameShare, show: (i) => format.percent(i.blameShare) },
      { name: "failed", title: t.failedOf, numeric: true, order: (i) => i.broken, show: (i) => format.count(i.broken) },
      { name: "served", title: t.served, numeric: true, order: (i) => i.served, show: (i) => format.count(i.served) },
      { name: "rate", title: t.rate, numeric: true, order: (i) => i.rate, show: (i) => <Rate value={i.rate} ci={i.ci95} /> },
      { name: "root", title: t.rootOf, numeric: true, order: (i) => i.rootOf, show: (i) => format.count(i.rootOf) },
      { name: "excess", title: t.excess, numeric: true, order: (i) => i.excessSeconds, show: (i) => format.span(i.excessSeconds) },
      { name: "customers", title: t.customers, numeric: true, order: (i) => i.customers, show: (i) => format.count(i.customers) },
      { name: "value", title: t.value, numeric: true, order: (i) => i.value, show: (i) => format.count(i.value) },
      { name: "state", title: t.state, order: (i) => i.state, show: (i) => i.state && <Badge variant="light" miw="max-content" color={stateColors[i.state]}>{t[i.state as "new"]}</Badge> },
    ],
    [by, t, format],
  );
  return (
    <Page title={t.hotspots} intro={t.hotspotsIntro}>
      <Group className="no-print" style={{ overflowX: "auto" }} wrap="nowrap">
        <SegmentedControl value={by} onChange={(value) => set({ by: value, row: null })} data={keys.map((key) => ({ value: key, label: t[key] }))} aria-label={t.by} />
      </Group>
      <Answered answer={answer} height={420}>
        {(data) => (
          <Stack>
            <Missing says={data.missing} />
            <Panel
              title={t.pareto}
              actions={data.pareto.top20Share !== null && (
                <Badge size="lg" variant="light" color={data.pareto.holds ? "orange" : "gray"} tt="none">
                  {fill(data.pareto.holds ? t.paretoHolds : t.paretoNot, { share: format.percent(data.pareto.top20Share) })}
                </Badge>
              )}
            >
              {data.items.some((i) => i.blame > 0) ? <Pareto items={data.items} by={by} open={(row) => set({ row })} /> : <Empty />}
            </Panel>
            <Panel title={t.hotspots} actions={<CsvButton path="hotspots" parameters={question} />}>
              <DataTable
                label={t.hotspots}
                rows={data.items}
                columns={columns}
                id={(i) => i.key}
                opened={parameters.get("row")}
                open={(row) => set({ row }, true)}
                detail={(item) => <Explanation item={item} by={by} filters={filters} />}
              />
              <More answer={answer} />
            </Panel>
          </Stack>
        )}
      </Answered>
    </Page>
  );
}

function Pareto({ items, by, open }: { items: readonly Item[]; by: (typeof keys)[number]; open: (key: string) => void }) {
  const { t } = useTexts();
  const blamed = useMemo(() => items.filter((i) => i.blame > 0), [items]);
  const option = useMemo(() => {
    const shown = blamed.slice(0, inPicture);
    return {
      grid: { left: 48, right: 48, top: 30, bottom: 90 },
      tooltip: { trigger: "axis" },
      xAxis: { type: "category", data: shown.map((i) => i.key), axisLabel: { rotate: 40, width: 110, overflow: "truncate", formatter: (key: string) => keyFor(t, by, key) } },
      yAxis: [{ type: "value", name: t.blame }, { type: "value", min: 0, max: 100, axisLabel: { formatter: "{value} %" }, splitLine: { show: false } }],
      series: [
        { name: t.blame, type: "bar", itemStyle: { color: colors.broken, borderRadius: [3, 3, 0, 0] }, data: shown.map((i) => Math.round(i.blame * 10) / 10), barMaxWidth: 46 },
        {
          name: `${t.cumulative} %`, type: "line", yAxisIndex: 1, symbolSize: 5, itemStyle: { color: "#f08c00" }, data: shown.map((i) => Math.round(i.cumulativeShare * 1000) / 10),
          markLine: { silent: true, symbol: "none", lineStyle: { type: "dashed", color: "#868e96" }, data: [{ yAxis: 80 }], label: { formatter: "80 %", position: "insideEndTop" } },
        },
      ],
    };
  }, [blamed, by, t]);
  return (
    <>
      <Chart option={option} label={t.pareto} name="pareto" height={340} click={open} />
      <FirstOf shown={inPicture} all={blamed.length} />
    </>
  );
}

/** A row says itself what its figures mean, and leads to its cases. */
function Explanation({ item, by, filters }: { item: Item; by: (typeof keys)[number]; filters: Filters }) {
  const { t, format } = useTexts();
  return (
    <Stack gap="xs" py="xs" maw={900}>
      <Text fz="sm" c="dimmed">{t[`grouped_${by}`]}</Text>
      <Text fz="sm">
        {fill(t.explain, {
          key: keyFor(t, by, item.key), served: format.count(item.served), broken: format.count(item.broken), rate: `${format.percent(item.rate)}, ${t.interval} ${format.interval(item.ci95)}`,
          root: format.count(item.rootOf), customers: format.count(item.customers), value: format.count(item.value),
        })}
      </Text>
      {item.trend && (
        <Text fz="sm">
          {fill(t.explainTrend, {
            now: format.count(item.trend.broken), servedNow: format.count(item.trend.served), before: format.count(item.trend.brokenBefore), servedBefore: format.count(item.trend.servedBefore),
          })}{" "}
          {item.trend.difference !== null && `${t.difference}: ${format.points(item.trend.difference, t.points)} (${format.interval(item.trend.ci95)}), ${item.trend.ci95 && item.trend.ci95[0]! <= 0 && item.trend.ci95[1]! >= 0 ? t.chance : t.beyondChance}.`}
        </Text>
      )}
      {item.state && <Text fz="sm">{t[`state_${item.state as "new"}`]}</Text>}
      {item.rescues > 0 && <Text fz="sm">{fill(t.explainRescue, { rescues: format.count(item.rescues) })}</Text>}
      {by === "procedure" && <Anchor fz="sm" component={Link} href={address("/procedures", filters, { row: item.key })}>{t.procedures}</Anchor>}
      {filterable.has(by) && (
        <Group gap="xs">
          <Button size="xs" variant="light" component={Link} href={address("/cases", filters, { [by]: item.key, status: "failed" })}>
            {t.showCases}
          </Button>
          <Anchor fz="sm" component={Link} href={address("/map", filters, { [by]: item.key })}>{t.map}</Anchor>
          {(by === "link" || by === "cause" || by === "decision") && <Anchor fz="sm" component={Link} href={address("/what-if", filters, { drop: `${by}:${item.key}` })}>{t.whatIf}</Anchor>}
        </Group>
      )}
    </Stack>
  );
}
