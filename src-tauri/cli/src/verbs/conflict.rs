//! What two did at once, and saying what holds.

use samsvar_core::model::{Act, CaseId, CaseSnapshot, Refusal, Version};
use samsvar_core::store::{Error, Keep, Store};
use samsvar_core::text::{self, Language, word};

use super::schema::Disputed;
use crate::context::Context;

/// What stands between a case and the other registration of its letter.
const SAME_LETTER: &str = "same-letter";

pub fn list(case: Option<&str>, context: &Context) -> Result<(), Error> {
    let store = context.store()?;
    let ids = match case {
        Some(case) => vec![store.case_id(case)?],
        None => store.disputed_cases()?,
    };
    let (mut all, mut shown) = (Vec::<Disputed>::new(), Vec::new());
    for id in ids {
        let case = store.case(id)?;
        let before = all.len();
        all.extend(case.conflicts.iter().map(|it| Disputed {
            conflict: format!("{id}/{}", it.key),
            case: id.to_string(),
            case_title: case.title.clone(),
            place: place(&case, &it.key, context.language),
            versions: it.versions.clone(),
            both: it.is_text() || it.is_decision(),
        }));
        for other in store.same_letter(&case)? {
            all.push(Disputed {
                conflict: format!("{id}/{SAME_LETTER}/{}", other.case),
                case: id.to_string(),
                case_title: case.title.clone(),
                place: word(
                    context.language,
                    "cli.same_letter",
                    &[("number", &other.number), ("title", &other.title)],
                ),
                versions: Vec::new(),
                both: true,
            });
        }
        let new = all[before..].iter();
        shown.extend(new.map(|it| told(it, &case, context.language)));
    }
    context.answer(&all, |language| match shown.is_empty() {
        true => word(language, "cli.conflicts_none", &[]),
        false => shown.join("\n"),
    });
    Ok(())
}

fn place(case: &CaseSnapshot, key: &str, language: Language) -> String {
    let name = case.place_name(key);
    match name.starts_with("field.") {
        true => word(language, &name, &[]),
        false => name,
    }
}

fn told(it: &Disputed, case: &CaseSnapshot, language: Language) -> String {
    let key = it.conflict.split_once('/').map_or("", |it| it.1);
    let head = format!("{}  {}\n  {}", it.case_title, it.place, it.conflict);
    let versions = it.versions.iter().enumerate().map(|(place, version)| {
        let (by, at) = (&version.by, Store::clock(version.at));
        let value = text::version(language, case, key, &version.value);
        format!("  {}. {by} {at}: {value}", place + 1)
    });
    let choice = match key.split('/').next() {
        Some(SAME_LETTER) => Some("cli.keep_apart"),
        Some("twice") => Some("cli.keep_decisions"),
        _ => None,
    };
    let choice = choice.map(|key| format!("  {}", word(language, key, &[])));
    std::iter::once(head)
        .chain(versions)
        .chain(choice)
        .collect::<Vec<_>>()
        .join("\n")
}

pub fn resolve(conflict: &str, keep: &str, context: &Context) -> Result<(), Error> {
    let unknown = || Refusal::ConflictUnknown {
        conflict: conflict.to_owned(),
    };
    let (case, key) = conflict.split_once('/').ok_or_else(unknown)?;
    let mut at = context.at(case)?;
    if let Some(other) = key
        .strip_prefix(SAME_LETTER)
        .and_then(|it| it.strip_prefix('/'))
    {
        let other: CaseId = other.parse()?;
        return joined(&mut at.store, &at.author, at.id, other, keep, context);
    }
    let keep = match keep {
        "both" => Keep::Both,
        number => {
            let mut conflicts = at.store.case(at.id)?.conflicts.into_iter();
            let versions = conflicts.find(|it| it.key == key).ok_or_else(unknown)?;
            Keep::One(numbered(versions.versions, number)?)
        }
    };
    let done = at.store.settle(&at.author, at.id, key, &keep)?;
    context.finished(done);
    Ok(())
}

/// A version by its number in the list, from 1.
fn numbered(versions: Vec<Version>, number: &str) -> Result<Version, Refusal> {
    let count = u32::try_from(versions.len()).unwrap_or(u32::MAX);
    let place = number
        .parse::<usize>()
        .ok()
        .and_then(|it| it.checked_sub(1));
    let version = place.and_then(|it| versions.into_iter().nth(it));
    version.ok_or_else(|| Refusal::VersionUnknown {
        number: number.to_owned(),
        versions: count,
    })
}

/// One letter registered twice: keeping one joins them; keeping both says that they
/// are different letters.
fn joined(
    store: &mut Store,
    author: &samsvar_core::model::Author,
    id: CaseId,
    other: CaseId,
    keep: &str,
    context: &Context,
) -> Result<(), Error> {
    if keep == "both" {
        let twins = store.same_letter(&store.case(id)?)?;
        let twin = twins.into_iter().find(|it| it.case == other);
        let title = twin.ok_or(Refusal::CasesDiffer {})?.title;
        let apart = Act::CaseKeptApart { case: other, title };
        let done = store.transact(author, |door| door.act(id, apart))?;
        context.finished(done);
        return Ok(());
    }
    if keep != "1" {
        return Err(Refusal::JoinOnly {}.into());
    }
    let done = store.join(author, id, other)?;
    let id = context.done(done).to_string();
    context.answer(&super::schema::Made { id }, |language| {
        word(language, "cli.done", &[])
    });
    Ok(())
}
