// What bodies contribute stands beside the joint answer.
import type { Page } from "playwright-core";
import { expect, test } from "vitest";

import { expectAccessible, look, openSample, withBrowser } from "./window";

withBrowser();

async function openAnswer(page: Page): Promise<void> {
  await openSample(page);
  await page.locator("#tab-svar").click();
  await page.locator("#answer-text").waitFor();
}

const of = (page: Page, body: string) => page.locator(`[data-contribution="${body}"]`);

test("a contribution is taken into what is being typed, and its source stands under the answer", async () => {
  const { page, faults, close } = await look();
  await openAnswer(page);
  await page.locator("#answer-text").fill("Vi tillstyrker.");
  await of(page, "kvinnosjukdomar").locator("[data-take]").click();
  await of(page, "kvinnosjukdomar").locator("[data-taken]").waitFor();
  expect(await page.locator("#answer-text").inputValue()).toBe(
    "Vi tillstyrker.\n\nDefinitionen bör även omfatta djup endometrios med engagemang av urinledare.",
  );
  expect(await page.locator("#sources").innerText()).toContain("RPO kvinnosjukdomar och förlossning");
  expect(await page.evaluate(() => document.activeElement?.getAttribute("data-contribution"))).toBe("kvinnosjukdomar");

  await of(page, "kvinnosjukdomar").locator("[data-enter]").click();
  await page.locator("#contribution-text").fill("Definitionen bör vidgas.");
  await page.locator("#contribution-done").click();
  await of(page, "kvinnosjukdomar").locator("[data-stale]").waitFor();
  expect(await page.locator("#sources").innerText()).toContain("ändrat sedan det fördes in");
  expect(faults).toEqual([]);
  await close();
});

test("who has not answered is a named gap with its date, and is reminded", async () => {
  const { page, faults, close } = await look();
  await openAnswer(page);
  const gap = of(page, "nervsystemet");
  expect(await gap.innerText()).toContain("Har inte svarat, begärt till 10 november 2026.");
  expect(await gap.innerText()).toContain("13 dagar försenat");
  await gap.locator("[data-chase]").click();
  await gap.locator("[data-chased]", { hasText: "Påmind 1 gång" }).waitFor();
  await gap.locator("[data-chase]").click();
  await gap.locator("[data-chased]", { hasText: "Påmind 2 gånger" }).waitFor();
  expect(faults).toEqual([]);
  await close();
});

test("a body is asked by the keyboard, and its text is entered and kept as it is typed", async () => {
  const { page, faults, close } = await look();
  await openAnswer(page);
  await page.locator("#contribution-ask").focus();
  await page.keyboard.press("Enter");
  await page.locator("#contribution-body").selectOption("liu");
  await page.locator("#contribution-due").fill("1 dec 2026");
  await page.keyboard.press("Enter");
  await of(page, "liu").waitFor();
  expect(await of(page, "liu").innerText()).toContain("begärt till 1 december 2026");
  expect(await page.evaluate(() => document.activeElement?.id)).toBe("contribution-ask");

  await of(page, "liu").locator("[data-enter]").click();
  await page.locator("#contribution-text").fill("Fakulteten har inget att invända.");
  await page.locator('#contribution-saved[data-saving="saved"]').waitFor();
  const written = await page.evaluate(() => window.fake?.calls.findLast(([name]) => name === "draftWrite"));
  expect(written?.[2]).toBe("contribution/liu/definition");
  await expectAccessible(page);
  await page.locator("#tab-steg").click();
  await page.locator("#tab-svar").click();
  expect(await of(page, "liu").innerText()).toContain("Fakulteten har inget att invända.");
  expect(faults).toEqual([]);
  await close();
});

test("a question is added, and two versions are compared in words and signs", async () => {
  const { page, faults, close } = await look();
  await openAnswer(page);
  await page.locator("#answer-text").fill("Sydöstra sjukvårdsregionen anser att definitionen är alltför snäv.");
  await page.locator("#versions").click();
  const compared = page.locator("#comparison");
  await compared.waitFor();
  expect(await compared.locator("del").innerText()).toContain("ändamålsenlig.");
  expect(await compared.locator("ins").innerText()).toContain("alltför snäv.");
  expect(await compared.locator("ins").textContent()).toContain("tillagt");
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await page.locator("#versions").waitFor();

  await page.locator("#question-add").click();
  await page.locator("#question-add-title").fill("Finns särskilda villkor?");
  await page.locator("#question-add-limit").fill("många");
  await page.locator("#question-add-save").click();
  expect(await page.evaluate(() => document.activeElement?.id)).toBe("question-add-limit");
  await page.locator("#question-add-limit").fill("150");
  await page.locator("#question-add-save").click();
  await page.locator("#question-title", { hasText: "4. Finns särskilda villkor?" }).waitFor();
  expect(await page.locator("#answer-words").innerText()).toBe("0 av 150 ord");
  expect(faults).toEqual([]);
  await close();
});
