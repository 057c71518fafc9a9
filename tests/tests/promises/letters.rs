//! Letters: filled in from the case, on the packet's page and for Word.

use samsvar_tests::Workspace;

use crate::foreign::{pdf_text, read};

/// Those about a consultation.
const KINDS: [&str; 7] = [
    "assignment",
    "invitation",
    "faculty-request",
    "reminder",
    "statement",
    "minutes-extract",
    "delegated-decision-report",
];

const TEXT: &str = r#"
import docx, json, sys
file = docx.Document(sys.argv[1])
print(json.dumps({
    "title": file.core_properties.title,
    "paragraphs": [[it.style.name, it.text] for it in file.paragraphs],
}))
"#;

/// The words of a text, so that breaks of lines do not matter.
fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn each_letter_says_the_same_in_print_and_in_word_and_is_the_same_bytes_twice() {
    let workspace = Workspace::new();
    let case = workspace.remiss();
    let area = [
        "case",
        "set",
        &case,
        "programme_area",
        "RPO Endokrina sjukdomar",
    ];
    workspace.done(&area);
    for kind in KINDS {
        for ending in ["pdf", "docx"] {
            let write = |name: &str| {
                let out = workspace.path().join(format!("{name}.{ending}"));
                let path = out.display().to_string();
                workspace.done(&["letter", &case, kind, "--out", &path, "--on", "2023-09-01"]);
                out
            };
            let (one, two) = (write(kind), write("igen"));
            assert_eq!(std::fs::read(&one).unwrap(), std::fs::read(two).unwrap());
        }
        let pdf = words(&pdf_text(&workspace.path().join(format!("{kind}.pdf"))));
        let word = read(TEXT, &workspace.path().join(format!("{kind}.docx")));
        let paragraphs = word["paragraphs"].as_array().unwrap();
        assert_eq!(paragraphs[2][0], "Title");
        assert_eq!(paragraphs[2][1], word["title"]);
        let mut told = 0;
        for paragraph in paragraphs {
            let style = paragraph[0].as_str().unwrap();
            if ["Normal", "Gap", "Title", "Heading 1"].contains(&style) {
                let text = words(paragraph[1].as_str().unwrap());
                // A word that is parted at a hyphen in print is whole in Word.
                assert!(
                    pdf.replace("- ", "-").contains(&text.replace("- ", "-")),
                    "{kind}: {text}\n---\n{pdf}"
                );
                told += 1;
            }
        }
        assert!(told > 4, "{kind}: {word}");
    }
}

#[test]
fn what_the_case_does_not_know_is_a_gap_and_nothing_is_made_up() {
    let workspace = Workspace::new();
    let case = workspace.remiss();
    let out = workspace.path().join("uppdrag.pdf");
    let path = out.display().to_string();
    workspace.done(&["letter", &case, "assignment", "--out", &path]);
    let told = words(&pdf_text(&out));
    assert!(
        told.contains("Till [ansvarigt RPO saknas]") || told.contains("Till [mottagare saknas]"),
        "{told}"
    );
    assert!(
        told.contains("senast den [dag då svaret ska lämnas saknas]"),
        "{told}"
    );
    // Asked for, the day is known; named, so is the receiver.
    let body = "RPO Endokrina sjukdomar";
    workspace.done(&["request", &case, "--from", body, "--due", "2023-09-15"]);
    workspace.done(&["letter", &case, "assignment", "--out", &path, "--to", body]);
    let told = words(&pdf_text(&out));
    assert!(told.contains("Till RPO Endokrina sjukdomar"), "{told}");
    assert!(told.contains("senast den 15 september 2023"), "{told}");
    assert!(!told.contains("dag då svaret"), "{told}");
}

#[test]
fn a_letter_that_cannot_be_written_is_refused_in_one_sentence_and_leaves_no_file() {
    let workspace = Workspace::new();
    let case = workspace.remiss();
    let out = |name: &str| workspace.path().join(name).display().to_string();
    for (kind, name, more, said) in [
        ("hälsning", "a.pdf", vec![], "assignment, invitation"),
        ("assignment", "a.odt", vec![], ".pdf, .docx"),
        ("assignment", "a.pdf", vec!["--to", "Nämnden"], "Nämnden"),
        ("assignment", "a.pdf", vec!["--on", "igår"], "igår"),
        ("notice-of-intent", "a.pdf", vec![], "annat slags ärende"),
    ] {
        let path = out(name);
        let mut words = vec!["letter", &case, kind, "--out", &path];
        words.extend(more);
        let ran = workspace.run(&words);
        assert_eq!(ran.code, 1, "{ran:?}");
        assert!(
            ran.err.contains(said) && ran.err.trim().lines().count() == 1,
            "{ran:?}"
        );
        assert!(!std::path::Path::new(&path).exists());
    }
}

#[test]
fn a_minutes_extract_and_a_report_give_the_decision_as_it_was_taken() {
    let workspace = Workspace::new();
    let case = workspace.remiss();
    workspace.done(&[
        "decide",
        &case,
        "--body",
        "presidiet",
        "--on",
        "2023-10-06",
        "--section",
        "§ 45",
        "--delegated",
        "--text",
        "Presidiet avger yttrandet enligt bilaga.",
    ]);
    for kind in ["minutes-extract", "delegated-decision-report"] {
        let out = workspace.path().join(format!("{kind}.pdf"));
        workspace.done(&["letter", &case, kind, "--out", &out.display().to_string()]);
        let told = words(&pdf_text(&out));
        for wanted in [
            "§ 45",
            "6 oktober 2023",
            "Presidiet avger yttrandet enligt bilaga.",
        ] {
            assert!(told.contains(wanted), "{kind}: {wanted}\n{told}");
        }
        assert!(!told.contains("Utkast"), "{told}");
    }
}

#[test]
fn nobody_who_answered_is_reminded_and_socialstyrelsen_may_be_written_to() {
    let workspace = Workspace::new();
    let case = workspace.remiss();
    let out = workspace.path().join("brev.pdf");
    let path = out.display().to_string();
    let body = "RPO Endokrina sjukdomar";
    let reminder = ["letter", &case, "reminder", "--to", body, "--out", &path];
    workspace.done(&["request", &case, "--from", body, "--due", "2023-09-15"]);
    workspace.done(&reminder);
    assert!(words(&pdf_text(&out)).contains("De har inte kommit in."));
    let text = ["--question", "1", "--text", "Vi tillstyrker."];
    workspace.done(&[&["contribute", &case, "--from", body][..], &text].concat());
    let ran = workspace.run(&reminder);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("har redan lämnat synpunkter"), "{ran:?}");

    let holder = ["--to", "socialstyrelsen", "--out", &path];
    workspace.done(&[&["letter", &case, "minutes-extract"][..], &holder].concat());
    assert!(words(&pdf_text(&out)).contains("Till Socialstyrelsen"));
}

#[test]
fn an_id_is_a_name_in_a_letter() {
    let workspace = Workspace::new();
    let case = workspace.remiss();
    let area = "rpo-endokrina-sjukdomar";
    workspace.done(&["case", "set", &case, "programme_area", area]);
    let out = workspace.path().join("uppdrag.pdf");
    workspace.done(&[
        "letter",
        &case,
        "assignment",
        "--out",
        &out.display().to_string(),
    ]);
    let told = words(&pdf_text(&out));
    assert!(
        told.contains("Till RPO Endokrina sjukdomar") && !told.contains(area),
        "{told}"
    );
}
