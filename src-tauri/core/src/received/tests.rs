//! Headings are found as people write them; nothing is lost.

use super::proposal::place;
use crate::documents::extract::{Line, Piece};
use crate::model::{BodyId, CaseSnapshot, QuestionId};
use crate::packet::sample::sample_case;

fn case() -> CaseSnapshot {
    let mut case = sample_case();
    for (at, title) in ["Definition och avgränsningar", "Antal enheter"]
        .into_iter()
        .enumerate()
    {
        case.questions[at].title = title.to_owned();
        case.questions[at].id = QuestionId::new(format!("q{at}"));
        case.questions[at].number = at as u32 + 1;
    }
    case.questions.truncate(2);
    case
}

fn head(level: u8, text: &str) -> Piece {
    Piece::Line(Line {
        level: Some(level),
        text: text.to_owned(),
        ..Line::default()
    })
}

fn line(text: &str) -> Piece {
    Piece::Line(Line {
        text: text.to_owned(),
        ..Line::default()
    })
}

fn item(label: &str, depth: u8, text: &str) -> Piece {
    Piece::Line(Line {
        label: label.to_owned(),
        depth,
        text: text.to_owned(),
        ..Line::default()
    })
}

fn placed(pieces: &[Piece], rest: Option<&str>) -> (Vec<(u32, String)>, String) {
    let rest = rest.map(QuestionId::new);
    let (texts, left) = place(&case(), &BodyId::new("b"), pieces, rest.as_ref());
    (
        texts.into_iter().map(|it| (it.number, it.text)).collect(),
        left,
    )
}

#[test]
fn headings_are_matched_whatever_their_number_case_and_colon() {
    for heading in [
        head(1, "Antal enheter"),
        head(2, "2. ANTAL ENHETER"),
        head(3, "2.1  Antal\u{a0}enheter:"),
        head(1, "Fråga 2: Antal enheter"),
        head(1, "Fråga 2 – antal enheter"),
        head(1, "(2) Antal enheter."),
        head(2, "Fråga 2"),
        line("Antal enheter"),
        line("2) Antal enheter:"),
        item("2. ", 0, "Antal enheter"),
    ] {
        let told = format!("{heading:?}");
        let (texts, rest) = placed(&[heading, line("Fyra räcker.")], None);
        assert_eq!(texts, [(2, "Fyra räcker.".to_owned())], "{told}");
        assert_eq!(rest, "", "{told}");
    }
    for other in [
        line("Antal enheter bör vara fyra."),
        head(1, "Om antal enheter"),
        head(1, "Fråga 12"),
        line("2"),
        line(""),
    ] {
        let told = format!("{other:?}");
        assert!(placed(&[other, line("x")], None).0.is_empty(), "{told}");
    }
}

#[test]
fn text_under_no_heading_is_kept_and_lower_headings_belong_to_their_question() {
    let pieces = [
        head(0, "Svar från RPO"),
        line("Hälsning"),
        head(2, "1. Definition och avgränsningar"),
        line("Ett.\nRad två."),
        head(3, "Skäl"),
        item("- ", 0, "a"),
        item("- ", 1, "b"),
        line("Två."),
        head(2, "Övrigt"),
        line("Tack."),
        head(2, "Antal enheter"),
        line("Fyra."),
        head(1, "Definition och avgränsningar"),
        line("Mer."),
    ];
    let (texts, rest) = placed(&pieces, None);
    assert_eq!(
        texts,
        [
            (
                1,
                "Ett.\nRad två.\n\n## Skäl\n\n- a\n  - b\n\nTvå.\n\nMer.".to_owned()
            ),
            (2, "Fyra.".to_owned())
        ]
    );
    assert_eq!(rest, "## Svar från RPO\n\nHälsning\n\n## Övrigt\n\nTack.");
    let (texts, rest) = placed(&pieces, Some("q1"));
    assert!(
        texts[1]
            .1
            .ends_with("Fyra.\n\n## Svar från RPO\n\nHälsning\n\n## Övrigt\n\nTack.")
    );
    assert_eq!(rest, "");
}

#[test]
fn a_table_is_a_table_unless_it_is_the_form_itself() {
    let cell = |text: &str| match line(text) {
        Piece::Line(line) => vec![line],
        Piece::Table(_) => Vec::new(),
    };
    let values = Piece::Table(vec![
        vec![cell("Region"), cell("a|b")],
        vec![cell("Kalmar"), [cell("3"), cell("4")].concat()],
    ]);
    let (texts, _) = placed(&[head(1, "Antal enheter"), values], None);
    assert_eq!(
        texts[0].1,
        "| Region | a\\|b |\n|---|---|\n| Kalmar | 3 4 |"
    );
    let form = Piece::Table(vec![
        vec![cell("Definition och avgränsningar"), cell("Ja.")],
        vec![cell("Antal enheter"), cell("Fyra.")],
    ]);
    let (texts, _) = placed(&[form], None);
    assert_eq!(texts, [(1, "Ja.".to_owned()), (2, "Fyra.".to_owned())]);
}

#[test]
fn every_word_of_a_document_is_somewhere() {
    let words = ["alfa", "beta", "gamma", "delta", "epsilon", "zeta"];
    let pieces: Vec<_> = words
        .iter()
        .enumerate()
        .flat_map(|(at, it)| {
            let heading = ["Antal enheter", "Annat", "Definition och avgränsningar"][at % 3];
            [
                head(at as u8 % 3, heading),
                line(it),
                item("1. ", 0, &it.to_uppercase()),
            ]
        })
        .collect();
    let (texts, rest) = placed(&pieces, None);
    let all: String = texts
        .iter()
        .map(|it| it.1.as_str())
        .chain([rest.as_str()])
        .collect();
    for word in words {
        assert!(
            all.contains(word) && all.contains(&word.to_uppercase()),
            "{word}: {all}"
        );
    }
}
