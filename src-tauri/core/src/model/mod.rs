//! What things are and what may be done to them.
//!
//! Pure: no file, no database, no clock, no random number. Time and chance are
//! passed in, so every rule here can be tested with a plain value.

mod act;
mod application;
mod attachment;
mod basis;
mod case;
mod conflict;
mod contribution;
mod date;
mod decision;
mod definition;
mod dispatch;
mod effects;
mod ids;
mod logo;
mod organisation;
mod person;
mod plan;
mod process;
mod question;
mod refusal;
mod round;
mod rules;
mod step;

pub use act::{Act, CaseField};
pub use application::{
    Commitment, CommitmentTerms, Condition, ConditionState, ConditionTerms, Member, Notice,
    NoticeReceiver, Supplement, SupplementTerms,
};
pub use attachment::{
    Attachment, Direction, DocumentField, DocumentRecord, RecordAssessment, Retention, Twin,
};
pub use basis::{BasisQuestion, DecisionBasis};
pub use case::{
    CaseBody, CaseBodyKind, CaseRow, CaseSnapshot, Closing, Decider, NewCase, ProcessRef,
    RegistryNumber, RoundRef,
};
pub use conflict::{Conflict, Version};
pub use contribution::{Asked, Chase, Contribution, ContributionText, Taking};
pub use date::{Date, Moment};
pub use decision::{Decision, DecisionReport, NewDecision, RecordedDecision};
pub use definition::FileFault;
pub use dispatch::{Correction, CorrectionTerms, Dispatch, DispatchedFile, RecordedDispatch};
pub use effects::{
    Assessment, CumulativeCell, CumulativeEffects, CumulativeRow, DISAGREEMENT, EffectCouncil,
    EffectTheme, Rating, SystemEffects,
};
pub use ids::{
    AttachmentId, BodyId, CaseId, DecisionId, NoticeId, OutcomeId, PartId, PersonId, QuestionId,
    RoundId, Sha256, StepId, ThemeId,
};
pub use logo::Logo;
pub use organisation::{
    Body, BodyKind, Calendar, Council, Faculty, Meeting, Organisation, ProgrammeArea, Region,
    Registry,
};
pub use person::{Author, Person};
pub use plan::{Clash, NextMeeting, Plan, Task, TaskKind, UnknownCalendar};
pub use process::{
    Outcome, Party, Process, ProcessNotice, ProcessQuestion, ProcessStep, Repeats, Role, Theme,
};
pub use question::{Question, Stance, Vocabulary, count_words};
pub use refusal::{Refusal, Warning};
pub use round::{NewRound, ReplannedStep, Replanning, Round, RoundView, Staying};
pub use rules::{as_written, examine, one_line};
pub use step::{Reopening, SignOff, Step, StepPart, StepState};
