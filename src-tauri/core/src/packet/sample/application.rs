//! What an application holds beside its answers.

use super::day;
use crate::model::{
    BodyId, Commitment, CommitmentTerms, Condition, ConditionState, ConditionTerms, Member, Notice,
    NoticeId, NoticeReceiver, PartId, StepId, Supplement, SupplementTerms,
};

pub(in crate::packet) fn commitments() -> Vec<Commitment> {
    let promised = |region: &str, text: &str, amount, svn: Option<&str>| Commitment {
        id: PartId::new(text),
        region: BodyId::new(
            region
                .to_lowercase()
                .replace(' ', "-")
                .replace(['ä', 'å'], "a")
                .replace('ö', "o"),
        ),
        region_name: region.to_owned(),
        terms: CommitmentTerms {
            text: text.to_owned(),
            amount,
            from: Some(day("2023-01-01")),
            rsl: Some(day("2021-04-23")),
            svn: svn.map(day),
        },
    };
    vec![
        promised(
            "Region Jönköpings län",
            "Remitterar alla patienter i målgruppen till den nationella enheten och finansierar en koordinator.",
            Some(2_000_000),
            Some("2021-05-07"),
        ),
        promised("Region Jönköpings län", "Deltar i jourlinjen", None, None),
        promised(
            "Region Östergötland",
            "Avsätter medel för kompetensförsörjning under uppstarten",
            Some(12_500_000),
            Some("2021-05-07"),
        ),
    ]
}

pub(in crate::packet) fn conditions() -> Vec<Condition> {
    let condition = |text: &str, evidence: &str, state| Condition {
        id: PartId::new(text),
        terms: ConditionTerms {
            text: text.to_owned(),
            evidence: evidence.to_owned(),
            state,
        },
    };
    vec![
        condition(
            "Multidisciplinär konferens ska hållas varje vecka med neurolog, neurofysiolog, neuroradiolog, neurokirurg och neuropsykolog.",
            "Konferens hålls sedan 2016 varje tisdag. Se bilaga 4, **verksamhetsberättelse 2020**, avsnitt 3.",
            ConditionState::Met,
        ),
        condition(
            "Enheten ska ha tillgång till magnetencefalografi.",
            "Avtal om MEG tecknas 2022.",
            ConditionState::Partly,
        ),
        condition(
            "Enheten ska delta i nationellt kvalitetsregister.",
            "",
            ConditionState::Open,
        ),
        condition(
            "Jour ska finnas dygnet runt.",
            "Saknas på helger.",
            ConditionState::NotMet,
        ),
    ]
}

pub(in crate::packet) fn members() -> Vec<Member> {
    [
        ("Diagnostik och sinnen", "Eva Ström"),
        ("RPO nervsystemets sjukdomar", "Per Nyberg"),
        ("Medicinska fakulteten, Linköpings universitet", ""),
    ]
    .map(|(body, name)| Member {
        body: BodyId::new(body),
        body_name: body.to_owned(),
        name: name.to_owned(),
    })
    .to_vec()
}

pub(in crate::packet) fn supplements() -> Vec<Supplement> {
    let asked = |text: &str, sent: Option<&str>| Supplement {
        id: PartId::new(text),
        terms: SupplementTerms {
            text: text.to_owned(),
            asked: Some(day("2021-06-14")),
            due: Some(day("2021-07-01")),
            sent: sent.map(day),
        },
    };
    vec![
        asked(
            "Volymer per åldersgrupp för åren 2018–2020",
            Some("2021-06-28"),
        ),
        asked("Intyg om tillgång till MEG", None),
    ]
}

pub(in crate::packet) fn notices() -> Vec<Notice> {
    let told = |body: &str, on: Option<&str>, note: &str| NoticeReceiver {
        body: BodyId::new(body),
        body_name: body.to_owned(),
        on: on.map(day),
        note: note.to_owned(),
    };
    let notice = |id: &str, title: &str, receivers| Notice {
        id: NoticeId::new(id),
        step: StepId::new("aterkoppling"),
        title: title.to_owned(),
        title_en: String::new(),
        receivers,
    };
    vec![
        notice(
            "ansokan",
            "Återkoppling av ansökan",
            vec![
                told(
                    "RPO nervsystemets sjukdomar",
                    Some("2021-05-12"),
                    "Mejl med ansökan",
                ),
                told("Diagnostik och sinnen", Some("2021-05-12"), ""),
                told("Samverkansnämnden", None, ""),
            ],
        ),
        notice(
            "beslut",
            "Återkoppling av Socialstyrelsens beslut",
            Vec::new(),
        ),
    ]
}
