//! Processes and organisations are files: one with many steps, one with faults,
//! and the way to a colleague.

use samsvar_tests::{Workspace, author};
use serde_json::Value;

use super::bad_input::refused;

pub const REGION: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/fixtures/organisations/provomradet.toml"
);

pub const SHIPPED: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../src-tauri/core/processes/remissvar-2023-03.toml"
);

/// Registers a case on a process and returns its id.
pub fn case_on(workspace: &Workspace, process: &str, more: &[&str]) -> String {
    let new = ["case", "new", "--process", process, "--title", "Prov"];
    let new = workspace.json(&[&new[..], more].concat());
    new["id"].as_str().unwrap().to_owned()
}

/// A process of a person's own: `steps` steps, each after the one above.
pub fn long_process(steps: usize) -> String {
    let mut text = "kind = \"lang\"\nversion = \"1\"\nname = \"Lång\"\nsource = \"Test\"\n\
         vocabulary = \"general\"\n[[role]]\nid = \"stab\"\nname = \"Stab\"\n\
         [[question]]\nid = \"svar\"\ntitle = \"Svar\"\nverified = false\n\
         [[outcome]]\nid = \"klar\"\nname = \"Klar\"\n"
        .to_owned();
    for number in 1..=steps {
        text.push_str(&format!(
            "[[step]]\nid = \"steg-{number}\"\ntitle = \"Steg {number}\"\ntask = \"Gör {number}.\"\n\
             responsible = \"stab\"\nlead_days = {}\ndecides = {}\n",
            steps - number,
            number == steps
        ));
    }
    text
}

#[test]
fn a_process_of_forty_steps_is_followed_to_its_end() {
    let workspace = Workspace::new();
    let file = workspace.file("lang.toml", long_process(40));
    let file = file.to_str().unwrap();
    assert_eq!(workspace.done(&["process", "check", file]), "Utan fel.\n");
    let added = workspace.json(&["process", "add", file]);
    assert_eq!(
        (&added["id"], &added["new"]),
        (&"lang-1".into(), &true.into())
    );
    let again = workspace.json(&["process", "add", file]);
    assert_eq!(again["new"], false);
    let id = case_on(&workspace, "lang", &["--due", "2024-12-31"]);
    for number in 1..=40 {
        let step = number.to_string();
        workspace.done(&["step", "done", &id, &step, "--by", "Bo"]);
    }
    let answer = ["answer", &id, "svar", "--stance", "ingen-erinran"];
    workspace.done(&[&answer[..], &["--text", "Inget."]].concat());
    let decide = ["decide", &id, "--body", "svn", "--on", "2024-12-01"];
    workspace.done(&[&decide[..], &["--section", "§ 9"]].concat());
    let case = workspace.show(&id);
    assert_eq!(case["steps"][0]["parts"][0]["due"], "2024-11-22");
    assert!(
        case["steps"]
            .as_array()
            .unwrap()
            .iter()
            .all(|it| it["parts"][0]["state"]["is"] == "done")
    );
    let pdf = workspace.path().join("ut.pdf");
    workspace.done(&["print", &id, "--out", pdf.to_str().unwrap()]);
    workspace.done(&["check"]);
}

