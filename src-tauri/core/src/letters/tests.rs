//! Every letter that ships, filled in.

use std::collections::BTreeSet;

use super::fields::{NAMES, Piece, pieces};
use super::*;
use crate::blocks::{Block, Look, Span};
use crate::model::{CaseBodyKind, CaseSnapshot, Date};
use crate::packet::sample::{empty_case, full_case, sample_case};
use crate::text::{Language, has};

fn composed(id: &str, case: &CaseSnapshot) -> Vec<Block> {
    let at = Occasion {
        case,
        to: None,
        on: "2023-09-01".parse::<Date>().unwrap(),
    };
    compose(&letter(id).unwrap(), at).blocks
}

fn flat(spans: &[Span]) -> String {
    spans.iter().map(|it| it.text.as_str()).collect()
}

/// What the blocks say, a line each; gaps are marked.
fn told(blocks: &[Block]) -> String {
    let mut lines = Vec::new();
    for block in blocks {
        match block {
            Block::Title(text) | Block::Heading { text, .. } => lines.push(text.clone()),
            Block::Paragraph(Look::Gap, spans) => lines.push(format!("! {}", flat(spans))),
            Block::Paragraph(_, spans) => lines.push(flat(spans)),
            Block::List(items) => lines.extend(
                items
                    .iter()
                    .map(|it| format!("{} {}", it.label, flat(&it.text))),
            ),
            Block::Facts(facts) => {
                lines.extend(facts.iter().map(|(name, value)| format!("{name}: {value}")));
            }
            Block::Choices(all) => lines.extend(all.iter().map(|(label, ticked)| {
                let sign = if *ticked { "x" } else { " " };
                format!("[{sign}] {label}")
            })),
            Block::Signatures(roles) => lines.extend(roles.iter().map(|it| format!("_ {it}"))),
            _ => {}
        }
    }
    lines.join("\n")
}

#[test]
fn every_shipped_letter_is_read_and_names_only_fields_that_there_are() {
    let mut ids = BTreeSet::new();
    for text in SHIPPED {
        let letter = Letter::from_toml(text).unwrap();
        assert!(ids.insert(letter.id.clone()), "{}", letter.id);
        let facts = letter.facts.iter().flat_map(|it| [&it.label, &it.value]);
        let all = [
            &letter.title,
            &letter.receiver,
            &letter.sender,
            &letter.text,
        ];
        for template in all.into_iter().chain(facts).chain(&letter.signed) {
            for piece in pieces(template) {
                let Piece::Words(words) = piece else { continue };
                let part = [
                    "answer",
                    "attachments",
                    "decision_text",
                    "questions",
                    "stances",
                ];
                let known = part.contains(&words.trim_matches(['{', '}'])) || words == "{themes}";
                assert!(known || !words.contains('{'), "{}: {words}", letter.id);
            }
        }
    }
    assert_eq!(ids.len(), SHIPPED.len());
    for name in NAMES {
        assert!(has(Language::Sv, &format!("letter.field.{name}")), "{name}");
    }
}

#[test]
fn an_assignment_says_what_the_case_knows() {
    let told = told(&composed("assignment", &sample_case()));
    for wanted in [
        "Uppdrag att ta fram förslag till remissvar: Kirurgi vid trakeobronkomalaci hos barn",
        "Datum: 1 september 2023",
        "Diarienummer hos Socialstyrelsen: 29988/2022",
        "Till: RPO barn och ungdomars hälsa",
        "Sista svarsdag är den 6 oktober 2023.",
        "1. Definition och avgränsningar",
        "_ För regionsjukvårdsledningen",
    ] {
        assert!(told.contains(wanted), "{wanted}\n---\n{told}");
    }
    // When the draft is wanted nobody said: a gap, and no date.
    assert!(
        told.contains(
            "! Förslaget lämnas till RSL stab senast den [dag då svaret ska lämnas saknas]."
        ),
        "{told}"
    );
}

