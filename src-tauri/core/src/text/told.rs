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
        if let Some(body) = params.get_mut("body")
            && let Some(known) = case.deciders.iter().find(|it| it.id.as_str() == body)
        {
            body.clone_from(&known.name);
        }
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
            Act::NumberSet { .. } if is_empty("number") => key.push_str("_cleared"),
            Act::Attached { step: None, .. } => key.push_str("_loose"),
            Act::Decided { none: true, .. } => key.push_str("_none"),
            _ => {}
        }
        Self { key, params }
    }
}

/// An act in one sentence.
pub fn tell_act(language: Language, act: &Act, case: &CaseSnapshot) -> String {
    let told = Told::of(act, case, language);
    say(language, &told.key, &told.params)
}
