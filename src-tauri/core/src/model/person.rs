//! Who does things.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use unicode_normalization::UnicodeNormalization;

use super::{PersonId, Refusal, Sha256};

/// A person, asked for once at first start.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS, JsonSchema)]
#[ts(export)]
pub struct Person {
    /// Derived from the name.
    pub id: PersonId,
    /// As it is printed in sign-offs.
    pub name: String,
    /// In the person's own words: "samordnare".
    pub roles: Vec<String>,
    /// The body she works in, in words or by id; empty when not said.
    pub body: String,
}

impl Person {
    /// A person with only a name.
    ///
    /// # Errors
    /// [`Refusal::PersonNameEmpty`] when nothing is left of the name.
    pub fn named(name: &str) -> Result<Self, Refusal> {
        let name: String = name.split_whitespace().collect::<Vec<_>>().join(" ");
        if name.is_empty() {
            return Err(Refusal::PersonNameEmpty {});
        }
        let folded: String = name.nfc().collect::<String>().to_lowercase();
        let whole = Sha256::of(folded.as_bytes());
        Ok(Self {
            id: PersonId::new(&whole.as_str()[..32]),
            name,
            roles: Vec::new(),
            body: String::new(),
        })
    }
}

/// The name and PC that every change carries.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Author {
    /// The person's name.
    pub by: String,
    /// The PC's name.
    pub pc: String,
}
