import { Alert, Button, FileButton, Group, Paper, Stack, Text, Textarea } from "@mantine/core";
import { IconUpload } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { send, url, type Answer } from "../api/client";
import { Panel } from "../parts/page";
import { Failed } from "../parts/states";
import { fill, useTexts } from "../texts";

async function posted<T>(path: string, form: FormData, dryRun?: boolean): Promise<T> {
  return (await (await send(url(path, { dryRun: dryRun || undefined }), { method: "POST", body: form })).json()) as T;
}

/** A log of another system: dropped, its mapping suggested, tried, and taken. */
export function ImportPanel() {
  const { t, format } = useTexts();
  const queries = useQueryClient();
  const [file, setFile] = useState<File | null>(null);
  const [mapping, setMapping] = useState("");
  const [over, setOver] = useState(false);
  const form = (chosen: File, yaml?: string) => {
    const data = new FormData();
    if (yaml !== undefined) data.set("mapping", yaml);
    data.set("file", chosen);
    return data;
  };
  const suggest = useMutation<Answer<"SuggestedMapping">, Error, File>({
    mutationFn: (chosen) => posted("imports/mapping", form(chosen)),
    onSuccess: (answer) => setMapping(answer.mapping),
  });
  const run = useMutation<Answer<"ImportAnswer">, Error, boolean>({
    mutationFn: (dryRun) => posted("imports", form(file!, mapping), dryRun),
    onSuccess: (_, dryRun) => dryRun || void queries.invalidateQueries(),
  });
  const choose = (chosen: File | null | undefined) => {
    if (!chosen) return;
    setFile(chosen);
    setMapping("");
    run.reset();
    suggest.mutate(chosen);
  };
  const done = run.data;
  return (
    <Panel title={t.importLog} h="100%">
      <Stack>
        <Paper
          withBorder p="lg" radius="md" data-testid="drop" bg={over ? "var(--mantine-primary-color-light)" : undefined} style={{ borderStyle: "dashed", borderWidth: 2 }}
          onDragOver={(e) => (e.preventDefault(), setOver(true))}
          onDragLeave={() => setOver(false)}
          onDrop={(e) => (e.preventDefault(), setOver(false), choose(e.dataTransfer.files[0]))}
        >
          <Stack align="center" gap="xs">
            <IconUpload size={28} stroke={1.4} aria-hidden />
            <Text ta="center">{file ? `${file.name} · ${format.count(Math.ceil(file.size / 1024))} KiB` : t.dropHere}</Text>
            <FileButton onChange={choose} accept=".xes,.csv,.json,.xml,.gz,.zip">{(props) => <Button variant="light" size="xs" {...props}>{t.choose}</Button>}</FileButton>
          </Stack>
        </Paper>
        {suggest.isError && <Failed error={suggest.error} />}
        {file && suggest.isSuccess && (
          <>
            <Textarea
              label={t.mapping} description={t.mappingHelp} autosize minRows={8} maxRows={18} value={mapping} spellCheck={false} styles={{ input: { fontFamily: "monospace", fontSize: 12 } }}
              onChange={(e) => (setMapping(e.currentTarget.value), run.reset())}
            />
            {run.isError && <Failed error={run.error} />}
            {done && (
              <Alert color={done.badRows > 0 || done.events.rejected > 0 ? "orange" : "green"} role="status">
                {fill(run.variables ? t.previewed : t.imported, { accepted: format.count(done.events.accepted), duplicate: format.count(done.events.duplicates), rejected: format.count(done.events.rejected + done.badRows) })}
                <br />
                {t.cases}: {format.count(done.cases)} · {t.rows}: {format.count(done.rows)}
                {done.problems.map((problem) => <Text key={problem} fz="sm">{problem}</Text>)}
              </Alert>
            )}
            <Group>
              <Button variant="light" onClick={() => run.mutate(true)} loading={run.isPending && run.variables}>{t.preview}</Button>
              <Button onClick={() => run.mutate(false)} loading={run.isPending && !run.variables}>{t.import}</Button>
            </Group>
          </>
        )}
      </Stack>
    </Panel>
  );
}
