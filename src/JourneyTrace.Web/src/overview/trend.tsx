import { SegmentedControl } from "@mantine/core";
import { useMemo } from "react";
import { useAnswer, type Answer } from "../api/client";
import { Chart } from "../charts/chart";
import { useFilters, useParameters } from "../filters/filters";
import { colors } from "../parts/colors";
import { Panel } from "../parts/page";
import { Rate } from "../parts/rate";
import { Answered, Empty } from "../parts/states";
import { CsvButton, DataTable } from "../parts/table";
import { useTexts } from "../texts";

/** Promises by the period in which they were due, as a picture or as a table. */
export function Trend() {
  const filters = useFilters();
  const [parameters, set] = useParameters();
  const { t, format } = useTexts();
  const by = parameters.get("period") ?? "week";
  const table = parameters.get("as") === "table";
  const question = { ...filters, by };
  const answer = useAnswer<Answer<"TrendAnswer">>("trend", { ...question, limit: 1000 });
  const option = useMemo(() => {
    const items = answer.data?.items ?? [];
    const years = items.length > 1 && items[0]!.from.slice(0, 4) !== items[items.length - 1]!.from.slice(0, 4);
    const bar = (name: string, color: string, value: (i: (typeof items)[number]) => number) => ({
      name, type: "bar", stack: "promises", itemStyle: { color }, data: items.map(value), barCategoryGap: "20%",
    });
    return {
      grid: { left: 44, right: 44, top: 36, bottom: 28 },
      legend: { top: 0, left: 0, itemHeight: 10 },
      tooltip: { trigger: "axis" },
      xAxis: { type: "category", data: items.map((i) => (years ? format.utcDay(i.from) : format.utcShortDay(i.from))) },
      yAxis: [{ type: "value" }, { type: "value", min: 0, max: 100, axisLabel: { formatter: "{value} %" }, splitLine: { show: false } }],
      series: [
        bar(t.kept, colors.kept, (i) => i.kept + i.released),
        bar(t.broken, colors.broken, (i) => i.broken),
        bar(t.abandoned, colors.abandoned, (i) => i.abandoned),
        bar(t.open, colors.open, (i) => i.open),
        { name: `${t.failedRate} %`, type: "line", yAxisIndex: 1, symbolSize: 4, itemStyle: { color: "#f08c00" }, data: items.map((i) => (i.rate === null ? null : Math.round(i.rate! * 1000) / 10)) },
      ],
    };
  }, [answer.data, format, t]);
  return (
    <Panel
      title={t.trend}
      h="100%"
      actions={
        <>
          <SegmentedControl size="xs" value={table ? "table" : "picture"} onChange={(as) => set({ as: as === "table" ? as : null }, true)} data={[{ value: "picture", label: t.asPicture }, { value: "table", label: t.asTable }]} aria-label={t.trend} />
          <SegmentedControl size="xs" value={by} onChange={(period) => set({ period })} data={[{ value: "day", label: t.day }, { value: "week", label: t.week }, { value: "month", label: t.month }]} />
          <CsvButton path="trend" parameters={question} />
        </>
      }
    >
      <Answered answer={answer} height={300}>
        {(data) => (data.items.length === 0 ? <Empty /> : table ? <Periods items={data.items} /> : <Chart option={option} label={t.trend} name="trend" />)}
      </Answered>
    </Panel>
  );
}

function Periods({ items }: { items: readonly Answer<"TrendPeriod">[] }) {
  const { t, format } = useTexts();
  return (
    <DataTable
      label={t.trend}
      rows={items}
      id={(i) => i.from}
      columns={[
        { name: "from", title: t.from, order: (i) => i.from, show: (i) => format.utcDay(i.from) },
        { name: "promises", title: t.promises, numeric: true, order: (i) => i.promises, show: (i) => format.count(i.promises) },
        { name: "kept", title: t.kept, numeric: true, order: (i) => i.kept + i.released, show: (i) => format.count(i.kept + i.released) },
        { name: "broken", title: t.broken, numeric: true, order: (i) => i.broken, show: (i) => format.count(i.broken) },
        { name: "abandoned", title: t.abandoned, numeric: true, order: (i) => i.abandoned, show: (i) => format.count(i.abandoned) },
        { name: "open", title: t.open, numeric: true, order: (i) => i.open, show: (i) => format.count(i.open) },
        { name: "rate", title: t.failedRate, numeric: true, order: (i) => i.rate, show: (i) => <Rate value={i.rate} ci={i.ci95} /> },
      ]}
    />
  );
}
