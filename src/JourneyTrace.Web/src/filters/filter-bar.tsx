import { Badge, Button, Collapse, Group, Pill, Select, SimpleGrid, TextInput } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconFilter, IconX } from "@tabler/icons-react";
import { useAnswer, type Answer } from "../api/client";
import { useTexts } from "../texts";
import { filterNames, useFilters, useParameters, type FilterName } from "./filters";

const chosen: FilterName[] = ["link", "kind", "segment", "promise", "cause", "decision"];

/** What all reports of the page are asked about; it stands in the address. */
export function FilterBar() {
  const filters = useFilters();
  const [, set] = useParameters();
  const [opened, { toggle }] = useDisclosure(false);
  const { t, format } = useTexts();
  const active = filterNames.filter((name) => filters[name]);
  const shown = (name: FilterName) => (name === "from" || name === "to" || name === "asOf" ? format.day(filters[name]) : filters[name]!);
  return (
    <div className="page no-print" style={{ marginBottom: 16 }}>
      <Group gap="xs">
        <Button
          variant="default"
          size="compact-md"
          leftSection={<IconFilter size={16} aria-hidden />}
          rightSection={active.length > 0 ? <Badge size="sm" circle>{active.length}</Badge> : undefined}
          onClick={toggle}
          aria-expanded={opened}
        >
          {t.filters}
        </Button>
        {active.map((name) => (
          <Pill key={name} size="md" withRemoveButton removeButtonProps={{ "aria-label": `${t.remove}: ${t[name]}`, "aria-hidden": false, tabIndex: 0 }} onRemove={() => set({ [name]: null })}>
            {t[name]}: {shown(name)}
          </Pill>
        ))}
        {active.length > 1 && (
          <Button variant="subtle" size="compact-sm" color="gray" leftSection={<IconX size={14} aria-hidden />} onClick={() => set(Object.fromEntries(filterNames.map((n) => [n, null])))}>
            {t.clear}
          </Button>
        )}
      </Group>
      <Collapse expanded={opened}>{opened && <FilterFields />}</Collapse>
    </div>
  );
}

function FilterFields() {
  const filters = useFilters();
  const [, set] = useParameters();
  const { t } = useTexts();
  return (
    <SimpleGrid cols={{ base: 1, xs: 2, md: 3, lg: 5 }} spacing="sm" mt="sm">
      {chosen.map((name) => (
        <ChoiceOf key={name} name={name} value={filters[name] ?? null} choose={(value) => set({ [name]: value })} />
      ))}
      {(["from", "to", "asOf"] as const).map((name) => (
        <TextInput
          key={name}
          type="date"
          size="sm"
          label={name === "asOf" ? t.asOf : `${t[name]} (${t.due})`}
          value={filters[name]?.slice(0, 10) ?? ""}
          onChange={(e) => set({ [name]: e.currentTarget.value === "" ? null : `${e.currentTarget.value}T00:00:00Z` })}
        />
      ))}
    </SimpleGrid>
  );
}

type ChoiceProps = { name: FilterName; value: string | null; choose: (value: string | null) => void; label?: string };

/** The keys that there are, the most blamed first. */
export function ChoiceOf({ name, value, choose, label }: ChoiceProps) {
  const { t } = useTexts();
  const answer = useAnswer<Answer<"HotspotsAnswer">>("hotspots", { by: name, limit: 500 });
  const keys = answer.data?.items?.map((item) => item.key!) ?? [];
  return (
    <Select
      label={label ?? t[name]}
      placeholder={t.any}
      size="sm"
      clearable
      searchable
      clearButtonProps={{ "aria-label": `${t.remove}: ${t[name]}` }}
      data={value && !keys.includes(value) ? [value, ...keys] : keys}
      value={value}
      onChange={choose}
    />
  );
}
