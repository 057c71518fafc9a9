// A place that holds more than one value: its name, its values in words, and
// the write that keeps one of them.
import { longDay } from "../../dates";
import type { CaseField } from "../../host/generated/CaseField";
import type { Stance } from "../../host/generated/Stance";
import { complain } from "../../notices.svelte";
import { either, t, told } from "../../text";
import { actOf, partPlace, wholeText } from "./conflict-acts";
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
}

/** A day in words; what is no day stands as it is. */
function dayIn(value: string): string {
  return /^\d{4}-\d{2}-\d{2}$/.test(value) ? longDay(value) : value;
}

export function versionText(key: string, value: string): string {
  if (value === "") return t("ui.conflict.empty");
  if (/^(due|received)$|\/due$/.test(key)) return dayIn(value);
  if (key.endsWith("/stance")) return told([`stance.${value}`]);
  if (key.endsWith("/state")) {
    const state = asState(value);
    if (state?.is === "done") return t("ui.part.signed", { by: state.by ?? "", on: dayIn(state.on ?? "") });
    if (state?.is === "reopened") return t("ui.part.reopened", { by: state.by ?? "", reason: state.reason ?? "" });
  }
  return wholeText(key, value) ?? value;
}

function asState(value: string): Told | null {
  try {
    const state: unknown = JSON.parse(value);
    return typeof state === "object" && state !== null ? (state as Told) : null;
  } catch {
    return null;
  }
}

/** What keeps one version. Null for a sign-off: that is signed again, not chosen. */
export function keeper(open: OpenCase, key: string): ((value: string) => void) | null {
  const [kind = "", id = "", third = "", fourth = ""] = key.split("/");
  const { host } = open;
  if (isField(kind)) return (value) => void open.set(kind, value).catch(complain);
  if (kind === "number") return (value) => void open.setNumber(id, value).catch(complain);
  if (kind === "question" && third === "text") return (value) => void open.writing(id).replace(value);
  if (kind === "question" && third === "stance") {
    return (value) => void open.act(host.stanceSet(open.id, id, value === "" ? null : (value as Stance)));
  }
  if (kind === "step" && fourth === "due") {
    return (value) => void open.plan(id, scopeOf(third), value, null).catch(complain);
  }
  if (kind === "step" && fourth === "responsible") {
    return (value) => void open.plan(id, scopeOf(third), null, value).catch(complain);
  }
  if (kind === "contribution" && third === "text") return (value) => void open.writing(key.replace("/text/", "/")).replace(value);
  const [version] = open.case?.conflicts.find((it) => it.key === key)?.versions ?? [];
  if (version !== undefined && actOf(open, key, version.value) !== null) {
    return (value) => {
      const act = actOf(open, key, value);
      if (act !== null) void open.act(host.act(open.id, act));
    };
  }
  return null;
}
