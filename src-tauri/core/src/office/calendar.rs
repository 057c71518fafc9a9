//! Dates for colleagues' own calendars: one file (iCalendar, RFC 5545) that
//! Outlook and others take in. In Swedish, as everything that is sent.

use icalendar::{Alarm, Calendar as File, Component, Event, EventLike};

use super::names::{name, numbers};
use crate::model::{CaseSnapshot, Date, Moment, Organisation, StepPart};
use crate::text::{Language, word as say};

/// One day, or some days on end, in a calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CalendarEntry {
    /// The same for the same thing whenever and wherever it is written, so that a
    /// calendar moves what it has instead of showing it twice.
    pub uid: String,
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
    /// What.
    pub title: String,
    /// What more there is to say.
    pub note: String,
    /// How many days before somebody is reminded, at nine in the morning.
    pub reminders: &'static [i64],
}

/// Days before an answer is due on which somebody is reminded.
const BEFORE_ANSWER: &[i64] = &[14, 7, 1];
/// The same of a step, a contribution and a supplement.
const BEFORE_STEP: &[i64] = &[7, 1];

/// What is still to be done in a case: its due date, its open steps, the
/// contributions and supplements that are waited for. None of a closed case. A
/// secret case goes by its number.
pub fn of_case(case: &CaseSnapshot) -> Vec<CalendarEntry> {
    let mut entries = Vec::new();
    if case.closed.is_some() || case.deleted || case.joined.is_some() {
        return entries;
    }
    let named = name(case);
    let mut add = |place: &str, on: Option<Date>, title: String, note: String, reminders| {
        entries.extend(on.map(|on| CalendarEntry {
            uid: format!("{}-{place}@samsvar", case.id),
            from: on,
            to: on,
            title,
            note,
            reminders,
        }));
    };
    let numbers = numbers(case);
    // A commission or a reminder that was sent is no answer.
    if case.dispatches.iter().all(|it| it.basis.is_none()) {
        let title = word("calendar.due", &[("case", &named)]);
        add("due", case.due, title, numbers.clone(), BEFORE_ANSWER);
    }
    for step in &case.steps {
        for part in step.parts.iter().filter(|part| !part.is_done()) {
            let scope = part.scope.as_ref().map_or("-", |it| it.as_str());
            let title = match part.scope_name.as_str() {
                "" => word("calendar.step", &[("step", &step.title), ("case", &named)]),
                body => word(
                    "calendar.step-of",
                    &[("step", &step.title), ("body", body), ("case", &named)],
                ),
            };
            let place = format!("step-{}-{scope}", step.id);
            add(
                &place,
                part.due,
                title,
                step_note(part, &numbers),
                BEFORE_STEP,
            );
        }
    }
    for it in case.contributions.iter().filter(|it| it.is_missing()) {
        let due = it.asked.as_ref().and_then(|asked| asked.due);
        let values = [("body", it.body_name.as_str()), ("case", &named)];
        let title = word("calendar.contribution", &values);
        let place = format!("contribution-{}", it.body);
        add(&place, due, title, numbers.clone(), BEFORE_STEP);
    }
    for it in case.supplements.iter().filter(|it| it.terms.sent.is_none()) {
        let title = word("calendar.supplement", &[("case", &named)]);
        let place = format!("supplement-{}", it.id);
        let note = match case.is_secret() {
            true => numbers.clone(),
            false => it.terms.text.clone(),
        };
        add(&place, it.terms.due, title, note, BEFORE_STEP);
    }
    entries
}

/// The meetings that are known, from `from` on.
pub fn of_meetings(organisation: &Organisation, from: Date) -> Vec<CalendarEntry> {
    let mut entries = Vec::new();
    for calendar in &organisation.calendars {
        let body = organisation.name_of(&calendar.body).unwrap_or_default();
        let meetings = calendar.meetings.iter();
        let ahead = meetings.filter(|it| it.until.unwrap_or(it.on) >= from);
        entries.extend(ahead.map(|it| CalendarEntry {
            uid: format!("{}-{}-{}@samsvar", organisation.id, calendar.body, it.on),
            from: it.on,
            to: it.until.unwrap_or(it.on),
            title: word("calendar.meeting", &[("body", body)]),
            note: String::new(),
            reminders: &[],
        }));
    }
    entries
}

/// The file, UTF-8. `now` is when it is written.
pub fn ics(mut entries: Vec<CalendarEntry>, now: Moment) -> String {
    entries.sort_by(|a, b| (a.from, &a.uid).cmp(&(b.from, &b.uid)));
    let mut file = File::empty();
    file.append_property(("VERSION", "2.0"));
    file.append_property(("PRODID", "-//Samsvar//Samsvar//SV"));
    file.append_property(("CALSCALE", "GREGORIAN"));
    file.append_property(("METHOD", "PUBLISH"));
    file.name("Samsvar");
    for it in entries {
        let mut event = Event::new();
        event.uid(&it.uid).summary(&it.title);
        event.add_property("DTSTAMP", stamp(now));
        event.append_property(day("DTSTART", it.from));
        // The day after the last, as the format has it.
        event.append_property(day("DTEND", it.to.next()));
        // Nobody is busy because an answer is due.
        event.add_property("TRANSP", "TRANSPARENT");
        if !it.note.is_empty() {
            event.description(&it.note);
        }
        for days in it.reminders {
            let before = chrono::TimeDelta::hours(9) - chrono::TimeDelta::days(*days);
            let mut alarm = Alarm::display(&it.title, before);
            alarm.uid(&format!("{days}-{}", it.uid));
            event.alarm(alarm);
        }
        file.push(event.done());
    }
    file.to_string()
}

fn day(name: &str, day: Date) -> icalendar::Property {
    let digits = day.to_string().replace('-', "");
    let mut property = icalendar::Property::new(name, digits);
    property.add_parameter("VALUE", "DATE").done()
}

/// `20261122T120000Z`.
fn stamp(now: Moment) -> String {
    let at = chrono::DateTime::from_timestamp_millis(now.as_millis()).unwrap_or_default();
    at.format("%Y%m%dT%H%M%SZ").to_string()
}

fn word(key: &str, values: &[(&str, &str)]) -> String {
    say(Language::Sv, key, values)
}

fn step_note(part: &StepPart, numbers: &str) -> String {
    let mut lines = Vec::new();
    if !part.responsible.is_empty() {
        lines.push(word("calendar.responsible", &[("who", &part.responsible)]));
    }
    if !part.planned {
        lines.push(word("calendar.proposed", &[]));
    }
    if !numbers.is_empty() {
        lines.push(numbers.to_owned());
    }
    lines.join("\n")
}
