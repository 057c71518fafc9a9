//! A case (ärende): one matter on one process.

mod find;

use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    Attachment, BodyId, CaseField, CaseId, Commitment, Condition, Conflict, Contribution, Date,
    Decision, Dispatch, Logo, Member, Moment, Notice, Outcome, OutcomeId, Question, RoundId, Step,
    StepId, Supplement, SystemEffects,
};

pub(super) use find::ids;

/// Everything in one case, with the names of its process and organisation
/// filled in. Plain data: lists, packets and screens are made of it alone. It
/// holds nothing local to one PC, so it is equal on PCs that have met.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS, JsonSchema)]
#[ts(export)]
pub struct CaseSnapshot {
    /// Which case.
    pub id: CaseId,
    /// Its title (ärendemening). Never empty.
    pub title: String,
    /// Its organisation's logo, where it is to be printed or sent.
    #[serde(skip)]
    #[ts(skip)]
    pub logo: Option<Arc<Logo>>,
    /// Care area (vårdområde); may be empty.
    pub area: String,
    /// Registry numbers, by holder in Swedish order.
    pub numbers: Vec<RegistryNumber>,
    /// Day the letter arrived.
    pub received: Option<Date>,
    /// Day the answer is due.
    pub due: Option<Date>,
    /// Case officer (handläggare); may be empty.
    pub officer: String,
    /// Responsible RPO; may be empty.
    pub programme_area: String,
    /// Why the case carries a secrecy mark; empty when it does not.
    pub secrecy: String,
    /// Free notes.
    pub note: String,
    /// The process version it began with.
    pub process: ProcessRef,
    /// The healthcare region's name, as the letterhead has it.
    pub organisation: String,
    /// Who may decide: the joint bodies, then each region for itself.
    pub deciders: Vec<Decider>,
    /// Names of fields whose values are made up for a sample case.
    pub illustrative: Vec<String>,
    /// The steps, in order.
    pub steps: Vec<Step>,
    /// The questions, in order.
    pub questions: Vec<Question>,
    /// The files, in the order they were taken in.
    pub attachments: Vec<Attachment>,
    /// The decisions, in the order they were recorded.
    pub decisions: Vec<Decision>,
    /// The round it arrived in.
    pub round: Option<RoundRef>,
    /// What bodies were asked to contribute and wrote, by body in Swedish order.
    pub contributions: Vec<Contribution>,
    /// The councils' assessment of system effects.
    pub effects: SystemEffects,
    /// Whether it is an application, with the four parts that follow.
    pub application: bool,
    /// The region that applies, by name; may be empty.
    pub applicant: String,
    /// Class in the records schedule; may be empty.
    pub records_class: String,
    /// Who is represented in the working group.
    pub members: Vec<Member>,
    /// What the regions promise.
    pub commitments: Vec<Commitment>,
    /// The conditions, point by point.
    pub conditions: Vec<Condition>,
    /// What Socialstyrelsen asked for beside it.
    pub supplements: Vec<Supplement>,
    /// Who is told what.
    pub notices: Vec<Notice>,
    /// What was sent, in the order it was recorded.
    pub dispatches: Vec<Dispatch>,
    /// How it may end.
    pub outcomes: Vec<Outcome>,
    /// How it ended.
    pub closed: Option<Closing>,
    /// The case it was joined into, when the same letter was registered twice. None while
    /// somebody worked on here without knowing of it.
    pub joined: Option<CaseId>,
    /// Cases that share its number and are of other letters.
    pub apart: Vec<CaseId>,
    /// Everybody who may contribute, by name in Swedish order.
    pub bodies: Vec<CaseBody>,
    /// Places that hold more than one value.
    pub conflicts: Vec<Conflict>,
    /// Who registered it.
    pub by: String,
    /// When.
    pub at: Moment,
    /// Marked as deleted.
    pub deleted: bool,
}

/// A number in somebody's registry (diarienummer).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS, JsonSchema)]
#[ts(export)]
pub struct RegistryNumber {
    /// Whose registry: `Socialstyrelsen`.
    pub holder: String,
    /// The number as they write it: `29988/2022`.
    pub number: String,
}

/// A body as a case names it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS, JsonSchema)]
#[ts(export)]
pub struct CaseBody {
    /// Its id.
    pub id: BodyId,
    /// Its name; a programme area's begins with "RPO".
    pub name: String,
    /// What it is.
    pub kind: CaseBodyKind,
}

/// What a body is to a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, TS, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum CaseBodyKind {
    /// A regional programme area (RPO).
    ProgrammeArea,
    /// A knowledge council.
    Council,
    /// The medical faculty.
    Faculty,
    /// A region.
    Region,
    /// A joint body: the joint committee, its presidium, the regional management.
    Joint,
}

/// The round a case belongs to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS, JsonSchema)]
#[ts(export)]
pub struct RoundRef {
    /// Which round.
    pub id: RoundId,
    /// Its title.
    pub title: String,
}

/// How a case ended (avslutat).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS, JsonSchema)]
#[ts(export)]
pub struct Closing {
    /// The outcome.
    pub outcome: OutcomeId,
    /// Its Swedish name.
    pub name: String,
    /// Its English name.
    pub name_en: String,
    /// The day.
    pub on: Date,
    /// In the person's words; may be empty.
    pub note: String,
    /// Who closed it.
    pub by: String,
    /// When.
    pub at: Moment,
}

