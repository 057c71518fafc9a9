//! Attached files stand after a packet to read, or a page says why not.

use lopdf::Document;

use super::archive::faults;
use super::limits::keep;
use super::odd_files::{form, jpeg, one, pages, pdf, png, qpdf, shown, tiny};
use super::packet;
use crate::model::Sha256;
use crate::packet::enclosed::{Enclosure, Reason, Sheets, open};
use crate::packet::readback::read;
use crate::packet::sample::small_case;
use crate::packet::{Output, Printed, Status, print, unwatched};

pub(super) fn enclosed(files: Vec<(&str, Vec<u8>)>) -> Printed {
    let enclosures = files
        .into_iter()
        .enumerate()
        .map(|(index, (name, bytes))| Enclosure {
            number: index + 1,
            name: name.to_owned(),
            size: bytes.len() as u64,
            sha256: Sha256::of(&bytes),
            sheets: open(bytes),
        });
    let case = small_case();
    print(
        &packet(&case, Status::Draft),
        Output::Reading,
        enclosures.collect(),
        &mut unwatched,
    )
    .unwrap()
}

fn alone() -> u32 {
    enclosed(Vec::new()).pages
}

fn count(read: Result<Sheets, Reason>) -> usize {
    read.unwrap().count()
}

/// A packet with files of every kind.
pub(super) fn attached() -> Printed {
    enclosed(vec![
        ("första.pdf", pages(&["Ett", "Tva"], "", &[])),
        ("tabell.xlsx", b"PK\x03\x04".to_vec()),
        ("bild.png", png()),
        ("vriden.pdf", one("Vriden", "/Rotate 90")),
        ("foto.jpg", jpeg(3, 6)),
    ])
}

#[test]
fn every_page_is_numbered_through_and_every_file_bookmarked() {
    let printed = attached();
    keep("reading.pdf", &printed);
    assert_eq!(printed.pages, alone() + 6);
    assert_eq!(faults(&printed.bytes), None);
    let shown = shown(&printed.bytes);
    for page in 1..=printed.pages {
        let stamp = format!("Sida {page} av {}", printed.pages);
        assert_eq!(shown.matches(&stamp).count(), 1, "{stamp} in {shown}");
    }
    for text in ["Ett", "Tva", "Vriden", "bara PDF, JPEG och PNG", "XLSX-fil"] {
        assert!(shown.contains(text), "{text}");
    }
    let hash = Sha256::of(b"PK\x03\x04").to_string();
    assert!(shown.replace(char::is_whitespace, "").contains(&hash));
    // Named in the contents with the page it begins on, and among the bookmarks.
    let text = read_own(&printed);
    let first = alone() + 1;
    for (name, page) in [
        ("Bilaga 1: första.pdf", first),
        ("Bilaga 2: tabell.xlsx", first + 2),
        ("Bilaga 3: bild.png", first + 3),
        ("Bilaga 4: vriden.pdf", first + 4),
        ("Bilaga 5: foto.jpg", first + 5),
    ] {
        assert!(
            text.contains(&format!("{name} {page}")),
            "{name} {page} in {text}"
        );
    }
    let document = Document::load_mem(&printed.bytes).unwrap();
    let titles = document.objects.values().filter_map(|it| {
        let title = it.as_dict().ok()?.get(b"Title").ok()?;
        lopdf::decode_text_string(title).ok()
    });
    let titles = titles.filter(|it| it.starts_with("Bilaga "));
    assert_eq!(titles.count(), 5);
}

fn read_own(printed: &Printed) -> String {
    read(&printed.bytes).text().replace('\u{a0}', " ")
}

#[test]
fn forms_show_what_is_in_them_and_do_nothing() {
    let printed = enclosed(vec![("blankett.pdf", form())]);
    keep("form.pdf", &printed);
    let shown = shown(&printed.bytes);
    for text in ["Blankett", "Syns", "Bara ett värde", "Kryssad"] {
        assert!(shown.contains(text), "{text} in {shown}");
    }
    assert_eq!(faults(&printed.bytes), None);
    let document = Document::load_mem(&printed.bytes).unwrap();
    let does = document.objects.values().filter_map(|it| it.as_dict().ok());
    assert!(!does.clone().any(|it| it.has(b"JS") || it.has(b"AA")));
    assert!(!document.catalog().unwrap().has(b"AcroForm"));
}

