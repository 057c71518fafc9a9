//! What an application consists of, read back.

use serde::Deserialize;

use super::contributions::of_party;
use crate::model::{
    BodyId, CaseBody, Commitment, CommitmentTerms, Condition, ConditionTerms, Date, Member, Notice,
    NoticeReceiver, Organisation, PartId, Process, Supplement, SupplementTerms,
};
use crate::store::shape::values::Values;
use crate::text::sort_key;

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

impl Values {
    pub(in crate::store::shape) fn members(
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

    pub(in crate::store::shape) fn notices(
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

    pub(in crate::store::shape) fn commitments(
        &self,
        organisation: &Organisation,
    ) -> Vec<Commitment> {
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

    pub(in crate::store::shape) fn conditions(&self) -> Vec<Condition> {
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

    pub(in crate::store::shape) fn supplements(&self) -> Vec<Supplement> {
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
}
