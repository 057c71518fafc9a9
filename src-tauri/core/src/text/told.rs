//! Coded things and their parameters, with ids told as names.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;
use ts_rs::TS;

use super::{Language, say};
use crate::model::{Act, CaseSnapshot};

/// Parameters of a sentence, by name.
pub type Params = BTreeMap<String, String>;

/// An act as a sentence can tell it: `act.<code>` and its parameters, with
/// titles and names in place of ids.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS, JsonSchema)]
#[ts(export)]
pub struct Told {
    /// Key of the sentence.
    pub key: String,
    /// Its parameters.
    pub params: Params,
}

/// The fields of a coded thing as text; absent ones are empty.
pub fn params_of(coded: &impl Serialize) -> Params {
    let Ok(Value::Object(fields)) = serde_json::to_value(coded) else {
        return Params::new();
    };
    let text = |value: Value| match value {
        Value::String(text) => text,
        Value::Null | Value::Array(_) | Value::Object(_) => String::new(),
        other => other.to_string(),
    };
    fields
        .into_iter()
        .map(|(name, value)| (name, text(value)))
        .collect()
}

impl Told {
    /// `act`, done in `case`, told in `language`.
    pub fn of(act: &Act, case: &CaseSnapshot, language: Language) -> Self {
        let mut params = params_of(act);
        let english = language == Language::En;
        if let Some(step) = params.get_mut("step")
            && let Some(known) = case.steps.iter().find(|it| it.id.as_str() == step)
        {
            let title = match (english, known.title_en.as_str()) {
                (true, title) if !title.is_empty() => title,
                _ => &known.title,
            };
            *step = format!("{}. {title}", known.number);
        }
        if let Some(scope) = params.get_mut("scope") {
            let parts = case.steps.iter().flat_map(|step| &step.parts);
            let named = |id: &str| {
                parts
                    .clone()
                    .find(|part| part.scope.as_ref().is_some_and(|it| it.as_str() == id))
            };
            *scope = match named(scope) {
                Some(part) => format!(" ({})", part.scope_name),
                None => String::new(),
            };
        }
        if let Some(question) = params.get_mut("question") {
            let known = case.questions.iter().find(|it| it.id.as_str() == question);
            if let Some(known) = known {
                question.clone_from(&known.title);
            }
        }
        for name in ["body", "council"] {
            if let Some(body) = params.get_mut(name)
                && let Some(known) = case.bodies.iter().find(|it| it.id.as_str() == body)
            {
                body.clone_from(&known.name);
            }
        }
        tell_parts(act, case, language, &mut params);
        let mut key = format!("act.{}", params.get("code").map_or("", String::as_str));
        let is_empty = |name: &str| params.get(name).is_none_or(String::is_empty);
        match act {
            Act::FieldSet { field, .. } => {
                let name = say(language, &format!("field.{}", field.key()), &Params::new());
                if is_empty("value") {
                    key.push_str("_cleared");
                }
                params.insert("field".to_owned(), name);
            }
            Act::StanceSet { stance, .. } => match stance {
                Some(stance) => {
                    let name = say(
                        language,
                        &format!("stance.{}", stance.code()),
                        &Params::new(),
                    );
                    params.insert("stance".to_owned(), name);
                }
                None => key.push_str("_cleared"),
            },
            Act::ConflictSettled { key: place, .. } => {
                let name = case.place_name(place);
                let name = match name.starts_with("field.") {
                    true => say(language, &name, &Params::new()),
                    false => name,
                };
                params.insert("place".to_owned(), name);
            }
            Act::NumberSet { .. } if is_empty("number") => key.push_str("_cleared"),
            Act::Attached { step: None, .. } => key.push_str("_loose"),
            Act::Decided { none: true, .. } => key.push_str("_none"),
            Act::RoundSet { round: None, .. } | Act::MinutesApproved { on: None, .. } => {
                key.push_str("_cleared");
            }
            Act::Noticed { on: None, .. } => key.push_str("_cleared"),
            Act::ThemeSet { name, .. } if name.trim().is_empty() => key.push_str("_hidden"),
            Act::MemberSet { name, .. } if name.trim().is_empty() => key.push_str("_cleared"),
            Act::ContributionAsked { due: None, .. } => key.push_str("_undated"),
            Act::DocumentSet { value, .. } if value.trim().is_empty() => key.push_str("_cleared"),
            Act::Assessed { rating: None, .. } => key.push_str("_comment"),
            Act::DecisionCorrected { terms, .. } | Act::DispatchCorrected { terms, .. }
                if terms.withdrawn =>
            {
                key.push_str("_withdrawn");
            }
            // Undoing an undoing is doing it again.
            Act::Undone { acts, .. } if matches!(acts.last(), Some(Act::Undone { .. })) => {
                "act.redone".clone_into(&mut key);
            }
            _ => {}
        }
        Self { key, params }
    }
}

