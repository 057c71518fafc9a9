// Everybody reaches everything: names, contrast, and no scrolling sideways.
import type { Page } from "playwright-core";
import { expect, test } from "vitest";

import { expectReachable, look, openSample, withBrowser } from "./window";

withBrowser();

interface View {
  name: string;
  ask?: string;
  /** Opens the view and waits until it is the one on the screen. */
  open(page: Page): Promise<void>;
}

async function tab(page: Page, id: string, sign: string): Promise<void> {
  await openSample(page);
  await page.locator(`#tab-${id}`).click();
  await page.locator(`#panel-${id} ${sign}`).first().waitFor();
}

async function searched(page: Page, words: string, sign: string): Promise<void> {
  await page.locator("#search-open").click();
  await page.locator("#search").fill(words);
  await page.locator(sign).first().waitFor();
}

async function sharing(page: Page, sign: string): Promise<void> {
  await page.locator("#folder-state").click();
  await page.locator("#folder-more").click();
  await page.locator(sign).waitFor();
}

const views: View[] = [
  { name: "first start", ask: "?first", open: (page) => page.locator("#begin").waitFor() },
  { name: "overview", open: (page) => page.locator("[data-case]").first().waitFor() },
  { name: "overview, empty", ask: "?empty", open: (page) => page.locator(".empty").waitFor() },
  {
    name: "new case",
    open: async (page) => {
      await page.locator("#new-case").click();
      await page.locator("#case-form").waitFor();
    },
  },
  {
    name: "step being planned",
    open: async (page) => {
      await openSample(page);
      await page.locator('[data-plan="kirurgi-och-cancer"]').click();
      await page.locator("#plan-due").waitFor();
    },
  },
  {
    name: "step being signed off, with details",
    open: async (page) => {
      await openSample(page);
      await page.locator("#details summary").click();
      await page.locator('[data-tick="kirurgi-och-cancer"]').click();
      await page.locator("#sign-save").waitFor();
    },
  },
  { name: "documents", open: (page) => tab(page, "handlingar", "[data-file]") },
  { name: "answers", open: (page) => tab(page, "svar", "textarea") },
  {
    name: "decisions, before confirming",
    open: async (page) => {
      await tab(page, "beslut", "#decide");
      await page.locator("#decide").click();
      await page.locator("#decide-save").click();
      await page.locator("#decide-confirm").waitFor();
    },
  },
  {
    name: "history",
    open: async (page) => {
      await openSample(page);
      await page.locator("[data-tick]").nth(2).click();
      await page.locator("#sign-save").click();
      await page.locator("#tab-historik").click();
      await page.locator("[data-act]").first().waitFor();
    },
  },
  {
    name: "conflicts",
    open: async (page) => {
      await page.locator("[data-case]", { hasText: "hyperbar" }).click();
      await page.locator("#tab-svar").click();
      await page.locator('[data-conflict="question/definition/text"]').waitFor();
    },
  },
  {
    name: "a text being joined by hand",
    ask: "?shared&conflicts",
    open: async (page) => {
      await openSample(page);
      await page.locator('[data-to-conflict^="contribution/"]').click();
      await page.locator("[data-join]").click();
      await page.locator("#join-text").waitFor();
    },
  },
  {
    name: "a removal and a change at once",
    ask: "?shared&conflicts",
    open: async (page) => {
      await page.locator("[data-case]", { hasText: "utan datum" }).click();
      await page.locator('[data-conflict="deleted"]').waitFor();
    },
  },
  {
    name: "overview of conflicts",
    ask: "?shared&conflicts",
    open: async (page) => {
      await page.locator("#show-conflicts").click();
      await page.locator("#only-conflicts").waitFor();
    },
  },
  {
    name: "folder state, opened",
    ask: "?shared&empty",
    open: async (page) => {
      await page.locator("#folder-state").waitFor();
      await page.evaluate(() => window.fake?.folder({ waiting: 12, waiting_since: "2026-11-20T12:00:00.000Z", fetching: 3 }));
      await page.evaluate(() => window.fake?.progress({ of: "file", done: 4, total: 9, nth: 2, files: 3 }));
      await page.locator("#folder-state").click();
      await page.locator("#folder-progress").waitFor();
    },
  },
  {
    name: "folder state, emptied, before everything is put back",
    ask: "?shared",
    open: async (page) => {
      await page.locator("#folder-state").waitFor();
      await page.evaluate(() => window.fake?.folder({ fault: { code: "folder_emptied", path: "S:\\Samordning" } }));
      await page.locator("#folder-state").click();
      await page.locator("#folder-action").click();
      await page.locator("#folder-rebuild").waitFor();
    },
  },
  { name: "sharing, no folder", ask: "?empty", open: (page) => sharing(page, "#sharing-empty") },
  {
    name: "sharing, a folder looked at",
    ask: "?empty",
    open: async (page) => {
      await sharing(page, "#sharing-empty");
      await page.evaluate(() => window.fake?.picks("S:\\Trång"));
      await page.locator("#sharing-action").click();
      await page.locator("#chosen").waitFor();
    },
  },
  {
    name: "sharing, in use, with damaged files and a computer being retired",
    ask: "?shared",
    open: async (page) => {
      await page.locator("#folder-state").waitFor();
      await page.evaluate(() => window.fake?.folder({ damaged: ["0a1b2c3d4e5f6a7b/00000012-0123456789abcdef0123456789abcdef.seg"] }));
      await sharing(page, "#damaged");
      await page.locator("#damaged summary").click();
      await page.locator("#retire summary").click();
      await page.locator('[data-retire="1b2c3d4e5f6a7b8c"] button').click();
      await page.locator("#folder-leave").click();
      await page.locator("#folder-leave-save").waitFor();
    },
  },
  {
    name: "preview",
    open: async (page) => {
      await openSample(page);
      await page.locator("#preview").click();
      await page.locator('[data-page="1"] canvas[data-drawn]').waitFor();
    },
  },
  {
    name: "papers for a meeting, with cases chosen and a number that is none",
    open: async (page) => {
      await page.locator("#meeting-packet").click();
      for (const box of await page.locator("[data-pick]").all()) await box.check();
      await page.locator("#meeting-section").fill("sextio");
      await page.locator("#meeting-show").click();
      await page.locator("#meeting-fault:not(:empty)").waitFor();
    },
  },
  {
    name: "papers for a meeting, previewed",
    open: async (page) => {
      await page.locator("#meeting-packet").click();
      await page.locator("[data-pick]").nth(1).check();
      await page.locator("#meeting-show").click();
      await page.locator('[data-page="1"] canvas[data-drawn]').waitFor();
    },
  },
  { name: "papers for a meeting, no cases", ask: "?empty", open: (page) => page.locator("#meeting-packet").click().then(() => page.locator("#meeting-new-case").waitFor()) },
  { name: "search, before a word", open: (page) => searched(page, "", "[data-command]") },
  { name: "search", open: (page) => searched(page, "endo", "[data-hit]") },
  {
    name: "deadlines",
    open: async (page) => {
      await page.locator("#nav-tasks").click();
      await page.locator("[data-task]").first().waitFor();
    },
  },
  {
    name: "rounds, with the form",
    open: async (page) => {
      await page.locator("#nav-rounds").click();
      await page.locator("[data-round]").waitFor();
      await page.locator("#new-round").click();
      await page.locator("#round-form").waitFor();
    },
  },
  {
    name: "a round being moved",
    open: async (page) => {
      await page.locator("#nav-rounds").click();
      await page.locator("[data-round]").click();
      await page.locator("#round-move").click();
      await page.locator("#move-due").fill("2026-12-11");
      await page.locator("#move-show").click();
      await page.locator("#move-save").waitFor();
    },
  },
  {
    name: "system effects over cases",
    open: async (page) => {
      await page.locator("#nav-effects").click();
      await page.locator("#effects").waitFor();
    },
  },
  {
    name: "processes and calendars",
    open: async (page) => {
      await page.locator("#nav-processes").click();
      await page.locator("details[data-process] summary").first().click();
      await page.locator("#period-add-svn").click();
      await page.locator("#period-first-svn").waitFor();
    },
  },
  {
    name: "keys",
    open: async (page) => {
      await page.locator("#nav-keys").click();
      await page.locator("dialog[open]").waitFor();
    },
  },
];

test.each(views)("$name: accessible in light and dark, nothing sideways at 200 % and 400 %", async ({ ask = "", open }) => {
  const { page, faults, close } = await look(ask);
  await open(page);
  await expectReachable(page);
  expect(faults).toEqual([]);
  await close();
});
