//! A case, a search in it, and how a file was read: what the stories of search
//! share.

use samsvar_tests::Workspace;
use serde_json::Value;

/// A case with this title, and its id.
pub fn case(workspace: &Workspace, title: &str) -> String {
    let new = ["case", "new", "--process", "remissvar", "--title", title];
    workspace.json(&new)["id"].as_str().unwrap().to_owned()
}

pub fn search(workspace: &Workspace, text: &str) -> Value {
    workspace.json(&["search", text])
}

/// Titles of the cases found, best first.
pub fn titles(workspace: &Workspace, text: &str) -> Vec<String> {
    let found = search(workspace, text);
    let hits = found["hits"].as_array().unwrap().iter();
    hits.map(|it| it["title"].as_str().unwrap().to_owned())
        .collect()
}

/// The place codes of the hits, best first.
pub fn places(workspace: &Workspace, text: &str) -> Vec<String> {
    let found = search(workspace, text);
    let hits = found["hits"].as_array().unwrap().iter();
    hits.map(|it| it["place"]["code"].as_str().unwrap().to_owned())
        .collect()
}

pub fn attach(workspace: &Workspace, id: &str, name: &str, bytes: impl AsRef<[u8]>) {
    let path = workspace.file(name, bytes);
    let ran = workspace.run(&["attach", id, path.to_str().unwrap()]);
    assert_eq!(ran.code, 0, "{ran:?}");
}

/// Reads what is pending, then the state and note of the one file there is.
fn read_of(workspace: &Workspace, word: &str) -> (Vec<String>, String, String) {
    let found = places(workspace, word);
    let sql = rusqlite::Connection::open(workspace.database()).unwrap();
    let row = sql.query_row("SELECT state, note FROM file_text", [], |row| {
        Ok((row.get(0)?, row.get(1)?))
    });
    let (state, note) = row.unwrap();
    (found, state, note)
}

/// Attaches one file to a case of its own, and says how it was read.
pub fn reading(name: &str, bytes: impl AsRef<[u8]>, word: &str) -> (bool, String, String) {
    let workspace = Workspace::new();
    let id = case(&workspace, "A");
    attach(&workspace, &id, name, bytes);
    let (found, state, note) = read_of(&workspace, word);
    (found == ["file_text"], state, note)
}

pub fn ok() -> (bool, String, String) {
    (true, "ok".into(), String::new())
}

pub fn partial(note: &str) -> (bool, String, String) {
    (true, "partial".into(), note.into())
}

pub fn failed(note: &str) -> (bool, String, String) {
    (false, "failed".into(), note.into())
}
