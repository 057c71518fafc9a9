//! What is searched in a case, place by place.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::documents::extract::cut;
use crate::model::{
    AttachmentId, BodyId, CaseField, CaseSnapshot, DecisionId, PartId, QuestionId, StepId,
    StepState, ThemeId,
};
use crate::text::{Language, params_of, say, word};

/// Grows when [`passages`] lists something else for the cases there are: then
/// every case is listed anew when a store is opened.
pub(super) const LISTING: i64 = 1;

/// Most of a passage that is kept and searched, in bytes of UTF-8: twice a long
/// book's chapter, and some 50 ms of a save. The end of a longer text is not
/// found.
const LONGEST: usize = 256 * 1024;

/// A text and where in its case it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// Where.
    pub place: Place,
    /// As it was written; never empty.
    pub text: String,
}

/// A place in a case, with what a screen needs to go there and to name it. The
/// sentence is `place.<code>` in `text`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(tag = "code", rename_all = "snake_case")]
#[ts(export)]
pub enum Place {
    /// The case's title.
    Title {},
    /// A registry number.
    Number {
        /// Whose registry.
        holder: String,
    },
    /// A field that holds words.
    Field {
        /// Which field.
        #[schemars(with = "String")]
        field: CaseField,
    },
    /// The joint answer to a question.
    Answer {
        /// Which question.
        question: QuestionId,
        /// Its shown number.
        number: u32,
    },
    /// A note of a sign-off, or why a step was opened again.
    Step {
        /// Which step.
        step: StepId,
        /// Which council or region.
        scope: Option<BodyId>,
        /// The step's shown number.
        number: u32,
    },
    /// The words of a decision.
    Decision {
        /// Which decision.
        decision: DecisionId,
        /// Who decided.
        body: String,
    },
    /// What a body wrote on a question.
    Contribution {
        /// Which body.
        body_id: BodyId,
        /// Its name.
        body: String,
        /// On which question.
        question: QuestionId,
        /// Its shown number.
        number: u32,
    },
    /// A council's comment on a theme.
    Assessment {
        /// Which council.
        body_id: BodyId,
        /// Its name.
        body: String,
        /// Which theme.
        theme: ThemeId,
    },
    /// A region's commitment.
    Commitment {
        /// Which.
        part: PartId,
    },
    /// A condition and its evidence.
    Condition {
        /// Which.
        part: PartId,
    },
    /// A supplement.
    Supplement {
        /// Which.
        part: PartId,
    },
    /// What was sent, and to whom.
    Dispatch {
        /// Which.
        part: PartId,
    },
    /// The name of a file.
    FileName {
        /// Which file.
        attachment: AttachmentId,
    },
    /// The text in a file.
    FileText {
        /// Which file.
        attachment: AttachmentId,
        /// Its own name.
        name: String,
    },
}

impl Place {
    /// Whether a hit here comes before all others: a title or a number.
    pub(super) fn is_head(&self) -> bool {
        matches!(self, Self::Title {} | Self::Number { .. })
    }

    /// The place in words: "svar på fråga 2".
    pub fn told(&self, language: Language) -> String {
        let mut params = params_of(self);
        if let Some(field) = params.get_mut("field") {
            *field = word(language, &format!("field.{field}"), &[]);
        }
        let code = params.get("code").map_or("", String::as_str);
        say(language, &format!("place.{code}"), &params)
    }
}

/// Every passage of a case but the text of its files, in the case's order; no
/// two have one place. Who adds something that people write adds it here, and
/// raises [`LISTING`].
pub fn passages(case: &CaseSnapshot) -> Vec<Passage> {
    let mut all = vec![(Place::Title {}, case.title.clone())];
    for it in &case.numbers {
        let holder = it.holder.clone();
        all.push((
            Place::Number { holder },
            format!("{} {}", it.holder, it.number),
        ));
    }
    let fields = [
        (CaseField::Area, &case.area),
        (CaseField::ProgrammeArea, &case.programme_area),
        (CaseField::Officer, &case.officer),
        (CaseField::Secrecy, &case.secrecy),
        (CaseField::Note, &case.note),
    ];
    for (field, text) in fields {
        all.push((Place::Field { field }, text.clone()));
    }
    for it in &case.questions {
        let (question, number) = (it.id.clone(), it.number);
        all.push((Place::Answer { question, number }, it.text.clone()));
    }
    for step in &case.steps {
        for part in &step.parts {
            let text = match &part.state {
                StepState::Open => continue,
                StepState::Done(done) => &done.note,
                StepState::Reopened(again) => &again.reason,
            };
            let (scope, number) = (part.scope.clone(), step.number);
            let step = step.id.clone();
            all.push((
                Place::Step {
                    step,
                    scope,
                    number,
                },
                text.clone(),
            ));
        }
    }
    for it in &case.decisions {
        let (decision, body) = (it.id.clone(), it.body_name.clone());
        let text = format!("{} {}", it.section, it.text);
        all.push((Place::Decision { decision, body }, text));
    }
    for it in &case.contributions {
        for text in &it.texts {
            let number = case
                .question_by_id(&text.question)
                .map_or(0, |it| it.number);
            let place = Place::Contribution {
                body_id: it.body.clone(),
                body: it.body_name.clone(),
                question: text.question.clone(),
                number,
            };
            all.push((place, text.text.clone()));
        }
    }
    for it in &case.effects.assessments {
        let place = Place::Assessment {
            body_id: it.council.clone(),
            body: case.body_name(&it.council).to_owned(),
            theme: it.theme.clone(),
        };
        all.push((place, it.comment.clone()));
    }
    for it in &case.commitments {
        let part = it.id.clone();
        let text = format!("{} {}", it.region_name, it.terms.text);
        all.push((Place::Commitment { part }, text));
    }
    for it in &case.conditions {
        let part = it.id.clone();
        let text = format!("{} {}", it.terms.text, it.terms.evidence);
        all.push((Place::Condition { part }, text));
    }
    for it in &case.supplements {
        let part = it.id.clone();
        all.push((Place::Supplement { part }, it.terms.text.clone()));
    }
    for it in &case.dispatches {
        let part = it.id.clone();
        all.push((Place::Dispatch { part }, format!("{} {}", it.to, it.note)));
    }
    for it in &case.attachments {
        let attachment = it.id.clone();
        all.push((Place::FileName { attachment }, it.name.clone()));
    }
    all.into_iter()
        .filter(|(_, text)| text.contains(char::is_alphanumeric))
        .map(|(place, mut text)| {
            cut(&mut text, LONGEST);
            Passage { place, text }
        })
        .collect()
}
