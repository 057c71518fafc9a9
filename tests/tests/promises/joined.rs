//! One letter that two registered at once: joined without loss, or said to be two.

use samsvar_tests::Workspace;

use super::conflicts::version;
use super::sharing::{Office, set};
use super::twice::{decide, standing, under};

/// Two registrations of one letter, known to both.
fn registered_twice() -> (Office, String) {
    let office = Office::new();
    let other = office.b.remiss();
    office.meet();
    (office, other)
}

fn answer(pc: &Workspace, case: &str, text: &str) {
    pc.done(&["answer", case, "1", "--text", text]);
}

fn text(office: &Office) -> String {
    let case = office.agree();
    case["questions"][0]["text"].as_str().unwrap().to_owned()
}

#[test]
fn one_letter_registered_twice_is_listed_and_joined() {
    let office = Office::new();
    let other = office.b.remiss();
    set(&office.b, &other, "due", "2023-09-30");
    office.meet();
    let all = office.conflicts();
    assert_eq!(all.len(), 2, "each names the other: {all:?}");
    assert!(
        all[0]["conflict"]
            .as_str()
            .unwrap()
            .contains("/same-letter/")
    );
    let name = all[0]["conflict"].as_str().unwrap();
    let neither = office.b.run(&["resolve", name, "--keep", "2"]);
    assert!(neither.err.contains("med --keep 1"), "{neither:?}");
    let joined = office.b.run(&["resolve", name, "--keep", "1"]);
    assert!(
        joined.err.contains("säger annat om detta: svarsdatum"),
        "{joined:?}"
    );
    office.meet();
    assert_eq!(office.a.json(&["case", "list"])["total"], 1);
    assert_eq!(office.a.run(&["case", "show", &other]).code, 0);
    // What differs is a conflict like any other.
    let due = office.conflicts();
    assert_eq!(due.len(), 1, "{due:?}");
    version(&due[0], "2023-10-13");
    office.resolve(&due[0], &version(&due[0], "2023-09-30"));
    assert!(office.conflicts().is_empty());
    assert_eq!(office.agree()["due"], "2023-09-30");
}

#[test]
fn different_letters_with_one_number_stay_apart_until_that_is_undone() {
    let office = Office::new();
    office.b.remiss();
    office.meet();
    let all = office.conflicts();
    let told = office.a.done(&["conflicts"]);
    assert!(told.contains("de är olika skrivelser"), "{told}");
    office.resolve(&all[0], "both");
    assert!(office.conflicts().is_empty());
    assert_eq!(office.a.json(&["case", "list"])["total"], 2);
    let case = all[0]["case"].as_str().unwrap();
    let history = office.a.done(&["case", "history", case]);
    assert!(history.contains("är en annan skrivelse"), "{history}");
    office.b.run_by("Bo Ek", &["case", "undo", case]);
    office.meet();
    assert_eq!(office.conflicts().len(), 2);
}

#[test]
fn decisions_of_two_registrations_are_asked_about() {
    let office = Office::new();
    let other = office.b.remiss();
    decide(&office.a, &office.case, "2023-10-06", "§ 45");
    decide(&office.b, &other, "2023-10-06", "§ 54");
    office.meet();
    let all = office.conflicts();
    office.resolve(&all[0], "1");
    let twice = office.conflicts();
    assert_eq!(twice.len(), 1, "{twice:?}");
    assert_eq!(standing(&office), ["§ 45", "§ 54"]);
}

#[test]
fn work_in_a_registration_that_was_joined_away_meanwhile_brings_it_back() {
    let office = Office::new();
    let other = office.b.remiss();
    office.meet();
    let name = format!("{}/same-letter/{other}", office.case);
    office.a.done(&["resolve", &name, "--keep", "1"]);
    office
        .b
        .done(&["answer", &other, "1", "--text", "Skrivet samtidigt."]);
    decide(&office.b, &other, "2023-10-06", "§ 77");
    office.meet();
    let asked = office.conflicts();
    assert_eq!(asked.len(), 2, "both are there again: {asked:?}");
    office.resolve(&asked[0], "1");
    assert!(office.conflicts().is_empty());
    let case = office.agree();
    assert_eq!(case["questions"][0]["text"], "Skrivet samtidigt.");
    assert_eq!(case["decisions"][0]["section"], "§ 77");
    assert_eq!(office.a.json(&["case", "list"])["total"], 1);
}

