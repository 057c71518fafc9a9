// Council × theme, and the parts of an application.
import type { Page } from "playwright-core";
import { expect, test } from "vitest";

import { expectAccessible, expectNoSidewaysScroll, look, openSample, withBrowser } from "./window";

withBrowser();

async function openApplication(page: Page): Promise<void> {
  await page.locator("[data-case]", { hasText: "ryggmärgsskador" }).click();
  await page.locator("#tab-ansokan").click();
  await page.locator("#application-title").waitFor();
}

test("a council rates with sign and word, and disagreement is said", async () => {
  const { page, faults, close } = await look();
  await openSample(page);
  await page.locator("#tab-effekter").click();
  const theme = page.locator('[data-theme="undantrangning"]');
  await theme.waitFor();
  expect(await page.locator('[data-theme="akutsjukvard"]').innerText()).toContain("Råden är oense");
  expect(await page.locator('[data-theme="resor-och-narstaende"]').innerText()).toContain("inte hämtat ur en publicerad källa");
  const cell = page.locator('[data-cell="kirurgi-och-cancer-undantrangning"]');
  await cell.locator("select").selectOption({ label: "+2 tydligt positiv" });
  await cell.locator("textarea").fill("Frigör operationstid.");
  await page.keyboard.press("Tab");
  await page.locator('[data-cell="medicin-och-akut-vard-undantrangning"] select').selectOption({ label: "0 ingen påverkan" });
  await theme.locator("[data-disagreement]").waitFor();
  const acts = await page.evaluate(() => window.fake?.calls.filter(([name]) => name === "act").map((it) => it[2]));
  expect(acts).toContainEqual({
    code: "assessed",
    council: "kirurgi-och-cancer",
    theme: "undantrangning",
    rating: 2,
    comment: "Frigör operationstid.",
  });
  await expectAccessible(page);
  await page.setViewportSize({ width: 683, height: 384 });
  await expectNoSidewaysScroll(page);
  expect(faults).toEqual([]);
  await close();
});

test("four councils fit the office screen; a comment is kept when she goes straight on", async () => {
  const { page, close } = await look();
  await openSample(page);
  await page.locator("#tab-effekter").click();
  await page.locator("[data-cell]").first().waitFor();
  const [content, shown] = await page.locator(".sheet").evaluate((it) => [it.scrollWidth, it.clientWidth]);
  expect(content).toBeLessThanOrEqual(shown ?? 0);
  await page.locator("#comment-kirurgi-och-cancer-akutsjukvard").fill("Ändrad bedömning.");
  await page.locator("#tab-steg").click();
  await page.locator("#step-title").waitFor();
  await page.locator("#tab-effekter").click();
  expect(await page.locator("#comment-kirurgi-och-cancer-akutsjukvard").inputValue()).toBe("Ändrad bedömning.");
  await close();
});

test("eight councils scroll in their own sheet, never the page, and a cell that has the focus is seen", async () => {
  const { page, faults, close } = await look("?councils=4");
  await openSample(page);
  await page.locator("#tab-effekter").click();
  await page.locator("[data-cell]").first().waitFor();
  const sheet = page.locator(".sheet");
  expect(await sheet.locator("thead th").count()).toBe(9);
  for (const size of [{ width: 1366, height: 768 }, { width: 1024, height: 768 }, { width: 683, height: 384 }, { width: 341, height: 192 }]) {
    await page.setViewportSize(size);
    await expectNoSidewaysScroll(page);
    const [content, shown] = await sheet.evaluate((it) => [it.scrollWidth, it.clientWidth]);
    expect(content).toBeGreaterThan(shown ?? 0);
    const narrow = await sheet.locator("thead th").evaluateAll((all) => Math.min(...all.map((it) => it.clientWidth)));
    expect(narrow).toBeGreaterThan(160);
  }

  await page.setViewportSize({ width: 1024, height: 768 });
  const names = await sheet.locator("[data-theme]").first().boundingBox();
  const frame = await sheet.boundingBox();
  // From the last one back, as by Shift Tab: none of them hides behind the names.
  for (const place of [7, 6, 5, 4, 3, 2, 1, 0]) {
    const field = sheet.locator("tbody tr").first().locator("select").nth(place);
    await field.focus();
    const box = await field.boundingBox();
    expect(box?.x).toBeGreaterThanOrEqual((names?.x ?? 0) + (names?.width ?? 0));
    expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual((frame?.x ?? 0) + (frame?.width ?? 0));
  }
  await expectAccessible(page);
  expect(faults).toEqual([]);
  await close();
});

test("a theme is added, renamed and hidden, and the hidden one comes back", async () => {
  const { page, faults, close } = await look();
  await openSample(page);
  await page.locator("#tab-effekter").click();
  await page.locator("#theme-add").click();
  await page.locator("#theme-add-name").fill("Robusthet");
  await page.keyboard.press("Enter");
  await page.locator("[data-theme]", { hasText: "Robusthet" }).waitFor();
  await page.locator("#theme-rename-akutsjukvard").click();
  await page.locator("#theme-name").fill("Akut omhändertagande");
  await page.keyboard.press("Enter");
  await page.locator("[data-theme]", { hasText: "Akut omhändertagande" }).waitFor();
  await page.locator('[data-theme-hide="undantrangning"]').click();
  await page.locator('[data-theme="undantrangning"]').waitFor({ state: "detached" });
  await page.locator("[data-notice]", { hasText: "är dolt" }).getByText("Ångra").click();
  await page.locator('[data-theme="undantrangning"]').waitFor();
  expect(faults).toEqual([]);
  await close();
});

