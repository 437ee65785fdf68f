import { Anchor, Badge, Group, Loader, Stack, Text } from "@mantine/core";
import { Link } from "wouter";
import type { News } from "../api/news";
import { address } from "../filters/filters";
import { stateColors } from "../parts/colors";
import type { Texts } from "../texts/en";
import { fill, useTexts } from "../texts";
import { keyFor } from "../texts/words";

/** A hotspot's key is 'link:finance'. */
function hotspotAddress(key: string): string {
  const [by, ...rest] = key.split(":");
  return address("/hotspots", {}, { by, row: rest.join(":") });
}

function keySaid(t: Texts, key: string): string {
  const [by = "", ...rest] = key.split(":");
  return `${t[by as "link"] ?? by}: ${keyFor(t, by, rest.join(":"))}`;
}

/** A promise is broken or at risk, or that is over; a hotspot has a state. */
function wordOf(t: Texts, { type, state }: News): string {
  if (type === "hotspot") return t[state as "new"] ?? state;
  const what = type === "promise-broken" ? t.broken : t.atRisk;
  return state === "resolved" ? fill(t.isOver, { what }) : what;
}

function colorOf({ type, state }: News): string {
  if (type === "hotspot") return stateColors[state] ?? "gray";
  return state === "resolved" ? "gray" : type === "promise-broken" ? "red" : "orange";
}

/** What was found since the page was opened, the newest first. */
export function NewsList({ news }: { news: News[] }) {
  const { t, format } = useTexts();
  if (news.length === 0)
    return (
      <Group gap="xs">
        <Loader size="xs" type="dots" aria-hidden />
        <Text c="dimmed" fz="sm">{t.noNews}</Text>
      </Group>
    );
  return (
    <Stack gap={6} aria-live="polite">
      {news.slice(0, 8).map((item) => (
        <Group key={item.id} justify="space-between" wrap="nowrap" className="new-row">
          <Group gap={6} wrap="nowrap">
            <Badge size="sm" miw="max-content" color={colorOf(item)} variant="light">{wordOf(t, item)}</Badge>
            {item.case ? (
              <Anchor fz="sm" component={Link} href={`/cases/${encodeURIComponent(item.case)}`} truncate>{item.case} · {item.promise}</Anchor>
            ) : (
              <Anchor fz="sm" component={Link} href={hotspotAddress(item.key ?? "")} truncate>{keySaid(t, item.key ?? "")}</Anchor>
            )}
          </Group>
          <Text fz="xs" c="dimmed" style={{ whiteSpace: "nowrap" }}>{format.time(item.at)}</Text>
        </Group>
      ))}
    </Stack>
  );
}
