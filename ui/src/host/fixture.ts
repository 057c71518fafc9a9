// What the fake host begins with: one real area's names, invented dates.
import type { CaseBody } from "./generated/CaseBody";
import type { CaseRow } from "./generated/CaseRow";
import type { CaseSnapshot } from "./generated/CaseSnapshot";
import type { DocumentRecord } from "./generated/DocumentRecord";
import type { Notice } from "./generated/Notice";
import type { Organisation } from "./generated/Organisation";
import type { Process } from "./generated/Process";
import type { Step } from "./generated/Step";
import type { StepPart } from "./generated/StepPart";

export const TODAY = "2026-11-23";

const regions = [
  { id: "region-jonkopings-lan", name: "Region Jönköpings län", code: "06" },
  { id: "region-kalmar-lan", name: "Region Kalmar län", code: "08" },
  { id: "region-ostergotland", name: "Region Östergötland", code: "05" },
];

const councils = [
  { id: "diagnostik-och-sinnen", name: "Diagnostik och sinnen" },
  { id: "halsa-och-rehabilitering", name: "Hälsa och rehabilitering" },
  { id: "kirurgi-och-cancer", name: "Kirurgi och cancer" },
  { id: "medicin-och-akut-vard", name: "Medicin och akut vård" },
];

export const organisation: Organisation = {
  id: "sydostra",
  name: "Sydöstra sjukvårdsregionen",
  source: "",
  region: regions,
  council: councils,
  programme_area: [
    { id: "kvinnosjukdomar", name: "kvinnosjukdomar och förlossning", councils: [], verified: false },
    { id: "nervsystemet", name: "nervsystemets sjukdomar", councils: [], verified: false },
  ],
  faculty: { id: "liu", name: "Medicinska fakulteten, Linköpings universitet" },
  body: [
    { id: "svn", name: "Samverkansnämnden", short: "SVN", kind: "joint_committee" },
    { id: "presidiet", name: "Samverkansnämndens presidium", short: "Presidiet", kind: "presidium" },
    { id: "rsl", name: "Regionsjukvårdsledningen", short: "RSL", kind: "regional_management" },
  ],
  calendar: [],
  registry: [],
};

const bodies: CaseBody[] = [
  ...organisation.programme_area.map(({ id, name }): CaseBody => ({ id, name: `RPO ${name}`, kind: "programme_area" })),
  ...councils.map((it): CaseBody => ({ ...it, kind: "council" })),
  { id: "liu", name: "Medicinska fakulteten, Linköpings universitet", kind: "faculty" },
  ...regions.map(({ id, name }): CaseBody => ({ id, name, kind: "region" })),
  { id: "svn", name: "Samverkansnämnden", kind: "joint" },
];

type Plan = [id: string, title: string, titleEn: string, task: string, repeats: Step["repeats"], role: string];
const plan: Plan[] = [
  ["uppdrag", "Uppdrag till RPO", "Commission to RPO", "RSL ger ansvarigt RPO i uppdrag att ta fram ett förslag.", null, "RSL"],
  ["systemeffekter", "Systemeffekter", "System effects", "En företrädare för varje kunskapsråd bedömer effekterna på systemnivå.", "council", "Nationella gruppens ledamot"],
  ["sammanstallning", "Sammanställning", "Compilation", "RSL stab sammanställer RPO:s beredning och kunskapsrådens bedömning.", null, "RSL stab"],
  ["fakultet", "Medicinska fakulteten", "Faculty of medicine", "Svaret stäms av med medicinska fakulteten.", null, "RSL stab"],
  ["beslut", "Beslut i SVN", "Decision by SVN", "SVN beslutar; beslutet kan delegeras till presidiet.", null, "SVN"],
  ["regionernas-beslut", "Regionernas beslut", "The regions' decisions", "Varje region avgör om den fattar ett eget beslut.", "region", "Regionerna"],
];

