import type { Piece } from "./lanes";

export type Share = { link: string; node: string; phase: string; cause: string; decision: string | null; share: number; excessSeconds: number };
export type Verdict = { root: { link: string; node: string; cause: string; decision: string | null }; shares: Share[]; path: Piece[]; explanation: string };
export type Promised = {
  promise: string; what: string | null; madeBy: string; madeAt: string; dueAt: string; status: string; atRisk: boolean; keptAt: string | null; latenessSeconds: number; verdict?: Verdict;
};

/** A case as the server answers for it. Source: docs/replay.md, section 6. */
export type Trace = { case: string; asOf: string; promises: Promised[]; remarks: { says: string }[] };
