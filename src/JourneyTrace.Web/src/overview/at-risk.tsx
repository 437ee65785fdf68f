import { Anchor, Stack, Table, Text } from "@mantine/core";
import { Link } from "wouter";
import { useAnswer } from "../api/client";
import { caseAddress, useFilters } from "../filters/filters";
import { inks } from "../parts/colors";
import { Answered, Empty } from "../parts/states";
import { useTexts } from "../texts";

type Promised = { case: string; promise: string; what: string | null; madeBy: string; dueAt: string };

/** Open promises that are at risk, the ones due first first. */
export function AtRisk() {
  const filters = useFilters();
  const { t, format } = useTexts();
  const answer = useAnswer<{ items: Promised[]; next: string | null }>("promises", { ...filters, atRisk: true, limit: 8 });
  return (
    <Answered answer={answer}>
      {(data) =>
        data.items.length === 0 ? (
          <Empty>{t.noneAtRisk}</Empty>
        ) : (
          <Stack gap={6} style={{ overflowX: "auto" }}>
            <Table aria-label={t.atRiskNow} verticalSpacing={4}>
              <Table.Tbody>
                {data.items.map((item) => (
                  <Table.Tr key={`${item.case} ${item.promise}`}>
                    <Table.Td><Anchor fz="sm" component={Link} href={caseAddress(item.case, filters)}>{item.case}</Anchor></Table.Td>
                    <Table.Td>{item.what ?? item.promise}</Table.Td>
                    <Table.Td><Text fz="sm" c="dimmed">{t.madeBy} {item.madeBy}</Text></Table.Td>
                    <Table.Td className="numbers"><Text fz="sm" c={Date.parse(item.dueAt) < Date.now() + 86_400_000 ? inks.broken : undefined}>{t.dueAt} {format.time(item.dueAt)}</Text></Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </Stack>
        )
      }
    </Answered>
  );
}
