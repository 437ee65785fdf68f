import { keepPreviousData, useInfiniteQuery, useQuery, type InfiniteData, type UseQueryResult } from "@tanstack/react-query";
import type { components } from "./schema";

/** An answer of the API, by its name in the OpenAPI document. */
export type Answer<Name extends keyof components["schemas"]> = components["schemas"][Name];

/** A refusal of the API (RFC 9457), or that nothing answered. */
export class ApiProblem extends Error {
  constructor(
    readonly status: number,
    readonly title: string,
    readonly detail: string,
  ) {
    super(detail || title);
  }
}

/** Said to the page when the server asks for a key. */
export const locked = "journeytrace-locked";

export type Parameters = Record<string, string | number | boolean | null | undefined>;

/** The path with those parameters that say something. */
export function url(path: string, parameters: Parameters = {}): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== null && value !== undefined && value !== "") query.set(name, String(value));
  }
  const text = query.toString();
  return `/v1/${path}${text === "" ? "" : `?${text}`}`;
}

export async function send(path: string, init?: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(path, init);
  } catch {
    // Said in the words of the language where it is shown.
    throw new ApiProblem(0, "", "");
  }
  if (response.ok) return response;
  if (response.status === 401 && path !== url("session")) window.dispatchEvent(new Event(locked));
  const problem = (await response.json().catch(() => ({}))) as { title?: string; detail?: string };
  throw new ApiProblem(response.status, problem.title ?? response.statusText, problem.detail ?? "");
}

export async function get<T>(path: string, parameters?: Parameters, signal?: AbortSignal): Promise<T> {
  return (await (await send(url(path, parameters), { signal })).json()) as T;
}

export async function post<T>(path: string, body: unknown, parameters?: Parameters): Promise<T> {
  const init = { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
  return (await (await send(url(path, parameters), init)).json()) as T;
}

export async function end(path: string): Promise<void> {
  await send(url(path), { method: "DELETE" });
}

/** A question to the API; asked again when its parameters change, showing the last answer meanwhile. */
export function useAnswer<T>(path: string, parameters: Parameters = {}, enabled = true): UseQueryResult<T, Error> {
  return useQuery<T, Error>({
    queryKey: [path, parameters],
    queryFn: ({ signal }) => get<T>(path, parameters, signal),
    enabled,
    placeholderData: keepPreviousData,
  });
}

type Listed = { items: readonly unknown[]; next: string | null };

/** What a list answers so far, and how to go on. */
export type ListAnswer<T> = UseQueryResult<T, Error> & { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown };

/** A list, page after page in one; what stands beside its items is of the first page. */
export function useList<T extends Listed>(path: string, parameters: Parameters = {}, limit = 200, ask: (at: Parameters, signal: AbortSignal) => Promise<T> = (at, signal) => get<T>(path, at, signal)): ListAnswer<T> {
  return useInfiniteQuery<T, Error, T, unknown[], string | null>({
    queryKey: [path, "list", parameters],
    queryFn: ({ pageParam, signal }) => ask({ ...parameters, limit, cursor: pageParam }, signal),
    initialPageParam: null,
    getNextPageParam: (page) => page.next,
    select: (data: InfiniteData<T>) => ({ ...data.pages[0]!, items: data.pages.flatMap((page) => page.items), next: data.pages[data.pages.length - 1]!.next }),
    placeholderData: keepPreviousData,
  }) as unknown as ListAnswer<T>;
}

/** Any list as CSV, as the API writes it. */
export async function csv(path: string, parameters: Parameters): Promise<Blob> {
  return (await send(url(path, parameters), { headers: { accept: "text/csv" } })).blob();
}

export function save(blob: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
