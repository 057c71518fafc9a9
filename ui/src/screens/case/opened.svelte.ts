import type { Act } from "../../host/generated/Act";
import type { BodyId } from "../../host/generated/BodyId";
import type { CaseField } from "../../host/generated/CaseField";
import type { CaseId } from "../../host/generated/CaseId";
import type { CaseSnapshot } from "../../host/generated/CaseSnapshot";
import type { Keep } from "../../host/generated/Keep";
import type { QuestionId } from "../../host/generated/QuestionId";
import type { StepId } from "../../host/generated/StepId";
import type { Warning } from "../../host/generated/Warning";
import type { CaseView, Done, Host, Progress } from "../../host/host";
import { complain, say, warn } from "../../notices.svelte";
import { session } from "../../session.svelte";
import { undo } from "../../undo";
import { t } from "../../text";
import { Writing } from "../../writing.svelte";
import { JOINING, kindOf } from "./conflict";

/** A decision that is proposed, for its form. */
export interface Proposal {
  body: BodyId;
  on: string | null;
}

/** The case on the screen: its latest view, and what is being written in it. */
export class OpenCase {
  readonly id: CaseId;
  readonly host: Host;
  view = $state.raw<CaseView | null>(null);
  fault = $state<unknown>(null);
  step = $state<StepId | null>(null);
  /** A Word document whose texts are proposed as a contribution; null when none is looked at. */
  received = $state<string | null>(null);
  progress = $state<Progress | null>(null);
  /** What to say beside the files just taken in. */
  fileWarnings = $state.raw<Warning[]>([]);
  #writings = new Map<QuestionId, Writing>();
  #loading: Promise<void> | null = null;
  #again = false;
  /** What was asked for and is not answered yet. */
  #asked = new Set<Promise<unknown>>();

  constructor(host: Host, id: CaseId) {
    this.host = host;
    this.id = id;
  }

  get case(): CaseSnapshot | null {
    return this.view?.case ?? null;
  }

  /** Reads the case again. Changes that come meanwhile are met by one more reading. */
  load(): Promise<void> {
    this.#again = true;
    this.#loading ??= this.#read();
    return this.#loading;
  }