test("an application holds its applicant, group, commitments, conditions, supplements and notices", async () => {
  const { page, faults, close } = await look("?application");
  await openApplication(page);
  await page.locator("#field-applicant").selectOption("Region Kalmar län");
  await page.locator("#member-liu").fill("Anna Berg");
  await page.keyboard.press("Tab");
  await page.locator("#members-title", { hasText: "1 av 5" }).waitFor();

  await page.locator("#commitment-add").click();
  await page.locator("#commitment-text").fill("En rehabiliteringsplats");
  await page.locator("#commitment-amount").fill("mycket");
  await page.locator("#commitment-add-save").click();
  expect(await page.evaluate(() => document.activeElement?.id)).toBe("commitment-amount");
  await page.locator("#commitment-amount").fill("1250000 kr");
  await page.locator("#commitment-rsl").fill("3 dec 2026");
  await page.locator("#commitment-add-save").click();
  const commitment = page.locator('[data-part-of="commitment"]');
  await commitment.waitFor();
  expect((await commitment.innerText()).replaceAll(/\s/g, " ")).toContain("1 250 000 kr");
  expect(await commitment.innerText()).toContain("RSL 3 december 2026");
  expect(await commitment.innerText()).toContain("inte behandlat i SVN");
  await commitment.locator("[id^=commitment-change-]").click();
  await page.locator("#commitment-svn").fill("4 dec 2026");
  await page.keyboard.press("Enter");
  await commitment.getByText("SVN 4 december 2026").waitFor();
  await commitment.locator("[data-remove]").click();
  await commitment.waitFor({ state: "detached" });
  await page.locator("[data-notice]", { hasText: "Borttaget" }).getByText("Ångra").click();
  await commitment.waitFor();

  await page.locator("#condition-add").click();
  await page.locator("#condition-text").fill("Tillgång till intensivvård");
  await page.locator("#condition-state").selectOption("partly");
  await page.locator("#condition-add-save").click();
  await page.locator('[data-part-of="condition"] [data-state="partly"]', { hasText: "delvis uppfyllt" }).waitFor();

  await page.locator("#supplement-add").click();
  await page.locator("#supplement-text").fill("Volymer per år");
  await page.locator("#supplement-due").fill("2026-11-20");
  await page.locator("#supplement-add-save").click();
  await page.locator('[data-part-of="supplement"]', { hasText: "försenad" }).waitFor();

  await page.locator('[data-notice-tick="avsikt-svn"]').click();
  await page.locator('[data-notice-tick="avsikt-svn"][aria-pressed="true"]').waitFor();
  await page.locator("#notice-note-avsikt-svn").fill("Per e-post");
  await page.keyboard.press("Tab");
  await page.locator("[data-notice-list]", { hasText: "1 av 2 underrättade" }).waitFor();
  await expectAccessible(page);
  await page.emulateMedia({ colorScheme: "dark" });
  await expectAccessible(page);
  await page.setViewportSize({ width: 341, height: 192 });
  await expectNoSidewaysScroll(page);
  expect(faults).toEqual([]);
  await close();
});

test("notices of another process stand in their step, and the history leads there", async () => {
  const { page, faults, close } = await look("?notices");
  await openSample(page);
  expect(await page.locator("#tab-ansokan").count()).toBe(0);
  expect(await page.locator("[data-notice-list]").count()).toBe(0);
  await page.locator('[data-step="uppdrag"]').click();
  const list = page.locator('[data-notice-list="uppdrag"]');
  expect(await list.locator("h3").innerText()).toBe("Information om uppdraget 0 av 4 underrättade");
  await list.locator('[data-notice-tick="uppdrag-kirurgi-och-cancer"]').click();
  await list.locator("h3", { hasText: "1 av 4 underrättade" }).waitFor();
  expect(await list.locator("li", { hasText: "Kirurgi och cancer" }).innerText()).toContain("Underrättad 23 november 2026");
  await list.locator("#notice-note-uppdrag-kirurgi-och-cancer").fill("Vid mötet");
  await page.keyboard.press("Tab");
  await expectAccessible(page);
  await page.setViewportSize({ width: 341, height: 192 });
  await expectNoSidewaysScroll(page);
  await page.setViewportSize({ width: 1366, height: 768 });

  await page.locator('[data-step="fakultet"]').click();
  await page.locator("#tab-historik").click();
  await page.locator('[data-go="notice/uppdrag/kirurgi-och-cancer"]').first().click();
  await page.locator('#panel-steg [data-place="notice/uppdrag/kirurgi-och-cancer"].arrived').waitFor();
  expect(await page.locator("#notice-note-uppdrag-kirurgi-och-cancer").inputValue()).toBe("Vid mötet");
  expect(faults).toEqual([]);
  await close();
});

test("two assessments of one cell stand side by side in words, and one is kept", async () => {
  const { page, faults, close } = await look("?torn");
  await openSample(page);
  const box = page.locator('[data-conflict="assessment/kirurgi-och-cancer/akutsjukvard"]');
  expect(await box.innerText()).toContain("Kirurgi och cancer, Akutsjukvård");
  expect(await box.innerText()).toContain("−2 tydligt negativ");
  await box.locator('[data-keep="1"]').click();
  await box.waitFor({ state: "detached" });
  await page.locator("#tab-effekter").click();
  expect(await page.locator("#rating-kirurgi-och-cancer-akutsjukvard").inputValue()).toBe("-2");
  expect(faults).toEqual([]);
  await close();
});