#[test]
fn joined_registrations_keep_what_each_said_and_who_said_it() {
    let office = Office::new();
    let other = office.b.remiss();
    for (pc, by, case, text, number) in [
        (&office.a, "Anna Ek", &office.case, "Bidrag a.", "RÖ-A1"),
        (&office.b, "Bo Ek", &other, "Bidrag b.", "RÖ-B1"),
    ] {
        let from = ["--from", "RPO Endokrina sjukdomar"];
        let words = ["contribute", case, "--question", "1", "--text", text];
        assert_eq!(pc.run_by(by, &[&words[..], &from].concat()).code, 0);
        let number = format!("Region Östergötland={number}");
        let ran = pc.run_by(by, &["case", "number", case, &number]);
        assert_eq!(ran.code, 0, "{ran:?}");
    }
    office.meet();
    office
        .a
        .run_by("Cia Ek", &["case", "join", &office.case, &other]);
    office
        .b
        .run_by("Didrik Ek", &["case", "join", &other, &office.case]);
    office.meet();
    let asked = office.conflicts();
    assert_eq!(asked.len(), 2, "{asked:?}");
    for conflict in &asked {
        let versions = conflict["versions"].as_array().unwrap();
        let by: Vec<_> = versions
            .iter()
            .map(|it| it["by"].as_str().unwrap())
            .collect();
        assert_eq!(by, ["Anna Ek", "Bo Ek"], "{conflict}");
    }
}

#[test]
fn only_a_letter_with_the_same_number_is_kept_apart() {
    let office = Office::new();
    let new = ["case", "new", "--process", "remissvar", "--title", "Annat"];
    let other = office.a.json(&new)["id"].as_str().unwrap().to_owned();
    for other in [&other, &office.case] {
        let name = format!("{}/same-letter/{other}", office.case);
        let ran = office.a.run(&["resolve", &name, "--keep", "both"]);
        assert_eq!(ran.code, 1, "{ran:?}");
        assert!(ran.err.contains("inget diarienummer gemensamt"), "{ran:?}");
    }
}

#[test]
fn a_short_answer_is_not_taken_for_a_part_of_a_longer_one() {
    let (office, other) = registered_twice();
    answer(
        &office.a,
        &office.case,
        "Jakten på en definition fortsätter.",
    );
    answer(&office.b, &other, "Ja");
    office.meet();
    office.a.done(&["case", "join", &office.case, &other]);
    office.meet();
    assert!(text(&office).ends_with("\n\nJa"), "{}", text(&office));
}

#[test]
fn joined_once_more_it_brings_what_came_since_and_asks_nothing_twice() {
    let (office, other) = registered_twice();
    set(&office.b, &other, "due", "2023-09-30");
    answer(&office.b, &other, "Först.");
    office.meet();
    office.a.done(&["case", "join", &office.case, &other]);
    let due = office.a.json(&["conflicts"]);
    let name = due[0]["conflict"].as_str().unwrap();
    let mine = version(&due[0], "2023-10-13");
    office.a.done(&["resolve", name, "--keep", &mine]);
    // He goes on in the other registration, without knowing of any of it.
    set(&office.b, &other, "note", "Senare");
    office.meet();
    office.a.done(&["case", "join", &office.case, &other]);
    office.meet();
    assert!(office.conflicts().is_empty(), "{:?}", office.conflicts());
    let case = office.agree();
    assert_eq!(
        (&case["due"], &case["note"]),
        (&"2023-10-13".into(), &"Senare".into())
    );
    assert_eq!(text(&office), "Först.");
}

#[test]
fn decisions_of_one_registration_that_followed_each_other_both_stay() {
    let (office, other) = registered_twice();
    decide(&office.a, &office.case, "2023-10-06", "§ 45");
    decide(&office.b, &other, "2023-10-06", "§ 1");
    decide(&office.b, &other, "2023-11-06", "§ 2");
    office.meet();
    office.a.done(&["case", "join", &office.case, &other]);
    office.meet();
    let asked = &office.conflicts()[0];
    office.resolve(asked, &under(&office, asked, "§ 2"));
    assert_eq!(standing(&office), ["§ 1", "§ 2"]);
}

