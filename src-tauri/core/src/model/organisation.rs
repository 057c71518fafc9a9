//! A healthcare region as data: its regions, councils, programme areas and
//! deciding bodies. Another region is another file, never another line of code.

mod check;

use regex_lite::Regex;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{BodyId, Date, Refusal, Warning};

/// A healthcare region (sjukvårdsregion).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields)]
#[ts(export)]
pub struct Organisation {
    /// Slug: `sydostra`.
    pub id: String,
    /// Full name, as the letterhead has it.
    pub name: String,
    /// Where the facts come from.
    pub source: String,
    /// The regions (huvudmän) that make it up.
    #[serde(rename = "region", default)]
    pub regions: Vec<Region>,
    /// The knowledge councils (kunskapsråd).
    #[serde(rename = "council", default)]
    pub councils: Vec<Council>,
    /// The regional programme areas (RPO).
    #[serde(rename = "programme_area", default)]
    pub programme_areas: Vec<ProgrammeArea>,
    /// The medical faculty consulted, if any.
    #[serde(default)]
    pub faculty: Option<Faculty>,
    /// Deciding and preparing bodies.
    #[serde(rename = "body", default)]
    pub bodies: Vec<Body>,
    /// Meeting calendars, each with the period it covers.
    #[serde(rename = "calendar", default)]
    pub calendars: Vec<Calendar>,
    /// Forms of registry numbers seen in published documents.
    #[serde(rename = "registry", default)]
    pub registries: Vec<Registry>,
}

/// How one holder writes its registry numbers. It only warns: a registry may
/// change its form at any time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields)]
#[ts(export)]
pub struct Registry {
    /// Whose registry.
    pub holder: String,
    /// A regular expression that the whole number fits.
    pub pattern: String,
    /// A number that fits, for the sentence.
    pub example: String,
}

/// A region that answers for care (huvudman).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields)]
#[ts(export)]
pub struct Region {
    /// Slug: `region-kalmar-lan`.
    pub id: BodyId,
    /// Full name.
    pub name: String,
    /// Statistics Sweden's two-digit county code.
    pub code: String,
}

/// A knowledge council (kunskapsråd).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields)]
#[ts(export)]
pub struct Council {
    /// Slug: `kirurgi-och-cancer`.
    pub id: BodyId,
    /// Full name.
    pub name: String,
}

/// A regional programme area (RPO).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields)]
#[ts(export)]
pub struct ProgrammeArea {
    /// Slug.
    pub id: BodyId,
    /// Name without "RPO".
    pub name: String,
    /// The councils it sits in, where that is known.
    #[serde(default)]
    pub councils: Vec<BodyId>,
    /// False where the name has no published source.
    #[serde(default = "yes")]
    pub verified: bool,
}

/// The medical faculty.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields)]
#[ts(export)]
pub struct Faculty {
    /// Slug.
    pub id: BodyId,
    /// Full name.
    pub name: String,
}

/// A body that decides or prepares.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields)]
#[ts(export)]
pub struct Body {
    /// Slug: `svn`.
    pub id: BodyId,
    /// Full name.
    pub name: String,
    /// As it is spoken: "SVN".
    pub short: String,
    /// What it is.
    pub kind: BodyKind,
}

/// What a body is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum BodyKind {
    /// Joint committee (samverkansnämnd): decides.
    JointCommittee,
    /// Its presidium: decides on delegation.
    Presidium,
    /// Regional healthcare management: prepares.
    RegionalManagement,
}

/// The meetings of one body over a period that is known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields)]
#[ts(export)]
pub struct Calendar {
    /// Whose meetings.
    pub body: BodyId,
    /// First day of the period in which every meeting is listed.
    pub covers_from: Date,
    /// Last day of that period.
    pub covers_to: Date,
    /// The meetings, earliest first.
    pub meetings: Vec<Meeting>,
    /// Where the dates come from.
    pub source: String,
}

/// One meeting, of one day or several.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields)]
#[ts(export)]
pub struct Meeting {
    /// First day.
    pub on: Date,
    /// Last day, when it is another.
    #[serde(default)]
    pub until: Option<Date>,
}

fn yes() -> bool {
    true
}

/// A pattern that a whole number must fit.
fn whole(pattern: &str) -> String {
    format!("^(?:{pattern})$")
}

impl Organisation {
    /// Reads the text that a document keeps. What it says was examined when a
    /// person added it; see [`Self::read`].
    ///
    /// # Errors
    /// [`Refusal::FileMalformed`] with the line at fault.
    pub fn from_toml(text: &str) -> Result<Self, Refusal> {
        toml::from_str(text).map_err(|error| Refusal::malformed(text, &error))
    }

    /// A warning when `number` does not look as its holder writes them.
    pub fn number_warning(&self, holder: &str, number: &str) -> Option<Warning> {
        // An empty number takes the number away.
        if number.trim().is_empty() {
            return None;
        }
        let wanted = holder.trim().to_lowercase();
        let mut known = self.registries.iter();
        let registry = known.find(|it| it.holder.to_lowercase() == wanted)?;
        let whole = Regex::new(&whole(&registry.pattern)).ok()?;
        (!whole.is_match(number.trim())).then(|| Warning::NumberPattern {
            holder: holder.to_owned(),
            number: number.to_owned(),
            example: registry.example.clone(),
        })
    }

    /// Whether this is one of the regions rather than a joint body.
    pub fn is_region(&self, id: &BodyId) -> bool {
        self.regions.iter().any(|region| region.id == *id)
    }

