// What may be done to one case, after the plainest of the core's rules.
import { compared } from "../compare";
import { countWords } from "../words";
import type { Act } from "./generated/Act";
import type { CaseSnapshot } from "./generated/CaseSnapshot";
import type { Contribution } from "./generated/Contribution";
import type { Correction } from "./generated/Correction";
import type { HistoryRow } from "./generated/HistoryRow";
import type { Plan } from "./generated/Plan";
import type { SameLetter } from "./generated/SameLetter";
import type { TextVersion } from "./generated/TextVersion";
import type { Told } from "./generated/Told";
import type { Undoing } from "./generated/Undoing";
import type { Done, Host } from "./host";

const NEVER_UNDONE = ["decided", "dispatched", "decision_corrected", "dispatch_corrected"];
const NOT_POSSIBLE = ["case_registered", "case_joined", "case_joined_into", "case_joined_beside"];

interface Written {
  version: TextVersion;
  text: string;
}

interface Deed {
  row: HistoryRow;
  before: CaseSnapshot;
  after: CaseSnapshot;
}

const now = (): string => new Date().toISOString();
const hash = (): string => crypto.randomUUID().replaceAll("-", "").repeat(2);

/** The core tells names in place of ids; here the ids do. */
function toldOf(act: Act): Told {
  const { code, ...params } = act;
  if (act.code === "undone") {
    const [first] = act.acts;
    return { key: "act.undone", params: { act: first === undefined ? "" : `act.${first.code}`, n: String(act.acts.length) } };
  }
  if (act.code === "conflict_settled") return { key: "act.conflict_settled", params: { place: act.key } };
  const words = Object.entries(params).map(([name, value]) => [name, value === null ? "" : String(value)]);
  return { key: `act.${code}`, params: Object.fromEntries(words) };
}

/** The first key that an act writes. */
function placeOf(act: Act): string {
  switch (act.code) {
    case "field_set":
      return act.field;
    case "number_set":
      return `number/${act.holder}`;
    case "step_done":
    case "step_reopened":
      return `step/${act.step}/${act.scope ?? "-"}/state`;
    case "step_planned":
      return `step/${act.step}/${act.scope ?? "-"}/due`;
    case "text_written":
      return `question/${act.question}/written`;
    case "stance_set":
      return `question/${act.question}/stance`;
    case "question_added":
      return `question/${act.question}/added`;
    case "contribution_asked":
      return `contribution/${act.body}/asked`;
    case "contribution_chased":
      return `contribution/${act.body}/chased/${act.chase}`;
    case "contribution_written":
      return `contribution/${act.body}/text/${act.question}`;
    case "contribution_taken":
      return `contribution/${act.body}/taken/${act.question}`;
    case "assessed":
      return `assessment/${act.council}/${act.theme}`;
    case "theme_set":
      return `theme/${act.theme}`;
    case "commitment_set":
    case "commitment_removed":
      return `commitment/${act.commitment}`;
    case "condition_set":
    case "condition_removed":
      return `condition/${act.condition}`;
    case "supplement_set":
    case "supplement_removed":
      return `supplement/${act.supplement}`;
    case "member_set":
      return `member/${act.body}`;
    case "noticed":
      return `notice/${act.notice}/${act.body}`;
    case "attached":
      return `attachment/${act.attachment}/file`;
    case "document_set":
      return `attachment/${act.attachment}/${act.field}`;
    case "dispatched":
      return `dispatch/${act.dispatch}`;
    case "decided":
      return `decision/${act.decision}`;
    case "decision_reported":
      return `report/${act.decision}`;
    case "minutes_approved":
      return `minutes/${act.decision}`;
    case "decision_corrected":
      return `correction/${act.decision}/${act.correction}`;
    case "dispatch_corrected":
      return `correction/${act.dispatch}/${act.correction}`;
    case "case_closed":
    case "case_reopened":
      return "closed";
    case "conflict_settled":
      return act.key;
    default:
      return "";
  }
}

/** What was done to each case, and the versions of its texts. */
export class Ledger {
  #deeds = new Map<string, Deed[]>();
  #last = new Map<string, CaseSnapshot>();
  #texts = new Map<string, Written[]>();

