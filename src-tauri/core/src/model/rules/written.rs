//! What is written of an act that somebody asks for.

use crate::model::{Act, CaseField, CaseSnapshot};

/// A title on one line, a body by its name, a dispatch with the answer that was
/// decided: what is sent after the decision is what was decided, and the log says
/// which. Every other act as it is.
pub fn as_written(case: &CaseSnapshot, mut act: Act) -> Act {
    match &mut act {
        Act::Dispatched { basis, .. } => {
            *basis = case.decided().and_then(|decision| decision.basis.clone());
        }
        Act::FieldSet {
            field: CaseField::Title,
            value,
        } => *value = one_line(value),
        // Letters tell it as it stands here.
        Act::FieldSet {
            field: CaseField::Applicant | CaseField::ProgrammeArea,
            value,
        } => {
            let mut bodies = case.bodies.iter();
            if let Some(body) = bodies.find(|it| it.id.as_str() == value.trim()) {
                value.clone_from(&body.name);
            }
        }
        _ => {}
    }
    act
}

/// A title as lists and headings hold it.
pub fn one_line(title: &str) -> String {
    let plain = title.trim().chars();
    plain
        .map(|it| if it.is_control() { ' ' } else { it })
        .collect()
}
