// A value of a part in words, and the part's name.
import { longDay } from "../../dates";
import { either, t, told, type TextKey } from "../../text";
import { amountText } from "./amount";
import type { OpenCase } from "./opened.svelte";
import { ratingText } from "./rating";
import { ASSESSMENTS, DIRECTIONS, RETENTIONS } from "./record";

type Json = Record<string, unknown>;

function read(value: string): Json | null {
  try {
    const it: unknown = JSON.parse(value);
    return typeof it === "object" && it !== null ? (it as Json) : null;
  } catch {
    return null;
  }
}

/** What a whole value says, in words. */
export function wholeText(open: OpenCase, key: string, value: string): string | null {
  const it = read(value);
  if (it === null) return codeText(open, key, value);
  const kind = key.split("/")[0] ?? "";
  const inner = { ...it, ...(typeof it["terms"] === "object" ? (it["terms"] as Json) : {}) } as Json;
  const words: string[] = [];
  const outcome = open.case?.outcomes.find((one) => one.id === inner["outcome"]);
  if (outcome !== undefined) words.push(either(outcome.name, outcome.name_en));
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

/** A value that is a code or a day, in words. */
function codeText(open: OpenCase, key: string, value: string): string | null {
  const [kind = "", , field = ""] = key.split("/");
  if (kind === "round") return open.case?.round?.id === value ? open.case.round.title : null;
  if (kind === "minutes" || (kind === "attachment" && field === "dated")) return longDay(value);
  if (kind !== "attachment") return null;
  const codes: Record<string, TextKey> = { ...DIRECTIONS, ...ASSESSMENTS, ...RETENTIONS };
  const known = ["direction", "assessment", "retention"].includes(field) ? codes[value] : undefined;
  return known === undefined ? null : t(known);
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
