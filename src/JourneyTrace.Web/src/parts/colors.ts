/** Colours with one meaning everywhere. */
export const colors = {
  contact: "#c2410c",
  upstream: "#3b5bdb",
  customer: "#0c8599",
  undetermined: "#868e96",
  kept: "#2b8a3e",
  broken: "#c92a2a",
  abandoned: "#862e9c",
  open: "#1971c2",
  released: "#5c7cfa",
} as const;

/** The same for text, on light and on dark. */
export const inks = {
  kept: "light-dark(#237032, #69db7c)",
  broken: "light-dark(#c92a2a, #ff8787)",
  abandoned: "light-dark(#862e9c, #e599f7)",
  open: "light-dark(#1864ab, #74c0fc)",
} as const;

export const sideColors: Record<string, string> = {
  front: colors.contact,
  internal: colors.upstream,
  supplier: "#5f3dc4",
  management: "#a61e4d",
  customer: colors.customer,
};

export const statusColors: Record<string, string> = { broken: "red", abandoned: "grape", open: "blue", kept: "green", released: "indigo", none: "gray" };

export const stateColors: Record<string, string> = { new: "red", regressed: "orange", ongoing: "yellow", resolved: "green", open: "red" };

/** From none to most of the blame: grey to red. */
export function heat(part: number, dark: boolean): string {
  const p = Math.sqrt(Math.max(0, Math.min(1, part)));
  const [from, to] = dark ? [[134, 142, 150], [255, 107, 107]] : [[134, 142, 150], [201, 42, 42]];
  return `rgb(${from!.map((c, i) => Math.round(c + (to![i]! - c) * p)).join(",")})`;
}
