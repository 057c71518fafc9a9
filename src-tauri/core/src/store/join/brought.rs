//! What the registration that is given up brings to the one that goes on.

use std::collections::{BTreeMap, BTreeSet};

use automerge::Automerge;

use crate::model::{BodyId, CaseSnapshot, Decision, Moment, Question, QuestionId, Version};
use crate::store::Error;
use crate::store::shape::entries::Entry;
use crate::store::shape::twice::{STRUCK, TWICE};
use crate::store::shape::{self, text_at};
use crate::text::{Language, word};

/// The two registrations.
pub(super) struct Sides<'c> {
    pub(super) keep: &'c CaseSnapshot,
    pub(super) gives: &'c CaseSnapshot,
    /// What is given up as it stood when it was joined before: what has not changed
    /// since is not brought again.
    pub(super) then: Option<&'c CaseSnapshot>,
}

/// What is written in the case that goes on.
pub(super) struct Brought {
    /// What differs, by who said it when: it knows of nothing in the case.
    pub(super) beside: Vec<(Vec<Entry>, Moment, String)>,
    /// Where it differs.
    pub(super) places: Vec<String>,
    /// What it lacks.
    pub(super) carried: Vec<Entry>,
    /// What was answered.
    pub(super) questions: Questions,
}

/// The questions of what is given up.
#[derive(Default)]
pub(super) struct Questions {
    /// The texts of the case that goes on, with the other's after them.
    pub(super) texts: Vec<(QuestionId, String)>,
    /// Those that only the other has, with ids of their own: the object of a text must
    /// not be made twice under one key.
    pub(super) added: Vec<Question>,
    /// What each is called in the case that goes on.
    ids: BTreeMap<String, QuestionId>,
}

impl Sides<'_> {
    /// What `theirs` brings to `ours`; `taken` is what it brought before.
    pub(super) fn brought(
        &self,
        ours: &Automerge,
        theirs: &Automerge,
        taken: Option<&Automerge>,
        id: impl Fn() -> QuestionId,
    ) -> Result<Brought, Error> {
        let is_new = |key: &str| taken.is_none_or(|it| text_at(it, key) != text_at(theirs, key));
        let questions = self.questions(theirs, id);
        let place = |key: &str| is_new(key).then(|| placed(key, &questions.ids))?;
        let mut carried = shape::join::carried(ours, theirs, place);
        let differing = shape::join::differing(ours, theirs, place)?;
        let places = differing.iter().map(|it| self.keep.place_name(&it.0));
        let places = places.collect();
        let mut writers: BTreeMap<(Moment, String), Vec<Entry>> = BTreeMap::new();
        for (key, Version { at, by, value }) in differing {
            let of = writers.entry((at, by)).or_default();
            of.push((key, Some(value)));
        }
        let writers = writers.into_iter();
        let mut beside: Vec<_> = writers.map(|((at, by), of)| (of, at, by)).collect();
        beside.extend(self.decided(&mut carried, is_new));
        Ok(Brought {
            beside,
            places,
            carried,
            questions,
        })
    }

    /// Decisions that did not know of each other here must not in the case that goes on:
    /// one that a choice struck out here, and those of a body that decided in both. Where
    /// only this registration decided, its choice is carried, too.
    fn decided(
        &self,
        carried: &mut Vec<Entry>,
        is_new: impl Fn(&str) -> bool,
    ) -> Vec<(Vec<Entry>, Moment, String)> {
        let mut beside = Vec::new();
        let bodies: BTreeSet<&BodyId> = self.gives.decisions.iter().map(|it| &it.body).collect();
        for body in bodies {
            let all: Vec<_> = self
                .gives
                .decisions
                .iter()
                .filter(|it| it.body == *body)
                .collect();
            let (struck, stand): (Vec<&Decision>, Vec<_>) =
                all.iter().partition(|it| is_struck(it));
            let from_here = |own: &Decision| all.iter().any(|it| it.id == own.id);
            let mut own = self.keep.decisions.iter().filter(|it| it.body == *body);
            let only_here = own.all(from_here);
            if only_here && struck.is_empty() {
                continue;
            }
            let mut take = |some: &[&Decision]| {
                let key = |it: &Decision| format!("decision/{}", it.id);
                let is_one = |at: &mut Entry| some.iter().any(|it| key(it) == at.0);
                let values: Vec<_> = carried.extract_if(.., is_one).collect();
                if let (Some(first), false) = (some.first(), values.is_empty()) {
                    beside.push((values, first.at, first.by.clone()));
                }
            };
            take(&stand);
            struck.iter().for_each(|it| take(&[*it]));
            let choice = format!("{TWICE}{body}");
            if only_here && is_new(&choice) {
                let ids: Vec<_> = stand.iter().map(|it| it.id.as_str()).collect();
                carried.push((choice, Some(ids.join(" "))));
            }
        }
        beside
    }

    /// Of questions that both have the other's text where there is none, both where they
    /// differ.
    fn questions(&self, theirs: &Automerge, new_id: impl Fn() -> QuestionId) -> Questions {
        let mut questions = Questions::default();
        let mut own: Vec<&Question> = self.keep.questions.iter().collect();
        for question in &self.gives.questions {
            let then = self.then.and_then(|it| it.question_by_id(&question.id));
            let unchanged = then.is_some_and(|it| it.text == question.text);
            let id = question.id.to_string();
            // By its id, or one that was added under the same words: each once.
            let known = own.iter().position(|it| it.id == question.id);
            let known = known.or_else(|| own.iter().position(|it| self.alike(it, question)));
            if let Some(at) = known {
                let own = own.remove(at);
                if !unchanged {
                    questions.texts.extend(self.both(own, question));
                }
                questions.ids.insert(id, own.id.clone());
                continue;
            }
            // What another form asks and nobody answered is no question of this case.
            let is_added = text_at(theirs, &format!("question/{id}/added")).is_some();
            let says = is_added || question.stance.is_some() || !question.text.is_empty();
            if says && !(unchanged && then.is_some_and(|it| it.stance == question.stance)) {
                let mut question = question.clone();
                question.id = new_id();
                questions.ids.insert(id, question.id.clone());
                questions.added.push(question);
            }
        }
        questions
    }

    fn alike(&self, own: &Question, other: &Question) -> bool {
        (&own.title, own.word_limit) == (&other.title, other.word_limit)
            && self.gives.question_by_id(&own.id).is_none()
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

/// Whether a choice struck it out.
fn is_struck(decision: &Decision) -> bool {
    decision
        .corrections
        .iter()
        .any(|it| it.id.as_str() == STRUCK)
}

/// The key that says the same of a question in the case that goes on; none where it has
/// no such question.
fn placed(key: &str, ids: &BTreeMap<String, QuestionId>) -> Option<String> {
    let mut parts: Vec<&str> = key.split('/').collect();
    let at = match parts.as_slice() {
        ["question", ..] => 1,
        ["contribution", _, "text" | "written" | "taken", _] => 3,
        _ => return Some(key.to_owned()),
    };
    parts[at] = ids.get(parts[at])?.as_str();
    Some(parts.join("/"))
}
