//! What a packet promises, from the case to the bytes.

use std::path::Path;

use super::model::{self, Block, Span};
use super::readback::read;
use super::sample::{day, done, empty_case, long_case, sample_case, small_case};
use super::{Packet, Printed, Status, face, layout, print};
use crate::model::{CaseSnapshot, count_words};

fn packet(case: &CaseSnapshot, status: Status) -> Packet<'_> {
    Packet {
        case,
        status,
        printed_on: day("2023-10-03"),
    }
}

fn printed(case: &CaseSnapshot, status: Status) -> Printed {
    print(&packet(case, status)).unwrap()
}

/// With SAMSVAR_PACKETS set to a folder, the printed files are left there to
/// be looked at.
fn keep(name: &str, printed: &Printed) {
    if let Some(folder) = std::env::var_os("SAMSVAR_PACKETS") {
        std::fs::write(Path::new(&folder).join(name), &printed.bytes).unwrap();
    }
}

fn with_text(text: &str) -> CaseSnapshot {
    let mut case = small_case();
    case.questions[0].text = text.to_owned();
    case.questions[0].words = count_words(text);
    case
}

/// What the blocks say, one text a line, as the reader reads it.
fn said(blocks: &[Block]) -> Vec<String> {
    let flat = |spans: &[Span]| spans.iter().map(|it| it.text.as_str()).collect::<String>();
    let mut out = Vec::new();
    for block in blocks {
        match block {
            Block::Title(text) | Block::Heading { text, .. } => out.push(text.clone()),
            Block::Paragraph(_, spans) => out.push(flat(spans)),
            Block::List(items) => {
                for item in items {
                    out.extend([item.label.clone(), flat(&item.text)]);
                }
            }
            Block::Choices(choices) => out.extend(choices.iter().map(|it| it.0.clone())),
            Block::Facts(facts) => {
                for (name, value) in facts {
                    out.extend([name.clone(), value.clone()]);
                }
            }
            Block::Table(table) => {
                out.extend(table.head.clone());
                out.extend(table.rows.iter().flatten().map(|it| flat(it)));
            }
            Block::Signatures(roles) => {
                for role in roles {
                    out.extend([role.clone(), "Namnförtydligande".to_owned()]);
                }
            }
            Block::Contents | Block::NewPage => {}
        }
    }
    out.retain(|it| !it.trim().is_empty());
    out
}

fn squeezed(text: &str) -> String {
    text.chars().filter(|it| !it.is_whitespace()).collect()
}

#[test]
fn the_text_read_back_is_the_text_that_was_written_in_order() {
    for case in [sample_case(), empty_case(), long_case(3)] {
        let read = read(&printed(&case, Status::Draft).bytes);
        let written = said(&model::blocks(&packet(&case, Status::Draft)));
        let was_read: Vec<_> = read
            .elements
            .iter()
            .filter(|it| it.0 != "Link")
            .map(|it| squeezed(&it.1))
            .collect();
        let written: Vec<_> = written.iter().map(|it| squeezed(it)).collect();
        assert_eq!(was_read, written);
    }
}

#[test]
fn words_keep_the_spaces_between_them_over_line_ends() {
    let case = sample_case();
    let read = read(&printed(&case, Status::Draft).bytes);
    let first = "gränsen mot komplex luftvägskirurgi behöver bli tydligare. Enligt 4 kap. 3 § i föreskriften ska tillståndshavaren kunna ta emot";
    assert!(read.text().contains(first), "{}", read.text());
}

#[test]
fn the_same_case_gives_the_same_bytes() {
    let case = sample_case();
    let first = printed(&case, Status::Decided);
    assert_eq!(first.bytes, printed(&case, Status::Decided).bytes);
    assert_ne!(first.bytes, printed(&case, Status::Draft).bytes);
}

