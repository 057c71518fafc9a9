//! Where in a case the words are found: every place where people write.

use samsvar_tests::Workspace;

use super::search::{attach, case, places, search, titles};

#[test]
fn every_place_where_people_write_is_searched_and_named() {
    let workspace = Workspace::new();
    let id = workspace.remiss();
    for arguments in [
        &["case", "set", &id, "area", "Endokrinologi"][..],
        &["case", "set", &id, "note", "Ring Pettersson"],
        &["answer", &id, "2", "--text", "Två enheter räcker."],
        &[
            "step",
            "done",
            &id,
            "1",
            "--by",
            "Anna",
            "--note",
            "Stämt av",
        ],
        &[
            "decide",
            &id,
            "--body",
            "svn",
            "--on",
            "2023-10-06",
            "--section",
            "§ 45",
            "--text",
            "Antas",
        ],
    ] {
        workspace.done(arguments);
    }
    attach(
        &workspace,
        &id,
        "Följebrev.txt",
        "Härmed översänds underlaget.",
    );
    for (text, place, param, value) in [
        ("sex development", "title", "code", "title"),
        ("29988/2022", "number", "holder", "Socialstyrelsen"),
        ("endokrin", "field", "field", "area"),
        ("pettersson", "field", "field", "note"),
        ("räcker", "answer", "number", "2"),
        ("stämt", "step", "number", "1"),
        ("antas", "decision", "code", "decision"),
        ("följebrev", "file_name", "code", "file_name"),
        ("översänds", "file_text", "name", "Följebrev.txt"),
    ] {
        let found = search(&workspace, text);
        let hit = &found["hits"][0];
        assert_eq!(found["total"], 1, "{text}: {found}");
        assert_eq!(hit["place"]["code"], place, "{text}");
        let told = hit["place"][param].to_string();
        assert_eq!(told.trim_matches('"'), value, "{text}");
        assert_eq!(hit["case"], id.as_str());
        assert_eq!(hit["number"], "Socialstyrelsen 29988/2022");
    }
    let ran = workspace.run(&["search", "räcker"]);
    assert!(
        ran.out.contains("svar på fråga 2: Två enheter »räcker«."),
        "{}",
        ran.out
    );
    assert!(ran.out.contains("1 träff"), "{}", ran.out);
    // What was taken away is not found any more, and what was put in its place is.
    workspace.done(&["answer", &id, "2", "--text", "Tre enheter behövs."]);
    workspace.done(&["case", "set", &id, "note", ""]);
    assert_eq!(titles(&workspace, "räcker").len(), 0);
    assert_eq!(titles(&workspace, "pettersson").len(), 0);
    assert_eq!(places(&workspace, "behövs"), ["answer"]);
    assert_eq!(workspace.run(&["check"]).code, 0);
}

#[test]
fn the_parts_of_a_case_are_searched_and_named() {
    let workspace = Workspace::new();
    let new = ["case", "new", "--process", "ansokan", "--title", "Hud"];
    let id = workspace.json(&new)["id"].as_str().unwrap().to_owned();
    let id = id.as_str();
    let kalmar = "Region Kalmar län";
    let contribute = ["contribute", id, "--from", kalmar, "--question", "1"];
    let assess = ["assess", id, "--council", "Kirurgi och cancer"];
    let assess = [&assess[..], &["--theme", "akutsjukvard", "--rating", "1"]].concat();
    let condition = ["condition", id, "--text", "Team", "--evidence", "Intyg"];
    let dispatch = ["dispatch", id, "--to", "Inera", "--on", "2023-05-12"];
    for arguments in [
        &["case", "set", id, "programme_area", "Könssjukdomar"][..],
        &["case", "set", id, "officer", "Berit Ek"],
        &["case", "set", id, "secrecy", "25 kap. OSL"],
        &["step", "done", id, "1", "--by", "Anna"],
        &["step", "reopen", id, "1", "--by", "Bo", "--note", "Felsänt"],
        &[&contribute[..], &["--text", "Volymerna ökar."]].concat(),
        &[&assess[..], &["--comment", "Jouren klarar det."]].concat(),
        &["commitment", id, "--region", kalmar, "--text", "Remittera"],
        &condition,
        &["supplement", id, "--text", "Årsrapport"],
        &[&dispatch[..], &["--note", "Rekommenderat"]].concat(),
    ] {
        workspace.done(arguments);
    }
    for (text, place, param, value) in [
        ("könssjukdomar", "field", "field", "programme_area"),
        ("berit", "field", "field", "officer"),
        ("osl", "field", "field", "secrecy"),
        ("felsänt", "step", "number", "1"),
        ("volymerna", "contribution", "body", kalmar),
        ("jouren", "assessment", "body", "Kirurgi och cancer"),
        ("kalmar remittera", "commitment", "code", "commitment"),
        ("team intyg", "condition", "code", "condition"),
        ("årsrapport", "supplement", "code", "supplement"),
        ("inera rekommenderat", "dispatch", "code", "dispatch"),
    ] {
        let found = search(&workspace, text);
        assert_eq!(found["total"], 1, "{text}: {found}");
        let at = &found["hits"][0]["place"];
        assert_eq!(at["code"], place, "{text}");
        assert_eq!(at[param].to_string().trim_matches('"'), value, "{text}");
    }
    workspace.done(&["check"]);
}

#[test]
fn deleted_cases_are_left_out_and_come_back() {
    let workspace = Workspace::new();
    let id = case(&workspace, "Ryggmärg");
    attach(&workspace, &id, "a.txt", "Ordet plexus");
    assert_eq!(titles(&workspace, "plexus"), ["Ryggmärg"]);
    assert_eq!(titles(&workspace, "ryggmärg"), ["Ryggmärg"]);
    workspace.done(&["case", "delete", &id]);
    assert_eq!(
        titles(&workspace, "ryggmärg").len() + titles(&workspace, "plexus").len(),
        0
    );
    workspace.done(&["case", "restore", &id]);
    assert_eq!(titles(&workspace, "plexus"), ["Ryggmärg"]);
}

#[test]
fn json_has_the_shape_that_the_schema_says() {
    let workspace = Workspace::new();
    let id = workspace.remiss();
    attach(&workspace, &id, "x.txt", "DSD i text");
    let schema = workspace.json(&["schema", "found"]);
    assert!(!jsonschema::is_valid(&schema, &workspace.show(&id)));
    for text in ["DSD", "sex 29988", "", "saknas"] {
        let found = search(&workspace, text);
        assert!(jsonschema::is_valid(&schema, &found), "{found}");
    }
}