#[test]
fn a_file_that_opens_without_a_password_is_read_and_another_is_named() {
    let plain = one("Hemligt", "");
    for bits in ["128", "256"] {
        let locked = qpdf(
            &plain,
            &["--allow-weak-crypto", "--encrypt", "", "owner", bits, "--"],
        );
        let printed = enclosed(vec![("låst.pdf", locked)]);
        assert!(shown(&printed.bytes).contains("Hemligt"), "{bits}");
        assert_eq!(faults(&printed.bytes), None);
        let closed = qpdf(
            &plain,
            &[
                "--allow-weak-crypto",
                "--encrypt",
                "user",
                "owner",
                bits,
                "--",
            ],
        );
        assert_eq!(
            open(closed.clone()).map(|it| it.count()),
            Err(Reason::Encrypted)
        );
        let printed = enclosed(vec![("stängd.pdf", closed)]);
        assert_eq!(printed.pages, alone() + 1);
        assert!(shown(&printed.bytes).contains("kräver lösenord"));
    }
}

#[test]
fn broken_files_are_read_or_named() {
    let plain = pages(&["Ett", "Tva", "Tre"], "", &[]);
    // The table of places is wrong in every place, and gone.
    let text = String::from_utf8_lossy(&plain).into_owned();
    let moved = text
        .replace("%PDF-1.7\n", "%PDF-1.7\n%%%%%%%%%%%%%%%%%%\n")
        .into_bytes();
    assert_eq!(count(open(moved)), 3);
    assert_eq!(count(open(packed("/FlateDecode", ""))), 1);
    let cut = plain[..plain.len() * 2 / 3].to_vec();
    let printed = enclosed(vec![("avklippt.pdf", cut)]);
    assert_eq!(faults(&printed.bytes), None);
    assert!(printed.pages > alone());
    for (name, bytes, reason) in [
        ("empty", Vec::new(), Reason::OtherKind),
        ("only a head", b"%PDF-1.7\n".to_vec(), Reason::Broken),
        (
            "noise",
            b"%PDF-1.4\n\xff\x00 1 0 obj << /Type".to_vec(),
            Reason::Broken,
        ),
        (
            "no pages",
            pdf(&[
                "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
                "<< /Type /Pages /Count 0 /Kids [] >>".to_owned(),
            ]),
            Reason::NoPages,
        ),
        ("cut off", jpeg(3, 1)[..60].to_vec(), Reason::Broken),
        (
            "no content",
            one("Borta", "/Contents 99 0 R"),
            Reason::Broken,
        ),
        (
            "noise for content",
            packed("/FlateDecode", "xx}}}}}}}}}}"),
            Reason::Broken,
        ),
        (
            "noise in letters",
            packed("[/ASCIIHexDecode /FlateDecode]", "78787d7d7d7d>"),
            Reason::Broken,
        ),
        ("half a png", png()[..40].to_vec(), Reason::Broken),
        (
            "jpeg 2000",
            b"\0\0\0\x0cjP  \r\n\x87\n".to_vec(),
            Reason::OtherKind,
        ),
        ("too many", tiny(20_001), Reason::TooManyPages),
    ] {
        assert_eq!(open(bytes).map(|it| it.count()), Err(reason), "{name}");
    }
}

/// A page with packed content.
fn packed(filter: &str, content: &str) -> Vec<u8> {
    pdf(&[
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Count 1 /Kids [3 0 R] >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>".to_owned(),
        format!(
            "<< /Filter {filter} /Length {} >>\nstream\n{content}\nendstream",
            content.len()
        ),
    ])
}

#[test]
fn a_stamp_stands_beside_the_sheet_and_covers_nothing() {
    for (turn, grown) in [
        ("0", [0.0, -28.0, 595.0, 842.0]),
        ("90", [0.0, 0.0, 623.0, 842.0]),
        ("180", [0.0, 0.0, 595.0, 870.0]),
        ("270", [-28.0, 0.0, 595.0, 842.0]),
    ] {
        let printed = enclosed(vec![("a.pdf", one("x", &format!("/Rotate {turn}")))]);
        let document = Document::load_mem(&printed.bytes).unwrap();
        let last = document.get_pages().into_values().next_back().unwrap();
        let page = document.get_dictionary(last).unwrap();
        let edges = page.get(b"MediaBox").unwrap().as_array().unwrap();
        for (edge, grown) in edges.iter().zip(grown) {
            let edge = edge.as_float().unwrap();
            assert!((edge - grown).abs() < 0.1, "{turn}: {edges:?}");
        }
    }
}

