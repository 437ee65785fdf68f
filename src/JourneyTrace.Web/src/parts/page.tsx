import { Card, Group, Stack, Text, Title } from "@mantine/core";
import { useDocumentTitle } from "@mantine/hooks";
import type { ReactNode } from "react";

export function Page({ title, intro, actions, children }: { title: string; intro?: string; actions?: ReactNode; children: ReactNode }) {
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
