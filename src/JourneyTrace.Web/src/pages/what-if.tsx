import { Anchor, Badge, Group, Pill, SegmentedControl, Stack, Switch, Text } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "wouter";
import { post, type Answer } from "../api/client";
import { ChoiceOf } from "../filters/filter-bar";
import { caseAddress, useFilters, useParameters } from "../filters/filters";
import { inks } from "../parts/colors";
import { Page, Panel } from "../parts/page";
import { Answered, Empty, FirstOf, Missing } from "../parts/states";
import { DataTable, TableCsvButton } from "../parts/table";
import { useTexts } from "../texts";
import { keyFor } from "../texts/words";

const kinds = ["link", "cause", "decision"] as const;
type Kind = (typeof kinds)[number];

// So many promises are listed; all are counted.
const most = 1000;

export default function WhatIf() {
  const filters = useFilters();
  const [parameters, set] = useParameters();
  const [kind, setKind] = useState<Kind>("link");
  const { t, format } = useTexts();
  // In the address each is 'link:finance'.
  const drops = parameters.getAll("drop").filter((d) => kinds.some((k) => d.startsWith(`${k}:`)));
  const exact = parameters.get("exact") === "true";
  const said = (drop: string) => `${t[drop.slice(0, drop.indexOf(":")) as Kind]}: ${keyFor(t, drop.slice(0, drop.indexOf(":")), drop.slice(drop.indexOf(":") + 1))}`;
  const change = (next: string[]) => set({ drop: [...new Set(next)] });
  const body = { drop: drops.map((drop) => ({ [drop.slice(0, drop.indexOf(":"))]: drop.slice(drop.indexOf(":") + 1) })) };
  const answer = useQuery({
    queryKey: ["what-if", filters, drops, exact],
    queryFn: () => post<Answer<"WhatIfAnswer">>("what-if", body, { ...filters, exact, limit: most }),
    enabled: drops.length > 0,
    placeholderData: keepPreviousData,
  });
  return (
    <Page title={t.whatIf} intro={t.whatIfIntro}>
      <Panel title={t.drop}>
        <Group align="flex-end">
          <SegmentedControl value={kind} onChange={(value) => setKind(value as Kind)} data={kinds.map((k) => ({ value: k, label: t[k] }))} aria-label={t.by} />
          <div style={{ minWidth: 220 }}><ChoiceOf key={`${kind}-${drops.length}`} name={kind} value={null} label={t.addDrop} choose={(key) => key && change([...drops, `${kind}:${key}`])} /></div>
          <Switch mb={8} label={t.exact} checked={exact} onChange={(e) => set({ exact: e.currentTarget.checked ? "true" : null })} />
        </Group>
        <Group gap="xs" mt="sm">
          {drops.map((drop) => (
            <Pill key={drop} size="md" withRemoveButton removeButtonProps={{ "aria-label": `${t.remove}: ${said(drop)}`, "aria-hidden": false, tabIndex: 0 }} onRemove={() => change(drops.filter((d) => d !== drop))}>
              {said(drop)}
            </Pill>
          ))}
        </Group>
      </Panel>
      {drops.length === 0 ? <Panel><Empty>{t.chooseDrop}</Empty></Panel> : (
        <Answered answer={answer} height={300}>
          {(data) => (
            <Stack>
              <Panel>
                <Group gap="xl" align="baseline">
                  <Text fz={44} fw={700} lh={1} c={inks.kept} data-testid="rescued">{format.count(data.rescued)}</Text>
                  <div>
                    <Text>{t.rescuedPromises}</Text>
                    <Text fz="sm" c="dimmed">{format.percent(data.rescuedRate)} {t.of} {format.count(data.broken)} · {t.interval} {format.interval(data.ci95)}</Text>
                  </div>
                  <Badge variant="light" color={data.exact ? "indigo" : "gray"} tt="none">{data.exact ? t.exact : t.byShares}</Badge>
                </Group>
                <Missing says={data.missing} />
              </Panel>
              <Panel
                title={t.rescuedPromises}
                actions={<TableCsvButton name="what-if" head={[t.case, t.promise, t.rescued, t.late, t.earlier]} rows={data.items.map((i) => [i.case, i.promise, i.rescued ? t.kept : t.broken, i.latenessSeconds, i.earlierSeconds])} />}
              >
                <DataTable
                  label={t.rescuedPromises}
                  rows={data.items}
                  id={(i) => `${i.case} ${i.promise}`}
                  columns={[
                    { name: "case", title: t.case, order: (i) => i.case, show: (i) => <Anchor fz="sm" component={Link} href={caseAddress(i.case, filters)}>{i.case}</Anchor> },
                    { name: "promise", title: t.promise, order: (i) => i.promise, show: (i) => i.promise },
                    { name: "rescued", title: t.rescued, order: (i) => (i.rescued ? 1 : 0), show: (i) => (i.rescued ? <Badge color="green" variant="light">{t.kept}</Badge> : <Badge color="gray" variant="light">{t.broken}</Badge>) },
                    { name: "late", title: t.late, numeric: true, order: (i) => i.latenessSeconds, show: (i) => format.span(i.latenessSeconds) },
                    { name: "earlier", title: t.earlier, numeric: true, order: (i) => i.earlierSeconds, show: (i) => format.span(i.earlierSeconds) },
                  ]}
                />
                <FirstOf shown={most} all={data.touched} />
              </Panel>
            </Stack>
          )}
        </Answered>
      )}
    </Page>
  );
}
