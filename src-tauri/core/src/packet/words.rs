//! The packet speaks Swedish: what is printed is an official record.

use jiff::tz::TimeZone;

use crate::model::{Date, Moment};
use crate::text::{self, Language};

/// The Swedish sentence for `key` with its parameters put in.
pub(super) fn word(key: &str, params: &[(&str, &str)]) -> String {
    text::word(Language::Sv, key, params)
}

/// Whether there is a sentence for `key`.
pub(super) fn has_word(key: &str) -> bool {
    text::has(Language::Sv, key)
}

/// The day it was in Sweden. The rule is written out, so that no PC's own zone
/// and no list of zones that it may lack changes what is printed.
pub(crate) fn day_of(at: Moment) -> Date {
    let zone = TimeZone::posix("CET-1CEST,M3.5.0,M10.5.0/3").unwrap_or(TimeZone::UTC);
    at.date_in(&zone)
}

/// `2 000 000 kr`, with spaces that no line breaks at.
pub(super) fn kronor(amount: u128) -> String {
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
