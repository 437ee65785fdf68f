import { Badge } from "@mantine/core";
import { useList, type Answer } from "../api/client";
import { Panel } from "../parts/page";
import { Answered, Empty } from "../parts/states";
import { CsvButton, DataTable, More } from "../parts/table";
import { useTexts } from "../texts";

/** Which systems sent events, and since when they are silent. */
export function Sources() {
  const { t, format } = useTexts();
  const answer = useList<Answer<"PageOfSourceItem">>("sources");
  return (
    <Panel title={t.sources} actions={<CsvButton path="sources" parameters={{}} />}>
      <Answered answer={answer}>
        {(data) => data.items.length === 0 ? <Empty /> : (
          <>
            <DataTable
              label={t.sources}
              rows={data.items}
              id={(s) => s.source}
              columns={[
                { name: "source", title: t.source, order: (s) => s.source, show: (s) => s.source },
                { name: "events", title: t.stored, numeric: true, order: (s) => s.events, show: (s) => format.count(s.events) },
                { name: "letters", title: t.deadLetters, numeric: true, order: (s) => s.deadLetters, show: (s) => (s.deadLetters > 0 ? <Badge color="red" variant="light">{format.count(s.deadLetters)}</Badge> : "0") },
                { name: "first", title: t.firstEvent, order: (s) => s.firstAt, show: (s) => format.time(s.firstAt) },
                { name: "clock", title: t.clock, order: (s) => s.clock ?? "", show: (s) => (s.clock ? <Badge color="orange" variant="light">{s.clock === "ahead" ? t.clockAhead : t.clockBehind}</Badge> : "–") },
                { name: "last", title: t.lastEvent, order: (s) => s.lastAt, show: (s) => format.time(s.lastAt) },
              ]}
            />
            <More answer={answer} />
          </>
        )}
      </Answered>
    </Panel>
  );
}
