import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";

/** A change of a finding, as the stream tells it. */
export type News = { id: string; type: string; case: string | null; promise: string | null; key: string | null; state: string; at: string };

const types = ["promise-broken", "promise-at-risk", "hotspot"];

/** Follows the findings from now on; what is shown is asked for again when something changed. */
export function useNews(): { news: News[]; live: boolean } {
  const queries = useQueryClient();
  const [news, setNews] = useState<News[]>([]);
  const [live, setLive] = useState(false);
  useEffect(() => {
    const stream = new EventSource("/v1/findings/stream");
    let soon: ReturnType<typeof setTimeout> | undefined;
    const told = (event: MessageEvent<string>) => {
      setNews((before) => [{ id: event.lastEventId, ...(JSON.parse(event.data) as Omit<News, "id">) }, ...before].slice(0, 50));
      soon ??= setTimeout(() => {
        soon = undefined;
        void queries.invalidateQueries();
      }, 500);
    };
    stream.onopen = () => setLive(true);
    stream.onerror = () => setLive(false);
    for (const type of types) stream.addEventListener(type, told);
    return () => {
      clearTimeout(soon);
      stream.close();
    };
  }, [queries]);
  return { news, live };
}
