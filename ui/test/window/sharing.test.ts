// The shared folder: what is told of it, and choosing, leaving and mending it.
import type { Page } from "playwright-core";
import { expect, test } from "vitest";

import type { Failure } from "../../src/host/generated/Failure";
import { look, openSample, withBrowser } from "./window";

withBrowser();

const FOLDER = "S:\\Samordning\\Samsvar";
const state = (page: Page) => page.locator("#folder-state");
const focused = (page: Page): Promise<string | undefined> => page.evaluate(() => document.activeElement?.id);
const called = (page: Page, wanted: string): Promise<number> =>
  page.evaluate((name) => window.fake?.calls.filter(([it]) => it === name).length ?? 0, wanted);

async function faulty(page: Page, fault: Failure): Promise<void> {
  await state(page).waitFor();
  await page.evaluate((it) => window.fake?.folder({ fault: it, waiting: 3 }), fault);
  await page.locator('#folder-state[data-state="fault"]').waitFor();
}

async function openView(page: Page): Promise<void> {
  await state(page).click();
  await page.locator("#folder-more").click();
  await page.locator("h1", { hasText: "Delning" }).waitFor();
}

test("without a folder everything is saved here, and the panel leads to choosing one", async () => {
  const { page, faults, close } = await look("?empty");
  await page.locator('#folder-state[data-state="local"]').waitFor();
  expect(await state(page).innerText()).toContain("Sparat här");
  await state(page).focus();
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.activeElement?.id === "folder-panel");
  await page.keyboard.press("Escape");
  await page.locator("#folder-panel").waitFor({ state: "detached" });
  expect(await focused(page)).toBe("folder-state");

  await page.keyboard.press("Enter");
  await page.locator("#folder-action", { hasText: "Välj delad mapp" }).click();
  await page.locator("#chosen").waitFor();
  expect(faults).toEqual([]);
  await close();
});

test("what is shared, what waits and how far a fetching has come is told, and sharing now shares", async () => {
  const { page, faults, close } = await look("?shared&empty");
  await page.locator('#folder-state[data-state="shared"]').waitFor();
  expect(await state(page).innerText()).toMatch(/Delat \d\d\.\d\d/);

  await page.evaluate(() => window.fake?.folder({ waiting: 12, waiting_since: "2026-11-20T12:00:00.000Z", fetching: 3 }));
  await page.locator('#folder-state[data-state="waiting"]').waitFor();
  expect(await state(page).innerText()).toMatch(/Väntar på att delas: 12 ändringar sedan 20 nov\.? \d\d\.\d\d/);
  expect(await page.locator("#fetching").innerText()).toBe("3 filer hämtas");

  await page.evaluate(() => window.fake?.progress({ of: "file", done: 4, total: 9, nth: 2, files: 3 }));
  await state(page).click();
  const progress = page.getByRole("progressbar", { name: "Fil 2 av 3" });
  expect(await progress.getAttribute("value")).toBe("4");
  await page.locator("#folder-action", { hasText: "Dela nu" }).click();
  await page.locator('#folder-state[data-state="shared"]').waitFor();
  await progress.waitFor({ state: "detached" });
  expect(faults).toEqual([]);
  await close();
});

test("what she writes is told as waiting until it is shared", async () => {
  const { page, close } = await look("?shared&empty");
  await page.locator("#new-case").click();
  await page.locator("#case-form input").first().fill("Remiss om något");
  await page.keyboard.press("Enter");
  await page.locator('#folder-state[data-state="waiting"]', { hasText: "1 ändring" }).waitFor();
  await close();
});

test("a folder that is away says that everything is saved here, is heard, and can be tried again", async () => {
  const { page, close } = await look("?shared&empty");
  await faulty(page, { code: "folder_unreachable", path: FOLDER });
  expect(await state(page).innerText()).toContain("Mappen nås inte: allt är sparat här");
  await page.locator('[role="status"]', { hasText: "Mappen nås inte" }).waitFor();
  await state(page).click();
  expect(await page.locator("#folder-panel").innerText()).toContain("3 ändringar väntar på att delas.");
  await page.locator("#folder-action", { hasText: "Försök igen" }).click();
  await page.waitForFunction(() => window.fake?.calls.some(([name]) => name === "shareNow"));
  await close();
});

