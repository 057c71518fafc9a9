//! What is typed finds what is written, in cases and in their files, and nothing
//! that is typed or taken in breaks the search.

use std::io::Write;
use std::time::{Duration, Instant};

use samsvar_core::store::{Options, Store};
use samsvar_tests::Workspace;
use serde_json::Value;

/// A case with this title, and its id.
fn case(workspace: &Workspace, title: &str) -> String {
    let new = ["case", "new", "--process", "remissvar", "--title", title];
    workspace.json(&new)["id"].as_str().unwrap().to_owned()
}

fn search(workspace: &Workspace, text: &str) -> Value {
    workspace.json(&["search", text])
}

/// Titles of the cases found, best first.
fn titles(workspace: &Workspace, text: &str) -> Vec<String> {
    let found = search(workspace, text);
    let hits = found["hits"].as_array().unwrap().iter();
    hits.map(|it| it["title"].as_str().unwrap().to_owned())
        .collect()
}

/// The place codes of the hits, best first.
fn places(workspace: &Workspace, text: &str) -> Vec<String> {
    let found = search(workspace, text);
    let hits = found["hits"].as_array().unwrap().iter();
    hits.map(|it| it["place"]["code"].as_str().unwrap().to_owned())
        .collect()
}

fn attach(workspace: &Workspace, id: &str, name: &str, bytes: impl AsRef<[u8]>) {
    let path = workspace.file(name, bytes);
    let ran = workspace.run(&["attach", id, path.to_str().unwrap()]);
    assert_eq!(ran.code, 0, "{ran:?}");
}

#[test]
fn swedish_is_found_as_it_is_typed() {
    let workspace = Workspace::new();
    case(&workspace, "En IDÉ om Hjärtkirurgi");
    case(&workspace, "Ögonsjukvård");
    case(&workspace, "Ohlsson");
    assert_eq!(titles(&workspace, "ide"), ["En IDÉ om Hjärtkirurgi"]);
    assert_eq!(titles(&workspace, "IDÉ"), ["En IDÉ om Hjärtkirurgi"]);
    assert_eq!(titles(&workspace, "kirurgi"), ["En IDÉ om Hjärtkirurgi"]);
    assert_eq!(titles(&workspace, "hjart"), [""; 0]);
    assert_eq!(titles(&workspace, "ögon"), ["Ögonsjukvård"]);
    assert_eq!(titles(&workspace, "O\u{308}GON"), ["Ögonsjukvård"]);
    assert_eq!(titles(&workspace, "ogon"), [""; 0]);
    assert_eq!(titles(&workspace, "öh"), [""; 0]);
    assert_eq!(titles(&workspace, "oh"), ["Ohlsson"]);
    // The whole case of one letter: a word of its own, never the start of all.
    assert_eq!(titles(&workspace, "ö"), [""; 0]);
}

#[test]
fn every_place_where_people_write_is_searched_and_named() {
    let workspace = Workspace::new();
    let id = workspace.remiss();
    for arguments in [
        &["case", "set", &id, "area", "Endokrinologi"][..],
        &["case", "set", &id, "note", "Ring Pettersson"],
        &["answer", &id, "2", "--text", "Två enheter räcker."],
        &[
            "step",
            "done",
            &id,
            "1",
            "--by",
            "Anna",
            "--note",
            "Stämt av",
        ],
        &[
            "decide",
            &id,
            "--body",
            "svn",
            "--on",
            "2023-10-06",
            "--section",
            "§ 45",
            "--text",
            "Antas",
        ],
    ] {
        let ran = workspace.run(arguments);
        assert_eq!(ran.code, 0, "{arguments:?} {ran:?}");
    }
    attach(
        &workspace,
        &id,
        "Följebrev.txt",
        "Härmed översänds underlaget.",
    );
    for (text, place, param, value) in [
        ("sex development", "title", "code", "title"),
        ("29988/2022", "number", "holder", "Socialstyrelsen"),
        ("endokrin", "field", "field", "area"),
        ("pettersson", "field", "field", "note"),
        ("räcker", "answer", "number", "2"),
        ("stämt", "step", "number", "1"),
        ("antas", "decision", "code", "decision"),
        ("följebrev", "file_name", "code", "file_name"),
        ("översänds", "file_text", "name", "Följebrev.txt"),
    ] {
        let found = search(&workspace, text);
        let hit = &found["hits"][0];
        assert_eq!(found["total"], 1, "{text}: {found}");
        assert_eq!(hit["place"]["code"], place, "{text}");
        let told = hit["place"][param].to_string();
        assert_eq!(told.trim_matches('"'), value, "{text}");
        assert_eq!(hit["case"], id.as_str());
        assert_eq!(hit["number"], "Socialstyrelsen 29988/2022");
    }
    let ran = workspace.run(&["search", "räcker"]);
    assert!(
        ran.out.contains("svar på fråga 2: Två enheter »räcker«."),
        "{}",
        ran.out
    );
    assert!(ran.out.contains("1 träff"), "{}", ran.out);
    // What was taken away is not found any more, and what was put in its place is.
    workspace.run(&["answer", &id, "2", "--text", "Tre enheter behövs."]);
    assert_eq!(titles(&workspace, "räcker").len(), 0);
    assert_eq!(places(&workspace, "behövs"), ["answer"]);
    assert_eq!(workspace.run(&["check"]).code, 0);
}

