import { chromium, type Browser, type BrowserContextOptions, type Page } from "playwright-core";
import { createRequire } from "node:module";
import { afterAll, beforeAll, expect, inject } from "vitest";

const CHROMIUM = process.env["CHROMIUM"] ?? "/usr/bin/chromium";
const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

let browser: Browser;

/** One browser for the tests of a file. */
export function withBrowser(): void {
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox"] });
  });
  afterAll(() => browser.close());
}

export interface Sight {
  page: Page;
  /** What the page complained about: errors and policy reports. */
  faults: string[];
  close(): Promise<void>;
}

/** Opens the window on the fake host; `ask` is what the fake begins with. */
export async function look(ask = "", options: BrowserContextOptions = {}): Promise<Sight> {
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, ...options });
  // As the real window has it.
  await context.addInitScript(() => Object.freeze(Object.prototype));
  const page = await context.newPage();
  const faults: string[] = [];
  page.on("pageerror", (error) => faults.push(String(error)));
  page.on("console", (message) => {
    // The PDF reader's own lists trip this development check; it says nothing about ours.
    if (message.text().includes("state_proxy_equality_mismatch")) return;
    if (message.type() === "error" || message.type() === "warning") faults.push(message.text());
  });
  await page.goto(`${inject("address")}${ask}`);
  await page.evaluate(() => document.fonts.ready);
  page.setDefaultTimeout(8000);
  return { page, faults, close: () => context.close() };
}

/** Opens the sample case. */
export async function openSample(page: Page): Promise<void> {
  await page.locator("[data-case]", { hasText: "endometrios" }).click();
  await page.locator("#case-title", { hasText: "endometrios" }).waitFor();
}

export async function expectAccessible(page: Page): Promise<void> {
  // By the debugger, which the page's policy does not meet.
  const source = await (await import("node:fs/promises")).readFile(AXE, "utf8");
  await page.evaluate(source);
  const found = await page.evaluate(async (rules) => {
    const { axe } = globalThis as unknown as { axe: typeof import("axe-core") };
    const result = await axe.run(document, { runOnly: { type: "tag", values: rules } });
    if (result.passes.length < 5) return ["too little was looked at"];
    return result.violations.map((it) => `${it.id}: ${it.nodes.map((node) => node.html).join(" | ")}`);
  }, RULES);
  expect(found).toEqual([]);
}

export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const [content, window] = await page.evaluate(() => [
    document.documentElement.scrollWidth,
    document.documentElement.clientWidth,
  ]);
  expect(content).toBeLessThanOrEqual(window ?? 0);
}

/** 1366 × 768 seen at 200 % and 400 %: what is left in CSS pixels. */
const zooms = [
  { width: 683, height: 384 },
  { width: 341, height: 192 },
];

/** In light and dark, and with nothing sideways when enlarged. */
export async function expectReachable(page: Page): Promise<void> {
  await expectAccessible(page);
  await page.emulateMedia({ colorScheme: "dark" });
  await expectAccessible(page);
  for (const size of zooms) {
    await page.setViewportSize(size);
    await page.waitForTimeout(150);
    await expectNoSidewaysScroll(page);
  }
}
