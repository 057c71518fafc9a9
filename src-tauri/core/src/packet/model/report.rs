//! One case in a packet for a meeting: the official report (tjänsteskrivelse), and
//! after it what it rests on.

use super::{Block, Look, agenda, cover, heading, paragraph, plain, sections};
use crate::blocks::Item;
use crate::model::{CaseSnapshot, Date};
use crate::packet::{Meeting, Packet, Status, kronor, word};

/// What is said under a heading of the report.
type Told = fn(&Meeting, &Packet) -> Vec<Block>;

/// The headings of an official report, in order, and what each says. A heading that
/// the case has nothing for is left out, or says that it is missing where the body
/// has to know it to decide. The wording is in `text`: `packet.report.<heading>`.
const HEADINGS: [(&str, Told); 8] = [
    ("matter", |_, it| vec![Block::Facts(cover::facts(it))]),
    ("proposal", |meeting, it| {
        cover::proposed(it, Some(meeting.body))
    }),
    ("summary", |_, it| summary(it.case)),
    ("background", |_, it| background(it.case)),
    ("assessment", |_, it| assessment(it.case)),
    ("economy", |_, it| economy(it.case)),
    ("recipients", |_, it| recipients(it.case)),
    ("attachments", |_, it| attachments(it.case)),
];

pub(in crate::packet) fn blocks(meeting: &Meeting, index: usize) -> Vec<Block> {
    let packet = &meeting.packets[index];
    let case = packet.case;
    let title = match agenda::section(meeting, index) {
        Some(section) => {
            let params = [("section", section.as_str()), ("title", &case.title)];
            word("packet.meeting.heading", &params)
        }
        None => case.title.clone(),
    };
    let mut out = vec![Block::NewPage, heading(1, title)];
    out.extend(cover::notices(case));
    for (key, told) in HEADINGS {
        let told = told(meeting, packet);
        if !told.is_empty() {
            let decided = key == "proposal" && packet.status == Status::Decided;
            let key = if decided { "decision" } else { key };
            out.push(heading(2, word(&format!("packet.report.{key}"), &[])));
            out.extend(told);
        }
    }
    for section in sections(packet) {
        out.extend(section.into_iter().map(lower));
    }
    out
}

/// A block one level further down.
fn lower(block: Block) -> Block {
    match block {
        Block::Heading { level, text } => heading(level + 1, text),
        other => other,
    }
}

fn gap() -> Vec<Block> {
    vec![paragraph(Look::Gap, word("packet.report.gap", &[]))]
}

/// The stance on each question that asks for one.
fn summary(case: &CaseSnapshot) -> Vec<Block> {
    let asked = case.questions.iter().filter(|it| !it.stances.is_empty());
    let facts: Vec<_> = asked
        .map(|it| {
            let stance = it.stance.map_or("packet.stance_gap".to_owned(), |it| {
                format!("packet.stance.{}", it.code())
            });
            (super::answer::numbered(it), word(&stance, &[]))
        })
        .collect();
    match facts.is_empty() {
        true => Vec::new(),
        false => vec![Block::Facts(facts)],
    }
}

/// When it came, when it is due, and who was heard.
fn background(case: &CaseSnapshot) -> Vec<Block> {
    let mut told = Vec::new();
    let day = |key: &str, day: Option<Date>| Some(word(key, &[("date", &day?.in_swedish())]));
    let due = super::answer::of_kind(case, "packet.report.due", "packet.report.due_application");
    told.extend(day("packet.report.received", case.received));
    told.extend(day(due, case.due));
    let asked = case.contributions.len();
    if asked > 0 {
        let answered = case.contributions.iter();
        let answered = answered.filter(|it| !it.texts.is_empty()).count();
        let (answered, asked) = (answered.to_string(), asked.to_string());
        let params = [("n", asked.as_str()), ("answered", &answered)];
        told.push(word("packet.report.heard", &params));
    }
    match told.is_empty() {
        true => Vec::new(),
        false => vec![paragraph(Look::Body, told.join(" "))],
    }
}

/// Where the councils disagree, and where the reasons stand.
fn assessment(case: &CaseSnapshot) -> Vec<Block> {
    let section = super::answer::title(case);
    let mut told = word("packet.report.reasons", &[("section", &section)]);
    let themes = case.effects.themes.iter().filter(|it| it.disagreement);
    let themes: Vec<_> = themes.map(|it| it.name.as_str()).collect();
    if !themes.is_empty() {
        let themes = themes.join(", ");
        told.push(' ');
        told.push_str(&word("packet.report.disagreement", &[("themes", &themes)]));
    }
    vec![paragraph(Look::Body, told)]
}

/// What the regions have promised to pay; nobody knows it of an answer.
fn economy(case: &CaseSnapshot) -> Vec<Block> {
    let amounts = case.commitments.iter().filter_map(|it| it.terms.amount);
    let amounts: Vec<u128> = amounts.map(u128::from).collect();
    if amounts.is_empty() {
        return gap();
    }
    let sum = kronor(amounts.into_iter().sum());
    let told = word("packet.report.promised", &[("sum", &sum)]);
    vec![paragraph(Look::Body, told)]
}

/// Everybody who is told, each once.
fn recipients(case: &CaseSnapshot) -> Vec<Block> {
    let mut names: Vec<&str> = Vec::new();
    let told = case.notices.iter().flat_map(|it| &it.receivers);
    for name in told.map(|it| it.body_name.as_str()) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    match names.is_empty() {
        true => gap(),
        false => vec![list(names.into_iter().map(|it| ("•".to_owned(), it)))],
    }
}

fn attachments(case: &CaseSnapshot) -> Vec<Block> {
    let names = case.attachments.iter().enumerate();
    let names: Vec<_> = names
        .map(|(index, it)| (format!("{}.", index + 1), it.name.as_str()))
        .collect();
    match names.is_empty() {
        true => Vec::new(),
        false => vec![list(names.into_iter())],
    }
}

fn list<'n>(items: impl Iterator<Item = (String, &'n str)>) -> Block {
    let item = |(label, text): (String, &str)| Item {
        label,
        text: plain(text),
        depth: 0,
    };
    Block::List(items.map(item).collect())
}
