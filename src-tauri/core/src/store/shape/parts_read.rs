//! The parts of a case read back: contributions, system effects, the
//! application, what was sent and corrected, how it ended.

use serde::Deserialize;

use super::case::Mark;
use super::entries::text_hash;
use super::values::Values;
use crate::model::{
    Asked, Assessment, AttachmentId, BodyId, BodyKind, CaseBody, CaseBodyKind, Chase, Closing,
    Commitment, CommitmentTerms, Condition, ConditionTerms, Contribution, ContributionText,
    Correction, CorrectionTerms, Date, Direction, Dispatch, DispatchedFile, DocumentField,
    DocumentRecord, EffectCouncil, EffectTheme, Member, Notice, NoticeReceiver, Organisation,
    OutcomeId, PartId, Party, Process, Question, Rating, RecordAssessment, RecordedDispatch,
    Retention, Sha256, Supplement, SupplementTerms, SystemEffects, Taking, ThemeId, count_words,
};
use crate::text::sort_key;

/// Everybody who may contribute, by name in Swedish order.
pub(super) fn bodies(organisation: &Organisation) -> Vec<CaseBody> {
    let body = |id: &BodyId, name: &str, kind| CaseBody {
        id: id.clone(),
        name: name.to_owned(),
        kind,
    };
    let areas = organisation.programme_areas.iter().map(|it| {
        let name = format!("RPO {}", it.name);
        body(&it.id, &name, CaseBodyKind::ProgrammeArea)
    });
    let councils = organisation.councils.iter();
    let councils = councils.map(|it| body(&it.id, &it.name, CaseBodyKind::Council));
    let faculty = organisation.faculty.iter();
    let faculty = faculty.map(|it| body(&it.id, &it.name, CaseBodyKind::Faculty));
    let regions = organisation.regions.iter();
    let regions = regions.map(|it| body(&it.id, &it.name, CaseBodyKind::Region));
    let joint = organisation.bodies.iter();
    let joint = joint.map(|it| body(&it.id, &it.name, CaseBodyKind::Joint));
    let all = areas
        .chain(councils)
        .chain(faculty)
        .chain(regions)
        .chain(joint);
    let mut all: Vec<_> = all.collect();
    all.sort_by_cached_key(|it| (it.kind, sort_key(&it.name)));
    all
}

/// The bodies that a process means by `party` in this case.
fn of_party(
    party: Party,
    organisation: &Organisation,
    bodies: &[CaseBody],
    programme_area: &str,
) -> Vec<(BodyId, String)> {
    let kind = |kind: CaseBodyKind| {
        let found = bodies.iter().filter(move |it| it.kind == kind);
        found.map(|it| (it.id.clone(), it.name.clone())).collect()
    };
    let joint = |kind: BodyKind| {
        let found = organisation.body_of(kind);
        found
            .map(|it| (it.id.clone(), it.name.clone()))
            .into_iter()
            .collect()
    };
    match party {
        Party::RegionalManagement => joint(BodyKind::RegionalManagement),
        Party::JointCommittee => joint(BodyKind::JointCommittee),
        Party::Presidium => joint(BodyKind::Presidium),
        Party::Councils => kind(CaseBodyKind::Council),
        Party::Faculty => kind(CaseBodyKind::Faculty),
        Party::Regions => kind(CaseBodyKind::Region),
        Party::ProgrammeArea => {
            let wanted = programme_area.trim().to_lowercase();
            let known = bodies.iter().find(|it| {
                let name = it.name.to_lowercase();
                it.kind == CaseBodyKind::ProgrammeArea
                    && (it.id.as_str() == wanted
                        || name == wanted
                        || name == format!("rpo {wanted}"))
            });
            // The programme area that answers is known or not: its place is kept.
            let (id, name) = known.map_or_else(
                || (BodyId::new("programme_area"), "RPO".to_owned()),
                |it| (it.id.clone(), it.name.clone()),
            );
            vec![(id, name)]
        }
    }
}

#[derive(Deserialize)]
struct AskedValue {
    due: Option<Date>,
    note: String,
    #[serde(flatten)]
    mark: Mark,
}

#[derive(Deserialize)]
struct ChaseValue {
    note: String,
    #[serde(flatten)]
    mark: Mark,
}