/// A body that may record a decision in a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS, JsonSchema)]
#[ts(export)]
pub struct Decider {
    /// Its id.
    pub id: BodyId,
    /// Its name.
    pub name: String,
    /// True for a region deciding for itself.
    pub regional: bool,
}

/// The process version of a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS, JsonSchema)]
#[ts(export)]
pub struct ProcessRef {
    /// Kind and version: `remissvar-2023-03`.
    pub id: String,
    /// What kind of work: `remissvar`.
    pub kind: String,
    /// Swedish name.
    pub name: String,
    /// English name.
    pub name_en: String,
    /// First day on which new cases use it.
    pub valid_from: Option<Date>,
}

/// What is known when a case is registered.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
#[ts(export)]
pub struct NewCase {
    /// Process kind or kind-version; the kind alone takes the version now valid.
    pub process: String,
    /// Title. Must not be empty.
    pub title: String,
    /// Numbers known from the letter.
    pub numbers: Vec<RegistryNumber>,
    /// Day the letter arrived.
    pub received: Option<Date>,
    /// Day the answer is due.
    pub due: Option<Date>,
    /// Care area.
    pub area: String,
    /// Responsible RPO.
    pub programme_area: String,
    /// Case officer.
    pub officer: String,
    /// The region that applies, for an application.
    pub applicant: String,
    /// The round it arrived in.
    pub round: Option<RoundId>,
    /// Fields whose values are made up, for a sample.
    pub illustrative: Vec<String>,
}

/// One line of the list over all cases.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS, JsonSchema)]
#[ts(export)]
pub struct CaseRow {
    /// Which case.
    pub id: CaseId,
    /// Its title.
    pub title: String,
    /// Its first registry number, holder and number; empty when it has none.
    pub number: String,
    /// Day the answer is due.
    pub due: Option<Date>,
    /// Steps wholly signed off.
    pub steps_done: u32,
    /// Steps in all.
    pub steps: u32,
    /// Title of the first step not signed off; empty when all are.
    pub step: String,
    /// The same in English.
    pub step_en: String,
    /// Who has it: the case officer, else the step's role.
    pub who: String,
    /// Process name.
    pub process: String,
    /// Process name in English.
    pub process_en: String,
    /// How many places hold more than one value.
    pub conflicts: u32,
    /// Whether SVN or its presidium has decided.
    pub decided: bool,
    /// How it ended; empty while it is open.
    pub outcome: String,
    /// The same in English.
    pub outcome_en: String,
    /// The round it arrived in.
    pub round: Option<RoundId>,
    /// Whether it is a sample whose dates are made up.
    pub illustrative: bool,
}

impl CaseSnapshot {
    /// The regions that may decide for themselves.
    pub fn regions(&self) -> impl Iterator<Item = &BodyId> {
        self.deciders
            .iter()
            .filter(|it| it.regional)
            .map(|it| &it.id)
    }

    /// The decision that counts: the latest of SVN or its presidium. None while two of
    /// that body stand that were recorded at once: nobody can say which.
    pub fn decided(&self) -> Option<&Decision> {
        let disputed = |it: &&Decision| {
            let mut asked = self.conflicts.iter().filter(|it| it.is_decision());
            asked.any(|asked| asked.versions.iter().any(|of| of.value == it.id.as_str()))
        };
        self.decisions
            .iter()
            .rev()
            .find(|decision| !decision.regional && !decision.none && !decision.is_withdrawn())
            .filter(|it| !disputed(it))
    }

    /// Whether it carries a secrecy mark. Where two people wrote different marks
    /// at once, one that says so is enough until a person chose.
    pub fn is_secret(&self) -> bool {
        let marked = |it: &str| !it.trim().is_empty();
        let key = CaseField::Secrecy.key();
        let written = self.conflicts.iter().find(|it| it.key == key);
        let versions = written.into_iter().flat_map(|it| &it.versions);
        marked(&self.secrecy) || versions.into_iter().any(|it| marked(&it.value))
    }

    /// Whether it goes on: not deleted, not closed, not joined into another.
    pub fn is_open(&self) -> bool {
        !self.deleted && self.closed.is_none() && self.joined.is_none()
    }

    /// The steps that come before the decision, in order: those the deciding step
    /// follows, and those they follow. Empty when no step decides.
    pub fn before_decision(&self) -> Vec<&Step> {
        let mut wanted: Vec<&StepId> = self
            .steps
            .iter()
            .filter(|step| step.decides)
            .flat_map(|step| &step.after)
            .collect();
        let mut before = Vec::new();
        while let Some(id) = wanted.pop() {
            let found = self.steps.iter().find(|step| step.id == *id);
            let new = found.filter(|step| !before.iter().any(|it: &&Step| it.id == step.id));
            if let Some(step) = new {
                wanted.extend(&step.after);
                before.push(step);
            }
        }
        before.sort_by_key(|step| step.number);
        before
    }

    /// Whether a body wrote on any question.
    pub fn has_contributed(&self, body: &BodyId) -> bool {
        let its = |it: &&Contribution| it.body == *body;
        let found = self.contributions.iter().find(its);
        found.is_some_and(|it| !it.texts.is_empty())
    }

    /// The first step with a part not signed off.
    pub fn current_step(&self) -> Option<&Step> {
        self.steps.iter().find(|step| !step.is_done())
    }
}
