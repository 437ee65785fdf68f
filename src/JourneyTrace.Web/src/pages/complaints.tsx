import { Anchor, Badge, Grid, Group, Text } from "@mantine/core";
import { useMemo } from "react";
import { Link } from "wouter";
import { useAnswer, useList, type Answer } from "../api/client";
import { Chart } from "../charts/chart";
import { caseAddress, useFilters } from "../filters/filters";
import { statusColors } from "../parts/colors";
import { Page, Panel } from "../parts/page";
import { Answered, Empty, Missing } from "../parts/states";
import { CsvButton, DataTable, More, TableCsvButton } from "../parts/table";
import { useTexts } from "../texts";

export default function Complaints() {
  const filters = useFilters();
  const { t, format } = useTexts();
  const funnel = useAnswer<Answer<"FunnelAnswer">>("complaints/funnel", filters);
  const list = useList<Answer<"ComplaintsAnswer">>("complaints", { ...filters }, 100);
  return (
    <Page title={t.complaints} intro={t.complaintsIntro}>
      <Answered answer={funnel} height={380}>
        {(data) => (
          <>
            <Missing says={data.missing} />
            <Grid>
              <Grid.Col span={{ base: 12, lg: 7 }}>
                <Panel title={t.funnel} h="100%" actions={<CsvButton path="complaints/funnel" parameters={filters} />}>
                  {data.voiced === 0 ? <Empty /> : <Funnel data={data} />}
                  {data.visible !== null && (
                    <Group gap="xs" align="baseline">
                      <Text fz={32} fw={700}>{format.percent(data.visible)}</Text>
                      <Text c="dimmed">{t.visible} ({t.interval} {format.interval(data.ci95)})</Text>
                    </Group>
                  )}
                </Panel>
              </Grid.Col>
              <Grid.Col span={{ base: 12, lg: 5 }}>
                <Panel title={t.lostWhere} h="100%" actions={<TableCsvButton name="complaints-lost" head={[t.link, t.after, t.complaints]} rows={data.lost.map((l) => [l.link, stage(t, l.after), l.count])} />}>
                  <DataTable
                    label={t.lostWhere}
                    rows={data.lost}
                    id={(l) => `${l.link} ${l.after}`}
                    columns={[
                      { name: "link", title: t.link, order: (l) => l.link, show: (l) => l.link },
                      { name: "after", title: t.after, order: (l) => l.after, show: (l) => stage(t, l.after) },
                      { name: "count", title: t.complaints, numeric: true, order: (l) => l.count, show: (l) => format.count(l.count) },
                    ]}
                  />
                </Panel>
              </Grid.Col>
            </Grid>
          </>
        )}
      </Answered>
      <Panel title={t.complaints} actions={<CsvButton path="complaints" parameters={filters} />}>
        <Answered answer={list}>
          {(data) => (
            <>
            <DataTable
              label={t.complaints}
              rows={data.items}
              id={(c) => `${c.case} ${c.complaint}`}
              columns={[
                { name: "case", title: t.case, order: (c) => c.case, show: (c) => <Anchor fz="sm" component={Link} href={caseAddress(c.case, filters)}>{c.case}</Anchor> },
                { name: "status", title: t.status, order: (c) => c.status, show: (c) => <Badge variant="light" color={statusColors[c.status]}>{t[c.status as "open"]}</Badge> },
                { name: "heard", title: t.heardBy, order: (c) => c.heardBy, show: (c) => c.heardBy },
                { name: "voiced", title: t.voiced, order: (c) => c.voicedAt, show: (c) => format.time(c.voicedAt) },
                { name: "registered", title: t.registered, numeric: true, order: (c) => c.secondsToRegistered, show: (c) => format.span(c.secondsToRegistered) },
                { name: "resolved", title: t.answeredComplaints, numeric: true, order: (c) => c.secondsToResolved, show: (c) => format.span(c.secondsToResolved) },
                { name: "levels", title: t.levels, show: (c) => c.levels.join(" → ") },
              ]}
            />
            <More answer={list} />
            </>
          )}
        </Answered>
      </Panel>
    </Page>
  );
}

function stage(t: ReturnType<typeof useTexts>["t"], word: string): string {
  return word === "voiced" ? t.voiced : word === "registered" ? t.registered : word === "passed-on" ? t.passedOn : t.reachedManagement;
}

function Funnel({ data }: { data: Answer<"FunnelAnswer"> }) {
  const { t, format } = useTexts();
  const option = useMemo(() => {
    const steps: [string, number, string][] = [
      [t.voiced, data.voiced, "#364fc7"], [t.registered, data.registered, "#4263eb"], [t.passedOn, data.passedOn, "#5c7cfa"], [t.reachedManagement, data.reachedManagement, "#748ffc"], [t.answeredComplaints, data.resolved, "#2b8a3e"],
    ];
    return {
      tooltip: { trigger: "item" },
      series: [{
        type: "funnel", left: "5%", right: "5%", top: 10, bottom: 10, sort: "none", gap: 3, minSize: "12%", max: data.voiced,
        label: { position: "inside", formatter: (p: { name: string; value: number }) => `${p.name}: ${format.count(p.value)}`, color: "#fff", fontWeight: 600 },
        data: steps.map(([name, value, color]) => ({ name, value, itemStyle: { color, borderWidth: 0 } })),
      }],
    };
  }, [data, t, format]);
  return <Chart option={option} label={`${t.funnel}: ${t.voiced} ${format.count(data.voiced)}, ${t.registered} ${format.count(data.registered)}, ${t.passedOn} ${format.count(data.passedOn)}, ${t.reachedManagement} ${format.count(data.reachedManagement)}, ${t.answeredComplaints} ${format.count(data.resolved)}`} name="funnel" height={300} />;
}
