//! The answer, question by question.

use super::{Block, Look, heading, markdown, plain};
use crate::model::{CaseSnapshot, Question};
use crate::packet::word;

pub(super) fn blocks(case: &CaseSnapshot) -> Vec<Block> {
    let mut out = vec![heading(1, word("packet.answer", &[]))];
    if case.questions.is_empty() {
        let none = word("packet.questions_none", &[]);
        out.push(Block::Paragraph(Look::Body, plain(none)));
    }
    for asked in &case.questions {
        question(asked, &mut out);
    }
    out
}

fn question(asked: &Question, out: &mut Vec<Block>) {
    out.push(heading(2, format!("{}. {}", asked.number, asked.title)));
    if !asked.verified {
        let note = word("packet.question_unverified", &[]);
        out.push(Block::Paragraph(Look::Lead, plain(note)));
    }
    if !asked.stances.is_empty() {
        let choice = asked.stances.iter().map(|stance| {
            let label = word(&format!("packet.stance.{}", stance.code()), &[]);
            (label, asked.stance == Some(*stance))
        });
        out.push(Block::Choices(choice.collect()));
        // With no text either, one gap is told below for both.
        if asked.stance.is_none() && !asked.text.trim().is_empty() {
            let gap = word("packet.stance_gap", &[]);
            out.push(Block::Paragraph(Look::Gap, plain(gap)));
        }
    }
    if asked.text.trim().is_empty() {
        // A stance may stand without a text; a question with neither is a gap.
        if asked.stance.is_none() {
            let gap = word("packet.answer_gap", &[]);
            out.push(Block::Paragraph(Look::Gap, plain(gap)));
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
    out.push(Block::Paragraph(look, plain(count)));
}
