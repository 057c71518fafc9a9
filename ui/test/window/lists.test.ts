import type { Page } from "playwright-core";
import { expect, test } from "vitest";

import { expectAccessible, look, withBrowser } from "./window";

withBrowser();

const calls = (page: Page, of: string) =>
  page.evaluate((name) => window.fake?.calls.filter(([it]) => it === name) ?? [], of);

test("what waits for her is one link away, nearest first, and opens its case at the place", async () => {
  const { page, faults, close } = await look();
  expect(await page.locator("#mine").innerText()).toBe("2 punkter väntar på dig");
  await page.locator("#mine").click();
  await page.locator("[data-task]").first().waitFor();
  expect(await page.locator("#tasks-mine").isChecked()).toBe(true);
  expect(await page.locator("[data-mine=true]").count()).toBe(2);
  expect(await page.locator("[data-mine=false]").count()).toBe(0);

  await page.locator("#tasks-mine").uncheck();
  expect(await page.locator("main h2").allInnerTexts()).toEqual(["Försenat 3", "Denna vecka 1", "Utan datum 2"]);
  const first = page.locator("main li").first();
  expect(await first.innerText()).toContain("5 dagar försenat");
  expect(await page.locator("#tasks-count").innerText()).toBe("6 punkter");

  await page.locator("[data-task]", { hasText: "Medicin och akut vård" }).click();
  await page.locator('[data-step="systemeffekter"][aria-current]').waitFor();
  await page.locator("#case-title").focus();
  await page.keyboard.press("Escape");
  await page.locator("[data-task]", { hasText: "Bidrag från Medicinska fakulteten" }).click();
  await page.locator('#tab-svar[aria-selected="true"]').waitFor();
  expect(faults).toEqual([]);
  await close();
});

test("a round's due date is moved only after what moves has been seen", async () => {
  const { page, faults, close } = await look();
  await page.locator("[data-to-round]").first().click();
  await page.locator("#round-table").waitFor();
  expect(await page.locator("#round-table tbody tr").first().innerText()).toContain("1/6 Systemeffekter");

  await page.locator("#round-move").click();
  expect(await page.locator("#move-save").count()).toBe(0);
  await page.locator("#move-due").fill("11 dec 2026");
  await page.locator("#move-show").click();
  const step = page.locator("#replan tr", { hasText: "Beslut i SVN" });
  expect(await step.locator("td").allInnerTexts()).toEqual(["26 november 2026", "10 december 2026"]);
  expect(await page.locator("[data-stays]").innerText()).toBe(
    "Remiss: avancerad hyperbar syrgasbehandling: har ett eget svarsdatum, 18 november 2026",
  );
  expect(await calls(page, "roundDue")).toEqual([]);

  // Another day has not been seen yet.
  await page.locator("#move-due").fill("2026-12-12");
  await page.locator("#move-save").waitFor({ state: "detached" });
  await page.locator("#move-due").fill("2026-12-11");
  await page.locator("#move-save").click();
  await page.locator("#round-due-day", { hasText: "fredag 11 december 2026, förlängd, var 27 november 2026" }).waitFor();
  expect((await calls(page, "roundDue")).map((it) => it[2])).toEqual(["2026-12-11"]);

  await page.locator("[data-notice]").getByRole("button", { name: "Ångra" }).click();
  await page.locator("#round-due-day", { hasText: "27 november 2026" }).waitFor();
  expect(faults).toEqual([]);
  await close();
});

