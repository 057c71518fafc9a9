// Every command with its keys, once: the key handler and the key list read
// the same table. A screen says what a command does while it is open.
import { views, type View } from "./session.svelte";
import type { TextKey } from "./text";

export type CommandId =
  | "search"
  | "undo"
  | "redo"
  | `go-${View}`
  | "go-sharing"
  | "go-meeting"
  | "new"
  | "down"
  | "up"
  | "open"
  | "back"
  | "step"
  | "tick"
  | "preview"
  | "keys";

interface Command {
  id: CommandId;
  label: TextKey;
  /** As shown in the key list. */
  shown: string[];
  /** A single key without Ctrl: silent in fields, and can be switched off (WCAG 2.1.4). */
  single: boolean;
  /** Asked for by name in the search too; the others need a place to act on. */
  named: boolean;
  fits(event: KeyboardEvent): boolean;
}

const plain = (event: KeyboardEvent) => !event.ctrlKey && !event.metaKey && !event.altKey;
const ctrl = (event: KeyboardEvent, key: string) =>
  (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === key;

/** A digit after G goes to a view; G alone is forgotten after a while. */
const AFTER_G_MS = 2000;
let pressedG = 0;

function isG(event: KeyboardEvent): boolean {
  return plain(event) && event.key.toLowerCase() === "g";
}

function afterG(event: KeyboardEvent, digit: number): boolean {
  return plain(event) && event.key === String(digit) && Date.now() - pressedG < AFTER_G_MS;
}

const goLabels: Record<View, TextKey> = {
  overview: "ui.keys.go-overview",
  tasks: "ui.keys.go-tasks",
  rounds: "ui.keys.go-rounds",
  processes: "ui.keys.go-processes",
  effects: "ui.keys.go-effects",
};

const go = views.map((view, place): Command => {
  const digit = place + 1;
  const fits = (event: KeyboardEvent): boolean => afterG(event, digit);
  return { id: `go-${view}`, label: goLabels[view], shown: [`G ${digit}`], single: true, named: true, fits };
});

export const commands: readonly Command[] = [
  { id: "search", label: "ui.keys.search", shown: ["Ctrl K"], single: false, named: false, fits: (e) => ctrl(e, "k") },
  { id: "new", label: "ui.keys.new", shown: ["Ctrl N"], single: false, named: true, fits: (e) => ctrl(e, "n") },
  { id: "preview", label: "ui.keys.preview", shown: ["Ctrl P"], single: false, named: false, fits: (e) => ctrl(e, "p") },
  { id: "tick", label: "ui.keys.tick", shown: ["Ctrl Enter"], single: false, named: false, fits: (e) => ctrl(e, "enter") },
  {
    id: "undo",
    label: "ui.keys.undo",
    shown: ["Ctrl Z"],
    single: false,
    named: true,
    fits: (e) => ctrl(e, "z") && !inText(e),
  },
  {
    id: "redo",
    label: "ui.keys.redo",
    shown: ["Ctrl Shift Z"],
    single: false,
    named: true,
    fits: (e) => (e.ctrlKey || e.metaKey) && e.shiftKey && e.key.toLowerCase() === "z" && !inText(e),
  },
  {
    id: "back",
    label: "ui.keys.back",
    shown: ["Esc"],
    single: false,
    named: false,
    fits: (e) => plain(e) && e.key === "Escape",
  },
  ...go,
  {
    id: "go-sharing",
    label: "ui.keys.go-sharing",
    shown: [`G ${views.length + 1}`],
    single: true,
    named: true,
    fits: (e) => afterG(e, views.length + 1),
  },
  {
    id: "go-meeting",
    label: "ui.keys.go-meeting",
    shown: [`G ${views.length + 2}`],
    single: true,
    named: true,
    fits: (e) => afterG(e, views.length + 2),
  },
  {
    id: "down",
    label: "ui.keys.down",
    shown: ["J", "↓"],
    single: true,
    named: false,
    fits: (e) => plain(e) && (e.key.toLowerCase() === "j" || e.key === "ArrowDown"),
  },
  {
    id: "up",
    label: "ui.keys.up",
    shown: ["K", "↑"],
    single: true,
    named: false,
    fits: (e) => plain(e) && (e.key.toLowerCase() === "k" || e.key === "ArrowUp"),
  },
  {
    id: "open",
    label: "ui.keys.open",
    shown: ["Enter"],
    single: true,
    named: false,
    fits: (e) => plain(e) && e.key === "Enter",
  },
  {
    id: "step",
    label: "ui.keys.step",
    shown: ["1–9"],
    single: true,
    named: false,
    fits: (e) => plain(e) && /^[1-9]$/.test(e.key),
  },
  {
    id: "keys",
    label: "ui.keys.keys",
    shown: ["?"],
    single: true,
    named: true,
    fits: (e) => plain(e) && e.key === "?",
  },
];

/** What a command does now. Answers false to leave it to whoever was there before. */
type Deed = (event: KeyboardEvent) => boolean;

const deeds = new Map<CommandId, Deed[]>();

/** Says what `id` does until the returned function is called; the latest comes first. */
export function answer(id: CommandId, deed: Deed): () => void {
  const list = deeds.get(id) ?? [];
  list.push(deed);
  deeds.set(id, list);
  return () => {
    const place = list.lastIndexOf(deed);
    if (place >= 0) list.splice(place, 1);
  };
}

export function answerAll(table: Partial<Record<CommandId, Deed>>): () => void {
  const ends = Object.entries(table).map(([id, deed]) => answer(id as CommandId, deed));
  return () => ends.forEach((end) => end());
}

export function run(id: CommandId, event: KeyboardEvent): boolean {
  const list = deeds.get(id) ?? [];
  return [...list].reverse().some((deed) => deed(event));
}

/** A command asked for by its name. */
export function runNamed(id: CommandId): boolean {
  return run(id, new KeyboardEvent("keydown"));
}

/** A field with an undo of its own. */
function inText(event: KeyboardEvent): boolean {
  const target = event.target;
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || target.matches("textarea, input:not([type=radio], [type=checkbox])");
}

function inField(event: KeyboardEvent): boolean {
  const target = event.target;
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || target.closest("input, textarea, select") !== null;
}

/** Enter and the arrows belong to the control that has the focus. */
function controlOwns(event: KeyboardEvent): boolean {
  const target = event.target;
  if (!(target instanceof HTMLElement)) return false;
  if (event.key === "Enter") return target.closest("button, a, summary, [role=tab]") !== null;
  return event.key.startsWith("Arrow") && target.closest("[role=tablist], [role=radiogroup]") !== null;
}

const SINGLE_OFF = "samsvar.single-keys-off";

export function singleKeys(): boolean {
  return localStorage.getItem(SINGLE_OFF) === null;
}

export function singleKeysSet(on: boolean): void {
  if (on) localStorage.removeItem(SINGLE_OFF);
  else localStorage.setItem(SINGLE_OFF, "1");
}

export function onKey(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing) return;
  const command = commands.find((it) => it.fits(event));
  const silent = !singleKeys() || inField(event);
  pressedG = isG(event) && !silent ? Date.now() : 0;
  if (command === undefined) return;
  if (command.single && (silent || controlOwns(event))) return;
  if (run(command.id, event)) event.preventDefault();
}
