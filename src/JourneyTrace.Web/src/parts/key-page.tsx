import { ActionIcon, Alert, Button, Center, Paper, PasswordInput, Stack, Text, Title, Tooltip } from "@mantine/core";
import { IconKey, IconLogout } from "@tabler/icons-react";
import { useEffect, useState, type FormEvent, type ReactNode } from "react";
import { ApiProblem, end, locked, post, useAnswer, type Answer } from "../api/client";
import { useTexts } from "../texts";

/** What it holds, or the question for a key once the server asks for one. */
export function Locked({ children }: { children: ReactNode }) {
  const [closed, setClosed] = useState(false);
  useEffect(() => {
    const close = () => setClosed(true);
    window.addEventListener(locked, close);
    return () => window.removeEventListener(locked, close);
  }, []);
  return closed ? <KeyPage /> : children;
}

function KeyPage() {
  const { t } = useTexts();
  const [key, setKey] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const comeIn = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    try {
      await post("session", { key: key.trim() });
      window.location.reload();
    } catch (error) {
      setProblem(error instanceof ApiProblem && error.status === 401 ? t.keyUnknown : error instanceof ApiProblem && error.status === 0 ? t.offline : t.failed);
      setBusy(false);
    }
  };
  return (
    <Center mih="70vh">
      <Paper component="form" onSubmit={comeIn} withBorder radius="md" p="xl" w="100%" maw={420}>
        <Stack gap="md">
          <Title order={1} size="h3">
            {t.keyNeeded}
          </Title>
          <Text size="sm">{t.keyWhere}</Text>
          <PasswordInput label={t.key} value={key} onChange={(e) => setKey(e.currentTarget.value)} leftSection={<IconKey size={16} aria-hidden />} autoComplete="current-password" autoFocus required />
          {problem !== null && (
            <Alert color="red" role="alert">
              {problem}
            </Alert>
          )}
          <Button type="submit" loading={busy} disabled={key.trim() === ""}>
            {t.comeIn}
          </Button>
        </Stack>
      </Paper>
    </Center>
  );
}

/** Who came in with a key may leave again. */
export function Leave() {
  const { t } = useTexts();
  const session = useAnswer<Answer<"SessionState">>("session");
  if (session.data === undefined || session.data.open || session.data.name === null) return null;
  const label = `${t.leave} (${session.data.name})`;
  return (
    <Tooltip label={label}>
      <ActionIcon variant="default" size="lg" aria-label={label} onClick={() => void end("session").then(() => window.location.reload())}>
        <IconLogout size={18} />
      </ActionIcon>
    </Tooltip>
  );
}
