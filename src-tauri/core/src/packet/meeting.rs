//! Several cases bound for one meeting: one agenda, one contents, one numbering.

use super::enclosed::Enclosure;
use super::{Content, Error, Output, Packet, Printed, Running, Steps, bind, marked, model, word};
use crate::model::Date;

/// What to print for a meeting.
#[derive(Clone, Copy, Debug)]
pub struct Meeting<'a> {
    /// The healthcare region, as the letterhead has it.
    pub organisation: &'a str,
    /// The name of the body that meets.
    pub body: &'a str,
    /// The day, if it is known.
    pub on: Option<Date>,
    /// Number of the first § of the meeting that is for these cases, if it is known.
    pub section: Option<u32>,
    /// The cases, in the order of the agenda.
    pub packets: &'a [Packet<'a>],
    /// The day that the first page and the file's own dates give.
    pub printed_on: Date,
}

impl Meeting<'_> {
    /// The body and the day.
    pub(super) fn title(&self) -> String {
        match self.on {
            Some(on) => {
                let params = [("body", self.body), ("date", &on.in_swedish())];
                word("packet.meeting.title", &params)
            }
            None => self.body.to_owned(),
        }
    }

    fn running(&self) -> Running {
        let secret = self.packets.iter().any(|it| !it.case.secrecy.is_empty());
        Running {
            title: self.title(),
            organisation: self.organisation.to_owned(),
            name: self.title(),
            state: marked(secret, word("packet.meeting.state", &[])),
            on: self.printed_on,
            depth: 3,
        }
    }
}

/// Prints the packet of a meeting; in one to read, the files of each case stand after
/// it, by its place in `enclosures`.
///
/// # Errors
/// As [`super::print`].
pub fn print_meeting(
    meeting: &Meeting,
    output: Output,
    enclosures: Vec<Vec<Enclosure>>,
    steps: Steps<'_>,
) -> Result<Printed, Error> {
    let packets: Vec<_> = meeting.packets.iter().map(|it| it.honest()).collect();
    let meeting = &Meeting {
        packets: &packets,
        ..*meeting
    };
    let mut content = Content::default();
    content.add(model::agenda::blocks(meeting));
    let mut enclosures = enclosures.into_iter();
    for index in 0..packets.len() {
        content.add(model::report::blocks(meeting, index));
        content.enclose(enclosures.next().unwrap_or_default());
    }
    bind(&meeting.running(), &packets, content, output, steps)
}
