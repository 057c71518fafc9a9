import { beforeEach, expect, test } from "vitest";

import { daysLeft, endOfWeek, isNear, longDay, understoodDay } from "../src/dates";
import { language } from "../src/language.svelte";
import { countWords } from "../src/words";

const TODAY = "2026-11-23";

beforeEach(() => {
  language.now = "sv";
});

test("a day is understood as people type it", () => {
  for (const [typed, day] of [
    ["2023-10-06", "2023-10-06"],
    ["20231006", "2023-10-06"],
    ["6/10", "2026-10-06"],
    ["6/10 2023", "2023-10-06"],
    ["6.10.2023", "2023-10-06"],
    ["6 okt", "2026-10-06"],
    ["6 oktober 2023", "2023-10-06"],
    ["14 May 2021", "2021-05-14"],
    ["2023-02-30", null],
    ["nästa vecka", null],
    ["6 xyz 2023", null],
    ["", null],
  ] as const) {
    expect(understoodDay(typed, TODAY), typed).toBe(day);
  }
});

test("days left are told in words", () => {
  expect(daysLeft("2026-11-20", TODAY)).toBe("3 dagar försenat");
  expect(daysLeft("2026-11-22", TODAY)).toBe("1 dag försenat");
  expect(daysLeft("2026-11-23", TODAY)).toBe("sista dagen är i dag");
  expect(daysLeft("2026-11-27", TODAY)).toBe("4 dagar kvar");
  language.now = "en";
  expect(daysLeft("2026-11-27", TODAY)).toBe("4 days left");
  expect(longDay("2026-11-27")).toBe("27 November 2026");
});

test("near is seven days, and the week ends on Sunday", () => {
  expect(isNear("2026-11-30", TODAY)).toBe(true);
  expect(isNear("2026-12-01", TODAY)).toBe(false);
  expect(endOfWeek("2026-11-23")).toBe("2026-11-29");
  expect(endOfWeek("2026-11-29")).toBe("2026-11-29");
});

test("words are counted as the core counts them", () => {
  for (const [text, words] of [
    ["", 0],
    ["  \n ", 0],
    ["Vi tillstyrker.", 2],
    ["kropps- och själsvård", 3],
    ["– – …", 0],
    ["4 kap. 3 §", 3],
    ["å\u00a0ä ö", 3],
  ] as const) {
    expect(countWords(text), text).toBe(words);
  }
});
