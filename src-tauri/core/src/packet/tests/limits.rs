//! Much, odd and nothing: a packet comes out all the same.

use std::path::Path;

use super::content::squeezed;
use super::{packet, printed, with_text};
use crate::model::CaseSnapshot;
use crate::packet::layout::Piece;
use crate::packet::readback::read;
use crate::packet::sample::{
    done, empty_case, full_case, long_case, sample_case, small_case, wide_case,
};
use crate::packet::{Printed, Running, Status, face, layout, model};

pub(super) const ODD: &str = "Ŋ ŧ á đ š ž ŋ, Ελληνικά, → ≥ ½ §, e\u{301} \u{200b}x\u{ad}y, 中 👨‍👩‍👧 שלום \u{0}\u{7}\u{1b}[0m\tslut";

/// With SAMSVAR_PACKETS set to a folder, the printed files are left there to
/// be looked at.
pub(super) fn keep(name: &str, printed: &Printed) {
    if let Some(folder) = std::env::var_os("SAMSVAR_PACKETS") {
        std::fs::write(Path::new(&folder).join(name), &printed.bytes).unwrap();
    }
}

#[test]
fn an_empty_case_prints() {
    let printed = printed(&empty_case(), Status::Draft);
    assert_eq!(printed.pages, 6);
    assert!(printed.missing_glyphs.is_empty());
}

#[test]
fn odd_characters_print_or_are_named() {
    let printed = printed(&with_text(ODD), Status::Draft);
    let read = read(&printed.bytes).text();
    for told in [
        "Ŋ ŧ á đ š ž ŋ, Ελληνικά, → ≥ ½ §, é xy",
        "U+4E2D",
        "U+1F468",
        "U+0000",
        "slut",
    ] {
        assert!(read.contains(told), "{told} is not in {read}");
    }
    assert!(printed.missing_glyphs.contains(&"U+4E2D".to_owned()));
    assert!(printed.missing_glyphs.contains(&"U+05E9".to_owned()));
    assert!(
        !printed
            .missing_glyphs
            .iter()
            .any(|it| it == "U+200B" || it == "U+0301")
    );
}

#[test]
fn nothing_runs_out_of_the_page() {
    let long = "x".repeat(5_000);
    let mut case = with_text(&format!(
        "{long}\n\n## {long}\n\n- {long}\n\n| {long} | b |\n|---|---|\n| a | {long} |"
    ));
    case.title = long.clone();
    case.organisation = long.clone();
    case.numbers[0].number = long.clone();
    case.attachments[0].name = long.clone();
    case.steps[0].role.clone_from(&long);
    case.application = true;
    case.applicant.clone_from(&long);
    let full = full_case();
    case.contributions = full.contributions;
    case.contributions[0].body_name.clone_from(&long);
    case.contributions[0].texts[0].text.clone_from(&long);
    case.effects = full.effects;
    case.effects.councils[0].name.clone_from(&long);
    case.effects.themes[0].name.clone_from(&long);
    case.effects.assessments[0].comment.clone_from(&long);
    case.commitments = full.commitments;
    case.commitments[0].terms.text.clone_from(&long);
    case.commitments[0].terms.amount = Some(u64::MAX);
    case.commitments[1].terms.amount = Some(u64::MAX);
    case.conditions = full.conditions;
    case.conditions[0].terms.evidence.clone_from(&long);
    case.dispatches = full.dispatches;
    case.dispatches[0].to = long;
    let packet = packet(&case, Status::Draft);
    let mut shapes = face::Shapes::new().unwrap();
    let laid = layout::lay_out(
        &Running::of(&packet),
        &Piece::all(model::blocks(&packet)),
        &mut shapes,
    );
    let marks = laid.pages.iter();
    let marks = marks.flat_map(|page| page.marks.iter().map(|mark| (page.turn, mark)));
    for (turn, mark) in marks {
        let width = match &mark.mark {
            layout::Mark::Text {
                size, shapes: run, ..
            } => {
                let ends_in_space = run.last().is_some_and(|it| &*shapes.get(*it).text == " ");
                let run = &run[..run.len() - usize::from(ends_in_space)];
                run.iter().map(|it| shapes.get(*it).advance).sum::<i64>() as f32 * size / 1000.0
            }
            layout::Mark::Rule { width, .. } => *width,
            _ => 0.0,
        };
        assert!(mark.x + width <= turn.width() - 59.5, "{mark:?}");
        assert!(mark.y > 30.0 && mark.y < turn.height() - 30.0, "{mark:?}");
    }
}

