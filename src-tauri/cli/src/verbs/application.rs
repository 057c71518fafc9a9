//! `samsvar commitment`, `condition`, `supplement`, `member` and `notify`

use samsvar_core::model::{
    Act, BodyId, CaseSnapshot, CommitmentTerms, ConditionState, ConditionTerms, NoticeId, PartId,
    Refusal, SupplementTerms,
};
use samsvar_core::store::{Door, Error};
use samsvar_core::text::word;

use super::{date, schema};
use crate::arguments::{Commitment, Condition, Member, Notify, Supplement};
use crate::context::{AtCase, Context};

pub fn commitment(it: Commitment, context: &Context) -> Result<(), Error> {
    let terms = CommitmentTerms {
        text: it.text.unwrap_or_default(),
        amount: it.amount.as_deref().map(amount).transpose()?,
        from: date(it.from.as_deref())?,
        rsl: date(it.rsl.as_deref())?,
        svn: date(it.svn.as_deref())?,
    };
    let at = context.at(&it.case)?;
    if let Some(id) = it.remove {
        let commitment = PartId::new(id);
        return done(at, Act::CommitmentRemoved { commitment }, context);
    }
    let body = body_named(&at.store.case(at.id)?, &it.region.unwrap_or_default());
    made(at, it.id, context, |commitment| Act::CommitmentSet {
        commitment,
        body,
        terms,
    })
}

pub fn condition(it: Condition, context: &Context) -> Result<(), Error> {
    let state = it.state.as_deref().map(condition_state).transpose()?;
    let terms = ConditionTerms {
        text: it.text.unwrap_or_default(),
        evidence: it.evidence.unwrap_or_default(),
        state: state.unwrap_or_default(),
    };
    let at = context.at(&it.case)?;
    if let Some(id) = it.remove {
        let condition = PartId::new(id);
        return done(at, Act::ConditionRemoved { condition }, context);
    }
    made(at, it.id, context, |condition| Act::ConditionSet {
        condition,
        terms,
    })
}

pub fn supplement(it: Supplement, context: &Context) -> Result<(), Error> {
    let terms = SupplementTerms {
        text: it.text.unwrap_or_default(),
        asked: date(it.asked.as_deref())?,
        due: date(it.due.as_deref())?,
        sent: date(it.sent.as_deref())?,
    };
    let at = context.at(&it.case)?;
    if let Some(id) = it.remove {
        let supplement = PartId::new(id);
        return done(at, Act::SupplementRemoved { supplement }, context);
    }
    made(at, it.id, context, |supplement| Act::SupplementSet {
        supplement,
        terms,
    })
}

pub fn member(it: Member, context: &Context) -> Result<(), Error> {
    let at = context.at(&it.case)?;
    let body = body_named(&at.store.case(at.id)?, &it.body);
    let name = it.name;
    done(at, Act::MemberSet { body, name }, context)
}

pub fn notify(it: Notify, context: &Context) -> Result<(), Error> {
    let on = date(it.on.as_deref())?;
    let at = context.at(&it.case)?;
    let body = body_named(&at.store.case(at.id)?, &it.to);
    let act = Act::Noticed {
        notice: NoticeId::new(it.notice.trim()),
        body,
        on,
        note: it.note.unwrap_or_default(),
    };
    done(at, act, context)
}

/// A body by name; one that is none is left for the rules to refuse.
fn body_named(case: &CaseSnapshot, named: &str) -> BodyId {
    case.body(named)
        .map_or_else(|_| BodyId::new(named.trim()), |body| body.id.clone())
}

/// Whole kronor; spaces between the digits are allowed.
fn amount(text: &str) -> Result<u64, Refusal> {
    let digits: String = text.chars().filter(|it| !it.is_whitespace()).collect();
    digits.parse().map_err(|_| Refusal::AmountInvalid {
        value: text.to_owned(),
    })
}

fn condition_state(code: &str) -> Result<ConditionState, Refusal> {
    let found = ConditionState::ALL.into_iter().find(|it| it.code() == code);
    found.ok_or_else(|| Refusal::ChoiceUnknown {
        field: "state".to_owned(),
        value: code.to_owned(),
        valid: ConditionState::ALL.map(ConditionState::code).join(", "),
    })
}

fn done(mut at: AtCase, act: Act, context: &Context) -> Result<(), Error> {
    context.finished(at.store.transact(&at.author, |door| door.act(at.id, act))?);
    Ok(())
}

/// Makes a part, or changes the one with this id, and tells the id.
fn made(
    mut at: AtCase,
    id: Option<String>,
    context: &Context,
    act: impl FnOnce(PartId) -> Act,
) -> Result<(), Error> {
    let case = at.store.case(at.id)?;
    if let Some(id) = &id {
        let known = case.commitments.iter().map(|it| &it.id);
        let known = known.chain(case.conditions.iter().map(|it| &it.id));
        let mut known = known.chain(case.supplements.iter().map(|it| &it.id));
        if !known.any(|it| it.as_str() == id) {
            return Err(Refusal::PartUnknown { part: id.clone() }.into());
        }
    }
    let work = |door: &mut Door<'_>| {
        let id = id.unwrap_or_else(|| door.random_id());
        door.act(at.id, act(PartId::new(&id)))?;
        Ok(id)
    };
    let id = context.done(at.store.transact(&at.author, work)?);
    context.answer(&schema::Made { id }, |language| {
        word(language, "cli.done", &[])
    });
    Ok(())
}
