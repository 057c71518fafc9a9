//! The meetings of bodies: known dates give a plan, unknown ones no claim.

use samsvar_tests::Workspace;
use serde_json::Value;

#[test]
fn calendars_are_entered_and_outside_them_no_clash_is_claimed() {
    let workspace = Workspace::new();
    let new = workspace.json(&[
        "case",
        "new",
        "--process",
        "remissvar",
        "--title",
        "Framtida",
        "--received",
        "2027-01-10",
        "--due",
        "2027-05-14",
    ]);
    let id = new["id"].as_str().unwrap();
    let plan = || workspace.json(&["case", "plan", id])["plan"].clone();
    assert_eq!(plan()["clash"], Value::Null);
    let told = workspace.run(&["case", "plan", id]).out;
    assert!(
        told.contains("SVN:s datum för 2027 är inte inlagda"),
        "{told}"
    );
    // The year is entered: now the clash is known, and goes when SVN adds a day.
    let meeting = |day: &str, more: &[&str]| {
        let words = [&["organisation", "meeting", "svn", "--on", day], more].concat();
        workspace.done(&words);
    };
    workspace.done(&[
        "organisation",
        "period",
        "svn",
        "--from",
        "2027-01-01",
        "--to",
        "2027-12-31",
    ]);
    meeting("2027-03-11", &["--until", "2027-03-12"]);
    meeting("2027-06-04", &[]);
    assert_eq!(plan()["clash"]["after"], "2027-06-04");
    meeting("2027-05-07", &[]);
    assert_eq!(plan()["clash"], Value::Null);
    meeting("2027-05-07", &["--off"]);
    assert_eq!(plan()["clash"]["before"], "2027-03-12");
    assert_eq!(workspace.run(&["check"]).code, 0);
}
