// The one door to the core. Screens know this interface; which host stands
// behind it is chosen once, in main.ts.
import type { Act } from "./generated/Act";
import type { Comparison } from "./generated/Comparison";
import type { CumulativeEffects } from "./generated/CumulativeEffects";
import type { Organisation } from "./generated/Organisation";
import type { RegistryNumber } from "./generated/RegistryNumber";
import type { Replanning } from "./generated/Replanning";
import type { Round } from "./generated/Round";
import type { RoundId } from "./generated/RoundId";
import type { RoundMade } from "./generated/RoundMade";
import type { RoundView } from "./generated/RoundView";
import type { Task } from "./generated/Task";
import type { TextVersion } from "./generated/TextVersion";
import type { Undoing } from "./generated/Undoing";
import type { AttachmentId } from "./generated/AttachmentId";
import type { BodyId } from "./generated/BodyId";
import type { CaseField } from "./generated/CaseField";
import type { CaseId } from "./generated/CaseId";
import type { CaseView } from "./generated/CaseView";
import type { Chosen } from "./generated/Chosen";
import type { Colleague } from "./generated/Colleague";
import type { DecisionId } from "./generated/DecisionId";
import type { Done } from "./generated/Done";
import type { Found } from "./generated/Found";
import type { Keep } from "./generated/Keep";
import type { Language } from "./generated/Language";
import type { LetterName } from "./generated/LetterName";
import type { Moment } from "./generated/Moment";
import type { NewCase } from "./generated/NewCase";
import type { Output } from "./generated/Output";
import type { Overview } from "./generated/Overview";
import type { Person } from "./generated/Person";
import type { PrintStep } from "./generated/PrintStep";
import type { Progress } from "./generated/Progress";
import type { QuestionId } from "./generated/QuestionId";
import type { Reading } from "./generated/Reading";
import type { Refresh } from "./generated/Refresh";
import type { Saved } from "./generated/Saved";
import type { Sharing } from "./generated/Sharing";
import type { SharingProgress } from "./generated/SharingProgress";
import type { Stance } from "./generated/Stance";
import type { Start } from "./generated/Start";
import type { StepId } from "./generated/StepId";
import type { Warning } from "./generated/Warning";
import type { WordProposal } from "./generated/WordProposal";

export type { CaseView, Done, Found, Language, Output, PrintStep, Progress, Reading, Refresh, Saved, Start };

/** A new round; dates are what was typed. */
export interface RoundForm {
  title: string;
  process: string;
  received: string | null;
  due: string | null;
  areas: string[];
  numbers: RegistryNumber[];
  officer: string;
}

export interface DecisionForm {
  body: BodyId;
  none: boolean;
  on: string | null;
  section: string;
  text: string;
  delegated: boolean;
}

