import { Button } from "@mantine/core";
import { IconTimeline } from "@tabler/icons-react";
import { useAnswer, type Answer } from "../api/client";
import { useTexts } from "../texts";

/** To the journey in Jaeger's page, or to its data where the server was not told where that page is. */
export function AsTrace({ path }: { path: string }) {
  const { t } = useTexts();
  const answer = useAnswer<Answer<"JourneyItem">>(`${path}/journey`);
  if (!answer.data) return null;
  return (
    <Button component="a" href={answer.data.viewer ?? answer.data.data} target="_blank" rel="noreferrer" size="compact-md" variant="default" leftSection={<IconTimeline size={16} aria-hidden />}>
      {t.inJaeger}
    </Button>
  );
}
