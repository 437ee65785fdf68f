import { Button, Group, ScrollArea, Table, Text, UnstyledButton } from "@mantine/core";
import { IconArrowDown, IconArrowUp, IconArrowsSort, IconDownload } from "@tabler/icons-react";
import { Fragment, useMemo, useState, type ReactNode } from "react";
import { csv, save, type ListAnswer, type Parameters } from "../api/client";
import { useTexts } from "../texts";
import { Empty } from "./states";

export type Column<Row> = {
  name: string;
  title: string;
  show: (row: Row) => ReactNode;
  /** What it is sorted by; a column without it is not. */
  order?: (row: Row) => number | string | null | undefined;
  numeric?: boolean;
};

type Props<Row> = {
  rows: readonly Row[];
  columns: Column<Row>[];
  id: (row: Row) => string;
  label: string;
  /** What a row shows below itself when it is opened. */
  detail?: (row: Row) => ReactNode;
  opened?: string | null;
  open?: (id: string | null) => void;
};

export function DataTable<Row>({ rows, columns, id, label, detail, opened, open }: Props<Row>) {
  const [sort, setSort] = useState<{ name: string; down: boolean } | null>(null);
  const { t } = useTexts();
  const sorted = useMemo(() => {
    const order = columns.find((c) => c.name === sort?.name)?.order;
    if (!order || !sort) return rows;
    const sign = sort.down ? -1 : 1;
    return [...rows].sort((a, b) => {
      const [x, y] = [order(a), order(b)];
      if (x === y) return 0;
      if (x === null || x === undefined) return 1;
      if (y === null || y === undefined) return -1;
      return x < y ? -sign : sign;
    });
  }, [rows, columns, sort]);
  if (rows.length === 0) return <Empty />;
  return (
    <ScrollArea type="auto" offsetScrollbars="present" tabIndex={0} role="region" aria-label={label}>
      <Table highlightOnHover stickyHeader verticalSpacing={6} horizontalSpacing={8} aria-label={label}>
        <Table.Thead>
          <Table.Tr>
            {columns.map((column) => (
              <Table.Th
                key={column.name}
                className={column.numeric ? "numbers" : undefined}
                aria-sort={sort?.name === column.name ? (sort.down ? "descending" : "ascending") : undefined}
              >
                {column.order ? (
                  <UnstyledButton
                    fz="sm"
                    fw={600}
                    onClick={() => setSort((s) => ({ name: column.name, down: s?.name === column.name ? !s.down : Boolean(column.numeric) }))}
                  >
                    <Group gap={4} wrap="nowrap" justify={column.numeric ? "flex-end" : undefined}>
                      {capital(column.title)}
                      {sort?.name !== column.name ? (
                        <IconArrowsSort size={12} opacity={0.4} aria-hidden />
                      ) : sort.down ? (
                        <IconArrowDown size={12} aria-hidden />
                      ) : (
                        <IconArrowUp size={12} aria-hidden />
                      )}
                    </Group>
                  </UnstyledButton>
                ) : (
                  <Text fz="sm" fw={600} span>
                    {capital(column.title)}
                  </Text>
                )}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {sorted.map((row) => {
            const key = id(row);
            return (
              <Fragment key={key}>
                <Table.Tr>
                  {columns.map((column, i) => (
                    <Table.Td key={column.name} className={column.numeric ? "numbers" : undefined}>
                      {i === 0 && detail && open ? (
                        <UnstyledButton fz="sm" fw={600} c="var(--mantine-color-anchor)" aria-expanded={opened === key} onClick={() => open(opened === key ? null : key)}>
                          {column.show(row)}
                        </UnstyledButton>
                      ) : (
                        column.show(row)
                      )}
                    </Table.Td>
                  ))}
                </Table.Tr>
                {detail && opened === key && (
                  <Table.Tr>
                    <Table.Td colSpan={columns.length} bg="var(--mantine-color-default-hover)" aria-label={t.details}>
                      {detail(row)}
                    </Table.Td>
                  </Table.Tr>
                )}
              </Fragment>
            );
          })}
        </Table.Tbody>
      </Table>
    </ScrollArea>
  );
}

/** Goes on with a list that is longer than what stands there. */
export function More({ answer }: { answer: Pick<ListAnswer<unknown>, "hasNextPage" | "isFetchingNextPage" | "fetchNextPage"> }) {
  const { t } = useTexts();
  if (!answer.hasNextPage) return null;
  return <Button mt="sm" variant="light" className="no-print" loading={answer.isFetchingNextPage} onClick={() => void answer.fetchNextPage()}>{t.more}</Button>;
}

/** What stands in a table, where the API writes no CSV of it. */
export function TableCsvButton({ name, head, rows }: { name: string; head: readonly string[]; rows: readonly (readonly (string | number | null | undefined)[])[] }) {
  const { t } = useTexts();
  // What a spreadsheet would take for a formula is text; so is what holds a comma.
  const cell = (value: string | number | null | undefined) => {
    const text = value === null || value === undefined ? "" : typeof value === "string" && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value);
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  const write = () => save(new Blob([[head, ...rows].map((row) => row.map(cell).join(",")).join("\r\n") + "\r\n"], { type: "text/csv;charset=utf-8" }), `${name}.csv`);
  return <Button size="compact-sm" variant="default" className="no-print" leftSection={<IconDownload size={14} aria-hidden />} onClick={write}>{t.csv}</Button>;
}

const capital = (text: string) => text.charAt(0).toLocaleUpperCase() + text.slice(1);

/** The whole list as CSV, as the API writes it: never cut. */
export function CsvButton({ path, parameters }: { path: string; parameters: Parameters }) {
  const { t } = useTexts();
  const [failed, setFailed] = useState<string | null>(null);
  return (
    <Button
      size="compact-sm"
      variant="default"
      leftSection={<IconDownload size={14} aria-hidden />}
      color={failed ? "red" : undefined}
      title={failed ?? undefined}
      onClick={() => void csv(path, parameters).then((blob) => (setFailed(null), save(blob, `${path.replaceAll("/", "-")}.csv`))).catch((e: Error) => setFailed(e.message))}
    >
      {t.csv}
    </Button>
  );
}
