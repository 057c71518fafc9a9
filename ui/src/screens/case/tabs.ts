// The parts of a case, each under its tab, and which of them a case has.
import type { CaseSnapshot } from "../../host/generated/CaseSnapshot";

export type Tab = "steg" | "handlingar" | "svar" | "effekter" | "ansokan" | "beslut" | "historik";

export function tabsOf(it: CaseSnapshot): Tab[] {
  const all: [Tab, boolean][] = [
    ["steg", true],
    ["handlingar", true],
    ["svar", true],
    ["effekter", it.effects.themes.length > 0],
    ["ansokan", it.application],
    ["beslut", true],
    ["historik", true],
  ];
  return all.flatMap(([tab, has]) => (has ? [tab] : []));
}
