import { Alert, Button, Code, Group, Stack, Text, Textarea } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { send, url, useAnswer, type Answer } from "../api/client";
import { Panel } from "../parts/page";
import { Answered, Failed } from "../parts/states";
import { fill, useTexts } from "../texts";

/** How links are described; checked before it is saved. */
export function CatalogueEditor() {
  const { t, format } = useTexts();
  const queries = useQueryClient();
  const answer = useAnswer<{ version: number; putAt: string | null; catalogue: unknown }>("catalogue");
  const [text, setText] = useState<string | null>(null);
  // What was edited is saved over the version that it was made from, and no other.
  const [edited, setEdited] = useState<number | null>(null);
  const shown = text ?? (answer.data ? JSON.stringify(answer.data.catalogue ?? {}, null, 2) : "");
  const json = { headers: { "content-type": "application/json" } };
  const check = useMutation<Answer<"CatalogueCheck">, Error>({ mutationFn: async () => (await (await send(url("catalogue/check"), { ...json, method: "POST", body: shown })).json()) as Answer<"CatalogueCheck"> });
  const save = useMutation<{ version: number }, Error>({
    mutationFn: async () => (await (await send(url("catalogue"), { headers: { ...json.headers, "if-match": `"${edited ?? answer.data?.version ?? 0}"` }, method: "PUT", body: shown })).json()) as { version: number },
    onSuccess: () => {
      setText(null);
      setEdited(null);
      check.reset();
      void queries.invalidateQueries();
    },
  });
  const found = check.data;
  return (
    <Panel title={<>{t.catalogue} {answer.data && <Text span fz="sm" c="dimmed" fw={400}>{t.version} {answer.data.version}{answer.data.putAt && `, ${format.time(answer.data.putAt)}`}</Text>}</>}>
      <Text fz="sm" c="dimmed" mb="xs">{t.catalogueHelp}</Text>
      <Answered answer={answer}>
        {() => (
          <Stack gap="xs">
            <Textarea
              aria-label={t.catalogue} autosize minRows={8} maxRows={24} value={shown} spellCheck={false} styles={{ input: { fontFamily: "monospace", fontSize: 12 } }}
              onChange={(e) => (setText(e.currentTarget.value), setEdited((v) => v ?? answer.data?.version ?? 0), check.reset(), save.reset())}
            />
            {(check.error ?? save.error) && <Failed error={(check.error ?? save.error)!} />}
            {found && (found.valid ? (
              <Alert color="green" role="status">{fill(t.checked, { what: found.all ? t.everything : found.links.length === 0 ? "–" : found.links.join(", ") })}</Alert>
            ) : (
              <Alert color="red" role="alert">{found.problems.map((p) => <Text key={p.pointer + p.detail} fz="sm"><Code>{p.pointer}</Code> {p.detail}</Text>)}</Alert>
            ))}
            {save.data && <Alert color="green" role="status">{fill(t.savedVersion, { version: save.data.version })}</Alert>}
            <Group>
              <Button variant="light" onClick={() => check.mutate()} loading={check.isPending}>{t.check}</Button>
              <Button onClick={() => save.mutate()} loading={save.isPending} disabled={!found?.valid}>{t.saveCatalogue}</Button>
            </Group>
          </Stack>
        )}
      </Answered>
    </Panel>
  );
}
