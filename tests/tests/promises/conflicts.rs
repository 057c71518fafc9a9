//! What two did at once: both are kept, each is shown, and a person says what
//! holds.

use serde_json::Value;

use super::sharing::{Office, set};

impl Office {
    /// What `samsvar conflicts` lists on the first PC.
    pub fn conflicts(&self) -> Vec<Value> {
        let listed = self.a.json(&["conflicts"]);
        assert_eq!(listed, self.b.json(&["conflicts"]), "both see the same");
        listed.as_array().unwrap().clone()
    }

    pub fn resolve(&self, conflict: &Value, keep: &str) {
        let name = conflict["conflict"].as_str().unwrap();
        let ran = self.b.run_by("Bo Ek", &["resolve", name, "--keep", keep]);
        assert_eq!(ran.code, 0, "{ran:?}");
        self.meet();
    }
}

/// The number of the version that holds `words`.
pub fn version(conflict: &Value, words: &str) -> String {
    let versions = conflict["versions"].as_array().unwrap();
    let holds = |it: &Value| it["value"].as_str().unwrap().contains(words);
    let place = versions.iter().position(holds);
    (place.unwrap_or_else(|| panic!("{words}: {conflict}")) + 1).to_string()
}

#[test]
fn a_field_with_two_values_keeps_the_one_that_is_chosen() {
    let office = Office::new();
    set(&office.a, &office.case, "officer", "Anna Lind");
    set(&office.b, &office.case, "officer", "Bo Ek");
    office.meet();
    let all = office.conflicts();
    assert_eq!(all.len(), 1, "{all:?}");
    assert_eq!(all[0]["both"], false);
    // A conflict is no error: sharing says how many there are, and goes on.
    let told = office.a.json(&["sync"]);
    assert_eq!(
        (&told["sharing"]["conflicts"], &told["sharing"]["state"]),
        (&1.into(), &"conflict".into())
    );
    let both = [
        "resolve",
        all[0]["conflict"].as_str().unwrap(),
        "--keep",
        "both",
    ];
    let refused = office.a.run(&both);
    assert_eq!(refused.code, 1);
    assert!(refused.err.contains("Bara texter kan föras samman"));
    let third = [
        "resolve",
        all[0]["conflict"].as_str().unwrap(),
        "--keep",
        "3",
    ];
    assert!(office.a.run(&third).err.contains("Version 3 finns inte"));
    office.resolve(&all[0], &version(&all[0], "Bo Ek"));
    assert_eq!(office.agree()["officer"], "Bo Ek");
    assert!(office.conflicts().is_empty());
    let settled = office.a.run(&third);
    assert!(
        settled.err.contains("inte längre flera versioner"),
        "{settled:?}"
    );
    let history = office.a.done(&["case", "history", &office.case]);
    assert!(
        history.contains("Valde vad som ska gälla för handläggare"),
        "{history}"
    );
    let english = ["--language", "en", "case", "history", &office.case];
    let history = office.a.done(&english);
    assert!(history.contains("Chose what holds for"), "{history}");
}

/// Each PC keeps what holds one of the words, without knowing of the other.
pub fn both_choose(office: &Office, conflict: &Value, words: [&str; 2]) {
    let name = conflict["conflict"].as_str().unwrap();
    for (pc, words) in [&office.a, &office.b].into_iter().zip(words) {
        pc.done(&["resolve", name, "--keep", &version(conflict, words)]);
    }
    office.meet();
}

#[test]
fn two_who_choose_differently_are_asked_again() {
    for (key, values) in [
        ("officer", ["Anna Lind", "Bo Ek"]),
        ("due", ["2026-10-01", "2026-11-02"]),
    ] {
        let office = Office::new();
        set(&office.a, &office.case, key, values[0]);
        set(&office.b, &office.case, key, values[1]);
        office.meet();
        both_choose(&office, &office.conflicts()[0], values);
        let again = office.conflicts();
        assert_eq!(again.len(), 1, "{again:?}");
        for value in values {
            version(&again[0], value);
        }
        office.resolve(&again[0], &version(&again[0], values[0]));
        assert_eq!(office.agree()[key], values[0]);
        assert!(office.conflicts().is_empty());
    }
}

#[test]
fn what_was_edited_comes_back_when_it_is_chosen_after_the_decision_was() {
    let office = Office::new();
    let answer = |pc: &samsvar_tests::Workspace, text: &str| {
        pc.done(&["answer", &office.case, "1", "--text", text]);
    };
    answer(&office.a, "Beslutad text.");
    office.meet();
    let on = ["--on", "2023-10-06", "--section", "§ 45"];
    office
        .a
        .done(&[&["decide", &office.case, "--body", "svn"][..], &on].concat());
    answer(&office.b, "Ändrad text.");
    office.meet();
    both_choose(&office, &office.conflicts()[0], ["decided", "edited"]);
    let again = office.conflicts();
    assert_eq!(again.len(), 1, "{again:?}");
    office.resolve(&again[0], &version(&again[0], "edited"));
    assert_eq!(office.agree()["questions"][0]["text"], "Ändrad text.");
    assert!(office.conflicts().is_empty());
}

#[test]
fn versions_are_told_in_words() {
    let office = Office::new();
    for (pc, by) in [(&office.a, "Anna Lind"), (&office.b, "Bo Ek")] {
        pc.done(&["step", "done", &office.case, "1", "--by", by]);
    }
    office.meet();
    let told = office.a.done(&["conflicts"]);
    assert!(
        told.contains("kvitterat") && !told.contains(['{', '"']),
        "{told}"
    );
    let told = office.a.done(&["--language", "en", "conflicts"]);
    assert!(told.contains("signed off"), "{told}");
}

