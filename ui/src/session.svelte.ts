import type { CaseId } from "./host/generated/CaseId";
import type { Date as Day } from "./host/generated/Date";
import type { Organisation } from "./host/generated/Organisation";
import type { Person } from "./host/generated/Person";
import type { Process } from "./host/generated/Process";
import type { Host, Start } from "./host/host";
import { localDay } from "./dates";
import { speak } from "./language.svelte";

export type Place = { screen: "overview" } | { screen: "case"; id: CaseId };

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
  /** Whether the form for a new case stands open in the overview. */
  creating = $state(false);
  /** Raised when a list on the screen should be read again. */
  changes = $state(0);
  #askedOn = localDay();

  constructor(host: Host, start: Start) {
    this.host = host;
    this.person = start.person;
    this.organisation = start.organisation;
    this.processes = start.processes;
    this.version = start.version;
    this.recovered = start.recovered;
    this.today = start.today;
    this.place = remembered();
    speak(start.language);
  }

  go(place: Place): void {
    this.place = place;
    localStorage.setItem(LAST_PLACE, JSON.stringify(place));
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
    if (typeof place === "object" && place !== null && "id" in place && typeof place.id === "string") {
      return { screen: "case", id: place.id };
    }
  } catch {
    // Whatever was stored is no place: begin with the overview.
  }
  return { screen: "overview" };
}

let current: Session | null = null;

export async function begin(host: Host): Promise<Session> {
  current = new Session(host, await host.start());
  return current;
}

export function session(): Session {
  if (current === null) throw new Error("the session has not begun");
  return current;
}
