import type { Answer } from "../api/client";
import { between, type Journey } from "./journey";
import type { InForce } from "./lanes";
import type { Promised, Verdict } from "./trace";

/** The decisions that stood behind what happened here, where and while they were in force. */
export function inForce(decisions: readonly Answer<"DecisionItem">[], journey: Journey, verdict: Verdict | undefined, asOf: number): InForce[] {
  const named = new Set([...journey.stops.map((s) => s.decision), ...(verdict?.shares ?? []).map((s) => s.decision)].filter((d) => d !== null));
  return decisions
    .filter((d) => named.has(d.decision))
    .flatMap((d) => d.windows.map((w) => ({ decision: d.decision, title: d.title ?? d.decision, links: w.links, from: Date.parse(w.from), to: Math.min(asOf, Date.parse(w.to)) })));
}

/** From a little before it was made until it ended, or is due. */
export function aroundPromise(journey: Journey, promise: Promised, asOf: number): Journey {
  const from = Date.parse(promise.madeAt);
  const to = Math.max(Date.parse(promise.dueAt), promise.keptAt ? Date.parse(promise.keptAt) : promise.status === "open" || promise.status === "broken" ? Math.min(asOf, journey.to) : 0);
  const room = (to - from) * 0.03;
  return between(journey, Math.min(journey.from, from) < from - room * 4 ? from - room : Math.min(journey.from, from), to + room);
}
