import { Badge, Button, Grid, Group, Stack, Text } from "@mantine/core";
import { IconArrowsExchange } from "@tabler/icons-react";
import { useMemo } from "react";
import { useAnswer, type Answer } from "../api/client";
import { Chart } from "../charts/chart";
import { ChoiceOf, DayOf } from "../filters/filter-bar";
import { useParameters, type FilterName } from "../filters/filters";
import { Page, Panel } from "../parts/page";
import { Rate } from "../parts/rate";
import { Answered, Empty, FirstOf } from "../parts/states";
import { DataTable, TableCsvButton } from "../parts/table";
import { useTexts } from "../texts";
import { keyFor } from "../texts/words";

const names: FilterName[] = ["link", "kind", "segment", "promise", "cause", "decision", "handoff", "element"];
// So many bars can be read below each other.
const inPicture = 14;
type Compared = Answer<"ComparedLink">;

export default function Compare() {
  const [parameters, set] = useParameters();
  const { t } = useTexts();
  const [a, b] = [parameters.get("a") ?? "", parameters.get("b") ?? ""];
  const answer = useAnswer<Answer<"CompareAnswer">>("compare", { a, b }, a !== "" && b !== "");
  return (
    <Page title={t.compare} intro={t.compareIntro} actions={<Button variant="default" size="compact-md" leftSection={<IconArrowsExchange size={16} aria-hidden />} onClick={() => set({ a: b, b: a })}>A ⇄ B</Button>}>
      <Grid>
        <Grid.Col span={{ base: 12, md: 6 }}><Group_ title={t.groupA} value={a} set={(value) => set({ a: value })} /></Grid.Col>
        <Grid.Col span={{ base: 12, md: 6 }}><Group_ title={t.groupB} value={b} set={(value) => set({ b: value })} /></Grid.Col>
      </Grid>
      {a === "" || b === "" ? <Panel><Empty>{t.chooseGroups}</Empty></Panel> : <Answered answer={answer} height={420}>{(data) => <Difference data={data} />}</Answered>}
    </Page>
  );
}

function Group_({ title, value, set }: { title: string; value: string; set: (value: string) => void }) {
  const filter = new URLSearchParams(value);
  return (
    <Panel title={title}>
      <Grid>
        {names.map((name) => (
          <Grid.Col key={name} span={{ base: 12, xs: 6, lg: 4 }}>
            <ChoiceOf
              name={name}
              value={filter.get(name)}
              choose={(key) => {
                if (key) filter.set(name, key);
                else filter.delete(name);
                set(filter.toString());
              }}
            />
          </Grid.Col>
        ))}
        {(["from", "to"] as const).map((name) => (
          <Grid.Col key={name} span={{ base: 12, xs: 6, lg: 4 }}>
            <DayOf
              name={name}
              value={filter.get(name) ?? undefined}
              choose={(moment) => {
                if (moment) filter.set(name, moment);
                else filter.delete(name);
                set(filter.toString());
              }}
            />
          </Grid.Col>
        ))}
      </Grid>
    </Panel>
  );
}

