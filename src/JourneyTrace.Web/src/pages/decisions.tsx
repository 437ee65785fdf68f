import { Anchor, Badge, Button, Grid, Group, List, Stack, Text, ThemeIcon } from "@mantine/core";
import { IconCheck, IconQuestionMark } from "@tabler/icons-react";
import { useMemo } from "react";
import { Link } from "wouter";
import { useAnswer, useList, type Answer } from "../api/client";
import { Chart } from "../charts/chart";
import { address, caseAddress, useFilters, useParameters } from "../filters/filters";
import { colors } from "../parts/colors";
import { Page, Panel } from "../parts/page";
import { Rate } from "../parts/rate";
import { Answered, Missing } from "../parts/states";
import { CsvButton, DataTable, More, TableCsvButton } from "../parts/table";
import { useTexts } from "../texts";
import { wordFor } from "../texts/words";

export default function Decisions() {
  const filters = useFilters();
  const [parameters, set] = useParameters();
  const { t, format } = useTexts();
  const answer = useList<Answer<"DecisionsAnswer">>("decisions", { ...filters });
  return (
    <Page title={t.decisions} intro={t.decisionsIntro}>
      <Answered answer={answer} height={420}>
        {(data) => (
          <Panel actions={<CsvButton path="decisions" parameters={filters} />} title={t.decisions}>
            <Missing says={data.missing} />
            <DataTable
              label={t.decisions}
              rows={data.items}
              id={(d) => d.decision}
              opened={parameters.get("row")}
              open={(row) => set({ row }, true)}
              detail={(d) => <Impact decision={d.decision} />}
              columns={[
                { name: "decision", title: t.decision, order: (d) => d.title ?? d.decision, show: (d) => d.title ?? d.decision },
                { name: "window", title: t.window, order: (d) => d.windows[0]?.from, show: (d) => d.windows.map((w) => format.days(w.from, w.to)).join("; ") },
                { name: "promises", title: t.promises, numeric: true, order: (d) => d.promises, show: (d) => format.count(d.promises) },
                { name: "customers", title: t.customers, numeric: true, order: (d) => d.customers, show: (d) => format.count(d.customers) },
                { name: "common", title: t.commonCause, numeric: true, order: (d) => d.commonCause, show: (d) => <Rate value={d.commonCause} ci={d.ci95} /> },
                { name: "hours", title: t.hoursLost, numeric: true, order: (d) => d.hoursLost, show: (d) => format.count(d.hoursLost) },
                { name: "value", title: t.value, numeric: true, order: (d) => d.value, show: (d) => format.count(d.value) },
                { name: "unanswered", title: t.unansweredOf, numeric: true, order: (d) => d.unanswered.length, show: (d) => (d.unanswered.length > 0 ? <Badge color="orange" variant="light">{d.unanswered.length} / 4</Badge> : <Badge color="green" variant="light">0</Badge>) },
              ]}
            />
            <More answer={answer} />
          </Panel>
        )}
      </Answered>
    </Page>
  );
}

const questions = ["impact", "mitigation", "plan", "alternatives"] as const;

function Impact({ decision }: { decision: string }) {
  const filters = useFilters();
  const { t, format } = useTexts();
  const answer = useAnswer<Answer<"ImpactAnswer">>(`decisions/${encodeURIComponent(decision)}/impact`, { ...filters });
  return (
    <Answered answer={answer} height={300}>
      {(data) => (
        <Grid py="sm">
          <Grid.Col span={{ base: 12, md: 6 }}>
            <Group justify="space-between" mb={4}>
              <Text fw={600}>{t.insideOutside}</Text>
              <TableCsvButton name={`decision-${decision}`} head={[t.insideOutside, t.value]} rows={moneyOf(t, data.money)} />
            </Group>
            <Money money={data.money} />
          </Grid.Col>
          <Grid.Col span={{ base: 12, md: 6 }}>
            <Stack gap="sm">
              <div>
                <Text fw={600}>{t.fourQuestions}</Text>
                <List spacing={2} size="sm" center>
                  {questions.map((question) => {
                    const open = data.decision.unanswered.includes(question);
                    return (
                      <List.Item key={question} icon={<ThemeIcon size={18} radius="xl" color={open ? "orange" : "green"} variant="light">{open ? <IconQuestionMark size={12} aria-hidden /> : <IconCheck size={12} aria-hidden />}</ThemeIcon>}>
                        {t[question]} <Text span c="dimmed" fz="sm">{open ? t.unanswered : t.answered}</Text>
                      </List.Item>
                    );
                  })}
                </List>
              </div>
              <Text fz="sm">{t.capacityRemoved}: <b>{format.percent(data.capacityRemoved)}</b></Text>
              <div>
                <Text fz="sm">{t.uncovered}: <b>{format.count(data.uncovered)}</b></Text>
                <Group gap="xs">
                  {data.uncoveredItems.slice(0, 8).map((item) => <Anchor key={`${item.case}-${item.handoff}`} fz="sm" component={Link} href={caseAddress(item.case, filters)}>{item.case}</Anchor>)}
                </Group>
              </div>
              {data.suspected.length > 0 && (
                <Text fz="sm">{t.suspected}: {data.suspected.map((s) => `${s.link}: ${wordFor(t, "cause", s.cause)} (${s.after}, ${t.after} ${s.before})`).join("; ")}</Text>
              )}
              <Button size="xs" variant="light" w="fit-content" component={Link} href={address("/cases", filters, { decision, status: "failed" })}>{t.casesTouched}</Button>
              <Missing says={data.missing} />
            </Stack>
          </Grid.Col>
        </Grid>
      )}
    </Answered>
  );
}

function moneyOf(t: ReturnType<typeof useTexts>["t"], money: Answer<"MoneyItem">): [string, number][] {
  return [[t.saves, money.saves], [t.costsInside, 0 - money.inside], [t.costsOutside, 0 - money.outside], [t.lostValue, 0 - money.lostValue], [t.net, money.net]];
}

function Money({ money }: { money: Answer<"MoneyItem"> }) {
  const { t, format } = useTexts();
  const option = useMemo(() => {
    const rows = moneyOf(t, money);
    return {
      grid: { left: 150, right: 70, top: 8, bottom: 24 },
      xAxis: { type: "value" },
      yAxis: { type: "category", inverse: true, data: rows.map(([name]) => name) },
      series: [{ type: "bar", data: rows.map(([, value]) => ({ value, itemStyle: { color: value >= 0 ? colors.kept : colors.broken } })), label: { show: true, position: "right", formatter: (p: { value: number }) => format.count(p.value) } }],
    };
  }, [money, t, format]);
  return <Chart option={option} label={t.insideOutside} name="decision" height={220} />;
}
