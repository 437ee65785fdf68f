import { Anchor, Group, SimpleGrid, Stack, Text } from "@mantine/core";
import { useRef } from "react";
import { Link } from "wouter";
import { useAnswer, type Answer } from "../api/client";
import { address, useFilters } from "../filters/filters";
import { colors, inks } from "../parts/colors";
import { Panel } from "../parts/page";
import { picture, PictureButton } from "../parts/picture";
import { SplitBar } from "../parts/split-bar";
import { Answered, Empty, Missing } from "../parts/states";
import { TableCsvButton } from "../parts/table";
import { useTexts } from "../texts";

/** How many promises were kept, and on whose side the broken ones are rooted. */
export function Totals() {
  const filters = useFilters();
  const { t, format } = useTexts();
  const hotspots = useAnswer<Answer<"HotspotsAnswer">>("hotspots", { ...filters, by: "link", limit: 1 });
  return (
    <SimpleGrid cols={{ base: 1, md: 2 }}>
      <Panel title={t.keptOnTime}>
        <Answered answer={hotspots} height={110}>
          {(data) => {
            const decided = data.promises - data.open;
            const kept = decided - data.broken - data.abandoned;
            if (data.promises === 0) return <Empty />;
            return (
              <Group align="flex-end" gap="xl">
                <Text fz={52} lh={1} fw={700} c={inks.kept} data-testid="kept-rate">
                  {decided === 0 ? "–" : format.percent(kept / decided)}
                </Text>
                <Group gap="lg">
                  <Figure value={format.count(data.promises)} label={t.promises} />
                  <Figure value={format.count(data.broken)} label={t.broken} color={inks.broken} href={address("/cases", filters, { status: "broken" })} />
                  <Figure value={format.count(data.abandoned)} label={t.abandoned} color={inks.abandoned} href={address("/cases", filters, { status: "abandoned" })} />
                  <Figure value={format.count(data.open)} label={t.open} color={inks.open} href={address("/cases", filters, { status: "open" })} />
                </Group>
              </Group>
            );
          }}
        </Answered>
      </Panel>
      <Split />
    </SimpleGrid>
  );
}

function Split() {
  const filters = useFilters();
  const { t, format } = useTexts();
  const answer = useAnswer<Answer<"SplitAnswer">>("split", filters);
  const bar = useRef<SVGSVGElement>(null);
  const sides = (data: Answer<"SplitAnswer">) =>
    [
      { name: t.contact, color: colors.contact, n: data.contact.promises, rate: data.contact.rate, ci: data.contact.ci95 },
      { name: t.upstream, color: colors.upstream, n: data.upstream.promises, rate: data.upstream.rate, ci: data.upstream.ci95 },
      { name: t.customer, color: colors.customer, n: data.customer.promises, rate: data.customer.rate, ci: data.customer.ci95 },
      { name: t.undetermined, color: colors.undetermined, n: data.undetermined, rate: null, ci: null },
    ].filter((part) => part.n > 0);
  return (
    <Panel
      title={t.whereRooted}
      actions={answer.data && answer.data.broken > 0 && (
        <>
          <TableCsvButton name="split" head={[t.whereRooted, t.promises, t.share, "−95 %", "+95 %"]} rows={sides(answer.data).map((s) => [s.name, s.n, s.rate, s.ci?.[0], s.ci?.[1]])} />
          <PictureButton variant="subtle" label={t.whereRooted} save={() => (bar.current ? picture(bar.current, "split") : undefined)} />
        </>
      )}
    >
      <Answered answer={answer} height={110}>
        {(data) =>
          data.broken === 0 ? (
            <Empty />
          ) : (
            <Stack gap="xs">
              <SplitBar
                ref={bar}
                label={t.whereRooted}
                parts={sides(data).map((s) => ({ name: s.name, color: s.color, part: s.n / data.broken, text: format.percent(s.rate ?? s.n / data.broken), title: `${s.name}: ${format.count(s.n)}${s.ci ? ` · ${t.interval} ${format.interval(s.ci)}` : ""}` }))}
              />
              <Group gap="md">
                {sides(data).map((side) => (
                  <Group key={side.name} gap={6}>
                    <span style={{ width: 10, height: 10, borderRadius: 3, background: side.color }} aria-hidden />
                    <Text fz="sm">
                      {side.name} <b>{format.count(side.n)}</b>
                      {side.ci && <Text span fz="xs" c="dimmed"> ({format.interval(side.ci)})</Text>}
                    </Text>
                  </Group>
                ))}
              </Group>
              <Missing says={data.missing} />
            </Stack>
          )
        }
      </Answered>
    </Panel>
  );
}

function Figure({ value, label, color, href }: { value: string; label: string; color?: string; href?: string }) {
  const content = (
    <>
      <Text fz="xl" fw={600} lh={1.1} c={color} span display="block">
        {value}
      </Text>
      <Text fz="sm" c="dimmed" span>
        {label}
      </Text>
    </>
  );
  return href ? (
    <Anchor component={Link} href={href} underline="hover" c="inherit">
      {content}
    </Anchor>
  ) : (
    <div>{content}</div>
  );
}
