// How things stand with the shared folder, as the whole window knows it.
import { clock, localDay, shortDay } from "./dates";
import type { Failure } from "./host/generated/Failure";
import type { Moment } from "./host/generated/Moment";
import type { Sharing } from "./host/generated/Sharing";
import type { SharingProgress } from "./host/generated/SharingProgress";
import type { Host } from "./host/host";
import { complain, faultText } from "./notices.svelte";
import { t, type TextKey } from "./text";

/** Longest that "sharing…" is said without an answer. */
const ASKED_MS = 20_000;

export class SharedFolder {
  state = $state.raw<Sharing | null>(null);
  progress = $state.raw<SharingProgress | null>(null);
  /** She asked for a sharing that has not ended yet. */
  asked = $state(false);
  #host: Host;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #reading: Promise<void> | null = null;
  #again = false;

  constructor(host: Host) {
    this.#host = host;
  }

  async begin(): Promise<void> {
    await this.#host.onShared(() => {
      this.progress = null;
      this.#answered();
      void this.read();
    });
    await this.#host.onSharing((progress) => (this.progress = progress));
    await this.#host.onChanged(() => void this.read());
    await this.read();
  }

  /** Reads the state. What happens meanwhile is met by one more reading. */
  read(): Promise<void> {
    this.#again = true;
    this.#reading ??= this.#read();
    return this.#reading;
  }

  async #read(): Promise<void> {
    try {
      while (this.#again) {
        this.#again = false;
        this.state = await this.#host.sharingState();
      }
    } catch (thrown) {
      complain(thrown);
    } finally {
      this.#reading = null;
    }
  }

  async shareNow(): Promise<void> {
    this.asked = true;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#answered(), ASKED_MS);
    try {
      await this.#host.shareNow();
    } catch (thrown) {
      this.#answered();
      complain(thrown);
    }
  }

  /** True when it was done. */
  async rebuild(): Promise<boolean> {
    try {
      await this.#host.folderRebuild();
      await this.read();
      return true;
    } catch (thrown) {
      complain(thrown);
      return false;
    }
  }

  #answered(): void {
    clearTimeout(this.#timer);
    this.asked = false;
  }
}

/** "20.41", and the day before it when that is another. */
export function since(moment: Moment): string {
  const [day, today] = [localDay(new Date(moment)), localDay()];
  return day === today ? clock(moment) : `${shortDay(day, today)} ${clock(moment)}`;
}

const FAULTS: Partial<Record<Failure["code"], TextKey>> = {
  folder_unreachable: "ui.folder.unreachable",
  folder_read_only: "ui.folder.read-only",
  folder_full: "ui.folder.full",
  folder_other: "ui.folder.other",
  folder_emptied: "ui.folder.emptied",
  folder_damaged: "ui.folder.broken",
  folder_newer: "ui.folder.newer",
};

function sharedText({ shared_at: at }: Sharing): string {
  return at === null ? t("ui.folder.shared-not-yet") : t("ui.folder.shared", { at: since(at) });
}

/** The state, and whether what was done is shared or only saved here: also where something graver is told. */
export function wholeState(it: Sharing): string {
  if (it.state !== "conflict" && it.state !== "damaged") return stateText(it);
  const waits = it.waiting > 0 ? t("ui.folder.waiting-short", { n: it.waiting }) : sharedText(it);
  return t("ui.folder.two", { grave: stateText(it), saved: it.folder === null ? t("ui.folder.local") : waits });
}

/** The state in a few words. */
export function stateText(it: Sharing): string {
  switch (it.state) {
    case "local":
      return t("ui.folder.local");
    case "shared":
      return sharedText(it);
    case "waiting": {
      const n = it.waiting;
      const { waiting_since: from } = it;
      return from === null ? t("ui.folder.waiting", { n }) : t("ui.folder.waiting-since", { n, at: since(from) });
    }
    case "conflict":
      return t("ui.folder.conflict", { n: it.conflicts });
    case "damaged":
      return t("ui.folder.damaged", { n: it.damaged.length });
    case "fault":
      return t("ui.folder.fault", { what: t((it.fault && FAULTS[it.fault.code]) ?? "ui.folder.stopped") });
  }
}

const WHY: Record<Exclude<Sharing["state"], "fault">, TextKey> = {
  local: "ui.folder.local-why",
  shared: "ui.folder.shared-why",
  waiting: "ui.folder.waiting-why",
  conflict: "ui.folder.conflict-why",
  damaged: "ui.folder.damaged-why",
};

/** What the state means for her. */
export function stateMeans(it: Sharing): string {
  return it.state === "fault" ? faultText(it.fault) : t(WHY[it.state]);
}

/** What else is to be known of it, where the state does not say it. */
export function stateAlso(it: Sharing, brief: boolean): string[] {
  const also: string[] = [];
  if (it.waiting > 0 && it.state !== "waiting" && !brief) also.push(t("ui.folder.also-waiting", { n: it.waiting }));
  if (it.conflicts > 0 && it.state !== "conflict") also.push(t("ui.folder.also-conflicts", { n: it.conflicts }));
  return also;
}

export type Action = "choose" | "share" | "conflicts" | "retry" | "rebuild" | "again";

/** The one thing to do about it. */
export function actionOf(it: Sharing): Action {
  switch (it.state) {
    case "local":
      return "choose";
    case "shared":
    case "waiting":
      return "share";
    case "conflict":
      return "conflicts";
    case "damaged":
      return "retry";
    case "fault":
      if (it.fault?.code === "folder_emptied") return "rebuild";
      return it.fault?.code === "folder_other" ? "again" : "retry";
  }
}

/** How far a long sharing has come, in words. */
export function progressText(it: SharingProgress): string {
  const { done, total, nth, files } = it;
  return it.of === "reading" ? t("ui.folder.reading", { done, total }) : t("ui.folder.file", { nth, files });
}
