import type { Format } from "../format/format";
import type { Texts } from "../texts/en";
import { fill } from "../texts";
import { wordFor } from "../texts/words";
import type { Promised, Verdict } from "./trace";

/** A verdict in one or two sentences of any language: what became of the promise, whose time it was and why. It says what the server's explanation says. */
export function verdictIn(t: Texts, format: Format, promise: Promised, verdict: Verdict): string {
  return `${whatHappened(t, format, promise)} ${why(t, format, promise, verdict)}`;
}

const complaint = "complaint:";

function whatHappened(t: Texts, format: Format, promise: Promised): string {
  const complained = promise.promise.startsWith(complaint);
  const said = promise.what || promise.promise;
  const subject = fill(complained ? (promise.what === null ? t.verdict_complaintBare : t.verdict_complaint) : t.verdict_promise, { what: said, link: promise.madeBy });
  return fill(ending(t, promise, complained), { subject, late: format.spoken(promise.latenessSeconds) });
}

function ending(t: Texts, promise: Promised, complained: boolean): string {
  if (promise.keptAt !== null) return complained ? t.verdict_answered : t.verdict_kept;
  if (promise.status === "abandoned") return promise.latenessSeconds > 0 ? t.verdict_dropped : t.verdict_givenUp;
  return complained ? t.verdict_unanswered : t.verdict_open;
}

function why(t: Texts, format: Format, promise: Promised, { root, shares }: Verdict): string {
  const phase = shares.find((s) => s.link === root.link && s.node === root.node && s.cause === root.cause && s.decision === root.decision)?.phase;
  const part = partOf(t, format, shares, root.link);
  if (phase === "promise") return fill(t.verdict_overPromise, { link: root.link });
  if (phase === "customer") return fill(t.verdict_customer, { part });
  const mostly = shares.filter((s) => s.link === root.link).length > 1;
  return fill(mostly ? t.verdict_mostly : t.verdict_because, {
    part, link: root.link, reason: reason(t, root.cause), decision: root.decision === null ? "" : fill(t.verdict_decision, { decision: root.decision }), rest: rest(t, format, promise.madeBy, root.link, shares),
  });
}

function reason(t: Texts, cause: string): string {
  const words: Readonly<Record<string, string>> = t;
  return words[`reason_${cause}`] ?? fill(t.reason_other, { cause: wordFor(t, "cause", cause) });
}

/** What of it was the maker's own, where the root is somebody else. */
function rest(t: Texts, format: Format, maker: string, root: string, shares: Verdict["shares"]): string {
  if (root === maker) return "";
  // A share can be too small for the figures it is written with.
  const own = shares.some((s) => s.link === maker && s.excessSeconds > 0);
  return own ? fill(t.verdict_someOf, { maker, part: partOf(t, format, shares, maker) }) : fill(t.verdict_noneOf, { maker });
}

function partOf(t: Texts, format: Format, shares: readonly { link: string; share: number }[], link: string): string {
  // Shares have four figures: so has their sum, and halves are rounded as the server rounds them.
  const part = Math.round(shares.filter((s) => s.link === link).reduce((sum, s) => sum + s.share, 0) * 10_000) / 10_000;
  return part >= 0.99995 ? t.verdict_all : part < 0.01 ? t.verdict_underOne : format.wholePercent(part);
}