  begin(it: CaseSnapshot): void {
    this.#last.set(it.id, structuredClone(it));
    for (const { id, text, words } of it.questions.filter((one) => one.text !== "")) {
      this.#texts.set(`${it.id}/${id}`, [{ version: { change: hash(), at: it.at, by: it.by, words }, text }]);
    }
  }

  write(it: CaseSnapshot, act: Act, by: string, place = placeOf(act)): void {
    const after = structuredClone(it);
    const row = { at: now(), by, pc: "KONTOR-7", change: hash(), undone: false, place, act, told: toldOf(act) };
    const before = this.#last.get(it.id) ?? structuredClone(it);
    this.#deeds.set(it.id, [{ row, before, after }, ...this.deeds(it.id)]);
    this.#last.set(it.id, after);
  }

  deeds(id: string): Deed[] {
    return this.#deeds.get(id) ?? [];
  }

  history(id: string): HistoryRow[] {
    return this.deeds(id).map((it) => structuredClone(it.row));
  }

  versions(id: string, question: string): Written[] {
    return this.#texts.get(`${id}/${question}`) ?? [];
  }

  /** Writes what was typed: `contribution/<body>/<question>` or a question. */
  text(it: CaseSnapshot, key: string, text: string, by: string): Act {
    const [kind, body = "", of = ""] = key.split("/");
    const words = countWords(text);
    if (kind === "contribution") {
      const from = contributionOf(it, body);
      const taken = from.texts.find((one) => one.question === of)?.taken ?? null;
      from.texts = from.texts.filter((one) => one.question !== of);
      const received = { question: of, text, words, by, at: now(), taken: taken && { ...taken, current: false } };
      if (text.trim() !== "") from.texts.push(received);
      return { code: "contribution_written", body, question: of, words };
    }
    const question = it.questions.find((one) => one.id === key);
    if (question !== undefined) Object.assign(question, { text, words });
    const version = { change: hash(), at: now(), by, words };
    this.#texts.set(`${it.id}/${key}`, [...this.versions(it.id, key), { version, text }]);
    return { code: "text_written", question: key, words };
  }
}

function contributionOf(it: CaseSnapshot, body: string): Contribution {
  let found = it.contributions.find((one) => one.body === body);
  if (found === undefined) {
    const name = it.bodies.find((one) => one.id === body)?.name ?? body;
    found = { body, body_name: name, asked: null, chased: [], texts: [] };
    it.contributions.push(found);
  }
  return found;
}

function put<T extends { id: string }>(list: T[], one: T): void {
  const place = list.findIndex((it) => it.id === one.id);
  if (place < 0) list.push(one);
  else list[place] = one;
}

