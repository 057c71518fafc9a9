// The fake's answers about lists over several cases: rounds, what is to be
// done, system effects, calendars.
import { organisation, process, SAMPLE } from "./fixture";
import type { Calendar } from "./generated/Calendar";
import type { CaseRow } from "./generated/CaseRow";
import type { CaseSnapshot } from "./generated/CaseSnapshot";
import type { CumulativeCell } from "./generated/CumulativeCell";
import type { CumulativeRow } from "./generated/CumulativeRow";
import type { Done } from "./generated/Done";
import type { EffectTheme } from "./generated/EffectTheme";
import type { NewCase } from "./generated/NewCase";
import type { Process } from "./generated/Process";
import type { Replanning } from "./generated/Replanning";
import type { Round } from "./generated/Round";
import type { Task } from "./generated/Task";
import type { Host } from "./host";

type Lists = Pick<
  Host,
  | "rounds"
  | "round"
  | "roundNew"
  | "roundReplan"
  | "roundDue"
  | "tasks"
  | "cumulative"
  | "organisation"
  | "logo"
  | "logoSet"
  | "meetingSet"
  | "periodSet"
>;

/** What the fake lends: its cases, and its ways of refusing and telling. */
export interface Lent {
  cases: Map<string, CaseSnapshot>;
  me: () => string;
  caseNew: (form: NewCase) => Promise<Done<string>>;
  rowOf: (it: CaseSnapshot) => CaseRow;
  refuse: (code: string, params?: Record<string, unknown>) => never;
  /** Everybody reads again. */
  changed: () => void;
}

/** A PNG of one dot. */
const DOT =
  "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==";

const ROUND = "8d1e7b0a-2222-4222-8222-000000000001";

function shifted(day: string, from: string, to: string): string {
  const by = new Date(to).getTime() - new Date(from).getTime();
  return new Date(new Date(day).getTime() + by).toISOString().slice(0, 10);
}

const themes: EffectTheme[] = [
  ["akutsjukvard", "Akutsjukvård", "Emergency care"],
  ["kompetens", "Kompetensförsörjning", "Supply of skills"],
  ["ekonomi", "Ekonomi", "Economy"],
].map(([id = "", name = "", name_en = ""], place) => ({ id, name, name_en, verified: true, disagreement: place === 0 }));

function cell(...ratings: number[]): CumulativeCell {
  const [low = null, high = null] = ratings.length === 0 ? [] : [Math.min(...ratings), Math.max(...ratings)];
  const disagreement = low !== null && high !== null && high - low >= 2;
  return { low, high, sum: ratings.reduce((sum, it) => sum + it, 0), count: ratings.length, disagreement };
}

