const LETTER_OR_DIGIT = /[\p{L}\p{N}]/u;

/** Words as a person counts them; the core counts the same way. */
export function countWords(text: string): number {
  return text.split(/\s+/u).filter((run) => LETTER_OR_DIGIT.test(run)).length;
}
