import { Alert, Button, Code, Stack, Textarea } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ApiProblem, url, useList, type Answer } from "../api/client";
import { useParameters } from "../filters/filters";
import { Panel } from "../parts/page";
import { Answered, Empty, Failed } from "../parts/states";
import { CsvButton, DataTable, More } from "../parts/table";
import { fill, useTexts } from "../texts";

type Letter = Answer<"DeadLetterItem">;

/** Events that were rejected: to be looked at, mended and sent again. */
export function DeadLetters() {
  const [parameters, set] = useParameters();
  const { t, format } = useTexts();
  const [mended, setMended] = useState<number | null>(null);
  const answer = useList<Answer<"PageOfDeadLetterItem">>("dead-letters", {}, 100);
  return (
    <Panel title={t.deadLetters} actions={<CsvButton path="dead-letters" parameters={{}} />}>
      {/* Said here: the row is gone when it was accepted. */}
      {mended !== null && <Alert color="green" role="status" mb="sm" withCloseButton closeButtonLabel={t.close} onClose={() => setMended(null)}>{fill(t.mended, { number: mended })}</Alert>}
      <Answered answer={answer}>
        {(data) => data.items.length === 0 ? <Empty>{t.noDeadLetters}</Empty> : (
          <>
            <DataTable
              label={t.deadLetters}
              rows={data.items}
              id={(l) => String(l.number)}
              opened={parameters.get("letter")}
              open={(letter) => set({ letter }, true)}
              detail={(letter) => <Mend key={letter.number} letter={letter} done={() => setMended(letter.number)} />}
              columns={[
                { name: "number", title: "#", order: (l) => l.number, show: (l) => `#${l.number}` },
                { name: "reason", title: t.reason, order: (l) => l.code, show: (l) => <><Code>{l.code}</Code> {l.detail}</> },
                { name: "pointer", title: "", show: (l) => <Code>{l.pointer}</Code> },
                { name: "source", title: t.source, order: (l) => l.source, show: (l) => l.source ?? l.origin },
                { name: "received", title: t.received, order: (l) => l.receivedAt, show: (l) => format.time(l.receivedAt) },
              ]}
            />
            <More answer={answer} />
          </>
        )}
      </Answered>
    </Panel>
  );
}

/** What is no UTF-8 is shown as well as it can be, to be mended by hand; what is kept back, not at all. */
function readable(letter: Letter): string {
  return letter.body ?? new TextDecoder().decode(Uint8Array.from(atob(letter.bodyBase64), (c) => c.charCodeAt(0)));
}

function Mend({ letter, done }: { letter: Letter; done: () => void }) {
  const { t } = useTexts();
  const queries = useQueryClient();
  const shown = readable(letter);
  const [body, setBody] = useState(shown);
  const sent = useMutation<Answer<"PostAnswer">, Error>({
    mutationFn: async () => {
      const response = await fetch(url(`dead-letters/${letter.number}/retry`), { method: "POST", headers: { "content-type": letter.contentType }, body: letter.withheld && body === shown ? undefined : body });
      const answer = (await response.json().catch(() => ({}))) as Answer<"PostAnswer"> & { title?: string; detail?: string };
      if (!response.ok) throw new ApiProblem(response.status, answer.title ?? t.failed, answer.results?.[0]?.detail ?? answer.detail ?? "");
      return answer;
    },
    onSuccess: () => {
      done();
      void queries.invalidateQueries();
    },
  });
  return (
    <Stack gap="xs" py="sm">
      {letter.withheld ? <Alert color="orange">{letter.withheld === "forgotten" ? t.forgotten : t.withheld}</Alert> : letter.body === null && <Alert color="orange">{t.notText}</Alert>}
      <Textarea label={t.mend} autosize minRows={6} maxRows={20} value={body} onChange={(e) => setBody(e.currentTarget.value)} styles={{ input: { fontFamily: "monospace", fontSize: 12 } }} spellCheck={false} />
      {sent.isError && <Failed error={sent.error} />}
      <Button w="fit-content" size="xs" loading={sent.isPending} onClick={() => sent.mutate()}>{t.sendAgain}</Button>
    </Stack>
  );
}
