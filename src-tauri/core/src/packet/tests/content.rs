//! What is printed is what the case says.

use std::path::Path;

use super::{packet, printed};
use crate::blocks::{Block, Span};
use crate::packet::layout::Piece;
use crate::packet::model;
use crate::packet::readback::read;
use crate::packet::sample::{empty_case, full_case, long_case, sample_case, small_case, wide_case};
use crate::packet::{Running, Status, face, layout};

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
            Block::Logo(..) | Block::Contents | Block::NewPage => {}
        }
    }
    out.retain(|it| !it.trim().is_empty());
    out
}

pub(super) fn squeezed(text: &str) -> String {
    text.chars().filter(|it| !it.is_whitespace()).collect()
}

/// The text read through the structure tree is what the blocks say, in order.
pub(super) fn reads_back(bytes: &[u8], blocks: &[Block]) {
    let elements = read(bytes).elements;
    let elements = elements.iter().filter(|it| it.0 != "Link");
    let was_read: Vec<_> = elements.map(|it| squeezed(&it.1)).collect();
    let written: Vec<_> = said(blocks).iter().map(|it| squeezed(it)).collect();
    assert!(!written.is_empty());
    assert_eq!(was_read, written);
}

#[test]
fn the_text_read_back_is_the_text_that_was_written_in_order() {
    for case in [
        sample_case(),
        empty_case(),
        long_case(3),
        full_case(),
        wide_case(60, 40),
    ] {
        let blocks = model::blocks(&packet(&case, Status::Draft));
        reads_back(&printed(&case, Status::Draft).bytes, &blocks);
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
fn a_case_that_nobody_decided_never_prints_as_decided() {
    let mut case = sample_case();
    case.decisions.retain(|it| it.regional);
    assert_eq!(
        printed(&case, Status::Decided),
        printed(&case, Status::Draft)
    );
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
        "ankomstdag, svarsdatum och handläggare",
    ] {
        assert!(text.contains(told), "{told} is not in {text}");
    }
}

#[test]
fn contents_point_at_the_pages_where_the_headings_stand() {
    let case = sample_case();
    let packet = packet(&case, Status::Draft);
    let mut shapes = face::Shapes::new().unwrap();
    let laid = layout::lay_out(
        &Running::of(&packet),
        &Piece::all(model::blocks(&packet)),
        &mut shapes,
    );
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

/// `UPDATE_GOLDEN=1` rewrites the stored layout; read the difference before
/// keeping it.
#[test]
fn the_layout_is_the_one_that_was_looked_at() {
    let case = small_case();
    let packet = packet(&case, Status::Draft);
    let mut shapes = face::Shapes::new().unwrap();
    let laid = layout::lay_out(
        &Running::of(&packet),
        &Piece::all(model::blocks(&packet)),
        &mut shapes,
    );
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
