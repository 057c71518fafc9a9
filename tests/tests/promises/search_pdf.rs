//! The text of PDF: locked, broken, scanned, endless, and long.

use std::time::{Duration, Instant};

use lopdf::content::Operation;
use samsvar_core::store::{Options, Store};
use samsvar_tests::Workspace;

use super::search::{attach, case, failed, ok, partial, places, reading, search};

mod pdf {
    use lopdf::content::{Content, Operation};
    use lopdf::{Document, Object, Stream, StringFormat, dictionary};

    /// A string as the font of these documents has it.
    pub fn latin(text: &str) -> Object {
        let bytes = text.chars().map(|it| u8::try_from(u32::from(it)).unwrap());
        Object::String(bytes.collect(), StringFormat::Literal)
    }

    /// A document with one line of text on each page.
    pub fn of(pages: usize, text: impl Fn(usize) -> String) -> Document {
        drawn(pages, |nth| {
            vec![Operation::new("Tj", vec![latin(&text(nth))])]
        })
    }

    /// A document with these operations on each page, after a font was chosen.
    pub fn drawn(pages: usize, operations: impl Fn(usize) -> Vec<Operation>) -> Document {
        let mut document = Document::with_version("1.5");
        let parent = document.new_object_id();
        let font = document.add_object(dictionary! {
            "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica",
            "Encoding" => "WinAnsiEncoding",
        });
        let resources = document.add_object(dictionary! { "Font" => dictionary! { "F1" => font } });
        let kids: Vec<Object> = (0..pages)
            .map(|nth| {
                let begun = [
                    Operation::new("BT", vec![]),
                    Operation::new("Tf", vec!["F1".into(), 12.into()]),
                    Operation::new("Td", vec![72.into(), 700.into()]),
                ];
                let mut content = begun.to_vec();
                content.extend(operations(nth));
                content.push(Operation::new("ET", vec![]));
                let content = Content {
                    operations: content,
                };
                let content =
                    document.add_object(Stream::new(dictionary! {}, content.encode().unwrap()));
                let page =
                    dictionary! { "Type" => "Page", "Parent" => parent, "Contents" => content };
                document.add_object(page).into()
            })
            .collect();
        let tree = dictionary! {
            "Type" => "Pages", "Count" => i64::try_from(pages).unwrap(), "Kids" => kids,
            "Resources" => resources,
            "MediaBox" => vec![0.into(), 0.into(), 595.into(), 842.into()],
        };
        document.objects.insert(parent, tree.into());
        let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => parent });
        document.trailer.set("Root", catalog);
        let id = || Object::String(b"0123456789abcdef".to_vec(), StringFormat::Literal);
        document.trailer.set("ID", vec![id(), id()]);
        document
    }

    pub fn bytes(mut document: Document) -> Vec<u8> {
        let mut bytes = Vec::new();
        document.save_to(&mut bytes).unwrap();
        bytes
    }

    pub fn locked(mut document: Document, password: &str) -> Vec<u8> {
        let version = lopdf::EncryptionVersion::V2 {
            document: &document,
            owner_password: "owner",
            user_password: password,
            key_length: 128,
            permissions: lopdf::Permissions::all(),
        };
        let state = lopdf::EncryptionState::try_from(version).unwrap();
        document.encrypt(&state).unwrap();
        bytes(document)
    }
}

#[test]
fn pdf_is_read_locked_broken_scanned_or_not() {
    let one = || pdf::of(1, |_| "Remiss om öronsjukvård".to_owned());
    assert_eq!(reading("a.pdf", pdf::bytes(one()), "öronsjukvård"), ok());
    assert_eq!(reading("utan ändelse", pdf::bytes(one()), "remiss"), ok());
    // Some programs put a few bytes before the mark.
    let begun_late = [b"\n\n".as_slice(), &pdf::bytes(one())].concat();
    assert_eq!(reading("a.pdf", begun_late, "remiss"), ok());
    // Locked against changes only: anybody may read it.
    assert_eq!(
        reading("a.pdf", pdf::locked(one(), ""), "öronsjukvård"),
        ok()
    );
    assert_eq!(
        reading("a.pdf", pdf::locked(one(), "hemligt"), "remiss"),
        failed("encrypted")
    );
    assert_eq!(
        reading("a.pdf", "%PDF-1.7\nskräp", "remiss"),
        failed("damaged")
    );
    let whole = pdf::bytes(one());
    let (_, state, _) = reading("a.pdf", &whole[..whole.len() / 2], "remiss");
    assert_eq!(state, "failed");
    assert_eq!(
        reading("a.pdf", pdf::bytes(pdf::of(3, |_| String::new())), "x"),
        failed("images_only")
    );
}

