//! A process has versions: a case takes the one that was valid when it arrived,
//! and keeps what it began with.

use std::path::Path;

use samsvar_tests::Workspace;

use super::bad_input::refused;
use super::definitions::{SHIPPED, case_on, long_process};

/// A store as the first version left it.
pub fn first_version() -> Workspace {
    let workspace = Workspace::new();
    let kept = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/store-1");
    copy(Path::new(kept), workspace.path());
    workspace
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

#[test]
fn a_version_has_one_text_and_a_running_case_keeps_it() {
    let workspace = Workspace::new();
    let one = workspace.file("ett.toml", long_process(3));
    workspace.done(&["process", "add", one.to_str().unwrap()]);
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
    workspace.done(&["process", "add", newer.to_str().unwrap()]);
    let next = case_on(&workspace, "lang", &[]);
    let steps = |id: &str| workspace.show(id)["steps"].as_array().unwrap().len();
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
        assert_eq!(workspace.show(&id)["process"]["id"], version, "{received}");
    }
}

#[test]
fn a_store_of_the_first_version_opens_and_its_case_keeps_its_edition() {
    let workspace = first_version();
    let id = workspace.json(&["case", "list"])["rows"][0]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let case = workspace.show(&id);
    assert_eq!(case["process"]["id"], "remissvar-2023-03");
    assert_eq!(case["steps"].as_array().unwrap().len(), 6);
    workspace.done(&["check"]);
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
    workspace.done(&["check"]);
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
