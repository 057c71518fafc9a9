//! Ids are types: a step is never mistaken for a question.

use std::fmt;
use std::str::FromStr;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use super::Refusal;

macro_rules! text_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS, JsonSchema)]
        #[serde(transparent)]
        #[ts(export, type = "string")]
        pub struct $name(String);

        impl $name {
            /// Wraps an id that is already known to be one.
            pub fn new(id: impl Into<String>) -> Self {
                Self(id.into())
            }

            /// The id as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

text_id!(
    /// A step of a process, by its slug: `systemeffekter`.
    StepId
);
text_id!(
    /// A question of a case: a slug from the process, or random hex for one added to the case.
    QuestionId
);
text_id!(
    /// A body, council, region or programme area of an organisation, by its slug.
    BodyId
);
text_id!(
    /// A theme of the system effects, by its slug, or random hex for one added to a case.
    ThemeId
);
text_id!(
    /// A way for a case to end, by its slug.
    OutcomeId
);
text_id!(
    /// Something several parties are told, by its slug in the process.
    NoticeId
);
text_id!(
    /// A part made in a case, by random hex: a commitment, a condition, a
    /// supplement, a dispatch, a correction.
    PartId
);
text_id!(
    /// A recorded decision: random hex, made where it was recorded.
    DecisionId
);
text_id!(
    /// A file taken into a case: derived from its bytes, own name and step, so
    /// that two PCs taking the same file agree on it.
    AttachmentId
);
text_id!(
    /// A person, derived from the name: the same name on two PCs is one person.
    PersonId
);

/// A case. Shown and typed as a UUID.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS, JsonSchema,
)]
#[serde(transparent)]
#[ts(export, type = "string")]
pub struct CaseId(#[schemars(with = "String")] Uuid);

impl CaseId {
    /// A case id from 16 bytes of chance.
    pub fn from_random(bytes: [u8; 16]) -> Self {
        Self(uuid::Builder::from_random_bytes(bytes).into_uuid())
    }
}

impl fmt::Display for CaseId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for CaseId {
    type Err = Refusal;

    fn from_str(text: &str) -> Result<Self, Refusal> {
        Uuid::try_parse(text)
            .map(Self)
            .map_err(|_| Refusal::CaseUnknown {
                case: text.to_owned(),
            })
    }
}

/// A consultation round. Shown and typed as a UUID.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS, JsonSchema,
)]
#[serde(transparent)]
#[ts(export, type = "string")]
pub struct RoundId(#[schemars(with = "String")] Uuid);

impl RoundId {
    /// A round id from 16 bytes of chance.
    pub fn from_random(bytes: [u8; 16]) -> Self {
        Self(uuid::Builder::from_random_bytes(bytes).into_uuid())
    }
}

impl fmt::Display for RoundId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for RoundId {
    type Err = Refusal;

    fn from_str(text: &str) -> Result<Self, Refusal> {
        Uuid::try_parse(text)
            .map(Self)
            .map_err(|_| Refusal::RoundUnknown {
                round: text.to_owned(),
            })
    }
}

/// The SHA-256 of some bytes: 64 lower-case hex digits.
#[derive(
    Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS, JsonSchema,
)]
#[serde(transparent)]
#[ts(export, type = "string")]
pub struct Sha256(String);

impl Sha256 {
    /// From the 32 bytes of a digest.
    pub fn from_digest(digest: &[u8]) -> Self {
        Self(digest.iter().map(|byte| format!("{byte:02x}")).collect())
    }

    /// The hash of `bytes`.
    pub fn of(bytes: &[u8]) -> Self {
        use sha2::Digest;
        Self::from_digest(&sha2::Sha256::digest(bytes))
    }

    /// From its 64 lower-case hex digits; `None` when they are not that.
    pub fn parse(text: &str) -> Option<Self> {
        let is_digit = |it: u8| matches!(it, b'0'..=b'9' | b'a'..=b'f');
        (text.len() == 64 && text.bytes().all(is_digit)).then(|| Self(text.to_owned()))
    }

    /// The 64 hex digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Sha256 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl AttachmentId {
    /// The id of a file with this hash, own name and step.
    pub fn of(sha256: &Sha256, name: &str, step: Option<&StepId>) -> Self {
        let step = step.map_or("", StepId::as_str);
        let whole = Sha256::of(format!("{sha256}\n{step}\n{name}").as_bytes());
        Self(whole.as_str()[..32].to_owned())
    }
}
