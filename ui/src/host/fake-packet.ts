// The fake's packets: small PDFs, made step by step.
import type { CaseSnapshot } from "./generated/CaseSnapshot";
import type { Host, MeetingForm, Output, PrintStep, Saved } from "./host";
import { samplePdf } from "./sample-pdf";

type Packets = Pick<
  Host,
  "packet" | "packetSave" | "packetPrint" | "meetingPacket" | "meetingPacketSave" | "meetingPacketPrint"
>;

/** What the fake lends: its cases, and its ways of refusing and telling. */
interface Lent {
  find(id: string): CaseSnapshot;
  refuse(code: string, params?: Record<string, unknown>): never;
  tell(step: PrintStep): void;
  /** Whether each step waits until a test lets it go on. */
  slow: boolean;
}

export interface PacketDoor {
  /** The next step of a slow packet is done. */
  step(): void;
}

export function packetsOf({ find, refuse, tell, slow }: Lent): { host: Packets; door: PacketDoor; stop: () => void } {
  let stopped = false;
  let goOn: (() => void) | null = null;

  async function step(of: PrintStep["of"], done: number, total: number): Promise<void> {
    tell({ of, done, total });
    if (slow) await new Promise<void>((resolve) => (goOn = resolve));
    if (stopped) refuse("stopped");
  }

  /** Only a copy to read holds the attached files. */
  async function made(cases: CaseSnapshot[], output: Output, pages: number): Promise<void> {
    stopped = false;
    const files = output === "reading" ? cases.reduce((sum, it) => sum + it.attachments.length, 0) : 0;
    for (let done = 0; done < files; done++) await step("files", done, files);
    await step("pages", 0, pages);
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
        await made([find(id)], output, 3);
        return saved(path, 3);
      },
      packetPrint: async (id, _draft, output) => made([find(id)], output, 3),
      meetingPacket: async (meeting) => {
        // The sample's font and its offsets know one byte for a letter.
        const titles = casesOf(meeting).map((it) => it.title.replace(/[^ -~]/g, "?"));
        return samplePdf([`${meeting.body} ${meeting.on ?? ""}`, ...titles]);
      },
      meetingPacketSave: async (meeting, output, path) => {
        const cases = casesOf(meeting);
        await made(cases, output, cases.length + 1);
        return saved(path, cases.length + 1);
      },
      meetingPacketPrint: async (meeting, output) => {
        const cases = casesOf(meeting);
        await made(cases, output, cases.length + 1);
      },
    },
    door: { step: () => goOn?.() },
    stop: () => {
      stopped = true;
      goOn?.();
    },
  };
}