#[derive(Deserialize)]
struct TakenValue {
    sha256: Sha256,
    #[serde(flatten)]
    mark: Mark,
}

#[derive(Deserialize)]
struct AssessmentValue {
    rating: Option<Rating>,
    comment: String,
}

#[derive(Deserialize)]
struct CommitmentValue {
    region: BodyId,
    terms: CommitmentTerms,
}

#[derive(Deserialize)]
struct NoticeValue {
    on: Date,
    note: String,
}

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
    pub(super) fn contributions(
        &self,
        bodies: &[CaseBody],
        questions: &[Question],
    ) -> Vec<Contribution> {
        let of_body = |body: &CaseBody| {
            let place = format!("contribution/{}", body.id);
            // Most of some forty bodies have nothing to do with a case.
            self.under(&place).next()?;
            let at = |rest: &str| format!("{place}/{rest}");
            let asked: Option<AskedValue> = self.whole(&at("asked"));
            let chased_at = at("chased");
            let mut chased: Vec<Chase> = self
                .under(&chased_at)
                .filter_map(|(_, value)| serde_json::from_str::<ChaseValue>(value).ok())
                .map(|it| Chase {
                    by: it.mark.by,
                    at: it.mark.at,
                    note: it.note,
                })
                .collect();
            chased.sort_by(|a, b| (a.at, &a.by).cmp(&(b.at, &b.by)));
            let texts: Vec<_> = questions
                .iter()
                .filter_map(|question| {
                    let text = self.text(&at(&format!("text/{}", question.id)));
                    let mark: Mark = self.whole(&at(&format!("written/{}", question.id)))?;
                    let taken: Option<TakenValue> =
                        self.whole(&at(&format!("taken/{}", question.id)));
                    (!text.is_empty()).then(|| ContributionText {
                        question: question.id.clone(),
                        words: count_words(&text),
                        by: mark.by,
                        at: mark.at,
                        taken: taken.map(|it| Taking {
                            current: it.sha256 == text_hash(&text),
                            by: it.mark.by,
                            at: it.mark.at,
                        }),
                        text,
                    })
                })
                .collect();
            (asked.is_some() || !texts.is_empty()).then(|| Contribution {
                body: body.id.clone(),
                body_name: body.name.clone(),
                asked: asked.map(|it| Asked {
                    due: it.due,
                    note: it.note,
                    by: it.mark.by,
                    at: it.mark.at,
                }),
                chased,
                texts,
            })
        };
        bodies.iter().filter_map(of_body).collect()
    }

    pub(super) fn effects(&self, process: &Process, organisation: &Organisation) -> SystemEffects {
        let councils: Vec<_> = organisation
            .councils
            .iter()
            .map(|it| EffectCouncil {
                id: it.id.clone(),
                name: it.name.clone(),
            })
            .collect();
        let mut themes: Vec<EffectTheme> = Vec::new();
        for theme in &process.themes {
            let renamed = self.winners.get(&format!("theme/{}", theme.id));
            let name = renamed.unwrap_or(&theme.name);
            if !name.is_empty() {
                themes.push(EffectTheme {
                    id: theme.id.clone(),
                    name: name.clone(),
                    name_en: if renamed.is_none() {
                        theme.name_en.clone()
                    } else {
                        String::new()
                    },
                    verified: theme.verified && renamed.is_none(),
                    disagreement: false,
                });
            }
        }
        let mut added: Vec<EffectTheme> = self
            .under("theme")
            .filter(|(id, name)| {
                !name.is_empty() && !process.themes.iter().any(|it| it.id.as_str() == *id)
            })
            .map(|(id, name)| EffectTheme {
                id: ThemeId::new(id),
                name: name.to_owned(),
                name_en: String::new(),
                verified: true,
                disagreement: false,
            })
            .collect();
        added.sort_by_cached_key(|it| (sort_key(&it.name), it.id.clone()));
        themes.extend(added);
        let mut assessments = Vec::new();
        for theme in &themes {
            for council in &councils {
                let key = format!("assessment/{}/{}", council.id, theme.id);
                if let Some(value) = self.whole::<AssessmentValue>(&key) {
                    assessments.push(Assessment {
                        council: council.id.clone(),
                        theme: theme.id.clone(),
                        rating: value.rating,
                        comment: value.comment,
                    });
                }
            }
        }
        for theme in &mut themes {
            theme.disagreement = SystemEffects::disagree(&assessments, &theme.id);
        }
        SystemEffects {
            councils,
            themes,
            assessments,
        }
    }

    pub(super) fn members(
        &self,
        process: &Process,
        organisation: &Organisation,
        bodies: &[CaseBody],
        programme_area: &str,
    ) -> Vec<Member> {
        let parties = process.group.iter();
        let places = parties.flat_map(|it| of_party(*it, organisation, bodies, programme_area));
        places
            .map(|(body, body_name)| Member {
                name: self.text(&format!("member/{body}")),
                body,
                body_name,
            })
            .collect()
    }

    pub(super) fn notices(
        &self,
        process: &Process,
        organisation: &Organisation,
        bodies: &[CaseBody],
        programme_area: &str,
    ) -> Vec<Notice> {
        let receiver = |notice: &str, (body, body_name): (BodyId, String)| {
            let told: Option<NoticeValue> = self.whole(&format!("notice/{notice}/{body}"));
            NoticeReceiver {
                body,
                body_name,
                on: told.as_ref().map(|it| it.on),
                note: told.map(|it| it.note).unwrap_or_default(),
            }
        };
        let notices = process.notices.iter().map(|it| Notice {
            id: it.id.clone(),
            step: it.step.clone(),
            title: it.title.clone(),
            title_en: it.title_en.clone(),
            receivers: it
                .receivers
                .iter()
                .flat_map(|party| of_party(*party, organisation, bodies, programme_area))
                .map(|found| receiver(it.id.as_str(), found))
                .collect(),
        });
        notices.collect()
    }

    pub(super) fn commitments(&self, organisation: &Organisation) -> Vec<Commitment> {
        let mut commitments: Vec<Commitment> = self
            .under("commitment")
            .filter_map(|(id, value)| {
                let it: CommitmentValue = serde_json::from_str(value).ok()?;
                let name = organisation.name_of(&it.region);
                Some(Commitment {
                    id: PartId::new(id),
                    region_name: name.unwrap_or(it.region.as_str()).to_owned(),
                    region: it.region,
                    terms: it.terms,
                })
            })
            .collect();
        commitments.sort_by_cached_key(|it| {
            (
                sort_key(&it.region_name),
                sort_key(&it.terms.text),
                it.id.clone(),
            )
        });
        commitments
    }

    pub(super) fn conditions(&self) -> Vec<Condition> {
        let mut conditions: Vec<Condition> = self
            .under("condition")
            .filter_map(|(id, value)| {
                let terms: ConditionTerms = serde_json::from_str(value).ok()?;
                let id = PartId::new(id);
                Some(Condition { id, terms })
            })
            .collect();
        // "1. …", "2. …", "10. …": as the call numbers them.
        conditions.sort_by_cached_key(|it| {
            let digits: String = it
                .terms
                .text
                .chars()
                .take_while(char::is_ascii_digit)
                .collect();
            let number = digits.parse::<u32>().unwrap_or(u32::MAX);
            (number, sort_key(&it.terms.text), it.id.clone())
        });
        conditions
    }

    pub(super) fn supplements(&self) -> Vec<Supplement> {
        let mut supplements: Vec<Supplement> = self
            .under("supplement")
            .filter_map(|(id, value)| {
                let terms: SupplementTerms = serde_json::from_str(value).ok()?;
                let id = PartId::new(id);
                Some(Supplement { id, terms })
            })
            .collect();
        supplements.sort_by(|a, b| (a.terms.asked, &a.id).cmp(&(b.terms.asked, &b.id)));
        supplements
    }

    pub(super) fn dispatches(&self) -> Vec<Dispatch> {
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

    /// Corrections of the decision or dispatch `of`, earliest first.
    pub(super) fn corrections(&self, of: &str) -> Vec<Correction> {
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

    pub(super) fn record(&self, attachment: &AttachmentId) -> DocumentRecord {
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

    pub(super) fn closed(&self, process: &Process) -> Option<Closing> {
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
pub(super) fn put_right(stood: &mut String, right: &str) {
    if !right.trim().is_empty() {
        right.trim().clone_into(stood);
    }
}

fn choice<T: serde::de::DeserializeOwned>(code: &str) -> Option<T> {
    serde_json::from_value(serde_json::Value::from(code)).ok()
}
