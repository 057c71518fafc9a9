import { expect, test } from "vitest";

import { apart, compared } from "../src/compare";

test("every letter of both texts is in the pieces, in order", () => {
  const from = "  Ett två\n\ntre fyra.  ";
  const to = "Ett tre\n\nfyra fem.";
  const pieces = compared(from, to);
  const without = (kind: string): string => pieces.filter((it) => it.kind !== kind).map((it) => it.text).join("");
  expect(without("added")).toBe(from);
  expect(without("removed")).toBe(to);
});

test("texts that are the same have nothing marked, and an empty one has nothing in common", () => {
  expect(apart("Lika text.", "Lika text.")).toEqual([{ text: "Lika text.", marked: false }]);
  expect(apart("Ny text.", "")).toEqual([{ text: "Ny text.", marked: true }]);
  expect(apart("", "Borta.")).toEqual([]);
});

test("only the words that differ are marked, not the space before them", () => {
  expect(apart("Svaret är ja, helt.", "Svaret är nej, helt.")).toEqual([
    { text: "Svaret är", marked: false },
    { text: " ", marked: false },
    { text: "ja,", marked: true },
    { text: " helt.", marked: false },
  ]);
});

test("two very long texts are compared at once, by their beginning and end", () => {
  const long = (word: string): string => Array.from({ length: 9000 }, (_, n) => `${word}${n}`).join(" ");
  const before = performance.now();
  const pieces = compared(`Början ${long("a")} slut`, `Början ${long("b")} slut`);
  expect(performance.now() - before).toBeLessThan(1000);
  expect(pieces.map((it) => it.kind)).toEqual(["same", "removed", "added", "same"]);
});
