//! The document is whole and the same every time. How other programs read it is
//! tested with those programs (tests/promises/word.rs).

use std::io::Read;

use quick_xml::Reader;
use quick_xml::events::Event;

use super::*;
use crate::blocks::{Item, Look, Span, Table, Voice, heading, markdown, paragraph, plain};

fn paper(blocks: &[Block]) -> Vec<u8> {
    docx(&Paper {
        title: "Åtgärd <&> \u{1}\"",
        author: "Sydöstra sjukvårdsregionen",
        on: "2023-10-06".parse().unwrap(),
        mark: "Utkast",
        name: "29988/2022 · Åtgärd",
        blocks,
    })
    .unwrap()
}

fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    archive
        .by_name(name)
        .unwrap()
        .read_to_string(&mut text)
        .unwrap();
    text
}

fn every() -> Vec<Block> {
    let odd = "a\u{0}b\u{b}c\u{fffe}d <w:p> & \"x\"\nrad två\tflik 👩‍⚕️";
    let mut out = vec![
        Block::Title("Titel".to_owned()),
        heading(2, "Rubrik".to_owned()),
        paragraph(Look::Body, odd),
        Block::Facts(vec![(
            "Datum".to_owned(),
            "6 oktober 2023\nigen".to_owned(),
        )]),
        Block::Choices(vec![
            ("Tillstyrker".to_owned(), true),
            ("Inte".to_owned(), false),
        ]),
        Block::Table(Table {
            widths: vec![1, 3, 2],
            row_heads: true,
            head: vec!["A".to_owned(), "B".to_owned()],
            rows: vec![vec![plain("1"), plain("2")]],
        }),
        Block::NewPage,
        Block::Contents,
        Block::Signatures(vec!["Ordförande".to_owned()]),
        Block::List(vec![]),
    ];
    out.extend(markdown::blocks(
        "### djupt\n- ett\n  - två\n1. tre\n2. fyra\n5) fem",
        2,
    ));
    for look in [
        Look::Letterhead,
        Look::Eyebrow,
        Look::Note,
        Look::Lead,
        Look::Notice,
        Look::Gap,
    ] {
        out.push(paragraph(look, "x"));
    }
    out
}

#[test]
fn every_part_is_xml_that_a_reader_reads_and_every_style_is_there() {
    let bytes = paper(&every());
    let archive = zip::ZipArchive::new(Cursor::new(&bytes)).unwrap();
    let names: Vec<_> = archive
        .file_names()
        .map(|it| it.unwrap().into_owned())
        .collect();
    let styles = part(&bytes, "word/styles.xml");
    assert_eq!(names[0], "[Content_Types].xml");
    for name in &names {
        let text = part(&bytes, name);
        let mut reader = Reader::from_str(&text);
        loop {
            let event = reader.read_event();
            let event = event.unwrap_or_else(|fault| panic!("{name}: {fault}"));
            let (Event::Start(it) | Event::Empty(it)) = event.clone() else {
                if event == Event::Eof {
                    break;
                }
                continue;
            };
            if it.local_name().as_ref() == "pStyle" || it.local_name().as_ref() == "tblStyle" {
                let style = it.attributes().next().unwrap().unwrap();
                let style = style.value;
                assert!(
                    styles.contains(&format!("w:styleId=\"{}\"", style.as_ref() as &str)),
                    "{style:?} has no style"
                );
            }
        }
        // Where the package says its parts lie there are parts.
        for target in text.split("Target=\"").skip(1) {
            let target = target.split('"').next().unwrap();
            let below = if name.starts_with("word/") {
                "word/"
            } else {
                ""
            };
            assert!(names.contains(&format!("{below}{target}")), "{target}");
        }
    }
}

#[test]
fn the_same_blocks_give_the_same_bytes_and_another_letter_others() {
    let bytes = paper(&every());
    assert_eq!(bytes, paper(&every()));
    let mut other = every();
    other.push(paragraph(Look::Body, "å"));
    assert_ne!(bytes, paper(&other));
    let core = part(&bytes, "docProps/core.xml");
    assert!(core.contains("2023-10-06T00:00:00Z"), "{core}");
    assert!(core.contains("Åtgärd &lt;&amp;&gt; &quot;"), "{core}");
}

#[test]
fn numbers_that_were_typed_are_the_numbers_that_are_shown() {
    let item = |label: &str, depth: u32| Item {
        label: label.to_owned(),
        text: vec![Span {
            text: label.to_owned(),
            voice: Voice::Plain,
        }],
        depth,
    };
    let mut lists = lists::Lists::default();
    let items = ["1.", "2.", "7.", "8.", "1)"].map(|it| item(it, 0));
    assert_eq!(lists.of(&items), [1, 1, 2, 2, 3]);
    let nested = [item("1.", 0), item("•", 1), item("2.", 0), item("•", 1)];
    assert_eq!(lists.of(&nested), [4, 5, 4, 6]);
    let told = lists.part();
    assert!(told.contains("<w:num w:numId=\"2\"><w:abstractNumId w:val=\"1\"/><w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"7\"/>"), "{told}");
}

#[test]
fn headings_begin_at_the_first_level_and_what_belongs_together_is_bound() {
    let blocks = [
        Block::Title("T".to_owned()),
        heading(2, "ett".to_owned()),
        heading(3, "två".to_owned()),
        paragraph(Look::Body, "enligt 4 kap. 3 § den 6 oktober 2023"),
    ];
    let document = part(&paper(&blocks), "word/document.xml");
    assert!(
        document
            .contains("<w:pStyle w:val=\"Heading1\"/></w:pPr><w:r><w:t xml:space=\"preserve\">ett")
    );
    assert!(
        document
            .contains("<w:pStyle w:val=\"Heading2\"/></w:pPr><w:r><w:t xml:space=\"preserve\">två")
    );
    assert!(
        document.contains("enligt 4\u{a0}kap.\u{a0}3\u{a0}§ den 6\u{a0}oktober\u{a0}2023"),
        "{document}"
    );
}