function Difference({ data }: { data: Answer<"CompareAnswer"> }) {
  const { t, format } = useTexts();
  const said = (filter: string) => [...new URLSearchParams(filter)].map(([name, value]) => `${t[name as "link"] ?? name}: ${name === "from" || name === "to" ? format.utcDay(value) : keyFor(t, name, value)}`).join(", ");
  const sure = data.ci95 !== null && (data.ci95[0]! > 0 || data.ci95[1]! < 0);
  return (
    <Stack>
      <Panel>
        <Grid align="center">
          {([["A", data.a], ["B", data.b]] as const).map(([name, side]) => (
            <Grid.Col key={name} span={{ base: 12, sm: 4 }}>
              <Text c="dimmed" fz="sm">{name}: {said(side.filter)}</Text>
              <Text fz={32} fw={700}>{format.percent(side.rate)}</Text>
              <Text fz="sm">{t.failedOf}: {format.count(side.broken + side.abandoned)} {t.of} {format.count(side.promises - side.open)} · {format.interval(side.ci95)}</Text>
            </Grid.Col>
          ))}
          <Grid.Col span={{ base: 12, sm: 4 }}>
            <Text c="dimmed" fz="sm">{t.difference} (A − B)</Text>
            <Group gap="xs" align="baseline">
              <Text fz={32} fw={700}>{format.points(data.difference, t.points)}</Text>
              <Badge color={sure ? "orange" : "gray"} variant="light">{sure ? t.beyondChance : t.chance}</Badge>
            </Group>
            <Text fz="sm">{t.interval}: {format.interval(data.ci95)}</Text>
          </Grid.Col>
        </Grid>
      </Panel>
      <Compared title={t.link} by="link" rows={data.links} />
      <Compared title={t.cause} by="cause" rows={data.causes} />
    </Stack>
  );
}

function Compared({ title, by, rows }: { title: string; by: "link" | "cause"; rows: readonly Compared[] }) {
  const { t, format } = useTexts();
  const option = useMemo(() => {
    const shown = rows.slice(0, inPicture);
    return {
      grid: { left: 130, right: 20, top: 30, bottom: 44 },
      legend: { top: 0 },
      tooltip: { trigger: "axis" },
      xAxis: { type: "value", name: t.blame, nameLocation: "middle", nameGap: 26, axisLabel: { formatter: "{value} %" } },
      yAxis: { type: "category", inverse: true, data: shown.map((r) => keyFor(t, by, r.key)), axisLabel: { width: 120, overflow: "truncate" } },
      series: [
        { name: "A", type: "bar", itemStyle: { color: "#4263eb" }, data: shown.map((r) => Math.round(r.blameA * 1000) / 10) },
        { name: "B", type: "bar", itemStyle: { color: "#f08c00" }, data: shown.map((r) => Math.round(r.blameB * 1000) / 10) },
      ],
    };
  }, [rows, by, t]);
  return (
    <Panel
      title={title}
      actions={<TableCsvButton name={`compare-${title}`} head={[title, "A", "B", t.blameA, t.blameB, t.difference, "−95 %", "+95 %"]} rows={rows.map((r) => [r.key, r.rateA, r.rateB, r.blameA, r.blameB, r.difference, r.ci95?.[0], r.ci95?.[1]])} />}
    >
      {rows.length === 0 ? <Empty /> : (
        <Grid>
          <Grid.Col span={{ base: 12, xl: 5 }}><Chart option={option} label={`${title}: ${t.blame}`} name={`compare-${title}`} height={Math.max(200, Math.min(inPicture, rows.length) * 30 + 60)} /><FirstOf shown={inPicture} all={rows.length} /></Grid.Col>
          <Grid.Col span={{ base: 12, xl: 7 }}>
            <DataTable
              label={`${t.compare}: ${title}`}
              rows={rows}
              id={(r) => r.key}
              columns={[
                { name: "key", title, order: (r) => keyFor(t, by, r.key), show: (r) => keyFor(t, by, r.key) },
                { name: "rateA", title: "A", numeric: true, order: (r) => r.rateA, show: (r) => <Rate value={r.rateA} /> },
                { name: "rateB", title: "B", numeric: true, order: (r) => r.rateB, show: (r) => <Rate value={r.rateB} /> },
                { name: "difference", title: t.difference, numeric: true, order: (r) => r.difference, show: (r) => (r.difference === null ? "–" : <Text span fz="sm" fw={r.ci95 && (r.ci95[0]! > 0 || r.ci95[1]! < 0) ? 700 : 400}>{format.points(r.difference, t.points)}</Text>) },
                { name: "interval", title: t.interval, numeric: true, show: (r) => format.interval(r.ci95) },
              ]}
            />
          </Grid.Col>
        </Grid>
      )}
    </Panel>
  );
}
