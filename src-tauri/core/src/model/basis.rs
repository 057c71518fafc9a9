//! Exactly on what a decision was taken (beslutsunderlag).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    CaseId, CaseSnapshot, Commitment, Condition, Contribution, Question, QuestionId,
    RegistryNumber, Sha256, Stance, SystemEffects, count_words,
};

/// The answer as it stood when it was decided, with what it rests on. Its
/// canonical bytes are kept for ever under their hash, so bytes of every format
/// are read for ever: a field is added with a default and never renamed, here
/// and in the types below it. Format 1 ended with the attachments.
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
    /// The region that applied; `None` where nobody wrote it down.
    #[serde(default)]
    pub applicant: Option<String>,
    /// Who was asked, what they wrote and what was taken in, then.
    #[serde(default)]
    pub contributions: Vec<Contribution>,
    /// The assessment of system effects then.
    #[serde(default)]
    pub effects: SystemEffects,
    /// What the regions had promised.
    #[serde(default)]
    pub commitments: Vec<Commitment>,
    /// The conditions and their evidence then.
    #[serde(default)]
    pub conditions: Vec<Condition>,
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
            format: 2,
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
            applicant: Some(case.applicant.clone()),
            contributions: case.contributions.clone(),
            effects: case.effects.clone(),
            commitments: case.commitments.clone(),
            conditions: case.conditions.clone(),
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

    /// `case` with what was decided in place of what stands there now. Bytes
    /// that do not hold a part leave it empty: a later one is never shown as
    /// decided.
    pub fn put_into(self, mut case: CaseSnapshot) -> CaseSnapshot {
        case.title = self.title;
        case.area = self.area;
        case.numbers = self.numbers;
        case.applicant = self.applicant.unwrap_or(case.applicant);
        case.contributions = self.contributions;
        case.effects = self.effects;
        case.commitments = self.commitments;
        case.conditions = self.conditions;
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