/** Several cases for a meeting. */
export interface MeetingForm {
  /** In the order of the agenda. */
  cases: CaseId[];
  body: BodyId;
  /** Null: the body's next meeting that is known. */
  on: string | null;
  /** Number of the first § that is for these cases. */
  section: number | null;
  /** The present text of cases that are decided. */
  draft: boolean;
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
  overview(offset: number, limit: number): Promise<Overview>;
  /** Best hits first. Nothing in `text` is syntax. */
  search(text: string, limit: number): Promise<Found>;
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
  /** Ends when the text is on disk. `base` is the state that the typing began from. */
  draftWrite(id: CaseId, question: QuestionId, text: string, base: string[]): Promise<Moment>;
  /** Gives the state that typing which goes on is based on. */
  textCommit(id: CaseId, question: QuestionId): Promise<Done<string[]>>;
  stanceSet(id: CaseId, question: QuestionId, stance: Stance | null): Promise<Done<null>>;
  /** Any act that a form can say wholly by itself; the core's rules look at it. */
  act(id: CaseId, act: Act): Promise<Done<null>>;
  /** Puts a body's text after the joint answer and records its source. */
  contributionTake(id: CaseId, body: BodyId, question: QuestionId): Promise<Done<null>>;
  /** Gives the case that goes on. */
  caseJoin(id: CaseId, other: CaseId): Promise<Done<CaseId>>;
  /** The person's latest act, or the one with this change hash. */
  undo(id: CaseId, change: string | null): Promise<Done<Undoing>>;
  redo(id: CaseId): Promise<Done<Undoing>>;
  textVersions(id: CaseId, question: QuestionId): Promise<TextVersion[]>;
  textCompare(id: CaseId, question: QuestionId, from: string, to: string): Promise<Comparison>;
  rounds(): Promise<Round[]>;
  round(id: RoundId): Promise<RoundView>;
  roundNew(form: RoundForm): Promise<Done<RoundMade>>;
  /** What would move: nothing is written. */
  roundReplan(id: RoundId, due: string): Promise<Replanning[]>;
  roundDue(id: RoundId, due: string): Promise<Done<CaseId[]>>;
  caseReplan(id: CaseId, due: string): Promise<Replanning>;
  tasks(limit: number): Promise<Task[]>;
  cumulative(round: RoundId | null): Promise<CumulativeEffects>;
  organisation(): Promise<Organisation>;
  /** The organisation's logo, as an address that shows it. */
  logo(): Promise<string | null>;
  /** Takes the logo from a file; without one, takes it away. */
  logoSet(path: string | null): Promise<Done<null>>;
  meetingSet(body: string, on: string, until: string | null, held: boolean): Promise<Done<null>>;
  periodSet(body: string, from: string, to: string): Promise<Done<null>>;
  attach(id: CaseId, step: StepId | null, paths: string[]): Promise<Done<AttachmentId[]>>;
  attachStop(): Promise<void>;
  attachmentOpen(id: CaseId, attachment: AttachmentId): Promise<void>;
  decide(id: CaseId, decision: DecisionForm): Promise<Done<DecisionId>>;
  caseDelete(id: CaseId): Promise<Done<null>>;
  caseRestore(id: CaseId): Promise<Done<null>>;
  /** Says what holds where two wrote at once. What was not chosen stays in the history. */
  conflictSettle(id: CaseId, key: string, keep: Keep): Promise<Done<null>>;
  sharingState(): Promise<Sharing>;
  /** Asks for it: how it went is told by `onShared`. */
  shareNow(): Promise<void>;
  /** What is in a folder, before it is chosen: nothing is kept. */
  folderLook(path: string): Promise<Chosen>;
  folderChoose(path: string): Promise<Chosen>;
  /** Everything stays on this PC. */
  folderLeave(): Promise<void>;
  /** Puts everything from here into a folder that was emptied. */
  folderRebuild(): Promise<void>;
  colleagues(): Promise<Colleague[]>;
  /** Says that a PC will not come back. */
  colleagueRetire(install: string): Promise<void>;
  packet(id: CaseId, draft: boolean): Promise<ArrayBuffer>;
  packetSave(id: CaseId, draft: boolean, output: Output, path: string): Promise<Saved>;
  packetPrint(id: CaseId, draft: boolean, output: Output): Promise<void>;
  meetingPacket(meeting: MeetingForm): Promise<ArrayBuffer>;
  meetingPacketSave(meeting: MeetingForm, output: Output, path: string): Promise<Saved>;
  meetingPacketPrint(meeting: MeetingForm, output: Output): Promise<void>;
  pickFiles(): Promise<string[]>;
  pickFolder(): Promise<string | null>;
  /** The dates of all cases under way and the meetings to come, for a calendar program. */
  calendarSave(path: string): Promise<void>;
  /** All cases: a spreadsheet or a table, as the path ends. */
  registerSave(path: string): Promise<void>;
  /** The kinds of letter, in the order they are offered. */
  letters(): Promise<LetterName[]>;
  /** A letter about a case: PDF or Word, as the path ends. Without a body it goes where its kind says. */
  letterSave(id: CaseId, kind: string, to: string | null, path: string): Promise<Warning[]>;
  /** The answer for Word. */
  wordSave(id: CaseId, draft: boolean, path: string): Promise<Warning[]>;
  /** The answer as a mail that is ready to be sent. */
  mailSave(id: CaseId, draft: boolean, path: string): Promise<Warning[]>;
  /** What a Word document holds on each question: nothing is changed. `rest` takes what stands under none. */
  wordPropose(id: CaseId, from: BodyId, path: string, rest: QuestionId | null): Promise<WordProposal>;
  /** Attaches the file that was proposed, and enters its texts as the body's contribution. */
  wordTake(id: CaseId, from: BodyId, path: string, sha256: string, texts: [QuestionId, string][]): Promise<Done<null>>;
  /** Where to save; `ends` are what the name may end in, besides what its default does. */
  pickSave(defaultName: string, ends?: string[]): Promise<string | null>;
  /** Another program wrote: anything may have changed. */
  onChanged(hear: () => void): Promise<Stop>;
  onProgress(hear: (progress: Progress) => void): Promise<Stop>;
  /** How far a packet that is saved or printed has come. */
  onPrinting(hear: (step: PrintStep) => void): Promise<Stop>;
  /** A file's text was read: searches find more than before. */
  onReading(hear: (reading: Reading) => void): Promise<Stop>;
  /** A sharing ended, well or not: the state is to be read again. */
  onShared(hear: () => void): Promise<Stop>;
  /** How far a long sharing has come. */
  onSharing(hear: (progress: SharingProgress) => void): Promise<Stop>;
  onDrop(hear: (drop: Drop) => void): Promise<Stop>;
  /**
   * Runs before the window closes; closing waits for it, for a moment. False
   * keeps the window open the first time.
   */
  onClosing(finish: () => Promise<boolean>): Promise<Stop>;
}

export function isFault(thrown: unknown): thrown is Fault {
  return typeof thrown === "object" && thrown !== null && typeof (thrown as Fault).code === "string";
}
