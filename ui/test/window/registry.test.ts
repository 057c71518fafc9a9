// Registry facts, dispatch, decisions put right, closing, history, and going to a place.
import type { Page } from "playwright-core";
import { expect, test } from "vitest";

import { SAMPLE } from "../../src/host/fixture";
import { expectAccessible, look, openSample, withBrowser } from "./window";

withBrowser();

async function decide(page: Page): Promise<void> {
  await page.locator("#propose").click();
  await page.locator("#decide-on").fill("2026-11-20");
  await page.locator("#decide-section").fill("§ 12");
  await page.locator("#decide-save").click();
  await page.locator("#decide-confirm").click();
  await page.locator("[data-decision]").waitFor();
}

test("a document gets its registry facts in place", async () => {
  const { page, faults, close } = await look();
  await openSample(page);
  await page.locator("#tab-handlingar").click();
  await page.locator('[data-record-open="a1"]').click();
  await page.locator("#document-assessment").selectOption("official_record");
  await page.locator("#document-retention").selectOption("dispose");
  await page.locator("#document-period").fill("5 år");
  await page.locator("#document-secrecy").fill("OSL 19 kap. 1 §");
  await page.keyboard.press("Tab");
  const record = page.locator("[data-record]");
  await record.getByText("Gallras efter 5 år").waitFor();
  await record.getByText("Sekretess").waitFor();
  expect(await record.innerText()).toContain("Inkommen från Socialstyrelsen");
  expect(await record.innerText()).toContain("Allmän handling");
  await expectAccessible(page);
  expect(faults).toEqual([]);
  await close();
});

test("a dispatch is confirmed, logged and corrected with what stood before", async () => {
  const { page, faults, close } = await look();
  await openSample(page);
  await page.locator("#tab-handlingar").click();
  await page.locator("#dispatch").click();
  await page.locator('[data-dispatch-file="Underlag endometrios.pdf"]').check();
  await page.locator("#dispatch-save").click();
  await expectAccessible(page);
  await page.locator("#dispatch-confirm").click();
  const row = page.locator("[data-dispatch]");
  await row.waitFor();
  expect(await row.innerText()).toContain("Socialstyrelsen, 23 november 2026");
  expect(await row.innerText()).toContain("Underlag endometrios.pdf");

  await row.locator("[id^=correct-]").click();
  await page.locator("#correct-reason").fill("Antecknad i fel ärende");
  await page.locator("#correct-withdrawn").check();
  await row.locator("[id$=-save]").click();
  await row.locator("[id$=-confirm]").click();
  await row.locator("[data-correction]").waitFor();
  expect(await row.innerText()).toContain("Antecknad i fel ärende");
  expect(await row.locator("del").innerText()).toContain("Socialstyrelsen");
  expect(faults).toEqual([]);
  await close();
});

test("a delegated decision is reported, its minutes approved, and it is corrected", async () => {
  const { page, faults, close } = await look();
  await openSample(page);
  await decide(page);
  const card = page.locator("[data-decision]");
  expect(await card.locator("[data-unreported]").innerText()).toContain("inte anmält till SVN ännu. SVN sammanträder 4 december 2026.");
  await card.locator("[id^=report-]").click();
  await page.locator("#report-section").fill("§ 80");
  await page.keyboard.press("Enter");
  await card.locator("[data-reported]", { hasText: "Anmält till SVN 4 december 2026, § 80" }).waitFor();
  await card.locator("[id^=minutes-]").click();
  await page.locator("#minutes-on").fill("2026-11-22");
  await page.keyboard.press("Enter");
  await card.locator("[data-approved]", { hasText: "justerat 22 november 2026" }).waitFor();
  await card.locator("[id^=correct-]").click();
  await page.locator("#correct-reason").fill("Fel paragraf");
  await page.locator("#correct-section").fill("§ 13");
  await expectAccessible(page);
  await card.locator("[id^=correct-][id$=-save]").click();
  await card.locator("[data-correction]").waitFor();
  expect(await card.locator("del").innerText()).toContain("§ 12");
  expect(await card.locator("strong").first().innerText()).toContain("§ 13");
  expect(faults).toEqual([]);
  await close();
});