#[test]
fn what_a_case_does_not_know_is_a_gap_in_every_letter_and_never_a_value() {
    for name in offered().unwrap() {
        let blocks = composed(&name.id, &empty_case());
        let told = told(&blocks);
        assert!(told.contains("! "), "{}: {told}", name.id);
        assert!(!told.contains('{'), "{}: {told}", name.id);
        assert!(!told.contains("29988"), "{}: {told}", name.id);
    }
}

#[test]
fn an_answer_is_told_by_boxes_stances_and_decision() {
    let case = sample_case();
    let told = told(&composed("statement", &case));
    let decision = case.decided().unwrap();
    for wanted in [
        "Yttrande över Kirurgi vid trakeobronkomalaci hos barn",
        "Till: Socialstyrelsen",
        "Ert diarienummer: 29988/2022",
        &format!("den {}", decision.on.unwrap().in_swedish()),
        "[x] Tillstyrker",
        "[ ] Tillstyrker inte",
    ] {
        assert!(told.contains(wanted), "{wanted}\n---\n{told}");
    }
    for question in &case.questions {
        assert!(told.contains(&question.title), "{told}");
    }
}

#[test]
fn an_answer_for_word_leaves_out_what_only_the_house_needs() {
    let case = full_case();
    let full = told(&answer_document(&case, true));
    for question in &case.questions {
        assert!(full.contains(&format!("{}. {}", question.number, question.title)));
    }
    assert!(!full.contains(" ord)"), "counts: {full}");
    assert!(!full.contains("Infört"), "sources: {full}");
    let draft = told(&answer_document(&case, false));
    assert!(draft.contains("Utkast – inte beslutat"), "{draft}");
}

#[test]
fn a_star_in_a_title_is_a_star_and_a_name_in_braces_is_not_filled_in_twice() {
    let mut case = sample_case();
    case.title = "**Fet** {officer} *kursiv*".to_owned();
    let blocks = composed("assignment", &case);
    let told = told(&blocks);
    assert!(
        told.contains("underlaget **Fet** {officer} *kursiv*,"),
        "{told}"
    );
}

#[test]
fn only_one_body_that_has_not_answered_is_reminded_without_being_named() {
    let mut case = full_case();
    let missing: Vec<_> = case
        .contributions
        .iter()
        .filter(|it| it.is_missing())
        .collect();
    assert!(
        !missing.is_empty(),
        "the sample has a body that did not answer"
    );
    let first = missing[0].clone();
    case.contributions
        .retain(|it| !it.is_missing() || it.body == first.body);
    let told_one = told(&composed("reminder", &case));
    assert!(
        told_one.contains(&format!("Till: {}", first.body_name)),
        "{told_one}"
    );
    let mut twice = first.clone();
    twice.body = crate::model::BodyId::new("another");
    case.contributions.push(twice);
    let told_two = told(&composed("reminder", &case));
    assert!(told_two.contains("Till: [mottagare saknas]"), "{told_two}");
    let kinds = case.bodies.iter().map(|it| it.kind).collect::<Vec<_>>();
    assert!(kinds.is_empty() || kinds.contains(&CaseBodyKind::Region));
}

#[test]
fn all_that_is_to_be_filled_in_is_told_once_under_the_title() {
    for name in offered().unwrap() {
        let told = told(&composed(&name.id, &empty_case()));
        let line = told
            .lines()
            .find(|it| it.starts_with("! Saknas i ärendet: "));
        let line = line.unwrap().trim_start_matches("! Saknas i ärendet: ");
        let fields: Vec<_> = line.split(", ").flat_map(|it| it.split(" och ")).collect();
        let once: BTreeSet<_> = fields.iter().collect();
        assert_eq!(once.len(), fields.len(), "{}: {line}", name.id);
        for gap in told.split('[').skip(1) {
            let Some((field, _)) = gap.split_once(" saknas]") else {
                continue;
            };
            assert!(line.contains(field), "{}: {field} in {line}", name.id);
        }
    }
}
