// What two did at once: every kind is told in its own words, and settled by saying what holds.
import type { Page } from "playwright-core";
import { expect, test } from "vitest";

import type { Keep } from "../../src/host/generated/Keep";
import { expectAccessible, look, openSample, withBrowser } from "./window";

withBrowser();

const TORN = "8d1e7b0a-1111-4111-8111-000000000002";
const KEY = "question/definition/text";
const box = (page: Page, key: string) => page.locator(`[data-conflict="${key}"]`);
const field = (page: Page) => page.locator('textarea[data-question="definition"]');
/** What was said to hold, each time: a version's value, a text, or both. */
async function kept(page: Page): Promise<string[]> {
  const calls = await page.evaluate(() => window.fake?.calls.filter(([name]) => name === "conflictSettle") ?? []);
  const keeps = calls.map((it) => it[3] as Keep);
  return keeps.map((it) => (it === "both" ? it : "one" in it ? it.one.value : it.text.text));
}
const focused = (page: Page): Promise<string | undefined> => page.evaluate(() => document.activeElement?.id);

async function openText(page: Page): Promise<void> {
  await page.locator("[data-case]", { hasText: "hyperbar" }).click();
  await page.locator(`[data-to-conflict="${KEY}"]`).click();
  await box(page, KEY).waitFor();
}

test("the state leads to the cases that wait for a choice, and each opens at the choice", async () => {
  const { page, faults, close } = await look("?shared&cases=70");
  await page.locator('#folder-state[data-state="conflict"]', { hasText: "2 konflikter · Delat" }).waitFor();
  await page.locator("#folder-state").click();
  await page.locator("#folder-action", { hasText: "Visa konflikterna" }).click();
  await page.locator("#only-conflicts").waitFor();
  await page.waitForFunction(() => document.querySelectorAll("[data-case]").length === 1);
  await page.locator("[data-case]").click();
  await page.waitForFunction(() => document.activeElement?.getAttribute("data-conflict") === "due");
  await box(page, "due").locator('[data-keep="1"]').click();
  await page.waitForFunction(() => document.activeElement?.id === "case-title");
  await page.locator(`[data-to-conflict="${KEY}"]`).click();
  await page.waitForFunction((key) => document.activeElement?.getAttribute("data-conflict") === key, KEY);
  await box(page, KEY).locator('[data-keep="0"]').click();
  await box(page, KEY).waitFor({ state: "detached" });
  expect(await page.locator("#conflicts-elsewhere").count()).toBe(0);
  // No choice is left on the screen: the focus is at the question.
  expect(await page.evaluate(() => document.activeElement?.getAttribute("data-place"))).toBe("question/definition");

  await page.locator("#back").click();
  await page.locator("#only-conflicts", { hasText: "Inga konflikter" }).waitFor();
  await page.locator("#all-cases").click();
  await page.waitForFunction(() => document.querySelectorAll("[data-case]").length > 1);
  await page.locator('#folder-state[data-state="waiting"]').waitFor();
  expect(faults).toEqual([]);
  await close();
});

test("a case that waits for a choice is found however late it stands in the list", async () => {
  const { page, close } = await look("?shared&conflicts&cases=70");
  await page.locator("#show-conflicts").click();
  await page.locator("[data-case]", { hasText: "utan datum" }).waitFor();
  expect(await page.locator("[data-case]").count()).toBe(3);
  await close();
});

test("where two texts differ is marked, for the eye and for a reader; one is kept, said and undone", async () => {
  const { page, faults, close } = await look("?shared");
  await openText(page);
  expect(await box(page, KEY).locator("mark").allTextContents()).toEqual([
    "bara här: bör vidgas. (slut)",
    "bara här: är väl avgränsad. (slut)",
  ]);
  await box(page, KEY).locator('[data-keep="1"]').click();
  const toast = page.locator("[data-notice]", { hasText: "versionen av Per Holm gäller" });
  await toast.waitFor();
  expect(await field(page).inputValue()).toBe("Definitionen är väl avgränsad.");
  expect(await kept(page)).toEqual(["Definitionen är väl avgränsad."]);
  await toast.getByRole("button", { name: "Ångra" }).click();
  await box(page, KEY).waitFor();
  expect(faults).toEqual([]);
  await close();
});

