//! The sample case that ships, and the way from its letter to its decision.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::model::{
    Act, Author, BodyId, CaseId, Date, NewCase, NewDecision, QuestionId, Refusal, RegistryNumber,
    Stance, StepId,
};
use crate::store::{Error, Store};

const DSD: &str = include_str!("../samples/dsd.toml");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Sample {
    process: String,
    title: String,
    area: String,
    illustrative: Vec<String>,
    received: Date,
    due: Date,
    officer: String,
    programme_area: String,
    number: Vec<RegistryNumber>,
    letter: Letter,
    answer: Vec<Answer>,
    sign_off: Vec<SignOff>,
    decision: NewDecision,
    regional: Vec<Regional>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Letter {
    name: String,
    step: String,
    text: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Answer {
    question: QuestionId,
    stance: Stance,
    text: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SignOff {
    step: StepId,
    scope: Option<BodyId>,
    on: Date,
    by: String,
    note: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Regional {
    region: BodyId,
    on: Date,
}

fn read() -> Result<Sample, Error> {
    let sample = toml::from_str(DSD);
    sample.map_err(|error| {
        Error::Refused(Refusal::FileMalformed {
            line: 0,
            fault: error.to_string(),
        })
    })
}

/// Registers the sample with its letter on step 1. `folder` holds the letter
/// while it is taken in.
///
/// # Errors
/// As the verbs it calls.
pub fn register(store: &mut Store, author: &Author, folder: &Path) -> Result<CaseId, Error> {
    let sample = read()?;
    let new = NewCase {
        process: sample.process,
        title: sample.title,
        numbers: sample.number,
        received: Some(sample.received),
        due: Some(sample.due),
        area: sample.area,
        programme_area: sample.programme_area,
        officer: sample.officer,
        illustrative: sample.illustrative,
        ..NewCase::default()
    };
    let id = store.transact(author, |door| door.case_new(&new))?.value;
    let letter: PathBuf = folder.join(&sample.letter.name);
    std::fs::write(&letter, sample.letter.text.trim_start())
        .map_err(|error| Error::io(&letter, &error))?;
    let step = Some(sample.letter.step.as_str());
    let mut quiet = |_: &Path, _: u64, _: u64| ControlFlow::Continue(());
    let taken = store.blobs().take_all(&[letter], &mut quiet)?;
    store.attach(author, id, step, taken)?;
    Ok(id)
}

/// Takes the registered sample through its six steps to the presidium's
/// decision and the regions' own.
///
/// # Errors
/// As the verbs it calls.
pub fn complete(store: &mut Store, author: &Author, id: CaseId) -> Result<(), Error> {
    let sample = read()?;
    for answer in sample.answer {
        store.transact(author, |door| {
            let question = answer.question.clone();
            let stance = Some(answer.stance);
            door.act(id, Act::StanceSet { question, stance })?;
            door.text(id, answer.question, answer.text.trim())
        })?;
    }
    for sign_off in sample.sign_off {
        store.transact(author, |door| {
            door.act(
                id,
                Act::StepDone {
                    step: sign_off.step,
                    scope: sign_off.scope,
                    by: sign_off.by,
                    on: sign_off.on,
                    note: sign_off.note,
                },
            )
        })?;
    }
    store.decide(author, id, &sample.decision)?;
    for regional in sample.regional {
        let none = NewDecision {
            body: regional.region.to_string(),
            none: true,
            ..NewDecision::default()
        };
        store.decide(author, id, &none)?;
        store.transact(author, |door| {
            door.act(
                id,
                Act::StepDone {
                    step: StepId::new("egna-beslut"),
                    scope: Some(regional.region),
                    by: author.by.clone(),
                    on: regional.on,
                    note: String::new(),
                },
            )
        })?;
    }
    Ok(())
}
