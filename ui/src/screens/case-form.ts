/** What is typed when a case is registered, before it is understood. */
export interface CaseForm {
  title: string;
  /** The kind of work alone: which version follows from the day of arrival. */
  process: string;
  /** The region that applies, for an application. */
  applicant: string;
  holder: string;
  number: string;
  received: string;
  due: string;
  area: string;
  programmeArea: string;
}

let kept: CaseForm | null = null;

export function emptyForm(): CaseForm {
  return {
    title: "",
    process: "",
    applicant: "",
    holder: "Socialstyrelsen",
    number: "",
    received: "",
    due: "",
    area: "",
    programmeArea: "",
  };
}

/** What she had typed when the form was last closed, else an empty form. */
export function readForm(process: string): CaseForm {
  return kept ?? { ...emptyForm(), process };
}

export function keepForm(form: CaseForm | null): void {
  kept = form === null ? null : { ...form };
}
