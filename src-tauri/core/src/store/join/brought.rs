//! What the registration that is given up brings to the one that goes on.

use std::collections::BTreeMap;

use automerge::Automerge;

use crate::model::{Act, BodyId, CaseSnapshot, Correction, Moment, Question, QuestionId, Version};
use crate::store::Error;
use crate::store::shape::case::Mark;
use crate::store::shape::entries::{Entry, entries};
use crate::store::shape::twice::STRUCK;
use crate::store::shape::{self, text_at};
use crate::text::{Language, word};

/// The two registrations.
pub(super) struct Sides<'c> {
    pub(super) keep: &'c CaseSnapshot,
    pub(super) gives: &'c CaseSnapshot,
    /// What is given up as it stood when it was joined before: what has not changed
    /// since is there, or was chosen against.
    pub(super) then: Option<&'c CaseSnapshot>,
}

/// What is written in the case that goes on.
pub(super) struct Brought {
    /// What it lacks.
    pub(super) carried: Vec<Entry>,
    /// What differs, by who said it when.
    pub(super) beside: Vec<(Vec<Entry>, Moment, String)>,
    /// Where it differs.
    pub(super) places: Vec<String>,
    /// Its texts, with the other's after them.
    pub(super) texts: Vec<(QuestionId, String)>,
    /// Questions that only the other has.
    pub(super) added: Vec<Question>,
}

impl Sides<'_> {
    /// What `theirs` brings to `ours`; `taken` is what it brought before.
    pub(super) fn brought(
        &self,
        ours: &Automerge,
        theirs: &Automerge,
        taken: Option<&Automerge>,
    ) -> Result<Brought, Error> {
        let is_new = |key: &str| taken.is_none_or(|it| text_at(it, key) != text_at(theirs, key));
        let mut carried = shape::join::carried(ours, theirs);
        carried.retain(|(key, _)| is_new(key) && !self.is_of_lost_question(key));
        let mut differing = shape::join::differing(ours, theirs)?;
        differing.retain(|(key, _)| is_new(key));
        let places = differing.iter().map(|it| self.keep.place_name(&it.0));
        let places = places.collect();
        let mut writers: BTreeMap<(Moment, String), Vec<Entry>> = BTreeMap::new();
        for (key, Version { at, by, value }) in differing {
            let of = writers.entry((at, by)).or_default();
            of.push((key, Some(value)));
        }
        let writers = writers.into_iter();
        let mut beside: Vec<_> = writers.map(|((at, by), of)| (of, at, by)).collect();
        beside.extend(self.decided(&mut carried));
        carried.extend(self.struck(ours)?);
        let (texts, added) = self.texts(theirs);
        Ok(Brought {
            carried,
            beside,
            places,
            texts,
            added,
        })
    }

    /// A stance on a question that goes on under another id.
    fn is_of_lost_question(&self, key: &str) -> bool {
        let id = key.strip_prefix("question/").unwrap_or_default();
        let id = id.strip_suffix("/stance").map(QuestionId::new);
        id.is_some_and(|id| self.keep.question_by_id(&id).is_none())
    }

    /// Decisions of a body that decided in both: whoever recorded one did not know of
    /// the other's. Those of one registration knew of each other.
    fn decided(&self, carried: &mut Vec<Entry>) -> Vec<(Vec<Entry>, Moment, String)> {
        let mut bodies: BTreeMap<&BodyId, (Vec<Entry>, Moment, String)> = BTreeMap::new();
        for it in &self.gives.decisions {
            if self.keep.decisions.iter().all(|own| own.body != it.body) {
                continue;
            }
            let key = format!("decision/{}", it.id);
            let values = carried.extract_if(.., |it| it.0 == key);
            let of = bodies.entry(&it.body);
            let of = of.or_insert_with(|| (Vec::new(), it.at, it.by.clone()));
            of.0.extend(values);
        }
        let all = bodies.into_values();
        all.filter(|it| !it.0.is_empty()).collect()
    }

    /// What a choice struck out there is struck out for good: the choice stays there.
    fn struck(&self, ours: &Automerge) -> Result<Vec<Entry>, Error> {
        let mut struck = Vec::new();
        for decision in &self.gives.decisions {
            let chosen = decision.corrections.iter();
            for Correction { id, terms, by, at } in chosen.filter(|it| it.id.as_str() == STRUCK) {
                let act = Act::DecisionCorrected {
                    correction: id.clone(),
                    decision: decision.id.clone(),
                    terms: terms.clone(),
                };
                let (at, by) = (*at, by.clone());
                struck.extend(entries(&act, None, &Mark { at, by })?);
            }
        }
        struck.retain(|it| text_at(ours, &it.0).is_none());
        Ok(struck)
    }

    /// Texts of questions that both have, the other's where there is none, both where
    /// they differ; and the questions that only the other has.
    fn texts(&self, theirs: &Automerge) -> (Vec<(QuestionId, String)>, Vec<Question>) {
        let (mut texts, mut added) = (Vec::new(), Vec::new());
        for question in &self.gives.questions {
            let then = self.then.and_then(|it| it.question_by_id(&question.id));
            if then.is_some_and(|it| (&it.text, it.stance) == (&question.text, question.stance)) {
                continue;
            }
            match self.own(question) {
                Some(own) => texts.extend(self.both(own, question)),
                None => added.push(question.clone()),
            }
        }
        // What another form asks and nobody answered is no question of this case.
        added.retain(|it| {
            let own = format!("question/{}/added", it.id);
            !it.text.is_empty() || it.stance.is_some() || text_at(theirs, &own).is_some()
        });
        (texts, added)
    }

    /// The same question in the case that goes on: by its id, or one that was added
    /// under the same words.
    fn own(&self, question: &Question) -> Option<&Question> {
        let alike = |it: &&Question| {
            (&it.title, it.word_limit) == (&question.title, question.word_limit)
                && self.gives.question_by_id(&it.id).is_none()
        };
        let by_id = self.keep.question_by_id(&question.id);
        by_id.or_else(|| self.keep.questions.iter().find(alike))
    }

    fn both(&self, own: &Question, other: &Question) -> Option<(QuestionId, String)> {
        let (ours, theirs) = (own.text.trim_end(), other.text.trim());
        if theirs.is_empty() || ours.trim() == theirs {
            return None;
        }
        let text = match ours.trim() {
            "" => other.text.clone(),
            _ => {
                let from = word(Language::Sv, "join.from_other", &[("by", &self.gives.by)]);
                format!("{ours}\n\n{from}\n\n{}", other.text)
            }
        };
        Some((own.id.clone(), text))
    }
}