export const process: Process = {
  kind: "remissvar",
  version: "2023-03",
  valid_from: "2023-03-01",
  name: "Remissvar",
  name_en: "Consultation answer",
  source: "",
  vocabulary: "nhv",
  role: [],
  question: [],
  theme: [],
  outcome: [
    { id: "besvarad", name: "Besvarad", name_en: "Answered" },
    { id: "inget-svar", name: "Inget svar lämnas", name_en: "No answer given" },
  ],
  notice: [],
  group: [],
  application: false,
  step: plan.map(([id, title, title_en, task, repeats, role], place) => ({
    id,
    title,
    title_en,
    task,
    task_en: "",
    responsible: role,
    lead_days: 14,
    undated: false,
    repeats,
    decides: id === "beslut",
    after: plan.slice(Math.max(0, place - 1), place).map(([before]) => before),
  })),
};

function part(scope: string | null, name: string): StepPart {
  return { scope, scope_name: name, due: null, planned: false, responsible: "", state: { is: "open" } };
}

function steps(): Step[] {
  return plan.map(([id, title, title_en, task, repeats, role], place) => {
    const over = repeats === "council" ? councils : repeats === "region" ? regions : null;
    return {
      id,
      number: place + 1,
      title,
      title_en,
      task,
      task_en: "",
      role,
      role_en: role,
      repeats,
      decides: id === "beslut",
      after: plan.slice(Math.max(0, place - 1), place).map(([before]) => before),
      waits: place > 0,
      parts: over === null ? [part(null, "")] : over.map((it) => part(it.id, it.name)),
    };
  });
}

const questions: [string, string, boolean][] = [
  ["definition", "Är definitionen av vården ändamålsenlig?", true],
  ["antal-enheter", "Är det föreslagna antalet enheter lämpligt?", true],
  ["konsekvenser", "Vilka konsekvenser får förslaget för sjukvårdsregionen?", false],
];

export function newCase(id: string, title: string): CaseSnapshot {
  return {
    id,
    title,
    area: "",
    numbers: [],
    received: null,
    due: null,
    officer: "",
    programme_area: "",
    secrecy: "",
    note: "",
    process: { id: "remissvar-2023-03", kind: process.kind, name: process.name, name_en: process.name_en, valid_from: process.valid_from },
    organisation: organisation.name,
    deciders: [
      { id: "svn", name: "Samverkansnämnden", regional: false },
      { id: "presidiet", name: "Samverkansnämndens presidium", regional: false },
      ...regions.map((it) => ({ id: it.id, name: it.name, regional: true })),
    ],
    illustrative: [],
    steps: steps(),
    questions: questions.map(([question, words, verified], place) => ({
      id: question,
      number: place + 1,
      title: words,
      word_limit: 300,
      stances: verified ? ["tillstyrker", "tillstyrker-med-synpunkter", "tillstyrker-inte"] : [],
      verified,
      stance: null,
      text: "",
      words: 0,
    })),
    attachments: [],
    decisions: [],
    round: null,
    contributions: [],
    effects: {
      councils: [...councils],
      themes: [
        { id: "akutsjukvard", name: "Akutsjukvård", name_en: "Emergency care", verified: true, disagreement: false },
        { id: "undantrangning", name: "Närliggande vård och andra patientgrupper (undanträngning)", name_en: "", verified: true, disagreement: false },
        { id: "resor-och-narstaende", name: "Resor och närståendes situation", name_en: "", verified: false, disagreement: false },
      ],
      assessments: [],
    },
    application: false,
    applicant: "",
    records_class: "",
    members: [],
    commitments: [],
    conditions: [],
    supplements: [],
    notices: [],
    dispatches: [],
    outcomes: process.outcome,
    closed: null,
    joined: null,
    apart: [],
    bodies,
    conflicts: [],
    by: "Karin Ek",
    at: "2026-11-02T09:12:00.000Z",
    deleted: false,
  };
}

/** Nothing said of a document yet. */
export const noRecord: DocumentRecord = {
  direction: null,
  party: "",
  dated: null,
  secrecy: "",
  assessment: null,
  retention: null,
  period: "",
};

export const SAMPLE = "8d1e7b0a-1111-4111-8111-000000000001";

