//! What a person types is safe, also when somebody else writes meanwhile.

use samsvar_core::model::QuestionId;
use samsvar_tests::{Workspace, author, remiss_in};

#[test]
fn a_text_typed_on_an_older_state_stays_beside_the_newer_one() {
    let workspace = Workspace::new();
    let mut window = workspace.open();
    let id = remiss_in(&mut window);
    let question = QuestionId::new("definition");
    let seen = window.case_view(id).unwrap().heads;
    // The command line writes while the window's field is open.
    let answer = [
        "answer",
        &id.to_string(),
        "definition",
        "--text",
        "Från kommandoraden.",
    ];
    assert_eq!(workspace.run(&answer).code, 0);
    let anna = author("Anna");
    window
        .draft_write(&anna, id, &question, "Från fönstret.", &seen)
        .unwrap();
    window.draft_commit(&anna, id, &question).unwrap();
    let case = window.case(id).unwrap();
    let versions: Vec<_> = case.conflicts[0]
        .versions
        .iter()
        .map(|it| it.value.as_str())
        .collect();
    assert_eq!(case.conflicts[0].key, "question/definition/text");
    assert_eq!(versions, ["Från kommandoraden.", "Från fönstret."]);
    assert_eq!(window.check(false).unwrap().faults, []);
    // Printing is refused by name until a person has chosen.
    let out = workspace.path().join("ut.pdf");
    let print = ["print", &id.to_string(), "--out", out.to_str().unwrap()];
    let ran = workspace.run(&print);
    assert_eq!(ran.code, 1);
    assert!(
        ran.err.contains("”Definition och avgränsningar”"),
        "{}",
        ran.err
    );
    assert!(!out.exists());
    // Choosing in the window settles it.
    window
        .draft_write(&anna, id, &question, "Från fönstret.", &[])
        .unwrap();
    window.draft_commit(&anna, id, &question).unwrap();
    assert_eq!(window.case(id).unwrap().conflicts, []);
    assert_eq!(workspace.run(&print).code, 0);
}

#[test]
fn typing_on_after_a_clash_changes_only_ones_own_version() {
    let workspace = Workspace::new();
    let mut window = workspace.open();
    let id = remiss_in(&mut window);
    let (anna, question) = (author("Anna"), QuestionId::new("definition"));
    let mut base = window.case_view(id).unwrap().heads;
    let answer = [
        "answer",
        &id.to_string(),
        "definition",
        "--text",
        "Bo skrev.",
    ];
    assert_eq!(workspace.run(&answer).code, 0);
    // Three times the half minute passes while she types in one field.
    for text in ["Anna", "Anna skriver", "Anna skriver vidare."] {
        window
            .draft_write(&anna, id, &question, text, &base)
            .unwrap();
        base = window.draft_commit(&anna, id, &question).unwrap().value;
    }
    let case = window.case(id).unwrap();
    let versions: Vec<_> = case.conflicts[0]
        .versions
        .iter()
        .map(|it| it.value.as_str())
        .collect();
    assert_eq!(versions, ["Bo skrev.", "Anna skriver vidare."]);
}

#[test]
fn typing_on_without_a_clash_is_no_conflict_with_oneself() {
    let workspace = Workspace::new();
    let mut window = workspace.open();
    let id = remiss_in(&mut window);
    let (anna, question) = (author("Anna"), QuestionId::new("definition"));
    let mut base = window.case_view(id).unwrap().heads;
    for text in ["Anna", "Anna skriver", "Anna skriver vidare."] {
        window
            .draft_write(&anna, id, &question, text, &base)
            .unwrap();
        base = window.draft_commit(&anna, id, &question).unwrap().value;
    }
    let case = window.case(id).unwrap();
    assert_eq!(
        (case.conflicts.len(), case.questions[0].text.as_str()),
        (0, "Anna skriver vidare.")
    );
}

#[test]
fn typing_in_one_answer_while_another_is_written_elsewhere_is_no_conflict() {
    let workspace = Workspace::new();
    let mut window = workspace.open();
    let id = remiss_in(&mut window);
    let seen = window.case_view(id).unwrap().heads;
    let answer = ["answer", &id.to_string(), "antal-enheter", "--text", "Två."];
    assert_eq!(workspace.run(&answer).code, 0);
    let (anna, question) = (author("Anna"), QuestionId::new("definition"));
    window
        .draft_write(&anna, id, &question, "Mitt.", &seen)
        .unwrap();
    window.draft_commit(&anna, id, &question).unwrap();
    let case = window.case(id).unwrap();
    assert_eq!(case.conflicts, []);
    let texts: Vec<_> = case.questions.iter().map(|it| it.text.as_str()).collect();
    assert_eq!(texts, ["Mitt.", "Två.", "", ""]);
}

#[test]
fn a_text_made_of_two_versions_outlives_its_window_and_is_no_change_until_it_is_chosen() {
    let workspace = Workspace::new();
    let mut window = workspace.open();
    let id = remiss_in(&mut window);
    let before = window.history(&window.case(id).unwrap()).unwrap();
    let (anna, key) = (
        author("Anna"),
        QuestionId::new("join/question/definition/text"),
    );
    window
        .draft_write(&anna, id, &key, "Hopfogat.", &[])
        .unwrap();
    window.draft_commit(&anna, id, &key).unwrap();
    drop(window);
    let mut window = workspace.open();
    assert_eq!(window.recover_drafts().unwrap(), 0);
    assert_eq!(window.case_view(id).unwrap().drafts[0].text, "Hopfogat.");
    let history = window.history(&window.case(id).unwrap()).unwrap();
    assert_eq!(history, before);
    window.draft_write(&anna, id, &key, "", &[]).unwrap();
    assert_eq!(window.drafts(id).unwrap(), []);
}

#[test]
fn a_draft_outlives_its_window_and_becomes_one_change() {
    let workspace = Workspace::new();
    let mut window = workspace.open();
    let id = remiss_in(&mut window);
    let (anna, question) = (author("Anna Å"), QuestionId::new("definition"));
    for text in ["V", "Vi", "Vi tillstyrker."] {
        window.draft_write(&anna, id, &question, text, &[]).unwrap();
    }
    let before = window.history(&window.case(id).unwrap()).unwrap().len();
    drop(window);
    let mut window = workspace.open();
    assert_eq!(window.drafts(id).unwrap()[0].text, "Vi tillstyrker.");
    assert_eq!(window.recover_drafts().unwrap(), 1);
    assert_eq!(window.drafts(id).unwrap(), []);
    let case = window.case(id).unwrap();
    assert_eq!(case.question("1").unwrap().text, "Vi tillstyrker.");
    let history = window.history(&case).unwrap();
    assert_eq!(
        (history.len(), history[0].by.as_str()),
        (before + 1, "Anna Å")
    );
    // Leaving a field in which nothing was typed is no change.
    window.draft_commit(&anna, id, &question).unwrap();
    assert_eq!(window.history(&case).unwrap().len(), before + 1);
}

#[test]
fn a_window_sees_that_the_command_line_wrote() {
    let workspace = Workspace::new();
    let mut window = workspace.open();
    let id = remiss_in(&mut window);
    let before = window.data_version().unwrap();
    assert_eq!(window.data_version().unwrap(), before);
    assert_eq!(
        workspace
            .run(&["case", "set", &id.to_string(), "note", "x"])
            .code,
        0
    );
    assert_ne!(window.data_version().unwrap(), before);
    assert_eq!(window.case(id).unwrap().note, "x");
}
