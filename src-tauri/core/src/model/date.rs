//! Days and moments, as people and databases write them.

use std::fmt;
use std::str::FromStr;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Refusal;

const MONTHS_SV: [&str; 12] = [
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
];

/// A day in the Gregorian calendar. Written `2023-10-06`.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS, JsonSchema,
)]
#[serde(transparent)]
#[ts(export, type = "string")]
pub struct Date(#[schemars(with = "String", extend("format" = "date"))] jiff::civil::Date);

impl Date {
    /// The day as Swedish prose writes it: `6 oktober 2023`.
    pub fn in_swedish(self) -> String {
        let month = MONTHS_SV[usize::try_from(self.0.month() - 1).unwrap_or_default()];
        format!("{} {month} {}", self.0.day(), self.0.year())
    }

    /// The day `days` before this one; the first possible day if there is none.
    pub fn days_before(self, days: u32) -> Self {
        let span = jiff::Span::new().try_days(i64::from(days));
        Self(span.map_or(jiff::civil::Date::MIN, |span| self.0.saturating_sub(span)))
    }

    /// The day `days` after this one, or before when negative.
    pub fn days_after(self, days: i64) -> Self {
        Self(self.0.saturating_add(jiff::Span::new().days(days)))
    }

    /// Days from this one to `other`; negative when it is earlier.
    pub fn days_to(self, other: Self) -> i64 {
        let span = self.0.until(other.0).unwrap_or_default();
        i64::from(span.get_days())
    }

    /// The year.
    pub fn year(self) -> i16 {
        self.0.year()
    }

    /// The day after; the last possible day if there is none.
    pub fn next(self) -> Self {
        Self(self.0.saturating_add(jiff::Span::new().days(1)))
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for Date {
    type Err = Refusal;

    /// Only `YYYY-MM-DD`, and only a day that exists.
    fn from_str(text: &str) -> Result<Self, Refusal> {
        let refused = || Refusal::DateInvalid {
            value: text.to_owned(),
        };
        if text.len() != 10 {
            return Err(refused());
        }
        text.parse().map(Self).map_err(|_| refused())
    }
}

/// A moment in UTC, to the millisecond. For display and order of telling only:
/// clocks decide nothing.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS, JsonSchema,
)]
#[serde(transparent)]
#[ts(export, type = "string")]
pub struct Moment(#[schemars(with = "String", extend("format" = "date-time"))] jiff::Timestamp);

impl Moment {
    /// From milliseconds since 1970, the nearest possible moment if out of range.
    pub fn from_millis(millis: i64) -> Self {
        Self(jiff::Timestamp::from_millisecond(millis).unwrap_or(jiff::Timestamp::UNIX_EPOCH))
    }

    /// Milliseconds since 1970.
    pub fn as_millis(self) -> i64 {
        self.0.as_millisecond()
    }

    /// The day and the clock at this moment in `zone`: `2023-10-06 14:05`.
    pub fn clock_in(self, zone: &jiff::tz::TimeZone) -> String {
        let clock = self.0.to_zoned(zone.clone());
        clock.strftime("%Y-%m-%d %H:%M").to_string()
    }

    /// The day it is at this moment in `zone`.
    pub fn date_in(self, zone: &jiff::tz::TimeZone) -> Date {
        Date(self.0.to_zoned(zone.clone()).date())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_days_that_exist_are_dates() {
        for wrong in [
            "2023-02-30",
            "2023-13-01",
            "6 oktober",
            "",
            "2023-1-1",
            "20231006",
            "2023-10-06T1",
        ] {
            assert!(
                wrong.parse::<Date>().is_err(),
                "{wrong} was taken as a date"
            );
        }
        let day: Date = "2023-10-06".parse().unwrap();
        assert_eq!(day.in_swedish(), "6 oktober 2023");
        assert_eq!(day.to_string(), "2023-10-06");
    }

    #[test]
    fn days_are_counted_over_leap_years_and_months() {
        let day: Date = "2024-03-01".parse().unwrap();
        assert_eq!(day.days_before(1).to_string(), "2024-02-29");
        assert_eq!(day.days_before(1).next(), day);
        assert_eq!(day.days_before(u32::MAX).to_string(), "-009999-01-01");
    }
}
