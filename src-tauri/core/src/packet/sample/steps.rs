//! Six steps of a remissvar, one of them opened again.

use super::{day, moment};
use crate::model::{BodyId, Reopening, Repeats, SignOff, Step, StepId, StepPart, StepState};

const COUNCILS: [&str; 4] = [
    "Kunskapsråd kirurgi och cancer",
    "Kunskapsråd barn, kvinnor och rehabilitering",
    "Kunskapsråd medicin och akut",
    "Kunskapsråd psykisk hälsa och primärvård",
];

const REGIONS: [&str; 3] = [
    "Region Jönköpings län",
    "Region Kalmar län",
    "Region Östergötland",
];

pub(in crate::packet) fn done(by: &str, on: &str, note: &str) -> StepState {
    StepState::Done(SignOff {
        by: by.to_owned(),
        on: day(on),
        at: moment(),
        note: note.to_owned(),
    })
}

pub(in crate::packet) fn steps() -> Vec<Step> {
    let open = || StepState::Open;
    let reopened = StepState::Reopened(Reopening {
        by: "Karin Åkesson".to_owned(),
        at: moment(),
        reason: "Kalmar kom in med nya volymer".to_owned(),
    });
    vec![
        step(
            1,
            "uppdrag",
            "RSL ger ansvarigt RPO i uppdrag att ta fram förslag",
            "RSL",
            &[""],
            vec![done("Anna Lind", "2023-08-28", "Mejl till RPO")],
        ),
        step(
            2,
            "systemeffekter",
            "Kunskapsråden bedömer effekter på systemnivå",
            "Kunskapsråd",
            &COUNCILS,
            vec![
                done("Erik Sjöö", "2023-09-14", "Enig bedömning"),
                done("Maria Öst", "2023-09-15", ""),
                reopened,
                open(),
            ],
        ),
        step(
            3,
            "sammanstallning",
            "RSL stab sammanställer svaret",
            "RSL stab",
            &[""],
            vec![open()],
        ),
        step(
            4,
            "fakultet",
            "Avstämning med medicinska fakulteten",
            "Medicinska fakulteten, Linköpings universitet",
            &[""],
            vec![open()],
        ),
        step(
            5,
            "beslut",
            "Samverkansnämnden beslutar, eller presidiet på delegation",
            "SVN",
            &[""],
            vec![open()],
        ),
        step(
            6,
            "egna-beslut",
            "Varje region tar ställning till eget beslut",
            "Region",
            &REGIONS,
            vec![open(), open(), open()],
        ),
    ]
}

fn step(
    n: u32,
    id: &str,
    title: &str,
    role: &str,
    scopes: &[&str],
    states: Vec<StepState>,
) -> Step {
    let part = |(scope, state): (&&str, StepState)| StepPart {
        scope: (!scope.is_empty()).then(|| BodyId::new(scope.to_lowercase().replace(' ', "-"))),
        scope_name: (*scope).to_owned(),
        due: Some(day("2023-09-15")),
        planned: false,
        responsible: String::new(),
        state,
    };
    Step {
        decides: id == "beslut",
        id: StepId::new(id),
        number: n,
        title: title.to_owned(),
        title_en: String::new(),
        task: String::new(),
        task_en: String::new(),
        role: role.to_owned(),
        role_en: String::new(),
        after: Vec::new(),
        waits: false,
        repeats: (scopes.len() > 1).then_some(Repeats::Council),
        parts: scopes.iter().zip(states).map(part).collect(),
    }
}
