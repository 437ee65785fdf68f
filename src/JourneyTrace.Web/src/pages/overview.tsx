import { Anchor, Badge, Grid } from "@mantine/core";
import { Link } from "wouter";
import { useNews } from "../api/news";
import { address, useFilters } from "../filters/filters";
import { AtRisk } from "../overview/at-risk";
import { Matters } from "../overview/matters";
import { NewsList } from "../overview/news-list";
import { Totals } from "../overview/totals";
import { Trend } from "../overview/trend";
import { Page, Panel } from "../parts/page";
import { CsvButton } from "../parts/table";
import { useTexts } from "../texts";

export default function Overview() {
  const filters = useFilters();
  const { t } = useTexts();
  const { news, live } = useNews();
  return (
    <Page
      title={t.overview}
      intro={t.overviewIntro}
      actions={
        live !== null && (
          <Badge variant="dot" color={live ? "green" : "gray"} size="lg">
            {live ? t.live : t.notLive}
          </Badge>
        )
      }
    >
      <Totals />
      <Grid>
        <Grid.Col span={{ base: 12, lg: 8 }}>
          <Trend />
        </Grid.Col>
        <Grid.Col span={{ base: 12, lg: 4 }}>
          <Panel title={t.threeHotspots} h="100%">
            <Matters />
          </Panel>
        </Grid.Col>
        <Grid.Col span={{ base: 12, lg: 8 }}>
          <Panel title={t.atRiskNow} h="100%" actions={<><CsvButton path="promises" parameters={{ ...filters, atRisk: true }} /><Anchor component={Link} href={address("/cases", filters, { atRisk: "true" })}>{t.more}</Anchor></>}>
            <AtRisk />
          </Panel>
        </Grid.Col>
        <Grid.Col span={{ base: 12, lg: 4 }}>
          <Panel title={t.justNow} h="100%">
            <NewsList news={news} />
          </Panel>
        </Grid.Col>
      </Grid>
    </Page>
  );
}