#[test]
fn a_matrix_too_wide_for_a_standing_sheet_lies_and_nothing_else() {
    let lying = |case: &CaseSnapshot| {
        let packet = packet(case, Status::Draft);
        let mut shapes = face::Shapes::new().unwrap();
        let pieces = Piece::all(model::blocks(&packet));
        let laid = layout::lay_out(&Running::of(&packet), &pieces, &mut shapes);
        let pages = laid.pages.iter();
        let lying = pages.filter(|it| it.turn == layout::Turn::Lying);
        let lying: Vec<usize> = lying.map(|it| it.marks.len()).collect();
        // What lies is the matrix, and the heading above it.
        assert!(lying.iter().all(|marks| *marks > 10), "{lying:?}");
        lying.len()
    };
    assert_eq!(lying(&full_case()), 0);
    assert!(lying(&wide_case(9, 1)) >= 1);
    assert!(lying(&wide_case(60, 1)) > lying(&wide_case(9, 1)));
}

#[test]
fn a_row_taller_than_the_page_goes_on_under_the_head() {
    let mut case = small_case();
    let note = "Ett långt samtal om vårdkedjan. ".repeat(400);
    case.steps[0].parts[0].state = done("Anna Lind", "2023-08-28", &note);
    let read = read(&printed(&case, Status::Draft).bytes);
    let pages = read.artifacts.iter().filter(|it| it.contains("Anteckning"));
    assert!(pages.count() > 3);
    let cell = read
        .elements
        .iter()
        .find(|it| it.1.starts_with("Ett långt"));
    assert_eq!(cell.unwrap().1.trim_end(), note.trim_end());
}

#[test]
fn ten_thousand_rows_print_under_a_head_on_every_page() {
    let mut case = small_case();
    let part = case.steps[0].parts[0].clone();
    case.steps[0].parts = vec![part; 10_000];
    let printed = printed(&case, Status::Draft);
    let read = read(&printed.bytes);
    let pages = read
        .artifacts
        .iter()
        .filter(|it| it.contains("Ansvarig"))
        .count();
    assert!(pages > 200, "{pages}");
    let cells = read
        .elements
        .iter()
        .filter(|it| it.0 == "TD" && it.1.contains("Mejl till RPO"));
    assert_eq!(cells.count(), 10_000);
}

#[test]
fn megabytes_of_text_print() {
    let mut text = String::new();
    for number in 0..20_000 {
        text.push_str(&format!(
            "Stycke {number} om vårdkedjan före och efter ingreppet. "
        ));
        text.push_str(if number % 7 == 0 { "\n\n" } else { "" });
    }
    let printed = printed(&with_text(&text), Status::Draft);
    assert!(printed.pages > 200);
    let whole = squeezed(&read(&printed.bytes).text());
    assert!(whole.contains(&squeezed(&text)));
}

/// Prints what people look at by hand, and how long it takes. SAMSVAR_PACKET
/// names the only one to print.
#[test]
#[ignore = "measures; run by hand with SAMSVAR_PACKETS set"]
fn measured() {
    let huge = "Vårdkedjan före och efter ingreppet är lika viktig som ingreppet. ".repeat(155_000);
    let cases = [
        ("sample-draft.pdf", sample_case(), Status::Draft),
        ("sample-decided.pdf", sample_case(), Status::Decided),
        ("full-decided.pdf", full_case(), Status::Decided),
        ("full-draft.pdf", full_case(), Status::Draft),
        ("wide.pdf", wide_case(60, 40), Status::Draft),
        ("odd.pdf", with_text(ODD), Status::Draft),
        ("empty.pdf", empty_case(), Status::Draft),
        ("long.pdf", long_case(205), Status::Draft),
        ("huge.pdf", with_text(&huge), Status::Draft),
        ("word.pdf", with_text(&"å".repeat(5_000_000)), Status::Draft),
        (
            "crumbs.pdf",
            with_text(&"a\n\n".repeat(300_000)),
            Status::Draft,
        ),
    ];
    let only = std::env::var("SAMSVAR_PACKET").unwrap_or_default();
    for (name, case, status) in cases {
        if !name.starts_with(&only) {
            continue;
        }
        let start = std::time::Instant::now();
        let printed = printed(&case, status);
        println!(
            "{name}: {} pages, {} bytes, {:?}",
            printed.pages,
            printed.bytes.len(),
            start.elapsed()
        );
        keep(name, &printed);
    }
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig {
        cases: 32,
        failure_persistence: None,
        ..Default::default()
    })]

    /// Whatever is written prints, and what the fonts have is read back.
    #[test]
    fn any_text_prints(text in "(\\PC|[\\s*#|\\-0-9.]|\\p{Cc}|\\p{M}){0,300}", title in "\\PC{1,80}") {
        let mut case = with_text(&text);
        case.title.clone_from(&title);
        let read = read(&printed(&case, Status::Draft).bytes).text();
        let asked: String = text.chars().filter(char::is_ascii_alphabetic).collect();
        let got: String = read.chars().filter(char::is_ascii_alphabetic).collect();
        let mut got = got.chars();
        proptest::prop_assert!(asked.chars().all(|it| got.any(|found| found == it)));
    }
}
