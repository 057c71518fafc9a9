//! Processes and organisations are data: another region, another process, many
//! steps, no councils; files with faults; the way to a colleague; a case that
//! keeps what it began with.

use std::path::Path;

use samsvar_tests::{Workspace, author};
use serde_json::Value;

use super::bad_input::refused;

const REGION: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/fixtures/organisations/provomradet.toml"
);
const SHIPPED: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../src-tauri/core/processes/remissvar-2023-03.toml"
);

fn run(workspace: &Workspace, arguments: &[&str]) -> String {
    let ran = workspace.run(arguments);
    assert_eq!(ran.code, 0, "{arguments:?}: {ran:?}");
    ran.out
}

fn show(workspace: &Workspace, case: &str) -> Value {
    workspace.json(&["case", "show", case])
}

/// Registers a case on a process and returns its id.
fn case_on(workspace: &Workspace, process: &str, more: &[&str]) -> String {
    let new = ["case", "new", "--process", process, "--title", "Prov"];
    let new = workspace.json(&[&new[..], more].concat());
    new["id"].as_str().unwrap().to_owned()
}

/// Copies a workspace's files, not its folder of work.
fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// A process of a person's own: `steps` steps, each after the one above.
fn long_process(steps: usize) -> String {
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
        run(&workspace, &["organisation", "check", REGION]),
        "Utan fel.\n"
    );
    run(&workspace, &["organisation", "use", REGION]);
    let organisation = workspace.json(&["organisation", "show"]);
    assert_eq!(organisation["id"], "provomradet");
    let id = workspace.remiss();
    let case = show(&workspace, &id);
    let parts: Vec<_> = (0..6)
        .map(|at| case["steps"][at]["parts"].as_array().unwrap().len())
        .collect();
    assert_eq!(parts, [1, 6, 1, 1, 1, 1]);
    for council in ["rad-1", "rad-2", "Råd Tre", "rad-4", "Råd Fem", "rad-6"] {
        let done = ["step", "done", &id, "2", "--by", "Bo", "--for", council];
        run(&workspace, &done);
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
    run(&workspace, &[&decide[..], &["gemensamma-namnden"]].concat());
    let own = ["decide", &id, "--body", "Region Provlandet", "--none"];
    run(&workspace, &own);
    let case = show(&workspace, &id);
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
    run(&workspace, &["print", &id, "--out", pdf.to_str().unwrap()]);
    run(&workspace, &["check"]);
}

#[test]
fn no_council_is_one_step_and_sixty_are_sixty() {
    for (count, parts) in [(0, 1), (60, 60)] {
        let workspace = Workspace::new();
        let file = workspace.file("annan.toml", councils(count));
        run(&workspace, &["organisation", "use", file.to_str().unwrap()]);
        let id = workspace.remiss();
        let step = show(&workspace, &id)["steps"][1].clone();
        assert_eq!(step["parts"].as_array().unwrap().len(), parts);
        let done = ["step", "done", &id, "2", "--by", "Bo"];
        if count == 0 {
            assert_eq!(step["repeats"], Value::Null);
            run(&workspace, &done);
        } else {
            run(&workspace, &[&done[..], &["--for", "rad-60"]].concat());
        }
        // One region decides, and there is nobody else.
        let decide = ["decide", &id, "--body", "region-a", "--on", "2023-09-28"];
        run(&workspace, &[&decide[..], &["--section", "§ 1"]].concat());
        run(&workspace, &["check"]);
    }
}

#[test]
fn a_process_of_forty_steps_is_followed_to_its_end() {
    let workspace = Workspace::new();
    let file = workspace.file("lang.toml", long_process(40));
    let file = file.to_str().unwrap();
    assert_eq!(run(&workspace, &["process", "check", file]), "Utan fel.\n");
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
        run(&workspace, &["step", "done", &id, &step, "--by", "Bo"]);
    }
    let answer = ["answer", &id, "svar", "--stance", "ingen-erinran"];
    run(&workspace, &[&answer[..], &["--text", "Inget."]].concat());
    let decide = ["decide", &id, "--body", "svn", "--on", "2024-12-01"];
    run(&workspace, &[&decide[..], &["--section", "§ 9"]].concat());
    let case = show(&workspace, &id);
    assert_eq!(case["steps"][0]["parts"][0]["due"], "2024-11-22");
    assert!(
        case["steps"]
            .as_array()
            .unwrap()
            .iter()
            .all(|it| it["parts"][0]["state"]["is"] == "done")
    );
    let pdf = workspace.path().join("ut.pdf");
    run(&workspace, &["print", &id, "--out", pdf.to_str().unwrap()]);
    run(&workspace, &["check"]);
}

