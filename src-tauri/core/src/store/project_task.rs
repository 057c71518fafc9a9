//! What is to be done now in a case, as rows.

use super::project::{Cells, UNDATED};
use crate::model::{CaseSnapshot, Date, Step, StepPart, TaskKind};

/// One row per thing to be done; none for a case that does not go on.
pub(super) fn of(case: &CaseSnapshot) -> Vec<Cells> {
    if !case.is_open() {
        return Vec::new();
    }
    let mut rows: Vec<Cells> = Vec::new();
    for step in case.steps.iter().filter(|step| !step.waits) {
        let open = step.parts.iter().filter(|part| !part.is_done());
        rows.extend(open.map(|part| step_row(case, step, part)));
    }
    for it in case.contributions.iter().filter(|it| it.is_missing()) {
        let of_body = OfBody {
            id: it.body.as_str(),
            name: &it.body_name,
        };
        rows.push(officer_row(
            case,
            TaskKind::Contribution,
            it.body.as_str(),
            it.due(),
            &it.body_name,
            Some(of_body),
        ));
    }
    for it in case.decisions.iter().filter(|it| it.awaits_report()) {
        let id = it.id.as_str();
        rows.push(officer_row(
            case,
            TaskKind::Report,
            id,
            None,
            &it.body_name,
            None,
        ));
    }
    for it in case.supplements.iter().filter(|it| it.terms.sent.is_none()) {
        let (id, due) = (it.id.as_str(), it.terms.due);
        rows.push(officer_row(
            case,
            TaskKind::Supplement,
            id,
            due,
            &it.terms.text,
            None,
        ));
    }
    rows.sort();
    rows
}

struct OfBody<'c> {
    id: &'c str,
    name: &'c str,
}

fn step_row(case: &CaseSnapshot, step: &Step, part: &StepPart) -> Cells {
    let scope = part.scope.as_ref();
    let who = match (part.responsible.as_str(), scope) {
        ("", None) => step.role.clone(),
        ("", Some(_)) => part.scope_name.clone(),
        (person, _) => person.to_owned(),
    };
    // Nobody named: the councils' and regions' parts are theirs, the rest is the
    // officer's to see to.
    let person = match (part.responsible.as_str(), scope) {
        ("", None) => &case.officer,
        (person, _) => person,
    };
    row(
        case,
        TaskKind::Step,
        &format!("{}/{}", step.id, scope.map_or("-", |it| it.as_str())),
        step.id.as_str(),
        part.due,
        [&step.title, &step.title_en],
        &who,
        person,
        scope.map(|it| OfBody {
            id: it.as_str(),
            name: &part.scope_name,
        }),
        &step.role,
    )
}

/// Something the case officer sees to.
fn officer_row(
    case: &CaseSnapshot,
    kind: TaskKind,
    place: &str,
    due: Option<Date>,
    title: &str,
    body: Option<OfBody<'_>>,
) -> Cells {
    let titles = [title, title];
    row(
        case,
        kind,
        place,
        "",
        due,
        titles,
        &case.officer,
        &case.officer,
        body,
        "",
    )
}

#[allow(
    clippy::too_many_arguments,
    reason = "one argument a column, in the table's order"
)]
fn row(
    case: &CaseSnapshot,
    kind: TaskKind,
    place: &str,
    step: &str,
    due: Option<Date>,
    [title, title_en]: [&str; 2],
    who: &str,
    person: &str,
    body: Option<OfBody<'_>>,
    role: &str,
) -> Cells {
    let due = due.map(|day| day.to_string()).unwrap_or_default();
    let sort_due = if due.is_empty() {
        UNDATED.to_owned()
    } else {
        due.clone()
    };
    let (body, body_name) = body.map_or(("", ""), |it| (it.id, it.name));
    vec![
        case.id.to_string(),
        kind.code().to_owned(),
        place.to_owned(),
        step.to_owned(),
        due,
        sort_due,
        title.to_owned(),
        title_en.to_owned(),
        who.to_owned(),
        person.to_lowercase(),
        body.to_owned(),
        body_name.to_lowercase(),
        role.to_lowercase(),
    ]
}
