//! What things are and what may be done to them.
//!
//! Pure: no file, no database, no clock, no random number. Time and chance are
//! passed in, so every rule here can be tested with a plain value.

mod act;
mod attachment;
mod case;
mod conflict;
mod date;
mod decision;
mod definition;
mod ids;
mod organisation;
mod person;
mod process;
mod question;
mod refusal;
mod rules;
mod step;

pub use act::{Act, CaseField};
pub use attachment::{Attachment, Twin};
pub use case::{CaseRow, CaseSnapshot, Decider, NewCase, ProcessRef, RegistryNumber};
pub use conflict::{Conflict, Version};
pub use date::{Date, Moment};
pub use decision::{BasisQuestion, Decision, DecisionBasis, NewDecision};
pub use definition::FileFault;
pub use ids::{
    AttachmentId, BodyId, CaseId, DecisionId, NoticeId, OutcomeId, PartId, PersonId, QuestionId,
    Sha256, StepId, ThemeId,
};
pub use organisation::{
    Body, BodyKind, Calendar, Council, Faculty, Meeting, Organisation, ProgrammeArea, Region,
    Registry,
};
pub use person::{Author, Person};
pub use process::{
    Outcome, Party, Process, ProcessNotice, ProcessQuestion, ProcessStep, Repeats, Role, Theme,
};
pub use question::{Question, Stance, Vocabulary, count_words};
pub use refusal::{Refusal, Warning};
pub use rules::examine;
pub use step::{Reopening, SignOff, Step, StepPart, StepState};
