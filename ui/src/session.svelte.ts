import { tick } from "svelte";
import { SvelteMap } from "svelte/reactivity";

import type { CaseId } from "./host/generated/CaseId";
import type { Date as Day } from "./host/generated/Date";
import type { Organisation } from "./host/generated/Organisation";
import type { Person } from "./host/generated/Person";
import type { Process } from "./host/generated/Process";
import type { RoundId } from "./host/generated/RoundId";
import type { Host, Start } from "./host/host";
import { localDay } from "./dates";
import { speak } from "./language.svelte";
import { complain } from "./notices.svelte";
import { SharedFolder } from "./sharing.svelte";
import type { TextKey } from "./text";

export type View = "overview" | "tasks" | "rounds" | "processes" | "effects";

/** In the order of the frame, and of the keys G then 1–5. */
export const views: readonly View[] = ["overview", "tasks", "rounds", "processes", "effects"];

export type Place =
  | { screen: Exclude<View, "effects"> }
  | { screen: "round"; id: RoundId }
  | { screen: "effects"; round: RoundId | null }
  | { screen: "meeting-packet" }
  /** With `pick` it begins by asking for a folder. */
  | { screen: "sharing"; pick?: true }
  /** `goto` is a key of the case's document: `question/<id>`, `step/<id>`. */
  | { screen: "case"; id: CaseId; goto?: string };

const LAST_PLACE = "samsvar.place";

/** What the whole window shares: the door, who sits here, today, and where we are. */
export class Session {
  host: Host;
  person = $state<Person | null>(null);
  organisation: Organisation;
  processes: Process[];
  version: string;
  recovered: number;
  today = $state<Day>("");
  place = $state<Place>({ screen: "overview" });
  /** The list that the open case was opened from. */
  list = $state<Place>({ screen: "overview" });
  /** Whether the form for a new case stands open in the overview. */
  creating = $state(false);
  /** Whether the list of what is to be done shows only hers. */
  onlyMine = $state(false);
  /** Whether the overview shows only cases where two versions wait for a choice. */
  onlyConflicts = $state(false);
  readonly folder: SharedFolder;
  /** Texts being joined by hand, by case and key: in the journal until they are chosen or given up. */
  readonly joining = new SvelteMap<string, string>();
  /** Raised when a list on the screen should be read again. */
  changes = $state(0);
  #ears = new Set<() => void>();
  #askedOn = localDay();

  constructor(host: Host, start: Start) {
    this.host = this.#heard(host);
    this.folder = new SharedFolder(this.host);
    this.person = start.person;
    this.organisation = start.organisation;
    this.processes = start.processes;
    this.version = start.version;
    this.recovered = start.recovered;
    this.today = start.today;
    this.place = remembered();
    if (this.place.screen !== "case") this.list = this.place;
    speak(start.language);
  }

  go(place: Place): void {
    const before = this.place;
    if (place.screen !== "case") this.list = place;
    this.place = place;
    if (place.screen === "case" && before.screen === "case" && before.id === place.id && before.goto === place.goto) {
      // To the same place once more: she may have looked elsewhere meanwhile.
      this.place = { screen: "case", id: place.id };
      void tick().then(() => {
        if (this.place.screen === "case" && this.place.id === place.id) this.place = place;
      });
    }
    localStorage.setItem(LAST_PLACE, JSON.stringify(place));
  }

  /** What leaving the open case goes back to. */
  get listTitle(): TextKey {
    const { screen } = this.list;
    const titles: Record<Place["screen"], TextKey> = {
      overview: "ui.overview.title",
      case: "ui.overview.title",
      tasks: "ui.tasks.title",
      rounds: "ui.rounds.title",
      round: "ui.rounds.name",
      processes: "ui.processes.title",
      effects: "ui.effects.title",
      sharing: "ui.sharing.title",
      "meeting-packet": "ui.meeting-packet.title",
    };
    return titles[screen];
  }

  goView(view: View): void {
    this.onlyConflicts = false;
    this.go(view === "effects" ? { screen: view, round: null } : { screen: view });
  }

  /** What is on the screen is read again, as when another program wrote. */
  changed(): void {
    for (const hear of this.#ears) hear();
  }

  #heard(host: Host): Host {
    const onChanged: Host["onChanged"] = async (hear) => {
      const stop = await host.onChanged(hear);
      this.#ears.add(hear);
      return () => {
        this.#ears.delete(hear);
        stop();
      };
    };
    return telling({ ...host, onChanged }, () => void this.folder.read());
  }

  /** To the cases where two versions wait for a choice. */
  goConflicts(): void {
    this.onlyConflicts = true;
    this.go({ screen: "overview" });
  }

  /** The window may stay open over night; "days left" must not. */
  async followDay(): Promise<void> {
    if (localDay() === this.#askedOn) return;
    this.#askedOn = localDay();
    this.today = (await this.host.start()).today;
  }
}

function remembered(): Place {
  try {
    const place: unknown = JSON.parse(localStorage.getItem(LAST_PLACE) ?? "null");
    if (typeof place === "object" && place !== null && "screen" in place) {
      const id = "id" in place && typeof place.id === "string" ? place.id : null;
      if ((place.screen === "case" || place.screen === "round") && id !== null) return { screen: place.screen, id };
      if (place.screen === "effects") {
        return { screen: "effects", round: "round" in place && typeof place.round === "string" ? place.round : null };
      }
      if (place.screen === "sharing") return { screen: "sharing" };
      const view = views.find((it) => it === place.screen);
      if (view !== undefined && view !== "effects") return { screen: view };
    }
  } catch {
    // Whatever was stored is no place: begin with the overview.
  }
  return { screen: "overview" };
}

/** The same host; what was written is told of as well, since it waits to be shared. */
function telling(host: Host, written: () => void): Host {
  return new Proxy(host, {
    get: (target, name: string & keyof Host) => {
      const call = target[name] as (...args: unknown[]) => Promise<unknown>;
      return async (...args: unknown[]) => {
        const answer = await call(...args);
        if (typeof answer === "object" && answer !== null && "refresh" in answer) written();
        return answer;
      };
    },
  });
}

let current: Session | null = null;

export async function begin(host: Host): Promise<Session> {
  current = new Session(host, await host.start());
  current.folder.begin().catch(complain);
  return current;
}

export function session(): Session {
  if (current === null) throw new Error("the session has not begun");
  return current;
}