/// The act that an undoing's undoing does again; any other is itself.
fn done_again(act: &Act) -> &Act {
    match act {
        Act::Undone { acts, .. } => acts.last().map_or(act, done_again),
        other => other,
    }
}

/// Names and words for the parts of a case, in place of ids and codes.
fn tell_parts(act: &Act, case: &CaseSnapshot, language: Language, params: &mut Params) {
    let english = language == Language::En;
    let either = |sv: &str, en: &str| match (english, en) {
        (true, en) if !en.is_empty() => en.to_owned(),
        _ => sv.to_owned(),
    };
    let mut put = |name: &str, value: String| params.insert(name.to_owned(), value);
    match act {
        Act::CaseClosed { outcome, .. } => {
            if let Some(known) = case.outcomes.iter().find(|it| it.id == *outcome) {
                put("outcome", either(&known.name, &known.name_en));
            }
        }
        Act::Assessed { theme, rating, .. } => {
            if let Some(known) = case.effects.themes.iter().find(|it| it.id == *theme) {
                put("theme", either(&known.name, &known.name_en));
            }
            put(
                "rating",
                rating.map(|it| it.to_string()).unwrap_or_default(),
            );
        }
        Act::Noticed { notice, .. } => {
            if let Some(known) = case.notices.iter().find(|it| it.id == *notice) {
                put("notice", either(&known.title, &known.title_en));
            }
        }
        Act::CommitmentSet { terms, .. } => {
            put("text", terms.text.clone());
        }
        Act::ConditionSet { terms, .. } => {
            let state = format!("condition.{}", terms.state.code());
            put("text", terms.text.clone());
            put("state", say(language, &state, &Params::new()));
        }
        Act::SupplementSet { terms, .. } => {
            put("text", terms.text.clone());
        }
        Act::DecisionCorrected { terms, .. } | Act::DispatchCorrected { terms, .. } => {
            put("reason", terms.reason.clone());
        }
        Act::DocumentSet { field, value, .. } => {
            let name = say(language, &format!("field.{}", field.key()), &Params::new());
            put("field", name);
            if field.choices().contains(&value.as_str()) {
                put(
                    "value",
                    say(language, &format!("choice.{value}"), &Params::new()),
                );
            }
        }
        Act::Dispatched { files, .. } => {
            let names: Vec<_> = files.iter().map(|it| it.name.as_str()).collect();
            put("files", names.join(", "));
            put("n", names.len().to_string());
        }
        Act::DecisionReported { decision, .. } | Act::MinutesApproved { decision, .. } => {
            if let Some(known) = case.decisions.iter().find(|it| it.id == *decision) {
                put("decision", known.body_name.clone());
            }
        }
        Act::Undone { acts, .. } => {
            let last = acts
                .last()
                .map(|act| tell_act(language, done_again(act), case));
            put(
                "act",
                last.unwrap_or_default().trim_end_matches('.').to_owned(),
            );
            put("n", acts.len().to_string());
        }
        _ => {}
    }
}

/// An act in one sentence.
pub fn tell_act(language: Language, act: &Act, case: &CaseSnapshot) -> String {
    let told = Told::of(act, case, language);
    say(language, &told.key, &told.params)
}
