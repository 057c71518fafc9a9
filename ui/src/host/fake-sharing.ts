// The fake's shared folder: nothing lies anywhere, but it says what the real one would.
import type { CaseSnapshot } from "./generated/CaseSnapshot";
import type { Chosen } from "./generated/Chosen";
import type { Colleague } from "./generated/Colleague";
import type { Sharing } from "./generated/Sharing";
import type { SharingProgress } from "./generated/SharingProgress";
import type { Host } from "./host";

type Shares = Pick<
  Host,
  | "sharingState"
  | "shareNow"
  | "folderLook"
  | "folderChoose"
  | "folderLeave"
  | "folderRebuild"
  | "colleagues"
  | "colleagueRetire"
  | "pickFolder"
  | "onShared"
  | "onSharing"
>;

/** What a test may do to the folder from outside. */
export interface FolderDoor {
  /** The folder, or this PC's work in it, is as given; the rest stays. Ends a sharing. */
  folder(now: Partial<Omit<Sharing, "state" | "conflicts">>): void;
  /** What the next question for a folder answers. */
  picks(path: string | null): void;
  /** How far a sharing has come. */
  progress(progress: SharingProgress): void;
}

/** A folder that colleagues share already. */
export const THEIRS = "S:\\Samordning\\Samsvar";
/** A folder that nobody shares yet, on a small disk. */
export const SMALL = "S:\\Trång";

const theirs: Colleague[] = [
  { install: "0a1b2c3d4e5f6a7b", pc: "KONTOR-12", person: "Per Holm", at: "2026-11-23T08:12:00.000Z", here: false },
  { install: "1b2c3d4e5f6a7b8c", pc: "LAPTOP-3", person: "", at: "2026-03-02T15:40:00.000Z", here: false },
  { install: "9f8e7d6c5b4a3928", pc: "9f8e7d6c", person: "", at: null, here: false },
];

export interface FolderLent {
  cases: Map<string, CaseSnapshot>;
  me: () => string;
  refuse: (code: string, params?: Record<string, unknown>) => never;
  /** Changes made here since the last sharing. */
  unshared: { n: number };
  shared: boolean;
}

export function folderOf({ cases, me, refuse, unshared, shared }: FolderLent): { host: Shares; door: FolderDoor } {
  const ended = new Set<() => void>();
  const hearing = new Set<(progress: SharingProgress) => void>();
  const now = (): string => new Date().toISOString();
  let picks: string | null = THEIRS;
  let others: Colleague[] = shared ? [...theirs] : [];
  let it: Omit<Sharing, "state" | "conflicts"> = {
    folder: shared ? THEIRS : null,
    waiting: 0,
    waiting_since: null,
    shared_at: shared ? now() : null,
    fetching: 0,
    damaged: [],
    fault: null,
  };

  const here = (): Colleague => ({ install: "2c3d4e5f6a7b8c9d", pc: "KONTOR-7", person: me(), at: now(), here: true });
  const tell = (): void => ended.forEach((hear) => hear());

  function state(): Sharing {
    const conflicts = [...cases.values()].reduce((sum, one) => sum + (one.deleted ? 0 : one.conflicts.length), 0);
    const waiting = it.folder === null ? 0 : it.waiting + unshared.n;
    const grave = (): Sharing["state"] => {
      if (it.folder !== null && it.fault !== null) return "fault";
      if (it.folder !== null && it.damaged.length > 0) return "damaged";
      if (conflicts > 0) return "conflict";
      if (it.folder === null) return "local";
      return waiting > 0 ? "waiting" : "shared";
    };
    return { ...it, waiting, conflicts, state: grave() };
  }

  function share(): void {
    if (it.folder !== null && it.fault === null) {
      it = { ...it, waiting: 0, waiting_since: null, shared_at: now() };
      unshared.n = 0;
    }
    tell();
  }

  function look(path: string): Chosen {
    if (path.endsWith(".docx")) refuse("folder_is_file", { path });
    if (it.folder !== null && path !== it.folder && path !== THEIRS) refuse("space_other", { folder: it.folder });
    const small = path === SMALL;
    return {
      folder: path,
      new: path !== THEIRS,
      colleagues: path === THEIRS ? [...theirs, ...(it.folder === null ? [] : [here()])] : [],
      room: small ? 150_000_000 : 412_300_000_000,
      warnings: small ? [{ code: "folder_little_room", free: 143, needed: 260 }] : [],
    };
  }

  const host: Shares = {
    sharingState: async () => state(),
    // As the real one: the answer comes later, by a word of its own.
    shareNow: async () => void setTimeout(share, 60),
    folderLook: async (path) => look(path),
    folderChoose: async (path) => {
      const chosen = look(path);
      others = chosen.colleagues.filter((one) => !one.here);
      it = { ...it, folder: path, fault: null, damaged: [] };
      setTimeout(share, 60);
      return chosen;
    },
    folderLeave: async () => {
      it = { ...it, folder: null, fault: null, damaged: [], fetching: 0, waiting: 0, waiting_since: null, shared_at: null };
      others = [];
    },
    folderRebuild: async () => {
      if (it.folder === null) refuse("space_missing");
      it = { ...it, fault: null, waiting: 214 };
      setTimeout(share, 400);
    },
    colleagues: async () => {
      if (it.folder === null) return refuse("space_missing");
      if (it.fault?.code === "folder_unreachable") return refuse("folder_unreachable", { path: it.folder });
      return [...others, here()];
    },
    colleagueRetire: async (install) => {
      if (!others.some((one) => one.install === install)) refuse("install_unknown", { install });
      others = others.filter((one) => one.install !== install);
    },
    pickFolder: async () => picks,
    onShared: async (hear) => (ended.add(hear), () => void ended.delete(hear)),
    onSharing: async (hear) => (hearing.add(hear), () => void hearing.delete(hear)),
  };
  const door: FolderDoor = {
    folder: (next) => {
      it = { ...it, ...next };
      tell();
    },
    picks: (path) => (picks = path),
    progress: (progress) => hearing.forEach((hear) => hear(progress)),
  };
  return { host, door };
}