#[test]
fn titles_come_first_then_words_then_hits_inside_words() {
    let workspace = Workspace::new();
    let inside = case(&workspace, "C");
    workspace.run(&["answer", &inside, "1", "--text", "Om hjärtkirurgi."]);
    let word = case(&workspace, "B");
    workspace.run(&["answer", &word, "1", "--text", "Om kirurgiska ingrepp."]);
    case(&workspace, "Barnkirurgi");
    case(&workspace, "Kirurgi");
    assert_eq!(
        titles(&workspace, "kirurgi"),
        ["Kirurgi", "Barnkirurgi", "B", "C"]
    );
    let found = search(&workspace, "kirurgi");
    assert_eq!(found["hits"][3]["matched"], "inside");
    let limited = workspace.json(&["search", "kirurgi", "--limit", "1"]);
    assert_eq!(limited["hits"].as_array().unwrap().len(), 1);
    assert_eq!(
        (&limited["total"], &limited["cases"]),
        (&4.into(), &4.into())
    );
}

#[test]
fn all_words_stand_in_one_passage_or_else_in_one_case() {
    let workspace = Workspace::new();
    let id = case(&workspace, "Barnhjärtan");
    workspace.run(&["answer", &id, "1", "--text", "Transporter med helikopter."]);
    case(&workspace, "Helikopter");
    assert_eq!(
        titles(&workspace, "transporter helikopter"),
        ["Barnhjärtan"]
    );
    let found = search(&workspace, "barn helikopter transport");
    assert_eq!(found["total"], 1, "{found}");
    assert_eq!(found["hits"][0]["matched"], "spread");
    assert_eq!(found["hits"][0]["place"]["code"], "answer");
    assert_eq!(titles(&workspace, "barn helikopter ubåt"), [""; 0]);
}

#[test]
fn deleted_cases_are_left_out_and_come_back() {
    let workspace = Workspace::new();
    let id = case(&workspace, "Ryggmärg");
    attach(&workspace, &id, "a.txt", "Ordet plexus");
    assert_eq!(titles(&workspace, "plexus"), ["Ryggmärg"]);
    workspace.run(&["case", "delete", &id]);
    assert_eq!(
        titles(&workspace, "ryggmärg").len() + titles(&workspace, "plexus").len(),
        0
    );
    workspace.run(&["case", "restore", &id]);
    assert_eq!(titles(&workspace, "plexus"), ["Ryggmärg"]);
}

#[test]
fn nothing_that_is_typed_is_syntax() {
    let workspace = Workspace::new();
    case(&workspace, "NEAR och AND i titel*");
    for text in [
        "",
        " ",
        "\"",
        "*",
        "'",
        "NEAR(",
        "a\"b",
        "*\"( ) – ^ :",
        "words:x",
        "{",
        "\u{0}\u{1}",
        "👩‍⚕️",
        "\u{301}",
        "--",
        "%",
        "a b",
        "OR",
        "(((((",
        "-",
        "^near",
    ] {
        // A command line takes no NUL.
        let ran = workspace.run(&["search", "--", &text.replace('\0', "")]);
        assert_eq!(ran.code, 0, "{text:?}: {ran:?}");
    }
    assert_eq!(
        titles(&workspace, "near( \"and\""),
        ["NEAR och AND i titel*"]
    );
    let ran = workspace.run(&["search", "!?"]);
    assert_eq!(ran.out.trim(), "Ingenting hittades.");
    assert!(ran.err.contains("minst en bokstav"), "{}", ran.err);
    assert_eq!(
        workspace.run(&["search", "saknas"]).out.trim(),
        "Ingenting hittades."
    );
    let long = "x".repeat(10_000);
    assert_eq!(search(&workspace, &long)["total"], 0);
    let many: String = (0..5_000).map(|n| format!("n{n} ")).collect();
    let started = Instant::now();
    let found = search(&workspace, &many);
    assert_eq!(found["warnings"][0]["code"], "search_cut");
    assert_eq!(found["warnings"][0]["words"], 12);
    assert!(started.elapsed() < Duration::from_secs(5));
}

