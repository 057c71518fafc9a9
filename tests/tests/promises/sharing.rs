//! Several PCs on one folder, by the command line: what one does, the others get.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use samsvar_tests::{Workspace, command_line};
use serde_json::Value;

/// Two PCs that share a folder with one case in it.
pub struct Office {
    pub a: Workspace,
    pub b: Workspace,
    pub folder: tempfile::TempDir,
    pub case: String,
}

impl Office {
    pub fn new() -> Self {
        let (a, b) = (Workspace::new(), Workspace::new());
        let folder = tempfile::tempdir().unwrap();
        let case = a.remiss();
        let office = Self { a, b, folder, case };
        assert_eq!(office.a.share(Some(office.folder.path())).code, 0);
        assert_eq!(office.b.share(Some(office.folder.path())).code, 0);
        office
    }

    /// Both share until each has what the other has.
    pub fn meet(&self) {
        for pc in [&self.a, &self.b, &self.a] {
            let ran = pc.share(None);
            assert_eq!(ran.code, 0, "{ran:?}");
        }
    }

    /// Both show the same case, and both are sound.
    pub fn agree(&self) -> Value {
        let [a, b] = [&self.a, &self.b].map(|it| it.json(&["case", "show", &self.case]));
        assert_eq!(a, b);
        for pc in [&self.a, &self.b] {
            let ran = pc.run(&["check"]);
            assert_eq!(ran.code, 0, "{ran:?}");
        }
        a
    }

    pub fn segments(&self) -> Vec<PathBuf> {
        self.segments_in(self.folder.path())
    }

    pub fn segments_in(&self, folder: &Path) -> Vec<PathBuf> {
        let mut all = Vec::new();
        for install in std::fs::read_dir(folder.join("_samsvar/seg")).unwrap() {
            for file in std::fs::read_dir(install.unwrap().path()).unwrap() {
                let path = file.unwrap().path();
                if path.extension().is_some_and(|it| it == "seg") {
                    all.push(path);
                }
            }
        }
        all.sort();
        all
    }
}

pub fn set(pc: &Workspace, case: &str, field: &str, value: &str) {
    let ran = pc.run(&["case", "set", case, field, value]);
    assert_eq!(ran.code, 0, "{ran:?}");
}

#[test]
fn what_one_does_the_other_gets_files_too() {
    let office = Office::new();
    let file = office.a.file("Remissbrev.pdf", vec![7; 3 << 20]);
    let (case, file) = (office.case.as_str(), file.to_str().unwrap());
    assert_eq!(office.a.run(&["attach", case, file, "--step", "1"]).code, 0);
    let text = ["answer", case, "1", "--text", "Vi instämmer. Åäö."];
    assert_eq!(office.b.run_by("Bo Ek", &text).code, 0);
    office.meet();
    let met = office.agree();
    assert_eq!(met["questions"][0]["text"], "Vi instämmer. Åäö.");
    assert_eq!(met["attachments"][0]["name"], "Remissbrev.pdf");
    let out = tempfile::tempdir().unwrap();
    let written = ["attachments", case, "--out", out.path().to_str().unwrap()];
    assert_eq!(office.b.run(&written).code, 0);
    let bytes = std::fs::read(out.path().join("Remissbrev.pdf")).unwrap();
    assert_eq!(bytes, vec![7; 3 << 20]);
    // Found by its words on the other PC as well.
    let found = office.a.json(&["search", "instämmer"]);
    assert_eq!(found["hits"][0]["case"], Value::from(case));
}

#[test]
fn what_is_told_is_what_stands() {
    let office = Office::new();
    set(&office.a, &office.case, "officer", "Anna Lind");
    let told = office.a.json(&["sync"]);
    assert_eq!((&told["written"], &told["read"]), (&1.into(), &0.into()));
    assert_eq!(told["sharing"]["state"], "shared");
    let told = office.b.json(&["sync"]);
    assert_eq!((&told["written"], &told["read"]), (&0.into(), &1.into()));
    let quiet = office.b.json(&["sync"]);
    assert_eq!((&quiet["written"], &quiet["read"]), (&0.into(), &0.into()));
}

