//! How a case is spoken of on everything that is printed or sent. It is in Swedish,
//! for what leaves the house is an official record.

use std::sync::Arc;

use jiff::tz::TimeZone;

use crate::blocks::{Block, Look, paragraph, strong};
use crate::model::{CaseSnapshot, Date, Decision, Logo, Moment};
use crate::text::{self, Language};

/// The Swedish sentence for `key` with its parameters put in.
pub(crate) fn word(key: &str, params: &[(&str, &str)]) -> String {
    text::word(Language::Sv, key, params)
}

/// The sentence for `key`; `other` when there is none.
pub(crate) fn word_or(key: &str, other: &str) -> String {
    match text::has(Language::Sv, key) {
        true => word(key, &[]),
        false => other.to_owned(),
    }
}

/// The day it was in Sweden. The rule is written out, so that no PC's own zone
/// and no list of zones that it may lack changes what is printed.
pub(crate) fn day_of(at: Moment) -> Date {
    let zone = TimeZone::posix("CET-1CEST,M3.5.0,M10.5.0/3").unwrap_or(TimeZone::UTC);
    at.date_in(&zone)
}

/// `2 000 000 kr`, with spaces that no line breaks at.
pub(crate) fn kronor(amount: u128) -> String {
    let digits = amount.to_string();
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push('\u{a0}');
        }
        grouped.push(digit);
    }
    word("packet.kronor", &[("amount", &grouped)])
}

/// At most so many letters of a text, with an ellipsis when there is more.
pub(crate) fn shortened(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
        None => text.to_owned(),
    }
}

/// `a, b och c`.
pub(crate) fn listed(names: &[String]) -> String {
    match names {
        [before @ .., last] if !before.is_empty() => {
            before.join(", ") + &word("packet.list_and", &[]) + last
        }
        _ => names.concat(),
    }
}

/// What kind of matter it is: Remissvar.
pub(crate) fn kind(case: &CaseSnapshot) -> String {
    let key = format!("packet.kind.{}", case.process.kind);
    word_or(&key, &case.process.name)
}

/// Its registry numbers, each with its holder.
pub(crate) fn numbers(case: &CaseSnapshot) -> Vec<String> {
    let number = |it: &crate::model::RegistryNumber| {
        let params = [("number", it.number.as_str()), ("holder", &it.holder)];
        word("packet.cover.number_of", &params)
    };
    case.numbers.iter().map(number).collect()
}

/// Who decided, when and under which §.
pub(crate) fn decided(decision: &Decision) -> String {
    let date = decision.on.map(Date::in_swedish).unwrap_or_default();
    let key = match decision.delegated {
        true => "packet.decided_delegated",
        false => "packet.decided_long",
    };
    let params = [
        ("body", decision.body_name.as_str()),
        ("date", &date),
        ("section", &decision.section),
    ];
    word(key, &params)
}

/// The organisation at the top of what is printed or sent: its logo where it has one,
/// and its name.
pub(crate) fn letterhead(organisation: &str, logo: Option<&Arc<Logo>>) -> Vec<Block> {
    let logo = logo.map(|it| Block::Logo(Arc::clone(it), organisation.to_owned()));
    let name = Block::Paragraph(Look::Letterhead, strong(organisation));
    logo.into_iter().chain([name]).collect()
}

/// The mark of a secret case.
pub(crate) fn secrecy_mark(case: &CaseSnapshot) -> Option<Block> {
    let reason = case.secrecy.as_str();
    let mark = word("packet.cover.secrecy_mark", &[("reason", reason)]);
    (!reason.is_empty()).then(|| Block::Paragraph(Look::Notice, strong(mark)))
}

/// The note of a sample on what in it is made up.
pub(crate) fn illustrative_note(case: &CaseSnapshot) -> Option<Block> {
    let named = |field: &String| word_or(&format!("field.{field}"), field);
    let fields: Vec<_> = case.illustrative.iter().map(named).collect();
    let note = word("packet.illustrative", &[("fields", &listed(&fields))]);
    (!fields.is_empty()).then(|| paragraph(Look::Notice, note))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_are_grouped_by_threes() {
        for (amount, told) in [
            (0, "0_kr"),
            (999, "999_kr"),
            (12_500, "12_500_kr"),
            (2_000_000, "2_000_000_kr"),
        ] {
            assert_eq!(kronor(amount), told.replace('_', "\u{a0}"));
        }
    }

    #[test]
    fn the_day_is_the_swedish_one_in_summer_and_winter() {
        for (millis, day) in [
            (1_688_162_400_000, "2023-07-01"), // 30 June 22:00 UTC
            (1_688_162_399_999, "2023-06-30"),
            (1_672_527_600_000, "2023-01-01"), // 31 December 23:00 UTC
            (1_672_527_599_999, "2022-12-31"),
        ] {
            assert_eq!(day_of(Moment::from_millis(millis)).to_string(), day);
        }
    }
}