/** Writes `act` into `it`, or refuses. */
function perform(it: CaseSnapshot, act: Act, by: string, refuse: Door["refuse"]): void {
  const mark = { by, at: now() };
  const named = (body: string): string => it.bodies.find((one) => one.id === body)?.name ?? body;
  switch (act.code) {
    case "question_added": {
      if (act.title.trim() === "") refuse("question_title_empty");
      const { question: id, title, word_limit } = act;
      const blank = { stances: [], verified: true, stance: null, text: "", words: 0 };
      it.questions.push({ id, number: it.questions.length + 1, title, word_limit, ...blank });
      return;
    }
    case "case_kept_apart":
      it.apart.push(act.case);
      return;
    case "contribution_asked":
      contributionOf(it, act.body).asked = { due: act.due, note: act.note, ...mark };
      return;
    case "contribution_chased":
      contributionOf(it, act.body).chased.push({ note: act.note, ...mark });
      return;
    case "assessed": {
      const { council, theme, rating, comment } = act;
      const others = it.effects.assessments.filter((one) => one.council !== council || one.theme !== theme);
      it.effects.assessments = rating === null && comment === "" ? others : [...others, { council, theme, rating, comment }];
      const ratings = it.effects.assessments.flatMap((one) => (one.theme === theme && one.rating !== null ? [one.rating] : []));
      const of = it.effects.themes.find((one) => one.id === theme);
      if (of !== undefined) of.disagreement = Math.max(...ratings) - Math.min(...ratings) >= 2;
      return;
    }
    case "theme_set": {
      const of = it.effects.themes.find((one) => one.id === act.theme);
      if (act.name === "") it.effects.themes = it.effects.themes.filter((one) => one !== of);
      else if (of !== undefined) Object.assign(of, { name: act.name, name_en: "" });
      else it.effects.themes.push({ id: act.theme, name: act.name, name_en: "", verified: true, disagreement: false });
      return;
    }
    case "commitment_set":
      if (act.terms.text.trim() === "") refuse("terms_empty");
      put(it.commitments, { id: act.commitment, region: act.body, region_name: named(act.body), ...act.terms });
      return;
    case "commitment_removed":
      it.commitments = it.commitments.filter((one) => one.id !== act.commitment);
      return;
    case "condition_set":
      if (act.terms.text.trim() === "") refuse("terms_empty");
      put(it.conditions, { id: act.condition, ...act.terms });
      return;
    case "condition_removed":
      it.conditions = it.conditions.filter((one) => one.id !== act.condition);
      return;
    case "supplement_set":
      if (act.terms.text.trim() === "") refuse("terms_empty");
      put(it.supplements, { id: act.supplement, ...act.terms });
      return;
    case "supplement_removed":
      it.supplements = it.supplements.filter((one) => one.id !== act.supplement);
      return;
    case "member_set":
      it.members.forEach((one) => one.body === act.body && (one.name = act.name));
      return;
    case "noticed": {
      const receivers = it.notices.find((one) => one.id === act.notice)?.receivers ?? [];
      receivers.forEach((one) => one.body === act.body && Object.assign(one, { on: act.on, note: act.note }));
      return;
    }
    case "document_set": {
      const file = it.attachments.find((one) => one.id === act.attachment) ?? refuse("attachment_unknown", { ...act });
      const field = act.field === "document_secrecy" ? "secrecy" : act.field;
      const typed = ["party", "secrecy", "period"].includes(field);
      Object.assign(file.record, { [field]: act.value === "" && !typed ? null : act.value });
      return;
    }
    case "dispatched": {
      if (act.to.trim() === "") refuse("receiver_empty");
      const { dispatch: id, to, on, files, basis, note } = act;
      it.dispatches.push({ id, to, on, files, basis, note, corrections: [], recorded: null, ...mark });
      return;
    }
    case "decision_reported":
    case "minutes_approved": {
      const of = it.decisions.find((one) => one.id === act.decision);
      if (of === undefined) return;
      if (act.code === "minutes_approved") of.approved = act.on;
      else of.reported = { on: act.on, section: act.section };
      return;
    }
    case "decision_corrected": {
      const of = it.decisions.find((one) => one.id === act.decision);
      const correction = corrected(act.correction, act.terms, mark, refuse);
      if (of === undefined) return;
      of.recorded ??= { on: of.on, section: of.section, text: of.text };
      of.corrections.push(correction);
      Object.assign(of, { on: act.terms.on ?? of.on, section: act.terms.section || of.section, text: act.terms.text || of.text });
      return;
    }
    case "dispatch_corrected": {
      const correction = corrected(act.correction, act.terms, mark, refuse);
      const of = it.dispatches.find((one) => one.id === act.dispatch);
      if (of === undefined) return;
      of.recorded ??= { to: of.to, on: of.on, note: of.note };
      of.corrections.push(correction);
      Object.assign(of, { to: act.terms.to || of.to, on: act.terms.on ?? of.on, note: act.terms.text || of.note });
      return;
    }
    case "case_closed": {
      const outcome = it.outcomes.find((one) => one.id === act.outcome) ?? refuse("outcome_unknown", { outcome: act.outcome, valid: "" });
      it.closed = { outcome: outcome.id, name: outcome.name, name_en: outcome.name_en, on: act.on, note: act.note, ...mark };
      return;
    }
    case "case_reopened":
      if (act.reason.trim() === "") refuse("reason_empty");
      it.closed = null;
      return;
    default:
      return;
  }
}

function corrected(id: string, terms: Omit<Correction, "id" | "by" | "at">, mark: { by: string; at: string }, refuse: Door["refuse"]): Correction {
  if (terms.reason.trim() === "") refuse("reason_empty");
  if (!terms.withdrawn && terms.on === null && `${terms.section}${terms.to}${terms.text}` === "") refuse("correction_empty");
  return { id, ...terms, ...mark };
}

