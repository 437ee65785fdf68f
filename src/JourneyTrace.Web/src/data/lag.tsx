import { Badge, Skeleton, Text } from "@mantine/core";
import { useEffect, useState } from "react";
import type { Answer } from "../api/client";
import { Panel } from "../parts/page";
import { fill, useTexts } from "../texts";

/** How far the answers are behind the log, asked every three seconds. */
export function Lag() {
  const { t, format } = useTexts();
  const [state, setState] = useState<Answer<"Readiness"> | null | undefined>(undefined);
  useEffect(() => {
    const ask = () => void fetch("/health/ready").then((r) => r.json()).then((r) => setState(r as Answer<"Readiness">)).catch(() => setState(null));
    ask();
    const every = setInterval(ask, 3000);
    return () => clearInterval(every);
  }, []);
  const lag = state?.lag;
  return (
    <Panel title={t.lag}>
      {state === undefined ? <Skeleton height={26} role="status" aria-label={t.loading} /> : !state ? <Text c="dimmed">{t.offline}</Text> : lag && (lag.events > 0 || lag.cases > 0) ? (
        <Text>{fill(t.behind, { events: format.count(lag.events), cases: format.count(lag.cases) })}</Text>
      ) : state.status === "ready" && lag ? (
        <Badge color="green" variant="light" size="lg">{t.upToDate}</Badge>
      ) : (
        <Text c="dimmed">{state.database.problem ?? (lag ? fill(t.behind, { events: format.count(lag.events), cases: format.count(lag.cases) }) : t.offline)}</Text>
      )}
    </Panel>
  );
}
