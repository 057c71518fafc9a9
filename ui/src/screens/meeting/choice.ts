import type { Body } from "../../host/generated/Body";
import type { BodyId } from "../../host/generated/BodyId";
import type { CaseId } from "../../host/generated/CaseId";
import type { Date as Day } from "../../host/generated/Date";
import type { Organisation } from "../../host/generated/Organisation";

/** What is chosen for a meeting, before it is understood. */
export interface Choice {
  /** In the order of the agenda. */
  cases: CaseId[];
  /** Null: the joint committee. */
  body: BodyId | null;
  /** Null: the body's next meeting that is known. */
  day: string | null;
  section: string;
}

let kept: Choice = { cases: [], body: null, day: null, section: "" };

/** What was chosen when the screen was last left: a case may be looked into meanwhile. */
export function readChoice(): Choice {
  return kept;
}

export function keepChoice(choice: Choice): void {
  kept = choice;
}

/** The first day of the body's next known meeting, as the core finds it. */
export function nextMeeting({ calendar }: Organisation, body: BodyId, today: Day): Day | null {
  const meetings = calendar.filter((it) => it.body === body).flatMap((it) => it.meetings);
  return meetings.map((it) => it.on).filter((it) => it >= today).sort()[0] ?? null;
}

/** Those with a meeting to come stand first. */
export function bodiesInOrder(organisation: Organisation, today: Day): Body[] {
  const later = (it: Body): number => (nextMeeting(organisation, it.id, today) === null ? 1 : 0);
  return [...organisation.body].sort((a, b) => later(a) - later(b));
}

/** Whose meeting it is when nobody has said. */
export function usualBody({ body }: Organisation): BodyId {
  return (body.find((it) => it.kind === "joint_committee") ?? body[0])?.id ?? "";
}

/** "61" and "§ 61"; null is none, undefined no number. */
export function sectionOf(typed: string): number | null | undefined {
  const text = typed.trim();
  if (text === "") return null;
  const number = /^(?:§\s*)?(\d{1,6})$/.exec(text)?.[1];
  return number === undefined || Number(number) === 0 ? undefined : Number(number);
}

/** The list with one of its ids a place up or down; itself where there is no such place. */
export function moved(ids: CaseId[], id: CaseId, by: 1 | -1): CaseId[] {
  const from = ids.indexOf(id);
  const to = from + by;
  if (from < 0 || to < 0 || to >= ids.length) return ids;
  return ids.with(from, ids[to] ?? id).with(to, id);
}