export interface Door {
  cases: Map<string, CaseSnapshot>;
  ledger: Ledger;
  find(id: string): CaseSnapshot;
  tell<T>(id: string, value: T, act: Act | null): Done<T>;
  refuse(code: string, params?: Record<string, unknown>): never;
  by(): string;
}

type CaseActs = Pick<
  Host,
  "act" | "conflictSettle" | "contributionTake" | "caseJoin" | "undo" | "redo" | "textVersions" | "textCompare" | "caseReplan"
>;

export function caseActs({ ledger, find, tell, refuse, by }: Door): CaseActs {
  /** Puts what differs between two states back, where nobody wrote since. */
  function turn(id: string, from: CaseSnapshot, to: CaseSnapshot): void {
    const it = find(id);
    const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);
    for (const key of Object.keys(to) as (keyof CaseSnapshot)[]) {
      if (same(from[key], to[key])) continue;
      if (!same(it[key], from[key])) refuse("undo_changed_since", { places: key, by: by(), at: now() });
      Object.assign(it, { [key]: structuredClone(to[key]) });
    }
  }

  function undoing(id: string, deed: Deed | undefined, back: boolean): Done<Undoing> {
    if (deed === undefined) return refuse("nothing_to_undo");
    const { row, before, after } = deed;
    if (NEVER_UNDONE.includes(row.act.code)) refuse("undo_needs_correction");
    if (NOT_POSSIBLE.includes(row.act.code)) refuse("undo_not_possible");
    if (back) turn(id, after, before);
    else turn(id, before, after);
    row.undone = back;
    const act: Act = { code: "undone", changes: [row.change], acts: [row.act] };
    return tell(id, { told: row.told, acts: 1, place: row.place }, act);
  }

  /** Writes the value that was kept; gives the act of a text. */
  function putBack(it: CaseSnapshot, key: string, value: string): Act | null {
    const [kind = "", one = "", third = "", fourth = ""] = key.split("/");
    if (kind === "question" && third === "text") return ledger.text(it, one, value, by());
    if (kind === "contribution") return ledger.text(it, `contribution/${one}/${fourth}`, value, by());
    if (kind === "deleted") it.deleted = value === "true";
    else if (kind === "assessment") {
      const { rating, comment } = JSON.parse(value) as { rating: number | null; comment: string };
      perform(it, { code: "assessed", council: one, theme: third, rating, comment }, by(), refuse);
    } else if (kind === "due" || kind === "title" || kind === "officer") Object.assign(it, { [kind]: value });
    else if (kind === "step" && fourth === "state") {
      const part = it.steps.find((step) => step.id === one)?.parts.find((of) => (of.scope ?? "-") === third);
      if (part !== undefined) part.state = JSON.parse(value) as typeof part.state;
    }
    return null;
  }

  return {
    act: async (id, act) => {
      const it = find(id);
      perform(it, act, by(), refuse);
      it.conflicts = it.conflicts.filter((one) => one.key !== placeOf(act));
      return tell(id, null, act);
    },
    conflictSettle: async (id, key, keep) => {
      const it = find(id);
      const conflict = it.conflicts.find((one) => one.key === key) ?? refuse("conflict_unknown", { conflict: key });
      const isText = /^(question\/[^/]+|contribution\/[^/]+)\/text(\/|$)/.test(key);
      const all = conflict.versions.map((one) => one.value);
      let value: string;
      if (keep === "both" || "text" in keep) {
        if (!isText && !(keep === "both" && key.startsWith("twice/"))) refuse("both_only_texts");
        if (keep !== "both" && JSON.stringify(keep.text.of) !== JSON.stringify(conflict.versions)) refuse("versions_changed");
        const whole = isText ? all.filter((one) => one.trim() !== "").join("\n\n") : "both";
        value = keep === "both" ? whole : keep.text.text;
      } else {
        const { at, by: who, value: kept } = keep.one;
        const same = conflict.versions.find((one) => one.at === at && one.by === who && one.value === kept);
        value = (same ?? refuse("versions_changed")).value;
      }
      it.conflicts = it.conflicts.filter((one) => one.key !== key);
      const not = key.startsWith("twice/") && value !== "both" ? all.filter((one) => one !== value) : [];
      for (const other of it.decisions.filter((one) => not.includes(one.id))) {
        const terms = { reason: "", withdrawn: true, on: null, section: "", to: "", text: "" };
        other.corrections.push({ id: "twice", ...terms, by: by(), at: now() });
      }
      return tell(id, null, putBack(it, key, value) ?? { code: "conflict_settled", key, value });
    },
    contributionTake: async (id, body, question) => {
      const it = find(id);
      const text = contributionOf(it, body).texts.find((one) => one.question === question);
      const joint = it.questions.find((one) => one.id === question);
      if (text === undefined || joint === undefined) return refuse("contribution_missing", { body, question });
      ledger.text(it, question, [joint.text, text.text].filter((one) => one !== "").join("\n\n"), by());
      text.taken = { by: by(), at: now(), current: true };
      return tell(id, null, { code: "contribution_taken", body, question, sha256: hash() });
    },
    caseJoin: async (id, other) => {
      find(id).joined = other;
      tell(other, null, { code: "case_joined", case: id, title: find(id).title, heads: [] });
      return tell(id, other, { code: "case_joined_into", case: other, title: find(other).title });
    },
    undo: async (id, change) => {
      const mine = ledger.deeds(id).filter(({ row }) => row.act.code !== "undone" && !row.undone);
      const deed = change === null ? mine[0] : mine.find(({ row }) => row.change === change);
      return undoing(id, deed, true);
    },
    redo: async (id) => undoing(id, ledger.deeds(id).find(({ row }) => row.undone), false),
    textVersions: async (id, question) => ledger.versions(id, question).map((it) => it.version).reverse(),
    textCompare: async (id, question, from, to) => {
      const all = ledger.versions(id, question);
      const [one, other] = [from, to].map((change) => all.find((it) => it.version.change === change));
      if (one === undefined || other === undefined) return refuse("change_unknown", { change: from });
      return { from: one.version, to: other.version, pieces: compared(one.text, other.text) };
    },
    caseReplan: async (id, due) => {
      const it = find(id);
      const moved = it.due === null ? 0 : new Date(due).getTime() - new Date(it.due).getTime();
      const shifted = (day: string): string => new Date(new Date(day).getTime() + moved).toISOString().slice(0, 10);
      const steps = it.steps.flatMap(({ id: step, number, title, title_en, parts }) => {
        const part = parts.find((one) => one.state.is !== "done");
        if (part === undefined) return [];
        const next = part.due === null || part.planned ? part.due : shifted(part.due);
        return [{ step, number, title, title_en, due: part.due, new_due: next, planned: part.planned }];
      });
      return { case: id, case_title: it.title, due: it.due, new_due: due, stays: null, steps };
    },
  };
}

