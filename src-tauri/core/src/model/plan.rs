//! The due date set against the meetings, and what waits for whom.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{BodyId, BodyKind, CaseId, CaseSnapshot, Date, Organisation, StepId, StepState};

/// The dates of one case against the calendars as they are known now.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, TS, JsonSchema)]
#[ts(export)]
pub struct Plan {
    /// The next meeting of each body, no later than the due date.
    pub meetings: Vec<NextMeeting>,
    /// No meeting of the joint committee lies between the compiled answer and
    /// the due date.
    pub clash: Option<Clash>,
    /// The first meeting of the joint committee after the due date: where a
    /// delegated decision is reported.
    pub report_on: Option<Date>,
    /// Bodies whose calendars do not cover the time up to the due date, with
    /// the first year that is not there: "SVN:s datum för 2027 är inte inlagda".
    pub unknown: Vec<UnknownCalendar>,
}

/// The next meeting of a body, no later than the due date.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS, JsonSchema)]
#[ts(export)]
pub struct NextMeeting {
    /// Which body.
    pub body: BodyId,
    /// As it is spoken: "SVN".
    pub short: String,
    /// First day of the meeting; `None` when there is none, or it is not known.
    pub on: Option<Date>,
    /// False when the calendar does not cover the time up to the due date.
    pub known: bool,
}

/// The joint committee does not meet in time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS, JsonSchema)]
#[ts(export)]
pub struct Clash {
    /// The joint committee, as it is spoken: "SVN".
    pub short: String,
    /// When the answer is compiled and checked: the step before the decision.
    pub compiled: Date,
    /// When the answer is due.
    pub due: Date,
    /// The last meeting before the answer is compiled, where that is known.
    pub before: Option<Date>,
    /// The first meeting after the due date, where that is known.
    pub after: Option<Date>,
    /// The body proposed to decide on delegation: the presidium, where there is one.
    pub presidium: Option<BodyId>,
    /// Its name; empty when there is none.
    pub presidium_name: String,
    /// Its meeting in that time, where that is known.
    pub presidium_on: Option<Date>,
}

/// A calendar that ends too early.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS, JsonSchema)]
#[ts(export)]
pub struct UnknownCalendar {
    /// Which body.
    pub body: BodyId,
    /// As it is spoken.
    pub short: String,
    /// The year whose dates are not there.
    pub year: i16,
}

/// Something that somebody has to do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS, JsonSchema)]
#[ts(export)]
pub struct Task {
    /// In which case.
    pub case: CaseId,
    /// Its title.
    pub case_title: String,
    /// What kind of thing.
    pub kind: TaskKind,
    /// Where it stands in the case, as the documents name it:
    /// `step/uppdrag/-`, `contribution/<body>`, `decision/<id>`, `supplement/<id>`.
    pub key: String,
    /// The step, for a step.
    pub step: Option<StepId>,
    /// The council, region or contributing body; empty when there is none.
    pub body_name: String,
    /// What, in Swedish: the step's title, the body's name.
    pub title: String,
    /// The same in English.
    pub title_en: String,
    /// When.
    pub due: Option<Date>,
    /// Who has it: the person named, else the role.
    pub who: String,
    /// Whether it waits for the person who sits here.
    pub mine: bool,
}

/// What kind of thing is to be done.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum TaskKind {
    /// A step that may be done now.
    Step,
    /// A contribution asked for and not received.
    Contribution,
    /// A delegated decision not reported to the joint committee.
    Report,
    /// A supplement asked for and not sent.
    Supplement,
}

impl TaskKind {
    /// Every kind.
    pub const ALL: [Self; 4] = [
        Self::Step,
        Self::Contribution,
        Self::Report,
        Self::Supplement,
    ];

    /// The first part of the key under which such a thing stands in a case.
    pub fn root(self) -> &'static str {
        match self {
            Self::Report => "decision",
            other => other.code(),
        }
    }

    /// Its key in tables and in `text`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Step => "step",
            Self::Contribution => "contribution",
            Self::Report => "report",
            Self::Supplement => "supplement",
        }
    }
}

impl Plan {
    /// The plan of `case` on `today`. Meetings are looked for from today, or
    /// from the day the letter arrived when that is later.
    pub fn of(case: &CaseSnapshot, organisation: &Organisation, today: Date) -> Self {
        let Some(due) = case.due else {
            return Self::default();
        };
        let from = case.received.map_or(today, |day| day.max(today)).min(due);
        let mut plan = Self::default();
        for body in &organisation.bodies {
            let next = organisation.next_meeting(&body.id, from, due);
            plan.meetings.push(NextMeeting {
                body: body.id.clone(),
                short: body.short.clone(),
                on: next.flatten().map(|meeting| meeting.on),
                known: next.is_some(),
            });
            // The presidium meets when it is needed: nobody waits for its calendar.
            if next.is_none() && body.kind != BodyKind::Presidium {
                plan.unknown.push(UnknownCalendar {
                    body: body.id.clone(),
                    short: body.short.clone(),
                    year: organisation.known_until(&body.id, from).year(),
                });
            }
        }
        let Some(joint) = organisation.body_of(BodyKind::JointCommittee) else {
            return plan;
        };
        plan.report_on = organisation.first_meeting_after(&joint.id, due);
        if case.decided().is_none() {
            plan.clash = clash(case, organisation, &joint.id, due);
        }
        plan
    }
}

fn clash(
    case: &CaseSnapshot,
    organisation: &Organisation,
    joint: &BodyId,
    due: Date,
) -> Option<Clash> {
    let compiled = compiled_on(case)?.min(due);
    // Some(None): the calendar covers the time, and there is no meeting in it.
    if organisation.next_meeting(joint, compiled, due)?.is_some() {
        return None;
    }
    let presidium = organisation.body_of(BodyKind::Presidium);
    let presidium_on = presidium.and_then(|it| {
        let meeting = organisation.next_meeting(&it.id, compiled, due)??;
        Some(meeting.on)
    });
    Some(Clash {
        short: organisation.short_of(joint).to_owned(),
        compiled,
        due,
        before: organisation.last_meeting_before(joint, compiled),
        after: organisation.first_meeting_after(joint, due),
        presidium: presidium.map(|it| it.id.clone()),
        presidium_name: presidium.map(|it| it.name.clone()).unwrap_or_default(),
        presidium_on,
    })
}

/// When the answer is ready to be decided: the last step before the decision,
/// by its sign-off, else by its date.
fn compiled_on(case: &CaseSnapshot) -> Option<Date> {
    let before = case.before_decision();
    let last = before.last()?;
    let parts = last.parts.iter().map(|part| match &part.state {
        StepState::Done(sign_off) => Some(sign_off.on),
        _ => part.due,
    });
    parts.flatten().max()
}