#[test]
fn a_secret_case_says_so_on_every_page() {
    let mut case = small_case();
    case.secrecy = "OSL 25 kap. 1 §".to_owned();
    let read = read(&printed(&case, Status::Draft).bytes);
    assert!(read.text().contains("Sekretess: OSL 25 kap. 1 §"));
    assert!(
        read.artifacts
            .iter()
            .all(|page| page.contains("Sekretess · Utkast"))
    );
}

#[test]
fn every_page_has_its_number_and_its_state() {
    let case = sample_case();
    for (status, word) in [(Status::Draft, "Utkast"), (Status::Decided, "Beslutad")] {
        let printed = printed(&case, status);
        let read = read(&printed.bytes);
        assert_eq!(read.artifacts.len() as u32, printed.pages);
        assert!(printed.pages > 4);
        for (index, page) in read.artifacts.iter().enumerate() {
            let lines: Vec<_> = page.lines().collect();
            let number = format!("Sida {} av {}", index + 1, printed.pages);
            assert!(lines.contains(&number.as_str()), "{page}");
            assert!(lines.contains(&word), "{page}");
        }
    }
}

#[test]
fn a_decided_packet_names_who_decided_when_and_where() {
    let case = sample_case();
    let decided = read(&printed(&case, Status::Decided).bytes).text();
    let line = "Beslutad av Samverkansnämndens presidium på delegation den 2 oktober 2023, § 45";
    assert!(decided.contains(line), "{decided}");
    assert!(!decided.contains("Förslag till beslut"));
    let draft = read(&printed(&case, Status::Draft).bytes).text();
    assert!(draft.contains("Utkast – inte beslutat") && draft.contains("Förslag till beslut"));
    assert!(!draft.contains(line));
}

#[test]
fn what_is_missing_or_made_up_is_said() {
    let text = read(&printed(&sample_case(), Status::Draft).bytes).text();
    for told in [
        "Svar saknas",
        "Rubriken är inte bekräftad",
        "Öppnat igen av Karin Åkesson: Kalmar kom in med nya volymer",
        "Fattar inget eget beslut",
        "Inte avgjort",
        "av 300 ord",
        "ankomstdag, sista svarsdag och handläggare",
    ] {
        assert!(text.contains(told), "{told} is not in {text}");
    }
}

#[test]
fn contents_point_at_the_pages_where_the_headings_stand() {
    let case = sample_case();
    let packet = packet(&case, Status::Draft);
    let mut shapes = face::Shapes::new().unwrap();
    let laid = layout::lay_out(&packet, &model::blocks(&packet), &mut shapes);
    // The heading of the decision on the cover and that of the contents
    // themselves stand before them.
    assert_eq!(laid.links.len() + 2, laid.headings.len());
    assert!(laid.headings.windows(2).all(|it| it[0].page <= it[1].page));
    let read = read(&printed(&case, Status::Draft).bytes);
    let lines: Vec<_> = read.elements.iter().filter(|it| it.0 == "Link").collect();
    for (line, heading) in lines.iter().zip(&laid.headings[2..]) {
        let expected = squeezed(&format!("{}{}", heading.text, heading.page + 1));
        assert_eq!(squeezed(&line.1), expected);
    }
}

#[test]
fn the_file_is_tagged_titled_and_bookmarked() {
    let read = read(&printed(&sample_case(), Status::Draft).bytes);
    let catalog = read.catalog();
    assert_eq!(catalog.get(b"Lang").unwrap().as_str().unwrap(), b"sv-SE");
    for key in [
        &b"MarkInfo"[..],
        b"StructTreeRoot",
        b"Outlines",
        b"ViewerPreferences",
    ] {
        assert!(catalog.has(key), "{}", String::from_utf8_lossy(key));
    }
    let alts = read.document.objects.values().filter(|object| {
        let element = object.as_dict().ok();
        element.is_some_and(|it| {
            it.get(b"S").and_then(|it| it.as_name()).ok() == Some(b"Figure") && it.has(b"Alt")
        })
    });
    assert_eq!(alts.count(), 9);
}

#[test]
fn an_empty_case_prints() {
    let printed = printed(&empty_case(), Status::Draft);
    assert_eq!(printed.pages, 6);
    assert!(printed.missing_glyphs.is_empty());
}