#[test]
fn a_third_pc_joins_from_the_folder_alone_and_one_leaves_with_all() {
    let office = Office::new();
    set(&office.a, &office.case, "note", "Från Anna");
    set(&office.b, &office.case, "officer", "Bo Ek");
    office.meet();
    let met = office.agree();
    let third = Workspace::new();
    assert_eq!(third.share(Some(office.folder.path())).code, 0);
    assert_eq!(third.json(&["case", "show", &office.case]), met);
    let left = office.a.run(&["sync", "--leave"]);
    assert_eq!(left.code, 0, "{left:?}");
    assert_eq!(office.a.json(&["case", "show", &office.case]), met);
    let none = office.a.share(None);
    assert_eq!(none.code, 1);
    assert_eq!(none.err.trim(), "Ingen delad mapp är vald.");
    // And back again: what was done apart comes along.
    set(&office.a, &office.case, "note", "Skrivet ensam");
    assert_eq!(office.a.share(Some(office.folder.path())).code, 0);
    office.meet();
    assert_eq!(office.agree()["note"], "Skrivet ensam");
}

#[test]
fn two_who_worked_alone_are_joined_with_all_they_had() {
    let (a, b) = (Workspace::new(), Workspace::new());
    let folder = tempfile::tempdir().unwrap();
    let case = a.remiss();
    let other = b.json(&["case", "new", "--process", "ansokan", "--title", "Hjärta"]);
    assert_eq!(a.share(Some(folder.path())).code, 0);
    assert_eq!(b.share(Some(folder.path())).code, 0);
    assert_eq!(a.share(None).code, 0);
    for pc in [&a, &b] {
        assert_eq!(pc.json(&["case", "list"])["total"], 2);
        assert_eq!(pc.run(&["case", "show", &case]).code, 0);
        let shown = pc.run(&["case", "show", other["id"].as_str().unwrap()]);
        assert_eq!(shown.code, 0);
    }
}

#[test]
fn a_watching_program_shares_by_itself() {
    let office = Office::new();
    let mut watching = Command::new(command_line())
        .args(["--json", "--workspace"])
        .arg(office.b.path())
        .args(["sync", "--watch"])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(watching.stdout.take().unwrap()).lines();
    // The first answer is that of the sharing at the start.
    let mut answer = |wanted: &str| {
        let line = lines.find(|line| line.as_ref().unwrap().contains(wanted));
        assert!(line.is_some(), "it ended before {wanted}");
    };
    answer("\"state\"");
    set(&office.a, &office.case, "note", "Hörs det?");
    assert_eq!(office.a.share(None).code, 0);
    answer("\"read\": 1");
    let note = office.b.json(&["case", "show", &office.case])["note"].clone();
    assert_eq!(note, "Hörs det?");
    // What another program writes into its workspace leaves by itself.
    set(&office.b, &office.case, "officer", "Bo Ek");
    answer("\"written\": 1");
    assert_eq!(office.a.share(None).code, 0);
    office.agree();
    let stop = Command::new("kill").arg(watching.id().to_string()).status();
    assert!(stop.unwrap().success());
    assert!(watching.wait().unwrap().success());
}

#[test]
fn a_restored_backup_and_a_cloned_disk_lose_nothing() {
    let office = Office::new();
    let clone = Workspace::new();
    copy(office.b.path(), clone.path());
    set(&office.b, &office.case, "note", "Efter kopian");
    assert_eq!(office.b.share(None).code, 0);
    // The clone has the same install and goes on from the older state.
    set(&clone, &office.case, "officer", "Klona");
    assert_eq!(clone.share(None).code, 0);
    for pc in [&office.b, &office.a, &clone] {
        assert_eq!(pc.share(None).code, 0);
    }
    let met = office.agree();
    assert_eq!(
        (&met["note"], &met["officer"]),
        (&"Efter kopian".into(), &"Klona".into())
    );
    assert_eq!(clone.json(&["case", "show", &office.case]), met);
}

fn copy(from: &Path, to: &Path) {
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            std::fs::create_dir_all(&target).unwrap();
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}
