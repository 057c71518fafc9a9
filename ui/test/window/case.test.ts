import { expect, test } from "vitest";

import { look, openSample, withBrowser } from "./window";

withBrowser();

test("a part is signed off by name and day, and reopened with a reason only", async () => {
  const { page, faults, close } = await look();
  await openSample(page);
  const part = page.locator('[data-part="kirurgi-och-cancer"]');
  await part.locator("[data-tick]").click();
  await page.locator("#sign-note").fill("Vid mötet");
  await page.locator("#sign-save").click();
  await part.locator("[data-signed]").waitFor();
  expect(await part.innerText()).toContain("Klar 23 november 2026, kvitterad av Karin Ek – Vid mötet");
  expect(await page.locator('[data-step="systemeffekter"]').innerText()).toContain("3/4");

  await part.locator("[data-tick]").click();
  await page.locator("#reopen-save").click();
  expect(await page.evaluate(() => document.activeElement?.id)).toBe("reopen-reason");
  await page.locator("#reopen-reason").fill("Fel version");
  await page.locator("#reopen-save").click();
  await page.locator('[data-step="systemeffekter"]', { hasText: "2/4" }).waitFor();
  expect(await part.innerText()).toContain("Öppnad igen av Karin Ek: Fel version");
  expect(faults).toEqual([]);
  await close();
});

test("Ctrl Enter signs the next open part, digits choose the step, Esc goes back", async () => {
  const { page, close } = await look();
  await openSample(page);
  await page.keyboard.press("Control+Enter");
  await page.locator('[data-part="kirurgi-och-cancer"] #sign-save').waitFor();
  await page.keyboard.press("Escape");
  await page.locator("#sign-save").waitFor({ state: "detached" });
  await page.keyboard.press("6");
  await page.locator('[data-part="region-kalmar-lan"]').waitFor();
  await close();
});

test("a dropped file lands on the step under it; a drop beside is explained", async () => {
  const { page, faults, close } = await look();
  await openSample(page);
  const place = await page.locator('[data-step="fakultet"]').boundingBox();
  if (place === null) throw new Error("no step to drop on");
  const at = { x: place.x + 40, y: place.y + 10 };
  await page.evaluate((it) => window.fake?.drop({ kind: "over", ...it, paths: [] }), at);
  await page.locator('[data-step="fakultet"].over').waitFor();
  await page.evaluate((it) => window.fake?.drop({ kind: "drop", ...it, paths: ["/post/tom.txt"] }), at);
  await page.locator("[data-file]", { hasText: "tom.txt" }).waitFor();
  expect(await page.locator("#step-title").innerText()).toContain("Medicinska fakulteten");
  await page.locator('[data-warning="file_empty"]').waitFor();

  await page.evaluate(() => window.fake?.drop({ kind: "drop", x: 5, y: 5, paths: ["/post/b.txt"] }));
  await page.locator("[data-notice]", { hasText: "Släpp filen på ett steg" }).waitFor();
  await page.evaluate((it) => window.fake?.drop({ kind: "drop", ...it, paths: [] }), at);
  await page.locator("[data-notice]", { hasText: "Outlook" }).waitFor();
  expect(faults).toEqual([]);
  await close();
});

test("a detail is saved on leaving; a refused one keeps what was typed", async () => {
  const { page, close } = await look();
  await openSample(page);
  await page.locator("#details summary").click();
  await page.locator("#field-received").fill("24 sep 2026");
  await page.keyboard.press("Tab");
  await page.locator("header", { hasText: "Inkom 24 september 2026" }).waitFor();
  expect(await page.locator("#field-received").inputValue()).toBe("2026-09-24");
  await page.locator("#field-received").fill("snart");
  await page.keyboard.press("Tab");
  await page.locator("#field-received-hint.near").waitFor();
  expect(await page.locator("#field-received").inputValue()).toBe("snart");
  await page.locator("header", { hasText: "Inkom 24 september 2026" }).waitFor();
  await close();
});

test("a removed case can be taken back", async () => {
  const { page, close } = await look();
  await openSample(page);
  await page.locator("#details summary").click();
  await page.locator("#delete-case").click();
  const row = page.locator("[data-case]", { hasText: "endometrios" });
  await page.locator("#new-case").waitFor();
  await row.waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Ångra" }).click();
  await row.waitFor();
  await close();
});

test("a decision is confirmed before it is recorded", async () => {
  const { page, faults, close } = await look();
  await openSample(page);
  await page.locator("#tab-beslut").click();
  await page.locator("#decide").click();
  await page.locator("#decide-on").fill("2026-11-20");
  await page.locator("#decide-section").fill("§ 45");
  await page.locator("#decide-save").click();
  const decided = () => page.evaluate(() => window.fake?.calls.filter(([name]) => name === "decide").length);
  expect(await decided()).toBe(0);
  await page.locator("#decide-confirm").evaluate((it: HTMLButtonElement) => (it.click(), it.click()));
  await page.locator("[data-decision]", { hasText: "§ 45" }).waitFor();
  expect(await page.evaluate(() => document.activeElement?.id)).toBe("decide");
  await page.locator('[data-none="region-kalmar-lan"]').click();
  await page.locator('[data-confirm-none="region-kalmar-lan"]').click();
  await page.locator('[data-region="region-kalmar-lan"]', { hasText: "Fattar inget eget beslut" }).waitFor();
  expect(await decided()).toBe(2);
  await page.locator("#tab-historik").click();
  await page.locator('[data-act="decided"]').first().waitFor();
  expect(faults).toEqual([]);
  await close();
});

test("the packet is drawn page by page, and Esc comes back", async () => {
  const { page, faults, close } = await look();
  await openSample(page);
  await page.keyboard.press("Control+p");
  await page.locator('[data-page="1"] canvas[data-drawn]').waitFor();
  expect(await page.locator("#packet-pages").innerText()).toBe("3 sidor");
  expect(await page.locator("[data-page]").count()).toBe(3);
  await page.locator("#packet-save").click();
  await page.locator("[data-notice]", { hasText: "3 sidor sparade" }).waitFor();
  await page.keyboard.press("Escape");
  await page.locator("#case-title").waitFor();
  expect(faults).toEqual([]);
  await close();
});
