// Several cases bound for one meeting.
import type { Page } from "playwright-core";
import { expect, test } from "vitest";

import { look, openSample, withBrowser } from "./window";

withBrowser();

const SAMPLE = "8d1e7b0a-1111-4111-8111-000000000001";
const TORN = "8d1e7b0a-1111-4111-8111-000000000002";
const UNDATED = "undated";

const focused = (page: Page) => page.evaluate(() => document.activeElement?.id);
const agenda = (page: Page) =>
  page.locator("[data-agenda]").evaluateAll((all) => all.map((it) => it.getAttribute("data-agenda")));
const called = (page: Page, name: string) =>
  page.evaluate((name) => window.fake?.calls.filter(([it]) => it === name).map((it) => it.slice(1)) ?? [], name);

async function begin(page: Page): Promise<void> {
  await page.locator("#meeting-packet").click();
  await page.locator("[data-pick]").first().waitFor();
}

async function pages(page: Page, n: number): Promise<void> {
  await page.locator("#packet-pages", { hasText: new RegExp(`^${n} sid`) }).waitFor();
}

test("cases are chosen, put in order, previewed, saved and printed as one packet", async () => {
  const { page, faults, close } = await look();
  await begin(page);
  expect(await focused(page)).toBe("meeting-title");
  await page.locator(`#pick-${SAMPLE}`).check();
  // The words beside the box tick it too.
  await page.locator(`label[for="pick-${UNDATED}"]`).click();
  expect(await agenda(page)).toEqual([SAMPLE, UNDATED]);
  await page.locator(`#agenda-up-${UNDATED}`).click();
  expect(await agenda(page)).toEqual([UNDATED, SAMPLE]);
  await page.locator("#meeting-section").fill("§ 61");
  await page.locator("#meeting-show").click();
  await page.locator('[data-page="1"] canvas[data-drawn]').waitFor();
  await pages(page, 3);
  expect(await page.locator("h1").innerText()).toBe("Möteshandlingar SVN 4 december 2026");

  const form = { cases: [UNDATED, SAMPLE], body: "svn", on: "2026-12-04", section: 61, draft: false };
  expect(await called(page, "meetingPacket")).toEqual([[form]]);
  await page.locator("#packet-output").selectOption("archive-a2");
  await page.locator("#packet-save").click();
  await page.locator("[data-notice]", { hasText: "3 sidor sparade: /dokument/Möteshandlingar 2026-12-04.pdf" }).waitFor();
  expect(await called(page, "meetingPacketSave")).toEqual([[form, "archive-a2", "/dokument/Möteshandlingar 2026-12-04.pdf"]]);
  await page.locator("#packet-print:enabled").click();
  await page.waitForFunction(() => window.fake?.calls.some(([name]) => name === "meetingPacketPrint"));
  expect(await called(page, "meetingPacketPrint")).toEqual([[form, "archive-a2"]]);
  expect(faults).toEqual([]);
  await close();
});

test("all of it goes by the keyboard, and the focus stays with the case that is moved", async () => {
  const { page, faults, close } = await look();
  await page.locator("#meeting-packet").press("Enter");
  const boxes = page.locator("[data-pick]");
  await boxes.first().focus();
  for (let n = 0; n < 3; n++) {
    await page.keyboard.press("Space");
    await page.keyboard.press("ArrowDown");
  }
  expect(await agenda(page)).toEqual([TORN, SAMPLE, UNDATED]);
  await page.keyboard.press("ArrowUp");
  expect(await focused(page)).toBe(`pick-${SAMPLE}`);

  await page.locator(`#agenda-down-${TORN}`).focus();
  await page.keyboard.press("Enter");
  expect(await focused(page)).toBe(`agenda-down-${TORN}`);
  expect(await page.locator("#agenda-told").innerText()).toContain("är nu nummer 2 av 3");
  await page.keyboard.press("Enter");
  // At the end it goes nowhere, and keeps the focus.
  await page.keyboard.press("Enter");
  expect(await agenda(page)).toEqual([SAMPLE, UNDATED, TORN]);
  expect(await focused(page)).toBe(`agenda-down-${TORN}`);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Space");
  expect(await agenda(page)).toEqual([SAMPLE, UNDATED]);
  expect(await focused(page)).toBe(`agenda-remove-${UNDATED}`);
  expect(await page.locator(`#pick-${TORN}`).isChecked()).toBe(false);

  await page.keyboard.press("Control+p");
  await pages(page, 3);
  await page.keyboard.press("Escape");
  await page.waitForFunction(() => document.activeElement?.id === "meeting-show");
  await page.keyboard.press("Escape");
  await page.locator("#new-case").waitFor();
  expect(faults).toEqual([]);
  await close();
});