export function listsOf({ cases, me, caseNew, rowOf, refuse, changed }: Lent): Lists {
  const rounds = new Map<string, Round>();
  let logo: string | null = null;
  const calendars: Calendar[] = structuredClone(organisation.calendar);
  if (calendars.length === 0) {
    const meetings = [{ on: "2026-09-24", until: "2026-09-25" }, { on: "2026-12-04", until: null }];
    calendars.push({ body: "svn", covers_from: "2026-01-01", covers_to: "2026-12-31", meetings, source: "Påhittade datum" });
  }

  const sample = cases.get(SAMPLE);
  if (sample !== undefined) {
    const round: Round = { id: ROUND, title: "NHV, hösten 2026", received: sample.received, due: sample.due, first_due: null };
    rounds.set(ROUND, round);
    for (const it of [...cases.values()].slice(0, 2)) it.round = { id: ROUND, title: round.title };
  }

  const find = (id: string): Round => rounds.get(id) ?? refuse("round_unknown", { round: id });
  const inRound = (id: string | null): CaseSnapshot[] =>
    [...cases.values()].filter((it) => !it.deleted && (id === null || it.round?.id === id));
  const done = <T>(value: T): Done<T> => {
    changed();
    return { value, warnings: [], refresh: { overview: true, cases: [...cases.keys()] } };
  };

  function replanned(it: CaseSnapshot, round: Round, due: string): Replanning {
    const moved = (day: string | null): string | null =>
      day === null || it.due === null ? day : shifted(day, it.due, due);
    const open = it.steps.filter((step) => step.parts.some((part) => part.state.is !== "done"));
    const steps = open.map(({ id, number, title, title_en, parts }) => {
      const [part] = parts;
      const [now, planned] = [part?.due ?? null, part?.planned ?? false];
      return { step: id, number, title, title_en, due: now, new_due: planned ? now : moved(now), planned };
    });
    const stays = it.closed !== null ? "closed" : it.due === round.due ? null : "own_due";
    return { case: it.id, case_title: it.title, due: it.due, new_due: due, stays, steps };
  }

  function calendarOf(body: string, on: string): Calendar {
    const found = calendars.find((it) => it.body === body && it.covers_from <= on && on <= it.covers_to);
    if (found !== undefined) return found;
    const alone: Calendar = { body, covers_from: on, covers_to: on, meetings: [], source: "" };
    calendars.push(alone);
    return alone;
  }

  return {
    rounds: async () => [...rounds.values()].map((it) => ({ ...it })),
    round: async (id) => ({ round: { ...find(id) }, cases: inRound(id).map(rowOf) }),
    roundNew: async (form) => {
      if (form.title.trim() === "") refuse("title_empty");
      if (form.areas.length === 0) refuse("round_without_areas");
      const { title, received, due, numbers, officer, process: kind } = form;
      const id = crypto.randomUUID();
      rounds.set(id, { id, title, received, due, first_due: null });
      const made: string[] = [];
      for (const area of form.areas) {
        const empty = { programme_area: "", applicant: "", illustrative: [] };
        const one = await caseNew({ process: kind, title: area, area, numbers, received, due, officer, round: id, ...empty });
        const it = cases.get(one.value);
        if (it !== undefined) it.round = { id, title };
        made.push(one.value);
      }
      return done({ id, cases: made });
    },
    roundReplan: async (id, due) => inRound(id).map((it) => replanned(it, find(id), due)),
    roundDue: async (id, due) => {
      const round = find(id);
      const moving = inRound(id).filter((it) => replanned(it, round, due).stays === null);
      for (const it of moving) {
        for (const step of replanned(it, round, due).steps) {
          it.steps.find((one) => one.id === step.step)?.parts.forEach((part) => (part.due = step.new_due));
        }
        it.due = due;
      }
      Object.assign(round, { due, first_due: round.first_due ?? round.due });
      return done(moving.map((it) => it.id));
    },
    tasks: async (limit) => {
      const all = inRound(null).flatMap((it): Task[] => {
        const step = it.steps.find((one) => one.parts.some((part) => part.state.is !== "done"));
        if (step === undefined || it.closed !== null) return [];
        return step.parts
          .filter((part) => part.state.is !== "done")
          .map((part) => {
            const who = part.scope === null ? it.officer || step.role : part.scope_name;
            const { title, title_en, id } = step;
            const key = `step/${id}/${part.scope ?? "-"}`;
            const task = { case: it.id, case_title: it.title, kind: "step", key, step: id, body_name: part.scope_name } as const;
            return { ...task, title, title_en, due: part.due ?? it.due, who, mine: part.responsible === me() };
          });
      });
      const faculty = { sv: "Medicinska fakulteten, Linköpings universitet", en: "Faculty of Medicine, Linköping University" };
      const titles = { contribution: faculty, report: { sv: "Presidiet", en: "The presidium" } };
      const own = [...cases.values()].slice(0, 2).map((it, place): Task => {
        const kind = place === 0 ? "contribution" : "report";
        const { sv: title, en: title_en } = titles[kind];
        const body_name = place === 0 ? title : "";
        const due = place === 0 ? "2026-11-25" : null;
        const key = place === 0 ? `contribution/${organisation.faculty?.id ?? ""}` : `decision/${it.decisions[0]?.id ?? ""}`;
        return { case: it.id, case_title: it.title, kind, key, step: null, body_name, title, title_en, due, who: me(), mine: true };
      });
      return [...all, ...own].sort((a, b) => (a.due ?? "9").localeCompare(b.due ?? "9")).slice(0, limit);
    },
    cumulative: async (round) => {
      const cells = [[cell(-1, 1, 0, 2), cell(1, 1), cell()], [cell(-2, -1), cell(0), cell(2, 1, 1)]];
      const rows = inRound(round).slice(0, 2).map(
        (it, place): CumulativeRow => ({ case: it.id, area: it.area || it.title, cells: cells[place] ?? [] }),
      );
      return rows.length === 0 ? { themes: [], rows } : { themes, rows };
    },
    organisation: async () => ({ ...organisation, calendar: structuredClone(calendars) }),
    logo: async () => logo,
    logoSet: async (path) => {
      if (path?.endsWith(".docx")) refuse("logo_unreadable");
      logo = path === null ? null : DOT;
      return done(null);
    },
    meetingSet: async (body, on, until, held) => {
      if (until !== null && until < on) refuse("period_invalid", { from: on, to: until });
      for (const it of calendars) {
        if (it.body === body) it.meetings = it.meetings.filter((one) => one.on !== on);
      }
      if (held) {
        const it = calendarOf(body, on);
        it.meetings = [...it.meetings, { on, until }].sort((a, b) => a.on.localeCompare(b.on));
      }
      return done(null);
    },
    periodSet: async (body, from, to) => {
      if (to < from) refuse("period_invalid", { from, to });
      calendars.push({ body, covers_from: from, covers_to: to, meetings: [], source: "" });
      return done(null);
    },
  };
}

/** Beside the one that the cases follow: one without a date, one for applications, one older. */
export const moreProcesses: Process[] = [
  { ...process, kind: "samordnat-remissvar", version: "odaterad", valid_from: null, name: "Samordnat remissvar", name_en: "Coordinated answer" },
  { ...process, kind: "ansokan", version: "2023-03", valid_from: "2023-03-09", name: "Ansökan", name_en: "Application", application: true },
  { ...process, version: "2020-04", valid_from: "2020-04-01" },
];
