import type { CaseId } from "./host/generated/CaseId";
import type { Moment } from "./host/generated/Moment";
import type { QuestionId } from "./host/generated/QuestionId";
import type { Done, Host } from "./host/host";

const TO_JOURNAL_MS = 400;
const TO_CHANGE_MS = 30_000;
const TRY_AGAIN_MS = 5000;

export type Saving = "untouched" | "writing" | "saved" | "failed";

/**
 * One answer text while a person writes it. It reaches the journal on disk
 * 400 ms after a key, and becomes one change when she leaves the field or
 * after 30 s. What she has typed is never replaced from outside.
 */
export class Writing {
  text = $state("");
  saving = $state<Saving>("untouched");
  savedAt = $state<Moment | null>(null);
  /** Why the last save failed, as it was thrown. */
  fault = $state<unknown>(null);
  /** A text that came from elsewhere while hers was kept. */
  arrived = $state<string | null>(null);
  /** She stands in the field. */
  focused = $state(false);

  readonly case: CaseId;
  readonly question: QuestionId;
  #host: Host;
  #hear: (done: Done<string[]>) => void;
  /** The state of the case that the text in the field was read from. */
  #base: string[] = [];
  /** The state of the case as last read. */
  #latest: string[] = [];
  /** Typed, and not yet in the journal. */
  #unwritten = false;
  /** In the journal, and not yet a change. */
  #uncommitted = false;
  #writeTimer: ReturnType<typeof setTimeout> | undefined;
  #commitTimer: ReturnType<typeof setTimeout> | undefined;
  /** Calls leave one at a time and in order. */
  #queue: Promise<void> = Promise.resolve();

  constructor(host: Host, id: CaseId, question: QuestionId, hear: (done: Done<string[]>) => void) {
    this.#host = host;
    this.case = id;
    this.question = question;
    this.#hear = hear;
  }

  /** The text as the case has it now; a draft in the journal is newer than the case. */
  refresh(committed: string, draft: string | undefined, heads: string[]): void {
    const latest = draft ?? committed;
    this.#latest = heads;
    if (this.focused || this.dirty) {
      this.arrived = !this.dirty && latest !== this.text ? latest : this.arrived;
      return;
    }
    this.text = latest;
    this.#base = heads;
    this.arrived = null;
    this.#uncommitted = draft !== undefined && draft !== committed;
  }

  /** The last save failed and nothing later has succeeded. */
  get failed(): boolean {
    return this.saving === "failed";
  }

  get dirty(): boolean {
    return this.#unwritten || this.#uncommitted;
  }

  typed(text: string): void {
    this.text = text;
    this.#unwritten = true;
    this.saving = "writing";
    clearTimeout(this.#writeTimer);
    this.#writeTimer = setTimeout(() => void this.#write(), TO_JOURNAL_MS);
    this.#commitTimer ??= setTimeout(() => void this.commit(), TO_CHANGE_MS);
  }

  /** She chose the text that came from elsewhere. */
  take(): void {
    if (this.arrived === null || this.dirty) return;
    this.text = this.arrived;
    this.#base = this.#latest;
    this.arrived = null;
  }

  /** She chose this text: it is written and becomes a change at once. */
  replace(text: string): Promise<void> {
    this.#base = this.#latest;
    this.typed(text);
    return this.commit();
  }

  left(): Promise<void> {
    this.focused = false;
    return this.commit();
  }

  /** Writes what is left and makes it one change. Safe to call at any time. */
  async commit(): Promise<void> {
    clearTimeout(this.#commitTimer);
    this.#commitTimer = undefined;
    await this.#write();
    await this.#inOrder(async () => {
      if (!this.#uncommitted || this.#unwritten) return;
      // Cleared before the call: a key typed meanwhile sets it again.
      this.#uncommitted = false;
      try {
        const done = await this.#host.textCommit(this.case, this.question);
        this.#base = done.value;
        this.#hear(done);
      } catch (thrown) {
        this.#uncommitted = true;
        throw thrown;
      }
    });
  }

  async #write(): Promise<void> {
    clearTimeout(this.#writeTimer);
    await this.#inOrder(async () => {
      if (!this.#unwritten) return;
      const sent = this.text;
      const at = await this.#host.draftWrite(this.case, this.question, sent, this.#base);
      this.#uncommitted = true;
      if (this.text !== sent) return;
      this.#unwritten = false;
      this.saving = "saved";
      this.savedAt = at;
      this.fault = null;
    });
  }

  #inOrder(call: () => Promise<void>): Promise<void> {
    this.#queue = this.#queue.then(call).catch((thrown: unknown) => {
      this.saving = "failed";
      this.fault = thrown;
      // A text that is in the journal but no change yet is tried again, too.
      this.#writeTimer = setTimeout(() => void this.commit(), TRY_AGAIN_MS);
    });
    return this.#queue;
  }
}
