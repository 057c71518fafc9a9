//! Odd input is kept, doubtful input warned about, meaningless input refused:
//! one clear line each, and nothing half-done.

use samsvar_tests::{Ran, Workspace};

/// What is in the store, to show that a refusal changed nothing.
fn state(workspace: &Workspace) -> (serde_json::Value, u64, usize) {
    let cases = workspace.json(&["case", "list"]);
    let check = workspace.json(&["check"]);
    let blobs = std::fs::read_dir(workspace.path().join("blobs")).map_or(0, Iterator::count);
    (cases, check["changes"].as_u64().unwrap(), blobs)
}

/// Refused with exit code 1, one line that says `words`, and nothing changed.
pub fn refused(workspace: &Workspace, arguments: &[&str], words: &str) -> Ran {
    let before = state(workspace);
    let ran = workspace.run(arguments);
    assert_eq!(ran.code, 1, "{arguments:?}: {ran:?}");
    assert_eq!(
        ran.err.trim().lines().count(),
        1,
        "{arguments:?}: {}",
        ran.err
    );
    assert!(ran.err.contains(words), "{arguments:?}: {}", ran.err);
    assert_eq!(ran.out, "");
    assert_eq!(
        state(workspace),
        before,
        "{arguments:?} left something behind"
    );
    ran
}

/// Done, with one warning that says `words`.
pub fn warned(workspace: &Workspace, arguments: &[&str], words: &str) {
    let ran = workspace.run(arguments);
    assert_eq!(ran.code, 0, "{arguments:?}: {ran:?}");
    assert_eq!(
        ran.err.trim().lines().count(),
        1,
        "{arguments:?}: {}",
        ran.err
    );
    assert!(ran.err.contains(words), "{arguments:?}: {}", ran.err);
}

