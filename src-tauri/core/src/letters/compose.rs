//! A letter as blocks.

use super::fields::{Fields, Occasion, Piece, pieces};
use super::{Letter, answer};
use crate::blocks::{Block, Item, Look, Span, Voice, markdown, paragraph, plain};
use crate::wording::{self, listed, word};

/// A letter with its fields filled in.
#[derive(Debug)]
pub(crate) struct Composed {
    /// Its title, filled in.
    pub title: String,
    /// What stands on it, in reading order.
    pub blocks: Vec<Block>,
}

/// Names that stand for a part of their own, alone on a line.
const PARTS: [&str; 6] = [
    "answer",
    "attachments",
    "decision_text",
    "questions",
    "stances",
    "themes",
];

/// Fills in a letter. What the case does not know stands in it as a gap.
pub(crate) fn compose(letter: &Letter, at: Occasion<'_>) -> Composed {
    let fields = Fields::of(letter, at);
    let case = at.case;
    let mut missing = Vec::new();
    let title = flat(&fill(&fields, &plain(&letter.title), &mut missing));
    let mut blocks = wording::letterhead(&case.organisation, case.logo.as_ref());
    blocks.extend([
        paragraph(Look::Eyebrow, &letter.name),
        Block::Title(title.clone()),
    ]);
    blocks.extend(marks(case));
    blocks.push(Block::Facts(facts(letter, &fields, &mut missing)));
    let mut rest = Vec::new();
    body(letter, &fields, at, &mut rest, &mut missing);
    if !letter.signed.is_empty() {
        let role = |it: &String| flat(&fill(&fields, &plain(it), &mut missing));
        rest.push(Block::Signatures(letter.signed.iter().map(role).collect()));
    }
    // All that is to be filled in, told once where nobody overlooks it.
    blocks.extend(gap(missing));
    blocks.extend(rest);
    Composed { title, blocks }
}

/// What must not be overlooked: secrecy, and what is made up for a sample.
pub(super) fn marks(case: &crate::model::CaseSnapshot) -> Vec<Block> {
    let mark = wording::secrecy_mark(case).into_iter();
    mark.chain(wording::illustrative_note(case)).collect()
}

fn facts(letter: &Letter, fields: &Fields<'_>, missing: &mut Vec<String>) -> Vec<(String, String)> {
    let mut facts = Vec::new();
    for fact in &letter.facts {
        let mut unknown = Vec::new();
        let label = flat(&fill(fields, &plain(&fact.label), &mut unknown));
        let value = flat(&fill(fields, &plain(&fact.value), &mut unknown));
        if unknown.is_empty() || !fact.optional {
            facts.push((label, value));
            add(missing, unknown);
        }
    }
    facts
}

/// The text of the letter: paragraphs with their fields, and parts of their own.
fn body(
    letter: &Letter,
    fields: &Fields<'_>,
    at: Occasion<'_>,
    out: &mut Vec<Block>,
    missing: &mut Vec<String>,
) {
    let mut prose = String::new();
    for line in letter.text.lines() {
        let name = line.trim().strip_prefix('{');
        let name = name.and_then(|it| it.strip_suffix('}'));
        match name.filter(|it| PARTS.contains(it)) {
            Some(name) => {
                written(&std::mem::take(&mut prose), fields, out, missing);
                part(name, fields, at, out);
            }
            None => {
                prose.push_str(line);
                prose.push('\n');
            }
        }
    }
    written(&prose, fields, out, missing);
}

fn written(prose: &str, fields: &Fields<'_>, out: &mut Vec<Block>, missing: &mut Vec<String>) {
    for block in markdown::blocks(prose, 1) {
        let mut unknown = Vec::new();
        // Filled in after the marks were read: a star in a title is a star.
        match block {
            Block::Paragraph(look, spans) => {
                let spans = fill(fields, &spans, &mut unknown);
                let look = if unknown.is_empty() { look } else { Look::Gap };
                out.push(Block::Paragraph(look, spans));
            }
            Block::Heading { level, text } => {
                let text = flat(&fill(fields, &plain(text), &mut unknown));
                out.push(Block::Heading { level, text });
            }
            Block::List(items) => {
                let item = |it: Item| Item {
                    text: fill(fields, &it.text, &mut unknown),
                    ..it
                };
                out.push(Block::List(items.into_iter().map(item).collect()));
            }
            Block::Table(mut table) => {
                for cell in table.rows.iter_mut().flatten() {
                    *cell = fill(fields, cell, &mut unknown);
                }
                out.push(Block::Table(table));
            }
            other => out.push(other),
        }
        add(missing, unknown);
    }
}

/// Puts values in the place of names. One that is not known is told, and noted.
fn fill(fields: &Fields<'_>, spans: &[Span], missing: &mut Vec<String>) -> Vec<Span> {
    let mut out = Vec::new();
    for span in spans {
        for piece in pieces(&span.text) {
            let (text, voice) = match piece {
                Piece::Words(words) => (words.to_owned(), span.voice),
                Piece::Name(name) => match fields.value(name) {
                    Some(value) => (value, span.voice),
                    None => {
                        let field = word(&format!("letter.field.{name}"), &[]);
                        let told = word("letter.gap", &[("field", &field)]);
                        if !missing.contains(&field) {
                            missing.push(field);
                        }
                        (told, Voice::Strong)
                    }
                },
            };
            out.push(Span { text, voice });
        }
    }
    out
}

/// Adds what is not there yet.
fn add(missing: &mut Vec<String>, unknown: Vec<String>) {
    for it in unknown {
        if !missing.contains(&it) {
            missing.push(it);
        }
    }
}

fn flat(spans: &[Span]) -> String {
    spans.iter().map(|it| it.text.as_str()).collect()
}

fn gap(missing: Vec<String>) -> Option<Block> {
    (!missing.is_empty()).then(|| {
        let fields = listed(&missing);
        paragraph(Look::Gap, word("letter.gaps", &[("fields", &fields)]))
    })
}

fn part(name: &str, fields: &Fields<'_>, at: Occasion<'_>, out: &mut Vec<Block>) {
    let case = at.case;
    let none = |key: &str| vec![paragraph(Look::Gap, word(key, &[]))];
    out.extend(match name {
        "answer" => answer::questions(case, 3),
        "stances" => answer::stances(case),
        "decision_text" => match fields.decision().map(|it| it.text.trim()) {
            None | Some("") => none("letter.decision_text_gap"),
            Some(text) => markdown::blocks(text, 2),
        },
        "attachments" if case.attachments.is_empty() => {
            vec![paragraph(Look::Body, word("packet.attachments.none", &[]))]
        }
        "attachments" => list(case.attachments.iter().map(|it| &it.name)),
        "themes" if case.effects.themes.is_empty() => none("letter.themes_gap"),
        "themes" => list(case.effects.themes.iter().map(|it| &it.name)),
        _ if case.questions.is_empty() => none("packet.questions_none"),
        _ => {
            let item = |it: &crate::model::Question| Item {
                label: format!("{}.", it.number),
                text: plain(&it.title),
                depth: 0,
            };
            vec![Block::List(case.questions.iter().map(item).collect())]
        }
    });
}

fn list<'a>(names: impl Iterator<Item = &'a String>) -> Vec<Block> {
    let item = |it: &String| Item {
        label: "•".to_owned(),
        text: plain(it),
        depth: 0,
    };
    vec![Block::List(names.map(item).collect())]
}
