//! The text of files: every kind that people attach, odd ones and hostile ones.

use std::io::Write;
use std::time::{Duration, Instant};

use samsvar_tests::Workspace;

use super::search::{attach, case, failed, ok, partial, reading, search, titles};

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
    let long = format!("Början {}", "fyllnad ".repeat(600_000));
    assert_eq!(reading("a.txt", long, "början"), partial("too_long"));
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
    // Paragraphs are words apart, a sign may stand as a number, and neither what a
    // tracked change took away is read nor the twin that older programs are shown.
    let tracked = body(
        &(run("Bil&#228;gga")
            + &run("Öron")
            + "<mc:AlternateContent><mc:Choice><w:p><w:r><w:t>Ruta</w:t></w:r></w:p></mc:Choice>\
               <mc:Fallback><w:p><w:r><w:t>Ruta</w:t></w:r></w:p></mc:Fallback></mc:AlternateContent>"
            + "<w:p><w:del><w:r><w:delText>Struket</w:delText></w:r></w:del></w:p>"),
    );
    let tracked = docx(&[("word/document.xml", &tracked)]);
    let workspace = Workspace::new();
    attach(&workspace, &case(&workspace, "A"), "a.docx", &tracked);
    let hit = search(&workspace, "öron biläGGA")["hits"][0].clone();
    assert_eq!(hit["snippet"], "Bilägga Öron Ruta");
    assert_eq!(hit["matched"], "words");
    assert_eq!(titles(&workspace, "struket"), [""; 0]);
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
    // And 200 MB that hold no words.
    let bomb = body(&(run("Början") + &" ".repeat(200 * 1024 * 1024)));
    let bomb = docx(&[("word/document.xml", &bomb)]);
    assert_eq!(reading("a.docx", bomb, "början"), partial("too_long"));
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
    // Without the usual headers it is a mail by its name.
    let short = "Content-Type: text/plain\nContent-Transfer-Encoding: base64\n\ncGxleHVz\n";
    assert_eq!(reading("a.eml", short, "plexus"), ok());
    let html = "From: a@example.org\nDate: Mon, 1 Jan 2024 10:00:00 +0100\nContent-Type: text/html; charset=utf-8\n\n<p>Hj&auml;rt<b>kirurgi</b></p>";
    assert_eq!(reading("a.eml", html, "hjärtkirurgi"), ok());
}

#[test]
fn a_file_larger_than_is_read_says_so() {
    let bytes = vec![0; 200 * 1024 * 1024 + 1];
    assert_eq!(reading("film.mov", bytes, "x"), failed("too_large"));
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
    let snippet = search(&workspace, "plexus")["hits"][0]["snippet"].clone();
    assert_eq!(snippet, "Ordet plexus");
    // One that ended the program while it was read is begun twice, no more.
    attach(&workspace, &a, "ond.txt", "Ordet spinalis");
    let mut store = workspace.open();
    assert_eq!(store.pending_files().unwrap().len(), 1);
    assert_eq!(store.search("plexus", 1).unwrap().pending, 1);
    let sql = rusqlite::Connection::open(workspace.database()).unwrap();
    let begin = |attempts: u32| {
        sql.execute(
            "INSERT INTO file_text (sha256, extractor, attempts, state, note, text)
             SELECT sha256, (SELECT max(extractor) FROM file_text), ?1, 'begun', 'crashed', ''
             FROM case_attachment WHERE name = 'ond.txt'
             ON CONFLICT (sha256) DO UPDATE
             SET attempts = ?1, state = 'begun', extractor = excluded.extractor",
            [attempts],
        )
        .unwrap();
    };
    let file = store.pending_files().unwrap()[0].clone();
    begin(2);
    assert_eq!(store.pending_files().unwrap().len(), 0);
    // One that was left because the program ended in peace counts as not begun.
    store.put_back_file(&file).unwrap();
    assert_eq!(store.pending_files().unwrap(), [file]);
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
    // And nothing that only the older one saw is found any more.
    sql.execute_batch(
        "DELETE FROM file_word;
         INSERT INTO file_word (rowid, words) SELECT id, 'misstag' FROM file_text;",
    )
    .unwrap();
    assert_eq!(store.search("misstag", 9).unwrap().total, 3);
    assert_eq!(titles(&workspace, "misstag"), [""; 0]);
    assert_eq!(titles(&workspace, "plexus"), ["A", "B"]);
}