test("undoing is offered only where it would show something else", async () => {
  const { page, close } = await look("?shared");
  await page.locator("[data-case]", { hasText: "hyperbar" }).click();
  await box(page, "due").locator('[data-keep="0"]').click();
  const toast = page.locator("[data-notice]", { hasText: "Svarsdatum: versionen av Karin Ek gäller." });
  await toast.waitFor();
  expect(await toast.getByRole("button", { name: "Ångra" }).count()).toBe(0);
  await close();
});

test("two texts are kept one after the other", async () => {
  const { page, close } = await look("?shared");
  await openText(page);
  await box(page, KEY).locator('[data-keep="both"]').click();
  await box(page, KEY).waitFor({ state: "detached" });
  expect(await field(page).inputValue()).toBe("Definitionen bör vidgas.\n\nDefinitionen är väl avgränsad.");
  expect(await kept(page)).toEqual(["both"]);
  await close();
});

test("two texts are joined by hand; what was begun is there after a look elsewhere", async () => {
  const { page, faults, close } = await look("?shared");
  await openText(page);
  await box(page, KEY).locator("[data-join]").click();
  await page.waitForFunction(() => document.activeElement?.id === "join-text");
  expect(await page.locator("#join-text").inputValue()).toBe("Definitionen bör vidgas.\n\nDefinitionen är väl avgränsad.");
  expect(await page.evaluate(() => window.fake?.close())).toBe(true);
  await page.locator("#join-text").fill("Definitionen är väl avgränsad men bör vidgas.");
  await page.locator("#tab-steg").click();
  await page.locator("#step-title").waitFor();
  // It is on disk before the window closes.
  expect(await page.evaluate(() => window.fake?.close())).toBe(true);
  const written = await page.evaluate(() => window.fake?.calls.findLast(([name]) => name === "draftWrite"));
  expect(written?.slice(2, 4)).toEqual([`join/${KEY}`, "Definitionen är väl avgränsad men bör vidgas."]);
  await page.locator("#tab-svar").click();
  expect(await page.locator("#join-text").inputValue()).toBe("Definitionen är väl avgränsad men bör vidgas.");
  await page.locator("#join-text").focus();
  await page.keyboard.press("Escape");
  await page.locator("#join-text").waitFor({ state: "detached" });
  expect(await page.evaluate(() => document.activeElement?.hasAttribute("data-join"))).toBe(true);
  await page.keyboard.press("Enter");
  expect(await page.locator("#join-text").inputValue()).toBe("Definitionen är väl avgränsad men bör vidgas.");
  await page.locator("#join-save").click();
  await page.locator("[data-notice]", { hasText: "texten som fogades ihop gäller" }).waitFor();
  expect(await field(page).inputValue()).toBe("Definitionen är väl avgränsad men bör vidgas.");
  expect(await kept(page)).toEqual(["Definitionen är väl avgränsad men bör vidgas."]);
  expect(await page.evaluate(() => window.fake?.close())).toBe(true);
  expect(faults).toEqual([]);
  await close();
});

test("a version that came while two were joined is told before anything is saved", async () => {
  const { page, close } = await look("?shared");
  await openText(page);
  await box(page, KEY).locator("[data-join]").click();
  await page.locator("#join-text").fill("Min sammanfogade text.");
  await page.evaluate(([id = "", key = ""]) => window.fake?.wroteToo(id, key, "En tredje text."), [TORN, KEY]);
  await box(page, KEY).locator("text=En tredje text.").waitFor();
  await page.locator("#join-save").click();
  await page.locator("[data-notice]", { hasText: "Någon har skrivit här sedan du läste." }).waitFor();
  expect(await page.locator("#join-text").inputValue()).toBe("Min sammanfogade text.");
  await page.locator("#join-save").click();
  await box(page, KEY).waitFor({ state: "detached" });
  expect(await field(page).inputValue()).toBe("Min sammanfogade text.");
  await close();
});

test("a joined text is not lost when a colleague chooses meanwhile", async () => {
  const { page, close } = await look("?shared");
  await openText(page);
  await box(page, KEY).locator("[data-join]").click();
  await page.locator("#join-text").fill("Min sammanfogade text.");
  await page.evaluate(([id = "", key = ""]) => window.fake?.settled(id, key), [TORN, KEY]);
  await box(page, KEY).locator("text=Någon har valt under tiden").waitFor();
  expect(await page.locator("#join-text").inputValue()).toBe("Min sammanfogade text.");
  await page.locator("#join-save").click();
  await box(page, KEY).waitFor({ state: "detached" });
  expect(await field(page).inputValue()).toBe("Min sammanfogade text.");
  await close();
});

