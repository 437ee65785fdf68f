import { Grid, Stack } from "@mantine/core";
import { CatalogueEditor } from "../data/catalogue-editor";
import { DeadLetters } from "../data/dead-letters";
import { ImportPanel } from "../data/import";
import { Lag } from "../data/lag";
import { Sources } from "../data/sources";
import { WhereIsIt } from "../data/where-is-it";
import { Page } from "../parts/page";
import { useTexts } from "../texts";

export default function Data() {
  const { t } = useTexts();
  return (
    <Page title={t.data} intro={t.dataIntro}>
      <Grid>
        <Grid.Col span={{ base: 12, lg: 6 }}><ImportPanel /></Grid.Col>
        <Grid.Col span={{ base: 12, lg: 6 }}><Stack><Lag /><WhereIsIt /></Stack></Grid.Col>
      </Grid>
      <Sources />
      <DeadLetters />
      <CatalogueEditor />
    </Page>
  );
}
