//! Whether an organisation hangs together: every id once, calendars of bodies that
//! are there, councils that are there, patterns that can be read.

use regex_lite::Regex;

use super::{BodyKind, Calendar, Organisation, whole};
use crate::model::definition::{Examined, File, FileFault};

impl Organisation {
    /// Reads an organisation file. Every fault has its line.
    ///
    /// # Errors
    /// All that is wrong with it; never an empty list.
    pub fn read(text: &str) -> Result<Self, Vec<FileFault>> {
        let (organisation, file) = File::read::<Self>(text)?;
        let mut examined = Examined::new(&file);
        organisation.names(&mut examined);
        organisation.councils_of_areas(&mut examined);
        for (at, calendar) in organisation.calendars.iter().enumerate() {
            organisation.calendar(&mut examined, at, calendar);
        }
        organisation.patterns(&mut examined);
        let decides = |it: &super::Body| it.kind != BodyKind::RegionalManagement;
        if organisation.regions.is_empty() && !organisation.bodies.iter().any(decides) {
            examined.faults.push(FileFault::NoDecider { line: 1 });
        }
        examined.end(organisation)
    }

    /// Ids and names. Ids are told apart across all kinds: a decision, a sign-off
    /// and a contribution each name whoever it is by id alone.
    fn names(&self, examined: &mut Examined<'_, '_>) {
        examined.slug("id", &self.id);
        examined.says("name", &self.name);
        examined.says("source", &self.source);
        let mut named = Vec::new();
        for (at, it) in self.regions.iter().enumerate() {
            named.push((format!("region.{at}"), &it.id, &it.name));
        }
        for (at, it) in self.councils.iter().enumerate() {
            named.push((format!("council.{at}"), &it.id, &it.name));
        }
        for (at, it) in self.programme_areas.iter().enumerate() {
            named.push((format!("programme_area.{at}"), &it.id, &it.name));
        }
        for (at, it) in self.bodies.iter().enumerate() {
            named.push((format!("body.{at}"), &it.id, &it.name));
            examined.says(&format!("body.{at}.short"), &it.short);
        }
        if let Some(it) = &self.faculty {
            named.push(("faculty".to_owned(), &it.id, &it.name));
        }
        for (place, id, name) in &named {
            examined.slug(&format!("{place}.id"), id.as_str());
            examined.says(&format!("{place}.name"), name);
        }
        // In the order of the file, so that the second one is the one at fault.
        let mut ids: Vec<_> = named
            .iter()
            .map(|(place, id, _)| (format!("{place}.id"), id.as_str()))
            .collect();
        ids.sort_by_key(|(place, _)| examined.file.line(place));
        examined.once(ids);
    }

    fn councils_of_areas(&self, examined: &mut Examined<'_, '_>) {
        for (at, area) in self.programme_areas.iter().enumerate() {
            for (row, council) in area.councils.iter().enumerate() {
                if self.councils.iter().any(|it| it.id == *council) {
                    continue;
                }
                let place = format!("programme_area.{at}.councils.{row}");
                examined.faults.push(FileFault::CouncilMissing {
                    line: examined.file.line(&place),
                    council: council.to_string(),
                    valid: joined(self.councils.iter().map(|it| it.id.as_str())),
                });
            }
        }
    }

    fn calendar(&self, examined: &mut Examined<'_, '_>, at: usize, calendar: &Calendar) {
        let line = |place: &str| examined.file.line(&format!("calendar.{at}.{place}"));
        let (from, to) = (calendar.covers_from, calendar.covers_to);
        let mut faults = Vec::new();
        if !self.bodies.iter().any(|it| it.id == calendar.body) {
            faults.push(FileFault::BodyMissing {
                line: line("body"),
                body: calendar.body.to_string(),
                valid: joined(self.bodies.iter().map(|it| it.id.as_str())),
            });
        }
        if to < from {
            faults.push(FileFault::PeriodReversed {
                line: line("covers_to"),
                from: from.to_string(),
                to: to.to_string(),
            });
        }
        for (row, meeting) in calendar.meetings.iter().enumerate() {
            let last = meeting.until.unwrap_or(meeting.on);
            let line = line(&format!("meetings.{row}"));
            if last < meeting.on {
                faults.push(FileFault::MeetingReversed {
                    line,
                    from: meeting.on.to_string(),
                    to: last.to_string(),
                });
            } else if from <= to && (meeting.on < from || to < last) {
                faults.push(FileFault::MeetingOutside {
                    line,
                    meeting: meeting.on.to_string(),
                    from: from.to_string(),
                    to: to.to_string(),
                });
            }
        }
        examined.faults.extend(faults);
    }

    fn patterns(&self, examined: &mut Examined<'_, '_>) {
        for (at, registry) in self.registries.iter().enumerate() {
            examined.says(&format!("registry.{at}.holder"), &registry.holder);
            let pattern = registry.pattern.clone();
            // By itself, too: `a)(b` would be sound only inside brackets of ours.
            let sound = Regex::new(&pattern).and_then(|_| Regex::new(&whole(&pattern)));
            let fault = match sound {
                Err(error) => FileFault::PatternInvalid {
                    line: examined.file.line(&format!("registry.{at}.pattern")),
                    pattern,
                    fault: error.to_string().replace('\n', " "),
                },
                Ok(regex) if !regex.is_match(&registry.example) => FileFault::ExampleMisfit {
                    line: examined.file.line(&format!("registry.{at}.example")),
                    example: registry.example.clone(),
                    pattern,
                },
                Ok(_) => continue,
            };
            examined.faults.push(fault);
        }
    }
}

fn joined<'i>(ids: impl Iterator<Item = &'i str>) -> String {
    ids.collect::<Vec<_>>().join(", ")
}
