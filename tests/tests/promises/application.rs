//! An application, from the notice to the feedback, by the command line.

use samsvar_tests::Workspace;

#[test]
fn an_application_is_carried_from_notice_to_feedback() {
    let workspace = Workspace::new();
    let new = workspace.json(&[
        "case",
        "new",
        "--process",
        "ansokan",
        "--title",
        "Ansökan: svåra hudsymtom",
        "--received",
        "2023-03-20",
        "--due",
        "2023-06-15",
        "--applicant",
        "Region Östergötland",
    ]);
    let id = new["id"].as_str().unwrap();
    let case = workspace.json(&["case", "show", id]);
    assert_eq!(case["process"]["id"], "ansokan-2023-03");
    assert_eq!(case["applicant"], "Region Östergötland");
    assert_eq!(case["steps"].as_array().unwrap().len(), 4);
    assert_eq!(case["members"].as_array().unwrap().len(), 6);
    workspace.done(&[
        "case",
        "set",
        id,
        "programme_area",
        "RPO Hud- och könssjukdomar",
    ]);

    // Every notice of the process, to everyone it names.
    let case = workspace.json(&["case", "show", id]);
    for notice in case["notices"].as_array().unwrap() {
        for receiver in notice["receivers"].as_array().unwrap() {
            let (notice, body) = (&notice["id"], &receiver["body"]);
            let (notice, body) = (notice.as_str().unwrap(), body.as_str().unwrap());
            workspace.done(&["notify", id, notice, "--to", body, "--on", "2023-03-27"]);
        }
    }
    workspace.done(&[
        "member",
        id,
        "--body",
        "Kirurgi och cancer",
        "--name",
        "En representant",
    ]);
    let commit = [
        "commitment",
        id,
        "--region",
        "Region Kalmar län",
        "--text",
        "Remittera patienter",
        "--amount",
        "2 000 000",
        "--from",
        "2024-07-01",
        "--rsl",
        "2023-04-05",
        "--svn",
        "2023-06-02",
    ];
    let commitment = workspace.json(&commit);
    let commitment = commitment["id"].as_str().unwrap();
    workspace.done(&[
        "commitment",
        id,
        "--region",
        "Region Kalmar län",
        "--text",
        "Remittera alla patienter",
        "--id",
        commitment,
    ]);
    let condition = workspace.json(&[
        "condition",
        id,
        "--text",
        "1. Multidisciplinärt team",
        "--evidence",
        "Bilaga 2",
        "--state",
        "met",
    ]);
    assert!(condition["id"].is_string());
    let supplement = workspace.json(&[
        "supplement",
        id,
        "--text",
        "Volymer 2022",
        "--asked",
        "2023-07-01",
        "--due",
        "2023-07-14",
    ]);
    assert!(
        workspace
            .run(&["tasks"])
            .out
            .contains("Komplettering: Volymer 2022")
    );
    workspace.done(&[
        "supplement",
        id,
        "--text",
        "Volymer 2022",
        "--asked",
        "2023-07-01",
        "--due",
        "2023-07-14",
        "--sent",
        "2023-07-10",
        "--id",
        supplement["id"].as_str().unwrap(),
    ]);
    assert!(!workspace.run(&["tasks"]).out.contains("Komplettering"));
    let case = workspace.json(&["case", "show", id]);
    let told = case["notices"].as_array().unwrap().iter();
    let receivers = told.flat_map(|it| it["receivers"].as_array().unwrap().clone());
    let days: Vec<_> = receivers.map(|it| it["on"].clone()).collect();
    assert_eq!(days, ["2023-03-27"; 9]);
    assert_eq!(case["commitments"][0]["text"], "Remittera alla patienter");
    assert_eq!(case["conditions"][0]["state"], "met");
    assert_eq!(case["outcomes"].as_array().unwrap().len(), 9);
    // Every outcome of the process can end a case, and be taken back.
    for outcome in case["outcomes"].as_array().unwrap() {
        let outcome = outcome["id"].as_str().unwrap();
        workspace.done(&[
            "case",
            "close",
            id,
            "--outcome",
            outcome,
            "--on",
            "2023-09-01",
        ]);
        assert_eq!(
            workspace.json(&["case", "show", id])["closed"]["outcome"],
            *outcome
        );
        workspace.done(&["case", "reopen", id, "--note", "prövas igen"]);
    }
    assert_eq!(workspace.run(&["check"]).code, 0);
}
