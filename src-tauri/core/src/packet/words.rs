//! The packet speaks Swedish: what is printed is an official record.

use crate::text::{self, Language};

/// The Swedish sentence for `key` with its parameters put in.
pub(super) fn word(key: &str, params: &[(&str, &str)]) -> String {
    text::word(Language::Sv, key, params)
}

/// Whether there is a sentence for `key`.
pub(super) fn has_word(key: &str) -> bool {
    text::has(Language::Sv, key)
}
