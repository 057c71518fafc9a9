//! Whom a case asks, and what they contributed.

use serde::Deserialize;

use crate::model::{
    Asked, BodyId, BodyKind, CaseBody, CaseBodyKind, Chase, Contribution, ContributionText, Date,
    Organisation, Party, Question, Sha256, Taking, count_words,
};
use crate::store::shape::case::Mark;
use crate::store::shape::entries::text_hash;
use crate::store::shape::values::Values;
use crate::text::sort_key;

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

/// Everybody who may contribute, by name in Swedish order.
pub(in crate::store::shape) fn bodies(organisation: &Organisation) -> Vec<CaseBody> {
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
pub(in crate::store::shape) fn of_party(
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

impl Values {
    pub(in crate::store::shape) fn contributions(
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
}
