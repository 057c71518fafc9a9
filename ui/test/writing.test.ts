import { afterEach, beforeEach, expect, test, vi } from "vitest";

import type { Done, Host } from "../src/host/host";
import { Writing } from "../src/writing.svelte";

const DONE: Done<string[]> = { value: ["after"], warnings: [], refresh: { overview: true, cases: ["c"] } };

function desk(): { writing: Writing; calls: string[]; bases: string[][]; fail: (on: boolean) => void } {
  const calls: string[] = [];
  let failing = false;
  const bases: string[][] = [];
  const host = {
    draftWrite: async (_id: string, _question: string, text: string, base: string[]) => {
      if (failing) throw { code: "disk_full" };
      calls.push(`write ${text}`);
      bases.push(base);
      return "2026-11-23T13:05:00.000Z";
    },
    textCommit: async () => {
      if (failing) throw { code: "store_busy" };
      calls.push("commit");
      return DONE;
    },
  } satisfies Partial<Host>;
  const writing = new Writing(host as unknown as Host, "c", "q", () => undefined);
  writing.refresh("", undefined, ["seen"]);
  return { writing, calls, bases, fail: (on) => (failing = on) };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test("typing reaches the journal once, 400 ms after the last key", async () => {
  const { writing, calls } = desk();
  writing.typed("V");
  await vi.advanceTimersByTimeAsync(300);
  writing.typed("Vi");
  await vi.advanceTimersByTimeAsync(399);
  expect(calls).toEqual([]);
  expect(writing.saving).toBe("writing");
  await vi.advanceTimersByTimeAsync(1);
  expect(calls).toEqual(["write Vi"]);
  expect(writing.saving).toBe("saved");
});

test("after 30 seconds it is a change, even while she goes on", async () => {
  const { writing, calls } = desk();
  for (let n = 0; n < 40; n++) {
    writing.typed(`Vi ${n}`);
    await vi.advanceTimersByTimeAsync(1000);
  }
  expect(calls.filter((it) => it === "commit")).toHaveLength(1);
});

test("leaving the field writes what is left, then commits, once", async () => {
  const { writing, calls } = desk();
  writing.typed("Vi tillstyrker.");
  await writing.left();
  await writing.left();
  expect(calls).toEqual(["write Vi tillstyrker.", "commit"]);
});

test("a field that was only looked at changes nothing", async () => {
  const { writing, calls } = desk();
  await writing.left();
  expect(calls).toEqual([]);
});

test("a refresh never replaces what she is typing", () => {
  const { writing } = desk();
  writing.typed("Mitt");
  writing.refresh("Någon annans", undefined, ["seen"]);
  expect(writing.text).toBe("Mitt");
});

test("a refresh in a focused field is offered, not taken", async () => {
  const { writing } = desk();
  writing.focused = true;
  writing.refresh("Någon annans", undefined, ["seen"]);
  expect(writing.text).toBe("");
  expect(writing.arrived).toBe("Någon annans");
  writing.take();
  expect(writing.text).toBe("Någon annans");
});

test("a draft in the journal wins over the case, and is committed on leaving", async () => {
  const { writing, calls } = desk();
  writing.refresh("Sparat", "Sparat och mer", ["seen"]);
  expect(writing.text).toBe("Sparat och mer");
  await writing.left();
  expect(calls).toEqual(["commit"]);
});

test("a failed save says so, keeps the text and tries again", async () => {
  const { writing, calls, fail } = desk();
  fail(true);
  writing.typed("Viktigt");
  await vi.advanceTimersByTimeAsync(400);
  expect(writing.saving).toBe("failed");
  expect(writing.text).toBe("Viktigt");
  fail(false);
  await vi.advanceTimersByTimeAsync(5000);
  expect(calls).toEqual(["write Viktigt", "commit"]);
  expect(writing.saving).toBe("saved");
});

test("what is typed says which state it began from, and goes on from its own last change", async () => {
  const { writing, bases } = desk();
  writing.focused = true;
  writing.typed("Vi");
  // A colleague's change is read while she types: she has not seen it in her field.
  writing.refresh("Bo skrev.", undefined, ["later"]);
  await writing.commit();
  writing.typed("Vi två");
  await writing.commit();
  expect(bases).toEqual([["seen"], ["after"]]);
});

test("choosing a version is based on the state that showed it", async () => {
  const { writing, bases } = desk();
  writing.focused = true;
  writing.refresh("Bo skrev.", undefined, ["later"]);
  await writing.replace("Bo skrev.");
  expect(bases).toEqual([["later"]]);
});

test("a text that is in the journal but could not become a change is tried again", async () => {
  const { writing, calls, fail } = desk();
  writing.typed("Vi");
  await vi.advanceTimersByTimeAsync(400);
  fail(true);
  await writing.left();
  expect(writing.failed).toBe(true);
  fail(false);
  await vi.advanceTimersByTimeAsync(5000);
  expect(calls).toEqual(["write Vi", "commit"]);
});