test.each<[Failure, string, string]>([
  [{ code: "folder_read_only", path: FOLDER }, "Mappen går inte att skriva i: allt är sparat här", "retry"],
  [{ code: "folder_full", path: FOLDER }, "Mappen är full: allt är sparat här", "retry"],
  [{ code: "folder_other", path: FOLDER }, "Fel mapp: allt är sparat här", "again"],
  [{ code: "folder_damaged", path: FOLDER }, "Mappen är skadad: allt är sparat här", "retry"],
  [{ code: "folder_newer", found: 3, known: 1 }, "Samsvar behöver uppdateras: allt är sparat här", "retry"],
  [{ code: "disk_full" }, "Delningen står stilla: allt är sparat här", "retry"],
])("%o is told in words, with one thing to do", async (fault, words, action) => {
  const { page, close } = await look("?shared&empty");
  await faulty(page, fault);
  expect(await state(page).innerText()).toContain(words);
  await state(page).click();
  expect(await page.locator("#folder-action").getAttribute("data-action")).toBe(action);
  expect(await page.locator("#folder-means").innerText()).not.toMatch(/folder_|undefined|\{/);
  await close();
});

test("an emptied folder is filled from here only after she has said so once more", async () => {
  const { page, faults, close } = await look("?shared&empty");
  await faulty(page, { code: "folder_emptied", path: FOLDER });
  await state(page).click();
  await page.locator("#folder-action", { hasText: "Lägg tillbaka allt härifrån" }).click();
  await page.waitForFunction(() => document.activeElement?.id === "folder-rebuild");
  await page.keyboard.press("Escape");
  await page.locator("#folder-rebuild").waitFor({ state: "detached" });
  expect(await focused(page)).toBe("folder-action");
  expect(await called(page, "folderRebuild")).toBe(0);
  await page.keyboard.press("Enter");
  await page.locator("#folder-rebuild").click();
  await page.locator("[data-notice]", { hasText: "läggs tillbaka" }).waitFor();
  await page.locator('#folder-state[data-state="shared"]').waitFor();
  expect(await called(page, "folderRebuild")).toBe(1);
  expect(faults).toEqual([]);
  await close();
});

test("a folder that others share is looked at first, then joined, and can be left", async () => {
  const { page, faults, close } = await look("?empty");
  await openView(page);
  await page.locator("#sharing-action").click();
  await page.waitForFunction(() => document.activeElement?.id === "chosen-title");
  expect(await page.locator("#chosen").innerText()).toContain("Per Holm");
  expect(await page.locator("#chosen").innerText()).toContain("412,3 GB");
  expect(await called(page, "folderChoose")).toBe(0);
  await page.keyboard.press("Escape");
  await page.locator("#chosen").waitFor({ state: "detached" });
  expect(await focused(page)).toBe("sharing-action");

  await page.keyboard.press("Enter");
  await page.locator("#chosen-save", { hasText: "Anslut" }).click();
  await page.locator("#folder-path", { hasText: FOLDER }).waitFor();
  await page.locator('[data-colleague="0a1b2c3d4e5f6a7b"]', { hasText: "Per Holm" }).waitFor();
  await page.locator('[data-colleague="9f8e7d6c5b4a3928"]', { hasText: "Vad den säger går inte att läsa" }).waitFor();
  await page.locator('#folder-state[data-state="shared"]').waitFor();

  await page.locator("#folder-leave").click();
  expect(await page.locator("main").innerText()).toContain("stannar på den här datorn");
  await page.locator("#folder-leave-save").click();
  await page.locator("#sharing-empty").waitFor();
  await page.locator('#folder-state[data-state="local"]').waitFor();
  expect(faults).toEqual([]);
  await close();
});

test("a folder that nobody shares is begun, with a warning where room is short; a refused one is told", async () => {
  const { page, close } = await look("?empty");
  await openView(page);
  await page.evaluate(() => window.fake?.picks("S:\\Brev.docx"));
  await page.locator("#sharing-action").click();
  await page.locator("[data-notice]", { hasText: "en fil och ingen mapp" }).waitFor();
  await page.evaluate(() => window.fake?.picks("S:\\Trång"));
  await page.locator("#sharing-action").click();
  await page.locator('[data-warning="folder_little_room"]').waitFor();
  await page.locator("#chosen-save", { hasText: "Dela här" }).click();
  await page.locator("#colleagues", { hasText: "Bara den här datorn ännu" }).waitFor();
  await close();
});

test("a computer that will not come back is taken out of the list, and damaged files are told plainly", async () => {
  const { page, faults, close } = await look("?shared&empty");
  await state(page).waitFor();
  await page.evaluate(() => window.fake?.folder({ damaged: ["1b2c/00000012-ab.seg"] }));
  await page.locator('#folder-state[data-state="damaged"]', { hasText: "1 skadad fil i mappen · Delat" }).waitFor();
  await page.keyboard.press("g");
  await page.keyboard.press("6");
  await page.locator("#damaged").waitFor();
  expect(await page.getByText("1b2c/00000012-ab.seg").isVisible()).toBe(false);
  await page.locator("#damaged summary").click();
  await page.getByText("1b2c/00000012-ab.seg").waitFor();

  await page.locator("#retire summary").click();
  const row = page.locator('[data-retire="1b2c3d4e5f6a7b8c"]');
  await row.locator("button", { hasText: "kommer inte tillbaka" }).click();
  expect(await called(page, "colleagueRetire")).toBe(0);
  await row.locator("button", { hasText: "Ta bort ur listan" }).click();
  await page.locator('[data-colleague="1b2c3d4e5f6a7b8c"]').waitFor({ state: "detached" });
  expect(await focused(page)).toBe("colleagues-title");
  expect(faults).toEqual([]);
  await close();
});

test("who shares is not known while the folder is away, and is read when it is back", async () => {
  const { page, close } = await look("?shared&empty");
  await openView(page);
  await page.locator("[data-colleague]").first().waitFor();
  await faulty(page, { code: "folder_unreachable", path: FOLDER });
  await page.locator("#colleagues", { hasText: "Visas när mappen nås igen" }).waitFor();
  await page.evaluate(() => window.fake?.folder({ fault: null }));
  await page.locator("[data-colleague]").first().waitFor();
  await close();
});

test("a file whose bytes are not here yet says so beside it, and opens when they are", async () => {
  const { page, close } = await look("?shared");
  await openSample(page);
  await page.evaluate(() => window.fake?.coming("a1", true));
  await page.locator("#tab-handlingar").click();
  await page.locator('[data-coming="a1"]', { hasText: "Hämtas från den delade mappen" }).waitFor();
  expect(await page.locator("[data-notice]").count()).toBe(0);
  // Opening it in vain says nothing new.
  await page.locator('[data-file="a1"] button').first().click();
  await page.locator('[data-coming="a1"]').waitFor();
  expect(await page.locator("[data-notice]").count()).toBe(0);
  await page.evaluate(() => window.fake?.coming("a1", false));
  await page.locator('[data-coming="a1"]').waitFor({ state: "detached" });
  await close();
});
