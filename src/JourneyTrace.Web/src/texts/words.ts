import type { Texts } from "./en";

/** A word of events or of the catalogue as people say it; what is a name of its own stands as it is. */
export function wordFor(t: Texts, group: string, word: string): string {
  const words: Readonly<Record<string, string>> = t;
  const own = word.startsWith("other:") ? word.slice("other:".length) : word;
  return words[`${group}_${word}`] ?? own;
}

/** The key of a report by something: causes and elements have words, the others are names. */
export function keyFor(t: Texts, by: string, key: string): string {
  return by === "cause" || by === "element" ? wordFor(t, by, key) : key;
}