test("a round is registered from one letter, one case for each area", async () => {
  const { page, faults, close } = await look();
  await page.locator("#new-case").click();
  await page.locator("#title").fill("Finns kvar");
  await page.locator("#form-round").click();
  await page.locator("#round-areas").fill("Viss vård vid endometrios\n\n  Ryggmärgsskador ");
  expect(await page.locator("#round-areas-hint").innerText()).toBe("2 områden ger 2 ärenden.");
  await page.locator("#save-round").click();
  await page.locator("#round-fault:not(:empty)").waitFor();
  await page.locator("#form-case").click();
  expect(await page.locator("#title").inputValue()).toBe("Finns kvar");
  await page.locator("#form-round").click();

  await page.locator("#round-title").fill("NHV, våren 2027");
  await page.locator("#round-number-0").fill("1000/2027");
  await page.locator("#round-due").fill("2027-03-12");
  await page.locator("#save-round").click();
  await page.locator("#round-heading", { hasText: "NHV, våren 2027" }).waitFor();
  expect(await page.locator("#round-table tbody tr").count()).toBe(2);
  expect((await calls(page, "roundNew")).at(-1)?.[1]).toMatchObject({
    process: "remissvar",
    due: "2027-03-12",
    areas: ["Viss vård vid endometrios", "Ryggmärgsskador"],
    numbers: [{ holder: "Socialstyrelsen", number: "1000/2027" }],
    officer: "Karin Ek",
  });
  expect(faults).toEqual([]);
  await close();
});

test("the kind of work is sent without its version, which follows the day of arrival; an application asks who applies", async () => {
  const { page, close } = await look();
  await page.locator("#new-case").click();
  expect(await page.locator("#process option").allInnerTexts()).toEqual(["Remissvar", "Samordnat remissvar", "Ansökan"]);
  expect(await page.locator("#process-hint").innerText()).toBe("Version som gäller från 1 mars 2023");
  await page.locator("#received").fill("2021-02-01");
  await page.locator("#process-hint", { hasText: "1 april 2020" }).waitFor();
  await page.locator("#process").selectOption("samordnat-remissvar");
  expect(await page.locator("#process-hint").innerText()).toBe("Version utan datum");
  await page.locator("#received").fill("");
  await page.locator("#process").selectOption("ansokan");
  await page.locator("#applicant").selectOption("Region Östergötland");
  await page.locator("#title").fill("Ansökan om ryggmärgsskador");
  await page.locator("#save-case").click();
  await page.locator("#case-title").waitFor();
  expect((await calls(page, "caseNew"))[0]?.[1]).toMatchObject({ process: "ansokan", applicant: "Region Östergötland" });
  await close();
});

test("closed cases come last, with how they ended", async () => {
  const { page, close } = await look();
  const sample = page.locator("[data-case]", { hasText: "endometrios" });
  await sample.waitFor();
  await page.evaluate(() => window.fake?.closed("8d1e7b0a-1111-4111-8111-000000000001"));
  await page.locator("#group-closed").waitFor();
  const last = page.locator("main li").last();
  expect(await last.innerText()).toContain("endometrios");
  expect(await last.innerText()).toContain("Tillstånd beviljat");
  expect(await last.innerText()).toContain("Avslutat");
  await page.locator("[data-to-round]").first().click();
  await page.locator("[data-state=closed]", { hasText: "Avslutat: tillstånd beviljat" }).waitFor();
  await close();
});

test("system effects over cases are a table with headers, symbols and words", async () => {
  const { page, faults, close } = await look();
  await page.locator("#nav-effects").click();
  await page.locator("#effects").waitFor();
  expect(await page.locator("#effects caption").innerText()).toContain("Kunskapsrådens bedömningar");
  expect(await page.locator("#effects thead th[scope=col]").allInnerTexts()).toEqual([
    "Område",
    "Akutsjukvård",
    "Kompetensförsörjning",
    "Ekonomi",
  ]);
  const row = page.locator("#effects tbody tr").first();
  expect(await row.locator("th[scope=row]").innerText()).toBe("Viss vård vid endometrios");
  const cells = (await row.locator("td").allInnerTexts()).map((it) => it.replace(/\s+/g, " "));
  expect(cells[0]).toMatch(/−1 till \+2 ≠ råden är oense/i);
  expect(cells[0]).toContain("något negativ till tydligt positiv");
  expect(cells[0]).toContain("summa +2, 4 råd");
  expect(cells[1]).toContain("+1 något positiv");
  expect(cells[2]).toBe("Inte bedömt");

  await page.locator("#effects-round").selectOption({ label: "NHV, hösten 2026" });
  await page.locator("#effects caption", { hasText: "NHV, hösten 2026" }).waitFor();
  expect((await calls(page, "cumulative")).at(-1)?.[1]).not.toBeNull();
  expect(faults).toEqual([]);
  await close();
});