#[test]
fn a_pdf_that_inflates_without_end_ends() {
    let mut document = pdf::of(2, |_| "Början".to_owned());
    let page = document.page_iter().nth(1).unwrap();
    let mut bomb = lopdf::Stream::new(lopdf::dictionary! {}, vec![b' '; 200 * 1024 * 1024]);
    bomb.compress().unwrap();
    let bomb = document.add_object(bomb);
    document
        .get_object_mut(page)
        .and_then(lopdf::Object::as_dict_mut)
        .unwrap()
        .set("Contents", bomb);
    assert_eq!(
        reading("a.pdf", pdf::bytes(document), "början"),
        partial("pages_unreadable")
    );
}

/// Bound: ten seconds for the whole of it in a build for tests.
#[test]
fn a_pdf_of_five_thousand_pages_is_read_while_others_write() {
    let filling = "Remiss om vård på flera orter i landet. ".repeat(10);
    let long = pdf::bytes(pdf::of(5_000, |nth| format!("Sida{nth} {filling}")));
    let workspace = Workspace::new();
    let id = case(&workspace, "A");
    let path = workspace.file("a.pdf", long);
    let started = Instant::now();
    assert_eq!(
        workspace.run(&["attach", &id, path.to_str().unwrap()]).code,
        0
    );
    assert!(
        started.elapsed() < Duration::from_secs(5),
        "attaching waits for nothing"
    );
    let folder = workspace.path().to_owned();
    let reader = std::thread::spawn(move || {
        let mut store = Store::open(&folder, Options::default()).unwrap();
        let pending = store.pending_files().unwrap();
        let started = Instant::now();
        let read = store.read_file(&pending[0]).unwrap();
        (started.elapsed(), read)
    });
    let mut slowest = Duration::ZERO;
    while !reader.is_finished() {
        let started = Instant::now();
        assert_eq!(workspace.run(&["case", "set", &id, "note", "x"]).code, 0);
        slowest = slowest.max(started.elapsed());
    }
    let (took, read) = reader.join().unwrap();
    assert!(took < Duration::from_secs(10), "{took:?} {read:?}");
    assert!(slowest < Duration::from_secs(2), "{slowest:?}");
    assert_eq!(places(&workspace, "sida4999"), ["file_text"]);
}

#[test]
fn letters_set_apart_are_one_word_and_words_set_apart_are_two() {
    let document = pdf::drawn(1, |_| {
        let pieces = vec![
            pdf::latin("hjärt"),
            (-40).into(),
            pdf::latin("kirurgi"),
            (-300).into(),
            pdf::latin("barn"),
        ];
        vec![
            Operation::new("TJ", vec![pieces.into()]),
            Operation::new("Td", vec![0.into(), (-14).into()]),
            Operation::new("Tj", vec![pdf::latin("vård")]),
        ]
    });
    let workspace = Workspace::new();
    let id = case(&workspace, "A");
    attach(&workspace, &id, "a.pdf", pdf::bytes(document));
    let hit = search(&workspace, "barn vård hjärtkirurgi")["hits"][0].clone();
    assert_eq!(hit["snippet"], "hjärtkirurgi barn vård");
    assert_eq!(hit["matched"], "words");
}

#[test]
fn a_form_drawn_on_a_page_is_read() {
    let mut document = pdf::drawn(1, |_| vec![Operation::new("Do", vec!["Blad".into()])]);
    let form = lopdf::Stream::new(
        lopdf::dictionary! { "Type" => "XObject", "Subtype" => "Form" },
        b"BT /F1 12 Tf 72 700 Td (Blanketten) Tj ET".to_vec(),
    );
    let form = document.add_object(form);
    let page = document.page_iter().next().unwrap();
    let (_, shared) = document.get_page_resources(page).unwrap();
    let resources = document.get_object_mut(shared[0]);
    let resources = resources.and_then(lopdf::Object::as_dict_mut).unwrap();
    resources.set("XObject", lopdf::dictionary! { "Blad" => form });
    assert_eq!(reading("a.pdf", pdf::bytes(document), "blanketten"), ok());
}

#[test]
fn our_own_packet_is_read() {
    let workspace = Workspace::new();
    let id = workspace.remiss();
    workspace.done(&["answer", &id, "1", "--text", "Vi tillstyrker öronsjukvård."]);
    let out = workspace.path().join("ut.pdf");
    workspace.done(&["print", &id, "--out", out.to_str().unwrap()]);
    let packet = std::fs::read(out).unwrap();
    assert_eq!(reading("a.pdf", packet, "tillstyrker öronsjukvård"), ok());
}
