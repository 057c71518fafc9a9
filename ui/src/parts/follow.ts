import type { Stop } from "../host/host";
import type { Session } from "../session.svelte";

/** Reads a screen again when anything may have changed, until the returned function is called. */
export function follow(session: Session, read: () => Promise<void>): () => void {
  let stop: Stop | undefined;
  let gone = false;
  void session.host.onChanged(() => void read()).then((it) => (gone ? it() : (stop = it)));
  return () => {
    gone = true;
    stop?.();
  };
}
