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
    let stream: EventSource;
    let soon: ReturnType<typeof setTimeout> | undefined;
    const told = (event: MessageEvent<string>) => {
      setNews((before) => [{ id: event.lastEventId, ...(JSON.parse(event.data) as Omit<News, "id">) }, ...before].slice(0, 50));
      soon ??= setTimeout(() => {
        soon = undefined;
        // What is asked as of another moment does not change.
        void queries.invalidateQueries({ predicate: (query) => !JSON.stringify(query.queryKey).includes('"asOf":"') }, { cancelRefetch: false });
      }, 500);
    };
    let again: ReturnType<typeof setTimeout> | undefined;
    const open = () => {
      stream = new EventSource("/v1/findings/stream");
      stream.onopen = () => setLive(true);
      stream.onerror = () => {
        setLive(false);
        // What was refused is not tried again by itself.
        if (stream.readyState === EventSource.CLOSED) again = setTimeout(open, 5000);
      };
      for (const type of types) stream.addEventListener(type, told);
    };
    open();
    return () => {
      clearTimeout(soon);
      clearTimeout(again);
      stream.close();
    };
  }, [queries]);
  return { news, live };
}
