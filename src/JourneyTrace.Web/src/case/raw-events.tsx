import { Accordion, Code, Group, Text } from "@mantine/core";
import { useTexts } from "../texts";
import type { Told } from "./journey";

/** Events as they came, the oldest first. */
export function RawEvents({ events }: { events: readonly Told[] }) {
  const { format } = useTexts();
  return (
    <Accordion variant="filled" chevronPosition="left" mah={460} style={{ overflowY: "auto" }}>
      {[...events].sort((a, b) => Date.parse(a.time) - Date.parse(b.time)).map((event) => (
        <Accordion.Item key={`${event.source} ${event.id}`} value={`${event.source} ${event.id}`}>
          <Accordion.Control>
            <Group justify="space-between" wrap="nowrap" gap="xs">
              <Text fz="sm" fw={500} truncate>{event.type}</Text>
              <Text fz="xs" c="dimmed" style={{ whiteSpace: "nowrap" }}>{format.time(event.time)}</Text>
            </Group>
          </Accordion.Control>
          <Accordion.Panel>
            <Code block className="raw">{JSON.stringify(event, null, 2)}</Code>
          </Accordion.Panel>
        </Accordion.Item>
      ))}
    </Accordion>
  );
}
