// The act that keeps one of several values of a part.
import type { Act } from "../../host/generated/Act";
import type { DocumentField } from "../../host/generated/DocumentField";
import { longDay } from "../../dates";
import { either, told } from "../../text";
import { amountText } from "./amount";
import type { OpenCase } from "./opened.svelte";
import { ratingText } from "./rating";

type Json = Record<string, unknown>;

function read(value: string): Json | null {
  try {
    const it: unknown = JSON.parse(value);
    return typeof it === "object" && it !== null ? (it as Json) : null;
  } catch {
    return null;
  }
}

/** Null where the value is not chosen but done anew. The core looks at the act as at any other. */
export function actOf(open: OpenCase, key: string, value: string): Act | null {
  const [kind = "", id = "", third = ""] = key.split("/");
  const it = read(value);
  const plain = (): Act | null => {
    if (kind === "theme") return { code: "theme_set", theme: id, name: value };
    if (kind === "member") return { code: "member_set", body: id, name: value };
    if (kind === "round") return { code: "round_set", round: value, title: open.case?.round?.title ?? "" };
    if (kind === "minutes") return { code: "minutes_approved", decision: id, on: value === "" ? null : value };
    if (kind !== "attachment") return null;
    const name = open.case?.attachments.find((one) => one.id === id)?.name ?? "";
    return { code: "document_set", attachment: id, name, field: third as DocumentField, value };
  };
  if (it === null) return plain();
  const whole: Record<string, Json> = {
    closed: { code: "case_closed", outcome: it["outcome"], on: it["on"], note: it["note"] },
    ...(third === "asked" && { contribution: { code: "contribution_asked", body: id, due: it["due"], note: it["note"] } }),
    assessment: { code: "assessed", council: id, theme: third, ...it },
    notice: { code: "noticed", notice: id, body: third, ...it },
    report: { code: "decision_reported", decision: id, ...it },
    commitment: { code: "commitment_set", commitment: id, body: it["region"], terms: it["terms"] },
    condition: { code: "condition_set", condition: id, terms: it },
    supplement: { code: "supplement_set", supplement: id, terms: it },
  };
  const act = whole[kind];
  return act === undefined ? plain() : (act as Act);
}

/** What a whole value says, in words. */
export function wholeText(key: string, value: string): string | null {
  const it = read(value);
  if (it === null) return null;
  const kind = key.split("/")[0] ?? "";
  const inner = { ...it, ...(typeof it["terms"] === "object" ? (it["terms"] as Json) : {}) } as Json;
  const words: string[] = [];
  if (typeof inner["rating"] === "number") words.push(ratingText(inner["rating"]));
  for (const name of ["text", "comment", "evidence", "section", "note"]) {
    if (typeof inner[name] === "string" && inner[name] !== "") words.push(inner[name]);
  }
  if (typeof inner["amount"] === "number") words.push(amountText(inner["amount"]));
  for (const name of ["on", "asked", "due", "from", "rsl", "svn", "sent"]) {
    if (typeof inner[name] === "string") words.push(longDay(inner[name]));
  }
  if (kind === "condition" && typeof inner["state"] === "string") words.push(told([`condition.${inner["state"]}`]));
  return words.length === 0 ? null : words.join(", ");
}

/** Its name: what kind of part, and of whom. */
export function partPlace(open: OpenCase, key: string): string | null {
  const [kind = "", id = "", third = "", fourth = ""] = key.split("/");
  const body = (of: string): string => open.case?.bodies.find((it) => it.id === of)?.name ?? of;
  const theme = (of: string): string => {
    const it = open.case?.effects.themes.find((one) => one.id === of);
    return it === undefined ? of : either(it.name, it.name_en);
  };
  switch (kind) {
    case "contribution": {
      const number = open.case?.questions.find((it) => it.id === fourth)?.number;
      return number === undefined ? body(id) : told(["place.contribution"], { body: body(id), number });
    }
    case "assessment":
      return `${body(id)}, ${theme(third)}`;
    case "theme":
      return theme(id);
    case "member":
      return body(id);
    case "notice": {
      const it = open.case?.notices.find((one) => one.id === id);
      return `${it === undefined ? id : either(it.title, it.title_en)}, ${body(third)}`;
    }
    case "attachment": {
      const name = open.case?.attachments.find((it) => it.id === id)?.name ?? id;
      return `${name}, ${told([`field.${third}`])}`;
    }
    case "commitment":
    case "condition":
    case "supplement":
    case "report":
    case "minutes":
    case "closed":
    case "round":
      return told([`field.${kind}`]);
    default:
      return null;
  }
}
