import type { Page } from "playwright-core";
import { expect, test } from "vitest";

import { SAMPLE } from "../../src/host/fixture";
import { look, openSample, withBrowser } from "./window";

withBrowser();

const field = (page: Page) => page.locator('textarea[data-question="definition"]');

function calls(page: Page, wanted: string): Promise<unknown[][]> {
  return page.evaluate((name) => window.fake?.calls.filter(([it]) => it === name) ?? [], wanted);
}

async function openAnswer(page: Page): Promise<void> {
  await openSample(page);
  await page.locator("#tab-svar").click();
  await field(page).waitFor();
}

test("what is typed is saved while she writes and is one change when she leaves", async () => {
  const { page, faults, close } = await look();
  await openAnswer(page);
  await field(page).fill("Vi tillstyrker förslaget.");
  await page.locator('#saved-state[data-saving="saved"]').waitFor();
  expect(await page.locator("#saved-state").innerText()).toMatch(/^Sparat \d\d\.\d\d$/);
  expect(await calls(page, "textCommit")).toEqual([]);
  await page.locator("#question-title").click();
  await page.waitForFunction(() => window.fake?.calls.some(([name]) => name === "textCommit"));
  expect(await page.locator("#answer-words").innerText()).toBe("3 av 300 ord");
  expect(faults).toEqual([]);
  await close();
});

test("the last words are not lost when she goes straight to another tab, question or view", async () => {
  const { page, close } = await look();
  await openAnswer(page);
  await field(page).fill("Ett");
  await page.locator("#tab-steg").click();
  await page.locator("#step-title").waitFor();
  await page.locator("#tab-svar").click();
  expect(await field(page).inputValue()).toBe("Ett");
  await field(page).fill("Ett två");
  await page.locator('[data-question-nav="konsekvenser"]').click();
  await page.locator('textarea[data-question="konsekvenser"]').fill("Tre");
  await page.locator("#nav-overview").click();
  await page.locator("#new-case").waitFor();
  await openAnswer(page);
  expect(await field(page).inputValue()).toBe("Ett två");
  await page.locator('[data-question-nav="konsekvenser"]').click();
  expect(await page.locator('textarea[data-question="konsekvenser"]').inputValue()).toBe("Tre");
  await close();
});

test("a colleague's text never replaces what she is typing", async () => {
  const { page, close } = await look();
  await openAnswer(page);
  await field(page).pressSequentially(" Mitt tillägg");
  const mine = await field(page).inputValue();
  await page.evaluate((id) => window.fake?.elsewhere(id, "definition", "Någon annans text"), SAMPLE);
  await page.waitForTimeout(200);
  expect(await field(page).inputValue()).toBe(mine);
  await close();
});

test("a colleague's text in a field she only stands in is offered", async () => {
  const { page, close } = await look();
  await openAnswer(page);
  await field(page).focus();
  await page.evaluate((id) => window.fake?.elsewhere(id, "definition", "Någon annans text"), SAMPLE);
  await page.locator("#take-arrived").click();
  expect(await field(page).inputValue()).toBe("Någon annans text");
  await close();
});

test("over the word limit is marked, never stopped", async () => {
  const { page, close } = await look();
  await openAnswer(page);
  await field(page).fill("ord ".repeat(312));
  expect(await page.locator("#answer-words").innerText()).toBe("312 av 300 ord – 12 ord för många");
  await close();
});

test("two versions stand side by side, and one is kept", async () => {
  const { page, faults, close } = await look();
  await page.locator("[data-case]", { hasText: "hyperbar" }).click();
  const due = page.locator('[data-conflict="due"]');
  expect(await due.innerText()).toContain("18 december 2026");
  await due.waitFor();
  expect(await due.innerText()).toContain("Per Holm");
  await due.locator('[data-keep="1"]').click();
  await due.waitFor({ state: "detached" });
  await page.waitForFunction(() => document.activeElement?.id === "case-title");
  expect(await page.locator("#case-due").innerText()).toBe("18 december 2026");

  await page.locator("#tab-svar").click();
  const text = page.locator('[data-conflict="question/definition/text"]');
  await text.locator('[data-keep="1"]').click();
  await text.waitFor({ state: "detached" });
  expect(await field(page).inputValue()).toBe("Definitionen är väl avgränsad.");
  expect(faults).toEqual([]);
  await close();
});