#[test]
fn loops_and_depths_end() {
    let looped = |object: &str| {
        pdf(&[
            "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
            object.to_owned(),
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 99 99] /Annots 4 0 R /Resources 5 0 R >>"
                .to_owned(),
            "[4 0 R << /Type /Annot /Subtype /Stamp /Rect [0 0 9 9] /Popup 4 0 R /Own 4 0 R >>]"
                .to_owned(),
            "<< /XObject << /A 5 0 R >> /Again 5 0 R >>".to_owned(),
        ])
    };
    for kids in ["[2 0 R 3 0 R]", "[3 0 R 3 0 R]", "2 0 R", "[3 0 R]"] {
        let read = open(looped(&format!(
            "<< /Type /Pages /Count 2 /Kids {kids} /Parent 2 0 R >>"
        )));
        if let Ok(sheets) = read {
            assert!((1..=2).contains(&sheets.count()), "{kids}");
        }
        let printed = enclosed(vec![(
            "slinga.pdf",
            looped(&format!("<< /Type /Pages /Count 2 /Kids {kids} >>")),
        )]);
        assert_eq!(faults(&printed.bytes), None, "{kids}");
    }
    let nested = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    let deep = one("Djup", &format!("/Resources << /A {nested} >>"));
    let printed = enclosed(vec![("djup.pdf", deep)]);
    assert_eq!(faults(&printed.bytes), None);
}

#[test]
fn sheets_of_every_size_keep_their_place() {
    let printed = enclosed(vec![
        (
            "jätte.pdf",
            one("Stor", "/MediaBox [0 0 99999999 99999999] /Contents 5 0 R"),
        ),
        ("ingen.pdf", one("Ingen", "/MediaBox [0 0 0 0]")),
        (
            "bakvänd.pdf",
            one(
                "Bak",
                "/MediaBox [595 842 0 0] /CropBox [100 100 500 800] /Rotate -90",
            ),
        ),
        ("enhet.pdf", one("Enhet", "/UserUnit 2.5")),
        ("småsidor.pdf", tiny(10_000)),
    ]);
    assert_eq!(printed.pages, alone() + 10_004);
    assert_eq!(faults(&printed.bytes), None);
    for (turn, size) in [
        ("0", (595.0, 842.0)),
        ("90", (842.0, 595.0)),
        ("270", (842.0, 595.0)),
    ] {
        let sheets = open(one("x", &format!("/Rotate {turn}"))).unwrap();
        assert_eq!(sheets.sheets[0].shown(), size, "{turn}");
    }
}

#[test]
fn a_picture_stands_as_it_was_taken() {
    for (orientation, lies) in [(1, true), (3, true), (6, false), (8, false), (0, true)] {
        let sheets = open(jpeg(3, orientation)).unwrap();
        let (wide, high) = sheets.sheets[0].shown();
        assert_eq!(wide > high, lies, "{orientation}");
    }
    for components in [1, 4] {
        let printed = enclosed(vec![("färg.jpg", jpeg(components, 1))]);
        assert_eq!(faults(&printed.bytes), None);
    }
    assert_eq!(open(jpeg(2, 1)).map(|it| it.count()), Err(Reason::Broken));
}

#[test]
fn the_same_files_give_the_same_bytes() {
    let files = || vec![("a.pdf", form()), ("b.png", png())];
    assert!(enclosed(files()) == enclosed(files()));
}

/// Merges the files of the folder that SAMSVAR_ENCLOSE names, to be looked at and to
/// be set against another program's time.
#[test]
#[ignore = "measures; run by hand with SAMSVAR_ENCLOSE and SAMSVAR_PACKETS set"]
fn measured() {
    let Some(folder) = std::env::var_os("SAMSVAR_ENCLOSE") else {
        return;
    };
    let mut paths: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|it| it.unwrap().path())
        .collect();
    paths.sort();
    let names: Vec<_> = paths
        .iter()
        .map(|it| it.file_name().unwrap().to_string_lossy())
        .collect();
    let files = paths.iter().zip(&names);
    let files = files.map(|(path, name)| (&**name, std::fs::read(path).unwrap()));
    let start = std::time::Instant::now();
    let printed = enclosed(files.collect());
    println!(
        "{} pages, {} bytes, {:?}",
        printed.pages,
        printed.bytes.len(),
        start.elapsed()
    );
    keep("merged.pdf", &printed);
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig {
        cases: 48,
        failure_persistence: None,
        ..Default::default()
    })]

    /// A file with some of its bytes changed ends in sheets or in a reason.
    #[test]
    fn damage_ends_in_sheets_or_a_reason(
        places in proptest::collection::vec((0.0_f64..1.0, proptest::prelude::any::<u8>()), 1..40),
        kind in 0_usize..3,
    ) {
        let mut bytes = [form(), png(), jpeg(4, 5)][kind].clone();
        let length = bytes.len();
        for (at, byte) in places {
            bytes[(at * length as f64) as usize % length] = byte;
        }
        if open(bytes.clone()).is_ok() {
            proptest::prop_assert!(enclosed(vec![("skadad", bytes)]).pages > 0);
        }
    }
}
