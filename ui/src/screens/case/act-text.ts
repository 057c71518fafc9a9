import type { Act } from "../../host/generated/Act";
import { either, told } from "../../text";
import type { OpenCase } from "./opened.svelte";

/** One act in words: ids become the names the case gives them. */
export function actText(open: OpenCase, act: Act): string {
  const { code, ...params } = act;
  const named: Record<string, unknown> = { ...params };
  const keys = [`act.${code}`];
  const snapshot = open.case;
  if ("step" in act) {
    const step = snapshot?.steps.find((it) => it.id === act.step);
    if (step !== undefined) named["step"] = either(step.title, step.title_en);
    if ("scope" in act) {
      named["scope"] = step?.parts.find((it) => it.scope === act.scope)?.scope_name ?? "";
      if (act.scope !== null) keys.unshift(`act.${code}.scoped`);
    }
  }
  switch (act.code) {
    case "field_set":
      named["field"] = told([`field.${act.field}`]);
      if (act.value === "") keys.unshift("act.field_set.empty");
      break;
    case "step_state_set":
      Object.assign(named, act.state);
      keys.unshift(...(act.scope === null ? [] : [`act.${code}.${act.state.is}.scoped`]), `act.${code}.${act.state.is}`);
      break;
    case "attached":
      if (act.step === null) keys.unshift("act.attached.no_step");
      break;
    case "stance_set":
      if (act.stance === null) keys.unshift("act.stance_set.none");
      else named["stance"] = told([`stance.${act.stance}`]);
      break;
    case "decided":
      named["body"] = snapshot?.deciders.find((it) => it.id === act.body)?.name ?? act.body;
      if (act.none) keys.unshift("act.decided.none");
      break;
  }
  if ("question" in act) {
    named["question"] = snapshot?.questions.find((it) => it.id === act.question)?.title ?? act.question;
  }
  return told(keys, named);
}
