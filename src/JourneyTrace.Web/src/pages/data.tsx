import { Alert, Badge, Button, Code, Grid, Group, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { Link } from "wouter";
import { ApiProblem, get, send, url, useAnswer, type Answer } from "../api/client";
import { useParameters } from "../filters/filters";
import { Page, Panel } from "../parts/page";
import { Answered, Empty, Failed } from "../parts/states";
import { CsvButton, DataTable } from "../parts/table";
import { fill, useTexts } from "../texts";
import { ImportPanel } from "../data/import";

export default function Data() {
  const { t } = useTexts();
  return (
    <Page title={t.data} intro={t.dataIntro}>
      <Grid>
        <Grid.Col span={{ base: 12, lg: 6 }}><ImportPanel /></Grid.Col>
        <Grid.Col span={{ base: 12, lg: 6 }}><Stack><Lag /><WhereIsIt /></Stack></Grid.Col>
      </Grid>
      <DeadLetters />
      <CatalogueEditor />
    </Page>
  );
}

function Lag() {
  const { t, format } = useTexts();
  const [state, setState] = useState<Answer<"Readiness"> | null>(null);
  useEffect(() => {
    const ask = () => void fetch("/health/ready").then((r) => r.json()).then((r) => setState(r as Answer<"Readiness">)).catch(() => setState(null));
    ask();
    const every = setInterval(ask, 3000);
    return () => clearInterval(every);
  }, []);
  const lag = state?.lag;
  return (
    <Panel title={t.lag}>
      {!state ? <Text c="dimmed">{t.offline}</Text> : lag && (lag.events > 0 || lag.cases > 0) ? (
        <Text>{fill(t.behind, { events: format.count(lag.events), cases: format.count(lag.cases) })}</Text>
      ) : state.status === "ready" && lag ? (
        <Badge color="green" variant="light" size="lg">{t.upToDate}</Badge>
      ) : (
        <Text c="dimmed">{state.database.problem ?? state.status}</Text>
      )}
    </Panel>
  );
}

function WhereIsIt() {
  const { t, format } = useTexts();
  const [source, setSource] = useState("");
  const [id, setId] = useState("");
  const answer = useMutation<Answer<"EventPlace">, Error>({ mutationFn: () => get(`events/${encodeURIComponent(source)}/${encodeURIComponent(id)}`) });
  const place = answer.data;
  return (
    <Panel title={t.whereIsIt}>
      <form onSubmit={(e) => (e.preventDefault(), answer.mutate())}>
        <Group align="flex-end">
          <TextInput label={t.source} value={source} onChange={(e) => setSource(e.currentTarget.value)} required style={{ flex: 1 }} />
          <TextInput label={t.id} value={id} onChange={(e) => setId(e.currentTarget.value)} required style={{ flex: 1 }} />
          <Button type="submit" loading={answer.isPending}>{t.find}</Button>
        </Group>
      </form>
      <div role="status" style={{ marginTop: 12 }}>
        {answer.isError && (answer.error instanceof ApiProblem && answer.error.status === 404 ? <Text>{t.notFound}</Text> : <Failed error={answer.error} />)}
        {place && (place.deadLetter !== null && place.status !== "stored" && place.position === null ? (
          <Text>{t.isDeadLetter}: {place.detail} <Code>{place.code}</Code></Text>
        ) : (
          <Text>
            {t.stored}: {place.case && <Link href={`/cases/${encodeURIComponent(place.case)}`}>{place.case}</Link>}, {t.position} {format.count(place.position)}, {format.time(place.recordedAt)} · {place.replayed ? t.replayed : t.notReplayed}
          </Text>
        ))}
      </div>
    </Panel>
  );
}

type Letter = Answer<"DeadLetterItem">;

function DeadLetters() {
  const [parameters, set] = useParameters();
  const { t, format } = useTexts();
  const answer = useAnswer<Answer<"PageOfDeadLetterItem">>("dead-letters", { limit: 200 });
  return (
    <Panel title={t.deadLetters} actions={<CsvButton path="dead-letters" parameters={{}} />}>
      <Answered answer={answer}>
        {(data) => data.items.length === 0 ? <Empty>{t.noDeadLetters}</Empty> : (
          <DataTable
            label={t.deadLetters}
            rows={data.items}
            id={(l) => String(l.number)}
            opened={parameters.get("letter")}
            open={(letter) => set({ letter }, true)}
            detail={(letter) => <Mend letter={letter} />}
            columns={[
              { name: "number", title: "#", order: (l) => l.number, show: (l) => `#${l.number}` },
              { name: "reason", title: t.reason, order: (l) => l.code, show: (l) => <><Code>{l.code}</Code> {l.detail}</> },
              { name: "pointer", title: "", show: (l) => <Code>{l.pointer}</Code> },
              { name: "source", title: t.source, order: (l) => l.source, show: (l) => l.source ?? l.origin },
              { name: "received", title: t.received, order: (l) => l.receivedAt, show: (l) => format.time(l.receivedAt) },
            ]}
          />
        )}
      </Answered>
    </Panel>
  );
}

function Mend({ letter }: { letter: Letter }) {
  const { t } = useTexts();
  const queries = useQueryClient();
  const [body, setBody] = useState(letter.body ?? "");
  const sent = useMutation<Answer<"PostAnswer">, Error>({
    mutationFn: async () => {
      const response = await fetch(url(`dead-letters/${letter.number}/retry`), { method: "POST", headers: { "content-type": letter.contentType }, body });
      const answer = (await response.json()) as Answer<"PostAnswer"> & { title?: string; detail?: string };
      if (!response.ok) throw new ApiProblem(response.status, answer.title ?? t.failed, answer.results?.[0]?.detail ?? answer.detail ?? "");
      return answer;
    },
    onSuccess: () => void queries.invalidateQueries({ queryKey: ["dead-letters"] }),
  });
  return (
    <Stack gap="xs" py="sm">
      <Textarea label={t.mend} autosize minRows={6} maxRows={20} value={body} onChange={(e) => setBody(e.currentTarget.value)} styles={{ input: { fontFamily: "monospace", fontSize: 12 } }} spellCheck={false} />
      {sent.isError && <Failed error={sent.error} />}
      {sent.isSuccess && <Alert color="green" role="status">{t.mended}</Alert>}
      <Button w="fit-content" size="xs" loading={sent.isPending} onClick={() => sent.mutate()}>{t.sendAgain}</Button>
    </Stack>
  );
}

function CatalogueEditor() {
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
