// Undo and redo in the open case: what was undone is told, and gone to.
import type { Undoing } from "./host/generated/Undoing";
import type { Done } from "./host/host";
import { complain, dismiss, say, warn } from "./notices.svelte";
import type { Session } from "./session.svelte";
import { t, told } from "./text";

/** The latest word of an undoing: the next one takes its place. */
let latest = 0;

function sentence({ value }: Done<Undoing>): string {
  return told([value.told.key], value.told.params);
}

async function go(session: Session, again: boolean): Promise<void> {
  if (session.place.screen !== "case") return;
  const { id } = session.place;
  try {
    const done = again ? await session.host.redo(id) : await session.host.undo(id, null);
    const { place, acts: n } = done.value;
    warn(done.warnings);
    session.changed();
    if (session.place.screen === "case" && session.place.id === id) session.go({ screen: "case", id, goto: place });
    dismiss(latest);
    latest = again
      ? say(() => t("ui.undo.redone", { act: sentence(done) }), { label: () => t("ui.undo"), run: () => void undo(session) })
      : say(() => told(["act.undone"], { act: sentence(done), n }), {
          label: () => t("ui.undo.redo"),
          run: () => void redo(session),
        });
  } catch (thrown) {
    complain(thrown);
  }
}

export const undo = (session: Session): Promise<void> => go(session, false);
export const redo = (session: Session): Promise<void> => go(session, true);
