import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import type { Answer } from "./client";

/** A change of a finding, as the stream tells it. */
export type News = Answer<"FindingEvent"> & { id: string };

const types = ["promise-broken", "promise-at-risk", "hotspot"];

/** Follows the findings from now on; what is shown is asked for again when something changed. */
export function useNews(): { news: News[]; live: boolean | null } {
  const queries = useQueryClient();
  const [news, setNews] = useState<News[]>([]);
  const [live, setLive] = useState<boolean | null>(null);
  const last = useRef<string | null>(null);
  useEffect(() => {
    let stream: EventSource;
    let soon: ReturnType<typeof setTimeout> | undefined;
    // What is asked as of another moment does not change.
    const renew = () => void queries.invalidateQueries({ predicate: (query) => !JSON.stringify(query.queryKey).includes('"asOf":"') }, { cancelRefetch: false });
    // A promise that is made or kept in time is no finding, and changes the figures, too.
    const regularly = setInterval(() => document.visibilityState === "visible" && renew(), 20_000);
    const told = (event: MessageEvent<string>) => {
      last.current = event.lastEventId;
      setNews((before) => [{ id: event.lastEventId, ...(JSON.parse(event.data) as Omit<News, "id">) }, ...before].slice(0, 50));
      soon ??= setTimeout(() => {
        soon = undefined;
        renew();
      }, 500);
    };
    let again: ReturnType<typeof setTimeout> | undefined;
    const open = () => {
      // Where it broke off it goes on.
      stream = new EventSource(`/v1/findings/stream${last.current ? `?after=${encodeURIComponent(last.current)}` : ""}`);
      stream.onopen = () => setLive((before) => (before === false && renew(), true));
      stream.onerror = () => {
        setLive(false);
        // What was refused is not tried again by itself.
        if (stream.readyState === EventSource.CLOSED) again = setTimeout(open, 5000);
      };
      for (const type of types) stream.addEventListener(type, told);
    };
    open();
    return () => {
      clearInterval(regularly);
      clearTimeout(soon);
      clearTimeout(again);
      stream.close();
    };
  }, [queries]);
  return { news, live };
}