test("a case is closed with its outcome, shown so, and opened again with a reason", async () => {
  const { page, faults, close } = await look();
  await openSample(page);
  await page.locator("#tab-beslut").click();
  await page.locator("#close-case").click();
  await page.locator("#close-outcome").selectOption("inget-svar");
  await page.locator("#close-case-save").click();
  await page.locator("#case-closed", { hasText: "Avslutat 23 november 2026: Inget svar lämnas" }).waitFor();
  await expectAccessible(page);
  await page.locator("#reopen-case").click();
  await page.locator("#reopen-case-reason").fill("Socialstyrelsen förlängde tiden");
  await page.keyboard.press("Enter");
  await page.locator("#case-closed").waitFor({ state: "detached" });
  expect(faults).toEqual([]);
  await close();
});

test("history undoes one row, says no to a decision by not offering it, and refuses what was changed since", async () => {
  const { page, faults, close } = await look();
  await openSample(page);
  await page.locator("#details summary").click();
  for (const officer of ["Lena Dahl", "Per Holm"]) {
    await page.locator("#field-officer").fill(officer);
    await page.keyboard.press("Tab");
    await page.waitForFunction((name) => window.fake?.calls.some((it) => it[0] === "caseSet" && it[3] === name), officer);
  }
  await decide(page);
  await page.locator("#tab-historik").click();
  const rows = page.locator('[data-act="field_set"]');
  await rows.nth(1).locator("[data-undo]").click();
  await page.locator('[data-notice="refused"]', { hasText: "har ändrat" }).waitFor();
  await rows.first().locator("[data-undo]").click();
  await page.locator('[data-act="field_set"][data-undone="true"] s').waitFor();
  expect(await page.locator('[data-undone="true"]').innerText()).toContain("ångrad");
  expect(await page.locator('[data-act="decided"] [data-undo]').count()).toBe(0);
  await expectAccessible(page);

  await page.locator('[data-act="field_set"] [data-go="officer"]').click();
  expect(await page.evaluate(() => document.activeElement?.id)).toBe("field-officer");
  await page.locator('[data-place="fact/officer"].arrived').waitFor();
  expect(faults).toEqual([]);
  await close();
});

test.each([
  ["question/antal-enheter/text", "#panel-svar", 'question/antal-enheter'],
  ["contribution/kvinnosjukdomar/text/definition", "#panel-svar", "contribution/kvinnosjukdomar"],
  ["assessment/kirurgi-och-cancer/akutsjukvard", "#panel-effekter", "assessment/kirurgi-och-cancer/akutsjukvard"],
  ["theme/akutsjukvard", "#panel-effekter", "theme/akutsjukvard"],
  ["attachment/a1/file", "#panel-handlingar", "attachment/a1"],
  ["step/regionernas-beslut/region-kalmar-lan/state", "#panel-steg", "step/regionernas-beslut/region-kalmar-lan"],
  ["number/Socialstyrelsen", "#details[open]", "fact/number/Socialstyrelsen"],
  ["due", "header", "due"],
])("%s opens where it stands, and the focus is there", async (key, part, place) => {
  const { page, faults, close } = await look();
  await openSample(page);
  await page.evaluate(([id = "", at = ""]) => window.fake?.doneAt(id, at), [SAMPLE, key]);
  await page.locator("#tab-historik").click();
  await page.locator(`[data-go="${key}"]`).click();
  await page.locator(`${part} [data-place="${place}"].arrived`).waitFor();
  const inside = await page.evaluate(
    (it) => document.activeElement?.closest(`[data-place="${it}"]`) !== null,
    place,
  );
  expect(inside).toBe(true);
  expect(faults).toEqual([]);
  await close();
});

test("a hit of the search opens its case at its place", async () => {
  const { page, faults, close } = await look();
  await page.locator("[data-case]").first().waitFor();
  await page.keyboard.press("Control+k");
  await page.locator("dialog[open] input").first().fill("ändamålsenlig");
  await page.locator("dialog[open]", { hasText: "svar på fråga 1" }).waitFor();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.locator('[data-place="question/definition"].arrived').waitFor();
  expect(faults).toEqual([]);
  await close();
});
