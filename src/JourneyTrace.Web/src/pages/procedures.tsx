import { Badge, Grid, Group, Stack, Table, Text } from "@mantine/core";
import { IconArrowRight } from "@tabler/icons-react";
import { Fragment } from "react";
import { useAnswer, useList, type Answer } from "../api/client";
import { useFilters, useParameters } from "../filters/filters";
import { Page, Panel } from "../parts/page";
import { Rate } from "../parts/rate";
import { Answered, Empty, Missing } from "../parts/states";
import { CsvButton, DataTable, More, TableCsvButton } from "../parts/table";
import { useTexts } from "../texts";

const most = 1000;
type Procedure = Answer<"ProcedureItem">;
const stateColors: Record<string, string> = { sound: "green", incomplete: "yellow", wrong: "red", shelved: "gray", unknown: "gray" };
const green = "var(--mantine-color-green-7)";

export default function Procedures() {
  const filters = useFilters();
  const { t, format } = useTexts();
  const answer = useAnswer<Answer<"ProceduresAnswer">>("procedures", { ...filters, limit: most });
  const [parameters] = useParameters();
  const row = parameters.get("row");
  // One that a row of hotspots led to comes first.
  const shownOf = (all: readonly Procedure[]) => {
    const of = all.filter((p) => !filters.kind || p.caseKind === filters.kind);
    const wanted = (p: Procedure) => row !== null && (row === p.procedure || row.startsWith(`${p.procedure} `));
    return [...of.filter(wanted), ...of.filter((p) => !wanted(p))];
  };
  return (
    <Page title={t.procedures} intro={t.proceduresIntro} actions={<CsvButton path="procedures" parameters={filters} />}>
      <Answered answer={answer} height={420}>
        {(data) => (
          <Stack>
            <Missing says={data.missing} />
            {shownOf(data.items).length === 0 && data.missing.length === 0 && <Empty />}
            {shownOf(data.items).map((p) => <ProcedurePanel key={`${p.procedure} ${p.caseKind}`} procedure={p} />)}
            {data.unidentified.length > 0 && (
              <Panel title={t.unidentified} actions={<TableCsvButton name="unidentified" head={[t.kind, t.cases, t.kept]} rows={data.unidentified.map((k) => [k.kind, k.cases, k.keptRate])} />}>
                <DataTable
                  label={t.unidentified}
                  rows={data.unidentified}
                  id={(k) => k.kind}
                  columns={[
                    { name: "kind", title: t.kind, order: (k) => k.kind, show: (k) => k.kind },
                    { name: "cases", title: t.cases, numeric: true, order: (k) => k.cases, show: (k) => format.count(k.cases) },
                    { name: "kept", title: t.kept, numeric: true, order: (k) => k.keptRate, show: (k) => <Rate value={k.keptRate} ci={k.keptCi95} color={green} /> },
                  ]}
                />
              </Panel>
            )}
          </Stack>
        )}
      </Answered>
    </Page>
  );
}

