//! What was decided, and exactly on what.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    BodyId, CaseId, CaseSnapshot, Correction, Date, DecisionId, Moment, Question, QuestionId,
    RegistryNumber, Sha256, Stance, count_words,
};

/// A recorded decision. Append-only: it is never changed, only followed by another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS, JsonSchema)]
#[ts(export)]
pub struct Decision {
    /// Random hex.
    pub id: DecisionId,
    /// Who decided: SVN, its presidium, or a region for itself.
    pub body: BodyId,
    /// Its name.
    pub body_name: String,
    /// True for a region's own decision.
    pub regional: bool,
    /// True when a region takes no decision of its own; then only `by` and `at` say more.
    pub none: bool,
    /// The day of the meeting.
    pub on: Option<Date>,
    /// Section of the minutes: `§ 45`.
    pub section: String,
    /// The decision in words; may be empty.
    pub text: String,
    /// Whether it was taken on delegation.
    pub delegated: bool,
    /// Hash of the bytes of the [`DecisionBasis`] that was decided.
    pub basis: Option<Sha256>,
    /// The document's heads at that moment, in hex.
    pub heads: Vec<String>,
    /// When it was reported to the joint committee, for a delegated one.
    pub reported: Option<DecisionReport>,
    /// The day its minutes were approved (justerade).
    pub approved: Option<Date>,
    /// What was corrected since, earliest first. The fields above show what is
    /// right; `recorded` what stood first.
    pub corrections: Vec<Correction>,
    /// What stood before the first correction; `None` when there is none.
    pub recorded: Option<RecordedDecision>,
    /// Who recorded it.
    pub by: String,
    /// When it was recorded.
    pub at: Moment,
}

/// A delegated decision reported (anmält) to the body that delegated it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS, JsonSchema)]
#[ts(export)]
pub struct DecisionReport {
    /// The day of the meeting.
    pub on: Date,
    /// Section of its minutes: `§ 12`.
    pub section: String,
}

/// What a decision said before it was corrected.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS, JsonSchema)]
#[ts(export)]
pub struct RecordedDecision {
    /// The day of the meeting.
    pub on: Option<Date>,
    /// Section of the minutes.
    pub section: String,
    /// The decision in words.
    pub text: String,
}

impl Decision {
    /// Whether a correction says that it should never have been recorded.
    pub fn is_withdrawn(&self) -> bool {
        self.corrections.iter().any(|it| it.terms.withdrawn)
    }

    /// Whether it was taken on delegation and still has to be reported.
    pub fn awaits_report(&self) -> bool {
        self.delegated && self.reported.is_none() && !self.is_withdrawn()
    }
}

/// What is told of a decision when it is recorded.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
#[ts(export)]
pub struct NewDecision {
    /// Who decided, by id or name.
    pub body: String,
    /// True when a region takes no decision of its own.
    pub none: bool,
    /// The day of the meeting.
    pub on: Option<Date>,
    /// Section of the minutes.
    pub section: String,
    /// The decision in words.
    pub text: String,
    /// Whether it was taken on delegation.
    pub delegated: bool,
}

/// The answer as it stood when it was decided (beslutsunderlag). Its canonical
/// bytes are kept for ever under their hash.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct DecisionBasis {
    /// Version of this shape.
    pub format: u32,
    /// Which case.
    pub case: CaseId,
    /// Its title then.
    pub title: String,
    /// Its care area then.
    pub area: String,
    /// Its registry numbers then.
    pub numbers: Vec<RegistryNumber>,
    /// Questions and answers then.
    pub questions: Vec<BasisQuestion>,
    /// Hash and own name of every file in the case then.
    pub attachments: Vec<(Sha256, String)>,
}

/// One question and answer as decided.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct BasisQuestion {
    /// Which question.
    pub id: QuestionId,
    /// Its title then.
    pub title: String,
    /// The stance then.
    pub stance: Option<Stance>,
    /// The text then.
    pub text: String,
}

impl DecisionBasis {
    /// What would be decided if `case` were decided now.
    pub fn of(case: &CaseSnapshot) -> Self {
        Self {
            format: 1,
            case: case.id,
            title: case.title.clone(),
            area: case.area.clone(),
            numbers: case.numbers.clone(),
            questions: case.questions.iter().map(BasisQuestion::of).collect(),
            attachments: case
                .attachments
                .iter()
                .map(|file| (file.sha256.clone(), file.name.clone()))
                .collect(),
        }
    }

    /// The bytes that are hashed and kept: JSON with the fields in their order.
    ///
    /// # Errors
    /// Never for what a case can hold; passed on, because the hash of nothing
    /// must not be recorded as what was decided.
    pub fn canonical_bytes(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }

    /// `case` with the answer as it was decided in place of the present one.
    pub fn put_into(self, mut case: CaseSnapshot) -> CaseSnapshot {
        case.title = self.title;
        case.area = self.area;
        case.numbers = self.numbers;
        case.attachments.retain(|file| {
            let key = (file.sha256.clone(), file.name.clone());
            self.attachments.contains(&key)
        });
        let present = std::mem::take(&mut case.questions);
        case.questions = self
            .questions
            .into_iter()
            .enumerate()
            .map(|(index, then)| {
                let now = present.iter().find(|question| question.id == then.id);
                Question {
                    number: u32::try_from(index + 1).unwrap_or(u32::MAX),
                    word_limit: now.and_then(|question| question.word_limit),
                    stances: now
                        .map(|question| question.stances.clone())
                        .unwrap_or_default(),
                    verified: now.is_none_or(|question| question.verified),
                    words: count_words(&then.text),
                    id: then.id,
                    title: then.title,
                    stance: then.stance,
                    text: then.text,
                }
            })
            .collect();
        case
    }
}

impl BasisQuestion {
    fn of(question: &Question) -> Self {
        Self {
            id: question.id.clone(),
            title: question.title.clone(),
            stance: question.stance,
            text: question.text.clone(),
        }
    }
}
