// Letters and received Word documents of the stand-in: the plainest of what the core does.
import type { CaseSnapshot } from "./generated/CaseSnapshot";
import type { LetterName } from "./generated/LetterName";
import type { ProposedText } from "./generated/ProposedText";
import type { WordProposal } from "./generated/WordProposal";

export const letterNames: LetterName[] = [
  { id: "assignment", name: "Uppdrag till RPO", name_en: "Assignment to the programme area", only: "consultation" },
  { id: "statement", name: "Yttrande", name_en: "Statement", only: "consultation" },
  { id: "minutes-extract", name: "Protokollsutdrag", name_en: "Extract of the minutes", only: null },
  { id: "notice-of-intent", name: "Anmälan om avsikt att ansöka", name_en: "Notice of intent to apply", only: "application" },
];

/** A document with text under the first question's heading, and some under none. */
export function proposalOf(it: CaseSnapshot, from: string, path: string, rest: string | null): WordProposal {
  const body = it.bodies.find((one) => one.id === from);
  const written = it.contributions.find((one) => one.body === from)?.texts ?? [];
  const text = (question: string, words: string): ProposedText[] => {
    const asked = it.questions.find((one) => one.id === question);
    if (asked === undefined) return [];
    const replaces = written.some((one) => one.question === question);
    const n = words.split(/\s+/).length;
    return [{ question, number: asked.number, title: asked.title, text: words, words: n, replaces }];
  };
  const first = it.questions[0]?.id ?? "";
  const outside = "Hälsning från gruppen.";
  return {
    body: from,
    body_name: body?.name ?? from,
    name: path.split("/").at(-1) ?? path,
    size: 2048,
    sha256: "ef".repeat(32),
    texts: [...text(first, "Gruppen tillstyrker definitionen."), ...(rest === null ? [] : text(rest, outside))],
    rest: rest === null ? outside : "",
    comments: 2,
    changes: 1,
    pictures: 1,
    unseen: 0,
  };
}
