//! What is asked, and where the region stands.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{QuestionId, Refusal};

/// One question of a case and the joint answer to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS, JsonSchema)]
#[ts(export)]
pub struct Question {
    /// Slug or random hex.
    pub id: QuestionId,
    /// Shown number, from 1.
    pub number: u32,
    /// As the form has it.
    pub title: String,
    /// Most words the receiver asks for.
    pub word_limit: Option<u32>,
    /// Stances that may be chosen; empty when none is asked for.
    pub stances: Vec<Stance>,
    /// False where the wording has no published form behind it.
    pub verified: bool,
    /// The stance taken.
    pub stance: Option<Stance>,
    /// The joint text.
    pub text: String,
    /// Words in the text, as a person counts them.
    pub words: u32,
}

/// The words a stance is chosen from. The NHV form of 2023 has its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum Vocabulary {
    /// Socialstyrelsen's NHV form.
    Nhv,
    /// Consultations in general.
    General,
}

impl Vocabulary {
    /// The stances to choose from, in the form's order.
    pub fn stances(self) -> &'static [Stance] {
        match self {
            Self::Nhv => &[
                Stance::Supports,
                Stance::SupportsWithComments,
                Stance::DoesNotSupport,
            ],
            Self::General => &[
                Stance::Supports,
                Stance::SupportsWithComments,
                Stance::Rejects,
                Stance::Abstains,
                Stance::NoObjection,
            ],
        }
    }
}

/// Where the region stands on a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS, JsonSchema)]
#[ts(export)]
pub enum Stance {
    /// Tillstyrker.
    #[serde(rename = "tillstyrker")]
    Supports,
    /// Tillstyrker med synpunkter.
    #[serde(rename = "tillstyrker-med-synpunkter")]
    SupportsWithComments,
    /// Tillstyrker inte: the NHV form's wording.
    #[serde(rename = "tillstyrker-inte")]
    DoesNotSupport,
    /// Avstyrker: the general wording.
    #[serde(rename = "avstyrker")]
    Rejects,
    /// Avstår från att yttra sig.
    #[serde(rename = "avstar")]
    Abstains,
    /// Ingen erinran.
    #[serde(rename = "ingen-erinran")]
    NoObjection,
}

impl Stance {
    /// Every stance.
    pub const ALL: [Self; 6] = [
        Self::Supports,
        Self::SupportsWithComments,
        Self::DoesNotSupport,
        Self::Rejects,
        Self::Abstains,
        Self::NoObjection,
    ];

    /// The word on the command line and in documents: `tillstyrker-inte`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Supports => "tillstyrker",
            Self::SupportsWithComments => "tillstyrker-med-synpunkter",
            Self::DoesNotSupport => "tillstyrker-inte",
            Self::Rejects => "avstyrker",
            Self::Abstains => "avstar",
            Self::NoObjection => "ingen-erinran",
        }
    }

    /// The stance with this code among those that may be chosen.
    ///
    /// # Errors
    /// [`Refusal::StanceUnknown`] naming the valid ones.
    pub fn parse(code: &str, among: &[Self]) -> Result<Self, Refusal> {
        among
            .iter()
            .copied()
            .find(|stance| stance.code() == code)
            .ok_or_else(|| Refusal::StanceUnknown {
                stance: code.to_owned(),
                valid: among
                    .iter()
                    .map(|stance| stance.code())
                    .collect::<Vec<_>>()
                    .join(", "),
            })
    }
}

/// Words in a text as a word processor counts them: runs of anything between
/// white space that hold at least one letter or digit. A hyphenated word is one.
pub fn count_words(text: &str) -> u32 {
    let words = text
        .split_whitespace()
        .filter(|run| run.contains(char::is_alphanumeric))
        .count();
    u32::try_from(words).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_counted_as_a_person_counts_them() {
        for (text, words) in [
            ("", 0),
            ("  \n ", 0),
            ("Vi tillstyrker.", 2),
            ("kropps- och själsvård", 3),
            ("– – …", 0),
            ("4 kap. 3 §", 3),
            ("å\u{a0}ä ö", 3),
        ] {
            assert_eq!(count_words(text), words, "{text:?}");
        }
    }

    #[test]
    fn a_stance_outside_the_vocabulary_is_refused_by_name() {
        let refused = Stance::parse("avstyrker", Vocabulary::Nhv.stances()).unwrap_err();
        assert!(matches!(refused, Refusal::StanceUnknown { valid, .. }
            if valid == "tillstyrker, tillstyrker-med-synpunkter, tillstyrker-inte"));
    }
}
