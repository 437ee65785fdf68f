import { useCallback, useMemo } from "react";
import { useLocation, useSearch } from "wouter";

/** What every report can be asked about, as the API names it. */
export const filterNames = ["from", "to", "link", "kind", "segment", "promise", "cause", "decision", "asOf"] as const;
export type FilterName = (typeof filterNames)[number];
export type Filters = Partial<Record<FilterName, string>>;

/** The parameters of the page's address; setting one is a step that the back button takes back. */
export function useParameters(): [URLSearchParams, (change: Record<string, string | null>, replace?: boolean) => void] {
  const search = useSearch();
  const [path, go] = useLocation();
  const parameters = useMemo(() => new URLSearchParams(search), [search]);
  const set = useCallback(
    (change: Record<string, string | null>, replace = false) => {
      const next = new URLSearchParams(window.location.search);
      for (const [name, value] of Object.entries(change)) {
        if (value === null || value === "") next.delete(name);
        else next.set(name, value);
      }
      const text = next.toString();
      go(text === "" ? path : `${path}?${text}`, { replace });
    },
    [go, path],
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
  const search = useSearch();
  return useMemo(() => filtersOf(new URLSearchParams(search)), [search]);
}

/** An address within the console that keeps the filters, with some more or fewer. */
export function address(path: string, filters: Filters, more: Record<string, string | null | undefined> = {}): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...filters, ...more })) if (value) query.set(name, value);
  const text = query.toString();
  return text === "" ? path : `${path}?${text}`;
}
