import { expect, test } from "vitest";

import { organisation } from "../src/host/fixture";
import { bodiesInOrder, moved, nextMeeting, sectionOf, usualBody } from "../src/screens/meeting/choice";

const calendar = (body: string, ...days: string[]) => {
  const meetings = days.map((on) => ({ on, until: null }));
  return { body, covers_from: "2026-01-01", covers_to: "2027-12-31", meetings, source: "" };
};

test("the next meeting is the first from today on, whichever calendar it stands in", () => {
  const known = { ...organisation, calendar: [calendar("svn", "2027-03-04", "2026-09-24"), calendar("svn", "2026-12-04"), calendar("rsl", "2026-11-24")] };
  expect(nextMeeting(known, "svn", "2026-11-23")).toBe("2026-12-04");
  expect(nextMeeting(known, "svn", "2026-12-04")).toBe("2026-12-04");
  expect(nextMeeting(known, "svn", "2026-12-05")).toBe("2027-03-04");
  expect(nextMeeting(known, "svn", "2027-03-05")).toBeNull();
  expect(nextMeeting(known, "presidiet", "2026-01-01")).toBeNull();
});

test("meetings that are past bring no body first, and the rest keep their order", () => {
  const ids = (...known: typeof organisation.calendar) =>
    bodiesInOrder({ ...organisation, calendar: known }, "2026-11-23").map((it) => it.id);
  expect(ids()).toEqual(["svn", "presidiet", "rsl"]);
  expect(ids(calendar("presidiet", "2026-09-24"), calendar("rsl", "2026-11-24"))).toEqual(["rsl", "svn", "presidiet"]);
});

test("the joint committee is the usual body wherever it stands; without one it is the first", () => {
  const backwards = [...organisation.body].reverse();
  expect(usualBody({ ...organisation, body: backwards })).toBe("svn");
  expect(usualBody({ ...organisation, body: backwards.slice(0, 2) })).toBe("rsl");
  expect(usualBody({ ...organisation, body: [] })).toBe("");
});

test("a first section is a whole number from one on, with or without its sign", () => {
  expect(["61", " § 61 ", "§61"].map(sectionOf)).toEqual([61, 61, 61]);
  expect(["", "  "].map(sectionOf)).toEqual([null, null]);
  expect(["0", "-1", "6,5", "1e3", "sextio", "§", "99999999999"].map(sectionOf)).toEqual(Array(7).fill(undefined));
});

test("a case is moved one place, and stays where there is none", () => {
  const ids = ["a", "b", "c"];
  expect(moved(ids, "c", -1)).toEqual(["a", "c", "b"]);
  expect(moved(ids, "a", 1)).toEqual(["b", "a", "c"]);
  for (const [id, by] of [["a", -1], ["c", 1], ["x", 1]] as const) expect(moved(ids, id, by)).toBe(ids);
});