test("it is the joint committee's next known meeting, unless somebody says otherwise", async () => {
  const { page, faults, close } = await look();
  await begin(page);
  await page.locator(`#pick-${SAMPLE}`).check();
  const body = page.locator("#meeting-body");
  const day = page.locator("#meeting-day");
  expect(await body.inputValue()).toBe("svn");
  expect(await day.inputValue()).toBe("2026-12-04");
  // Whoever goes through the field has not changed it.
  await day.focus();
  await page.keyboard.press("Tab");
  await body.selectOption("rsl");
  expect(await day.inputValue()).toBe("");
  expect(await page.locator("#meeting-day-hint").innerText()).toContain("Inget kommande möte är inlagt.");
  await day.fill("10 dec");
  await day.press("Tab");
  await body.selectOption("svn");
  expect(await day.inputValue()).toBe("2026-12-10");
  await day.fill("");
  expect(await page.locator("#meeting-day-hint").innerText()).toContain("nästa inlagda möte: 4 december 2026");
  await page.locator("#meeting-show").click();
  await pages(page, 2);
  expect(await called(page, "meetingPacket")).toEqual([[{ cases: [SAMPLE], body: "svn", on: null, section: null, draft: false }]]);
  expect(faults).toEqual([]);
  await close();
});

test("bodies with a meeting to come stand first; the joint committee is still the one proposed", async () => {
  const { page, faults, close } = await look();
  await page.locator("#nav-processes").click();
  await page.locator('[data-body="svn"] [data-not-held="2026-12-04"]').click();
  await page.locator('[data-body="svn"] [data-not-held="2026-12-04"]').waitFor({ state: "detached" });
  await page.locator("#meeting-add-rsl").click();
  await page.locator("#meeting-first-rsl").fill("2026-12-10");
  await page.locator("#meeting-save-rsl").click();
  await page.locator('[data-body="rsl"] [data-meeting="2026-12-10"]').waitFor();
  await page.locator("#nav-overview").click();
  await begin(page);
  const options = page.locator("#meeting-body option");
  expect(await options.evaluateAll((all) => all.map((it) => (it as HTMLOptionElement).value))).toEqual(["rsl", "svn", "presidiet"]);
  expect(await page.locator("#meeting-body").inputValue()).toBe("svn");
  expect(await page.locator("#meeting-day").inputValue()).toBe("");
  await page.locator("#meeting-body").selectOption("rsl");
  expect(await page.locator("#meeting-day").inputValue()).toBe("2026-12-10");
  expect(faults).toEqual([]);
  await close();
});

test("what is missing or no number is said, and nothing is asked of the core", async () => {
  const { page, faults, close } = await look();
  await begin(page);
  const fault = page.locator("#meeting-fault");
  await page.locator("#meeting-show").click();
  expect(await fault.innerText()).toBe("Välj minst ett ärende.");
  expect(await focused(page)).toBe("meeting-filter");
  await page.locator(`#pick-${SAMPLE}`).check();
  expect(await fault.innerText()).toBe("");
  await page.locator("#meeting-day").fill("i vår");
  await page.locator("#meeting-show").click();
  expect(await focused(page)).toBe("meeting-day");
  await page.locator("#meeting-day").fill("2026-12-04");
  for (const wrong of ["0", "sextio", "6,5"]) {
    await page.locator("#meeting-section").fill(wrong);
    await page.locator("#meeting-section").press("Enter");
    expect(await focused(page)).toBe("meeting-section");
    expect(await page.locator("#meeting-section").getAttribute("aria-invalid")).toBe("true");
  }
  expect(await called(page, "meetingPacket")).toEqual([]);
  expect(faults).toEqual([]);
  await close();
});

test("a refusal is one sentence, the case is pointed out, and what was chosen stays", async () => {
  const { page, faults, close } = await look();
  await begin(page);
  await page.locator(`#pick-${SAMPLE}`).check();
  await page.locator(`#pick-${TORN}`).check();
  await page.locator("#meeting-section").fill("7");
  await page.locator("#meeting-show").click();
  await page.locator("[role=alert]", { hasText: "Två har skrivit samtidigt i" }).waitFor();
  expect(await page.locator("#packet-save").isDisabled()).toBe(true);
  expect(await page.locator("#packet-print").isDisabled()).toBe(true);
  await page.locator("#packet-back").click();
  expect(await page.locator(`[data-agenda="${TORN}"]`).innerText()).toContain("2 ställen med två versioner");

  // She looks into the case and comes back.
  await page.locator("#search-open").click();
  await page.locator("#search").fill("hyperbar");
  await page.locator("[data-hit]").first().click();
  await page.locator("#case-title", { hasText: "hyperbar" }).waitFor();
  await page.locator("#back").click();
  await page.locator("[data-agenda]").first().waitFor();
  expect(await agenda(page)).toEqual([SAMPLE, TORN]);
  expect(await page.locator("#meeting-section").inputValue()).toBe("7");
  await page.locator(`#agenda-remove-${TORN}`).click();
  await page.locator("#meeting-show").click();
  await pages(page, 2);
  expect(faults).toEqual([]);
  await close();
});

