//! What people add to an organisation, its calendars and its logo, as a document of
//! its own: the organisation's own text never changes.
//!
//! ```text
//! meeting/<body>/<day>      last day, empty = one day, off = not held
//! covers/<body>/<from>      last day of the period in which every meeting is listed
//! logo                      a PNG in base64, empty = none
//! ```

use automerge::transaction::Transaction;
use automerge::{Automerge, Change, ROOT, ReadDoc};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde::Serialize;

use super::{Error, genesis, put, text_at};
use crate::model::{BodyId, Calendar, Date, Meeting, Organisation};

/// The value of a meeting that is not held.
const OFF: &str = "off";

/// Where the logo lies.
const LOGO: &str = "logo";

/// What was done to the calendars, as their changes tell it.
#[derive(Clone, Serialize)]
#[serde(tag = "code", rename_all = "snake_case")]
pub(in crate::store) enum CalendarAct {
    /// A meeting was entered or taken away.
    MeetingSet {
        /// Whose meeting.
        body: BodyId,
        /// Its first day.
        on: Date,
        /// Its last day, when it is another.
        until: Option<Date>,
        /// False when it is not held.
        held: bool,
    },
    /// A logo was chosen; with none, it was taken away.
    LogoChosen {
        /// The file.
        #[serde(skip)]
        png: Option<Vec<u8>>,
        /// Its bytes.
        size: u32,
    },
    /// A period was said to be complete.
    PeriodSet {
        /// Whose calendar.
        body: BodyId,
        /// First day.
        from: Date,
        /// Last day.
        to: Date,
    },
}

pub(in crate::store) fn doc_id(organisation: &Organisation) -> String {
    format!("calendar/{}", organisation.id)
}

pub(in crate::store) fn begin(organisation: &Organisation) -> Result<Change, Error> {
    genesis(|tx| {
        put(tx, "kind", "calendar")?;
        put(tx, "organisation", &organisation.id)
    })
}

pub(in crate::store) fn write(tx: &mut Transaction<'_>, act: &CalendarAct) -> Result<(), Error> {
    match act {
        CalendarAct::MeetingSet {
            body,
            on,
            until,
            held,
        } => {
            let value = match (held, until) {
                (false, _) => OFF.to_owned(),
                (true, until) => until.map(|day| day.to_string()).unwrap_or_default(),
            };
            put(tx, &format!("meeting/{body}/{on}"), &value)
        }
        CalendarAct::LogoChosen { png, .. } => {
            let told = png.as_ref().map(|it| BASE64_STANDARD.encode(it));
            put(tx, LOGO, &told.unwrap_or_default())
        }
        CalendarAct::PeriodSet { body, from, to } => {
            put(tx, &format!("covers/{body}/{from}"), &to.to_string())
        }
    }
}

/// The logo's file, if there is one.
pub(in crate::store) fn logo(doc: &Automerge) -> Option<Vec<u8>> {
    let told = text_at(doc, LOGO)?;
    BASE64_STANDARD
        .decode(told)
        .ok()
        .filter(|it| !it.is_empty())
}

/// Puts what people added over the organisation's own calendars.
pub(in crate::store) fn lay_over(organisation: &mut Organisation, doc: &Automerge) {
    for key in doc.keys(ROOT) {
        let mut parts = key.split('/');
        let (kind, body, day) = (parts.next(), parts.next(), parts.next());
        let (Some(kind), Some(body), Some(day)) = (kind, body, day) else {
            continue;
        };
        let (Ok(day), Some(value)) = (day.parse::<Date>(), text_at(doc, &key)) else {
            continue;
        };
        let body = BodyId::new(body);
        match kind {
            "meeting" => {
                for calendar in &mut organisation.calendars {
                    if calendar.body == body {
                        calendar.meetings.retain(|it| it.on != day);
                    }
                }
                if value != OFF {
                    let until = value.parse().ok();
                    added(organisation, &body, day, day)
                        .meetings
                        .push(Meeting { on: day, until });
                }
            }
            "covers" => {
                let Ok(to) = value.parse::<Date>() else {
                    continue;
                };
                organisation.calendars.push(Calendar {
                    body,
                    covers_from: day,
                    covers_to: to,
                    meetings: Vec::new(),
                    source: String::new(),
                });
            }
            _ => {}
        }
    }
    for calendar in &mut organisation.calendars {
        calendar.meetings.sort_by_key(|it| it.on);
    }
}

/// The calendar that a meeting on this day belongs to: the one that covers the
/// day, else one of its own that covers only that day.
fn added<'o>(
    organisation: &'o mut Organisation,
    body: &BodyId,
    from: Date,
    to: Date,
) -> &'o mut Calendar {
    let covers = |it: &Calendar| it.body == *body && it.covers_from <= from && to <= it.covers_to;
    let index = organisation
        .calendars
        .iter()
        .position(covers)
        .unwrap_or_else(|| {
            organisation.calendars.push(Calendar {
                body: body.clone(),
                covers_from: from,
                covers_to: to,
                meetings: Vec::new(),
                source: String::new(),
            });
            organisation.calendars.len() - 1
        });
    &mut organisation.calendars[index]
}
