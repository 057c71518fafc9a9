import type { Warning } from "./host/generated/Warning";
import { isFault } from "./host/host";
import { t, told } from "./text";

export interface Notice {
  id: number;
  kind: "done" | "warning" | "refused";
  /** What it speaks of: a newer word on it takes its place. */
  about: string;
  /** Read anew at each showing, so that it follows the language. */
  text: () => string;
  action?: { label: () => string; run: () => void };
}

const SHOWN_MS = 8000;
/** Time to read and press; what it offers is in the keys and the history, too. */
const OFFERED_MS = 20000;
let next = 1;

export const notices = $state<{ list: Notice[] }>({ list: [] });

function show(notice: Omit<Notice, "id">): number {
  const id = next++;
  notices.list = [...notices.list.filter((it) => it.about !== notice.about), { id, ...notice }];
  // What went wrong stays until it is read; a good word goes by itself.
  if (notice.kind === "done") setTimeout(() => dismiss(id), notice.action === undefined ? SHOWN_MS : OFFERED_MS);
  return id;
}

export function dismiss(id: number): void {
  const place = notices.list.findIndex((it) => it.id === id);
  if (place >= 0) notices.list.splice(place, 1);
}

/** Answers with the notice, for who wants to take it away again. */
export function say(text: () => string, action?: Notice["action"]): number {
  // All good words speak of the latest act: the work under them is not covered by older ones.
  const word = { kind: "done", about: "done", text } as const;
  return show(action === undefined ? word : { ...word, action });
}

/** What went wrong, in words. */
export function faultText(thrown: unknown): string {
  if (isFault(thrown)) {
    const { code, ...params } = thrown;
    return told([`refusal.${code}`, `error.${code}`], params);
  }
  console.error(thrown);
  return t("ui.fault.unknown");
}

export function warningText(warning: Warning): string {
  const { code, ...params } = warning;
  return told([`warning.${code}`], params);
}

export function complain(thrown: unknown): void {
  show({ kind: "refused", about: `refused: ${faultText(thrown)}`, text: () => faultText(thrown) });
}

/** Warns of `of`: where only a number differs, such as a count of words, it is the same warning. */
export function warn(warnings: Warning[], of = ""): void {
  for (const warning of warnings) {
    const about = JSON.stringify([of, ...Object.values(warning).filter((it) => typeof it !== "number")]);
    show({ kind: "warning", about, text: () => warningText(warning) });
  }
}
