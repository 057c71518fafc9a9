//! An application with every part, and cases with much of each.

use super::application::{commitments, conditions, members, notices, supplements};
use super::consultation::{contributions, effects};
use super::{at, day, sample_case};
use crate::model::{
    Attachment, BodyId, CaseSnapshot, Closing, Correction, CorrectionTerms, Decision,
    DecisionReport, Direction, Dispatch, DispatchedFile, DocumentRecord, EffectCouncil, OutcomeId,
    PartId, ProcessRef, RecordAssessment, RecordedDecision, RecordedDispatch, Retention, RoundId,
    RoundRef, Sha256,
};

/// An application decided, corrected, sent and closed.
pub(crate) fn full_case() -> CaseSnapshot {
    let sample = sample_case();
    let mut case = CaseSnapshot {
        title: "Avancerad utredning vid svårbehandlad epilepsi".to_owned(),
        area: "Svårbehandlad epilepsi".to_owned(),
        process: ProcessRef {
            kind: "ansokan".to_owned(),
            id: "ansokan-2023-03".to_owned(),
            name: "Ansökan".to_owned(),
            name_en: "Application".to_owned(),
            valid_from: None,
        },
        application: true,
        applicant: "Region Östergötland".to_owned(),
        records_class: "3.7.2".to_owned(),
        round: Some(RoundRef {
            id: RoundId::from_random([3; 16]),
            title: "Nationell högspecialiserad vård, maj 2021".to_owned(),
        }),
        members: members(),
        commitments: commitments(),
        conditions: conditions(),
        supplements: supplements(),
        notices: notices(),
        contributions: contributions(),
        effects: effects(),
        closed: Some(Closing {
            outcome: OutcomeId::new("undertillstand"),
            name: "Undertillstånd".to_owned(),
            name_en: String::new(),
            on: day("2021-12-16"),
            note: "Tillståndet gäller från den 1 januari 2023.".to_owned(),
            by: "Anna Lind".to_owned(),
            at: at("2021-12-17"),
        }),
        ..sample
    };
    for (question, (title, verified)) in case.questions.iter_mut().zip([
        ("Patientvolymer", true),
        ("Kompetens", true),
        ("Sårbarhet", false),
        ("Ekonomi", true),
    ]) {
        question.stances.clear();
        question.stance = None;
        question.title = title.to_owned();
        question.verified = verified;
    }
    for (index, file) in case.attachments.iter_mut().enumerate().take(2) {
        record(index, file);
    }
    decide(&mut case.decisions);
    case.dispatches = dispatches(&case.attachments);
    case
}

fn record(index: usize, file: &mut Attachment) {
    file.record = DocumentRecord {
        direction: Some([Direction::In, Direction::Internal][index]),
        party: ["Socialstyrelsen", ""][index].to_owned(),
        dated: Some(day("2021-03-12")),
        secrecy: ["", "OSL 25 kap. 1 §"][index].to_owned(),
        assessment: Some(
            [
                RecordAssessment::OfficialRecord,
                RecordAssessment::WorkingMaterial,
            ][index],
        ),
        retention: Some([Retention::Preserve, Retention::Dispose][index]),
        period: ["", "5 år"][index].to_owned(),
    };
}

/// The joint decision corrected twice and reported, a struck one after it.
fn decide(decisions: &mut Vec<Decision>) {
    decisions[2].text = "Regionstyrelsen ställer sig bakom ansökan.".to_owned();
    let joint = &mut decisions[0];
    joint.text = "Presidiet ställer sig bakom ansökan med redovisade åtaganden.".to_owned();
    let before = RecordedDecision {
        on: Some(day("2023-10-01")),
        section: "§ 44".to_owned(),
        text: joint.text.clone(),
    };
    joint.recorded = Some(before);
    joint.reported = Some(DecisionReport {
        on: day("2023-11-14"),
        section: "§ 61".to_owned(),
    });
    joint.approved = Some(day("2023-10-06"));
    joint.corrections = vec![
        correction("k1", "Fel dag i protokollsutkastet", |it| {
            it.on = Some(day("2023-10-02"));
            it.section = "§ 46".to_owned();
        }),
        correction("k2", "Fel paragraf", |it| it.section = "§ 45".to_owned()),
    ];
    let struck = Decision {
        section: "§ 50".to_owned(),
        text: "Presidiet återremitterar ärendet.".to_owned(),
        corrections: vec![correction("k3", "Hör till ett annat ärende", |it| {
            it.withdrawn = true;
        })],
        reported: None,
        approved: None,
        ..joint.clone()
    };
    decisions.push(struck);
}