#[test]
fn the_marks_are_where_the_hits_stand_in_utf_16() {
    let workspace = Workspace::new();
    case(&workspace, "👩‍⚕️ Hjärtkirurgi");
    let found = search(&workspace, "kirurgi");
    let hit = &found["hits"][0];
    let units: Vec<u16> = hit["snippet"].as_str().unwrap().encode_utf16().collect();
    let at = |end: &str| usize::try_from(hit["marks"][0][end].as_u64().unwrap()).unwrap();
    let marked = String::from_utf16(&units[at("from")..at("to")]).unwrap();
    assert_eq!(marked, "kirurgi");
}

#[test]
fn json_has_the_shape_that_the_schema_says() {
    let workspace = Workspace::new();
    let id = workspace.remiss();
    attach(&workspace, &id, "x.txt", "DSD i text");
    let schema = workspace.json(&["schema", "found"]);
    for text in ["DSD", "sex 29988", "", "saknas"] {
        let found = search(&workspace, text);
        assert!(jsonschema::is_valid(&schema, &found), "{found}");
    }
}

#[test]
fn a_store_from_before_search_is_filled_when_it_is_opened() {
    let workspace = Workspace::new();
    let fixture = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/store-1");
    let ran = std::process::Command::new("cp")
        .args([
            "-r",
            &format!("{fixture}/."),
            workspace.path().to_str().unwrap(),
        ])
        .status();
    assert!(ran.unwrap().success());
    let found = search(&workspace, "DSD");
    assert!(found["total"].as_u64().unwrap() > 0, "{found}");
    assert!(places(&workspace, "tillstyrker").contains(&"answer".to_owned()));
    assert_eq!(workspace.run(&["check"]).code, 0);
}

#[test]
fn check_finds_and_mends_an_index_that_does_not_follow() {
    let workspace = Workspace::new();
    let id = workspace.remiss();
    workspace.run(&["answer", &id, "1", "--text", "Plexus brachialis."]);
    let sql = rusqlite::Connection::open(workspace.database()).unwrap();
    for (damage, table) in [
        (
            "UPDATE passage SET text = 'annat' WHERE place LIKE '%answer%'",
            "passage ",
        ),
        ("DELETE FROM passage", "passage "),
        ("DELETE FROM passage_word", "passage_word"),
        (
            "INSERT INTO passage_word (rowid, words) VALUES (9999, 'extra')",
            "passage_word",
        ),
        ("DELETE FROM vocabulary", "vocabulary"),
        (
            "INSERT INTO vocabulary_part (vocabulary_part) VALUES ('delete-all')",
            "vocabulary",
        ),
        (
            "INSERT INTO passage (case_id, place, head, text) VALUES ('x', '{}', 0, 'plexus')",
            "passage ",
        ),
    ] {
        sql.execute_batch(damage).unwrap();
        let ran = workspace.run(&["check"]);
        assert_eq!(ran.code, 5, "{damage}");
        assert!(
            ran.out.contains(&format!("Tabellen {table}")),
            "{damage}: {}",
            ran.out
        );
        assert_eq!(workspace.run(&["check", "--repair"]).code, 0, "{damage}");
        let ran = workspace.run(&["check"]);
        assert_eq!(ran.code, 0, "{damage}: {}", ran.out);
        assert_eq!(places(&workspace, "lexus"), ["answer"], "{damage}");
    }
}

