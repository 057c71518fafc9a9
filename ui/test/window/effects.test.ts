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
