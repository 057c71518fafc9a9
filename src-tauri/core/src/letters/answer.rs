//! The joint answer as it is sent: what the receiver asked for, and nothing that
//! only the house needs.

use super::compose::marks;
use crate::blocks::{Block, Item, Look, heading, markdown, paragraph, plain, strong};
use crate::model::{CaseSnapshot, Question};
use crate::packet;
use crate::wording::{self, listed, word};

/// The whole answer as a document of its own: what it answers, who decided, each
/// question with its boxes; of an application also commitments and conditions.
pub(crate) fn document(case: &CaseSnapshot, decided: bool) -> Vec<Block> {
    let mut out = wording::letterhead(&case.organisation, case.logo.as_ref());
    out.extend([
        paragraph(Look::Eyebrow, wording::kind(case)),
        Block::Title(case.title.clone()),
    ]);
    let (notice, versions) = packet::conflict_blocks(case);
    out.extend(marks(case));
    out.extend(notice);
    out.push(Block::Facts(facts(case, decided)));
    out.extend(questions(case, 1));
    out.extend(packet::application_blocks(case));
    out.extend(versions);
    out
}

fn facts(case: &CaseSnapshot, decided: bool) -> Vec<(String, String)> {
    let decision = case.decided().filter(|it| decided && it.on.is_some());
    let decision = decision.map(wording::decided);
    let regions: Vec<_> = case.deciders.iter().filter(|it| it.regional).collect();
    let regions: Vec<_> = regions.iter().map(|it| it.name.clone()).collect();
    let fact = |key: &str, value: String| (word(&format!("letter.answer.{key}"), &[]), value);
    let all = [
        fact("number", wording::numbers(case).join("\n")),
        fact("area", case.area.clone()),
        fact("applicant", case.applicant.clone()),
        fact("by", case.organisation.clone()),
        fact("regions", listed(&regions)),
        fact("officer", case.officer.clone()),
        fact(
            "status",
            decision.unwrap_or_else(|| word("packet.draft_long", &[])),
        ),
    ];
    let known = |it: &(String, String)| !it.1.trim().is_empty();
    all.into_iter().filter(known).collect()
}

/// Question by question, headings on `level`: the boxes, then the text. A question
/// with neither is a gap.
pub(super) fn questions(case: &CaseSnapshot, level: u8) -> Vec<Block> {
    let mut out = Vec::new();
    if case.questions.is_empty() {
        out.push(paragraph(Look::Gap, word("packet.questions_none", &[])));
    }
    for asked in &case.questions {
        let title = format!("{}. {}", asked.number, asked.title);
        out.push(heading(level, title));
        if !asked.stances.is_empty() {
            let choice = asked.stances.iter();
            let choice = choice.map(|it| (stance(*it), asked.stance == Some(*it)));
            out.push(Block::Choices(choice.collect()));
        }
        let silent = asked.text.trim().is_empty();
        match (silent, asked.stance, asked.stances.is_empty()) {
            (true, None, _) => {
                let gap = match case.application {
                    true => "packet.answer_gap.application",
                    false => "packet.answer_gap",
                };
                out.push(paragraph(Look::Gap, word(gap, &[])));
            }
            (true, Some(_), _) => {}
            (false, None, false) => {
                out.push(paragraph(Look::Gap, word("packet.stance_gap", &[])));
                out.extend(markdown::blocks(&asked.text, level));
            }
            (false, ..) => out.extend(markdown::blocks(&asked.text, level)),
        }
    }
    out
}

/// Where the region stands, a line for each question that asks for it.
pub(super) fn stances(case: &CaseSnapshot) -> Vec<Block> {
    let asked = |it: &&Question| !it.stances.is_empty();
    let item = |it: &Question| {
        let title = format!("{}: ", it.title);
        let told = it.stance.map(stance);
        let told = told.unwrap_or_else(|| word("packet.stance_gap", &[]));
        Item {
            label: format!("{}.", it.number),
            text: [plain(title), strong(told)].concat(),
            depth: 0,
        }
    };
    let items: Vec<_> = case.questions.iter().filter(asked).map(item).collect();
    match items.is_empty() {
        true => vec![paragraph(Look::Gap, word("packet.stance_gap", &[]))],
        false => vec![Block::List(items)],
    }
}

fn stance(stance: crate::model::Stance) -> String {
    word(&format!("packet.stance.{}", stance.code()), &[])
}
