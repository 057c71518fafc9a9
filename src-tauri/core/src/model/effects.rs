//! The councils' assessment of system effects (systemeffekter).

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{BodyId, CaseId, Refusal, ThemeId};

/// How far apart two councils' ratings are when they disagree.
pub const DISAGREEMENT: i8 = 2;

/// Council × theme, as one case has it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS, JsonSchema)]
#[ts(export)]
pub struct SystemEffects {
    /// The councils, in the organisation's order.
    pub councils: Vec<EffectCouncil>,
    /// The themes, in the process's order, then those added to the case.
    pub themes: Vec<EffectTheme>,
    /// What was assessed, by theme and council in those orders.
    pub assessments: Vec<Assessment>,
}

/// A council that assesses.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS, JsonSchema)]
#[ts(export)]
pub struct EffectCouncil {
    /// Which council.
    pub id: BodyId,
    /// Its name.
    pub name: String,
}

/// A theme as the case has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS, JsonSchema)]
#[ts(export)]
pub struct EffectTheme {
    /// Slug from the process, or random hex.
    pub id: ThemeId,
    /// Swedish name.
    pub name: String,
    /// English name; empty when it has none.
    pub name_en: String,
    /// False where no published source names it.
    pub verified: bool,
    /// Whether two councils are [`DISAGREEMENT`] or more apart.
    pub disagreement: bool,
}

/// One council's assessment of one theme.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS, JsonSchema)]
#[ts(export)]
pub struct Assessment {
    /// Which council.
    pub council: BodyId,
    /// Which theme.
    pub theme: ThemeId,
    /// The rating, when one was given.
    pub rating: Option<Rating>,
    /// In the council's words; may be empty.
    pub comment: String,
}

/// From −2 (clearly negative for the system) to +2 (clearly positive).
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS, JsonSchema,
)]
#[serde(transparent)]
#[ts(export, type = "number")]
pub struct Rating(i8);

impl Rating {
    /// Every rating, lowest first.
    pub const ALL: [Self; 5] = [Self(-2), Self(-1), Self(0), Self(1), Self(2)];

    /// The rating written as `text`: `-2`, `0`, `+1`, also with a minus sign
    /// as it is typeset.
    ///
    /// # Errors
    /// [`Refusal::RatingInvalid`].
    pub fn parse(text: &str) -> Result<Self, Refusal> {
        let plain = text.trim().replace('−', "-");
        let wanted = plain.parse::<i8>().ok();
        Self::ALL
            .into_iter()
            .find(|it| Some(it.0) == wanted)
            .ok_or_else(|| Refusal::RatingInvalid {
                value: text.to_owned(),
            })
    }

    /// −2 to 2.
    pub fn value(self) -> i8 {
        self.0
    }

    /// Key of its word in `text`: `rating.minus_2`, `rating.zero`, `rating.plus_1`.
    pub fn key(self) -> &'static str {
        match self.0 {
            i8::MIN..=-2 => "rating.minus_2",
            -1 => "rating.minus_1",
            0 => "rating.zero",
            1 => "rating.plus_1",
            2..=i8::MAX => "rating.plus_2",
        }
    }
}

impl fmt::Display for Rating {
    /// As it is typeset: `−2`, `0`, `+1`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            0 => f.write_str("0"),
            negative @ i8::MIN..0 => write!(f, "−{}", negative.unsigned_abs()),
            positive => write!(f, "+{positive}"),
        }
    }
}

impl SystemEffects {
    /// The assessment of `theme` by `council`.
    pub fn at(&self, council: &BodyId, theme: &ThemeId) -> Option<&Assessment> {
        let found = |it: &&Assessment| it.council == *council && it.theme == *theme;
        self.assessments.iter().find(found)
    }

    /// Whether any two councils disagree on `theme`.
    pub(crate) fn disagree(assessments: &[Assessment], theme: &ThemeId) -> bool {
        let of_theme = assessments.iter().filter(|it| it.theme == *theme);
        let ratings = of_theme.filter_map(|it| it.rating).map(Rating::value);
        match (ratings.clone().min(), ratings.max()) {
            (Some(low), Some(high)) => high - low >= DISAGREEMENT,
            _ => false,
        }
    }
}

/// Ratings over several cases: area × theme (the cumulative view).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS, JsonSchema)]
#[ts(export)]
pub struct CumulativeEffects {
    /// The themes that any of the cases has, by first appearance.
    pub themes: Vec<EffectTheme>,
    /// One row a case, nearest due date first.
    pub rows: Vec<CumulativeRow>,
}

/// One case of the cumulative view.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS, JsonSchema)]
#[ts(export)]
pub struct CumulativeRow {
    /// Which case.
    pub case: CaseId,
    /// Its care area, else its title.
    pub area: String,
    /// One cell per theme, in the themes' order.
    pub cells: Vec<CumulativeCell>,
}

/// What the councils of one case say of one theme.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, TS, JsonSchema)]
#[ts(export)]
pub struct CumulativeCell {
    /// Lowest rating.
    pub low: Option<Rating>,
    /// Highest rating.
    pub high: Option<Rating>,
    /// Sum of the ratings.
    pub sum: i32,
    /// How many councils rated.
    pub count: u32,
    /// Whether they disagree.
    pub disagreement: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rating_lies_between_minus_two_and_two() {
        for (text, shown) in [
            ("-2", "−2"),
            ("−1", "−1"),
            ("0", "0"),
            ("+2", "+2"),
            ("1", "+1"),
        ] {
            assert_eq!(Rating::parse(text).unwrap().to_string(), shown);
        }
        for text in ["5", "-3", "", "hög", "1,5"] {
            assert!(Rating::parse(text).is_err(), "{text}");
        }
    }
}