#[test]
fn odd_characters_print_or_are_named() {
    let text = "Ŋ ŧ á đ š ž ŋ, Ελληνικά, → ≥ ½ §, e\u{301} \u{200b}x\u{ad}y, 中 👨‍👩‍👧 שלום \u{0}\u{7}\u{1b}[0m\tslut";
    let printed = printed(&with_text(text), Status::Draft);
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
    case.steps[0].role = long;
    let packet = packet(&case, Status::Draft);
    let mut shapes = face::Shapes::new().unwrap();
    let laid = layout::lay_out(&packet, &model::blocks(&packet), &mut shapes);
    for mark in laid.pages.iter().flat_map(|page| &page.marks) {
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
        assert!(mark.x + width <= layout::WIDTH - 59.5, "{mark:?}");
        assert!(mark.y > 30.0 && mark.y < layout::HEIGHT - 30.0, "{mark:?}");
    }
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

/// Texts of every length, so that every kind of page end comes up.
#[test]
fn no_line_and_no_heading_stands_alone_at_a_page_end() {
    let mut text = String::new();
    for number in 0..400 {
        let words = number * 37 % 90 + 1;
        text.push_str(&"vårdkedja ".repeat(words));
        text.push_str(if number % 5 == 0 {
            "\n\n## Rubrik\n\n"
        } else {
            "\n\n"
        });
    }
    let case = with_text(&text);
    let packet = packet(&case, Status::Draft);
    let mut shapes = face::Shapes::new().unwrap();
    let laid = layout::lay_out(&packet, &model::blocks(&packet), &mut shapes);
    assert!(laid.pages.len() > 15);
    let is_text = |mark: &layout::Mark| matches!(mark, layout::Mark::Text { .. });
    let lines = |page: &layout::Page, node| {
        let of_node = |it: &&layout::Placed| it.node == node && is_text(&it.mark);
        page.marks.iter().filter(of_node).count()
    };
    for page in &laid.pages {
        let read: Vec<_> = page.marks.iter().filter(|it| it.node.is_some()).collect();
        let last = read.iter().max_by(|a, b| a.y.total_cmp(&b.y)).unwrap();
        let role = |it: &layout::Placed| laid.nodes[it.node.unwrap().0 as usize].role;
        assert!(!matches!(role(last), layout::Role::Heading(_)), "{last:?}");
        for edge in [read.first().unwrap(), last] {
            let whole: usize = laid.pages.iter().map(|it| lines(it, edge.node)).sum();
            assert!(
                whole == 1 || lines(page, edge.node) > 1,
                "{edge:?} of {whole}"
            );
        }
    }
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

/// `UPDATE_GOLDEN=1` rewrites the stored layout; read the difference before
/// keeping it.
#[test]
fn the_layout_is_the_one_that_was_looked_at() {
    let case = small_case();
    let packet = packet(&case, Status::Draft);
    let mut shapes = face::Shapes::new().unwrap();
    let laid = layout::lay_out(&packet, &model::blocks(&packet), &mut shapes);
    let told = layout::told(&laid, &shapes);
    let stored = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/packet/golden/small.txt");
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(&stored, &told).unwrap();
    }
    let expected = std::fs::read_to_string(&stored)
        .unwrap()
        .replace("\r\n", "\n");
    for (number, (now, then)) in told.lines().zip(expected.lines()).enumerate() {
        assert_eq!(now, then, "line {}", number + 1);
    }
    assert_eq!(told, expected);
}

/// Prints what people look at by hand, and how long it takes.
#[test]
#[ignore = "measures; run by hand with SAMSVAR_PACKETS set"]
fn measured() {
    let huge = "Vårdkedjan före och efter ingreppet är lika viktig som ingreppet. ".repeat(155_000);
    let cases = [
        ("sample-draft.pdf", sample_case(), Status::Draft),
        ("sample-decided.pdf", sample_case(), Status::Decided),
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
    for (name, case, status) in cases {
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