#[test]
fn a_text_that_two_wrote_is_kept_chosen_or_joined() {
    for (keep, expected) in [
        ("anna", "Annas mening."),
        ("both", "Annas mening.\n\nBos mening."),
    ] {
        let office = Office::new();
        let write = |text| ["answer", &office.case, "1", "--text", text].map(str::to_owned);
        for (pc, text) in [(&office.a, "Annas mening."), (&office.b, "Bos mening.")] {
            let words = write(text);
            pc.done(&words.iter().map(String::as_str).collect::<Vec<_>>());
        }
        office.meet();
        let all = office.conflicts();
        assert_eq!((all.len(), &all[0]["both"]), (1, &Value::from(true)));
        // Nothing is printed while nobody said which.
        let out = office.a.path().join("x.pdf");
        let print = office
            .a
            .run(&["print", &office.case, "--out", out.to_str().unwrap()]);
        assert_eq!(print.code, 1, "{print:?}");
        let meeting = ["print", "--meeting", &office.case, "--out", "x.pdf"];
        let meeting = office.a.run(&meeting);
        let case = "(Differences in Sex Development (DSD))";
        assert!(meeting.err.contains(case), "{meeting:?}");
        assert!(!print.err.contains(case), "{print:?}");
        let keep = match keep {
            "anna" => version(&all[0], "Annas"),
            other => other.to_owned(),
        };
        office.resolve(&all[0], &keep);
        assert_eq!(office.agree()["questions"][0]["text"], expected);
        assert!(office.conflicts().is_empty());
        // What was not chosen is in the history still.
        let versions = office
            .a
            .json(&["case", "history", &office.case, "--question", "1"]);
        let texts = versions.to_string();
        assert!(texts.contains("Bo") || expected.contains("Bos"), "{texts}");
    }
}

#[test]
fn a_step_signed_off_by_two_keeps_one_whole_sign_off() {
    let office = Office::new();
    for (pc, by) in [(&office.a, "Anna Lind"), (&office.b, "Bo Ek")] {
        pc.done(&[
            "step",
            "done",
            &office.case,
            "1",
            "--by",
            by,
            "--on",
            "2023-08-10",
        ]);
    }
    office.meet();
    let all = office.conflicts();
    assert_eq!(all.len(), 1, "{all:?}");
    office.resolve(&all[0], &version(&all[0], "Anna Lind"));
    let step = office.agree()["steps"][0]["parts"][0]["state"].clone();
    assert_eq!(step["by"], "Anna Lind", "{step}");
}

#[test]
fn a_case_deleted_here_and_edited_there_comes_back_marked() {
    for (keep, deleted) in [("edited", false), ("true", true)] {
        let office = Office::new();
        office.a.done(&["case", "delete", &office.case]);
        office
            .b
            .done(&["answer", &office.case, "1", "--text", "Jag skriver än."]);
        office.meet();
        let met = office.agree();
        assert_eq!(
            (&met["deleted"], &met["questions"][0]["text"]),
            (&false.into(), &"Jag skriver än.".into())
        );
        assert_eq!(office.a.json(&["case", "list"])["total"], 1);
        let all = office.conflicts();
        assert_eq!(all.len(), 1, "{all:?}");
        office.resolve(&all[0], &version(&all[0], keep));
        assert_eq!(office.agree()["deleted"], deleted, "{keep}");
        assert!(office.conflicts().is_empty());
    }
}

#[test]
fn a_deletion_that_knew_of_the_edit_is_a_deletion() {
    let office = Office::new();
    office
        .b
        .done(&["answer", &office.case, "1", "--text", "Skrivet före."]);
    office.meet();
    office.a.done(&["case", "delete", &office.case]);
    office.meet();
    assert_eq!(office.agree()["deleted"], true);
    assert_eq!(office.a.json(&["case", "list"])["total"], 0);
}

#[test]
fn a_decision_recorded_while_another_edits_the_answer_is_shown_with_both() {
    for (keep, expected) in [("decided", "Beslutad text."), ("edited", "Ändrad text.")] {
        let office = Office::new();
        office
            .a
            .done(&["answer", &office.case, "1", "--text", "Beslutad text."]);
        office.meet();
        let decide = [
            "decide",
            &office.case,
            "--body",
            "svn",
            "--on",
            "2023-10-06",
            "--section",
            "§ 45",
        ];
        office.a.done(&decide);
        office
            .b
            .done(&["answer", &office.case, "1", "--text", "Ändrad text."]);
        office.meet();
        let met = office.agree();
        assert_eq!(
            met["questions"][0]["text"], "Ändrad text.",
            "nobody's words are gone"
        );
        let all = office.conflicts();
        assert_eq!(all.len(), 1, "{all:?}");
        // What was decided prints as decided all the same.
        let out = office.b.path().join("beslut.pdf");
        office
            .b
            .done(&["print", &office.case, "--out", out.to_str().unwrap()]);
        office.resolve(&all[0], &version(&all[0], keep));
        assert_eq!(office.agree()["questions"][0]["text"], expected);
        assert!(office.conflicts().is_empty(), "{keep}");
        // An edit made in knowledge of the decision is a later edit and no conflict.
        office
            .b
            .done(&["answer", &office.case, "1", "--text", "Senare ändrat."]);
        office.meet();
        assert!(office.conflicts().is_empty());
    }
}
