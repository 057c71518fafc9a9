import type { Date as Day } from "../host/generated/Date";
import type { Process } from "../host/generated/Process";

/** A version without a date is older than any that has one. */
const from = (it: Process): string => it.valid_from ?? "";

/**
 * One version of each kind of work: the one that a case received on `day`
 * begins with. A kind whose versions are all later is shown by its first.
 */
export function kindsOn(processes: Process[], day: Day): Process[] {
  const kinds = [...new Set(processes.map((it) => it.kind))];
  return kinds.flatMap((kind) => {
    const versions = processes.filter((it) => it.kind === kind).sort((a, b) => from(a).localeCompare(from(b)));
    return versions.filter((it) => from(it) <= day).at(-1) ?? versions[0] ?? [];
  });
}
