//! Every sentence a person reads, in Swedish and English.
//!
//! `text/sv.json` and `text/en.json` are flat: a key holds a sentence with
//! `{param}` in it, or `{"one": …, "other": …}` chosen by the parameter `n`.
//! The window reads the same files.

mod order;
mod told;
mod version;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

pub use order::sort_key;
pub use told::{Params, Told, params_of, tell_act};
pub use version::version;

/// A language the program speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[ts(export)]
pub enum Language {
    /// Swedish, the first language.
    #[default]
    Sv,
    /// English.
    En,
}

impl Language {
    /// `sv` or `en`; anything else is Swedish.
    pub fn parse(text: &str) -> Self {
        match text.get(..2) {
            Some("en" | "EN") => Self::En,
            _ => Self::Sv,
        }
    }

    /// `sv` or `en`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Sv => "sv",
            Self::En => "en",
        }
    }
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Sentence {
    Plain(String),
    Counted { one: String, other: String },
}

type Sentences = BTreeMap<String, Sentence>;

static SV: LazyLock<Sentences> = LazyLock::new(|| parse(include_str!("../../text/sv.json")));
static EN: LazyLock<Sentences> = LazyLock::new(|| parse(include_str!("../../text/en.json")));

fn of(language: Language) -> &'static Sentences {
    match language {
        Language::Sv => &SV,
        Language::En => &EN,
    }
}

/// A malformed file leaves every key untold, which the tests below notice.
fn parse(json: &str) -> Sentences {
    serde_json::from_str(json).unwrap_or_default()
}

/// The sentence under `key` with its parameters put in. A key that is not there
/// is shown as it is, so that nothing is ever silently empty.
pub fn say(language: Language, key: &str, params: &Params) -> String {
    let sentence = match of(language).get(key) {
        None => return key.to_owned(),
        Some(Sentence::Plain(sentence)) => sentence,
        Some(Sentence::Counted { one, other }) => match params.get("n").map(String::as_str) {
            Some("1") => one,
            _ => other,
        },
    };
    fill(language, sentence, params)
}

/// Whether there is a sentence under `key`.
pub fn has(language: Language, key: &str) -> bool {
    of(language).contains_key(key)
}

/// Like [`say`], with the parameters written where they are used.
pub fn word(language: Language, key: &str, params: &[(&str, &str)]) -> String {
    let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
    say(language, key, &params.iter().map(owned).collect())
}

/// The sentence of a coded thing: `family.code` with its fields as parameters.
pub fn tell(language: Language, family: &str, coded: &impl Serialize) -> String {
    let params = params_of(coded);
    let code = params.get("code").map_or("", String::as_str);
    say(language, &format!("{family}.{code}"), &params)
}

/// Places told by the key of their name, `field.due`, by the name itself; with the
/// case after them where there are several: `field.due (29988/2022)`.
fn named(language: Language, places: &str) -> String {
    let name = |place: &str| {
        let (key, of) = place.split_at(place.find(" (").unwrap_or(place.len()));
        match has(language, key) {
            true => word(language, key, &[]) + of,
            false => place.to_owned(),
        }
    };
    places.split(", ").map(name).collect::<Vec<_>>().join(", ")
}

fn fill(language: Language, sentence: &str, params: &Params) -> String {
    let mut filled = String::with_capacity(sentence.len());
    let mut rest = sentence;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let Some((name, after)) = after.split_once('}') else {
            filled.push('{');
            rest = after;
            continue;
        };
        match params.get(name) {
            Some(value) if name == "places" => filled.push_str(&named(language, value)),
            Some(value) => filled.push_str(value),
            None => filled.push_str(&format!("{{{name}}}")),
        }
        rest = after;
    }
    filled + rest
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn names(sentence: &Sentence) -> BTreeSet<String> {
        let text = match sentence {
            Sentence::Plain(text) => text.clone(),
            Sentence::Counted { one, other } => format!("{one} {other}"),
        };
        let parts = text.split('{').skip(1);
        parts
            .filter_map(|part| Some(part.split_once('}')?.0.to_owned()))
            .collect()
    }

    #[test]
    fn both_languages_have_the_same_keys_and_parameters() {
        assert!(SV.len() > 100, "sv.json did not parse");
        let keys = |it: &Sentences| it.keys().cloned().collect::<BTreeSet<_>>();
        assert_eq!(keys(&SV), keys(&EN));
        for (key, sentence) in SV.iter() {
            assert_eq!(names(sentence), names(&EN[key]), "{key}");
        }
    }

    #[test]
    fn parameters_are_put_in_and_counted() {
        let n = |n: &str| word(Language::Sv, "cli.attached", &[("n", n)]);
        assert_eq!(n("1"), "1 fil i ärendet.");
        assert_eq!(n("6"), "6 filer i ärendet.");
        assert_eq!(word(Language::Sv, "finns.inte", &[]), "finns.inte");
        assert_eq!(
            fill(
                Language::Sv,
                "{a} och {b",
                &Params::from([("a".into(), "{b}".into())])
            ),
            "{b} och {b"
        );
    }
}
