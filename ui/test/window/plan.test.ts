// The due date against the meetings, and the same letter registered twice.
import { expect, test } from "vitest";

import { expectAccessible, look, openSample, withBrowser } from "./window";

withBrowser();

test("a clash is told in plain words, and the proposal is one press from its form", async () => {
  const { page, faults, close } = await look();
  await openSample(page);
  const clash = page.locator("#clash");
  expect(await clash.innerText()).toContain("SVN sammanträder inte mellan 25 november 2026 och 27 november 2026.");
  expect(await clash.innerText()).toContain("Föreslå beslut av Samverkansnämndens presidium på delegation.");
  expect(await clash.innerText()).toContain("25 september 2026 och 4 december 2026");
  await page.locator("#propose").focus();
  await page.keyboard.press("Enter");
  await page.locator("#decide-body").waitFor();
  expect(await page.locator("#decide-body").inputValue()).toBe("presidiet");
  expect(await page.locator("#decide-delegated").isChecked()).toBe(true);
  expect(faults).toEqual([]);
  await close();
});

test("without a presidium the clash names the meetings around it, and proposes nobody", async () => {
  const { page, faults, close } = await look("?no-presidium");
  await openSample(page);
  const clash = page.locator("#clash");
  expect(await clash.innerText()).toContain("SVN sammanträder inte mellan 25 november 2026 och 27 november 2026.");
  expect(await clash.innerText()).toContain("25 september 2026 och 4 december 2026");
  expect(await clash.innerText()).toContain("Organisationen har inget presidium som kan besluta på delegation.");
  expect(await clash.innerText()).not.toContain("Föreslå");
  expect(await page.locator("#propose").count()).toBe(0);
  expect(await page.locator("[data-meeting]").count()).toBe(2);
  await expectAccessible(page);
  expect(faults).toEqual([]);
  await close();
});

test("a new due date shows what moves before anything does, and can be taken back", async () => {
  const { page, faults, close } = await look();
  await openSample(page);
  await page.locator('[data-step="fakultet"]').click();
  await page.locator("[data-plan]").first().click();
  await page.locator("#plan-due").fill("2026-11-24");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Escape");
  await page.locator("#change-due").click();
  await page.locator("#field-due").fill("11 dec 2026");
  await page.locator("#replan").waitFor();
  const table = await page.locator("#replan").innerText();
  expect(table).toMatch(/3\. Sammanställning\s+24 november 2026\s+8 december 2026/);
  expect(await page.locator('#replan [data-planned="true"]').innerText()).toContain("datumet är satt för hand");
  expect(await page.locator("#case-due").innerText()).toBe("27 november 2026");
  await expectAccessible(page);
  await page.keyboard.press("Enter");
  await page.locator("#case-due", { hasText: "11 december 2026" }).waitFor();
  await page.locator("[data-notice]", { hasText: "Sista svarsdag är nu" }).getByText("Ångra").click();
  await page.locator("#case-due", { hasText: "27 november 2026" }).waitFor();
  expect(faults).toEqual([]);
  await close();
});

test("unknown calendars are named with their year", async () => {
  const { page, close } = await look("?cases=1");
  await page.locator("[data-case]", { hasText: "Ärende 1" }).click();
  await page.locator('[data-meeting="svn"]', { hasText: "SVN:s datum för 2027 är inte inlagda" }).waitFor();
  await close();
});

test("the same letter is told of, and the two are joined after a word in place", async () => {
  const { page, faults, close } = await look("?twice");
  await openSample(page);
  const twin = page.locator("[data-twin]");
  expect(await twin.innerText()).toContain("är registrerad i ”Remiss från Socialstyrelsen, dubbelt registrerad” av Per Holm 2 november 2026");
  await twin.locator("[id^=join-]").click();
  await expectAccessible(page);
  await page.locator("[id^=join-][id$=-save]").click();
  await page.locator("#case-title", { hasText: "dubbelt registrerad" }).waitFor();
  await page.locator("[data-twin]").waitFor({ state: "detached" });
  expect(faults).toEqual([]);
  await close();
});

test("letters that only share a number are said to be different, and that is undone", async () => {
  const { page, faults, close } = await look("?twice");
  await openSample(page);
  await page.locator("[data-twin-apart]").click();
  await page.locator("[data-twin]").waitFor({ state: "detached" });
  const toast = page.locator("[data-notice]", { hasText: "Ärendena är olika skrivelser." });
  await page.waitForFunction(() => document.activeElement?.id === "case-title");
  await toast.getByRole("button", { name: "Ångra" }).click();
  await page.locator("[data-twin]").waitFor();
  expect(faults).toEqual([]);
  await close();
});

test("a joined case says that it goes on elsewhere, and leads there", async () => {
  const { page, faults, close } = await look("?twice");
  await openSample(page);
  await page.locator("[id^=join-]").click();
  await page.locator("[id^=join-][id$=-save]").click();
  await page.locator("#case-title", { hasText: "dubbelt registrerad" }).waitFor();
  expect(await page.locator("[data-joined]").count()).toBe(0);
  await page.locator("#back").click();
  await openSample(page);
  const banner = page.locator("[data-joined]");
  expect(await banner.innerText()).toContain("Ärendet är sammanfört med ett annat och fortsätter där.");
  expect(await page.locator("[data-twin]").count()).toBe(0);
  await expectAccessible(page);
  await banner.locator("#go-joined").click();
  await page.locator("#case-title", { hasText: "dubbelt registrerad" }).waitFor();
  expect(await page.locator("[data-joined]").count()).toBe(0);
  expect(faults).toEqual([]);
  await close();
});
