//! What a case is called where anybody may see it.

use crate::model::CaseSnapshot;
use crate::wording::{self, word};

/// Its title; of a case with a secrecy mark its numbers, else a word with the
/// beginning of its id (DESIGN, invariant 14).
pub fn name(case: &CaseSnapshot) -> String {
    match (case.is_secret(), numbers(case)) {
        (false, _) => case.title.clone(),
        (true, numbers) if numbers.is_empty() => unnamed(case),
        (true, numbers) => numbers,
    }
}

/// Its registry numbers, each with its holder.
pub fn numbers(case: &CaseSnapshot) -> String {
    wording::numbers(case).join("; ")
}

/// What a case is called that has neither number nor title to show.
pub fn unnamed(case: &CaseSnapshot) -> String {
    let id = &case.id.to_string()[..8];
    word("readable.unnamed", &[("id", id)])
}
