//! What two registered at once without knowing of each other: one letter, and one
//! body's decision.

use serde_json::Value;

use super::conflicts::{both_choose, version};
use super::sharing::{Office, set};

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
    assert!(joined.err.contains("hade annat i svarsdatum"), "{joined:?}");
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

/// The decision of the joint committee, under a section of the minutes.
fn decide(pc: &samsvar_tests::Workspace, case: &str, on: &str, section: &str) {
    let when = ["--on", on, "--section", section];
    pc.done(&[&["decide", case, "--body", "svn"][..], &when].concat());
}

/// Two PCs that recorded one decision, and met.
fn twice_decided() -> (Office, Value) {
    let office = Office::new();
    decide(&office.a, &office.case, "2023-10-06", "§ 45");
    decide(&office.b, &office.case, "2023-10-06", "§ 54");
    office.meet();
    let all = office.conflicts();
    assert_eq!(all.len(), 1, "{all:?}");
    (office, all[0].clone())
}

/// The number of the decision under a section.
fn under(office: &Office, conflict: &Value, section: &str) -> String {
    let case = office.agree();
    let all = case["decisions"].as_array().unwrap();
    let meant = all.iter().find(|it| it["section"] == section).unwrap();
    version(conflict, meant["id"].as_str().unwrap())
}

/// The sections of the decisions that stand.
fn standing(office: &Office) -> Vec<String> {
    let case = office.agree();
    let all = case["decisions"].as_array().unwrap().iter();
    let stand = all.filter(|it| it["corrections"].as_array().unwrap().is_empty());
    let mut sections: Vec<_> = stand
        .map(|it| it["section"].as_str().unwrap().to_owned())
        .collect();
    sections.sort();
    sections
}

#[test]
fn a_decision_recorded_by_two_is_asked_about_and_one_holds() {
    let (office, conflict) = twice_decided();
    let told = office.a.done(&["conflicts"]);
    for words in ["två gånger", "§ 45", "§ 54"] {
        assert!(told.contains(words), "{told}");
    }
    // Nobody knows which of them would be printed.
    let print = ["print", &office.case, "--out", "x.pdf"];
    assert_eq!(office.a.run(&print).code, 1);
    assert_eq!(standing(&office), ["§ 45", "§ 54"]);
    office.resolve(&conflict, &under(&office, &conflict, "§ 54"));
    assert!(office.conflicts().is_empty());
    assert_eq!(standing(&office), ["§ 54"]);
    let case = office.agree();
    let mut all = case["decisions"].as_array().unwrap().iter();
    let struck = all.find(|it| it["section"] == "§ 45").unwrap();
    let correction = &struck["corrections"][0];
    assert_eq!(
        (&correction["by"], &correction["withdrawn"]),
        (&"Bo Ek".into(), &true.into())
    );
    let out = office.a.path().join("beslut.pdf");
    office
        .a
        .done(&["print", &office.case, "--out", out.to_str().unwrap()]);
    // Undone, nobody has said anything.
    office.b.run_by("Bo Ek", &["case", "undo", &office.case]);
    office.meet();
    assert_eq!(office.conflicts().len(), 1);
    assert_eq!(standing(&office), ["§ 45", "§ 54"]);
}

#[test]
fn both_decisions_may_have_been_taken() {
    let (office, conflict) = twice_decided();
    office.resolve(&conflict, "both");
    assert!(office.conflicts().is_empty());
    assert_eq!(standing(&office), ["§ 45", "§ 54"]);
}

#[test]
fn two_who_keep_different_decisions_strike_out_neither() {
    let (office, conflict) = twice_decided();
    let case = office.agree();
    let ids = [0, 1].map(|at| case["decisions"][at]["id"].as_str().unwrap().to_owned());
    both_choose(&office, &conflict, [&ids[0], &ids[1]]);
    assert_eq!(standing(&office), ["§ 45", "§ 54"]);
    let again = office.conflicts();
    assert_eq!(again.len(), 1, "{again:?}");
    office.resolve(&again[0], &under(&office, &again[0], "§ 45"));
    assert_eq!(standing(&office), ["§ 45"]);
    assert!(office.conflicts().is_empty());
}

#[test]
fn a_later_decision_and_one_of_another_body_are_no_conflict() {
    let office = Office::new();
    decide(&office.a, &office.case, "2023-10-06", "§ 45");
    office.meet();
    decide(&office.b, &office.case, "2023-11-06", "§ 61");
    let other = ["--on", "2023-10-07", "--section", "§ 3"];
    let presidium = ["decide", &office.case, "--body", "presidiet"];
    office.a.done(&[&presidium[..], &other].concat());
    office.meet();
    assert!(office.conflicts().is_empty());
    // Nor is one that is withdrawn.
    let (office, conflict) = twice_decided();
    let wrong = conflict["versions"][0]["value"].as_str().unwrap();
    let withdraw = ["correct", &office.case, wrong, "--withdraw"];
    let why = ["--reason", "Dubbelt."];
    office.a.done(&[&withdraw[..], &why].concat());
    office.meet();
    assert!(office.conflicts().is_empty());
    assert_eq!(standing(&office).len(), 1);
}