#[test]
fn registering_refuses_what_has_no_meaning() {
    let workspace = Workspace::new();
    workspace.remiss();
    let new = |more: &[&'static str]| [&["case", "new", "--process", "remissvar"], more].concat();
    refused(&workspace, &new(&["--title", "  "]), "behöver en titel");
    refused(
        &workspace,
        &new(&["--title", "X", "--due", "2023-02-30"]),
        "2023-02-30",
    );
    refused(
        &workspace,
        &new(&["--title", "X", "--received", "igår"]),
        "2023-10-06",
    );
    refused(
        &workspace,
        &new(&["--title", "X", "--number", "29988/2022"]),
        "MYNDIGHET=NUMMER",
    );
    let unknown = ["case", "new", "--process", "remisvar", "--title", "X"];
    refused(&workspace, &unknown, "remissvar-2023-03");
}

#[test]
fn doubtful_dates_and_numbers_are_kept_and_warned_about() {
    let workspace = Workspace::new();
    let id = workspace.remiss();
    warned(
        &workspace,
        &["case", "set", &id, "due", "2023-08-01"],
        "före ankomstdagen",
    );
    assert_eq!(workspace.json(&["case", "show", &id])["due"], "2023-08-01");
    let twice = ["case", "new", "--process", "remissvar", "--title", "Igen"];
    let twice = [&twice[..], &["--number", "Socialstyrelsen=29988/2022"]].concat();
    warned(&workspace, &twice, "finns redan i ärendet");
    let odd = ["case", "new", "--process", "remissvar", "--title", "Udda"];
    let odd = [&odd[..], &["--number", "Socialstyrelsen=abc"]].concat();
    warned(&workspace, &odd, "brukar skriva");
    // Two cases have the number now: neither is guessed.
    refused(&workspace, &["case", "show", "29988/2022"], &id);
}

#[test]
fn unknown_step_question_field_body_and_case_name_the_valid_ones() {
    let workspace = Workspace::new();
    let id = workspace.remiss();
    let case = id.as_str();
    let by = ["--by", "Anna"];
    let done = |step: &'static str| [&["step", "done", case, step], &by[..]].concat();
    refused(&workspace, &done("7"), "1 (uppdrag)");
    refused(&workspace, &done("2"), "kirurgi-och-cancer");
    refused(
        &workspace,
        &[&done("2")[..], &["--for", "kirurgi"]].concat(),
        "kirurgi-och-cancer",
    );
    refused(
        &workspace,
        &[&done("1")[..], &["--for", "kirurgi-och-cancer"]].concat(),
        "Utelämna",
    );
    refused(
        &workspace,
        &["step", "done", case, "1", "--by", " "],
        "vem som kvitterar",
    );
    refused(
        &workspace,
        &["step", "done", case, "1", "--by", "A", "--on", "2023-13-01"],
        "2023-13-01",
    );
    refused(
        &workspace,
        &["step", "reopen", case, "1", "--by", "A", "--note", "x"],
        "inte kvitterat",
    );
    refused(
        &workspace,
        &["answer", case, "9", "--stance", "tillstyrker"],
        "1 (definition)",
    );
    refused(
        &workspace,
        &["answer", case, "1", "--stance", "avstyrker"],
        "tillstyrker-inte",
    );
    refused(
        &workspace,
        &["case", "set", case, "titel", "X"],
        "programme_area",
    );
    refused(
        &workspace,
        &["case", "set", case, "title", ""],
        "behöver en titel",
    );
    refused(
        &workspace,
        &["question", "add", case, "--title", " "],
        "rubrik",
    );
    refused(
        &workspace,
        &["question", "add", case, "--title", "X", "--words", "många"],
        "många",
    );
    refused(&workspace, &["case", "show", "12345/2020"], "12345/2020");
    refused(&workspace, &["schema", "ärende"], "organisation");
    let decide = [
        "decide",
        case,
        "--body",
        "styrelsen",
        "--on",
        "2023-10-06",
        "--section",
        "§ 1",
    ];
    refused(&workspace, &decide, "region-kalmar-lan");
    refused(
        &workspace,
        &["decide", case, "--body", "svn", "--none"],
        "Bara en region",
    );
    let empty = [
        "decide",
        case,
        "--body",
        "svn",
        "--on",
        "2023-10-06",
        "--section",
        " ",
    ];
    refused(&workspace, &empty, "paragraf");
}

#[test]
fn a_step_is_signed_once_and_reopened_only_with_a_reason() {
    let workspace = Workspace::new();
    let id = workspace.remiss();
    let sign = [
        "step",
        "done",
        &id,
        "uppdrag",
        "--by",
        "Anna",
        "--on",
        "2023-08-14",
    ];
    assert_eq!(workspace.run(&sign).code, 0);
    refused(&workspace, &sign, "redan kvitterat av Anna den 2023-08-14");
    refused(
        &workspace,
        &["step", "reopen", &id, "1", "--by", "Bo", "--note", " "],
        "varför",
    );
    let reopen = [
        "step", "reopen", &id, "1", "--by", "Bo", "--note", "Fel RPO",
    ];
    assert_eq!(workspace.run(&reopen).code, 0);
    let state = &workspace.json(&["case", "show", &id])["steps"][0]["parts"][0]["state"];
    assert_eq!(
        (&state["is"], &state["reason"]),
        (&"reopened".into(), &"Fel RPO".into())
    );
}

#[test]
fn a_deleted_case_is_left_alone_until_restored() {
    let workspace = Workspace::new();
    let id = workspace.remiss();
    refused(&workspace, &["case", "restore", &id], "inte borttaget");
    assert_eq!(workspace.run(&["case", "delete", &id]).code, 0);
    assert_eq!(workspace.json(&["case", "list"])["total"], 0);
    refused(
        &workspace,
        &["case", "set", &id, "note", "x"],
        "Återställ det först",
    );
    let file = workspace.file("a.txt", "a");
    refused(
        &workspace,
        &["attach", &id, file.to_str().unwrap()],
        "Återställ det först",
    );
    assert_eq!(workspace.run(&["case", "restore", &id]).code, 0);
    assert_eq!(workspace.json(&["case", "list"])["total"], 1);
}

#[test]
fn long_titles_and_ten_megabytes_in_a_field_are_kept() {
    use samsvar_core::model::{Act, CaseField};
    let workspace = Workspace::new();
    let title = "Å👩‍⚕️ö".repeat(100);
    let new = ["case", "new", "--process", "remissvar", "--title", &title];
    let id = workspace.json(&new)["id"].as_str().unwrap().to_owned();
    let value = "Anteckning. ".repeat(900_000);
    let field = CaseField::Note;
    let act = Act::FieldSet {
        field,
        value: value.clone(),
    };
    let mut store = workspace.open();
    let anna = samsvar_tests::author("Anna");
    store
        .transact(&anna, |door| door.act(id.parse()?, act))
        .unwrap();
    let case = workspace.json(&["case", "show", &id]);
    assert_eq!(
        (case["title"].as_str(), case["note"].as_str()),
        (Some(&*title), Some(value.trim()))
    );
    let out = workspace.path().join("ut.pdf");
    assert_eq!(
        workspace
            .run(&["print", &id, "--out", out.to_str().unwrap()])
            .code,
        0
    );
}

#[test]
fn ten_megabytes_of_text_are_kept_and_counted() {
    let workspace = Workspace::new();
    let id = workspace.remiss();
    let text = "Detta är en mening om vård på lika villkor. ".repeat(250_000);
    assert!(text.len() > 10 << 20);
    let path = workspace.file("lång.txt", &text);
    let answer = [
        "answer",
        &id,
        "definition",
        "--text-file",
        path.to_str().unwrap(),
    ];
    warned(&workspace, &answer, "gränsen är 300");
    let case = workspace.json(&["case", "show", &id]);
    assert_eq!(case["questions"][0]["text"].as_str().unwrap(), text);
}

#[test]
fn a_malformed_line_is_wrong_usage_and_help_is_not() {
    let workspace = Workspace::new();
    for line in [
        &["case", "nytt"][..],
        &["case", "new"],
        &["attach", "x"],
        &["answer", "x", "1"],
        &["decide", "x", "--body", "svn"],
        &["decide", "x", "--body", "svn", "--none", "--section", "§ 1"],
        &["--okänd"],
        &[],
    ] {
        assert_eq!(workspace.run(line).code, 2, "{line:?}");
    }
    assert_eq!(workspace.run(&["--help"]).code, 0);
    assert!(!workspace.database().exists(), "wrong usage made a store");
}

#[test]
fn options_stand_before_or_after_the_verb() {
    let workspace = Workspace::new();
    let id = workspace.remiss();
    let after = workspace.json(&["case", "show", &id]);
    let before = workspace.run(&["--json", "case", "show", &id]);
    assert_eq!(
        serde_json::from_str::<serde_json::Value>(&before.out).unwrap(),
        after
    );
    let english = workspace.run(&["case", "show", "x", "--language", "en"]);
    assert!(english.err.contains("There is no case"), "{}", english.err);
}
