import { expect, test } from "vitest";

import { look, withBrowser } from "./window";

withBrowser();

test("the nearest date stands first, in its group, with words", async () => {
  const { page, faults, close } = await look();
  await page.locator("[data-case]").first().waitFor();
  expect(await page.locator("main h2").allInnerTexts()).toEqual(["Försenat 1", "Denna vecka 1", "Utan datum 1"]);
  const first = page.locator("main li").first();
  expect(await first.innerText()).toContain("5 dagar försenat");
  expect(await page.locator("main li").nth(1).innerText()).toContain("Exempel – det mesta är påhittat");
  expect(faults).toEqual([]);
  await close();
});

test("a new case needs a title only, and a refusal keeps what was typed", async () => {
  const { page, faults, close } = await look("?empty");
  await page.locator(".empty").waitFor();
  await page.keyboard.press("Control+n");
  await page.locator("#number").fill("29988/2022");
  await page.locator("#due").fill("6 dec 2026");
  await page.locator("#save-case").click();
  await page.locator("#new-fault:not(:empty)").waitFor();
  expect(await page.locator("#number").inputValue()).toBe("29988/2022");

  await page.locator("#cancel-case").click();
  await page.locator("#new-case").click();
  expect(await page.locator("#number").inputValue()).toBe("29988/2022");

  await page.locator("#title").fill("Viss vård vid endometrios");
  await page.keyboard.press("Enter");
  await page.locator("#case-title", { hasText: "Viss vård vid endometrios" }).waitFor();
  expect(await page.locator("#case-due").innerText()).toBe("6 december 2026");
  const call = await page.evaluate(() => window.fake?.calls.find(([name]) => name === "caseNew")?.[1]);
  expect(call).toMatchObject({ due: "2026-12-06", numbers: [{ holder: "Socialstyrelsen", number: "29988/2022" }] });
  expect(faults).toEqual([]);
  await close();
});

test("the list is walked and opened by keys, and comes back to the same row", async () => {
  const { page, close } = await look();
  await page.locator("[data-case]").first().waitFor();
  await page.keyboard.press("j");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("k");
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  await page.locator("#case-title", { hasText: "endometrios" }).waitFor();
  await page.keyboard.press("Escape");
  await page.locator("#new-case").waitFor();
  await page.waitForFunction(() => document.activeElement?.textContent?.includes("endometrios"));
  await close();
});

test("fifty rows first, then more", async () => {
  const { page, close } = await look("?cases=70");
  await page.locator("#show-more").waitFor();
  expect(await page.locator("[data-case]").count()).toBe(50);
  await page.locator("#show-more").click();
  await page.waitForFunction(() => document.querySelectorAll("[data-case]").length === 73);
  expect(await page.locator("#show-more").count()).toBe(0);
  await close();
});

test("the first start asks for a name, once", async () => {
  const { page, close } = await look("?first");
  await page.locator("#name").fill("Karin Ek");
  await page.locator("#roles").fill("samordnare, sekreterare");
  await page.locator("#begin").click();
  await page.locator("#new-case").waitFor();
  const call = await page.evaluate(() => window.fake?.calls.find(([name]) => name === "personSet"));
  expect(call).toEqual(["personSet", "Karin Ek", ["samordnare", "sekreterare"], ""]);
  await close();
});

test("single keys can be switched off", async () => {
  const { page, close } = await look();
  await page.locator("[data-case]").first().waitFor();
  await page.keyboard.press("?");
  await page.locator("#single-keys").uncheck();
  await page.keyboard.press("Escape");
  await page.locator("dialog").waitFor({ state: "detached" });
  await page.locator("#nav-overview").focus();
  await page.keyboard.press("j");
  expect(await page.evaluate(() => document.activeElement?.id)).toBe("nav-overview");
  await close();
});

test("the register and the dates are saved for other programs", async () => {
  const { page, faults, close } = await look();
  await page.locator("#register-save").click();
  await page.locator("[data-notice]", { hasText: "Registret är sparat i /dokument/Register.xlsx." }).waitFor();
  await page.locator("#nav-tasks").click();
  await page.locator("#calendar-save").click();
  await page.locator("[data-notice]", { hasText: "Datumen i pågående ärenden och kommande möten är sparade i /dokument/Samsvar datum.ics." }).waitFor();
  const asked = await page.evaluate(() => window.fake?.calls.filter(([name]) => name.endsWith("Save") && !name.startsWith("pick")));
  expect(asked).toEqual([
    ["registerSave", "/dokument/Register.xlsx"],
    ["calendarSave", "/dokument/Samsvar datum.ics"],
  ]);
  expect(faults).toEqual([]);
  await close();
});
