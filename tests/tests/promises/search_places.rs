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
        let ran = workspace.run(arguments);
        assert_eq!(ran.code, 0, "{arguments:?} {ran:?}");
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
    workspace.run(&["answer", &id, "2", "--text", "Tre enheter behövs."]);
    assert_eq!(titles(&workspace, "räcker").len(), 0);
    assert_eq!(places(&workspace, "behövs"), ["answer"]);
    assert_eq!(workspace.run(&["check"]).code, 0);
}

#[test]
fn deleted_cases_are_left_out_and_come_back() {
    let workspace = Workspace::new();
    let id = case(&workspace, "Ryggmärg");
    attach(&workspace, &id, "a.txt", "Ordet plexus");
    assert_eq!(titles(&workspace, "plexus"), ["Ryggmärg"]);
    workspace.run(&["case", "delete", &id]);
    assert_eq!(
        titles(&workspace, "ryggmärg").len() + titles(&workspace, "plexus").len(),
        0
    );
    workspace.run(&["case", "restore", &id]);
    assert_eq!(titles(&workspace, "plexus"), ["Ryggmärg"]);
}

#[test]
fn json_has_the_shape_that_the_schema_says() {
    let workspace = Workspace::new();
    let id = workspace.remiss();
    attach(&workspace, &id, "x.txt", "DSD i text");
    let schema = workspace.json(&["schema", "found"]);
    for text in ["DSD", "sex 29988", "", "saknas"] {
        let found = search(&workspace, text);
        assert!(jsonschema::is_valid(&schema, &found), "{found}");
    }
}
