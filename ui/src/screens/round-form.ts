import type { RegistryNumber } from "../host/generated/RegistryNumber";

/** What is typed when a round is registered, before it is understood. */
export interface RoundTyped {
  title: string;
  /** One on each line. */
  areas: string;
  process: string;
  received: string;
  due: string;
  officer: string;
  numbers: RegistryNumber[];
}

let kept: RoundTyped | null = null;

export function emptyRound(): RoundTyped {
  const numbers = [{ holder: "Socialstyrelsen", number: "" }];
  return { title: "", areas: "", process: "", received: "", due: "", officer: "", numbers };
}

/** What she had typed when the form was last closed, else an empty form. */
export function readRound(process: string, officer: string): RoundTyped {
  return kept ?? { ...emptyRound(), process, officer };
}

export function keepRound(form: RoundTyped | null): void {
  kept = form;
}
