//! A value that somebody wrote while another wrote otherwise, as a reader
//! understands it.

use serde_json::Value;

use super::{Language, word};
use crate::model::{CaseSnapshot, Decision, Stance};

/// What stands under `key` of a case: a stance, a state or an outcome by its name,
/// the parts of what was entered together one after the other. Empty for nothing.
pub fn version(language: Language, case: &CaseSnapshot, key: &str, value: &str) -> String {
    let say = |key: &str| word(language, key, &[]);
    if let Some(stance) = Stance::ALL.into_iter().find(|it| it.code() == value) {
        return say(&format!("packet.stance.{}", stance.code()));
    }
    match (key, value) {
        ("deleted", "true") => return say("version.deleted"),
        ("deleted", "false") => return say("version.restored"),
        ("deleted", _) => return say("version.worked_on"),
        (key, "decided") if key.starts_with("meanwhile/") => return say("version.decided"),
        (key, _) if key.starts_with("meanwhile/") => return say("version.edited"),
        (key, id) if key.starts_with("twice/") => {
            let known = case.decisions.iter().find(|it| it.id.as_str() == id);
            return known.map_or_else(|| id.to_owned(), |it| decision(language, it));
        }
        _ => {}
    }
    match serde_json::from_str::<Value>(value) {
        Ok(whole @ (Value::Object(_) | Value::Array(_))) => {
            let mut parts = Vec::new();
            gather(language, case, &whole, &mut parts);
            parts.join(" · ")
        }
        _ => value.to_owned(),
    }
}

/// When and where a decision was taken, and what it says.
fn decision(language: Language, it: &Decision) -> String {
    let none = it.none.then(|| word(language, "version.none", &[]));
    let on = it.on.map(|on| on.to_string());
    let delegated = it
        .delegated
        .then(|| word(language, "version.delegated", &[]));
    let text = |it: &str| Some(it.to_owned());
    let said = [
        text(&it.body_name),
        on,
        text(&it.section),
        none,
        delegated,
        text(&it.text),
    ];
    let said = said.into_iter().flatten().filter(|it| !it.is_empty());
    said.collect::<Vec<_>>().join(" · ")
}

/// Every text and number in a value, in the order of its fields. When it was
/// written stands above it.
fn gather(language: Language, case: &CaseSnapshot, value: &Value, out: &mut Vec<String>) {
    match value {
        Value::String(text) if !text.trim().is_empty() => out.push(text.clone()),
        Value::Number(number) => out.push(number.to_string()),
        Value::Array(items) => items.iter().for_each(|it| gather(language, case, it, out)),
        Value::Object(fields) => {
            for (name, it) in fields {
                let known = it.as_str().unwrap_or_default();
                match name.as_str() {
                    "at" => {}
                    "is" => out.push(word(language, &format!("version.step.{known}"), &[])),
                    "outcome" => {
                        let named = case.outcomes.iter().find(|it| it.id.as_str() == known);
                        let named = named.map(|it| match (language, it.name_en.as_str()) {
                            (Language::En, name) if !name.is_empty() => name.to_owned(),
                            _ => it.name.clone(),
                        });
                        out.push(named.unwrap_or_else(|| known.to_owned()));
                    }
                    _ => gather(language, case, it, out),
                }
            }
        }
        _ => {}
    }
}
