//! Settling what two did at once: a person says what holds. What was not chosen
//! stays in the history.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::shape::meanwhile;
use super::{Done, Door, Error, Store, knowledge};
use crate::documents::Blobs;
use crate::model::{
    Act, Author, BodyId, CaseId, CaseSnapshot, Conflict, DecisionBasis, QuestionId, Refusal,
    Stance, Version,
};

/// What a person keeps of a conflict.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum Keep {
    /// One version, as the person read it.
    One(Version),
    /// All of them: texts one after the other, decisions all as taken.
    Both,
    /// A text that the person made of the versions she read.
    Text {
        /// The text.
        text: String,
        /// What she read.
        of: Vec<Version>,
    },
}

impl Store {
    /// Settles a conflict of a case. Of decisions that were recorded at once the one that
    /// is kept strikes out the others, or all were taken. Where an answer was written while it was
    /// decided, keeping the decided version puts the decided text back; where two
    /// chose differently, keeping what was edited puts that back.
    ///
    /// # Errors
    /// [`Refusal::ConflictUnknown`], [`Refusal::VersionsChanged`] when somebody wrote
    /// since she read, [`Refusal::BothOnlyTexts`].
    pub fn settle(
        &mut self,
        author: &Author,
        id: CaseId,
        key: &str,
        keep: &Keep,
    ) -> Result<Done<()>, Error> {
        let blobs = self.blobs();
        self.transact(author, |door| {
            let case = door.case(id)?;
            let conflict = case.conflicts.iter().find(|it| it.key == key);
            let conflict = conflict.ok_or_else(|| Refusal::ConflictUnknown {
                conflict: key.to_owned(),
            })?;
            let value = kept(conflict, keep)?;
            let answers = match key.strip_prefix("meanwhile/") {
                Some(decision) if value != meanwhile::EDITED => {
                    let decided = basis_of(&blobs, &case, decision)?.questions.into_iter();
                    decided.map(|it| (it.id, it.text, it.stance)).collect()
                }
                Some(decision) => {
                    let then = door.as_chosen(id, key, &value)?;
                    match then.is_empty() {
                        true => then,
                        false => taken_back(&case, &basis_of(&blobs, &case, decision)?, then),
                    }
                }
                None => Vec::new(),
            };
            let mut parts = key.split('/');
            match (parts.next(), parts.next(), parts.next(), parts.next()) {
                (Some("question"), Some(question), Some("text"), None) => {
                    door.text(id, QuestionId::new(question), &value)
                }
                (Some("contribution"), Some(body), Some("text"), Some(question)) => {
                    let (body, question) = (BodyId::new(body), QuestionId::new(question));
                    door.contribute(id, body, question, &value)
                }
                _ => {
                    for (question, text, stance) in answers {
                        let now = case.question_by_id(&question);
                        if now.is_some_and(|now| now.text != text) {
                            door.text(id, question.clone(), &text)?;
                        }
                        if now.is_some_and(|now| now.stance != stance) {
                            door.act(id, Act::StanceSet { question, stance })?;
                        }
                    }
                    let value = match (key, value.as_str()) {
                        (meanwhile::DELETED, meanwhile::EDITED) => "false".to_owned(),
                        _ => value.clone(),
                    };
                    let key = key.to_owned();
                    door.act(id, Act::ConflictSettled { key, value })
                }
            }
        })
    }
}

/// What stands in the answer on a question.
type Answer = (QuestionId, String, Option<Stance>);

impl Door<'_> {
    /// The answers as they stood when somebody chose `value` under `key` before, while
    /// another chose otherwise; empty when nobody did.
    fn as_chosen(&mut self, id: CaseId, key: &str, value: &str) -> Result<Vec<Answer>, Error> {
        let sql = self.sql;
        let doc = self.doc(&id.to_string())?;
        let Some(hash) = meanwhile::chosen(&doc.automerge, key, value)? else {
            return Ok(Vec::new());
        };
        let then = doc.automerge.fork_at(&[hash])?;
        let then = knowledge::snapshot(sql, id, &then)?.questions.into_iter();
        Ok(then.map(|it| (it.id, it.text, it.stance)).collect())
    }
}

/// `then` where the answer is as it was decided; what somebody wrote since stays.
fn taken_back(case: &CaseSnapshot, decided: &DecisionBasis, then: Vec<Answer>) -> Vec<Answer> {
    let stands = |(id, text, stance): Answer| {
        let now = case.question_by_id(&id)?;
        let decided = decided.questions.iter().find(|it| it.id == id)?;
        let text = if now.text == decided.text {
            text
        } else {
            now.text.clone()
        };
        let stance = if now.stance == decided.stance {
            stance
        } else {
            now.stance
        };
        Some((id, text, stance))
    };
    then.into_iter().filter_map(stands).collect()
}

/// What was decided, by the decision's id.
fn basis_of(blobs: &Blobs, case: &CaseSnapshot, decision: &str) -> Result<DecisionBasis, Error> {
    let mut decisions = case.decisions.iter();
    let basis = decisions
        .find(|it| it.id.as_str() == decision)
        .and_then(|it| it.basis.clone());
    let basis = basis.ok_or_else(|| Refusal::ConflictUnknown {
        conflict: decision.to_owned(),
    })?;
    let bytes = blobs.read(&basis, &case.title)?;
    serde_json::from_slice(&bytes).map_err(Error::internal)
}

/// The value that stands when `keep` was chosen.
fn kept(conflict: &Conflict, keep: &Keep) -> Result<String, Refusal> {
    match keep {
        Keep::One(version) if conflict.versions.contains(version) => Ok(version.value.clone()),
        Keep::One(_) => Err(Refusal::VersionsChanged {}),
        Keep::Both if conflict.is_decision() => {
            let ids = conflict.versions.iter().map(|it| it.value.as_str());
            Ok(ids.collect::<Vec<_>>().join(" "))
        }
        _ if !conflict.is_text() => Err(Refusal::BothOnlyTexts {}),
        Keep::Both => {
            let versions = conflict.versions.iter();
            let texts = versions
                .map(|it| it.value.trim())
                .filter(|it| !it.is_empty());
            Ok(texts.collect::<Vec<_>>().join("\n\n"))
        }
        Keep::Text { text, of } if *of == conflict.versions => Ok(text.clone()),
        Keep::Text { .. } => Err(Refusal::VersionsChanged {}),
    }
}
