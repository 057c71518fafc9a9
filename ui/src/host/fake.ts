// The core's stand-in for tests and for work on the screens. It follows the
// interface and the plainest rules; what the core does is tested in the core.
import { JOINING } from "../screens/case/conflict";
import { caseActs, Ledger, planOf, sameLetter } from "./fake-case";
import { letterNames, proposalOf } from "./fake-letters";
import { listsOf, moreProcesses } from "./fake-lists";
import { packetsOf, type PacketDoor } from "./fake-packet";
import { folderOf, type FolderDoor } from "./fake-sharing";
import type { Act } from "./generated/Act";
import type { CaseSnapshot } from "./generated/CaseSnapshot";
import type { StepPart } from "./generated/StepPart";
import type { Person } from "./generated/Person";
import type { Hit } from "./generated/Hit";
import type { Place } from "./generated/Place";
import type { Plan } from "./generated/Plan";
import type { Warning } from "./generated/Warning";
import { applicationCase, commissionNotice, contested, decidedTwice, newCase, noRecord, organisation, process, rowOf, SAMPLE, sampleCase, TODAY, tornCase } from "./fixture";
import type { Done, Drop, Fault, Host, Language, PrintStep, Progress, Reading } from "./host";

/** What a test may do to the fake from outside, and see of it. */
export interface FakeDoor extends FolderDoor, PacketDoor {
  calls: [string, ...unknown[]][];
  drop(drop: Drop): void;
  /** The reading of files has come so far. */
  reading(reading: Reading): void;
  /** Somebody else closes a case. */
  closed(id: string): void;
  /** Somebody else takes a case away. */
  removed(id: string): void;
  /** Somebody else writes an answer on another PC. */
  elsewhere(id: string, question: string, text: string): void;
  /** A file of a case is listed, and its bytes are not here yet, or come. */
  coming(attachment: string, yes: boolean): void;
  /** Somebody else says what holds where two wrote at once. */
  settled(id: string, key: string): void;
  /** Somebody else writes one more version where two wrote at once. */
  wroteToo(id: string, key: string, value: string): void;
  /** The window is asked to close; answers whether it would. */
  close(): Promise<boolean>;
  /** Something is done at a place, in the shape of a document's key. */
  doneAt(id: string, place: string): void;
}

declare global {
  interface Window {
    fake?: FakeDoor;
  }
}

/** As an organisation without one has it. */
function withoutPresidium(plan: Plan): Plan {
  const clash = plan.clash && { ...plan.clash, presidium: null, presidium_name: "", presidium_on: null };
  return { ...plan, clash, meetings: plan.meetings.filter((it) => it.body !== "presidiet") };
}

