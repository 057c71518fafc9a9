//! Several cases printed for one meeting.

use super::enclosures::Reader;
use super::{Output, Printed, Ready, Steps, ready, told};
use crate::documents::Blobs;
use crate::model::{BodyKind, CaseId, Date, Refusal};
use crate::office::names::name;
use crate::packet::{self, Meeting, Packet};
use crate::store::{Error, Store};

/// What is asked for: whose meeting, when, and from which § on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MeetingAsked {
    /// The body, by id, name or how it is spoken; else the joint committee.
    pub body: Option<String>,
    /// The day; else the body's next one that is known.
    pub on: Option<Date>,
    /// Number of the first § of the meeting that is for these cases, if it is known.
    pub section: Option<u32>,
    /// The present text of cases that are decided.
    pub draft: bool,
}

/// Cases as they are to be printed for a meeting, read from the store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MeetingReady {
    cases: Vec<Ready>,
    organisation: String,
    body: String,
    on: Option<Date>,
    section: Option<u32>,
    printed_on: Date,
}

/// Reads what is to be printed, in the order of `ids`.
///
/// # Errors
/// As [`ready`] for each case, but that open conflicts are told of all cases at
/// once; [`Refusal::BodyUnknown`] naming the valid ones, [`Refusal::CaseTwice`],
/// [`Refusal::SectionZero`].
pub fn ready_meeting(
    store: &Store,
    ids: &[CaseId],
    asked: &MeetingAsked,
) -> Result<MeetingReady, Error> {
    let organisation = store.organisation()?;
    let joint = organisation.body_of(BodyKind::JointCommittee);
    let body = match (&asked.body, joint) {
        (None, Some(joint)) => joint,
        (named, _) => organisation.body_named(named.as_deref().unwrap_or_default())?,
    };
    let today = store.today();
    let next = || organisation.first_meeting_after(&body.id, today.days_before(1));
    if asked.section == Some(0) {
        return Err(Refusal::SectionZero {}.into());
    }
    let mut cases = Vec::with_capacity(ids.len());
    // All that stands open is told at once, each place with its case.
    let mut open = Vec::new();
    for (place, id) in ids.iter().enumerate() {
        if ids[..place].contains(id) {
            let case = name(&store.case(*id)?);
            return Err(Refusal::CaseTwice { case }.into());
        }
        match ready(store, *id, asked.draft) {
            Err(Error::Refused(Refusal::ConflictOpen { places })) => {
                open.push(format!("{places} ({})", name(&store.case(*id)?)));
            }
            ready => cases.push(ready?),
        }
    }
    if !open.is_empty() {
        let places = open.join(", ");
        return Err(Refusal::ConflictOpen { places }.into());
    }
    Ok(MeetingReady {
        cases,
        organisation: organisation.name.clone(),
        body: body.name.clone(),
        on: asked.on.or_else(next),
        section: asked.section,
        printed_on: today,
    })
}

impl MeetingReady {
    /// Prints the packet of the meeting. Needs no store.
    ///
    /// # Errors
    /// [`crate::store::Failure::Packet`]; [`Refusal::Stopped`] when a step says so.
    pub fn print(&self, output: Output, blobs: &Blobs, steps: Steps<'_>) -> Result<Printed, Error> {
        let packets: Vec<_> = self.cases.iter().map(Ready::packet).collect();
        let mut enclosures = Vec::new();
        if output == Output::Reading {
            let all = packets.iter().map(|it| it.case.attachments.len()).sum();
            let mut reader = Reader::new(blobs, all, &mut *steps);
            for Packet { case, .. } in &packets {
                enclosures.push(reader.read(case)?);
            }
        }
        let meeting = Meeting {
            organisation: &self.organisation,
            body: &self.body,
            on: self.on,
            section: self.section,
            packets: &packets,
            printed_on: self.printed_on,
        };
        let printed = packet::print_meeting(&meeting, output, enclosures, steps);
        told(printed, packets.iter().map(|it| it.case))
    }
}
