// The one door to the core. Screens know this interface; which host stands
// behind it is chosen once, in main.ts.
import type { Act } from "./generated/Act";
import type { Attachment } from "./generated/Attachment";
import type { AttachmentId } from "./generated/AttachmentId";
import type { BodyId } from "./generated/BodyId";
import type { CaseField } from "./generated/CaseField";
import type { CaseId } from "./generated/CaseId";
import type { CaseRow } from "./generated/CaseRow";
import type { CaseSnapshot } from "./generated/CaseSnapshot";
import type { Date } from "./generated/Date";
import type { Moment } from "./generated/Moment";
import type { NewCase } from "./generated/NewCase";
import type { Organisation } from "./generated/Organisation";
import type { Person } from "./generated/Person";
import type { Process } from "./generated/Process";
import type { QuestionId } from "./generated/QuestionId";
import type { Stance } from "./generated/Stance";
import type { StepId } from "./generated/StepId";
import type { Warning } from "./generated/Warning";

export type Language = "sv" | "en";

export interface Start {
  person: Person | null;
  language: Language;
  organisation: Organisation;
  processes: Process[];
  today: Date;
  version: string;
  /** Drafts found in the journal after an unclean end. */
  recovered: number;
}

export interface Refresh {
  overview: boolean;
  cases: CaseId[];
}

export interface Done<T> {
  value: T;
  warnings: Warning[];
  refresh: Refresh;
}

export interface HistoryRow {
  at: Moment;
  by: string;
  pc: string;
  act: Act;
}

export interface NextMeeting {
  body: string;
  on: Date | null;
  /** False when the body's calendar does not cover the time asked about. */
  known: boolean;
}

export interface Draft {
  question: QuestionId;
  text: string;
}

export interface CaseView {
  case: CaseSnapshot;
  drafts: Draft[];
  history: HistoryRow[];
  meetings: NextMeeting[];
}

export interface DecisionForm {
  body: BodyId;
  none: boolean;
  on: string | null;
  section: string;
  text: string;
  delegated: boolean;
}

export interface Saved {
  path: string;
  pages: number;
  warnings: Warning[];
}

export interface Progress {
  name: string;
  done: number;
  total: number;
}

/** A file carried over the window, in CSS pixels. */
export interface Drop {
  kind: "over" | "drop" | "leave";
  x: number;
  y: number;
  paths: string[];
}

export type Stop = () => void;

/** What a failed call rejects with; the sentence is `refusal.<code>` or `error.<code>`. */
export interface Fault {
  code: string;
  [param: string]: unknown;
}

export interface Host {
  start(): Promise<Start>;
  languageSet(language: Language): Promise<void>;
  personSet(name: string, roles: string[], body: string): Promise<Person>;
  overview(offset: number, limit: number): Promise<{ rows: CaseRow[]; total: number }>;
  caseNew(form: NewCase): Promise<Done<CaseId>>;
  caseOpen(id: CaseId): Promise<CaseView>;
  caseSet(id: CaseId, field: CaseField, value: string): Promise<Done<null>>;
  numberSet(id: CaseId, holder: string, number: string): Promise<Done<null>>;
  stepDone(id: CaseId, step: StepId, scope: BodyId | null, on: string, note: string): Promise<Done<null>>;
  stepReopen(id: CaseId, step: StepId, scope: BodyId | null, reason: string): Promise<Done<null>>;
  stepPlan(
    id: CaseId,
    step: StepId,
    scope: BodyId | null,
    due: string | null,
    responsible: string | null,
  ): Promise<Done<null>>;
  draftWrite(id: CaseId, question: QuestionId, text: string): Promise<{ at: Moment }>;
  textCommit(id: CaseId, question: QuestionId): Promise<Done<null>>;
  stanceSet(id: CaseId, question: QuestionId, stance: Stance | null): Promise<Done<null>>;
  attach(id: CaseId, step: StepId | null, paths: string[]): Promise<Done<Attachment[]>>;
  attachStop(): Promise<void>;
  attachmentOpen(id: CaseId, attachment: AttachmentId): Promise<void>;
  decide(id: CaseId, decision: DecisionForm): Promise<Done<null>>;
  caseDelete(id: CaseId): Promise<Done<null>>;
  caseRestore(id: CaseId): Promise<Done<null>>;
  packet(id: CaseId, draft: boolean): Promise<ArrayBuffer>;
  packetSave(id: CaseId, draft: boolean, path: string): Promise<Saved>;
  packetPrint(id: CaseId, draft: boolean): Promise<void>;
  pickFiles(): Promise<string[]>;
  pickSave(defaultName: string): Promise<string | null>;
  onChanged(hear: (refresh: Refresh) => void): Promise<Stop>;
  onProgress(hear: (progress: Progress) => void): Promise<Stop>;
  onDrop(hear: (drop: Drop) => void): Promise<Stop>;
  /** Runs before the window closes; closing waits for it, for a moment. */
  onClosing(finish: () => Promise<void>): Promise<Stop>;
}

export function isFault(thrown: unknown): thrown is Fault {
  return typeof thrown === "object" && thrown !== null && typeof (thrown as Fault).code === "string";
}