test("a case that somebody else takes away is off the agenda", async () => {
  const { page, faults, close } = await look();
  await begin(page);
  await page.locator(`#pick-${UNDATED}`).check();
  await page.locator(`#pick-${SAMPLE}`).check();
  await page.evaluate((id) => window.fake?.removed(id), UNDATED);
  await page.locator(`[data-agenda="${UNDATED}"]`).waitFor({ state: "detached" });
  await page.locator("#meeting-show").click();
  await pages(page, 2);
  expect(await called(page, "meetingPacket")).toMatchObject([[{ cases: [SAMPLE] }]]);
  expect(faults).toEqual([]);
  await close();
});

test("the present text of a decided case is chosen where the packet is looked at", async () => {
  const { page, faults, close } = await look();
  await begin(page);
  await page.locator(`#pick-${SAMPLE}`).check();
  await page.locator("#meeting-show").click();
  await pages(page, 2);
  // Nothing is decided yet: there is nothing to choose.
  expect(await page.locator("#packet-draft").count()).toBe(0);
  await page.locator("#packet-back").click();
  await page.locator("#meeting-back").click();
  await openSample(page);
  await page.locator("#tab-beslut").click();
  await page.locator("#decide").click();
  await page.locator("#decide-on").fill("2026-11-20");
  await page.locator("#decide-section").fill("§ 45");
  await page.locator("#decide-save").click();
  await page.locator("#decide-confirm").click();
  await page.locator("[data-decision]", { hasText: "§ 45" }).waitFor();
  await page.locator("#back").click();
  await begin(page);
  await page.locator("#meeting-show").click();
  await pages(page, 2);
  await page.locator("#packet-draft").check();
  await page.waitForFunction(() => window.fake?.calls.filter(([name]) => name === "meetingPacket").length === 3);
  await page.locator("#packet-save").click();
  await page.locator("[data-notice]", { hasText: "2 sidor sparade" }).waitFor();
  const drafts = (await called(page, "meetingPacket")).map(([form]) => (form as { draft: boolean }).draft);
  expect(drafts).toEqual([false, false, true]);
  expect(await called(page, "meetingPacketSave")).toMatchObject([[{ draft: true }, "archive", expect.any(String)]]);
  expect(faults).toEqual([]);
  await close();
});

const preparing: [string, (page: Page) => Promise<void>][] = [
  [
    "papers for a meeting are",
    async (page) => {
      await begin(page);
      await page.locator(`#pick-${SAMPLE}`).check();
      await page.locator("#meeting-show").click();
    },
  ],
  [
    "a case's packet is",
    async (page) => {
      await openSample(page);
      await page.locator("#preview").click();
    },
  ],
];

test.each(preparing)("%s stopped at any step, and made whole the next time", async (_, prepare) => {
  const { page, faults, close } = await look("?slow");
  await prepare(page);
  await page.locator("#packet-save:enabled").waitFor();
  await page.locator("#packet-output").selectOption("reading");
  await page.locator("#packet-save").click();
  await page.locator("#packet-progress", { hasText: "0 av 1 bilaga är infogad" }).waitFor();
  expect(await page.locator("#packet-save").isDisabled()).toBe(true);
  await page.locator("#packet-stop").click();
  await page.locator("[data-notice]", { hasText: "Avbrutet. Ingenting har ändrats." }).waitFor();
  await page.locator("#packet-progress").waitFor({ state: "detached" });
  expect(await page.locator("[data-notice]", { hasText: "sparade" }).count()).toBe(0);
  for (const last of [true, false]) {
    await page.locator("#packet-save:enabled").click();
    await page.locator("#packet-progress", { hasText: "bilaga" }).waitFor();
    await page.evaluate(() => window.fake?.step());
    await page.locator("#packet-progress", { hasText: /^0 av \d sidor är klara$/ }).waitFor();
    if (last) await page.locator("#packet-stop").click();
    else await page.evaluate(() => window.fake?.step());
    await page.locator("#packet-progress").waitFor({ state: "detached" });
    expect(await page.locator("[data-notice]", { hasText: "sidor sparade" }).count()).toBe(last ? 0 : 1);
  }
  expect(faults).toEqual([]);
  await close();
});

test("a long list is searched, and more of it comes where the focus is", async () => {
  const { page, faults, close } = await look("?cases=70");
  await begin(page);
  const boxes = page.locator("[data-pick]");
  expect(await boxes.count()).toBe(50);
  await page.locator("#meeting-more").click();
  await page.waitForFunction(() => document.querySelectorAll("[data-pick]").length === 73);
  await page.waitForFunction(() => document.activeElement?.matches("li:nth-child(51) [data-pick]"));
  await page.locator("#meeting-filter").fill("29988 ENDO");
  await page.waitForFunction(() => document.querySelectorAll("[data-pick]").length === 1);
  await boxes.check();
  await page.locator("#meeting-filter").fill("finns inte");
  await page.locator("[role=status]", { hasText: "Inget ärende har de orden" }).waitFor();
  // What is chosen does not depend on what is looked for.
  expect(await agenda(page)).toEqual([SAMPLE]);
  expect(faults).toEqual([]);
  await close();
});