export function sampleCase(): CaseSnapshot {
  const sample = newCase(SAMPLE, "Nationell högspecialiserad vård: viss vård vid endometrios");
  sample.area = "Viss vård vid endometrios";
  sample.numbers = [{ holder: "Socialstyrelsen", number: "29988/2022" }];
  sample.received = "2026-10-05";
  sample.due = "2026-11-27";
  sample.officer = "Karin Ek";
  sample.illustrative = ["received", "due"];
  const dues = ["2026-10-16", "2026-11-20", "2026-11-24", "2026-11-25", "2026-11-26", "2026-11-27"];
  sample.steps.forEach((step, place) => step.parts.forEach((it) => (it.due = dues[place] ?? null)));
  const [first, second] = sample.steps;
  const signed = { is: "done", by: "Karin Ek", on: "2026-10-14", at: "2026-10-14T08:00:00.000Z", note: "Skickat till RPO" } as const;
  if (first?.parts[0] !== undefined) first.parts[0].state = signed;
  second?.parts.slice(0, 2).forEach((it) => (it.state = { ...signed, on: "2026-11-18", note: "" }));
  sample.attachments = [
    {
      id: "a1",
      name: "Underlag endometrios.pdf",
      size: 1_240_330,
      sha256: "b5bb9d8014a0f9b1d61e21e796d78dccdf1352f23cd32812f4850b878ae4944c",
      step: "uppdrag",
      record: { ...noRecord, direction: "in", party: "Socialstyrelsen", dated: "2026-10-05" },
      by: "Karin Ek",
      at: "2026-10-05T10:20:00.000Z",
    },
  ];
  const [definition] = sample.questions;
  if (definition !== undefined) {
    definition.stance = "tillstyrker-med-synpunkter";
    definition.text = "Sydöstra sjukvårdsregionen anser att definitionen är ändamålsenlig.";
    definition.words = 7;
  }
  const asked = { due: "2026-11-10", note: "", by: "Karin Ek", at: "2026-10-14T08:10:00.000Z" };
  sample.contributions = [
    {
      body: "kvinnosjukdomar",
      body_name: "RPO kvinnosjukdomar och förlossning",
      asked,
      chased: [],
      texts: [
        {
          question: "definition",
          text: "Definitionen bör även omfatta djup endometrios med engagemang av urinledare.",
          words: 10,
          by: "Karin Ek",
          at: "2026-11-09T13:40:00.000Z",
          taken: null,
        },
      ],
    },
    { body: "nervsystemet", body_name: "RPO nervsystemets sjukdomar", asked, chased: [], texts: [] },
  ];
  sample.effects.assessments = [
    { council: "kirurgi-och-cancer", theme: "akutsjukvard", rating: 1, comment: "Avlastar akutflödet vid länssjukhusen." },
    { council: "medicin-och-akut-vard", theme: "akutsjukvard", rating: -1, comment: "" },
  ];
  sample.effects.themes.forEach((it) => (it.disagreement = it.id === "akutsjukvard"));
  return sample;
}

/** Who is told of the commission, as in a coordinated answer. */
export function commissionNotice(): Notice {
  const receivers = councils.map(({ id, name }) => ({ body: id, body_name: name, on: null, note: "" }));
  return { id: "uppdrag", step: "uppdrag", title: "Information om uppdraget", title_en: "Information on the commission", receivers };
}

/** An application, with the parts that only an application has. */
export function applicationCase(): CaseSnapshot {
  const it = newCase("8d1e7b0a-1111-4111-8111-000000000003", "Ansökan: viss vård vid ryggmärgsskador");
  it.application = true;
  it.due = "2026-12-18";
  it.process = { id: "ansokan-2023-03", kind: "ansokan", name: "Ansökan", name_en: "Application", valid_from: "2023-03-01" };
  it.applicant = "Region Östergötland";
  const group = bodies.filter((one) => one.kind === "council" || one.kind === "faculty");
  it.members = group.map(({ id, name }) => ({ body: id, body_name: name, name: "" }));
  it.notices = [
    {
      id: "avsikt",
      step: "uppdrag",
      title: "Anmälan om avsikt att ansöka",
      title_en: "Notice of intent to apply",
      receivers: [
        { body: "rsl", body_name: "Regionsjukvårdsledningen", on: null, note: "" },
        { body: "svn", body_name: "Samverkansnämnden", on: null, note: "" },
      ],
    },
  ];
  it.outcomes = [
    { id: "tillstand", name: "Tillstånd beviljat", name_en: "Permit granted" },
    { id: "inget-tillstand", name: "Tillstånd inte beviljat", name_en: "Permit not granted" },
  ];
  return it;
}