fn correction(id: &str, reason: &str, right: impl Fn(&mut CorrectionTerms)) -> Correction {
    let mut terms = CorrectionTerms {
        reason: reason.to_owned(),
        ..CorrectionTerms::default()
    };
    right(&mut terms);
    Correction {
        id: PartId::new(id),
        terms,
        by: "Anna Lind".to_owned(),
        at: at("2023-10-09"),
    }
}

fn dispatches(attachments: &[Attachment]) -> Vec<Dispatch> {
    let sent = |id: &str, to: &str, corrections| Dispatch {
        id: PartId::new(id),
        to: to.to_owned(),
        on: day("2023-10-06"),
        files: Vec::new(),
        basis: None,
        note: String::new(),
        by: "Anna Lind".to_owned(),
        at: at("2023-10-06"),
        corrections,
        recorded: Some(RecordedDispatch {
            to: "Socialstyrelsens registrator".to_owned(),
            on: day("2023-10-05"),
            note: String::new(),
        }),
    };
    let files = attachments.iter().take(2).map(|it| DispatchedFile {
        name: it.name.clone(),
        sha256: it.sha256.clone(),
    });
    vec![
        Dispatch {
            files: files.collect(),
            basis: Some(Sha256::of(b"underlag")),
            note: "Med e-post till NHV-ansokan@socialstyrelsen.se".to_owned(),
            ..sent(
                "d1",
                "Socialstyrelsen, enheten för nationell högspecialiserad vård",
                vec![correction("k4", "Fel mottagare antecknades", |it| {
                    it.to =
                        "Socialstyrelsen, enheten för nationell högspecialiserad vård".to_owned();
                    it.on = Some(day("2023-10-06"));
                })],
            )
        },
        sent(
            "d2",
            "Region Kalmar län",
            vec![correction("k5", "Skickades aldrig", |it| {
                it.withdrawn = true
            })],
        ),
    ]
}

/// [`full_case`] as somebody went on with it after the decision.
pub(in crate::packet) fn late_case() -> CaseSnapshot {
    let mut case = full_case();
    case.applicant = "Region Sen".to_owned();
    case.commitments[0].terms.amount = Some(9_876_543);
    case.commitments[1].terms.text = "Ett sent åtagande".to_owned();
    case.conditions[0].terms.evidence = "Ett sent underlag".to_owned();
    case.effects.assessments[1].comment = "En sen bedömning".to_owned();
    case.effects.themes[0].name = "Ett sent tema".to_owned();
    case.contributions[0].texts[0].text = "Ett sent bidrag".to_owned();
    case.contributions[3].texts[0].taken = case.contributions[0].texts[0].taken.clone();
    case.questions[0].text = "Ett sent svar".to_owned();
    case
}

/// [`full_case`] with many councils, commitments and contributions, some long
/// and some empty.
pub(in crate::packet) fn wide_case(councils: usize, commitments: usize) -> CaseSnapshot {
    let mut case = full_case();
    let long = "Vårdkedjan före och efter ingreppet är lika viktig. ".repeat(120);
    case.effects.councils = (0..councils)
        .map(|index| EffectCouncil {
            id: BodyId::new(format!("r{index}")),
            name: format!("Kunskapsråd {}", index + 1),
        })
        .collect();
    case.effects.assessments[0].comment = long.clone();
    case.effects.assessments[1].comment = " \n".to_owned();
    let promised = case.commitments[0].clone();
    case.commitments = (0..commitments)
        .map(|index| {
            let mut it = promised.clone();
            it.id = PartId::new(index.to_string());
            it.terms.text = format!("Åtagande {}", index + 1);
            it
        })
        .collect();
    case.conditions[1].terms.evidence = long.clone();
    case.contributions[0].texts[0].text = long;
    case
}
