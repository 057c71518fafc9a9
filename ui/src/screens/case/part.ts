// What the forms of a case share: ids of new parts, and days as they are typed.
import { understoodDay } from "../../dates";
import type { Act } from "../../host/generated/Act";
import type { Date as Day } from "../../host/generated/Date";
import { session } from "../../session.svelte";
import type { OpenCase } from "./opened.svelte";

/** The id of a new part: 32 hex digits. */
export function newPart(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** The day that was typed; null where nothing was. */
export function typedDay(typed: string): Day | null {
  return understoodDay(typed, session().today);
}

/** Does one act that a form says wholly by itself; its notice offers to undo it, where it is not corrected instead. */
export function doAct(open: OpenCase, act: Act, done?: () => string): Promise<boolean> {
  const corrected = ["dispatched", "decision_corrected", "dispatch_corrected"].includes(act.code);
  return open.act(open.host.act(open.id, act), done, !corrected);
}
