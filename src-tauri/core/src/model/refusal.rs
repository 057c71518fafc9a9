//! What is refused and what is warned about. Each is a code with parameters;
//! the sentence is in `text`: `refusal.date_invalid`, `warning.due_before_received`.

use schemars::JsonSchema;
use serde::Serialize;
use ts_rs::TS;

use super::definition::line_of;
use super::{FileFault, Twin};

/// Why something was not done. A variant exists where a person decides differently.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS, thiserror::Error)]
#[serde(tag = "code", rename_all = "snake_case")]
#[error("{self:?}")]
#[ts(export)]
#[allow(
    missing_docs,
    reason = "each variant's sentence in text/sv.json says what it is"
)]
pub enum Refusal {
    TitleEmpty {},
    SpaceMissing {},
    ConflictUnknown {
        conflict: String,
    },
    VersionUnknown {
        number: String,
        versions: u32,
    },
    VersionsChanged {},
    BothOnlyTexts {},
    JoinOnly {},
    SpaceOther {
        folder: String,
    },
    FolderMissing {
        path: String,
    },
    FolderIsFile {
        path: String,
    },
    FolderIsWorkspace {
        path: String,
    },
    FolderPathLong {
        path: String,
        length: u32,
        most: u32,
    },
    InstallUnknown {
        install: String,
        valid: String,
    },
    DateInvalid {
        value: String,
    },
    NumberMalformed {
        value: String,
    },
    HolderEmpty {},
    FieldUnknown {
        field: String,
        valid: String,
    },
    ProcessUnknown {
        process: String,
        valid: String,
    },
    CaseUnknown {
        case: String,
    },
    CaseAmbiguous {
        number: String,
        cases: String,
    },
    CaseIsDeleted {},
    CaseNotDeleted {},
    StepUnknown {
        step: String,
        valid: String,
    },
    StepAlreadyDone {
        step: String,
        by: String,
        on: String,
    },
    StepNotDone {
        step: String,
    },
    ScopeMissing {
        step: String,
        valid: String,
    },
    ScopeUnknown {
        scope: String,
        step: String,
        valid: String,
    },
    ScopeNotAsked {
        step: String,
    },
    ReasonEmpty {},
    SignerEmpty {},
    QuestionUnknown {
        question: String,
        valid: String,
    },
    QuestionTitleEmpty {},
    WordLimitInvalid {
        value: String,
    },
    StanceUnknown {
        stance: String,
        valid: String,
    },
    StanceNotAsked {
        question: String,
    },
    BodyUnknown {
        body: String,
        valid: String,
    },
    LogoUnreadable {},
    LogoTooLarge {},
    LogoNotShapes {},
    SectionEmpty {},
    DecisionDateMissing {},
    NoneOnlyForRegions {},
    ConflictOpen {
        places: String,
    },
    PersonNameEmpty {},
    PersonMissing {},
    FileMissing {
        path: String,
    },
    FileUnreadable {
        path: String,
    },
    FileIsFolder {
        path: String,
    },
    FileChanged {
        path: String,
    },
    FileMalformed {
        line: u32,
        fault: String,
    },
    DefinitionFaulty {
        faults: Vec<FileFault>,
    },
    ProcessVersionTaken {
        process: String,
    },
    OrganisationUnknown {
        organisation: String,
        valid: String,
    },
    OrganisationAmbiguous {
        organisation: String,
        editions: String,
    },
    TextNotUtf8 {
        path: String,
    },
    SchemaUnknown {
        noun: String,
        valid: String,
    },
    AttachmentUnknown {
        attachment: String,
    },
    RatingInvalid {
        value: String,
    },
    ThemeUnknown {
        theme: String,
        valid: String,
    },
    ThemesMissing {},
    CouncilUnknown {
        council: String,
        valid: String,
    },
    RegionUnknown {
        region: String,
        valid: String,
    },
    RoundUnknown {
        round: String,
    },
    RoundWithoutAreas {},
    OutcomeUnknown {
        outcome: String,
        valid: String,
    },
    CaseAlreadyClosed {
        outcome: String,
        on: String,
    },
    CaseNotClosed {},
    CaseIsJoined {
        case: String,
    },
    CasesDiffer {},
    ContributionNotAsked {
        body: String,
    },
    ContributionReceived {
        body: String,
    },
    ContributionMissing {
        body: String,
        question: String,
    },
    NotAnApplication {},
    TermsEmpty {},
    PartUnknown {
        part: String,
    },
    AmountInvalid {
        value: String,
    },
    NoticeUnknown {
        notice: String,
        valid: String,
    },
    NotARecipient {
        body: String,
        valid: String,
    },
    NotInGroup {
        body: String,
        valid: String,
    },
    ChoiceUnknown {
        field: String,
        value: String,
        valid: String,
    },
    ReceiverEmpty {},
    DecisionUnknown {
        decision: String,
        valid: String,
    },
    DecisionNotDelegated {},
    CorrectionEmpty {},
    AlreadyWithdrawn {},
    NothingToUndo {},
    UndoNeedsCorrection {},
    UndoNotPossible {},
    UndoChangedSince {
        places: String,
        by: String,
        at: String,
    },
    ChangeUnknown {
        change: String,
    },
    PeriodInvalid {
        from: String,
        to: String,
    },
    Stopped {},
    SeveralWithoutMeeting {},
    FolderNotEmpty {
        path: String,
    },
    OutKindUnknown {
        path: String,
        valid: String,
    },
    OutIsFolder {
        path: String,
    },
    LetterOfOthers {
        letter: String,
    },
    ContributionThere {
        body: String,
    },
    OutNotFile {
        path: String,
    },
    CalendarEmpty {},
    CaseTwice {
        case: String,
    },
    SectionZero {},
    LetterUnknown {
        letter: String,
        valid: String,
    },
    AddressInvalid {
        address: String,
    },
    WordUnknown {
        name: String,
    },
    WordLocked {
        name: String,
    },
    WordOld {
        name: String,
    },
    WordDamaged {
        name: String,
    },
    WordTooLong {
        name: String,
    },
    WordTooSlow {
        name: String,
    },
    WordEmpty {
        name: String,
    },
    NoQuestionHeading {
        name: String,
        valid: String,
    },
    FileNotAsProposed {
        name: String,
    },
    NothingToTake {},
}

