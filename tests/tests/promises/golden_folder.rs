//! Folders written by earlier releases are read for ever, as they were meant.

use std::path::{Path, PathBuf};

use samsvar_tests::Workspace;
use serde_json::Value;

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures")
}

/// A copy, since whoever joins says so in the folder.
fn copied(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap().flatten() {
        let target = to.join(entry.file_name());
        match entry.path().is_dir() {
            true => copied(&entry.path(), &target),
            false => drop(std::fs::copy(entry.path(), target).unwrap()),
        }
    }
}

#[test]
fn a_folder_of_the_first_release_gives_the_same_cases() {
    let folder = tempfile::tempdir().unwrap();
    copied(&fixtures().join("folder-1"), folder.path());
    let joiner = Workspace::new();
    let ran = joiner.share(Some(folder.path()));
    assert_eq!(ran.code, 0, "{ran:?}");
    let golden = std::fs::read_to_string(fixtures().join("folder-1.json")).unwrap();
    let golden: Vec<Value> = serde_json::from_str(&golden).unwrap();
    assert_eq!(golden.len(), 2);
    for case in golden {
        let id = case["id"].as_str().unwrap();
        let mut shown = joiner.json(&["case", "show", id]);
        // What later releases tell besides is no difference.
        let known: Vec<&String> = case.as_object().unwrap().keys().collect();
        shown
            .as_object_mut()
            .unwrap()
            .retain(|key, _| known.contains(&key));
        assert_eq!(shown, case);
    }
    assert_eq!(joiner.json(&["conflicts"]).as_array().unwrap().len(), 1);
    assert_eq!(joiner.run(&["check"]).code, 0);
}