function ProcedurePanel({ procedure }: { procedure: Procedure }) {
  const { t, format } = useTexts();
  return (
    <Panel
      title={<Group gap="xs" component="span">{procedure.procedure}<Badge color={stateColors[procedure.state]} variant="light">{t[procedure.state as "sound"]}</Badge><Text span fz="sm" c="dimmed" fw={400}>{procedure.caseKind}</Text></Group>}
      actions={<TableCsvButton name={`${procedure.procedure}-versions`} head={[t.version, t.from, t.steps, t.cases, t.kept, t.median, t.saved, t.payback]} rows={procedure.versions.map((v) => [v.version, v.from, v.steps.map((s) => s.link).join(" > "), v.cases, v.keptRate, v.medianSeconds, v.savedSeconds, v.paybackMonths])} />}
    >
      <Grid>
        <Grid.Col span={{ base: 12, sm: 4 }}><Text fz="sm" c="dimmed">{t.followed}</Text><Group justify="flex-start"><Rate value={procedure.followedRate} ci={procedure.followedCi95} color={green} /></Group></Grid.Col>
        <Grid.Col span={{ base: 12, sm: 4 }}><Text fz="sm" c="dimmed">{t.keptWhereFollowed}</Text><Group justify="flex-start"><Rate value={procedure.keptWhereFollowed} ci={procedure.keptWhereFollowedCi95} color={green} /></Group></Grid.Col>
        <Grid.Col span={{ base: 12, sm: 4 }}><Text fz="sm" c="dimmed">{t.keptWhereNot}</Text><Group justify="flex-start"><Rate value={procedure.keptWhereNot} ci={procedure.keptWhereNotCi95} color={green} /></Group></Grid.Col>
      </Grid>
      <Table.ScrollContainer minWidth={560} mt="md">
        <Table aria-label={`${procedure.procedure}: ${t.version}`}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t.version}</Table.Th><Table.Th>{t.steps}</Table.Th><Table.Th className="numbers">{t.cases}</Table.Th><Table.Th className="numbers">{t.kept}</Table.Th>
              <Table.Th className="numbers">{t.median}</Table.Th><Table.Th className="numbers">{t.saved}</Table.Th><Table.Th className="numbers">{t.payback}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {procedure.versions.map((version) => (
              <Table.Tr key={version.version}>
                <Table.Td><b>{version.version}</b> <Text span fz="xs" c="dimmed">{format.day(version.from)}</Text></Table.Td>
                <Table.Td><Way steps={version.steps.map((s) => (s.kind ? `${s.link}: ${s.kind}` : s.link))} /></Table.Td>
                <Table.Td className="numbers">{format.count(version.cases)}</Table.Td>
                <Table.Td className="numbers"><Rate value={version.keptRate} ci={version.keptCi95} color={green} /></Table.Td>
                <Table.Td className="numbers">{format.span(version.medianSeconds)}</Table.Td>
                <Table.Td className="numbers">{version.savedSeconds === null ? "–" : `${format.span(version.savedSeconds)} (${format.percent(version.savedShare)})`}</Table.Td>
                <Table.Td className="numbers">{version.paybackMonths === null ? "–" : `${format.number(version.paybackMonths)} ${t.months}`}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      <Ways procedure={procedure.procedure} kind={procedure.caseKind} />
    </Panel>
  );
}

function Ways({ procedure, kind }: { procedure: string; kind: string }) {
  const filters = useFilters();
  const { t, format } = useTexts();
  const answer = useList<Answer<"ConformanceAnswer">>(`procedures/${encodeURIComponent(procedure)}/conformance`, { ...filters, kind }, 12);
  return (
    <>
      <Group justify="space-between" mt="md" mb={4}><Text fw={600}>{t.ways}</Text><CsvButton path={`procedures/${encodeURIComponent(procedure)}/conformance`} parameters={{ ...filters, kind }} /></Group>
      <Answered answer={answer}>
        {(data) => (
          <>
          <DataTable
            label={`${procedure}: ${t.ways}`}
            rows={data.items}
            id={(w) => w.path.join(">")}
            columns={[
              { name: "path", title: t.steps, show: (w) => <Way steps={w.path} added={w.added} /> },
              { name: "is", title: t.state, show: (w) => (w.followed ? <Badge color="green" variant="light">{t.asPublished}</Badge> : w.proposed ? <Badge color="violet" variant="filled" miw="max-content">{t.proposed}</Badge> : null) },
              { name: "cases", title: t.cases, numeric: true, order: (w) => w.cases, show: (w) => format.count(w.cases) },
              { name: "kept", title: t.kept, numeric: true, order: (w) => w.keptRate, show: (w) => <Rate value={w.keptRate} ci={w.keptCi95} color={green} /> },
              { name: "median", title: t.median, numeric: true, order: (w) => w.medianSeconds, show: (w) => format.span(w.medianSeconds) },
            ]}
          />
          <More answer={answer} />
          </>
        )}
      </Answered>
    </>
  );
}

function Way({ steps, added = [] }: { steps: readonly string[]; added?: readonly string[] }) {
  return (
    <Group gap={4}>
      {steps.map((step, i) => (
        <Fragment key={i}>
          {i > 0 && <IconArrowRight size={12} aria-label="→" />}
          <Badge variant={added.includes(step) ? "outline" : "default"} color={added.includes(step) ? "orange" : undefined} tt="none" fw={500}>{step.replace(/:(?! )/, ": ")}</Badge>
        </Fragment>
      ))}
    </Group>
  );
}
