// What the fake host begins with: one real area's names, invented dates.
import type { CaseRow } from "./generated/CaseRow";
import type { CaseSnapshot } from "./generated/CaseSnapshot";
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
  step: plan.map(([id, title, title_en, task, repeats, role]) => ({
    id,
    title,
    title_en,
    task,
    task_en: "",
    responsible: role,
    lead_days: 14,
    repeats,
    decides: id === "beslut",
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
    conflicts: [],
    by: "Karin Ek",
    at: "2026-11-02T09:12:00.000Z",
    deleted: false,
  };
}

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
  return sample;
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
    illustrative: it.illustrative.length > 0,
  };
}