test("two texts of a contribution are chosen between at their question", async () => {
  const { page, faults, close } = await look("?shared&conflicts");
  await openSample(page);
  const key = "contribution/kvinnosjukdomar/text/definition";
  await page.locator(`[data-to-conflict="${key}"]`).click();
  await box(page, key).locator('[data-keep="1"]').click();
  await box(page, key).waitFor({ state: "detached" });
  await page.locator('[data-contribution="kvinnosjukdomar"]', { hasText: "tarm och urinblåsa" }).waitFor();
  expect(faults).toEqual([]);
  await close();
});

test("of two sign-offs one is kept", async () => {
  const { page, faults, close } = await look("?shared&conflicts");
  await openSample(page);
  const signed = box(page, "step/systemeffekter/kirurgi-och-cancer/state");
  expect(await signed.innerText()).toContain("Klar 19 november 2026, kvitterad av Karin Ek – Vid mötet");
  expect(await signed.locator("[data-join], [data-keep=both]").count()).toBe(0);
  await signed.locator('[data-keep="1"]').click();
  await page.locator('[data-part="kirurgi-och-cancer"] [data-signed]', { hasText: "20 november 2026" }).waitFor();
  expect(faults).toEqual([]);
  await close();
});

test("a removal and a change: keeping keeps, removing removes and can be taken back", async () => {
  const { page, faults, close } = await look("?shared&conflicts");
  const row = page.locator("[data-case]", { hasText: "utan datum" });
  await row.click();
  const box = page.locator('[data-conflict="deleted"]');
  expect(await box.innerText()).toContain("Ärendet togs bort på en dator och ändrades på en annan");
  await box.getByRole("button", { name: /Ta bort ärendet/ }).click();
  await page.locator("#new-case").waitFor();
  await row.waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Ångra" }).click();
  await row.waitFor();
  expect(await kept(page)).toEqual(["true"]);
  expect(faults).toEqual([]);
  await close();

  const again = await look("?shared&conflicts");
  await again.page.locator("[data-case]", { hasText: "utan datum" }).click();
  await again.page.getByRole("button", { name: /Behåll ärendet/ }).click();
  await again.page.locator("[data-notice]", { hasText: "Ärendet är kvar." }).waitFor();
  await again.page.waitForFunction(() => document.activeElement?.id === "case-title");
  // Undoing would not bring the question back.
  expect(await again.page.locator("[data-notice]").getByRole("button", { name: "Ångra" }).count()).toBe(0);
  expect(await kept(again.page)).toEqual(["edited"]);
  await again.close();
});

test("a change during the decision: it says that the decision stands either way", async () => {
  const { page, faults, close } = await look("?shared&conflicts");
  await openSample(page);
  const box = page.locator('[data-conflict="meanwhile/d1"]');
  expect(await box.innerText()).toContain("Beslutet och dess handling ändras inte, vad du än väljer");
  await box.getByRole("button", { name: /Återställ det beslutade/ }).click();
  await page.locator("[data-notice]", { hasText: "Svaret står åter som det beslutades." }).waitFor();
  expect(await kept(page)).toEqual(["decided"]);
  // The next choice on the screen is where the focus goes.
  expect(await page.evaluate(() => document.activeElement?.getAttribute("data-conflict"))).toBe(
    "step/systemeffekter/kirurgi-och-cancer/state",
  );
  expect(await focused(page)).not.toBe("case-title");
  expect(faults).toEqual([]);
  await close();
});

test("a decision that two recorded: one holds and the other is struck out, or both were taken", async () => {
  const { page, faults, close } = await look("?shared&decided-twice");
  await openSample(page);
  const twice = box(page, "twice/svn");
  const told = await twice.innerText();
  expect(told).toContain("Ett beslut är inskrivet flera gånger");
  expect(told).toContain("Samverkansnämnden · 13 november 2026 · § 45");
  await expectAccessible(page);
  await twice.getByRole("button", { name: /Detta gäller/ }).last().click();
  await page.locator("[data-notice]", { hasText: "versionen av Per Holm gäller" }).waitFor();
  expect(await kept(page)).toEqual(["d2"]);
  expect(faults).toEqual([]);
  await close();

  const again = await look("?shared&decided-twice");
  await openSample(again.page);
  await again.page.getByRole("button", { name: "Alla är fattade" }).click();
  await again.page.locator("[data-notice]", { hasText: "Alla besluten gäller." }).waitFor();
  expect(await kept(again.page)).toEqual(["both"]);
  await again.close();
});
