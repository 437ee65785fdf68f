import { Alert, Button, Center, List, Skeleton, Stack, Text, ThemeIcon } from "@mantine/core";
import { IconAlertTriangle, IconInbox, IconInfoCircle } from "@tabler/icons-react";
import type { UseQueryResult } from "@tanstack/react-query";
import { useDeferredValue, type ReactNode } from "react";
import { ApiProblem } from "../api/client";
import { useFilters } from "../filters/filters";
import { fill, useTexts } from "../texts";

/** What an answer shows: bones while it comes, the refusal with a way out, or itself. */
export function Answered<T>({ answer, height = 240, children }: { answer: UseQueryResult<T, Error>; height?: number; children: (data: T) => ReactNode }) {
  const { t } = useTexts();
  // What an answer shows may be much: it is drawn in pieces, while the page stays responsive.
  const data = useDeferredValue(answer.data);
  if (data === undefined && answer.isError) return <Failed error={answer.error} again={() => void answer.refetch()} />;
  if (data === undefined)
    return (
      <Stack gap="sm" role="status" aria-label={t.loading}>
        <Skeleton height={height} radius="md" />
      </Stack>
    );
  return (
    <>
      {answer.isError && (
        <Alert color="orange" mb="sm" p="xs" role="alert">
          {t.offline}
        </Alert>
      )}
      {children(data)}
    </>
  );
}

export function Failed({ error, again }: { error: Error; again?: () => void }) {
  const { t } = useTexts();
  const title = error instanceof ApiProblem && error.status > 0 ? error.title : error instanceof ApiProblem ? t.offline : t.failed;
  return (
    <Alert color="red" icon={<IconAlertTriangle />} title={title} role="alert">
      <Stack gap="xs" align="flex-start">
        <Text size="sm">{error.message === title ? t.failed : error.message}</Text>
        {again && (
          <Button size="xs" variant="light" color="red" onClick={again}>
            {t.again}
          </Button>
        )}
      </Stack>
    </Alert>
  );
}

export function Empty({ children }: { children?: ReactNode }) {
  const { t } = useTexts();
  const filtered = Object.keys(useFilters()).length > 0;
  return (
    <Center mih={140}>
      <Stack align="center" gap="xs">
        <ThemeIcon variant="light" color="gray" size="xl" radius="xl">
          <IconInbox />
        </ThemeIcon>
        <Text c="dimmed" ta="center">
          {children ?? (filtered ? t.nothingFits : t.nothing)}
        </Text>
      </Stack>
    </Center>
  );
}

/** Says that a picture or a list shows only the first of all; nothing where it shows all. */
export function FirstOf({ shown, all }: { shown: number; all: number }) {
  const { t, format } = useTexts();
  if (all <= shown) return null;
  return <Text fz="sm" c="dimmed" mt="xs">{fill(t.firstOf, { shown: format.count(shown), all: format.count(all) })}</Text>;
}

/** What would have to be told for a better answer. */
export function Missing({ says }: { says?: readonly string[] | null }) {
  const { t } = useTexts();
  if (!says || says.length === 0) return null;
  return (
    <Alert color="blue" variant="light" icon={<IconInfoCircle />} title={t.missing}>
      <List size="sm">
        {says.map((text) => (
          <List.Item key={text}>{text}</List.Item>
        ))}
      </List>
    </Alert>
  );
}
