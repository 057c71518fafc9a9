//! The answer, question by question, with what each rests on.

use super::{Block, Look, heading, markdown, paragraph};
use crate::model::{CaseSnapshot, Question};
use crate::packet::{day_of, word};

pub(super) fn blocks(case: &CaseSnapshot) -> Vec<Block> {
    let mut out = vec![heading(1, title(case))];
    if case.questions.is_empty() {
        let none = word("packet.questions_none", &[]);
        out.push(paragraph(Look::Body, none));
    }
    for asked in &case.questions {
        out.push(heading(2, numbered(asked)));
        out.extend(super::conflicts::mark(case, &asked.id));
        position(asked, &mut out);
        text(case, asked, &mut out);
        sources(case, asked, &mut out);
    }
    out
}

/// The section's name: an application is not an answer.
pub(super) fn title(case: &CaseSnapshot) -> String {
    word(
        of_kind(case, "packet.answer", "packet.answer.application"),
        &[],
    )
}

/// The key that fits an answer, or an application.
pub(super) fn of_kind<'k>(case: &CaseSnapshot, answer: &'k str, application: &'k str) -> &'k str {
    if case.application {
        application
    } else {
        answer
    }
}

/// A question as it is named in contents and over contributions.
pub(super) fn numbered(asked: &Question) -> String {
    format!("{}. {}", asked.number, asked.title)
}

fn position(asked: &Question, out: &mut Vec<Block>) {
    if !asked.verified {
        let note = word("packet.question_unverified", &[]);
        out.push(paragraph(Look::Lead, note));
    }
    if asked.stances.is_empty() {
        return;
    }
    let choice = asked.stances.iter().map(|stance| {
        let label = word(&format!("packet.stance.{}", stance.code()), &[]);
        (label, asked.stance == Some(*stance))
    });
    out.push(Block::Choices(choice.collect()));
    // With no text either, one gap is told below for both.
    if asked.stance.is_none() && !asked.text.trim().is_empty() {
        let gap = word("packet.stance_gap", &[]);
        out.push(paragraph(Look::Gap, gap));
    }
}

fn text(case: &CaseSnapshot, asked: &Question, out: &mut Vec<Block>) {
    if asked.text.trim().is_empty() {
        // A stance may stand without a text; a question with neither is a gap.
        if asked.stance.is_none() {
            let gap = of_kind(case, "packet.answer_gap", "packet.answer_gap.application");
            out.push(paragraph(Look::Gap, word(gap, &[])));
        }
        return;
    }
    out.extend(markdown::blocks(&asked.text, 2));
    let words = asked.words.to_string();
    let (look, count) = match asked.word_limit {
        None => (Look::Note, word("packet.words", &[("words", &words)])),
        Some(limit) if asked.words <= limit => {
            let params = [("words", words.as_str()), ("limit", &limit.to_string())];
            (Look::Note, word("packet.words_of", &params))
        }
        Some(limit) => {
            let (over, limit) = ((asked.words - limit).to_string(), limit.to_string());
            let params = [
                ("words", words.as_str()),
                ("limit", &limit),
                ("over", &over),
            ];
            (Look::Gap, word("packet.words_over", &params))
        }
    };
    out.push(paragraph(look, count));
}

/// Whose contributions were taken in, and whether they still read as they did.
fn sources(case: &CaseSnapshot, asked: &Question, out: &mut Vec<Block>) {
    let taken = case.contributions.iter().filter_map(|it| {
        let taken = it.on(&asked.id)?.taken.as_ref()?;
        let key = if taken.current {
            "packet.source"
        } else {
            "packet.source_changed"
        };
        let date = day_of(taken.at).to_string();
        Some(word(key, &[("body", &it.body_name), ("date", &date)]))
    });
    let taken: Vec<_> = taken.collect();
    if !taken.is_empty() {
        let sources = taken.join("; ");
        let told = word("packet.sources", &[("sources", &sources)]);
        out.push(paragraph(Look::Note, told));
    }
}
