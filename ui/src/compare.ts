// Two texts set against each other, word by word.
import type { Piece } from "./host/generated/Piece";

/** Above this many pairs of words nothing is marked: it would take too long. */
const MOST_PAIRS = 4_000_000;

/** Runs of words in the one, the other, or both. */
export function compared(from: string, to: string): Piece[] {
  const words = (text: string): string[] => text.match(/\s*\S+\s*$|\s*\S+/gu) ?? [];
  const [one, other] = [words(from), words(to)];
  let start = 0;
  while (start < Math.min(one.length, other.length) && one[start] === other[start]) start += 1;
  let end = 0;
  const least = Math.min(one.length, other.length) - start;
  while (end < least && one[one.length - 1 - end] === other[other.length - 1 - end]) end += 1;
  const [a, b] = [one.slice(start, one.length - end), other.slice(start, other.length - end)];

  const pieces: Piece[] = [];
  const add = (kind: Piece["kind"], text: string): void => {
    const last = pieces.at(-1);
    if (text === "") return;
    if (last?.kind === kind) last.text += text;
    else pieces.push({ kind, text });
  };
  add("same", one.slice(0, start).join(""));
  if (a.length * b.length > MOST_PAIRS) {
    add("removed", a.join(""));
    add("added", b.join(""));
  } else between(a, b, add);
  add("same", one.slice(one.length - end).join(""));
  return pieces;
}

function between(a: string[], b: string[], add: (kind: Piece["kind"], text: string) => void): void {
  const wide = b.length + 1;
  const length = new Uint32Array((a.length + 1) * wide);
  const at = (i: number, j: number): number => length[i * wide + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      length[i * wide + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      add("same", a[i] ?? "");
      i += 1;
      j += 1;
    } else if (i < a.length && (j >= b.length || at(i + 1, j) >= at(i, j + 1))) add("removed", a[i++] ?? "");
    else add("added", b[j++] ?? "");
  }
}

/** `text` in pieces: the words that `other` does not have are marked, without the space before them. */
export function apart(text: string, other: string): { text: string; marked: boolean }[] {
  const kept = compared(other, text).filter((it) => it.kind !== "removed");
  return kept.flatMap(({ kind, text: words }) => {
    if (kind === "same") return [{ text: words, marked: false }];
    const from = words.length - words.trimStart().length;
    const pieces = [{ text: words.slice(0, from), marked: false }, { text: words.slice(from), marked: true }];
    return pieces.filter((it) => it.text !== "");
  });
}
