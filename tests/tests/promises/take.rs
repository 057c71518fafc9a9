//! A contribution received as a Word document: proposed by its headings, confirmed,
//! attached, and nothing half-done.

use std::io::{Cursor, Write};

use samsvar_tests::Workspace;
use samsvar_tests::acts::Chance;
use serde_json::Value;

fn docx(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        let options = zip::write::SimpleFileOptions::default();
        archive.start_file(*name, options).unwrap();
        archive.write_all(text.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

fn document(body: &str) -> String {
    format!("<w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>")
}

/// A paragraph in a style.
fn p(style: &str, text: &str) -> String {
    format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>")
}

/// As a Swedish Word names its styles.
const STYLES: &str = "<w:styles xmlns:w=\"w\">\
    <w:style w:styleId=\"Rubrik1\"><w:name w:val=\"heading 1\"/></w:style>\
    <w:style w:styleId=\"Rubrik2\"><w:name w:val=\"heading 2\"/></w:style>\
    <w:style w:styleId=\"Egen\"><w:name w:val=\"Egen\"/><w:basedOn w:val=\"Rubrik1\"/></w:style>\
    <w:style w:styleId=\"Lista\"><w:name w:val=\"List Bullet\"/><w:pPr><w:numPr><w:numId w:val=\"3\"/></w:numPr></w:pPr></w:style>\
    </w:styles>";

const NUMBERING: &str = "<w:numbering xmlns:w=\"w\">\
    <w:abstractNum w:abstractNumId=\"7\"><w:lvl w:ilvl=\"0\"><w:numFmt w:val=\"bullet\"/></w:lvl></w:abstractNum>\
    <w:abstractNum w:abstractNumId=\"8\"><w:lvl w:ilvl=\"0\"><w:numFmt w:val=\"decimal\"/></w:lvl></w:abstractNum>\
    <w:num w:numId=\"3\"><w:abstractNumId w:val=\"7\"/></w:num>\
    <w:num w:numId=\"4\"><w:abstractNumId w:val=\"8\"/></w:num></w:numbering>";

fn contribution() -> Vec<u8> {
    let numbered = |text: &str| {
        format!(
            "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"4\"/></w:numPr></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"
        )
    };
    let tracked = "<w:p><w:r><w:t>Vi </w:t></w:r><w:ins><w:r><w:t>tillstyrker</w:t></w:r></w:ins>\
        <w:del><w:r><w:delText>avstyrker</w:delText></w:r></w:del><w:r><w:t> förslaget.</w:t></w:r></w:p>";
    let body = [
        p("Normal", "Hälsning från RPO"),
        p("Egen", "1. DEFINITION och avgränsningar:"),
        tracked.to_owned(),
        p("Rubrik2", "Skäl"),
        p("Lista", "Få patienter"),
        p("Lista", "Stora avstånd"),
        numbered("Först"),
        numbered("Sedan"),
        p("Rubrik1", "Antal enheter"),
        p("Normal", "Fyra enheter &amp; inte fler."),
        p("Rubrik1", "Övrigt"),
        p("Normal", "Tack för ordet."),
    ];
    let comments = "<w:comments xmlns:w=\"w\"><w:comment/><w:comment/></w:comments>";
    docx(&[
        ("word/document.xml", &document(&body.concat())),
        ("word/styles.xml", STYLES),
        ("word/numbering.xml", NUMBERING),
        ("word/comments.xml", comments),
    ])
}

const FROM: [&str; 2] = ["--from", "RPO Endokrina sjukdomar"];

#[test]
fn texts_are_proposed_by_heading_and_taken_in_with_the_file_when_confirmed() {
    let workspace = Workspace::new();
    let case = workspace.remiss();
    let file = workspace.file("Bidrag från RPO.docx", contribution());
    let path = file.display().to_string();
    let take = [&["take", &case, &path][..], &FROM].concat();
    let before = workspace.show(&case);
    let proposal = workspace.json(&[&take[..], &["--dry-run"]].concat());
    assert_eq!(before, workspace.show(&case));
    let texts = proposal["texts"].as_array().unwrap();
    assert_eq!(texts.len(), 2, "{proposal:#}");
    assert_eq!(
        texts[0]["text"],
        "Vi tillstyrker förslaget.\n\n## Skäl\n\n- Få patienter\n- Stora avstånd\n1. Först\n2. Sedan"
    );
    assert_eq!(texts[1]["text"], "Fyra enheter & inte fler.");
    assert_eq!(
        proposal["rest"],
        "Hälsning från RPO\n\n## Övrigt\n\nTack för ordet."
    );
    assert_eq!(
        (&proposal["comments"], &proposal["changes"]),
        (&2.into(), &2.into())
    );
    let told = workspace.done(&[&take[..], &["--dry-run"]].concat());
    for wanted in [
        "Tack för ordet.",
        "2 kommentarer",
        "2 spårade ändringar",
        "Inget är ändrat.",
    ] {
        assert!(told.contains(wanted), "{told}");
    }

    workspace.done(&take);
    let after = workspace.show(&case);
    let files = after["attachments"].as_array().unwrap();
    assert_eq!(files.len(), 1);
    assert_eq!(files[0]["name"], "Bidrag från RPO.docx");
    assert_eq!(files[0]["record"]["direction"], "in");
    assert_eq!(files[0]["record"]["party"], "RPO Endokrina sjukdomar");
    let found = &after["contributions"][0];
    assert_eq!(found["body_name"], "RPO Endokrina sjukdomar");
    for (at, text) in texts.iter().enumerate() {
        assert_eq!(found["texts"][at]["text"], text["text"]);
    }
    let out = workspace.path().join("ut");
    workspace.done(&["attachments", &case, "--out", &out.display().to_string()]);
    let bytes = std::fs::read(out.join("Bidrag från RPO.docx")).unwrap();
    assert_eq!(bytes, contribution());

    // A second time it says what it takes the place of; all of it is one undo.
    let again = workspace.json(&[&take[..], &["--dry-run"]].concat());
    assert_eq!(again["texts"][0]["replaces"], true);
    workspace.done(&["case", "undo", &case]);
    let undone = workspace.show(&case);
    assert_eq!(undone["attachments"], before["attachments"]);
    assert_eq!(undone["contributions"], before["contributions"]);
}

#[test]
fn text_without_headings_goes_to_the_question_that_is_named_or_is_refused() {
    let workspace = Workspace::new();
    let case = workspace.remiss();
    let plain = docx(&[("word/document.xml", &document(&p("Normal", "Bara text.")))]);
    let file = workspace.file("a.docx", plain);
    let path = file.display().to_string();
    let take = [&["take", &case, &path][..], &FROM].concat();
    let ran = workspace.run(&take);
    assert_eq!(ran.code, 1, "{ran:?}");
    assert!(ran.err.contains("Definition och avgränsningar"), "{ran:?}");
    assert_eq!(
        workspace.show(&case)["attachments"],
        Value::Array(Vec::new())
    );
    workspace.done(&[&take[..], &["--rest", "2"]].concat());
    let found = workspace.show(&case);
    assert_eq!(found["contributions"][0]["texts"][0]["text"], "Bara text.");
    assert_eq!(
        found["contributions"][0]["texts"][0]["question"],
        "antal-enheter"
    );
}

#[test]
fn the_answer_that_was_sent_out_for_word_is_read_back_by_its_questions() {
    let workspace = Workspace::new();
    let case = workspace.remiss();
    let text =
        "Ett **två** tre.\n\n## Skäl\n\n- a\n- b\n\n| x | y |\n|---|---|\n| 1 | 2 |\n\n1. c\n2. d";
    workspace.done(&[
        "answer",
        &case,
        "1",
        "--stance",
        "tillstyrker",
        "--text",
        text,
    ]);
    let out = workspace.path().join("svar.docx");
    let path = out.display().to_string();
    workspace.done(&["word", &case, "--out", &path]);
    let all = [&["take", &case, &path, "--dry-run"][..], &FROM].concat();
    let proposal = workspace.json(&all);
    let first = &proposal["texts"][0];
    assert_eq!(first["question"], "definition");
    assert_eq!(
        first["text"],
        "☒ **Tillstyrker**\n\nEtt **två** tre.\n\n## Skäl\n\n- a\n- b\n\n| x | y |\n|---|---|\n| 1 | 2 |\n\n1. c\n2. d"
    );
}

#[test]
fn a_file_that_cannot_be_read_whole_is_refused_in_one_sentence_and_changes_nothing() {
    let workspace = Workspace::new();
    let case = workspace.remiss();
    let wide = |text: &str| {
        text.encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect::<Vec<u8>>()
    };
    let ole = |name: &str| {
        let mark = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
        [&mark[..], &[0; 600], &wide(name)].concat()
    };
    let head = p("Rubrik1", "Antal enheter");
    let bomb = format!("{head}{}", p("Normal", &"a".repeat(140 * 1024 * 1024)));
    let long = format!("{head}{}", p("Normal", &"ord ".repeat(1_300_000)));
    let deep = format!("{head}{}", "<w:sdt>".repeat(100_000));
    let whole = contribution();
    let open = docx(&[(
        "word/document.xml",
        "<w:document><w:body><w:p><w:r><w:t>Text",
    )]);
    let damaged = docx(&[("word/document.xml", "<w:document><w:p></w:q><<")]);
    let cases: Vec<(&str, Vec<u8>, &str)> = vec![
        ("tom.docx", Vec::new(), "innehåller ingen text"),
        (
            "text.docx",
            b"Antal enheter\n\nFyra.".to_vec(),
            "inget Word-dokument",
        ),
        (
            "ark.docx",
            docx(&[("xl/workbook.xml", "<a/>")]),
            "inget Word-dokument",
        ),
        ("last.docx", ole("EncryptedPackage"), "låst med lösenord"),
        ("gammal.doc", ole("WordDocument"), "det äldre formatet"),
        ("mejl.msg", ole("__substg1.0"), "inget Word-dokument"),
        ("halv.docx", whole[..whole.len() / 2].to_vec(), "är skadat"),
        ("avbruten.docx", open, "är skadat"),
        ("trasig.docx", damaged, "är skadat"),
        (
            "bomb.docx",
            docx(&[("word/document.xml", &document(&bomb))]),
            "för stort",
        ),
        (
            "lang.docx",
            docx(&[("word/document.xml", &document(&long))]),
            "för stort",
        ),
        (
            "djup.docx",
            docx(&[("word/document.xml", &document(&deep))]),
            "är skadat",
        ),
        (
            "stilla.docx",
            docx(&[("word/document.xml", &document(""))]),
            "innehåller ingen text",
        ),
    ];
    let before = workspace.show(&case);
    for (name, bytes, said) in cases {
        let file = workspace.file(name, bytes);
        let path = file.display().to_string();
        let ran = workspace.run(&[&["take", &case, &path][..], &FROM].concat());
        assert_eq!(ran.code, 1, "{name}: {ran:?}");
        assert!(ran.err.contains(said), "{name}: {ran:?}");
        assert_eq!(ran.err.trim().lines().count(), 1, "{name}: {ran:?}");
        assert_eq!(before, workspace.show(&case), "{name}");
    }
    // Ten megabytes of pictures are no reason to refuse.
    let mut chance = Chance::new(7);
    let picture: String = (0..10 * 1024 * 1024)
        .map(|_| char::from(33 + chance.below(90) as u8))
        .collect();
    let large = docx(&[
        (
            "word/document.xml",
            &document(&format!("{head}{}", p("Normal", "Fyra."))),
        ),
        ("word/styles.xml", STYLES),
        ("word/media/image1.png", &picture),
    ]);
    assert!(large.len() > 5 * 1024 * 1024, "{}", large.len());
    let path = workspace.file("stor.docx", large).display().to_string();
    workspace.done(&[&["take", &case, &path][..], &FROM].concat());
    for (words, code) in [
        (vec!["take", &case, &path, "--from", "Nämnden"], 1),
        (
            vec![
                "take",
                &case,
                "/finns/inte.docx",
                "--from",
                "RPO Endokrina sjukdomar",
            ],
            1,
        ),
        (vec!["take", &case, &path], 2),
    ] {
        let ran = workspace.run(&words);
        assert_eq!(ran.code, code, "{ran:?}");
    }
}

#[test]
fn what_word_hides_is_left_out_and_what_cannot_be_text_is_told() {
    let workspace = Workspace::new();
    let case = workspace.remiss();
    let wide = |text: &str| {
        let cell = format!("<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>");
        format!("<w:tr>{}</w:tr>", cell.repeat(10))
    };
    let body = [
        p("Rubrik1", "Antal enheter"),
        "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>Dold</w:t></w:r><w:r><w:t>Fyra </w:t></w:r>\
         <w:r><w:sym w:font=\"Wingdings\" w:char=\"F0FE\"/></w:r>\
         <w:r><w:drawing><a:blip/></w:drawing></w:r></w:p>"
            .to_owned(),
        format!("<w:tbl>{}{}</w:tbl>", wide("a"), wide("b")),
    ];
    let file = docx(&[
        ("word/document.xml", &document(&body.concat())),
        ("word/styles.xml", STYLES),
    ]);
    let file = workspace.file("bidrag.docx", file);
    let path = file.display().to_string();
    let take = [&["take", &case, &path, "--dry-run"][..], &FROM].concat();
    let proposed = workspace.json(&take);
    let row = |text: &str| [text; 10].join(" | ");
    let text = format!("Fyra ☑\n\n{}\n{}", row("a"), row("b"));
    assert_eq!(proposed["texts"][0]["text"], text);
    assert_eq!(
        (&proposed["pictures"], &proposed["unseen"]),
        (&1.into(), &1.into())
    );
    let told = workspace.done(&take);
    assert!(
        told.contains("1 bild finns") && told.contains("1 dold text"),
        "{told}"
    );
}
