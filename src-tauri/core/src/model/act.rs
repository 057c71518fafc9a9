//! What may be done to a case. Each act is stored as a code with parameters and
//! told in words by `text`: `act.step_done` and so on.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    AttachmentId, BodyId, CaseId, CommitmentTerms, ConditionTerms, CorrectionTerms, Date,
    DecisionId, DispatchedFile, DocumentField, Moment, NoticeId, OutcomeId, PartId, QuestionId,
    Rating, RoundId, Sha256, Stance, StepId, SupplementTerms, ThemeId,
};

/// One act on one case. The code and its parameters are what history keeps;
/// what a text was changed to lies in the document, not here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS, JsonSchema)]
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
    /// One of several values written at once was chosen.
    ConflictSettled {
        /// The document's key.
        key: String,
        /// The value that holds, as the document has it.
        value: String,
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
    /// The case was closed (avslutat) with an outcome.
    CaseClosed {
        /// How it ended.
        outcome: OutcomeId,
        /// The day.
        on: Date,
        /// In the person's words; may be empty.
        note: String,
    },
    /// A closed case was opened again.
    CaseReopened {
        /// Why. Must not be empty.
        reason: String,
    },
    /// The case was put into a round, or taken out of it.
    RoundSet {
        /// Which round.
        round: Option<RoundId>,
        /// Its title.
        title: String,
    },
    /// Another registration of the same letter was joined into this case.
    CaseJoined {
        /// The other.
        case: CaseId,
        /// Its title.
        title: String,
        /// Its document's heads: what it has since is not here.
        #[serde(default)]
        heads: Vec<String>,
    },
    /// This case was joined into another.
    CaseJoinedInto {
        /// The one that goes on.
        case: CaseId,
        /// Its title.
        title: String,
    },
    /// What another registration said otherwise was put beside what this one said.
    CaseJoinedBeside {
        /// The other.
        case: CaseId,
        /// Its title.
        title: String,
        /// Who had said it there.
        by: String,
        /// When.
        at: Moment,
    },
    /// Another registration with the same number is another letter.
    CaseKeptApart {
        /// The other.
        case: CaseId,
        /// Its title.
        title: String,
    },
    /// A body was asked for a contribution.
    ContributionAsked {
        /// Which body.
        body: BodyId,
        /// The day it is wanted.
        due: Option<Date>,
        /// In the person's words; may be empty.
        note: String,
    },
    /// A body was reminded.
    ContributionChased {
        /// Which body.
        body: BodyId,
        /// Random hex.
        chase: PartId,
        /// In the person's words; may be empty.
        note: String,
    },
    /// A body's text was entered. The text itself is in the document.
    ContributionWritten {
        /// Which body.
        body: BodyId,
        /// On which question.
        question: QuestionId,
        /// Words in it now.
        words: u32,
    },
    /// A body's text was taken into the joint answer.
    ContributionTaken {
        /// Which body.
        body: BodyId,
        /// On which question.
        question: QuestionId,
        /// Hash of the text that was taken.
        sha256: Sha256,
    },
    /// A council assessed a theme.
    Assessed {
        /// Which council.
        council: BodyId,
        /// Which theme.
        theme: ThemeId,
        /// The rating; `None` when there is only a comment, or it is taken back.
        rating: Option<Rating>,
        /// In the council's words.
        comment: String,
    },
    /// A theme was added, renamed, or hidden by an empty name.
    ThemeSet {
        /// Slug or random hex.
        theme: ThemeId,
        /// Its name.
        name: String,
    },
    /// A commitment was recorded or changed.
    CommitmentSet {
        /// Random hex.
        commitment: PartId,
        /// Which region promises.
        body: BodyId,
        /// What.
        terms: CommitmentTerms,
    },
    /// A commitment was taken away.
    CommitmentRemoved {
        /// Which.
        commitment: PartId,
    },
    /// A condition was recorded or changed.
    ConditionSet {
        /// Random hex.
        condition: PartId,
        /// Wording, evidence and state.
        terms: ConditionTerms,
    },
    /// A condition was taken away.
    ConditionRemoved {
        /// Which.
        condition: PartId,
    },
    /// A supplement was recorded or changed.
    SupplementSet {
        /// Random hex.
        supplement: PartId,
        /// What was asked for, and when it was sent.
        terms: SupplementTerms,
    },
    /// A supplement was taken away.
    SupplementRemoved {
        /// Which.
        supplement: PartId,
    },
    /// A place in the working group was given to somebody.
    MemberSet {
        /// Which body is represented.
        body: BodyId,
        /// By whom; empty clears it.
        name: String,
    },
    /// A body was told something; no day takes it back.
    Noticed {
        /// What.
        notice: NoticeId,
        /// Which body.
        body: BodyId,
        /// The day.
        on: Option<Date>,
        /// How, in the person's words.
        note: String,
    },
    /// A fact of the registry about a file was set; an empty value clears it.
    DocumentSet {
        /// Which file.
        attachment: AttachmentId,
        /// Its own name.
        name: String,
        /// Which fact.
        field: DocumentField,
        /// As a person types it.
        value: String,
    },
    /// Something was sent.
    Dispatched {
        /// Random hex.
        dispatch: PartId,
        /// To whom.
        to: String,
        /// The day.
        on: Date,
        /// Which files.
        files: Vec<DispatchedFile>,
        /// Hash of the answer that was decided, when there is one.
        basis: Option<Sha256>,
        /// In the person's words.
        note: String,
    },
    /// A delegated decision was reported (anmält) to the joint committee.
    DecisionReported {
        /// Which decision.
        decision: DecisionId,
        /// The day of the meeting.
        on: Date,
        /// Section of its minutes.
        section: String,
    },
    /// The minutes with a decision were approved (justerade).
    MinutesApproved {
        /// Which decision.
        decision: DecisionId,
        /// The day; `None` takes it back.
        on: Option<Date>,
    },
    /// A decision was corrected (rättelse).
    DecisionCorrected {
        /// Random hex.
        correction: PartId,
        /// Which decision.
        decision: DecisionId,
        /// Why, and what is right.
        terms: CorrectionTerms,
    },
    /// A dispatch was corrected.
    DispatchCorrected {
        /// Random hex.
        correction: PartId,
        /// Which dispatch.
        dispatch: PartId,
        /// Why, and what is right.
        terms: CorrectionTerms,
    },
    /// What was done in one go was undone; itself an act like any other.
    Undone {
        /// Hashes of the changes that were undone.
        changes: Vec<String>,
        /// What they had done.
        acts: Vec<Act>,
    },
}