/** A case with two dates written at once, and two texts. */
export function tornCase(): CaseSnapshot {
  const torn = newCase("8d1e7b0a-1111-4111-8111-000000000002", "Remiss: avancerad hyperbar syrgasbehandling");
  torn.due = "2026-11-18";
  torn.numbers = [{ holder: "Socialstyrelsen", number: "4.3-1202/2026" }];
  const at = "2026-11-20T12:00:00.000Z";
  torn.conflicts = [
    { key: "due", versions: [{ at, by: "Karin Ek", value: "2026-11-18" }, { at, by: "Per Holm", value: "2026-12-18" }] },
    {
      key: "question/definition/text",
      versions: [
        { at, by: "Karin Ek", value: "Definitionen bör vidgas." },
        { at, by: "Per Holm", value: "Definitionen är väl avgränsad." },
      ],
    },
  ];
  return torn;
}

/** The sample with one decision that two recorded. */
export function decidedTwice(it: CaseSnapshot): void {
  const same = { body: "svn", body_name: "Samverkansnämnden", regional: false, none: false, on: "2026-11-13", text: "", delegated: false };
  const later = { basis: null, heads: [], reported: null, approved: null, corrections: [], recorded: null };
  const versions = [["d1", "§ 45", "Karin Ek"], ["d2", "§ 54", "Per Holm"]].map(([id = "", section = "", by = ""]) => {
    const at = "2026-11-20T12:00:00.000Z";
    it.decisions.push({ ...same, ...later, id, section, by, at });
    return { at, by, value: id };
  });
  it.conflicts.push({ key: "twice/svn", versions });
}

/** What two may have done at once besides dates and answers, in three cases. */
export function contested([first, , third]: CaseSnapshot[]): void {
  const at = "2026-11-20T12:00:00.000Z";
  const [mine, hers] = [{ at, by: "Karin Ek" }, { at: "2026-11-20T12:04:00.000Z", by: "Per Holm" }];
  const signed = (by: string, on: string, note: string): string => JSON.stringify({ is: "done", by, on, at, note });
  first?.conflicts.push(
    {
      key: "step/systemeffekter/kirurgi-och-cancer/state",
      versions: [
        { ...mine, value: signed("Karin Ek", "2026-11-19", "Vid mötet") },
        { ...hers, value: signed("Per Holm", "2026-11-20", "") },
      ],
    },
    {
      key: "contribution/kvinnosjukdomar/text/definition",
      versions: [
        { ...mine, value: "Definitionen bör även omfatta djup endometrios med engagemang av urinledare." },
        { ...hers, value: "Definitionen bör även omfatta djup endometrios med engagemang av tarm och urinblåsa." },
      ],
    },
    { key: "meanwhile/d1", versions: [{ ...mine, value: "decided" }, { ...hers, value: "edited" }] },
  );
  third?.conflicts.push({ key: "deleted", versions: [{ ...mine, value: "true" }, { ...hers, value: "edited" }] });
}

export function rowOf(it: CaseSnapshot): CaseRow {
  const now = it.steps.find((step) => step.parts.some((one) => one.state.is !== "done"));
  return {
    id: it.id,
    title: it.title,
    number: it.numbers.map((one) => `${one.holder} ${one.number}`)[0] ?? "",
    due: it.due,
    steps_done: it.steps.filter((step) => step.parts.every((one) => one.state.is === "done")).length,
    steps: it.steps.length,
    step: now?.title ?? "",
    step_en: now?.title_en ?? "",
    who: it.officer === "" ? (now?.role ?? "") : it.officer,
    process: it.process.name,
    process_en: it.process.name_en,
    conflicts: it.conflicts.length,
    decided: it.decisions.some((one) => !one.regional),
    outcome: it.closed?.name ?? "",
    outcome_en: it.closed?.name_en ?? "",
    round: it.round?.id ?? null,
    illustrative: it.illustrative.length > 0,
  };
}
