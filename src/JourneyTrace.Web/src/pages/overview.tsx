import { Anchor, Badge, Card, Grid, Group, Loader, SegmentedControl, SimpleGrid, Stack, Text, Tooltip } from "@mantine/core";
import { IconArrowDownRight, IconArrowUpRight } from "@tabler/icons-react";
import { useMemo } from "react";
import { Link } from "wouter";
import { useAnswer, type Answer } from "../api/client";
import { useNews, type News } from "../api/news";
import { Chart } from "../charts/chart";
import { address, caseAddress, useFilters, useParameters } from "../filters/filters";
import { colors, inks, stateColors } from "../parts/colors";
import { Page, Panel } from "../parts/page";
import { Answered, Empty, Missing } from "../parts/states";
import { CsvButton } from "../parts/table";
import { useTexts } from "../texts";

export default function Overview() {
  const filters = useFilters();
  const { t } = useTexts();
  const { news, live } = useNews();
  return (
    <Page
      title={t.overview}
      intro={t.overviewIntro}
      actions={
        <Badge variant="dot" color={live ? "green" : "gray"} size="lg">
          {live ? t.live : t.notLive}
        </Badge>
      }
    >
      <Totals />
      <Grid>
        <Grid.Col span={{ base: 12, lg: 8 }}>
          <Trend />
        </Grid.Col>
        <Grid.Col span={{ base: 12, lg: 4 }}>
          <Panel title={t.threeHotspots} h="100%">
            <Matters />
          </Panel>
        </Grid.Col>
        <Grid.Col span={{ base: 12, lg: 8 }}>
          <Panel title={t.atRiskNow} h="100%" actions={<Anchor component={Link} href={address("/cases", filters, { atRisk: "true" })}>{t.more}</Anchor>}>
            <AtRisk />
          </Panel>
        </Grid.Col>
        <Grid.Col span={{ base: 12, lg: 4 }}>
          <Panel title={t.justNow} h="100%">
            <NewsList news={news} />
          </Panel>
        </Grid.Col>
      </Grid>
    </Page>
  );
}

function Totals() {
  const filters = useFilters();
  const { t, format } = useTexts();
  const hotspots = useAnswer<Answer<"HotspotsAnswer">>("hotspots", { ...filters, by: "link", limit: 1 });
  const split = useAnswer<Answer<"SplitAnswer">>("split", filters);
  return (
    <SimpleGrid cols={{ base: 1, md: 2 }}>
      <Panel title={t.keptOnTime}>
        <Answered answer={hotspots} height={110}>
          {(data) => {
            const decided = data.promises - data.open;
            const kept = decided - data.broken - data.abandoned;
            if (data.promises === 0) return <Empty />;
            return (
              <Group align="flex-end" gap="xl">
                <Text fz={52} lh={1} fw={700} c={inks.kept} data-testid="kept-rate">
                  {decided === 0 ? "–" : format.percent(kept / decided)}
                </Text>
                <Group gap="lg">
                  <Figure value={format.count(data.promises)} label={t.promises} />
                  <Figure value={format.count(data.broken)} label={t.broken} color={inks.broken} href={address("/cases", filters, { status: "broken" })} />
                  <Figure value={format.count(data.abandoned)} label={t.abandoned} color={inks.abandoned} href={address("/cases", filters, { status: "abandoned" })} />
                  <Figure value={format.count(data.open)} label={t.open} color={inks.open} href={address("/cases", filters, { status: "open" })} />
                </Group>
              </Group>
            );
          }}
        </Answered>
      </Panel>
      <Panel title={t.whereRooted}>
        <Answered answer={split} height={110}>
          {(data) => {
            const parts = [
              { name: t.contact, color: colors.contact, n: data.contact.promises, rate: data.contact.rate, ci: data.contact.ci95 },
              { name: t.upstream, color: colors.upstream, n: data.upstream.promises, rate: data.upstream.rate, ci: data.upstream.ci95 },
              { name: t.customer, color: colors.customer, n: data.customer.promises, rate: data.customer.rate, ci: data.customer.ci95 },
              { name: t.undetermined, color: colors.undetermined, n: data.undetermined, rate: null, ci: null },
            ].filter((part) => part.n > 0);
            if (data.broken === 0) return <Empty />;
            return (
              <Stack gap="xs">
                <div className="split-bar" role="img" aria-label={parts.map((p) => `${p.name} ${format.percent(p.n / data.broken)}`).join(", ")}>
                  {parts.map((part) => (
                    <Tooltip key={part.name} label={`${part.name}: ${format.count(part.n)}${part.ci ? ` · ${t.interval} ${format.interval(part.ci)}` : ""}`}>
                      <span style={{ width: `${(part.n / data.broken) * 100}%`, background: part.color }}>{part.n / data.broken > 0.08 && format.percent(part.rate ?? part.n / data.broken)}</span>
                    </Tooltip>
                  ))}
                </div>
                <Group gap="md">
                  {parts.map((part) => (
                    <Group key={part.name} gap={6}>
                      <span style={{ width: 10, height: 10, borderRadius: 3, background: part.color }} aria-hidden />
                      <Text fz="sm">
                        {part.name} <b>{format.count(part.n)}</b>
                      </Text>
                    </Group>
                  ))}
                </Group>
                <Missing says={data.missing} />
              </Stack>
            );
          }}
        </Answered>
      </Panel>
    </SimpleGrid>
  );
}

