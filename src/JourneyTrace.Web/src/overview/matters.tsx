import { Badge, Card, Group, Stack, Text } from "@mantine/core";
import { IconArrowDownRight, IconArrowUpRight } from "@tabler/icons-react";
import { Link } from "wouter";
import { useAnswer, type Answer } from "../api/client";
import { address, useFilters } from "../filters/filters";
import { inks, stateColors } from "../parts/colors";
import { Answered, Empty } from "../parts/states";
import { useTexts } from "../texts";

/** The three links that hold the most of the blame. */
export function Matters() {
  const filters = useFilters();
  const { t, format } = useTexts();
  const answer = useAnswer<Answer<"HotspotsAnswer">>("hotspots", { ...filters, by: "link", limit: 3 });
  return (
    <Answered answer={answer} height={280}>
      {(data) =>
        data.items.length === 0 ? (
          <Empty />
        ) : (
          <Stack gap="sm">
            {data.items.map((item) => {
              const worse = (item.trend?.difference ?? 0) > 0;
              return (
                <Card key={item.key} withBorder padding="sm" component={Link} href={address("/hotspots", filters, { by: "link", row: item.key })} className="clickable">
                  <Group justify="space-between" wrap="nowrap">
                    <Text fw={600}>{item.key}</Text>
                    {item.state && <Badge color={stateColors[item.state]} variant="light">{t[item.state as "new"]}</Badge>}
                  </Group>
                  <Group justify="space-between" mt={4} wrap="nowrap">
                    <Text fz="sm">
                      <b>{format.percent(item.blameShare)}</b> {t.ofBlame}
                    </Text>
                    {item.trend?.difference != null && (
                      <Group gap={2} c={worse ? inks.broken : inks.kept}>
                        {worse ? <IconArrowUpRight size={16} aria-hidden /> : <IconArrowDownRight size={16} aria-hidden />}
                        <Text fz="sm">{format.points(item.trend.difference, t.points)}</Text>
                      </Group>
                    )}
                  </Group>
                  <Text fz="sm" c="dimmed">
                    {t.failedOf} {format.count(item.broken)} {t.of} {format.count(item.served)}
                  </Text>
                </Card>
              );
            })}
          </Stack>
        )
      }
    </Answered>
  );
}
