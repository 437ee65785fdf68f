import { Badge, Button, Collapse, Group, Pill, Select, SimpleGrid, TextInput } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconFilter, IconX } from "@tabler/icons-react";
import { useAnswer, type Answer } from "../api/client";
import { useTexts } from "../texts";
import { keyFor } from "../texts/words";
import { filterNames, useFilters, useParameters, type FilterName } from "./filters";

const chosen: FilterName[] = ["link", "kind", "segment", "promise", "cause", "decision", "handoff", "element"];

/** What all reports of the page are asked about; it stands in the address. */
export function FilterBar() {
  const filters = useFilters();
  const [, set] = useParameters();
  const [opened, { toggle }] = useDisclosure(false);
  const { t, format } = useTexts();
  const active = filterNames.filter((name) => filters[name]);
  const shown = (name: FilterName) => (name === "from" || name === "to" || name === "asOf" ? format.utcDay(dayOf(name, filters[name])) : keyFor(t, name, filters[name]!));
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
  return (
    <SimpleGrid cols={{ base: 1, xs: 2, md: 3, lg: 5 }} spacing="sm" mt="sm">
      {chosen.map((name) => (
        <ChoiceOf key={name} name={name} value={filters[name] ?? null} choose={(value) => set({ [name]: value })} />
      ))}
      {(["from", "to", "asOf"] as const).map((name) => (
        <DayOf key={name} name={name} value={filters[name]} choose={(value) => set({ [name]: value })} />
      ))}
    </SimpleGrid>
  );
}

type DayProps = { name: "from" | "to" | "asOf"; value: string | undefined; choose: (value: string | null) => void };

/** A day of UTC, taken when it is written to its end. */
export function DayOf({ name, value, choose }: DayProps) {
  const { t } = useTexts();
  const take = (text: string) => {
    const next = momentOf(name, text);
    if (next !== (value ?? null)) choose(next);
  };
  return (
    <TextInput
      key={`${name} ${value}`}
      type="date"
      size="sm"
      label={name === "asOf" ? t.asOf : `${t[name]} (${t.due})`}
      defaultValue={dayOf(name, value)}
      onBlur={(e) => take(e.currentTarget.value)}
      onKeyDown={(e) => e.key === "Enter" && e.currentTarget.blur()}
    />
  );
}

const day = 86_400_000;

/** The day that a filter names: 'until' and 'as it stood on' mean the end of a day, which is the next one's first moment. */
function dayOf(name: string, moment: string | undefined): string {
  const at = Date.parse(moment ?? "");
  if (Number.isNaN(at)) return moment?.slice(0, 10) ?? "";
  return new Date(name === "from" ? at : at - 1).toISOString().slice(0, 10);
}

function momentOf(name: string, value: string): string | null {
  const at = Date.parse(`${value}T00:00:00Z`);
  if (Number.isNaN(at) || at < Date.parse("1900-01-01")) return null;
  const end = at + day;
  // A moment that has not come is not asked about: it is now.
  if (name === "asOf" && end > Date.now()) return null;
  return new Date(name === "from" ? at : end).toISOString().replace(".000Z", "Z");
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
      loading={answer.isPending}
      clearButtonProps={{ "aria-label": `${t.remove}: ${t[name]}` }}
      data={(value && !keys.includes(value) ? [value, ...keys] : keys).map((key) => ({ value: key, label: keyFor(t, name, key) }))}
      value={value}
      onChange={choose}
    />
  );
}