impl Act {
    /// Whether a form can say it wholly by itself. The others carry what only
    /// the store knows: a hash, heads, another case.
    pub fn is_plain(&self) -> bool {
        !matches!(
            self,
            Self::CaseRegistered { .. }
                | Self::Attached { .. }
                | Self::TextWritten { .. }
                | Self::ContributionWritten { .. }
                | Self::ContributionTaken { .. }
                | Self::Decided { .. }
                | Self::CaseJoined { .. }
                | Self::CaseJoinedInto { .. }
                | Self::CaseJoinedBeside { .. }
                | Self::ConflictSettled { .. }
                | Self::Undone { .. }
        )
    }
}

/// A field of a case that holds one value.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS, JsonSchema,
)]
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
    /// The region that applies.
    Applicant,
    /// Class in the records schedule (informationshanteringsplan).
    RecordsClass,
}

impl CaseField {
    /// Every field, in the order they are named to a person.
    pub const ALL: [Self; 10] = [
        Self::Title,
        Self::Area,
        Self::Received,
        Self::Due,
        Self::Officer,
        Self::ProgrammeArea,
        Self::Secrecy,
        Self::Note,
        Self::Applicant,
        Self::RecordsClass,
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
            Self::Applicant => "applicant",
            Self::RecordsClass => "records_class",
        }
    }
}