    /// The name of any body, council, region, faculty or programme area.
    pub fn name_of(&self, id: &BodyId) -> Option<&str> {
        let regions = self.regions.iter().map(|it| (&it.id, &it.name));
        let councils = self.councils.iter().map(|it| (&it.id, &it.name));
        let areas = self.programme_areas.iter().map(|it| (&it.id, &it.name));
        let bodies = self.bodies.iter().map(|it| (&it.id, &it.name));
        let faculty = self.faculty.iter().map(|it| (&it.id, &it.name));
        regions
            .chain(councils)
            .chain(areas)
            .chain(bodies)
            .chain(faculty)
            .find(|(other, _)| *other == id)
            .map(|(_, name)| name.as_str())
    }

    /// The first body of a kind.
    pub fn body_of(&self, kind: BodyKind) -> Option<&Body> {
        self.bodies.iter().find(|it| it.kind == kind)
    }

    /// A body by its id, its name or as it is spoken, however it is written.
    ///
    /// # Errors
    /// [`Refusal::BodyUnknown`] naming the valid ones.
    pub fn body_named(&self, named: &str) -> Result<&Body, Refusal> {
        let wanted = named.trim().to_lowercase();
        let found = self.bodies.iter().find(|it| {
            let names = [it.id.as_str(), &it.name, &it.short];
            names.iter().any(|name| name.to_lowercase() == wanted)
        });
        found.ok_or_else(|| {
            let valid: Vec<_> = self.bodies.iter().map(|it| it.id.as_str()).collect();
            Refusal::BodyUnknown {
                body: named.to_owned(),
                valid: valid.join(", "),
            }
        })
    }

    /// A body's name as it is spoken; its id when it is not known here.
    pub fn short_of<'o>(&'o self, id: &'o BodyId) -> &'o str {
        let found = self.bodies.iter().find(|it| it.id == *id);
        found.map_or(id.as_str(), |it| &it.short)
    }

    /// The last known meeting of `body` that ended before `day`.
    pub fn last_meeting_before(&self, body: &BodyId, day: Date) -> Option<Date> {
        let ended = self.meetings_of(body).map(|it| it.until.unwrap_or(it.on));
        ended.filter(|on| *on < day).max()
    }

    /// The first known meeting of `body` that begins after `day`.
    pub fn first_meeting_after(&self, body: &BodyId, day: Date) -> Option<Date> {
        let begun = self.meetings_of(body).map(|it| it.on);
        begun.filter(|on| *on > day).min()
    }

    fn meetings_of<'o>(&'o self, body: &BodyId) -> impl Iterator<Item = &'o Meeting> + use<'o> {
        let body = body.clone();
        let calendars = self.calendars.iter().filter(move |it| it.body == body);
        calendars.flat_map(|it| &it.meetings)
    }

    /// The first day from `day` on that no calendar of `body` covers.
    pub fn known_until(&self, body: &BodyId, day: Date) -> Date {
        let mut calendars: Vec<_> = self
            .calendars
            .iter()
            .filter(|it| it.body == *body)
            .collect();
        calendars.sort_by_key(|it| it.covers_from);
        // Calendars that follow each other cover their years together.
        let mut known_to = day;
        for calendar in calendars {
            if calendar.covers_from <= known_to && known_to <= calendar.covers_to {
                known_to = calendar.covers_to.next();
            }
        }
        known_to
    }

    /// The next meeting of `body` on or after `day` and no later than `until`.
    /// `None` inside is "no meeting then"; `None` outside is "not known".
    pub fn next_meeting<'o>(
        &'o self,
        body: &BodyId,
        day: Date,
        until: Date,
    ) -> Option<Option<&'o Meeting>> {
        let next = self
            .meetings_of(body)
            .filter(|it| day <= it.on && it.on <= until)
            .min_by_key(|it| it.on);
        if next.is_some() {
            return Some(next);
        }
        (until < self.known_until(body, day)).then_some(None)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn meetings_are_known_over_the_turn_of_a_covered_year_and_not_beyond() {
        let shipped = include_str!("../../organisations/sydostra.toml");
        let organisation = Organisation::from_toml(shipped).unwrap();
        let next = |body: &str, from: &str, to: &str| {
            let (from, to) = (from.parse().unwrap(), to.parse().unwrap());
            let next = organisation.next_meeting(&BodyId::new(body), from, to);
            next.map(|it| it.map(|it| it.on.to_string()))
        };
        assert_eq!(next("svn", "2021-03-13", "2021-05-14"), Some(None));
        assert_eq!(
            next("svn", "2021-05-15", "2021-06-30"),
            Some(Some("2021-06-04".into()))
        );
        assert_eq!(next("rsl", "2023-12-01", "2024-01-10"), Some(None));
        assert_eq!(next("rsl", "2024-12-01", "2025-01-10"), None);
        assert_eq!(next("presidiet", "2021-03-13", "2021-05-14"), None);
    }

    #[test]
    fn numbers_that_do_not_look_as_their_holder_writes_them_are_warned_about() {
        let shipped = include_str!("../../organisations/sydostra.toml");
        let organisation = Organisation::from_toml(shipped).unwrap();
        let warned = |holder, number| organisation.number_warning(holder, number).is_some();
        for fits in ["29988/2022", "12391/2018-19", "8.9-32412/2021"] {
            assert!(!warned("Socialstyrelsen", fits), "{fits}");
        }
        assert!(warned("socialstyrelsen", "RS 2019/50"));
        assert!(!warned("Region Kalmar län", "RS 2019/50"));
        assert!(!warned("Region Jönköpings län", "RJL2017/101"));
        assert!(warned("Region Jönköpings län", "2017-101"));
        assert!(!warned("Någon annan", "vad som helst"));
    }
}
