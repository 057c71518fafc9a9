//! Organisations are data: another region, no councils or sixty, one chosen and
//! chosen back.

use samsvar_tests::Workspace;
use serde_json::Value;

use super::bad_input::refused;
use super::definitions::{REGION, case_on};

fn councils(count: usize) -> String {
    let mut text = "id = \"annan\"\nname = \"Annan sjukvårdsregion\"\nsource = \"Test\"\n\
         [[region]]\nid = \"region-a\"\nname = \"Region A\"\ncode = \"98\"\n"
        .to_owned();
    for number in 1..=count {
        text.push_str(&format!(
            "[[council]]\nid = \"rad-{number}\"\nname = \"Råd {number}\"\n"
        ));
    }
    text
}

#[test]
fn another_region_carries_a_case_from_letter_to_decision() {
    let workspace = Workspace::new();
    assert_eq!(
        workspace.done(&["organisation", "check", REGION]),
        "Utan fel.\n"
    );
    workspace.done(&["organisation", "use", REGION]);
    let organisation = workspace.json(&["organisation", "show"]);
    assert_eq!(organisation["id"], "provomradet");
    let id = workspace.remiss();
    let case = workspace.show(&id);
    let parts: Vec<_> = (0..6)
        .map(|at| case["steps"][at]["parts"].as_array().unwrap().len())
        .collect();
    assert_eq!(parts, [1, 6, 1, 1, 1, 1]);
    for council in ["rad-1", "rad-2", "Råd Tre", "rad-4", "Råd Fem", "rad-6"] {
        let done = ["step", "done", &id, "2", "--by", "Bo", "--for", council];
        workspace.done(&done);
    }
    refused(
        &workspace,
        &[
            "step",
            "done",
            &id,
            "2",
            "--by",
            "Bo",
            "--for",
            "kirurgi-och-cancer",
        ],
        "Välj bland: rad-1, rad-2",
    );
    let decide = [
        "decide",
        &id,
        "--on",
        "2023-09-28",
        "--section",
        "§ 3",
        "--body",
    ];
    for body in ["svn", "presidiet", "ledningsgruppen"] {
        let decide = [&decide[..], &[body]].concat();
        refused(&workspace, &decide, "gemensamma-namnden");
    }
    workspace.done(&[&decide[..], &["gemensamma-namnden"]].concat());
    let own = ["decide", &id, "--body", "Region Provlandet", "--none"];
    workspace.done(&own);
    let case = workspace.show(&id);
    assert_eq!(case["organisation"], "Provområdets sjukvårdsregion");
    assert!(
        case["steps"][1]["parts"]
            .as_array()
            .unwrap()
            .iter()
            .all(|it| it["state"]["is"] == "done")
    );
    assert_eq!(
        case["decisions"][0]["body_name"],
        "Gemensamma nämnden för provområdet"
    );
    let pdf = workspace.path().join("ut.pdf");
    workspace.done(&["print", &id, "--out", pdf.to_str().unwrap()]);
    workspace.done(&["check"]);
}

#[test]
fn no_council_is_one_step_and_sixty_are_sixty() {
    for (count, parts) in [(0, 1), (60, 60)] {
        let workspace = Workspace::new();
        let file = workspace.file("annan.toml", councils(count));
        workspace.done(&["organisation", "use", file.to_str().unwrap()]);
        let id = workspace.remiss();
        let step = workspace.show(&id)["steps"][1].clone();
        assert_eq!(step["parts"].as_array().unwrap().len(), parts);
        let done = ["step", "done", &id, "2", "--by", "Bo"];
        if count == 0 {
            assert_eq!(step["repeats"], Value::Null);
            workspace.done(&done);
        } else {
            workspace.done(&[&done[..], &["--for", "rad-60"]].concat());
        }
        // One region decides, and there is nobody else.
        let decide = ["decide", &id, "--body", "region-a", "--on", "2023-09-28"];
        workspace.done(&[&decide[..], &["--section", "§ 1"]].concat());
        workspace.done(&["check"]);
    }
}

#[test]
fn the_organisation_is_chosen_and_chosen_back_and_cases_keep_theirs() {
    let workspace = Workspace::new();
    let before = workspace.remiss();
    workspace.done(&["organisation", "use", REGION]);
    let after = case_on(&workspace, "remissvar", &[]);
    let used = |edition: &str| {
        let rows = workspace.json(&["organisation", "list"]);
        let row = rows
            .as_array()
            .unwrap()
            .iter()
            .find(|it| it["used"] == true);
        row.unwrap()["edition"]
            .as_str()
            .unwrap()
            .starts_with(edition)
    };
    assert!(used("provomradet/"));
    workspace.done(&["organisation", "use", "sydostra"]);
    assert!(used("sydostra/"));
    workspace.done(&["organisation", "use", "provomradet"]);
    assert!(used("provomradet/"));
    let councils = |id: &str| {
        workspace.show(id)["steps"][1]["parts"]
            .as_array()
            .unwrap()
            .len()
    };
    assert_eq!((councils(&before), councils(&after)), (4, 6));
    workspace.done(&["check"]);
}
