import en from "../../src-tauri/core/text/en.json";
import sv from "../../src-tauri/core/text/sv.json";
import type { Language } from "./host/host";
import { language } from "./language.svelte";

type Entry = string | { one: string; other: string };
type Sentences = Readonly<Record<string, Entry>>;

/** Sentences of the window; the core's own are looked up by code, see `told`. */
export type TextKey = Extract<keyof typeof sv, `ui.${string}`>;
export type Params = Readonly<Record<string, unknown>>;

const sentences: Readonly<Record<Language, Sentences>> = {
  sv,
  en,
};

function filled(entry: Entry, params: Params): string {
  const pattern = typeof entry === "string" ? entry : String(params["n"]) === "1" ? entry.one : entry.other;
  return pattern.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = params[name];
    if (value === undefined || value === null) return whole;
    return name === "places" ? named(String(value)) : String(value);
  });
}

/** Places told by the key of their name, `field.due`, by the name itself; with the case after them where there are several. */
function named(places: string): string {
  const name = (place: string): string => {
    const [key = ""] = place.split(" (", 1);
    const entry = sentences[language.now][key];
    return typeof entry === "string" ? entry + place.slice(key.length) : place;
  };
  return places.split(", ").map(name).join(", ");
}

/** A sentence of the window. */
export function t(key: TextKey, params: Params = {}): string {
  return filled(sentences[language.now][key] ?? key, params);
}

/** A sentence of the core: the first of `keys` that exists, else the last key itself. */
export function told(keys: string[], params: Params = {}): string {
  for (const key of keys) {
    const entry = sentences[language.now][key];
    if (entry !== undefined) return filled(entry, params);
  }
  return keys.at(-1)?.replace(/^\w+\./, "") ?? "";
}

/** The Swedish or the English of a pair; Swedish where the English is missing. */
export function either(swedish: string, english: string): string {
  return language.now === "en" && english !== "" ? english : swedish;
}
