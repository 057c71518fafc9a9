//! A filled case to print, built from plain values.

mod application;
mod consultation;
mod decisions;
mod full;
mod questions;
mod steps;

pub(crate) use full::full_case;
pub(super) use full::{late_case, wide_case};
pub(super) use steps::done;

use crate::model::{
    Attachment, AttachmentId, BodyId, CaseId, CaseSnapshot, Date, Decider, DocumentRecord, Moment,
    ProcessRef, Question, QuestionId, RegistryNumber, Sha256, StepId, SystemEffects,
};
use decisions::decisions;
use questions::questions;
use steps::steps;

pub(super) fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn moment() -> Moment {
    Moment::from_millis(1_696_579_200_000)
}

/// Noon of a day.
fn at(day: &str) -> Moment {
    let noon: jiff::Timestamp = format!("{day}T12:00:00Z").parse().unwrap();
    Moment::from_millis(noon.as_millisecond())
}

/// The case of an organisation that has a logo, clear around its mark.
pub(crate) fn with_logo(case: CaseSnapshot) -> CaseSnapshot {
    let drawn = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 90 36\">\
        <circle cx=\"18\" cy=\"18\" r=\"17\" fill=\"#1f5a6b\"/>\
        <path d=\"M8 20q10-14 20 0t20 0\" fill=\"none\" stroke=\"#d9a441\" stroke-width=\"4\"/></svg>";
    let logo = crate::documents::logo(drawn.as_bytes().to_vec()).unwrap();
    CaseSnapshot {
        logo: Some(std::sync::Arc::new(logo)),
        ..case
    }
}

/// A case with nothing in it but a title.
pub(crate) fn empty_case() -> CaseSnapshot {
    CaseSnapshot {
        id: CaseId::from_random([7; 16]),
        title: "Tomt ärende".to_owned(),
        logo: None,
        area: String::new(),
        numbers: Vec::new(),
        received: None,
        due: None,
        officer: String::new(),
        programme_area: String::new(),
        secrecy: String::new(),
        note: String::new(),
        process: ProcessRef {
            kind: "remissvar".to_owned(),
            id: "nominering-2023-03".to_owned(),
            name: "Nominering".to_owned(),
            name_en: "Nomination".to_owned(),
            valid_from: Some(day("2023-03-01")),
        },
        organisation: String::new(),
        deciders: Vec::new(),
        illustrative: Vec::new(),
        steps: Vec::new(),
        questions: Vec::new(),
        attachments: Vec::new(),
        decisions: Vec::new(),
        round: None,
        contributions: Vec::new(),
        effects: SystemEffects::default(),
        application: false,
        applicant: String::new(),
        records_class: String::new(),
        members: Vec::new(),
        commitments: Vec::new(),
        conditions: Vec::new(),
        supplements: Vec::new(),
        notices: Vec::new(),
        dispatches: Vec::new(),
        outcomes: Vec::new(),
        closed: None,
        joined: None,
        apart: Vec::new(),
        bodies: Vec::new(),
        conflicts: Vec::new(),
        by: "Anna Lind".to_owned(),
        at: moment(),
        deleted: false,
    }
}

/// A small case: one question, one step.
pub(super) fn small_case() -> CaseSnapshot {
    let mut case = sample_case();
    case.questions.truncate(1);
    case.questions[0].text = "Vi tillstyrker enligt 4 kap. 3 §.\n\n- ett\n- två".to_owned();
    case.questions[0].words = 9;
    case.steps.truncate(1);
    case.attachments.truncate(1);
    case.decisions.clear();
    case
}

/// A remissvar on its way: six steps, four questions, two decisions.
pub(crate) fn sample_case() -> CaseSnapshot {
    CaseSnapshot {
        logo: None,
        title: "Kirurgi vid trakeobronkomalaci hos barn".to_owned(),
        area: "Avancerad barn- och ungdomskirurgi".to_owned(),
        numbers: vec![
            number("Region Östergötland", "RÖ 2023-1187"),
            number("Socialstyrelsen", "29988/2022"),
        ],
        received: Some(day("2023-08-21")),
        due: Some(day("2023-10-06")),
        officer: "Anna Lind".to_owned(),
        programme_area: "RPO barn och ungdomars hälsa".to_owned(),
        process: ProcessRef {
            kind: "remissvar".to_owned(),
            id: "remissvar-2023-03".to_owned(),
            name: "Remissvar nationell högspecialiserad vård".to_owned(),
            name_en: "Consultation".to_owned(),
            valid_from: Some(day("2023-03-01")),
        },
        organisation: "Sydöstra sjukvårdsregionen".to_owned(),
        deciders: vec![
            decider("svn", "Samverkansnämnden", false),
            decider("presidiet", "Samverkansnämndens presidium", false),
            decider("region-jonkopings-lan", "Region Jönköpings län", true),
            decider("region-kalmar-lan", "Region Kalmar län", true),
            decider("region-ostergotland", "Region Östergötland", true),
        ],
        illustrative: ["received", "due", "officer"].map(str::to_owned).to_vec(),
        steps: steps(),
        questions: questions(),
        attachments: vec![
            attachment("Remissmissiv NHV 29988-2022.pdf", 248_113, "uppdrag"),
            attachment(
                "Bedömning kunskapsråd kirurgi och cancer – slutlig version efter möte 14 september.docx",
                61_440,
                "systemeffekter",
            ),
            attachment("volymer.xlsx", 912, ""),
        ],
        decisions: decisions(),
        ..empty_case()
    }
}

fn number(holder: &str, number: &str) -> RegistryNumber {
    RegistryNumber {
        holder: holder.to_owned(),
        number: number.to_owned(),
    }
}

fn decider(id: &str, name: &str, regional: bool) -> Decider {
    Decider {
        id: BodyId::new(id),
        name: name.to_owned(),
        regional,
    }
}

fn attachment(name: &str, size: u64, step: &str) -> Attachment {
    let sha256 = Sha256::of(name.as_bytes());
    let step = (!step.is_empty()).then(|| StepId::new(step));
    Attachment {
        id: AttachmentId::of(&sha256, name, step.as_ref()),
        name: name.to_owned(),
        size,
        sha256,
        step,
        record: DocumentRecord::default(),
        by: "Anna Lind".to_owned(),
        at: moment(),
    }
}

/// A case whose packet takes some hundreds of pages.
pub(super) fn long_case(answers: usize) -> CaseSnapshot {
    let mut case = sample_case();
    let first = case.questions[1].clone();
    case.questions = (1..=answers)
        .map(|n| Question {
            number: u32::try_from(n).unwrap(),
            id: QuestionId::new(format!("q{n}")),
            ..first.clone()
        })
        .collect();
    case
}
