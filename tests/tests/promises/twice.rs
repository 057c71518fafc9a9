//! One body's decision, recorded by two who did not know of each other.

use samsvar_tests::Workspace;
use serde_json::Value;

use super::conflicts::{both_choose, version};
use super::sharing::Office;

/// The decision of the joint committee, under a section of the minutes.
pub fn decide(pc: &Workspace, case: &str, on: &str, section: &str) {
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
pub fn under(office: &Office, conflict: &Value, section: &str) -> String {
    let case = office.agree();
    let all = case["decisions"].as_array().unwrap();
    let meant = all.iter().find(|it| it["section"] == section).unwrap();
    version(conflict, meant["id"].as_str().unwrap())
}

/// The sections of the decisions that stand.
pub fn standing(office: &Office) -> Vec<String> {
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
    for words in [
        "beslutet",
        "Samverkansnämnden",
        "§ 45",
        "§ 54",
        "--keep both",
    ] {
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

#[test]
fn what_was_struck_out_stays_so_when_the_other_is_withdrawn() {
    let (office, conflict) = twice_decided();
    office.resolve(&conflict, &under(&office, &conflict, "§ 54"));
    let case = office.agree();
    let mut all = case["decisions"].as_array().unwrap().iter();
    let holds = all.find(|it| it["section"] == "§ 54").unwrap();
    let id = holds["id"].as_str().unwrap();
    let why = ["--withdraw", "--reason", "Fel ärende."];
    office
        .a
        .done(&[&["correct", &office.case, id][..], &why].concat());
    office.meet();
    assert!(standing(&office).is_empty());
    assert!(office.conflicts().is_empty());
    let out = office.a.path().join("utkast.pdf");
    office
        .a
        .done(&["print", &office.case, "--out", out.to_str().unwrap()]);
    let shown = office.a.done(&["case", "show", &office.case]);
    assert_eq!(shown.matches("(struket)").count(), 2, "{shown}");
}

#[test]
fn of_three_decisions_one_question_is_asked() {
    let office = Office::new();
    let third = Workspace::new();
    assert_eq!(third.share(Some(office.folder.path())).code, 0);
    let all = [(&office.a, "§ 1"), (&office.b, "§ 2"), (&third, "§ 3")];
    for (pc, section) in all {
        decide(pc, &office.case, "2023-10-06", section);
    }
    assert_eq!(third.share(None).code, 0);
    office.meet();
    let asked = office.conflicts();
    assert_eq!(asked.len(), 1, "{asked:?}");
    assert_eq!(asked[0]["versions"].as_array().unwrap().len(), 3);
    office.resolve(&asked[0], &under(&office, &asked[0], "§ 2"));
    assert_eq!(standing(&office), ["§ 2"]);
    assert!(office.conflicts().is_empty());
}

/// § 1 was chosen over § 2; then the § 3 of a third came.
fn third_after_the_choice() -> Office {
    let office = Office::new();
    let third = Workspace::new();
    assert_eq!(third.share(Some(office.folder.path())).code, 0);
    decide(&third, &office.case, "2023-10-06", "§ 3");
    decide(&office.a, &office.case, "2023-10-06", "§ 1");
    decide(&office.b, &office.case, "2023-10-06", "§ 2");
    office.meet();
    let first = &office.conflicts()[0];
    office.resolve(first, &under(&office, first, "§ 1"));
    assert_eq!(third.share(None).code, 0);
    office.meet();
    office
}

#[test]
fn a_decision_that_comes_after_the_choice_is_asked_about_with_the_one_that_holds() {
    let office = third_after_the_choice();
    let again = &office.conflicts()[0];
    assert_eq!(again["versions"].as_array().unwrap().len(), 2);
    // The same is chosen once more, now in knowledge of the third.
    office.resolve(again, &under(&office, again, "§ 1"));
    assert!(office.conflicts().is_empty());
    assert_eq!(standing(&office), ["§ 1"]);
}

#[test]
fn what_was_struck_out_stays_so_when_two_others_were_both_taken() {
    let office = third_after_the_choice();
    office.resolve(&office.conflicts()[0], "both");
    assert_eq!(standing(&office), ["§ 1", "§ 3"]);
    assert!(office.conflicts().is_empty());
}

#[test]
fn a_case_whose_decision_is_asked_about_does_not_count_as_decided() {
    let (office, conflict) = twice_decided();
    let row = || office.a.json(&["case", "list"])["rows"][0]["decided"].clone();
    assert_eq!(row(), false);
    let word = ["word", &office.case, "--out", "x.docx"];
    assert_eq!(office.a.run(&word).code, 1);
    office.resolve(&conflict, &under(&office, &conflict, "§ 45"));
    assert_eq!(row(), true);
}

#[test]
fn choosing_one_while_another_withdraws_it_leaves_the_other_standing() {
    let (office, conflict) = twice_decided();
    let number = under(&office, &conflict, "§ 45");
    let name = conflict["conflict"].as_str().unwrap();
    let case = office.agree();
    let mut all = case["decisions"].as_array().unwrap().iter();
    let chosen = all.find(|it| it["section"] == "§ 45").unwrap();
    office.a.done(&["resolve", name, "--keep", &number]);
    let id = chosen["id"].as_str().unwrap();
    let why = ["--withdraw", "--reason", "Dubbelt."];
    office
        .b
        .done(&[&["correct", &office.case, id][..], &why].concat());
    office.meet();
    assert_eq!(standing(&office), ["§ 54"]);
    assert!(office.conflicts().is_empty());
}
