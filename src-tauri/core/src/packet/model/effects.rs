//! The councils' assessment of system effects: council × theme, then their words.

use super::{Block, Look, Span, Table, heading, markdown, paragraph, plain, strong};
use crate::model::{Assessment, CaseSnapshot, EffectCouncil, EffectTheme, Rating, SystemEffects};
use crate::packet::word;

/// As many councils stand side by side on a lying sheet.
const ABREAST: usize = 9;
const THEME: u32 = 123;
const COUNCIL: u32 = 88;

/// Nothing while nobody has assessed anything.
pub(super) fn blocks(case: &CaseSnapshot) -> Vec<Block> {
    let effects = &case.effects;
    if !effects.assessments.iter().any(says_something) {
        return Vec::new();
    }
    let mut out = vec![
        heading(1, word("packet.effects", &[])),
        paragraph(Look::Lead, word("packet.effects.intro", &[])),
    ];
    matrix(effects, &mut out);
    comments(effects, &mut out);
    out
}

fn says_something(it: &Assessment) -> bool {
    it.rating.is_some() || !it.comment.trim().is_empty()
}

/// The matrix, in as many tables as the sheet asks for, as alike as they can be.
fn matrix(effects: &SystemEffects, out: &mut Vec<Block>) {
    let all = effects.councils.len();
    let tables = all.div_ceil(ABREAST).max(1);
    let abreast = all.div_ceil(tables).max(1);
    let mut widths = vec![COUNCIL; abreast + 1];
    widths[0] = THEME;
    for (index, councils) in effects.councils.chunks(abreast).enumerate() {
        let first = index == 0;
        if tables > 1 {
            let from = index * abreast + 1;
            let params = [
                ("from", &*from.to_string()),
                ("to", &*(from + councils.len() - 1).to_string()),
                ("all", &*all.to_string()),
            ];
            let part = word("packet.effects.part", &params);
            out.push(paragraph(Look::Lead, part));
        }
        let head = councils.iter().map(|it| it.name.clone());
        let row = |theme| row(effects, councils, theme, first);
        out.push(Block::Table(Table {
            widths: widths.clone(),
            row_heads: true,
            head: std::iter::once(word("packet.effects.theme", &[]))
                .chain(head)
                .collect(),
            rows: effects.themes.iter().map(row).collect(),
        }));
    }
}

/// One theme. What is to be noted of the theme itself is noted once.
fn row(
    effects: &SystemEffects,
    councils: &[EffectCouncil],
    theme: &EffectTheme,
    first: bool,
) -> Vec<Vec<Span>> {
    let mut name = plain(&theme.name);
    if theme.disagreement {
        name.extend(strong(format!(
            "\n{}",
            word("packet.effects.disagreement", &[])
        )));
    }
    if first && !theme.verified {
        name.extend(plain(format!(
            "\n{}",
            word("packet.effects.unverified", &[])
        )));
    }
    let cell = |council: &EffectCouncil| {
        let found = effects.at(&council.id, &theme.id);
        match found.filter(|it| says_something(it)) {
            None => plain(word("packet.effects.none", &[])),
            Some(Assessment { rating: None, .. }) => {
                plain(word("packet.effects.comment_only", &[]))
            }
            Some(Assessment {
                rating: Some(it), ..
            }) => rated(*it),
        }
    };
    std::iter::once(name)
        .chain(councils.iter().map(cell))
        .collect()
}

/// The sign and its word: `−2 tydligt negativ`.
fn rated(rating: Rating) -> Vec<Span> {
    let told = plain(format!(" {}", word(rating.key(), &[])));
    [strong(rating.to_string()), told].concat()
}

fn comments(effects: &SystemEffects, out: &mut Vec<Block>) {
    let words = |it: &&Assessment| !it.comment.trim().is_empty();
    if !effects.assessments.iter().any(|it| words(&it)) {
        return;
    }
    out.push(heading(2, word("packet.effects.comments", &[])));
    for theme in &effects.themes {
        let said: Vec<_> = effects
            .councils
            .iter()
            .filter_map(|it| Some((it, effects.at(&it.id, &theme.id).filter(words)?)))
            .collect();
        if said.is_empty() {
            continue;
        }
        out.push(heading(3, theme.name.clone()));
        if !theme.verified {
            let note = word("packet.effects.unverified", &[]);
            out.push(paragraph(Look::Lead, note));
        }
        for (council, assessment) in said {
            out.push(heading(4, council.name.clone()));
            out.extend(markdown::blocks(&assessment.comment, 4));
        }
    }
}
