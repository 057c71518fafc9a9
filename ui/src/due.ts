// Lists over several cases stand in the same groups.
import { endOfWeek } from "./dates";
import type { Date as Day } from "./host/generated/Date";
import type { TextKey } from "./text";

export type DueGroup = "late" | "week" | "later" | "undated";

export const dueTitles: Record<DueGroup, TextKey> = {
  late: "ui.overview.late",
  week: "ui.overview.week",
  later: "ui.overview.later",
  undated: "ui.overview.undated",
};

export function dueGroup(due: Day | null, today: Day): DueGroup {
  if (due === null) return "undated";
  if (due < today) return "late";
  return due <= endOfWeek(today) ? "week" : "later";
}

/** The groups that hold something, in their order; rows keep theirs. */
export function grouped<G extends string, R>(order: readonly G[], rows: R[], groupOf: (row: R) => G): { group: G; rows: R[] }[] {
  return order
    .map((group) => ({ group, rows: rows.filter((row) => groupOf(row) === group) }))
    .filter((it) => it.rows.length > 0);
}
