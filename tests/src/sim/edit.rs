//! What people do, each time with a word of its own that can be looked for later.

use samsvar_core::documents::Taken;
use samsvar_core::model::{
    Act, Author, CaseId, NewCase, NewDecision, Person, QuestionId, RegistryNumber,
};
use samsvar_core::store::{Error, Store, Which};
use serde_json::Value;

use crate::acts::{Chance, Deed, deed};

/// Something a PC said was done.
#[derive(Clone, Debug)]
pub(super) struct Edit {
    pub(super) case: CaseId,
    /// The change that it is.
    pub(super) hash: String,
    pub(super) word: String,
    pub(super) place: Place,
    /// Lost with a disk before it left it: it need not be anywhere.
    pub(super) excused: bool,
}

/// Where an edit's word can be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// In the act, in the history.
    Act,
    /// In that version of a question's joint text.
    Answer(QuestionId),
    /// The change itself is all there is.
    Change,
}

/// What a person had on her screen a while ago.
pub(super) struct Screen {
    case: CaseId,
    question: QuestionId,
    heads: Vec<String>,
}

/// A person at a PC.
pub(super) struct Typist<'t> {
    pub(super) chance: &'t mut Chance,
    pub(super) author: &'t Author,
    pub(super) screen: &'t mut Option<Screen>,
    /// Whether cases and files are made rarely: they make everything slower.
    pub(super) most_cases: usize,
}

type Edited = Result<Vec<Edit>, Error>;

impl Typist<'_> {
    /// Does something. What the rules refuse is no edit.
    pub(super) fn work(&mut self, store: &mut Store, word: &str) -> Edited {
        let rows = store.overview(0, 40)?.rows;
        if rows.is_empty() || (rows.len() < self.most_cases && self.chance.one_in(16)) {
            return self.register(store, word);
        }
        let case = self.chance.of(&rows).id;
        match self.chance.below(32) {
            0..=2 => self.attach(store, case, word),
            3 => {
                let which = match self.chance.one_in(3) {
                    true => Which::Again,
                    false => Which::Latest,
                };
                store.undo(self.author, case, &which)?;
                Ok(Vec::new())
            }
            4..=6 => self.draft(store, case, word),
            7 => self.person(store, word),
            8 => {
                let other = self.chance.of(&rows).id;
                store.join(self.author, case, other)?;
                Ok(Vec::new())
            }
            9 => self.decide(store, case, word),
            10 => self.several(store, case, word),
            _ => self.deed(store, case, word),
        }
    }

    fn register(&mut self, store: &mut Store, word: &str) -> Edited {
        let kinds = ["remissvar", "ansokan"];
        let new = NewCase {
            process: (*self.chance.of(&kinds)).to_owned(),
            title: format!("Ärende {word}"),
            numbers: vec![RegistryNumber {
                holder: "Socialstyrelsen".to_owned(),
                number: (*self.chance.of(&["29988/2022", "1/2023"])).to_owned(),
            }],
            ..NewCase::default()
        };
        let done = store.transact(self.author, |door| {
            let case = door.case_new(&new)?;
            Ok((case, door.heads(case)?))
        })?;
        let (case, heads) = done.value;
        // The last change of several: what it builds on is there when it is.
        Ok(edit(case, heads, word, Place::Change))
    }

    fn deed(&mut self, store: &mut Store, case: CaseId, word: &str) -> Edited {
        let (chance, screen) = (&mut *self.chance, &mut *self.screen);
        let done = store.transact(self.author, |door| {
            let (snapshot, before) = (door.case(case)?, door.heads(case)?);
            let deed = deed(chance, &snapshot);
            if let Deed::Answer(question, _) = &deed
                && chance.one_in(3)
            {
                *screen = Some(Screen {
                    case,
                    question: question.clone(),
                    heads: before.clone(),
                });
            }
            let place = match deed {
                Deed::Act(Act::CaseDeleted {}) if !chance.one_in(8) => Place::Change,
                Deed::Act(act) => {
                    let (act, place) = marked(act, word);
                    door.act(case, act)?;
                    place
                }
                Deed::Answer(question, text) => {
                    door.text(case, question.clone(), &format!("{text} {word}"))?;
                    Place::Answer(question)
                }
                Deed::Contribution(body, question, text) => {
                    door.contribute(case, body, question, &format!("{text} {word}"))?;
                    Place::Change
                }
                Deed::Take(body, question) => {
                    door.take_contribution(case, &body, &question)?;
                    Place::Change
                }
            };
            Ok((written(&before, door.heads(case)?), place))
        })?;
        let (heads, place) = done.value;
        Ok(edit(case, heads, word, place))
    }

    /// Several acts in one go.
    fn several(&mut self, store: &mut Store, case: CaseId, word: &str) -> Edited {
        let chance = &mut *self.chance;
        let done = store.transact(self.author, |door| {
            let mut edits = Vec::new();
            for n in 0..5 {
                let (snapshot, before) = (door.case(case)?, door.heads(case)?);
                let Deed::Act(act) = deed(chance, &snapshot) else {
                    continue;
                };
                let word = format!("{word}{n}z");
                let (act, place) = marked(act, &word);
                if !matches!(act, Act::CaseDeleted {}) && door.act(case, act).is_ok() {
                    let heads = written(&before, door.heads(case)?);
                    edits.extend(edit(case, heads, &word, place));
                }
            }
            Ok(edits)
        })?;
        Ok(done.value)
    }

    fn attach(&mut self, store: &mut Store, case: CaseId, word: &str) -> Edited {
        let mut bytes = word.as_bytes().repeat(1 + self.chance.below(60));
        if self.chance.one_in(12) {
            bytes.clear();
        }
        let taken = Taken {
            name: format!("{word}.txt"),
            size: bytes.len() as u64,
            sha256: store.blobs().put(&bytes)?,
        };
        let name = taken.name.clone();
        store.attach(self.author, case, None, vec![taken])?;
        let heads = heads(store, self.author, case)?;
        Ok(edit(case, heads, &name, Place::Act))
    }

    /// Types in a field, on what was on the screen a while ago.
    fn draft(&mut self, store: &mut Store, case: CaseId, word: &str) -> Edited {
        let (case, question, base) = match self.screen.take() {
            Some(it) => (it.case, it.question, it.heads),
            None => {
                let questions = store.case(case)?.questions;
                let question = self.chance.of(&questions).id.clone();
                (case, question, Vec::new())
            }
        };
        let text = format!("{} {word}", self.chance.words());
        store.draft_write(self.author, case, &question, &text, &base)?;
        let done = store.draft_commit(self.author, case, &question)?;
        Ok(edit(case, done.value, word, Place::Answer(question)))
    }

    fn person(&mut self, store: &mut Store, word: &str) -> Edited {
        let names = ["Anna Test", "Bo Test"];
        let mut person = Person::named(names[self.chance.below(2)])?;
        person.roles = vec![word.to_owned()];
        store.transact(self.author, |door| door.person(&person))?;
        Ok(Vec::new())
    }

    fn decide(&mut self, store: &mut Store, case: CaseId, word: &str) -> Edited {
        let deciders = store.case(case)?.deciders;
        let new = NewDecision {
            body: self.chance.of(&deciders).id.to_string(),
            section: "§ 7".to_owned(),
            text: format!("Beslutat {word}"),
            ..NewDecision::default()
        };
        store.decide(self.author, case, &new)?;
        let heads = heads(store, self.author, case)?;
        Ok(edit(case, heads, word, Place::Act))
    }
}

