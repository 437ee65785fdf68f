import { Card, Group, Stack, Text, Title } from "@mantine/core";
import { useDocumentTitle } from "@mantine/hooks";
import type { ReactNode } from "react";
import { useLocation } from "wouter";
import { filterNames, isFiltered, useFilters } from "../filters/filters";
import { useTexts } from "../texts";

export function Page({ title, intro, actions, children }: { title: string; intro?: string; actions?: ReactNode; children: ReactNode }) {
  const filters = useFilters();
  const { t, format } = useTexts();
  // A page on paper says what it is about, and when it was printed.
  const [path] = useLocation();
  const asked = [...filterNames.filter((name) => isFiltered(path) && filters[name]).map((name) => `${t[name]}: ${filters[name]}`), format.time(new Date().toISOString())].join(" · ");
  useDocumentTitle(`${title} · JourneyTrace`);
  return (
    <Stack className="page" gap="md">
      <Group justify="space-between" align="flex-end" gap="sm">
        <div>
          <Title order={1} size="h2">
            {title}
          </Title>
          {intro && <Text c="dimmed">{intro}</Text>}
        </div>
        <Group gap="xs" className="no-print">
          {actions}
        </Group>
      </Group>
      <Text className="print-only" fz="sm">{asked}</Text>
      {children}
    </Stack>
  );
}

export function Panel({ title, actions, children, ...rest }: { title?: ReactNode; actions?: ReactNode; children: ReactNode; h?: string }) {
  return (
    <Card withBorder padding="md" component="section" {...rest}>
      {(title || actions) && (
        <Group justify="space-between" mb="sm" gap="xs">
          <Title order={2} size="h4">
            {title}
          </Title>
          <Group gap="xs" className="no-print">
            {actions}
          </Group>
        </Group>
      )}
      {children}
    </Card>
  );
}
