import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from "react";
import { Format } from "../format/format";
import { en, type Texts } from "./en";

export const languages = ["en", "pl", "ru", "zh"] as const;
export type Language = (typeof languages)[number];

// English comes with the program, others when they are asked for.
const others: Record<Exclude<Language, "en">, () => Promise<Texts>> = {
  pl: () => import("./pl").then((m) => m.pl),
  ru: () => import("./ru").then((m) => m.ru),
  zh: () => import("./zh").then((m) => m.zh),
};

export const languageNames: Record<Language, string> = { en: "English", pl: "Polski", ru: "Русский", zh: "中文" };

type Spoken = { t: Texts; format: Format; counted: (text: string, n: number) => string; language: Language; speak: (language: Language) => void };

const Context = createContext<Spoken | null>(null);
const kept = "journeytrace-language";

function first(): Language {
  const wanted = [localStorage.getItem(kept), ...navigator.languages].map((l) => l?.slice(0, 2));
  return (wanted.find((l) => languages.includes(l as Language)) as Language | undefined) ?? "en";
}

export function TextsProvider({ children }: { children: ReactNode }) {
  const [language, setLanguage] = useState<Language>(first);
  const [t, setTexts] = useState<Texts>(en);
  useEffect(() => {
    let current = true;
    document.documentElement.lang = language;
    if (language === "en") setTexts(en);
    else void others[language]().then((texts) => current && setTexts(texts));
    return () => {
      current = false;
    };
  }, [language]);
  const value = useMemo<Spoken>(
    () => ({
      t,
      language,
      // English dates of another country are that country's.
      format: new Format(navigator.languages.find((l) => l.startsWith(language)) ?? language),
      counted: (text, n) => fill(formFor(text, new Intl.PluralRules(language).select(n)), { n: new Intl.NumberFormat(language).format(n) }),
      speak: (next) => {
        localStorage.setItem(kept, next);
        setLanguage(next);
      },
    }),
    [t, language],
  );
  return <Context.Provider value={value}>{children}</Context.Provider>;
}

export function useTexts(): Spoken {
  return useContext(Context)!;
}

/** The form of a text for a number: 'one:{n} link|other:{n} links', by the names of Intl.PluralRules. */
export function formFor(text: string, rule: string): string {
  const forms = new Map(text.split("|").map((form) => [form.slice(0, form.indexOf(":")), form.slice(form.indexOf(":") + 1)]));
  return forms.get(rule) ?? forms.get("other") ?? text;
}

/** Puts values in the places that a text names in braces. */
export function fill(text: string, values: Record<string, string | number>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
