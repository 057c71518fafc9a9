//! `samsvar assess`, `theme` and `effects`

use samsvar_core::model::{Act, BodyId, CaseSnapshot, Rating, Refusal, ThemeId};
use samsvar_core::store::Error;
use samsvar_core::text::word;

use super::schema;
use crate::arguments::{Assess, Theme};
use crate::context::Context;
use crate::show;

pub fn assess(it: Assess, context: &Context) -> Result<(), Error> {
    let rating = it.rating.as_deref().map(Rating::parse).transpose()?;
    let mut at = context.at(&it.case)?;
    let case = at.store.case(at.id)?;
    // A council by name; one that is none is refused by name.
    let council = case
        .body(&it.council)
        .map_or_else(|_| BodyId::new(it.council.trim()), |body| body.id.clone());
    let theme = theme_named(&case, &it.theme);
    let before = case.effects.at(&council, &theme);
    // What is not said stays.
    let rating = rating.or(before.and_then(|it| it.rating));
    let comment = it.comment.or(before.map(|it| it.comment.clone()));
    let act = Act::Assessed {
        council,
        theme,
        rating,
        comment: comment.unwrap_or_default(),
    };
    context.finished(at.store.transact(&at.author, |door| door.act(at.id, act))?);
    Ok(())
}

pub fn theme(it: Theme, context: &Context) -> Result<(), Error> {
    let mut at = context.at(&it.case)?;
    let case = at.store.case(at.id)?;
    let known = it.theme.map(|named| {
        let id = theme_named(&case, &named);
        let found = case.effects.themes.iter().any(|it| it.id == id);
        found.then_some(id).ok_or_else(|| Refusal::ThemeUnknown {
            theme: named,
            valid: case
                .effects
                .themes
                .iter()
                .map(|it| it.id.as_str())
                .collect::<Vec<_>>()
                .join(", "),
        })
    });
    let known = known.transpose()?;
    let done = at.store.transact(&at.author, |door| {
        let theme = known.unwrap_or_else(|| ThemeId::new(door.random_id()));
        let id = theme.to_string();
        let name = it.name;
        door.act(at.id, Act::ThemeSet { theme, name })?;
        Ok(id)
    })?;
    let id = context.done(done);
    context.answer(&schema::Made { id }, |language| {
        word(language, "cli.done", &[])
    });
    Ok(())
}

pub fn cumulative(round: Option<&str>, context: &Context) -> Result<(), Error> {
    let store = context.store()?;
    let round = round.map(|named| store.round_id(named)).transpose()?;
    let effects = store.cumulative(round)?;
    context.answer(&effects, |language| show::cumulative(&effects, language));
    Ok(())
}

/// A theme by id or name; what is neither is left for the rules to refuse.
fn theme_named(case: &CaseSnapshot, named: &str) -> ThemeId {
    let wanted = named.trim().to_lowercase();
    let found = case
        .effects
        .themes
        .iter()
        .find(|it| it.id.as_str() == wanted || it.name.to_lowercase() == wanted);
    found.map_or_else(|| ThemeId::new(named.trim()), |it| it.id.clone())
}
