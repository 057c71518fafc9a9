import { language } from "../../language.svelte";

/** "1 250 000", grouped as the reader's language does. */
export function amountText(kronor: number): string {
  return kronor.toLocaleString(language.now === "sv" ? "sv-SE" : "en-GB");
}

/** Whole kronor as typed, with or without spaces and "kr". Null: nothing; undefined: no amount. */
export function readAmount(typed: string): number | null | undefined {
  const plain = typed.replaceAll(/[\s.,]+(?=\d{3}(?!\d))|\s|(kr(onor)?\.?$)/giu, "");
  if (plain === "") return null;
  return /^\d{1,15}$/.test(plain) ? Number(plain) : undefined;
}