#[test]
fn a_version_has_one_text_and_a_running_case_keeps_it() {
    let workspace = Workspace::new();
    let one = workspace.file("ett.toml", long_process(3));
    run(&workspace, &["process", "add", one.to_str().unwrap()]);
    let id = case_on(&workspace, "lang-1", &[]);
    let other = workspace.file("annat.toml", long_process(4));
    let add = ["process", "add", other.to_str().unwrap()];
    refused(&workspace, &add, "lang-1 finns redan med annan text");
    // What ships is a version like any other.
    let shipped = std::fs::read_to_string(SHIPPED).unwrap();
    let changed = workspace.file("remiss.toml", shipped.replace("Sammanställning", "Annat"));
    let add = ["process", "add", changed.to_str().unwrap()];
    refused(&workspace, &add, "remissvar-2023-03 finns redan");
    assert_eq!(workspace.json(&["process", "add", SHIPPED])["new"], false);
    let newer = long_process(4).replace(
        "version = \"1\"",
        "version = \"2\"\nvalid_from = \"2020-01-01\"",
    );
    let newer = workspace.file("nytt.toml", newer);
    run(&workspace, &["process", "add", newer.to_str().unwrap()]);
    let next = case_on(&workspace, "lang", &[]);
    let steps = |id: &str| show(&workspace, id)["steps"].as_array().unwrap().len();
    assert_eq!((steps(&id), steps(&next)), (3, 4));
}

#[test]
fn a_case_takes_the_version_that_was_valid_when_it_arrived() {
    let workspace = Workspace::new();
    for (process, received, version) in [
        ("remissvar", "2021-03-10", "remissvar-2020-04"),
        ("remissvar", "2023-03-08", "remissvar-2020-04"),
        ("remissvar", "2023-03-09", "remissvar-2023-03"),
        ("remissvar", "2019-01-01", "remissvar-2020-04"),
        ("ansokan", "2022-10-01", "ansokan-2020-04"),
        ("ansokan", "2023-04-01", "ansokan-2023-03"),
        (
            "samordnat-remissvar",
            "2020-01-01",
            "samordnat-remissvar-odaterad",
        ),
        ("remissvar-2020-04", "2024-01-01", "remissvar-2020-04"),
    ] {
        let id = case_on(&workspace, process, &["--received", received]);
        assert_eq!(
            show(&workspace, &id)["process"]["id"],
            version,
            "{received}"
        );
    }
}

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
    let told = run(&workspace, &["process", "show", "ansokan-2023-03"]);
    for id in [
        "undertillstand",
        "aterforvisad",
        "avsikt",
        "akutsjukvard",
        "sarbarhet",
    ] {
        assert!(told.contains(id), "{id}: {told}");
    }
    let told = run(&workspace, &["organisation", "show"]);
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
    }
}

#[test]
fn the_organisation_is_chosen_and_chosen_back_and_cases_keep_theirs() {
    let workspace = Workspace::new();
    let before = workspace.remiss();
    run(&workspace, &["organisation", "use", REGION]);
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
    run(&workspace, &["organisation", "use", "sydostra"]);
    assert!(used("sydostra/"));
    run(&workspace, &["organisation", "use", "provomradet"]);
    assert!(used("provomradet/"));
    let councils = |id: &str| {
        show(&workspace, id)["steps"][1]["parts"]
            .as_array()
            .unwrap()
            .len()
    };
    assert_eq!((councils(&before), councils(&after)), (4, 6));
    run(&workspace, &["check"]);
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
    run(&b, &["organisation", "use", "provomradet"]);
    let id = case_on(&b, "lang", &[]);
    run(&b, &["step", "done", &id, "steg-5", "--by", "Bo"]);
    assert_eq!(show(&b, &id)["steps"].as_array().unwrap().len(), 5);
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
    run(&b, &["check"]);
}

#[test]
fn a_store_of_the_first_version_opens_and_its_case_keeps_its_edition() {
    let workspace = Workspace::new();
    let kept = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/store-1");
    copy(Path::new(kept), workspace.path());
    let id = workspace.json(&["case", "list"])["rows"][0]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let case = show(&workspace, &id);
    assert_eq!(case["process"]["id"], "remissvar-2023-03");
    assert_eq!(case["steps"].as_array().unwrap().len(), 6);
    run(&workspace, &["check"]);
    // Its document still names the edition it began with; a new case has ours.
    let sql = rusqlite::Connection::open(workspace.database()).unwrap();
    let editions: u32 = sql
        .query_row(
            "SELECT count(*) FROM doc WHERE id LIKE 'process/remissvar-2023-03/%'",
            [],
            |row| row.get(0),
        )
        .unwrap();
    assert_eq!(editions, 2);
    let listed = workspace.json(&["process", "list"]);
    let versions = listed.as_array().unwrap().iter();
    assert_eq!(versions.filter(|it| it["kind"] == "remissvar").count(), 2);
    let shown = workspace.json(&["process", "show", "remissvar-2023-03"]);
    assert_eq!(shown["theme"].as_array().unwrap().len(), 12);
    let new = case_on(&workspace, "remissvar", &[]);
    run(&workspace, &["check"]);
    // Where the old edition is not, the old case waits and the new one does not.
    let mut parcels = workspace.open().parcels().unwrap();
    parcels.retain(|it| it.doc != "process/remissvar-2023-03/ac11669a621ca42b");
    let colleague = Workspace::new();
    colleague.open().receive(parcels).unwrap();
    let rows = colleague.json(&["case", "list"])["rows"].clone();
    let ids: Vec<_> = rows
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it["id"].as_str())
        .collect();
    assert_eq!(ids, [Some(new.as_str())]);
}