#[test]
fn what_was_struck_out_in_one_registration_stays_so_in_the_other() {
    let (office, other) = registered_twice();
    decide(&office.a, &other, "2023-10-06", "§ 1");
    decide(&office.b, &other, "2023-10-06", "§ 2");
    office.meet();
    let all = office.conflicts();
    let twice = all
        .iter()
        .find(|it| it["conflict"].as_str().unwrap().contains("/twice/"));
    let twice = twice.unwrap();
    // What is to be chosen is chosen first.
    let early = office.a.run(&["case", "join", &office.case, &other]);
    assert!(early.err.contains("Välj först"), "{early:?}");
    office.resolve(twice, "1");
    office.a.done(&["case", "join", &office.case, &other]);
    office.meet();
    assert_eq!(standing(&office).len(), 1);
    assert!(office.conflicts().is_empty());
}

#[test]
fn of_three_registrations_joined_at_once_none_is_lost() {
    let (office, other) = registered_twice();
    let third = office.b.remiss();
    answer(&office.b, &third, "Den tredjes ord.");
    office.meet();
    office.a.done(&["case", "join", &office.case, &other]);
    office.b.done(&["case", "join", &other, &third]);
    office.meet();
    assert_eq!(office.conflicts().len(), 2, "{:?}", office.conflicts());
    office.a.done(&["case", "join", &office.case, &other]);
    office.meet();
    assert!(office.conflicts().is_empty());
    assert_eq!(text(&office), "Den tredjes ord.");
}

#[test]
fn who_chose_differently_in_what_was_joined_away_is_asked() {
    let (office, other) = registered_twice();
    decide(&office.a, &other, "2023-10-06", "§ 1");
    decide(&office.b, &other, "2023-10-06", "§ 2");
    office.meet();
    let all = office.a.json(&["conflicts", &other]);
    let all = all.as_array().unwrap().iter();
    let is_twice = |it: &&serde_json::Value| it["conflict"].as_str().unwrap().contains("/twice/");
    let twice = all.clone().find(is_twice).unwrap()["conflict"].clone();
    let name = twice.as_str().unwrap();
    for (pc, number) in [(&office.a, "1"), (&office.b, "2")] {
        pc.done(&["resolve", name, "--keep", number]);
        pc.done(&["case", "join", &office.case, &other]);
    }
    office.meet();
    let asked = office.conflicts();
    assert_eq!(asked.len(), 1, "{asked:?}");
    assert_eq!(standing(&office), ["§ 1", "§ 2"]);
    office.resolve(&asked[0], "1");
    assert_eq!(standing(&office).len(), 1);
}

#[test]
fn joined_once_more_it_brings_what_became_of_parts() {
    let (office, other) = registered_twice();
    let ask = |pc: &Workspace, case: &str, title: &str| {
        pc.done(&["question", "add", case, "--title", title]);
    };
    for title in ["Övrigt", "Mer"] {
        ask(&office.b, &other, title);
    }
    ask(&office.a, &office.case, "Övrigt");
    office.b.done(&[
        "answer",
        &other,
        "5",
        "--text",
        "Ett ord till.",
        "--stance",
        "tillstyrker",
    ]);
    office.meet();
    office.a.done(&["case", "join", &office.case, &other]);
    office
        .b
        .done(&["answer", &other, "6", "--text", "Mer än så."]);
    office.meet();
    office.a.done(&["case", "join", &office.case, &other]);
    office.meet();
    assert!(office.conflicts().is_empty(), "{:?}", office.conflicts());
    let case = office.agree();
    let added = &case["questions"].as_array().unwrap()[4..];
    let told: Vec<_> = added
        .iter()
        .map(|it| [&it["title"], &it["text"], &it["stance"]].map(|it| it.as_str().unwrap_or("")))
        .collect();
    assert_eq!(
        told,
        [
            ["Övrigt", "Ett ord till.", "tillstyrker"],
            ["Mer", "Mer än så.", ""]
        ]
    );
}