#[test]
fn a_very_long_answer_is_saved_as_quickly_and_its_beginning_is_found() {
    let workspace = Workspace::new();
    let id = workspace.remiss();
    let mut text = "Begynnelsen. ".to_owned();
    let mut n = 0;
    while text.len() < 2 * 1024 * 1024 {
        text.push_str(&format!("ord{n} "));
        n += 1;
    }
    let path = workspace.file("lång.txt", &text);
    let ran = workspace.run(&["answer", &id, "1", "--text-file", path.to_str().unwrap()]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert_eq!(places(&workspace, "begynnelsen"), ["answer"]);
    let sql = rusqlite::Connection::open(workspace.database()).unwrap();
    let kept: u32 = sql
        .query_row("SELECT max(length(text)) FROM passage", [], |row| {
            row.get(0)
        })
        .unwrap();
    assert!(kept <= 256 * 1024, "{kept}");
    assert_eq!(workspace.run(&["check"]).code, 0);
}

/// Reads what is pending, then the state and note of the one file there is.
fn read_of(workspace: &Workspace, word: &str) -> (Vec<String>, String, String) {
    let found = places(workspace, word);
    let sql = rusqlite::Connection::open(workspace.database()).unwrap();
    let row = sql.query_row("SELECT state, note FROM file_text", [], |row| {
        Ok((row.get(0)?, row.get(1)?))
    });
    let (state, note) = row.unwrap();
    (found, state, note)
}

/// Attaches one file to a case of its own, and says how it was read.
fn reading(name: &str, bytes: impl AsRef<[u8]>, word: &str) -> (bool, String, String) {
    let workspace = Workspace::new();
    let id = case(&workspace, "A");
    attach(&workspace, &id, name, bytes);
    let (found, state, note) = read_of(&workspace, word);
    (found == ["file_text"], state, note)
}

fn ok() -> (bool, String, String) {
    (true, "ok".into(), String::new())
}

fn partial(note: &str) -> (bool, String, String) {
    (true, "partial".into(), note.into())
}

fn failed(note: &str) -> (bool, String, String) {
    (false, "failed".into(), note.into())
}

#[test]
fn plain_text_is_read_in_every_encoding_people_have() {
    let text = "Åtgärd för öronsjukvård";
    assert_eq!(reading("a.txt", text, "öronsjukvård"), ok());
    assert_eq!(reading("a.txt", format!("\u{feff}{text}"), "åtgärd"), ok());
    let latin: Vec<u8> = text
        .chars()
        .map(|it| u8::try_from(u32::from(it)).unwrap())
        .collect();
    assert_eq!(reading("a.csv", latin, "öronsjukvård"), ok());
    let utf16 = |unit: fn(u16) -> [u8; 2]| -> Vec<u8> {
        format!("\u{feff}{text}")
            .encode_utf16()
            .flat_map(unit)
            .collect()
    };
    assert_eq!(
        reading("a.txt", utf16(u16::to_le_bytes), "öronsjukvård"),
        ok()
    );
    assert_eq!(
        reading("a.txt", utf16(u16::to_be_bytes), "öronsjukvård"),
        ok()
    );
    assert_eq!(
        reading("a.exe", b"MZ\0\0\x01\x02text", "text"),
        failed("unknown")
    );
    let (_, state, note) = reading("tom.txt", "", "x");
    assert_eq!((&state[..], &note[..]), ("ok", ""));
}

fn docx(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default()
        .compression_method(zip::CompressionMethod::Deflated);
    for (name, content) in parts {
        zip.start_file(*name, options).unwrap();
        zip.write_all(content.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn word_documents_are_read_and_bombs_end() {
    let body = |text: &str| {
        format!("<?xml version=\"1.0\"?><w:document><w:body>{text}</w:body></w:document>")
    };
    let run = |text: &str| format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>");
    let plain = body(
        &(run("Bilaga &amp; hjärt")
            + "<w:p><w:r><w:t>öron</w:t></w:r><w:r><w:t>sjukvård</w:t></w:r></w:p>"),
    );
    let document = docx(&[
        ("word/document.xml", &plain),
        ("word/footnotes.xml", &body(&run("Fotnot"))),
    ]);
    assert_eq!(reading("a.docx", &document, "öronsjukvård"), ok());
    // Known by what it is, not by its name.
    assert_eq!(reading("a.bin", &document, "fotnot"), ok());
    assert_eq!(
        reading("a.docx", &document[..document.len() / 2], "fotnot"),
        failed("damaged")
    );
    assert_eq!(
        reading("a.xlsx", docx(&[("xl/workbook.xml", "")]), "x"),
        failed("unknown")
    );
    let broken = docx(&[("word/document.xml", "<w:document><w:p></w:q><<")]);
    assert_eq!(reading("a.docx", broken, "x"), failed("damaged"));
    let deep = body(&(run("Början") + &"<w:x>".repeat(200_000)));
    let (found, state, note) = reading("a.docx", docx(&[("word/document.xml", &deep)]), "början");
    assert!(
        found && state == "partial" && note == "damaged",
        "{state} {note}"
    );
    // 300 MB of paragraphs in some 300 kB.
    let bomb = body(&(run("Början") + &"<w:p>                    </w:p>".repeat(10_000_000)));
    let bomb = docx(&[("word/document.xml", &bomb)]);
    assert!(bomb.len() < 2_000_000, "{}", bomb.len());
    let started = Instant::now();
    let (found, state, _) = reading("a.docx", bomb, "början");
    assert!(found && state == "partial", "{found} {state}");
    assert!(started.elapsed() < Duration::from_secs(60));
}

#[test]
fn mail_is_read_but_not_what_is_attached_to_it() {
    let mail = "From: =?utf-8?q?=C3=85sa_Ek?= <asa.ek@example.org>\r\nTo: rsl@example.org\r\nSubject: =?iso-8859-1?q?=D6versyn?=\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nUnderlag f=F6r =F6ronsjukv=E5rd\r\n--x\r\nContent-Type: text/plain\r\nContent-Disposition: attachment; filename=b.txt\r\n\r\nHemligt\r\n--x--\r\n";
    assert_eq!(
        reading("a.eml", mail, "öronsjukvård"),
        partial("mail_attachments")
    );
    assert_eq!(
        reading("brev", mail, "översyn åsa"),
        partial("mail_attachments")
    );
    let (found, ..) = reading("a.eml", mail, "hemligt");
    assert!(!found);
    let html = "From: a@example.org\nDate: Mon, 1 Jan 2024 10:00:00 +0100\nContent-Type: text/html; charset=utf-8\n\n<p>Hj&auml;rt<b>kirurgi</b></p>";
    assert_eq!(reading("a.eml", html, "hjärtkirurgi"), ok());
}

mod pdf {
    use lopdf::content::{Content, Operation};
    use lopdf::{Document, Object, Stream, StringFormat, dictionary};

    /// A document with one line of text on each page.
    pub fn of(pages: usize, text: impl Fn(usize) -> String) -> Document {
        let mut document = Document::with_version("1.5");
        let parent = document.new_object_id();
        let font = document.add_object(dictionary! {
            "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica",
            "Encoding" => "WinAnsiEncoding",
        });
        let resources = document.add_object(dictionary! { "Font" => dictionary! { "F1" => font } });
        let kids: Vec<Object> = (0..pages)
            .map(|nth| {
                let latin: Vec<u8> = text(nth)
                    .chars()
                    .map(|it| u8::try_from(u32::from(it)).unwrap())
                    .collect();
                let content = Content {
                    operations: vec![
                        Operation::new("BT", vec![]),
                        Operation::new("Tf", vec!["F1".into(), 12.into()]),
                        Operation::new("Td", vec![72.into(), 700.into()]),
                        Operation::new("Tj", vec![Object::String(latin, StringFormat::Literal)]),
                        Operation::new("ET", vec![]),
                    ],
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
fn a_file_is_read_once_for_all_cases_and_not_for_ever() {
    let workspace = Workspace::new();
    let (a, b) = (case(&workspace, "A"), case(&workspace, "B"));
    attach(&workspace, &a, "brev.txt", "Ordet plexus");
    attach(&workspace, &b, "samma.txt", "Ordet plexus");
    let ran = workspace.run(&["search", "plexus"]);
    assert!(ran.err.contains("1 av 1"), "{}", ran.err);
    assert_eq!(titles(&workspace, "plexus"), ["A", "B"]);
    assert_eq!(workspace.run(&["search", "plexus"]).err, "");
    // One that ended the program while it was read is begun twice, no more.
    attach(&workspace, &a, "ond.txt", "Ordet spinalis");
    let mut store = workspace.open();
    assert_eq!(store.pending_files().unwrap().len(), 1);
    let sql = rusqlite::Connection::open(workspace.database()).unwrap();
    let begin = |attempts: u32| {
        sql.execute(
            "INSERT INTO file_text (sha256, extractor, attempts, state, note, text)
             SELECT sha256, (SELECT max(extractor) FROM file_text), ?1, 'begun', 'crashed', ''
             FROM case_attachment WHERE name = 'ond.txt'
             ON CONFLICT (sha256) DO UPDATE SET attempts = ?1, state = 'begun'",
            [attempts],
        )
        .unwrap();
    };
    begin(2);
    assert_eq!(store.pending_files().unwrap().len(), 0);
    begin(1);
    let pending = store.pending_files().unwrap();
    assert_eq!(pending.len(), 1);
    let read = store.read_file(&pending[0]).unwrap();
    assert_eq!(read.note, "");
    assert_eq!(titles(&workspace, "spinalis"), ["A"]);
    // A better edition reads everything anew.
    sql.execute("UPDATE file_text SET extractor = 0", [])
        .unwrap();
    assert_eq!(store.pending_files().unwrap().len(), 2);
}
