//! What may be done to a case. Each act is stored as a code with parameters and
//! told in words by `text`: `act.step_done` and so on.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{AttachmentId, BodyId, Date, DecisionId, QuestionId, Sha256, Stance, StepId};

/// One act on one case. The code and its parameters are what history keeps;
/// what a text was changed to lies in the document, not here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "code", rename_all = "snake_case")]
#[ts(export)]
pub enum Act {
    /// The case was registered.
    CaseRegistered {
        /// Its title.
        title: String,
        /// Its process version.
        process: String,
    },
    /// A field was set; an empty value clears it.
    FieldSet {
        /// Which field.
        field: CaseField,
        /// As a person types it.
        value: String,
    },
    /// A registry number was set; an empty number removes it.
    NumberSet {
        /// Whose registry.
        holder: String,
        /// The number.
        number: String,
    },
    /// A part of a step was signed off.
    StepDone {
        /// Which step.
        step: StepId,
        /// Which council or region.
        scope: Option<BodyId>,
        /// Who signs.
        by: String,
        /// The day it was done.
        on: Date,
        /// In the person's words; may be empty.
        note: String,
    },
    /// A part of a step was opened again.
    StepReopened {
        /// Which step.
        step: StepId,
        /// Which council or region.
        scope: Option<BodyId>,
        /// Who opens it.
        by: String,
        /// Why. Must not be empty.
        reason: String,
    },
    /// A part of a step was given a date or a person.
    StepPlanned {
        /// Which step.
        step: StepId,
        /// Which council or region.
        scope: Option<BodyId>,
        /// The date as typed; `None` leaves it, empty goes back to the counted one.
        due: Option<String>,
        /// The person; `None` leaves it, empty clears it.
        responsible: Option<String>,
    },
    /// A file was taken in.
    Attached {
        /// Its id in the case.
        attachment: AttachmentId,
        /// Its own name.
        name: String,
        /// Bytes.
        #[ts(type = "number")]
        size: u64,
        /// Hash of its bytes.
        sha256: Sha256,
        /// The step it was dropped on.
        step: Option<StepId>,
    },
    /// A question was added.
    QuestionAdded {
        /// Random hex.
        question: QuestionId,
        /// As the form has it.
        title: String,
        /// Most words asked for.
        word_limit: Option<u32>,
    },
    /// A stance was taken, or taken back.
    StanceSet {
        /// On which question.
        question: QuestionId,
        /// The stance.
        stance: Option<Stance>,
    },
    /// A text was written. The text itself is in the document.
    TextWritten {
        /// For which question.
        question: QuestionId,
        /// Words in it now.
        words: u32,
    },
    /// A decision was recorded.
    Decided {
        /// Random hex.
        decision: DecisionId,
        /// Who decided.
        body: BodyId,
        /// True when a region takes no decision of its own.
        none: bool,
        /// Day of the meeting.
        on: Option<Date>,
        /// Section of the minutes.
        section: String,
        /// In words.
        text: String,
        /// On delegation.
        delegated: bool,
        /// Hash of the basis that was decided.
        basis: Option<Sha256>,
        /// The document's heads before this act.
        heads: Vec<String>,
    },
    /// The case was marked as deleted.
    CaseDeleted {},
    /// The mark was taken away.
    CaseRestored {},
}

/// A field of a case that holds one value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum CaseField {
    /// Title. Must not be empty.
    Title,
    /// Care area.
    Area,
    /// Day the letter arrived.
    Received,
    /// Day the answer is due.
    Due,
    /// Case officer.
    Officer,
    /// Responsible RPO.
    ProgrammeArea,
    /// Why the case is secret.
    Secrecy,
    /// Free notes.
    Note,
}

impl CaseField {
    /// Every field, in the order they are named to a person.
    pub const ALL: [Self; 8] = [
        Self::Title,
        Self::Area,
        Self::Received,
        Self::Due,
        Self::Officer,
        Self::ProgrammeArea,
        Self::Secrecy,
        Self::Note,
    ];

    /// The field's key in the document and on the command line.
    pub fn key(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Area => "area",
            Self::Received => "received",
            Self::Due => "due",
            Self::Officer => "officer",
            Self::ProgrammeArea => "programme_area",
            Self::Secrecy => "secrecy",
            Self::Note => "note",
        }
    }
}
