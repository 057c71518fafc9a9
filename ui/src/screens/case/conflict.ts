// A place that holds more than one value: its name, its values in words, and
// where on the screen it is chosen.
import { longDay } from "../../dates";
import type { CaseField } from "../../host/generated/CaseField";
import type { CaseSnapshot } from "../../host/generated/CaseSnapshot";
import type { Conflict } from "../../host/generated/Conflict";
import { either, t, told } from "../../text";
import { partPlace, wholeText } from "./conflict-words";
import type { OpenCase } from "./opened.svelte";

const FIELDS: readonly string[] = [
  "title",
  "area",
  "received",
  "due",
  "officer",
  "programme_area",
  "secrecy",
  "note",
  "applicant",
  "records_class",
] satisfies CaseField[];

function isField(key: string): key is CaseField {
  return FIELDS.includes(key);
}

/** `-` stands for "the whole step" in a key. */
function scopeOf(part: string): string | null {
  return part === "-" ? null : part;
}

/** Begins a sentence. */
function sentence(words: string): string {
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}

export function conflictPlace(open: OpenCase, key: string): string {
  const [kind = "", id = "", scope = ""] = key.split("/");
  if (kind === "deleted" || kind === "meanwhile" || kind === "twice") return sentence(told([`field.${kind}`]));
  if (isField(kind)) return sentence(told([`field.${kind}`]));
  if (kind === "question") return open.case?.questions.find((it) => it.id === id)?.title ?? id;
  const named = partPlace(open, key);
  if (named !== null) return sentence(named);
  if (kind === "number") return t("ui.details.number-at", { holder: id });
  const step = open.case?.steps.find((it) => it.id === id);
  if (step === undefined) return key;
  const name = either(step.title, step.title_en);
  const part = step.parts.find((it) => it.scope === scopeOf(scope));
  return part === undefined || part.scope === null ? name : `${name}, ${part.scope_name}`;
}

interface Told {
  is?: string;
  by?: string;
  on?: string;
  reason?: string;
  note?: string;
}

/** A day in words; what is no day stands as it is. */
function dayIn(value: string): string {
  return /^\d{4}-\d{2}-\d{2}$/.test(value) ? longDay(value) : value;
}

export function versionText(open: OpenCase, key: string, value: string): string {
  if (value === "") return t("ui.conflict.empty");
  if (/^(due|received)$|\/due$/.test(key)) return dayIn(value);
  if (key.endsWith("/stance")) return told([`stance.${value}`]);
  if (key.endsWith("/state")) {
    const state = asState(value);
    if (state?.is === "done") {
      const signed = t("ui.part.signed", { by: state.by ?? "", on: dayIn(state.on ?? "") });
      return state.note ? `${signed} – ${state.note}` : signed;
    }
    if (state?.is === "reopened") return t("ui.part.reopened", { by: state.by ?? "", reason: state.reason ?? "" });
  }
  if (kindOf(key) === "twice") return decisionText(open, value);
  return wholeText(open, key, value) ?? value;
}

/** Whether nobody has said yet that this decision, of several recorded at once, holds. */
export function isDisputed(it: CaseSnapshot, decision: string): boolean {
  return it.conflicts.some((one) => kindOf(one.key) === "twice" && one.versions.some((of) => of.value === decision));
}

/** When and where a decision was taken, and what it says; by its id. */
function decisionText(open: OpenCase, id: string): string {
  const it = open.case?.decisions.find((one) => one.id === id);
  if (it === undefined) return id;
  const none = it.none ? told(["version.none"]) : "";
  const delegated = it.delegated ? t("ui.decide.was-delegated") : "";
  const on = it.on === null ? "" : longDay(it.on);
  return [it.body_name, on, it.section, none, delegated, it.text].filter((one) => one !== "").join(" · ");
}

function asState(value: string): Told | null {
  try {
    const state: unknown = JSON.parse(value);
    return typeof state === "object" && state !== null ? (state as Told) : null;
  } catch {
    return null;
  }
}

/** What two did at once: beside a value and a text, a removal and a decision with a change that did not know of it, and one decision recorded by two. */
export type Kind = "value" | "text" | "deleted" | "meanwhile" | "twice";

export function kindOf(key: string): Kind {
  const [kind = "", , third = ""] = key.split("/");
  if (kind === "deleted" || kind === "meanwhile" || kind === "twice") return kind;
  return (kind === "question" || kind === "contribution") && third === "text" ? "text" : "value";
}

/** Under what a text is written: the question, or `contribution/<body>/<question>`. */
export function writtenUnder(key: string): string {
  const [kind = "", id = "", , question = ""] = key.split("/");
  return kind === "question" ? id : `contribution/${id}/${question}`;
}

/** The step or the question on whose screen it is chosen; null at the head of the case. */
export function homeOf(it: CaseSnapshot, key: string): { step?: string; question?: string } | null {
  const [kind = "", id = "", third = "", fourth = ""] = key.split("/");
  if (kind === "step") return it.steps.some((one) => one.id === id) ? { step: id } : null;
  const question = kind === "question" ? id : kind === "contribution" && third === "text" ? fourth : "";
  return it.questions.some((one) => one.id === question) ? { question } : null;
}

/** Before a conflict's key: the text that she makes of its versions, in the journal. */
export const JOINING = "join/";

/** Conflicts of one question, and the texts still being joined where somebody chose meanwhile. */
export function ofQuestion(it: CaseSnapshot, question: string, joining: ReadonlyMap<string, string>): Conflict[] {
  const here = (key: string): boolean => homeOf(it, key)?.question === question;
  const open = it.conflicts.filter((one) => here(one.key));
  const begun = [...joining.keys()].filter((one) => one.startsWith(`${it.id}/`)).map((one) => one.slice(it.id.length + 1));
  const left = begun.filter((key) => here(key) && !open.some((one) => one.key === key));
  return [...open, ...left.map((key) => ({ key, versions: [] }))];
}