export function fakeHost(): Host {
  const asked = new URLSearchParams(location.search);
  const many = Number(asked.get("cases") ?? "0");
  let person: Person | null = asked.has("first")
    ? null
    : { id: "karin-ek", name: "Karin Ek", roles: ["samordnare"], body: "RSL stab" };
  let language: Language = asked.get("language") === "en" ? "en" : "sv";

  const cases = new Map<string, CaseSnapshot>();
  const ledger = new Ledger();
  const drafts = new Map<string, string>();
  const calls: FakeDoor["calls"] = [];
  const changed = new Set<() => void>();
  const progress = new Set<(progress: Progress) => void>();
  const printing = new Set<(step: PrintStep) => void>();
  const drops = new Set<(drop: Drop) => void>();
  const readings = new Set<(reading: Reading) => void>();
  const closings = new Set<() => Promise<boolean>>();
  const absent = new Set<string>();
  const unshared = { n: 0 };
  let stopped = false;

  for (const it of asked.has("empty") ? [] : [sampleCase(), tornCase(), newCase("undated", "Samordnat svar utan datum")]) {
    cases.set(it.id, it);
  }
  if (asked.has("torn")) {
    const value = (rating: number): string => JSON.stringify({ rating, comment: "" });
    const at = "2026-11-20T12:00:00.000Z";
    const versions = [{ at, by: "Karin Ek", value: value(1) }, { at, by: "Per Holm", value: value(-2) }];
    cases.get(SAMPLE)?.conflicts.push({ key: "assessment/kirurgi-och-cancer/akutsjukvard", versions });
  }
  if (asked.has("conflicts")) contested([...cases.values()]);
  const sample = cases.get(SAMPLE);
  if (asked.has("decided-twice") && sample !== undefined) decidedTwice(sample);
  if (asked.has("application")) cases.set(applicationCase().id, applicationCase());
  if (asked.has("twice")) {
    const [first] = [...cases.values()];
    const twin = newCase("8d1e7b0a-1111-4111-8111-000000000004", "Remiss från Socialstyrelsen, dubbelt registrerad");
    twin.by = "Per Holm";
    cases.set(twin.id, Object.assign(twin, { numbers: first?.numbers ?? [] }));
  }
  if (asked.has("notices")) sample?.notices.push(commissionNotice());
  const more = Number(asked.get("councils") ?? "0");
  for (let n = 1; n <= more; n++) sample?.effects.councils.push({ id: `council-${n}`, name: `Kunskapsrådet för område ${n}` });
  for (const it of cases.values()) ledger.begin(it);
  for (let n = 0; n < many; n++) {
    const it = newCase(`case-${n}`, `Ärende ${n + 1}`);
    it.due = "2027-02-01";
    cases.set(it.id, it);
  }

  function refuse(code: string, params: Record<string, unknown> = {}): never {
    const fault: Fault = { code, ...params };
    throw fault;
  }

  function find(id: string): CaseSnapshot {
    return cases.get(id) ?? refuse("case_unknown", { case: id });
  }

  function tell<T>(id: string, value: T, act: Act | null): Done<T> {
    if (act !== null) {
      ledger.write(find(id), act, person?.name ?? "");
      unshared.n += 1;
    }
    const refresh = { overview: true, cases: [id] };
    changed.forEach((hear) => hear());
    return { value, warnings: [], refresh };
  }

  function partOf(id: string, step: string, scope: string | null): StepPart {
    const found = find(id).steps.find((it) => it.id === step)?.parts.find((it) => it.scope === scope);
    return found ?? refuse("step_unknown", { step, valid: "" });
  }

  function settle(id: string, key: string): void {
    const it = find(id);
    it.conflicts = it.conflicts.filter((one) => one.key !== key);
  }

  const folder = folderOf({ cases, me: () => person?.name ?? "", refuse, unshared, shared: asked.has("shared") });

  const packets = packetsOf({ find, refuse, tell: (it) => printing.forEach((hear) => hear(it)), slow: asked.has("slow") });

  const plain: Host = {
    ...folder.host,
    ...packets.host,
    ...listsOf({ cases, me: () => person?.name ?? "", caseNew: (form) => plain.caseNew(form), rowOf, refuse, changed: () => changed.forEach((hear) => hear()) }),
    ...caseActs({ cases, ledger, find, tell, refuse, by: () => person?.name ?? "" }),
    start: async () => ({ person, language, organisation, processes: [process, ...moreProcesses], today: TODAY, version: "0.1.0", recovered: 0 }),
    languageSet: async (next) => void (language = next),
    personSet: async (name, roles, body) => {
      if (name.trim() === "") refuse("person_name_empty");
      person = { id: name, name, roles, body };
      return person;
    },
    overview: async (offset, limit) => {
      const all = [...cases.values()]
        .filter((it) => !it.deleted)
        .sort((a, b) => (a.due ?? "9").localeCompare(b.due ?? "9"))
        .map(rowOf);
      return { rows: all.slice(offset, offset + limit), total: all.length, mine: 2 };
    },
    search: async (text, limit) => {
      const wanted = text.toLowerCase().trim();
      const found: Hit[] = [];
      for (const it of [...cases.values()].filter((one) => wanted !== "" && !one.deleted)) {
        const places: [Place, string][] = [
          [{ code: "title" }, it.title],
          ...it.questions.map(({ id, number, text: written }): [Place, string] => [{ code: "answer", question: id, number }, written]),
          ...it.attachments.map(({ id, name }): [Place, string] => [{ code: "file_name", attachment: id }, name]),
        ];
        for (const [place, written] of places) {
          const from = written.toLowerCase().indexOf(wanted);
          if (from < 0) continue;
          const start = Math.max(0, from - 60);
          const snippet = written.slice(start, from + 140);
          const marks = [{ from: from - start, to: from - start + wanted.length }];
          found.push({ case: it.id, title: it.title, number: rowOf(it).number, place, matched: "words", snippet, marks });
        }
      }
      const inCases = new Set(found.map((hit) => hit.case)).size;
      const warnings: Warning[] = wanted === "" ? [{ code: "search_without_words" }] : [];
      return { hits: found.slice(0, limit), total: found.length, cases: inCases, pending: 0, warnings };
    },
    caseNew: async (form) => {
      if (form.title.trim() === "") refuse("title_empty");
      const it = newCase(crypto.randomUUID(), form.title);
      const { area, numbers, received, due, programme_area, officer } = form;
      cases.set(it.id, Object.assign(it, { area, numbers, received, due, programme_area, officer }));
      return tell(it.id, it.id, { code: "case_registered", title: form.title, process: form.process });
    },
    caseOpen: async (id) => ({
      case: structuredClone(find(id)),
      heads: [],
      drafts: [...drafts].flatMap(([key, text]) => {
        const at = new Date().toISOString();
        return key.startsWith(`${id}/`) ? [{ question: key.slice(id.length + 1), text, by: person?.name ?? "", at }] : [];
      }),
      history: ledger.history(id),
      plan: asked.has("no-presidium") ? withoutPresidium(planOf(find(id))) : planOf(find(id)),
      same_letter: sameLetter([...cases.values()], find(id)),
      coming: [...absent],
    }),
    caseSet: async (id, field, value) => {
      if (field === "title" && value.trim() === "") refuse("title_empty");
      const isDate = field === "received" || field === "due";
      if (isDate && value !== "" && !/^\d{4}-\d{2}-\d{2}$/.test(value)) refuse("date_invalid", { value });
      Object.assign(find(id), { [field]: isDate && value === "" ? null : value });
      settle(id, field);
      const { due, received } = find(id);
      const done = tell(id, null, { code: "field_set", field, value });
      if (isDate && due !== null && received !== null && due < received) done.warnings = [{ code: "due_before_received", due, received }];
      return done;
    },
    numberSet: async (id, holder, number) => {
      if (holder.trim() === "") refuse("holder_empty");
      const it = find(id);
      it.numbers = [...it.numbers.filter((one) => one.holder !== holder), { holder, number }];
      return tell(id, null, { code: "number_set", holder, number });
    },
    stepDone: async (id, step, scope, on, note) => {
      const part = partOf(id, step, scope);
      part.state = { is: "done", by: person?.name ?? "", on, at: new Date().toISOString(), note };
      return tell(id, null, { code: "step_done", step, scope, by: person?.name ?? "", on, note });
    },
    stepReopen: async (id, step, scope, reason) => {
      if (reason.trim() === "") refuse("reason_empty");
      const part = partOf(id, step, scope);
      part.state = { is: "reopened", by: person?.name ?? "", at: new Date().toISOString(), reason };
      return tell(id, null, { code: "step_reopened", step, scope, by: person?.name ?? "", reason });
    },
    stepPlan: async (id, step, scope, due, responsible) => {
      const part = partOf(id, step, scope);
      if (due !== null) Object.assign(part, { due: due === "" ? null : due, planned: due !== "" });
      if (responsible !== null) part.responsible = responsible;
      return tell(id, null, { code: "step_planned", step, scope, due, responsible });
    },
    draftWrite: async (id, question, text) => {
      if (question.startsWith(JOINING) && text === "") drafts.delete(`${id}/${question}`);
      else drafts.set(`${id}/${question}`, text);
      return new Date().toISOString();
    },
    textCommit: async (id, question) => {
      const text = drafts.get(`${id}/${question}`);
      if (text === undefined || question.startsWith(JOINING)) return { value: [], warnings: [], refresh: { overview: false, cases: [] } };
      drafts.delete(`${id}/${question}`);
      settle(id, `question/${question}/text`);
      const done = tell(id, [], ledger.text(find(id), question, text, person?.name ?? ""));
      const written = find(id).questions.find((it) => it.id === question);
      if (written !== undefined && written.word_limit !== null && written.words > written.word_limit) {
        done.warnings = [{ code: "over_word_limit", question: String(written.number), words: written.words, limit: written.word_limit }];
      }
      return done;
    },
    stanceSet: async (id, question, stance) => {
      const it = find(id).questions.find((one) => one.id === question);
      if (it !== undefined) it.stance = stance;
      return tell(id, null, { code: "stance_set", question, stance });
    },
    attach: async (id, step, paths) => {
      stopped = false;
      const taken = [];
      for (const [place, path] of paths.entries()) {
        if (stopped) break;
        const name = path.split("/").at(-1) ?? path;
        progress.forEach((hear) => hear({ name, done: place * 2048, total: paths.length * 2048 }));
        const file = { id: `a-${name}-${step}`, name, size: 2048, sha256: "ab".repeat(32), step, record: { ...noRecord }, by: person?.name ?? "", at: new Date().toISOString() };
        find(id).attachments.push(file);
        taken.push(file);
      }
      const done = tell(id, taken.map((it) => it.id), null);
      const empty = taken.filter((it) => it.name.startsWith("tom"));
      return { ...done, warnings: empty.map(({ name }) => ({ code: "file_empty", name }) as const) };
    },
    attachStop: async () => {
      stopped = true;
      packets.stop();
    },
    attachmentOpen: async (id, attachment) => {
      const file = find(id).attachments.find((it) => it.id === attachment);
      if (file !== undefined && absent.has(attachment)) refuse("blob_missing", { name: file.name, sha256: file.sha256 });
    },
    decide: async (id, decision) => {
      if (!decision.none && decision.on === null) refuse("decision_date_missing");
      if (!decision.none && decision.section.trim() === "") refuse("section_empty");
      const it = find(id);
      const body = it.deciders.find((one) => one.id === decision.body);
      const later = { reported: null, approved: null, corrections: [], recorded: null };
      const more = { ...later, id: crypto.randomUUID(), basis: "cd".repeat(32), heads: [], by: person?.name ?? "", at: new Date().toISOString() };
      it.decisions.push({ ...decision, ...more, body_name: body?.name ?? "", regional: body?.regional ?? false });
      return tell(id, more.id, { code: "decided", ...decision, decision: more.id, basis: more.basis, heads: [] });
    },
    caseDelete: async (id) => {
      find(id).deleted = true;
      return tell(id, null, { code: "case_deleted" });
    },
    caseRestore: async (id) => {
      find(id).deleted = false;
      return tell(id, null, { code: "case_restored" });
    },
    calendarSave: async () => undefined,
    registerSave: async (path) => {
      if (!/\.(xlsx|csv)$/i.test(path)) refuse("out_kind_unknown", { path, valid: ".xlsx, .csv" });
    },
    letters: async () => letterNames,
    letterSave: async () => [],
    wordSave: async () => [],
    mailSave: async () => [],
    wordPropose: async (id, from, path, rest) => {
      const name = path.split("/").at(-1) ?? path;
      if (name.startsWith("låst")) refuse("word_locked", { name });
      return proposalOf(find(id), from, path, rest);
    },
    wordTake: async (id, from, path, _sha256, texts) => {
      await plain.attach(id, null, [path]);
      for (const [question, text] of texts) ledger.text(find(id), `contribution/${from}/${question}`, text, person?.name ?? "");
      return tell(id, null, null);
    },
    // A test may choose others.
    pickFiles: async () => (window as { picks?: string[] }).picks ?? ["/post/Synpunkter från RPO.docx", "/post/tom fil.txt"],
    pickSave: async (name) => `/dokument/${name}`,
    onChanged: async (hear) => (changed.add(hear), () => void changed.delete(hear)),
    onProgress: async (hear) => (progress.add(hear), () => void progress.delete(hear)),
    onPrinting: async (hear) => (printing.add(hear), () => void printing.delete(hear)),
    onReading: async (hear) => (readings.add(hear), () => void readings.delete(hear)),
    onDrop: async (hear) => (drops.add(hear), () => void drops.delete(hear)),
    onClosing: async (finish) => (closings.add(finish), () => void closings.delete(finish)),
  };

  window.fake = {
    ...folder.door,
    ...packets.door,
    coming: (attachment, yes) => {
      if (yes) absent.add(attachment);
      else absent.delete(attachment);
      for (const [id, it] of cases) if (it.attachments.some((one) => one.id === attachment)) tell(id, null, null);
    },
    close: async () => (await Promise.all([...closings].map((finish) => finish()))).every((it) => it),
    calls,
    reading: (reading) => readings.forEach((hear) => hear(reading)),
    drop: (drop) => drops.forEach((hear) => hear(drop)),
    closed: (id) => {
      const at = "2026-11-23T09:00:00.000Z";
      find(id).closed = { outcome: "beviljat", name: "Tillstånd beviljat", name_en: "Permit granted", on: TODAY, note: "", by: "Per Holm", at };
      tell(id, null, null);
    },
    removed: (id) => {
      find(id).deleted = true;
      tell(id, null, null);
    },
    doneAt: (id, place) => {
      ledger.write(find(id), { code: "case_restored" }, "Per Holm", place);
      tell(id, null, null);
    },
    settled: (id, key) => {
      settle(id, key);
      tell(id, null, null);
    },
    wroteToo: (id, key, value) => {
      find(id).conflicts.find((it) => it.key === key)?.versions.push({ at: new Date().toISOString(), by: "Eva Lund", value });
      tell(id, null, null);
    },
    elsewhere: (id, question, text) => {
      const it = find(id).questions.find((one) => one.id === question);
      if (it !== undefined) it.text = text;
      tell(id, null, null);
    },
  };
  return recorded(plain, calls);
}

/** The same host, with every call written down. */
function recorded(host: Host, calls: FakeDoor["calls"]): Host {
  return new Proxy(host, {
    get: (target, name: string & keyof Host) => {
      // A host is awaited on its way in: it must not look like a promise.
      if (!(name in target)) return undefined;
      const call = target[name] as (...args: unknown[]) => unknown;
      return (...args: unknown[]) => {
        calls.push([name, ...args]);
        return call(...args);
      };
    },
  });
}