test("a meeting is added, taken out and taken back, and a period is said to be complete", async () => {
  const { page, faults, close } = await look();
  await page.locator("#nav-processes").click();
  const svn = page.locator('[data-body="svn"]');
  await svn.locator('[data-missing="2027"]', { hasText: "SVN:s datum för 2027 är inte inlagda" }).waitFor();
  expect(await svn.innerText()).toContain("24 sep.–25 sep.");

  await page.locator("#meeting-add-svn").click();
  await page.locator("#meeting-first-svn").fill("11 mars 2027");
  await page.locator("#meeting-last-svn").fill("2027-03-10");
  await page.locator("#meeting-save-svn").click();
  await svn.locator("[role=alert]:not(:empty)").waitFor();
  await page.locator("#meeting-last-svn").fill("2027-03-12");
  await page.locator("#meeting-save-svn").click();
  await svn.locator('[data-meeting="2027-03-11"]', { hasText: "11 mars–12 mars" }).waitFor();
  await page.waitForFunction(() => document.activeElement?.id === "meeting-add-svn");

  await page.locator('[data-not-held="2027-03-11"]').click();
  await svn.locator('[data-meeting="2027-03-11"]').waitFor({ state: "detached" });
  await page.locator("[data-notice]").getByRole("button", { name: "Ångra" }).click();
  await svn.locator('[data-meeting="2027-03-11"]').waitFor();

  await page.locator("#period-add-svn").click();
  expect(await page.locator("#period-first-svn").inputValue()).toBe("2027-01-01");
  await page.locator("#period-save-svn").click();
  await svn.locator("p", { hasText: "Alla sammanträden 1 januari 2027–31 december 2027 är inlagda." }).waitFor();
  expect(await svn.locator("[data-missing]").count()).toBe(0);
  expect(await page.locator('[data-body="presidiet"] [data-missing]').count()).toBe(2);
  expect(faults).toEqual([]);
  await close();
});

test("a process shows its steps, who answers for them, and that the days are our proposal", async () => {
  const { page, close } = await look();
  await page.locator("#nav-processes").click();
  const process = page.locator('[data-process="samordnat-remissvar-odaterad"]');
  expect(await process.locator("summary").innerText()).toContain("utan datum");
  await process.locator("summary").click();
  expect(await process.locator("thead").innerText()).toContain("Samsvars förslag");
  const row = process.locator("tbody tr").nth(1);
  expect(await row.innerText()).toContain("ett kunskapsråd i taget");
  expect(await row.innerText()).toContain("14 dagar före");
  await close();
});

test("the logo is chosen, seen and taken away, and what is none leaves it", async () => {
  const { page, faults, close } = await look();
  await page.locator("#nav-processes").click();
  const logo = page.getByRole("img", { name: "Logotyp: " });
  await page.locator("#logo-choose").waitFor();
  expect(await logo.count()).toBe(0);
  // The fake's first pick is a Word document.
  await page.locator("#logo-choose").click();
  await page.locator("[data-notice]", { hasText: "ingen SVG- eller PNG-bild" }).waitFor();
  expect(await logo.count()).toBe(0);
  await page.evaluate(() => {
    (window as unknown as { picks: string[] }).picks = ["/bilder/logotyp.svg"];
  });
  await page.locator("#logo-choose").click();
  await logo.waitFor();
  await page.waitForFunction(() => document.activeElement?.id === "logo-choose");
  await expectAccessible(page);
  await page.locator("#logo-remove").click();
  await logo.waitFor({ state: "detached" });
  expect(faults).toEqual([]);
  await close();
});
