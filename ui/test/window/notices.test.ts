// What went wrong stays until it is read, and never lies on the work.
import type { Page } from "playwright-core";
import { expect, test } from "vitest";

import { expectAccessible, expectNoSidewaysScroll, look, openSample, withBrowser } from "./window";

withBrowser();

const warnings = (page: Page) => page.locator(".toasts [data-notice=warning]");

/** A day of arrival after the due date is saved, and warned of. */
async function arrive(page: Page, day: string): Promise<void> {
  await page.locator("#field-received").fill(day);
  await page.keyboard.press("Tab");
  await page.locator("[role=status] [data-notice=warning]", { hasText: day }).waitFor();
}

async function openDetails(page: Page): Promise<void> {
  await openSample(page);
  await page.locator("#details summary").click();
}

test("one warning and one good word are seen; earlier warnings wait behind a line, each until it is closed", async () => {
  const { page, faults, close } = await look();
  await openDetails(page);
  const days = ["2026-12-01", "2026-12-02", "2026-12-03", "2026-12-04", "2026-12-05", "2026-12-06"];
  for (const day of days.slice(0, 2)) await arrive(page, day);
  expect(await page.locator("#notices-more").innerText()).toBe("1 varning till");
  for (const day of days.slice(2)) await arrive(page, day);
  await page.locator("[data-tick]").first().click();
  await page.locator("#reopen-reason").fill("Fel dag");
  await page.locator("#reopen-save").click();
  await page.locator("[data-notice=done]").waitFor();
  expect(await page.locator(".toasts [data-notice]").count()).toBe(2);
  expect(await warnings(page).innerText()).toContain("2026-12-06");

  expect(await page.locator("#notices-more").innerText()).toBe("5 varningar till");
  await page.locator("#notices-more").click();
  expect(await warnings(page).count()).toBe(6);
  await expectAccessible(page);
  for (const [place, day] of days.entries()) expect(await warnings(page).nth(place).innerText()).toContain(day);
  for (let left = 6; left > 0; left--) {
    await warnings(page).first().locator("[data-close]").click();
    expect(await warnings(page).count()).toBe(left - 1);
  }
  expect(await page.locator("#notices-more").count()).toBe(0);
  expect(faults).toEqual([]);
  await close();
});

test("the same warning is there once, with its latest number", async () => {
  const { page, close } = await look();
  await openDetails(page);
  await arrive(page, "2026-12-01");
  await arrive(page, "2026-12-02");
  await arrive(page, "2026-12-01");
  expect(await warnings(page).count()).toBe(1);
  expect(await page.locator("#notices-more").innerText()).toBe("1 varning till");

  await page.locator("#tab-svar").click();
  for (const words of [301, 305]) {
    await page.locator("#panel-svar textarea").first().fill("ord ".repeat(words));
    await page.keyboard.press("Tab");
    await page.locator("[data-notice=warning]", { hasText: `har ${words} ord` }).waitFor();
  }
  expect(await page.locator("#notices-more").innerText()).toBe("2 varningar till");
  await close();
});

test("Esc closes the card that has the focus, goes to the next one, and then back to the work", async () => {
  const { page, faults, close } = await look();
  await openDetails(page);
  await arrive(page, "2026-12-01");
  await arrive(page, "2026-12-02");
  await page.locator("#field-officer").focus();
  await warnings(page).locator("[data-close]").focus();
  await page.keyboard.press("Escape");
  await warnings(page).filter({ hasText: "2026-12-01" }).waitFor();
  expect(await page.locator("#notices-more").count()).toBe(0);
  expect(await page.evaluate(() => document.activeElement?.closest("[data-notice]")?.textContent)).toContain("2026-12-01");
  await page.keyboard.press("Escape");
  await warnings(page).waitFor({ state: "detached" });
  expect(await page.evaluate(() => document.activeElement?.id)).toBe("field-officer");
  await page.locator("#case-title").waitFor();

  await arrive(page, "2026-12-03");
  await arrive(page, "2026-12-04");
  await page.locator("#notices-more").focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
  expect(await warnings(page).count()).toBe(1);
  expect(await page.locator("#notices-more").getAttribute("aria-expanded")).toBe("false");
  expect(faults).toEqual([]);
  await close();
});

test("what lies under the notices can be scrolled out from them, and the focus is never beneath", async () => {
  const { page, close } = await look();
  await openDetails(page);
  for (const day of ["2026-12-01", "2026-12-02", "2026-12-03", "2026-12-04"]) await arrive(page, day);
  await page.locator("#notices-more").click();
  await page.locator(".toasts").evaluate(async () => new Promise(requestAnimationFrame));
  const top = async (): Promise<number> => (await page.locator(".toasts").boundingBox())?.y ?? 0;
  const bottom = async (of: string): Promise<number> => {
    const box = await page.locator(of).boundingBox();
    return (box?.y ?? 0) + (box?.height ?? 0);
  };
  await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight));
  expect(await bottom("main .columns")).toBeLessThan(await top());
  await page.evaluate(() => window.scrollTo(0, 0));
  await page.locator("#delete-case").focus();
  expect(await bottom("#delete-case")).toBeLessThan(await top());

  await page.setViewportSize({ width: 341, height: 192 });
  await expectNoSidewaysScroll(page);
  expect((await page.locator(".toasts").boundingBox())?.height).toBeLessThanOrEqual(0.6 * 192);
  await close();
});
