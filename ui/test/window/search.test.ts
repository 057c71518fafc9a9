import { expect, test } from "vitest";

import { look, withBrowser } from "./window";

withBrowser();

test("search finds as one types, tells the place, and opens it by the keyboard", async () => {
  const { page, faults, close } = await look();
  await page.locator("[data-case]").first().waitFor();
  await page.keyboard.press("Control+k");
  // However slowly the machine types: the pause that starts a search is the test's.
  await page.clock.install();
  await page.clock.pauseAt(new Date(Date.now() + 60_000));
  await page.keyboard.type("endometrios");
  expect(await page.evaluate(() => window.fake?.calls.some(([name]) => name === "search"))).toBe(false);
  await page.clock.resume();
  await page.locator("[data-hit]").first().waitFor();
  const asked = await page.evaluate(() => window.fake?.calls.filter(([name]) => name === "search"));
  expect(asked).toEqual([["search", "endometrios", 40]]);

  expect(await page.locator("[data-hit] mark").allInnerTexts()).toEqual(["endometrios", "endometrios"]);
  expect(await page.locator("[data-hit=file_name]").innerText()).toContain("filnamn");
  expect(await page.locator("[role=group] .head").innerText()).toContain("29988/2022");
  const chosen = () => page.locator("[role=option][aria-selected=true]").getAttribute("data-hit");
  expect(await chosen()).toBe("title");
  await page.keyboard.press("ArrowDown");
  expect(await chosen()).toBe("file_name");
  expect(await page.locator("#search").getAttribute("aria-activedescendant")).toBe("option-1");
  await page.keyboard.press("Enter");
  await page.locator("#case-title", { hasText: "endometrios" }).waitFor();
  await page.locator('#tab-handlingar[aria-selected="true"]').waitFor();
  expect(faults).toEqual([]);
  await close();
});

test("a command is found by its words; Esc closes and leaves everything as it was", async () => {
  const { page, faults, close } = await look();
  await page.locator("[data-case]").first().waitFor();
  await page.locator("#search-open").click();
  await page.keyboard.press("Escape");
  await page.locator("#search").waitFor({ state: "detached" });
  expect(await page.evaluate(() => document.activeElement?.id)).toBe("search-open");

  await page.keyboard.press("Control+k");
  await page.keyboard.type("remissomg");
  await page.locator('[data-command="go-rounds"]').waitFor();
  expect(await page.locator("[data-command]").count()).toBe(1);
  await page.keyboard.press("Enter");
  await page.locator("#new-round").waitFor();

  await page.keyboard.press("Control+k");
  await page.keyboard.type("möteshandl");
  await page.locator('[data-command="go-meeting"]').waitFor();
  await page.keyboard.press("Enter");
  await page.locator("#meeting-show").waitFor();

  await page.keyboard.press("Control+k");
  await page.keyboard.type("finns inte någonstans");
  await page.locator("dialog [role=status]", { hasText: "Inget hittades" }).waitFor();
  expect(faults).toEqual([]);
  await close();
});

test("G and a digit go to a view, which is there again after a restart; files being read are told", async () => {
  const { page, faults, close } = await look();
  await page.locator("[data-case]").first().waitFor();
  for (const [digit, view] of [["2", "tasks"], ["3", "rounds"], ["4", "processes"], ["5", "effects"], ["1", "overview"], ["2", "tasks"]]) {
    await page.keyboard.press("g");
    await page.keyboard.press(digit ?? "");
    await page.locator(`#nav-${view}[aria-current=page]`).waitFor();
  }
  await page.reload();
  await page.locator("#nav-tasks[aria-current=page]").waitFor();

  await page.evaluate(() => window.fake?.reading({ done: 2, total: 5 }));
  expect(await page.locator("#reading").innerText()).toBe("3 filer läses ännu");
  await page.evaluate(() => window.fake?.reading({ done: 5, total: 5 }));
  await page.locator("#reading").waitFor({ state: "detached" });
  expect(faults).toEqual([]);
  await close();
});

test("Ctrl Z undoes in the open case, tells what, and Ctrl Shift Z does it again", async () => {
  const { page, faults, close } = await look();
  await page.locator("[data-case]", { hasText: "endometrios" }).click();
  const part = page.locator('[data-part="kirurgi-och-cancer"]');
  await part.locator("[data-tick]").click();
  await page.locator("#sign-save").click();
  await part.locator("[data-signed]").waitFor();
  await page.locator("#tab-historik").click();
  await page.locator("[data-act]").first().waitFor();

  // By its name, in the search.
  await page.keyboard.press("Control+k");
  await page.keyboard.type("ångra i");
  await page.keyboard.press("Enter");
  await page.locator("[data-notice]", { hasText: "Ångrade: Karin Ek kvitterade" }).waitFor();
  await part.waitFor();
  await part.locator("[data-signed]").waitFor({ state: "detached" });

  // To the same place once more, from another tab.
  await page.locator("#tab-beslut").click();
  await page.keyboard.press("Control+Shift+Z");
  await page.locator("[data-notice]", { hasText: "Gjorde om: Karin Ek kvitterade" }).waitFor();
  await part.locator("[data-signed]").waitFor();
  expect(await page.locator("[data-notice]", { hasText: "Ångrade" }).count()).toBe(0);

  await page.keyboard.press("Control+z");
  await page.locator("[data-notice]", { hasText: "Ångrade: Karin Ek kvitterade" }).waitFor();
  await page.locator("[data-notice]").getByRole("button", { name: "Gör om" }).click();
  await part.locator("[data-signed]").waitFor();
  await page.locator("[data-notice]").getByRole("button", { name: "Ångra", exact: true }).click();
  await part.locator("[data-signed]").waitFor({ state: "detached" });
  expect(faults).toEqual([]);
  await close();
});

test("in a text the undo is the text's own", async () => {
  const { page, close } = await look();
  await page.locator("[data-case]", { hasText: "endometrios" }).click();
  await page.locator("#tab-svar").click();
  await page.locator("#panel-svar textarea").first().fill("Något annat");
  await page.keyboard.press("Control+z");
  expect(await page.evaluate(() => window.fake?.calls.some(([name]) => name === "undo"))).toBe(false);
  await close();
});