function Figure({ value, label, color, href }: { value: string; label: string; color?: string; href?: string }) {
  const content = (
    <>
      <Text fz="xl" fw={600} lh={1.1} c={color} span display="block">
        {value}
      </Text>
      <Text fz="sm" c="dimmed" span>
        {label}
      </Text>
    </>
  );
  return href ? (
    <Anchor component={Link} href={href} underline="hover" c="inherit">
      {content}
    </Anchor>
  ) : (
    <div>{content}</div>
  );
}

function Trend() {
  const filters = useFilters();
  const [parameters, set] = useParameters();
  const { t, format } = useTexts();
  const by = parameters.get("period") ?? "week";
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
          <SegmentedControl size="xs" value={by} onChange={(period) => set({ period })} data={[{ value: "day", label: t.day }, { value: "week", label: t.week }, { value: "month", label: t.month }]} />
          <CsvButton path="trend" parameters={question} />
        </>
      }
    >
      <Answered answer={answer} height={300}>
        {(data) => (data.items.length === 0 ? <Empty /> : <Chart option={option} label={t.trend} name="trend" />)}
      </Answered>
    </Panel>
  );
}

function Matters() {
  const filters = useFilters();
  const { t, format } = useTexts();
  const answer = useAnswer<Answer<"HotspotsAnswer">>("hotspots", { ...filters, by: "link", limit: 3 });
  return (
    <Answered answer={answer} height={280}>
      {(data) =>
        data.items.length === 0 ? (
          <Empty />
        ) : (
          <Stack gap="sm">
            {data.items.map((item) => {
              const worse = (item.trend?.difference ?? 0) > 0;
              return (
                <Card key={item.key} withBorder padding="sm" component={Link} href={address("/hotspots", filters, { by: "link", row: item.key })} className="clickable">
                  <Group justify="space-between" wrap="nowrap">
                    <Text fw={600}>{item.key}</Text>
                    {item.state && <Badge color={stateColors[item.state]} variant="light">{t[item.state as "new"]}</Badge>}
                  </Group>
                  <Group justify="space-between" mt={4} wrap="nowrap">
                    <Text fz="sm">
                      <b>{format.percent(item.blameShare)}</b> {t.ofBlame}
                    </Text>
                    {item.trend?.difference != null && (
                      <Group gap={2} c={worse ? inks.broken : inks.kept}>
                        {worse ? <IconArrowUpRight size={16} aria-hidden /> : <IconArrowDownRight size={16} aria-hidden />}
                        <Text fz="sm">{format.points(item.trend.difference, t.points)}</Text>
                      </Group>
                    )}
                  </Group>
                  <Text fz="sm" c="dimmed">
                    {t.failedOf} {format.count(item.broken)} {t.of} {format.count(item.served)}
                  </Text>
                </Card>
              );
            })}
          </Stack>
        )
      }
    </Answered>
  );
}

function AtRisk() {
  const filters = useFilters();
  const { t, format } = useTexts();
  const answer = useAnswer<Answer<"PageOfCaseItem">>("cases", { ...filters, atRisk: true, limit: 8 });
  return (
    <Answered answer={answer}>
      {(data) =>
        data.items.length === 0 ? (
          <Empty>{t.noneAtRisk}</Empty>
        ) : (
          <Stack gap={6}>
            {data.items.map((item) => (
              <Group key={item.case} justify="space-between" wrap="nowrap">
                <Anchor component={Link} href={caseAddress(item.case, filters)}>{item.case}</Anchor>
                <Text fz="sm" c="dimmed" truncate>
                  {[item.kind, item.segment, item.customer].filter(Boolean).join(" · ")}
                </Text>
                <Text fz="sm" style={{ whiteSpace: "nowrap" }}>{format.time(item.lastEventAt)}</Text>
              </Group>
            ))}
          </Stack>
        )
      }
    </Answered>
  );
}

/** A hotspot's key is 'link:finance'. */
function hotspotAddress(key: string): string {
  const [by, ...rest] = key.split(":");
  return address("/hotspots", {}, { by, row: rest.join(":") });
}

function NewsList({ news }: { news: News[] }) {
  const { t, format } = useTexts();
  if (news.length === 0)
    return (
      <Group gap="xs">
        <Loader size="xs" type="dots" aria-hidden />
        <Text c="dimmed" fz="sm">{t.noNews}</Text>
      </Group>
    );
  return (
    <Stack gap={6} aria-live="polite">
      {news.slice(0, 8).map((item) => (
        <Group key={item.id} justify="space-between" wrap="nowrap" className="new-row">
          <Group gap={6} wrap="nowrap">
            <Badge size="sm" miw="max-content" color={item.state === "open" ? (item.type === "promise-broken" ? "red" : "orange") : (stateColors[item.state] ?? "gray")} variant="light">
              {item.state === "open" ? (item.type === "promise-broken" ? t.broken : t.atRisk) : t[item.state as "new"]}
            </Badge>
            {item.case ? (
              <Anchor fz="sm" component={Link} href={`/cases/${encodeURIComponent(item.case)}`} truncate>{item.case} · {item.promise}</Anchor>
            ) : (
              <Anchor fz="sm" component={Link} href={hotspotAddress(item.key ?? "")} truncate>{item.key}</Anchor>
            )}
          </Group>
          <Text fz="xs" c="dimmed" style={{ whiteSpace: "nowrap" }}>{format.time(item.at)}</Text>
        </Group>
      ))}
    </Stack>
  );
}
