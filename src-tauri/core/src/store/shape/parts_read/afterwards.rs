//! What became of a case: what was sent, put right and recorded, and how it ended.

use serde::Deserialize;

use crate::model::{
    AttachmentId, Closing, Correction, CorrectionTerms, Date, Direction, Dispatch, DispatchedFile,
    DocumentField, DocumentRecord, OutcomeId, PartId, Process, RecordAssessment, RecordedDispatch,
    Retention, Sha256,
};
use crate::store::shape::case::Mark;
use crate::store::shape::values::Values;

#[derive(Deserialize)]
struct DispatchValue {
    to: String,
    on: Date,
    files: Vec<DispatchedFile>,
    basis: Option<Sha256>,
    note: String,
    #[serde(flatten)]
    mark: Mark,
}

#[derive(Deserialize)]
struct CorrectionValue {
    #[serde(flatten)]
    terms: CorrectionTerms,
    #[serde(flatten)]
    mark: Mark,
}

#[derive(Deserialize)]
struct ClosedValue {
    outcome: OutcomeId,
    on: Date,
    note: String,
    #[serde(flatten)]
    mark: Mark,
}

impl Values {
    pub(in crate::store::shape) fn dispatches(&self) -> Vec<Dispatch> {
        let mut dispatches: Vec<Dispatch> = self
            .under("dispatch")
            .filter_map(|(id, value)| {
                let it: DispatchValue = serde_json::from_str(value).ok()?;
                let corrections = self.corrections(id);
                let mut right = Dispatch {
                    id: PartId::new(id),
                    to: it.to,
                    on: it.on,
                    files: it.files,
                    basis: it.basis,
                    note: it.note,
                    by: it.mark.by,
                    at: it.mark.at,
                    corrections: Vec::new(),
                    recorded: None,
                };
                right.recorded = (!corrections.is_empty()).then(|| RecordedDispatch {
                    to: right.to.clone(),
                    on: right.on,
                    note: right.note.clone(),
                });
                for correction in &corrections {
                    let terms = &correction.terms;
                    right.on = terms.on.unwrap_or(right.on);
                    put_right(&mut right.to, &terms.to);
                    put_right(&mut right.note, &terms.text);
                }
                right.corrections = corrections;
                Some(right)
            })
            .collect();
        dispatches.sort_by(|a, b| (a.at, &a.id).cmp(&(b.at, &b.id)));
        dispatches
    }

    pub(in crate::store::shape) fn corrections(&self, of: &str) -> Vec<Correction> {
        let mut corrections: Vec<Correction> = self
            .under(&format!("correction/{of}"))
            .filter_map(|(id, value)| {
                let it: CorrectionValue = serde_json::from_str(value).ok()?;
                Some(Correction {
                    id: PartId::new(id),
                    terms: it.terms,
                    by: it.mark.by,
                    at: it.mark.at,
                })
            })
            .collect();
        corrections.sort_by(|a, b| (a.at, &a.id).cmp(&(b.at, &b.id)));
        corrections
    }

    pub(in crate::store::shape) fn record(&self, attachment: &AttachmentId) -> DocumentRecord {
        let field =
            |field: DocumentField| self.text(&format!("attachment/{attachment}/{}", field.key()));
        let party = field(DocumentField::Party);
        DocumentRecord {
            direction: choice::<Direction>(&field(DocumentField::Direction)),
            party,
            dated: field(DocumentField::Dated).parse().ok(),
            secrecy: field(DocumentField::DocumentSecrecy),
            assessment: choice::<RecordAssessment>(&field(DocumentField::Assessment)),
            retention: choice::<Retention>(&field(DocumentField::Retention)),
            period: field(DocumentField::Period),
        }
    }

    pub(in crate::store::shape) fn closed(&self, process: &Process) -> Option<Closing> {
        let it: ClosedValue = self.whole("closed")?;
        let known = process.outcomes.iter().find(|known| known.id == it.outcome);
        Some(Closing {
            name: known.map_or_else(|| it.outcome.to_string(), |it| it.name.clone()),
            name_en: known.map(|it| it.name_en.clone()).unwrap_or_default(),
            outcome: it.outcome,
            on: it.on,
            note: it.note,
            by: it.mark.by,
            at: it.mark.at,
        })
    }
}

/// What a correction says is right takes the place of what stood.
pub(in crate::store::shape) fn put_right(stood: &mut String, right: &str) {
    if !right.trim().is_empty() {
        right.trim().clone_into(stood);
    }
}

fn choice<T: serde::de::DeserializeOwned>(code: &str) -> Option<T> {
    serde_json::from_value(serde_json::Value::from(code)).ok()
}
