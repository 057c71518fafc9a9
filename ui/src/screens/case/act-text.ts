import type { Act } from "../../host/generated/Act";
import { either, told } from "../../text";
import type { OpenCase } from "./opened.svelte";

/** One act in words: ids become the names the case gives them. The core tells it the same way. */
export function actText(open: OpenCase, act: Act): string {
  const { code, ...params } = act;
  const named: Record<string, unknown> = { ...params };
  const snapshot = open.case;
  let key = `act.${code}`;
  if ("step" in act) {
    const step = snapshot?.steps.find((it) => it.id === act.step);
    if (step !== undefined) named["step"] = `${step.number}. ${either(step.title, step.title_en)}`;
    if ("scope" in act) {
      const part = step?.parts.find((it) => it.scope !== null && it.scope === act.scope);
      named["scope"] = part === undefined ? "" : ` (${part.scope_name})`;
    }
  }
  if ("question" in act) {
    named["question"] = snapshot?.questions.find((it) => it.id === act.question)?.title ?? act.question;
  }
  switch (act.code) {
    case "field_set":
      named["field"] = told([`field.${act.field}`]);
      if (act.value === "") key += "_cleared";
      break;
    case "number_set":
      if (act.number === "") key += "_cleared";
      break;
    case "step_state_set":
      Object.assign(named, act.state);
      key = `act.step_${act.state.is}`;
      break;
    case "attached":
      if (act.step === null) key += "_loose";
      break;
    case "stance_set":
      if (act.stance === null) key += "_cleared";
      else named["stance"] = told([`stance.${act.stance}`]);
      break;
    case "decided":
      named["body"] = snapshot?.deciders.find((it) => it.id === act.body)?.name ?? act.body;
      if (act.none) key += "_none";
      break;
  }
  return told([key, `act.${code}`], named);
}
