import { Button, Group, Stack, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { post, type Answer } from "../api/client";
import { Failed } from "../parts/states";
import { fill, useTexts } from "../texts";
import type { Promised, Verdict } from "./trace";

/** Asks on the spot what would have been without the time of one link. */
export function WhatIf({ promise, verdict, path, asOf, known }: { promise: Promised; verdict: Verdict; path: string; asOf: string | null; known: boolean }) {
  const { t, format } = useTexts();
  const [dropped, setDropped] = useState("");
  const answer = useMutation<Answer<"CaseWhatIfAnswer">, Error, { drop: object }>({ mutationFn: ({ drop }) => post(`${path}/what-if`, { drop: [drop] }, { asOf, asKnownAt: known ? asOf : null }) });
  const links = [...new Set(verdict.shares.map((s) => s.link))];
  const result = answer.data?.promises.find((p) => p.promise === promise.promise);
  return (
    <Stack gap="xs" className="no-print">
      <Text fw={600} fz="sm">{t.whatIfHere}</Text>
      <Group gap="xs">
        {links.map((link) => (
          <Button key={link} size="xs" variant={dropped === link ? "filled" : "light"} loading={answer.isPending && dropped === link} onClick={() => (setDropped(link), answer.mutate({ drop: { link } }))}>
            {fill(t.without, { what: link })}
          </Button>
        ))}
      </Group>
      {answer.isError && <Failed error={answer.error} />}
      {result && (
        <Text fz="sm" role="status">
          {result.rescued === true && result.wouldBeKeptAt
            ? fill(t.wouldBeKept, { when: format.time(result.wouldBeKeptAt) })
            : result.wouldBeKeptAt && result.keptAt
              ? fill(t.stillBroken, { earlier: format.span((Date.parse(result.keptAt) - Date.parse(result.wouldBeKeptAt)) / 1000) })
              : t.unknownThen}
        </Text>
      )}
    </Stack>
  );
}
