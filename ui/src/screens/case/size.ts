import { language } from "../../language.svelte";

const STEPS: [number, string][] = [
  [1_000_000_000, "GB"],
  [1_000_000, "MB"],
  [1000, "kB"],
];

/** "1,2 MB" as the office's file manager counts: thousands, not 1 024. */
export function sizeText(bytes: number): string {
  const [unit, name] = STEPS.find(([least]) => bytes >= least) ?? [1, "byte"];
  const locale = language.now === "sv" ? "sv-SE" : "en-GB";
  return `${(bytes / unit).toLocaleString(locale, { maximumFractionDigits: unit > 1000 ? 1 : 0 })} ${name}`;
}
