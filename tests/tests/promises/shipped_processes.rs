//! The processes that ship say what their sources say.

use samsvar_tests::Workspace;
use serde_json::Value;

#[test]
fn the_shipped_processes_have_their_sources_steps() {
    let workspace = Workspace::new();
    let list = workspace.json(&["process", "list"]);
    let ids = list.as_array().unwrap().iter();
    let ids: Vec<_> = ids
        .map(|it| {
            format!(
                "{}-{}",
                it["kind"].as_str().unwrap(),
                it["version"].as_str().unwrap()
            )
        })
        .collect();
    assert_eq!(
        ids,
        [
            "ansokan-2023-03",
            "ansokan-2020-04",
            "remissvar-2023-03",
            "remissvar-2020-04",
            "samordnat-remissvar-odaterad"
        ]
    );
    for (process, steps, decides) in [
        (
            "remissvar-2023-03",
            "uppdrag systemeffekter sammanstallning fakultet beslut egna-beslut",
            "joint_committee",
        ),
        (
            "remissvar-2020-04",
            "uppdrag systemeffekter sammanstallning fakultet beslut egna-beslut",
            "presidium",
        ),
        (
            "ansokan-2023-03",
            "avsikt arbetsgrupp ataganden aterkoppling",
            "staff_office_proposed",
        ),
        (
            "ansokan-2020-04",
            "avsikt arbetsgrupp forankring ataganden aterkoppling",
            "staff_office_proposed",
        ),
        (
            "samordnat-remissvar-odaterad",
            "urval uppdrag beredning oenighet systemkonsekvenser forslag forankring",
            "staff_office",
        ),
    ] {
        let shown = workspace.json(&["process", "show", process]);
        let all = shown["step"].as_array().unwrap();
        let ids: Vec<_> = all.iter().map(|it| it["id"].as_str().unwrap()).collect();
        assert_eq!(ids.join(" "), steps, "{process}");
        let deciding = all.iter().find(|it| it["decides"] == true).unwrap();
        assert_eq!(deciding["responsible"], decides, "{process}");
    }
    let show = |process: &str| workspace.json(&["process", "show", process]);
    assert_eq!(
        show("remissvar-2020-04")["step"][0]["responsible"],
        "rsl_chair"
    );
    let application = show("ansokan-2023-03");
    assert_eq!(application["application"], true);
    assert_eq!(
        application["group"],
        serde_json::json!(["councils", "programme_area", "faculty"])
    );
    assert_eq!(
        application["notice"][0]["receivers"],
        serde_json::json!(["regional_management", "joint_committee"])
    );
    assert_eq!(
        application["notice"][1]["receivers"]
            .as_array()
            .unwrap()
            .len(),
        4
    );
    assert_eq!(
        show("ansokan-2020-04")["notice"].as_array().unwrap().len(),
        3
    );
    let joint = show("samordnat-remissvar-odaterad");
    assert_eq!(
        (&joint["valid_from"], &joint["vocabulary"]),
        (&Value::Null, &"general".into())
    );
    assert_eq!(
        joint["step"][5]["after"],
        serde_json::json!(["beredning", "oenighet", "systemkonsekvenser"])
    );
    // What no published form or source says is marked.
    for process in ["ansokan-2023-03", "ansokan-2020-04"] {
        let questions = show(process)["question"].clone();
        assert!(!questions.as_array().unwrap().is_empty(), "{process}");
        assert!(
            questions
                .as_array()
                .unwrap()
                .iter()
                .all(|it| it["verified"] == false && it["stance"] == false)
        );
    }
    let themes = show("remissvar-2023-03")["theme"].clone();
    let ours = themes
        .as_array()
        .unwrap()
        .iter()
        .filter(|it| it["verified"] == false);
    let ours: Vec<_> = ours.map(|it| it["id"].as_str().unwrap()).collect();
    assert_eq!(ours, ["resor-och-narstaende", "jour-och-transporter"]);
    let told = workspace.done(&["process", "show", "ansokan-2023-03"]);
    for id in [
        "undertillstand",
        "aterforvisad",
        "avsikt",
        "akutsjukvard",
        "sarbarhet",
    ] {
        assert!(told.contains(id), "{id}: {told}");
    }
    let told = workspace.done(&["organisation", "show"]);
    for told_of in [
        "svn",
        "rsl",
        "kirurgi-och-cancer",
        "region-kalmar-lan",
        "rpo-primarvard",
        "2021-01-01 – 2021-12-31",
    ] {
        assert!(told.contains(told_of), "{told_of}: {told}");
    }
}