fn heads(store: &mut Store, author: &Author, case: CaseId) -> Result<Vec<String>, Error> {
    Ok(store.transact(author, |door| door.heads(case))?.value)
}

/// The heads, unless nothing was written: some acts leave what is there.
fn written(before: &[String], after: Vec<String>) -> Vec<String> {
    if after == before { Vec::new() } else { after }
}

/// The edit that leaves one head: its own. With more nothing was written.
fn edit(case: CaseId, heads: Vec<String>, word: &str, place: Place) -> Vec<Edit> {
    let [hash] = <[String; 1]>::try_from(heads).unwrap_or_default();
    let edit = Edit {
        case,
        hash,
        word: word.to_owned(),
        place,
        excused: false,
    };
    match edit.hash.is_empty() {
        true => Vec::new(),
        false => vec![edit],
    }
}

/// The act with the word in a text that people write in it, where it has one.
fn marked(act: Act, word: &str) -> (Act, Place) {
    let mut value = serde_json::to_value(&act).unwrap_or_default();
    let text = |value: &Value, key: &str| value[key].as_str().unwrap_or_default().to_owned();
    let place = match text(&value, "code").as_str() {
        "field_set" if ["due", "received"].contains(&text(&value, "field").as_str()) => None,
        "field_set" | "document_set" => Some("/value"),
        "theme_set" | "member_set" => Some("/name"),
        "question_added" => Some("/title"),
        "decided" => Some("/text"),
        "assessed" => Some("/comment"),
        "step_reopened" | "case_reopened" => Some("/reason"),
        "commitment_set" | "condition_set" | "supplement_set" => Some("/terms/text"),
        _ => Some("/note"),
    };
    let found = place.and_then(|place| value.pointer_mut(place));
    let Some(Value::String(found)) = found else {
        return (act, Place::Change);
    };
    found.push(' ');
    found.push_str(word);
    match serde_json::from_value(value) {
        Ok(act) => (act, Place::Act),
        Err(_) => (act, Place::Change),
    }
}
