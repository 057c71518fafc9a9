import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

import en from "../../src-tauri/core/text/en.json";
import sv from "../../src-tauri/core/text/sv.json";
import { told } from "../src/text";

type Entry = string | { one: string; other: string };
const swedish: Record<string, Entry> = sv;
const english: Record<string, Entry> = en;

function params(entry: Entry | undefined): string[] {
  const forms = typeof entry === "string" ? [entry] : Object.values(entry ?? {});
  return [...new Set(forms.flatMap((form) => form.match(/\{\w+\}/g) ?? []))].sort();
}

test("Swedish and English have the same sentences with the same parameters", () => {
  expect(Object.keys(english).sort()).toEqual(Object.keys(swedish).sort());
  for (const key of Object.keys(swedish)) {
    expect(params(english[key]), key).toEqual(params(swedish[key]));
    expect(typeof english[key], key).toBe(typeof swedish[key]);
  }
});

test("every sentence of the window is used", () => {
  const root = join(import.meta.dirname, "../src");
  const source = readdirSync(root, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.(svelte|ts)$/.test(name))
    .map((name) => readFileSync(join(root, name), "utf8"))
    .join("\n");
  const unused = Object.keys(swedish).filter((key) => key.startsWith("ui.") && !source.includes(`"${key}"`) && !key.startsWith("ui.tab."));
  expect(unused).toEqual([]);
});

test("a place told by the key of its name is told by the name", () => {
  const sentence = told(["refusal.conflict_open"], { places: "field.due, ”Antal enheter”" });
  expect(sentence).toContain("svarsdatum, ”Antal enheter”");
});