/** No meeting of the joint committee between the compiled answer and the due date. */
export function planOf(it: CaseSnapshot): Plan {
  if (it.due === null) return { meetings: [], clash: null, report_on: null, unknown: [] };
  const before = it.steps[it.steps.findIndex((one) => one.decides) - 1];
  const compiled = before?.parts[0]?.due ?? it.due;
  const far = it.due > "2026-12-31";
  const decided = it.decisions.some((one) => !one.regional && !one.none);
  return {
    meetings: [
      { body: "rsl", short: "RSL", on: "2026-11-26", known: true },
      { body: "svn", short: "SVN", on: null, known: !far },
      { body: "presidiet", short: "SVN:s presidium", on: null, known: false },
    ],
    clash:
      decided || far
        ? null
        : {
            short: "SVN",
            compiled: compiled < it.due ? compiled : it.due,
            due: it.due,
            before: "2026-09-25",
            after: "2026-12-04",
            presidium: "presidiet",
            presidium_name: "Samverkansnämndens presidium",
            presidium_on: null,
          },
    report_on: far ? null : "2026-12-04",
    unknown: far ? [{ body: "svn", short: "SVN", year: 2027 }] : [],
  };
}

/** Other registrations with the same number from the same holder. */
export function sameLetter(cases: CaseSnapshot[], it: CaseSnapshot): SameLetter[] {
  return cases.flatMap((other) => {
    if (other.apart.includes(it.id) || it.apart.includes(other.id)) return [];
    if (other.id === it.id || other.joined !== null || it.joined !== null) return [];
    const shared = other.numbers.find((one) => it.numbers.some((mine) => mine.holder === one.holder && mine.number === one.number));
    return shared === undefined ? [] : [{ case: other.id, title: other.title, ...shared, by: other.by, at: other.at }];
  });
}
