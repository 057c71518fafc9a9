// What leaves the house, and a contribution that comes back as a Word document.
import { expect, test } from "vitest";

import { expectAccessible, expectReachable, look, openSample, withBrowser } from "./window";

withBrowser();

test("a letter is chosen and saved for reading or for Word", async () => {
  const { page, faults, close } = await look();
  await openSample(page);
  await page.locator("#tab-handlingar").click();
  // Only letters about a consultation are offered.
  expect(await page.locator("#letter-kind option").allInnerTexts()).toEqual([
    "Uppdrag till RPO",
    "Yttrande",
    "Protokollsutdrag",
  ]);
  await page.locator("#letter-kind").selectOption("statement");
  await page.locator("#letter-to").selectOption("liu");
  await page.locator("#letter-word").click();
  await page.locator("[data-notice]", { hasText: "Brevet är sparat i /dokument/Yttrande.docx." }).waitFor();
  // Socialstyrelsen, which holds a number of the case.
  await page.locator("#letter-to").selectOption("Socialstyrelsen");
  await page.locator("#letter-pdf").click();
  await page.locator("[data-notice]", { hasText: "Brevet är sparat i /dokument/Yttrande.pdf." }).waitFor();
  await page.locator("#letter-to").selectOption("");
  await page.locator("#letter-pdf").click();
  await page.locator("[data-notice]", { hasText: "Brevet är sparat i /dokument/Yttrande.pdf." }).waitFor();
  const asked = await page.evaluate(() => window.fake?.calls.filter(([name]) => name === "letterSave").map((it) => it.slice(2)));
  expect(asked).toEqual([
    ["statement", "liu", "/dokument/Yttrande.docx"],
    ["statement", "Socialstyrelsen", "/dokument/Yttrande.pdf"],
    ["statement", null, "/dokument/Yttrande.pdf"],
  ]);
  await expectReachable(page);
  expect(faults).toEqual([]);
  await close();
});

test("the answer is saved for Word and as a mail from the page where it is read", async () => {
  const { page, faults, close } = await look();
  await openSample(page);
  await page.locator("#preview").click();
  await page.locator("#word-save").click();
  await page.locator("[data-notice]", { hasText: "Svaret är sparat i /dokument/Svar.docx." }).waitFor();
  await page.locator("#mail-save").click();
  await page.locator("[data-notice]", { hasText: "Mejlet är sparat i /dokument/Svar.eml." }).waitFor();
  const asked = await page.evaluate(() => window.fake?.calls.filter(([name]) => name === "wordSave" || name === "mailSave").map((it) => it.slice(2)));
  expect(asked).toEqual([
    [false, "/dokument/Svar.docx"],
    [false, "/dokument/Svar.eml"],
  ]);
  expect(faults).toEqual([]);
  await close();
});

test("a dropped Word document is proposed question by question and taken in when it is confirmed", async () => {
  const { page, faults, close } = await look();
  await openSample(page);
  await page.locator("#tab-svar").click();
  const section = page.locator("[data-drop=word]");
  await section.scrollIntoViewIfNeeded();
  const box = await section.boundingBox();
  const at = { x: (box?.x ?? 0) + 20, y: (box?.y ?? 0) + 10 };
  await page.evaluate((at) => window.fake?.drop({ kind: "drop", ...at, paths: ["/post/Bidrag.docx"] }), at);
  await page.locator("#take-title", { hasText: "Bidrag i Bidrag.docx" }).waitFor();
  expect(await page.evaluate(() => document.activeElement?.id)).toBe("take-title");
  await page.locator("#take-from").selectOption("nervsystemet");
  await page.locator("[data-proposed=definition]", { hasText: "Gruppen tillstyrker definitionen." }).waitFor();
  expect(await page.locator("[data-proposed='']").innerText()).toContain("Hälsning från gruppen.");
  expect(await page.locator("#take").innerText()).toContain("2 kommentarer");
  expect(await page.locator("#take").innerText()).toContain("1 bild finns i filen");
  await expectAccessible(page);
  // Nothing is changed by looking.
  expect(await page.evaluate(() => window.fake?.calls.some(([name]) => name === "wordTake" || name === "attach"))).toBe(false);
  await page.locator("#take-save").click();
  await page.locator("#take").waitFor({ state: "detached" });
  const taken = await page.evaluate(() => window.fake?.calls.find(([name]) => name === "wordTake")?.slice(2));
  expect(taken).toEqual(["nervsystemet", "/post/Bidrag.docx", "ef".repeat(32), [["definition", "Gruppen tillstyrker definitionen."]]]);
  await page.locator('[data-contribution="nervsystemet"]', { hasText: "Gruppen tillstyrker definitionen." }).waitFor();
  expect(await page.evaluate(() => document.activeElement?.id)).toBe("take-open");
  expect(faults).toEqual([]);
  await close();
});

test("a file that cannot be read is refused in words, and Esc leaves everything as it was", async () => {
  const { page, faults, close } = await look();
  await openSample(page);
  await page.locator("#tab-svar").click();
  const section = page.locator("[data-drop=word]");
  await section.scrollIntoViewIfNeeded();
  const box = await section.boundingBox();
  const at = { x: (box?.x ?? 0) + 20, y: (box?.y ?? 0) + 10 };
  await page.evaluate((at) => window.fake?.drop({ kind: "drop", ...at, paths: ["/post/låst.docx"] }), at);
  await page.locator("#take-fault", { hasText: "låst.docx är låst med lösenord." }).waitFor();
  expect(await page.locator("#take-save").isDisabled()).toBe(true);
  await page.keyboard.press("Escape");
  await page.locator("#take-open").waitFor();
  // From a list of files, too.
  await page.locator("#take-open").click();
  await page.locator("#take-title", { hasText: "Synpunkter från RPO.docx" }).waitFor();
  await page.locator("#take-rest").selectOption({ index: 2 });
  await page.locator("[data-proposed='']").waitFor({ state: "detached" });
  await page.locator("#take-cancel").click();
  await page.locator("#take-open").waitFor();
  expect(await page.evaluate(() => window.fake?.calls.some(([name]) => name === "wordTake" || name === "attach"))).toBe(false);
  expect(faults).toEqual([]);
  await close();
});
