// The fake's packets: small PDFs, and files that are merged in one by one.
import type { CaseSnapshot } from "./generated/CaseSnapshot";
import type { Host, MeetingForm, Output, Progress, Saved } from "./host";
import { samplePdf } from "./sample-pdf";

type Packets = Pick<
  Host,
  "packet" | "packetSave" | "packetPrint" | "meetingPacket" | "meetingPacketSave" | "meetingPacketPrint"
>;

/** What the fake lends: its cases, and its ways of refusing and telling. */
interface Lent {
  find(id: string): CaseSnapshot;
  refuse(code: string, params?: Record<string, unknown>): never;
  tell(progress: Progress): void;
  /** Whether each file waits until a test lets it go on. */
  slow: boolean;
}

export interface PacketDoor {
  /** The next file of a slow packet is merged in. */
  merge(): void;
}

export function packetsOf({ find, refuse, tell, slow }: Lent): { host: Packets; door: PacketDoor; stop: () => void } {
  let stopped = false;
  let goOn: (() => void) | null = null;

  /** Only a copy to read holds the attached files. */
  async function merged(cases: CaseSnapshot[], output: Output): Promise<void> {
    stopped = false;
    if (output !== "reading") return;
    const total = cases.reduce((sum, it) => sum + it.attachments.length, 0);
    for (let done = 0; done < total; done++) {
      tell({ name: "", done, total });
      if (slow) await new Promise<void>((resolve) => (goOn = resolve));
      if (stopped) refuse("stopped");
    }
  }

  function casesOf({ cases, draft }: MeetingForm): CaseSnapshot[] {
    return cases.map((id) => {
      const it = find(id);
      const decided = !draft && it.decisions.some((one) => !one.regional && !one.none);
      const [first] = it.conflicts;
      if (first !== undefined && !decided) refuse("conflict_open", { places: it.title });
      return it;
    });
  }

  const saved = (path: string, pages: number): Saved => ({ path, pages, warnings: [] });

  return {
    host: {
      packet: async (id, draft) => samplePdf([`${find(id).process.id}${draft ? " (draft)" : ""}`, "2", "3"]),
      packetSave: async (id, _draft, output, path) => {
        await merged([find(id)], output);
        return saved(path, 3);
      },
      packetPrint: async (id, _draft, output) => merged([find(id)], output),
      meetingPacket: async (meeting) => {
        // The sample's font and its offsets know one byte for a letter.
        const titles = casesOf(meeting).map((it) => it.title.replace(/[^ -~]/g, "?"));
        return samplePdf([`${meeting.body} ${meeting.on ?? ""}`, ...titles]);
      },
      meetingPacketSave: async (meeting, output, path) => {
        const cases = casesOf(meeting);
        await merged(cases, output);
        return saved(path, cases.length + 1);
      },
      meetingPacketPrint: async (meeting, output) => merged(casesOf(meeting), output),
    },
    door: { merge: () => goOn?.() },
    stop: () => {
      stopped = true;
      goOn?.();
    },
  };
}
