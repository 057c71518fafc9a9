import type { Place } from "./host/generated/Place";
import { told } from "./text";

/** The place of a hit in the shape of a document's key: what the case's screen goes to. */
export function keyOf(place: Place): string {
  switch (place.code) {
    case "title":
      return "title";
    case "number":
      return `number/${place.holder}`;
    case "field":
      return place.field;
    case "answer":
      return `question/${place.question}`;
    case "step":
      return place.scope === null ? `step/${place.step}` : `step/${place.step}/${place.scope}`;
    case "decision":
      return `decision/${place.decision}`;
    case "contribution":
      return `contribution/${place.body_id}/text/${place.question}`;
    case "assessment":
      return `assessment/${place.body_id}/${place.theme}`;
    case "commitment":
    case "condition":
    case "supplement":
    case "dispatch":
      return `${place.code}/${place.part}`;
    case "file_name":
    case "file_text":
      return `attachment/${place.attachment}`;
  }
}

/** The place in words: "svar på fråga 2". */
export function toldPlace(place: Place): string {
  const { code, ...params } = place;
  const named = place.code === "field" ? { field: told([`field.${place.field}`]) } : params;
  return told([`place.${code}`], named);
}
