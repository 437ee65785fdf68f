import { useCallback, useMemo } from "react";
import { useLocation, useSearch } from "wouter";

/** What every report can be asked about, as the API names it. */
export const filterNames = ["from", "to", "link", "kind", "segment", "promise", "cause", "decision", "handoff", "element", "asOf"] as const;
// Pages that choose for themselves what they are about.
const unfiltered = ["/cases/", "/compare", "/data"];

/** Whether the filters of the address are what a page is about. */
export const isFiltered = (path: string) => !unfiltered.some((start) => path.startsWith(start));

export type FilterName = (typeof filterNames)[number];
export type Filters = Partial<Record<FilterName, string>>;

/** The address's query as it stands there: the router's own is decoded once already, and names may hold any sign. */
function useRawSearch(): string {
  useSearch();
  return window.location.search;
}

/** The parameters of the page's address; setting one is a step that the back button takes back. */
export function useParameters(): [URLSearchParams, (change: Record<string, string | readonly string[] | null>, replace?: boolean) => void] {
  const search = useRawSearch();
  const [, go] = useLocation();
  const parameters = useMemo(() => new URLSearchParams(search), [search]);
  const set = useCallback(
    (change: Record<string, string | readonly string[] | null>, replace = false) => {
      const next = new URLSearchParams(window.location.search);
      for (const [name, value] of Object.entries(change)) {
        next.delete(name);
        for (const one of typeof value === "string" ? [value] : (value ?? [])) if (one !== "") next.append(name, one);
      }
      const text = next.toString();
      const path = window.location.pathname;
      go(text === "" ? path : `${path}?${text}`, { replace });
    },
    [go],
  );
  return [parameters, set];
}

export function filtersOf(parameters: URLSearchParams): Filters {
  const filters: Filters = {};
  for (const name of filterNames) {
    const value = parameters.get(name);
    if (value) filters[name] = value;
  }
  return filters;
}

export function useFilters(): Filters {
  const search = useRawSearch();
  return useMemo(() => filtersOf(new URLSearchParams(search)), [search]);
}

/** Where a case is shown; the filters go along, so that the way back has them. */
export function caseAddress(name: string, filters: Filters): string {
  return address(`/cases/${encodeURIComponent(name)}`, filters);
}

/** An address within the console that keeps the filters, with some more or fewer. */
export function address(path: string, filters: Filters, more: Record<string, string | null | undefined> = {}): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...filters, ...more })) if (value) query.set(name, value);
  const text = query.toString();
  return text === "" ? path : `${path}?${text}`;
}
