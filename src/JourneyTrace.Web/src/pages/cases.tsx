import { Anchor, Badge, Group, Select, Switch, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import { Link } from "wouter";
import { useList, type Answer } from "../api/client";
import { caseAddress, useFilters, useParameters } from "../filters/filters";
import { statusColors } from "../parts/colors";
import { Page, Panel } from "../parts/page";
import { Answered } from "../parts/states";
import { CsvButton, DataTable, More } from "../parts/table";
import { useTexts } from "../texts";

type Cases = Answer<"PageOfCaseItem">;
const statuses = ["failed", "broken", "abandoned", "open", "kept", "released", "none"] as const;

export default function CasesPage() {
  const filters = useFilters();
  const [parameters, set] = useParameters();
  const { t, format } = useTexts();
  const [q, setQ] = useState(parameters.get("q") ?? "");
  const written = useRef(parameters.get("q") ?? "");
  const search = useDebouncedCallback((text: string) => (written.current = text, set({ q: text }, true)), 250);
  const there = parameters.get("q") ?? "";
  // Back, or another address: the field says what the list is of.
  useEffect(() => {
    if (there !== written.current) setQ(there);
    written.current = there;
  }, [there]);
  const question = { ...filters, status: parameters.get("status"), atRisk: parameters.get("atRisk"), q: parameters.get("q") };
  const answer = useList<Cases>("cases", question, 100);
  return (
    <Page title={t.cases} intro={t.casesIntro}>
      <Panel
        actions={<CsvButton path="cases" parameters={question} />}
        title={
          <Group gap="sm" component="span">
            <TextInput
              size="sm" type="search" aria-label={t.search} placeholder={t.search} leftSection={<IconSearch size={16} aria-hidden />} value={q}
              onChange={(e) => (setQ(e.currentTarget.value), search(e.currentTarget.value))}
            />
            <Select
              size="sm" aria-label={t.status} placeholder={t.status} clearable value={parameters.get("status")} onChange={(status) => set({ status })}
              data={statuses.map((status) => ({ value: status, label: status === "failed" ? t.failedOf : t[status] }))}
            />
            <Switch size="sm" label={t.onlyAtRisk} checked={parameters.get("atRisk") === "true"} onChange={(e) => set({ atRisk: e.currentTarget.checked ? "true" : null })} />
          </Group>
        }
      >
        <Answered answer={answer} height={420}>
          {(data) => (
            <>
              <DataTable
                label={t.cases}
                rows={data.items}
                id={(c) => c.case}
                columns={[
                  { name: "case", title: t.case, show: (c) => <Anchor component={Link} href={caseAddress(c.case, filters)} fz="sm" fw={600}>{c.case}</Anchor> },
                  { name: "status", title: t.status, show: (c) => <Group gap={4} wrap="nowrap"><Badge variant="light" color={statusColors[c.status]}>{t[c.status as "open"]}</Badge>{c.atRisk && <Badge variant="outline" color="orange">{t.atRisk}</Badge>}</Group> },
                  { name: "kind", title: t.kind, show: (c) => c.kind ?? "–" },
                  { name: "segment", title: t.segment, show: (c) => c.segment ?? "–" },
                  { name: "customer", title: t.customer, show: (c) => c.customer ?? "–" },
                  { name: "value", title: t.value, numeric: true, show: (c) => format.count(c.value) },
                  { name: "opened", title: t.opened, show: (c) => format.time(c.openedAt) },
                  { name: "last", title: t.lastEvent, show: (c) => format.time(c.lastEventAt) },
                  { name: "events", title: t.events, numeric: true, show: (c) => format.count(c.events) },
                ]}
              />
              <More answer={answer} />
            </>
          )}
        </Answered>
      </Panel>
    </Page>
  );
}
