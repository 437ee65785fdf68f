import { Button, Code, Group, Text, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "wouter";
import { ApiProblem, get, type Answer } from "../api/client";
import { Panel } from "../parts/page";
import { Failed } from "../parts/states";
import { useTexts } from "../texts";

/** Finds one event: stored and replayed, or rejected. */
export function WhereIsIt() {
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
