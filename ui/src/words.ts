import type { Language } from "./host/host";

const LETTER_OR_DIGIT = /[\p{L}\p{N}]/u;

/** Words as a person counts them; the core counts the same way. */
export function countWords(text: string): number {
  return text.split(/\s+/u).filter((run) => LETTER_OR_DIGIT.test(run)).length;
}

/** "SVN:s", "presidiets", "SVN's": whose it is, for a name as it is spoken. */
export function whose(name: string, language: Language): string {
  if (language === "en") return `${name}’s`;
  if (/\p{Lu}$/u.test(name)) return `${name}:s`;
  return /[sxz]$/iu.test(name) ? name : `${name}s`;
}