/// What was done all the same, but may be wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS, JsonSchema)]
#[serde(tag = "code", rename_all = "snake_case")]
#[ts(export)]
#[allow(
    missing_docs,
    reason = "each variant's sentence in text/sv.json says what it is"
)]
pub enum Warning {
    /// A case became secret that has a folder which others can open.
    SecretInFolder {},
    FolderLittleRoom {
        free: u32,
        needed: u32,
    },
    DueBeforeReceived {
        due: String,
        received: String,
    },
    NumberPattern {
        holder: String,
        number: String,
        example: String,
    },
    NumberInUse {
        number: String,
        case_title: String,
    },
    OverWordLimit {
        question: String,
        words: u32,
        limit: u32,
    },
    FileEmpty {
        name: String,
    },
    FileIsTwin(Twin),
    FileAlreadyThere {
        name: String,
    },
    StepsOpen {
        steps: String,
    },
    AnswersMissing {
        questions: String,
    },
    GlyphsMissing {
        glyphs: String,
    },
    DecidedAgain {
        body: String,
    },
    ClosedWithStepsOpen {
        steps: String,
    },
    NothingDecided {},
    DraftSent {},
    JoinedDiffers {
        places: String,
        case_title: String,
    },
    SecretSent {},
    ReportedBeforeDecision {
        on: String,
        decided: String,
    },
    SearchCut {
        words: u32,
    },
    SearchWithoutWords {},
}

impl Refusal {
    /// A TOML fault with the line it stands on, from 1.
    pub(crate) fn malformed(text: &str, error: &toml::de::Error) -> Self {
        Self::FileMalformed {
            line: line_of(text, error.span().map_or(0, |span| span.start)),
            fault: error.message().to_owned(),
        }
    }
}
