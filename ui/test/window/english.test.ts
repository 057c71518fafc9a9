// The English of what is put together from several parts.
import { expect, test } from "vitest";

import { expectNoSidewaysScroll, look, openSample, withBrowser } from "./window";

withBrowser();

test("in English a theme has its English name in a conflict, and clocks and days are English", async () => {
  const { page, faults, close } = await look("?language=en&torn");
  await openSample(page);
  const box = page.locator('[data-conflict^="assessment/"]');
  expect(await box.innerText()).toContain("More than one version: Kirurgi och cancer, Emergency care");
  expect(await box.innerText()).toMatch(/Karin Ek, 20 November 2026 \d\d:\d\d/);
  await page.locator("#back").click();
  await page.locator("[data-case]", { hasText: "hyperbar" }).click();
  expect(await page.locator('[data-conflict="due"]').innerText()).toContain("18 December 2026");
  expect(faults).toEqual([]);
  await close();
});

test("the language stands beside the name in half a window, too", async () => {
  const { page, close } = await look("?language=en", { viewport: { width: 683, height: 768 } });
  const [name, language] = [await page.locator("header .who").boundingBox(), await page.locator("#language").boundingBox()];
  expect(language?.x).toBeGreaterThan(name?.x ?? 0);
  await expectNoSidewaysScroll(page);
  await close();
});
