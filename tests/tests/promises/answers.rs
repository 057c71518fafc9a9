//! The joint answer: its limit, and a contribution taken into it.

use samsvar_tests::Workspace;

#[test]
fn text_over_the_limit_is_kept_and_told() {
    let workspace = Workspace::new();
    let id = workspace.remiss();
    let text = "ord ".repeat(312);
    let ran = workspace.run(&["answer", &id, "1", "--text", &text]);
    assert_eq!(ran.code, 0);
    assert!(
        ran.err.contains("312") && ran.err.contains("300"),
        "{}",
        ran.err
    );
    assert_eq!(
        workspace.json(&["case", "show", &id])["questions"][0]["words"],
        312
    );
}

#[test]
fn a_short_contribution_is_taken_in_although_its_words_stand_there_and_only_once() {
    let workspace = Workspace::new();
    let id = workspace.remiss();
    let text = |id: &str| workspace.json(&["case", "show", id])["questions"][0]["text"].clone();
    workspace.done(&["answer", &id, "1", "--text", "Nej. Ja. Kanske."]);
    let from = [
        "contribute",
        &id,
        "--from",
        "region-kalmar-lan",
        "--question",
        "1",
    ];
    workspace.done(&[&from[..], &["--text", "Ja."]].concat());
    workspace.done(&[&from[..], &["--take"]].concat());
    assert_eq!(text(&id), "Nej. Ja. Kanske.\n\nJa.");
    workspace.done(&[&from[..], &["--take"]].concat());
    assert_eq!(text(&id), "Nej. Ja. Kanske.\n\nJa.");
    // Taken away by hand and wanted again, it comes back.
    workspace.done(&["answer", &id, "1", "--text", "Nej."]);
    workspace.done(&[&from[..], &["--take"]].concat());
    assert_eq!(text(&id), "Nej.\n\nJa.");
    // What the body wrote anew was not taken in before, whatever stands there.
    workspace.done(&[&from[..], &["--text", "Nej."]].concat());
    workspace.done(&[&from[..], &["--take"]].concat());
    assert_eq!(text(&id), "Nej.\n\nJa.\n\nNej.");
}
