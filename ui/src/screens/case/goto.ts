// From a key of the case's document to where it stands on the screen.
import type { CaseSnapshot } from "../../host/generated/CaseSnapshot";
import type { Tab } from "./tabs";

export interface Target {
  tab: Tab;
  step?: string;
  question?: string;
  /** Values of `data-place`, the nearest first. */
  places: string[];
  /** It stands among the case's facts, which open. */
  facts?: boolean;
}

const FACTS = ["received", "officer", "area", "programme_area", "secrecy", "records_class", "note", "number"];

/** Null where the key names the case itself. */
export function targetOf(it: CaseSnapshot, key: string): Target | null {
  const [kind = "", id = "", ...rest] = key.split("/");
  const [third = "", fourth = ""] = rest;
  const exact = `${kind}/${id}`;
  switch (kind) {
    case "step": {
      const scope = third === "" ? [] : [`${exact}/${third}`];
      return { tab: "steg", step: id, places: [...scope, exact] };
    }
    case "question":
      return { tab: "svar", question: id, places: [exact] };
    case "contribution": {
      const texts = it.contributions.find((one) => one.body === id)?.texts ?? [];
      const named = [fourth, third].find((one) => it.questions.some((question) => question.id === one));
      const question = named ?? texts[0]?.question;
      return { tab: "svar", places: [exact], ...(question === undefined ? {} : { question }) };
    }
    case "assessment":
      return { tab: "effekter", places: [`${exact}/${third}`, `theme/${third}`] };
    case "theme":
      return { tab: "effekter", places: [exact] };
    case "commitment":
    case "condition":
    case "supplement":
      // A hit names the part and not always its kind.
      return { tab: "ansokan", places: ["commitment", "condition", "supplement"].map((one) => `${one}/${id}`) };
    case "member":
      return { tab: "ansokan", places: [exact] };
    case "applicant":
      return { tab: "ansokan", places: [kind] };
    case "notice": {
      const step = it.notices.find((one) => one.id === id)?.step;
      const places = [`${exact}/${third}`];
      return it.application || step === undefined ? { tab: "ansokan", places } : { tab: "steg", step, places };
    }
    case "attachment":
    case "dispatch":
      return { tab: "handlingar", places: [exact] };
    case "decision":
    case "report":
    case "minutes":
      return { tab: "beslut", places: [`decision/${id}`] };
    case "correction": {
      const sent = it.dispatches.some((one) => one.id === id);
      const of = sent ? `dispatch/${id}` : `decision/${id}`;
      return { tab: sent ? "handlingar" : "beslut", places: [`${exact}/${third}`, of] };
    }
    case "closed":
      return { tab: "beslut", places: [kind] };
    default:
      if (!FACTS.includes(kind)) return null;
      return { tab: "steg", places: [`fact/${key}`], facts: true };
  }
}

const SHOWN_MS = 2200;

/** Moves the focus to the first of the places that is on the screen. */
export function arrive(places: string[]): boolean {
  const found = places.map((it) => document.querySelector<HTMLElement>(`[data-place="${CSS.escape(it)}"]`));
  const place = found.find((it) => it !== null);
  if (place === undefined || place === null) return false;
  const field = place.matches("input, select, textarea, [tabindex]") ? place : place.querySelector<HTMLElement>("input, select, textarea, button");
  place.scrollIntoView({ block: "center" });
  (field ?? place).focus({ preventScroll: true });
  place.classList.add("arrived");
  setTimeout(() => place.classList.remove("arrived"), SHOWN_MS);
  return true;
}