#[test]
fn a_file_with_faults_is_told_line_by_line_and_nothing_changes() {
    let workspace = Workspace::new();
    let bad = long_process(3)
        .replace("title = \"Steg 2\"", "title = \"\"")
        .replace("lead_days = 0", "lead_days = -7");
    let bad = workspace.file("fel.toml", bad);
    let bad = bad.to_str().unwrap();
    let ran = workspace.run(&["process", "check", bad]);
    assert_eq!(ran.code, 1, "{ran:?}");
    assert!(
        ran.out.starts_with("Rad ")
            && ran
                .out
                .contains("lead_days kan inte vara mindre än noll (-7)"),
        "{ran:?}"
    );
    // What is below zero is a fault of shape: what the parts mean comes after.
    let ran = workspace.run(&["process", "check", bad, "--json"]);
    let answer: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(answer["faults"][0]["code"], "number_negative");
    let schema = workspace.json(&["schema", "checked"]);
    assert!(
        jsonschema::validator_for(&schema)
            .unwrap()
            .is_valid(&answer)
    );
    refused(&workspace, &["process", "add", bad], "Rad ");
    let cyclic = long_process(3).replace("lead_days = 2", "lead_days = 2\nafter = [\"steg-3\"]");
    let cyclic = workspace.file("ring.toml", cyclic);
    refused(
        &workspace,
        &["process", "add", cyclic.to_str().unwrap()],
        "steg-1 → steg-2 → steg-3 → steg-1",
    );
    let region = std::fs::read_to_string(REGION).unwrap();
    let region = region.replace("body = \"gemensamma-namnden\"", "body = \"svn\"");
    let region = workspace.file("region.toml", region);
    let region = region.to_str().unwrap();
    refused(
        &workspace,
        &["organisation", "use", region],
        "organet ”svn” finns inte",
    );
    assert_eq!(workspace.run(&["organisation", "check", region]).code, 1);
    let syntax = workspace.file("trasig.toml", "kind = \"x\n");
    refused(
        &workspace,
        &["process", "add", syntax.to_str().unwrap()],
        "Rad 1: raden går inte att läsa",
    );
    let bytes = workspace.file("latin.toml", b"kind = \"\xe5\"");
    refused(
        &workspace,
        &["process", "add", bytes.to_str().unwrap()],
        "UTF-8",
    );
    refused(
        &workspace,
        &["process", "check", "/finns/inte.toml"],
        "Filen finns inte",
    );
    refused(&workspace, &["organisation", "use", "norra"], "sydostra/");
    let english = workspace.run(&["process", "check", bad, "--language", "en"]);
    assert!(
        english.out.contains("lead_days cannot be less than zero"),
        "{english:?}"
    );
}

#[test]
fn json_of_definitions_has_the_shape_that_schema_says() {
    let workspace = Workspace::new();
    let file = workspace.file("lang.toml", long_process(2));
    let file = file.to_str().unwrap();
    for (noun, verb) in [
        ("added", &["process", "add", file][..]),
        ("checked", &["process", "check", file]),
        ("checked", &["organisation", "check", REGION]),
        ("made", &["organisation", "use", REGION]),
        ("organisations", &["organisation", "list"]),
        ("process", &["process", "show", "ansokan"]),
        ("process", &["process", "show", "samordnat-remissvar"]),
        ("processes", &["process", "list"]),
        ("organisation", &["organisation", "show"]),
    ] {
        let schema = workspace.json(&["schema", noun]);
        let answer = workspace.json(verb);
        let validator = jsonschema::validator_for(&schema).unwrap();
        assert!(validator.is_valid(&answer), "{verb:?}: {answer}");
        assert!(!validator.is_valid(&schema), "{noun} allows anything");
    }
}

#[test]
fn what_one_adds_a_colleague_can_use() {
    let (a, b) = (Workspace::new(), Workspace::new());
    let mut from = a.open();
    let added = from.process_add(&author("Anna"), &long_process(5)).unwrap();
    assert!(added.value.new);
    let region = std::fs::read_to_string(REGION).unwrap();
    from.organisation_add(&author("Anna"), &region).unwrap();
    let mut to = b.open();
    to.receive(from.parcels().unwrap()).unwrap();
    drop((from, to));
    // It is here, and whether it is used is her own choice.
    assert_eq!(b.json(&["organisation", "show"])["id"], "sydostra");
    b.done(&["organisation", "use", "provomradet"]);
    let id = case_on(&b, "lang", &[]);
    b.done(&["step", "done", &id, "steg-5", "--by", "Bo"]);
    assert_eq!(b.show(&id)["steps"].as_array().unwrap().len(), 5);
    // The same file added there, too, is the same process.
    let file = b.file("lang.toml", long_process(5));
    assert_eq!(
        b.json(&["process", "add", file.to_str().unwrap()])["new"],
        false
    );
    let mut back = a.open();
    back.receive(b.open().parcels().unwrap()).unwrap();
    assert_eq!(back.case(id.parse().unwrap()).unwrap().steps.len(), 5);
    assert_eq!(back.check(false).unwrap().faults, []);
    b.done(&["check"]);
}