  async #read(): Promise<void> {
    try {
      while (this.#again) {
        this.#again = false;
        this.#take(await this.host.caseOpen(this.id));
      }
    } catch (thrown) {
      if (this.view === null) this.fault = thrown;
      else complain(thrown);
    } finally {
      this.#loading = null;
    }
  }

  #take(view: CaseView): void {
    this.view = view;
    const known = view.case.steps.some((it) => it.id === this.step);
    if (!known) {
      const open = view.case.steps.find((it) => it.parts.some((part) => part.state.is !== "done"));
      this.step = (open ?? view.case.steps[0])?.id ?? null;
    }
    for (const { id } of view.case.questions) this.writing(id);
    for (const writing of this.#writings.values()) this.#refresh(writing);
    const { joining } = session();
    for (const { question, text } of view.drafts) {
      const under = `${this.id}/${question.slice(JOINING.length)}`;
      // One that is being written here is newer than what was read.
      if (question.startsWith(JOINING) && !this.#writings.has(question)) joining.set(under, text);
    }
  }

  /** Gives a text that is being written what the case has now. */
  #refresh(writing: Writing): void {
    if (this.view === null) return;
    const { case: it, drafts, heads } = this.view;
    const key = writing.question;
    const [kind, body, of] = key.split("/");
    const texts = it.contributions.find((one) => one.body === body)?.texts ?? [];
    const received = kind === "contribution" ? texts.find((one) => one.question === of)?.text : undefined;
    const committed = received ?? it.questions.find((one) => one.id === key)?.text ?? "";
    writing.refresh(committed, drafts.find((one) => one.question === key)?.text, heads);
  }

  /** The text of a question, or of `contribution/<body>/<question>`. */
  writing(key: QuestionId): Writing {
    let writing = this.#writings.get(key);
    if (writing === undefined) {
      writing = new Writing(this.host, this.id, key, (done) => void this.#after(done));
      this.#writings.set(key, writing);
      this.#refresh(writing);
    }
    return writing;
  }

  /** Makes every text being written a change. False when one of them could not be. */
  async commit(): Promise<boolean> {
    const writings = [...this.#writings.values()];
    await Promise.allSettled([...this.#asked]);
    await Promise.all(writings.map((it) => it.commit()));
    return !writings.some((it) => it.failed);
  }

  #ask<T>(answer: Promise<T>): Promise<T> {
    this.#asked.add(answer);
    const forget = (): void => void this.#asked.delete(answer);
    answer.then(forget, forget);
    return answer;
  }

  /** Shows what was done: ends when the case on the screen has it. */
  async #after(done: Done<unknown>): Promise<void> {
    warn(done.warnings, this.id);
    if (done.refresh.cases.includes(this.id)) await this.load();
  }

  /** Does one thing; says what went wrong. True when it was done. */
  async act(deed: Promise<Done<unknown>>, done?: () => string, undoable = false): Promise<boolean> {
    try {
      await this.#after(await this.#ask(deed));
      if (done !== undefined && undoable) say(done, { label: () => t("ui.undo"), run: () => void undo(session()) });
      else if (done !== undefined) say(done);
      return true;
    } catch (thrown) {
      complain(thrown);
      return false;
    }
  }

  /** As `act`, for a field that shows its own fault. */
  async set(field: CaseField, value: string): Promise<void> {
    await this.#after(await this.#ask(this.host.caseSet(this.id, field, value)));
  }

  /** As `set`, for a field whose value is one act. */
  async put(act: Act): Promise<void> {
    await this.#after(await this.#ask(this.host.act(this.id, act)));
  }

  async setNumber(holder: string, number: string): Promise<void> {
    await this.#after(await this.#ask(this.host.numberSet(this.id, holder, number)));
  }

  async plan(step: StepId, scope: BodyId | null, due: string | null, responsible: string | null): Promise<void> {
    await this.#after(await this.#ask(this.host.stepPlan(this.id, step, scope, due, responsible)));
  }

  async attach(step: StepId | null, paths: string[]): Promise<void> {
    if (paths.length === 0 || this.progress !== null) return;
    this.fileWarnings = [];
    this.progress = { name: "", done: 0, total: paths.length };
    try {
      const done = await this.host.attach(this.id, step, paths);
      this.fileWarnings = done.warnings;
      await this.#after({ ...done, warnings: [] });
      say(() => t("ui.files.added", { n: done.value.length }));
    } catch (thrown) {
      complain(thrown);
    } finally {
      this.progress = null;
    }
  }

  async pickReceived(): Promise<void> {
    try {
      const [path] = await this.host.pickFiles();
      if (path !== undefined) this.received = path;
    } catch (thrown) {
      complain(thrown);
    }
  }

  async pick(step: StepId | null): Promise<void> {
    try {
      await this.attach(step, await this.host.pickFiles());
    } catch (thrown) {
      complain(thrown);
    }
  }

  /** Settles what two did at once. True when it was done. */
  async settle(key: string, keep: Keep, done: () => string): Promise<boolean> {
    const before = this.#shown();
    if (!(await this.act(this.host.conflictSettle(this.id, key, keep)))) return false;
    // Undoing puts back what was shown: where the same is shown now, it would do nothing, or of a
    // case that was kept be the removal. Only of decisions it brings the question back.
    const undoable = ["meanwhile", "twice"].includes(kindOf(key)) || this.#shown() !== before;
    say(done, undoable ? { label: () => t("ui.undo"), run: () => void undo(session()) } : undefined);
    return true;
  }

  #shown(): string {
    return JSON.stringify({ ...this.case, conflicts: [] });
  }

  /** Marks the case as deleted, or says that its deletion holds, and offers to take it back. */
  async remove(settled?: Keep): Promise<boolean> {
    const title = this.case?.title ?? "";
    const { host, id } = this;
    const done = await this.act(settled === undefined ? host.caseDelete(id) : host.conflictSettle(id, "deleted", settled));
    if (!done) return false;
    const restore = async (): Promise<void> => {
      if (await this.act(this.host.caseRestore(this.id))) session().changes += 1;
    };
    say(() => t("ui.details.deleted", { title }), { label: () => t("ui.undo"), run: () => void restore() });
    return true;
  }
}
