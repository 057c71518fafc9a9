// What the registry knows of a document, in words.
import { longDay } from "../../dates";
import type { Direction } from "../../host/generated/Direction";
import type { DocumentRecord } from "../../host/generated/DocumentRecord";
import type { RecordAssessment } from "../../host/generated/RecordAssessment";
import type { Retention } from "../../host/generated/Retention";
import { t, type TextKey } from "../../text";

export const DIRECTIONS: Record<Direction, TextKey> = {
  in: "ui.record.in",
  out: "ui.record.out",
  internal: "ui.record.internal",
};

export const ASSESSMENTS: Record<RecordAssessment, TextKey> = {
  working_material: "ui.record.working-material",
  official_record: "ui.record.official",
};

export const RETENTIONS: Record<Retention, TextKey> = {
  preserve: "ui.record.preserve",
  dispose: "ui.record.dispose",
};

/** "Inkommen från Socialstyrelsen", "5 oktober 2026", "Allmän handling". */
export function recordText({ direction, party, dated, assessment, retention, period }: DocumentRecord): string[] {
  const parts: string[] = [];
  if (direction === "in" && party !== "") parts.push(t("ui.record.in-from", { party }));
  else if (direction === "out" && party !== "") parts.push(t("ui.record.out-to", { party }));
  else {
    if (direction !== null) parts.push(t(DIRECTIONS[direction]));
    if (party !== "") parts.push(party);
  }
  if (dated !== null) parts.push(longDay(dated));
  if (assessment !== null) parts.push(t(ASSESSMENTS[assessment]));
  if (retention === "dispose" && period !== "") parts.push(t("ui.record.dispose-after", { period }));
  else if (retention !== null) parts.push(t(RETENTIONS[retention]));
  return parts;
}
