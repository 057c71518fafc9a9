//! The answer for Word, read by python-docx and by LibreOffice.

use samsvar_tests::Workspace;
use serde_json::{Value, json};

use crate::foreign::{office, read};

const DOCUMENT: &str = r#"
import docx, json, sys, zipfile
from docx.oxml.ns import qn
file = docx.Document(sys.argv[1])
core = file.core_properties
boxes = []
for box in file.element.body.iter("{http://schemas.microsoft.com/office/word/2010/wordml}checked"):
    boxes.append(box.get("{http://schemas.microsoft.com/office/word/2010/wordml}val"))
def text(paragraph):
    return "".join(it.text or "" for it in paragraph._p.iter(qn("w:t")))
print(json.dumps({
    "paragraphs": [[it.style.name, text(it)] for it in file.paragraphs],
    "boxes": boxes,
    "tables": [[[cell.text for cell in row.cells] for row in table.rows] for table in file.tables],
    "repeated": [len(table._tbl.findall(".//" + qn("w:tblHeader"))) for table in file.tables],
    "language": file.styles.element.find(".//" + qn("w:lang")).get(qn("w:val")),
    "title": core.title, "author": core.author, "created": core.created.isoformat(),
    "modified": core.modified.isoformat(), "languages": core.language,
    "headings": sorted({it.name for it in file.styles if it.name.startswith(("Heading", "List", "Title", "Normal"))}),
}))
"#;

const ANSWER: &str = "Vi tillstyrker **definitionen** enligt 4 kap. 3 §.\n\n## Skäl\n\n- Få patienter\n- Stora avstånd\n\n| Region | Patienter |\n|---|---|\n| Kalmar | 3 |\n| Jönköping | 5 |\n\n1. Först\n2. Sedan";

fn answered(workspace: &Workspace) -> String {
    let case = workspace.remiss();
    let stance = ["--stance", "tillstyrker-med-synpunkter", "--text", ANSWER];
    workspace.done(&[&["answer", &case, "1"][..], &stance[..]].concat());
    workspace.done(&["answer", &case, "2", "--stance", "tillstyrker"]);
    case
}

fn decided(workspace: &Workspace, case: &str) {
    workspace.done(&[
        "decide",
        case,
        "--body",
        "presidiet",
        "--on",
        "2023-10-06",
        "--section",
        "§ 45",
        "--delegated",
    ]);
}

fn word(workspace: &Workspace, case: &str, more: &[&str]) -> (std::path::PathBuf, Value) {
    let out = workspace.path().join("svar.docx");
    let path = out.display().to_string();
    workspace.done(&[&["word", case, "--out", &path][..], more].concat());
    let read = read(DOCUMENT, &out);
    (out, read)
}

fn says(read: &Value) -> String {
    let each = read["paragraphs"].as_array().unwrap().iter();
    let each = each.map(|it| it[1].as_str().unwrap().replace('\u{a0}', " "));
    each.collect::<Vec<_>>().join("\n")
}

#[test]
fn the_answer_has_real_styles_boxes_tables_and_properties() {
    let workspace = Workspace::new();
    let case = answered(&workspace);
    decided(&workspace, &case);
    let (out, read) = word(&workspace, &case, &[]);
    let found = read["paragraphs"].as_array().unwrap();
    for wanted in [
        json!(["Title", "Differences in Sex Development (DSD)"]),
        json!(["Heading 1", "1. Definition och avgränsningar"]),
        json!(["Heading 2", "Skäl"]),
        json!(["List Bullet", "Få patienter"]),
        json!(["List Number", "Sedan"]),
        json!(["Choice", "☒ Tillstyrker med synpunkter"]),
        json!(["Choice", "☐ Tillstyrker inte"]),
    ] {
        assert!(found.contains(&wanted), "{wanted} {found:#?}");
    }
    assert!(says(&read).contains("4 kap. 3 §"), "{read}");
    assert!(says(&read).contains("6 oktober 2023, § 45"), "{read}");
    // Three boxes for each of the four questions; two are ticked.
    let boxes = read["boxes"].as_array().unwrap();
    assert_eq!(boxes.len(), 12);
    assert_eq!(boxes.iter().filter(|it| **it == "1").count(), 2);
    assert_eq!(
        read["tables"],
        json!([[["Region", "Patienter"], ["Kalmar", "3"], ["Jönköping", "5"]]])
    );
    assert_eq!(read["repeated"], json!([1]));
    assert_eq!(read["language"], "sv-SE");
    assert_eq!(read["title"], "Differences in Sex Development (DSD)");
    assert_eq!(read["author"], "Sydöstra sjukvårdsregionen");
    assert_eq!(read["created"], "2023-10-06T00:00:00");
    let bytes = std::fs::read(&out).unwrap();
    word(&workspace, &case, &[]);
    assert_eq!(bytes, std::fs::read(&out).unwrap());
}

#[test]
fn what_was_decided_is_written_and_the_draft_only_when_it_is_asked_for() {
    let workspace = Workspace::new();
    let case = answered(&workspace);
    let (_, draft) = word(&workspace, &case, &[]);
    assert!(says(&draft).contains("Utkast – inte beslutat"), "{draft}");
    decided(&workspace, &case);
    workspace.done(&["answer", &case, "2", "--text", "Ändrat efteråt."]);
    let (_, now) = word(&workspace, &case, &[]);
    assert!(!says(&now).contains("Ändrat efteråt."), "{now}");
    let (_, draft) = word(&workspace, &case, &["--draft"]);
    assert!(says(&draft).contains("Ändrat efteråt."), "{draft}");
    assert!(says(&draft).contains("Utkast – inte beslutat"), "{draft}");
}

#[test]
fn libreoffice_opens_it_and_reads_the_same_text() {
    let workspace = Workspace::new();
    let case = answered(&workspace);
    decided(&workspace, &case);
    let (out, read) = word(&workspace, &case, &[]);
    let text = std::fs::read_to_string(office(&out, "txt:Text (encoded):UTF8")).unwrap();
    let squeezed = |text: &str| -> String {
        let letters = text.chars().filter(|it| it.is_alphanumeric());
        letters.collect()
    };
    let theirs = squeezed(&text);
    let mut at = 0;
    for line in says(&read).lines().filter(|it| !squeezed(it).is_empty()) {
        let ours = squeezed(line);
        let found = theirs[at..].find(&ours);
        at += found.unwrap_or_else(|| panic!("{line} after {at}\n{text}"));
    }
    for cell in ["Kalmar", "Jönköping", "Patienter"] {
        assert!(text.contains(cell), "{text}");
    }
}

#[test]
fn only_a_word_document_is_written_and_a_case_with_an_open_conflict_is_refused() {
    let workspace = Workspace::new();
    let case = answered(&workspace);
    let out = workspace.path().join("svar.odt");
    let ran = workspace.run(&["word", &case, "--out", &out.display().to_string()]);
    assert_eq!((ran.code, out.exists()), (1, false), "{ran:?}");
    assert!(ran.err.contains(".docx"), "{ran:?}");
}
