//! The index follows what is written, and is mended when it does not.

use samsvar_tests::Workspace;

use super::process_versions::first_version;
use super::search::{case, places, search, titles};

#[test]
fn a_store_from_before_search_is_filled_when_it_is_opened() {
    let workspace = first_version();
    let found = search(&workspace, "DSD");
    assert!(found["total"].as_u64().unwrap() > 0, "{found}");
    assert!(places(&workspace, "tillstyrker").contains(&"answer".to_owned()));
    assert_eq!(workspace.run(&["check"]).code, 0);
}

#[test]
fn one_damaged_case_does_not_keep_the_others_from_being_listed() {
    let workspace = Workspace::new();
    let damaged = case(&workspace, "Skadat");
    case(&workspace, "Helt");
    let sql = rusqlite::Connection::open(workspace.database()).unwrap();
    sql.execute_batch(
        "DELETE FROM meta WHERE key = 'search'; DELETE FROM passage;
         DELETE FROM passage_word;",
    )
    .unwrap();
    for statement in [
        "UPDATE change SET bytes = zeroblob(length(bytes)) WHERE doc = ?1",
        "UPDATE doc SET saved = x'00' WHERE id = ?1",
    ] {
        assert!(sql.execute(statement, [&damaged]).unwrap() > 0);
    }
    assert_eq!(titles(&workspace, "helt"), ["Helt"]);
    assert_eq!(titles(&workspace, "skadat"), [""; 0]);
}

#[test]
fn check_finds_and_mends_an_index_that_does_not_follow() {
    let workspace = Workspace::new();
    let id = workspace.remiss();
    workspace.done(&["answer", &id, "1", "--text", "Plexus brachialis."]);
    let sql = rusqlite::Connection::open(workspace.database()).unwrap();
    for (damage, table) in [
        (
            "UPDATE passage SET text = 'annat' WHERE place LIKE '%answer%'",
            "passage ",
        ),
        ("DELETE FROM passage", "passage "),
        ("DELETE FROM passage_word", "passage_word"),
        (
            "INSERT INTO passage_word (rowid, words) VALUES (9999, 'extra')",
            "passage_word",
        ),
        ("DELETE FROM vocabulary", "vocabulary"),
        (
            "INSERT INTO vocabulary_part (vocabulary_part) VALUES ('delete-all')",
            "vocabulary",
        ),
        (
            "INSERT INTO passage (case_id, place, head, text) VALUES ('x', '{}', 0, 'plexus')",
            "passage ",
        ),
    ] {
        sql.execute_batch(damage).unwrap();
        let ran = workspace.run(&["check"]);
        assert_eq!(ran.code, 5, "{damage}");
        assert!(
            ran.out.contains(&format!("Tabellen {table}")),
            "{damage}: {}",
            ran.out
        );
        assert_eq!(workspace.run(&["check", "--repair"]).code, 0, "{damage}");
        let ran = workspace.run(&["check"]);
        assert_eq!(ran.code, 0, "{damage}: {}", ran.out);
        assert_eq!(places(&workspace, "lexus"), ["answer"], "{damage}");
    }
}

#[test]
fn a_very_long_answer_is_saved_as_quickly_and_its_beginning_is_found() {
    let workspace = Workspace::new();
    let id = workspace.remiss();
    let mut text = "Begynnelsen. ".to_owned();
    let mut n = 0;
    while text.len() < 2 * 1024 * 1024 {
        text.push_str(&format!("ord{n} "));
        n += 1;
    }
    let path = workspace.file("lång.txt", &text);
    let ran = workspace.run(&["answer", &id, "1", "--text-file", path.to_str().unwrap()]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert_eq!(places(&workspace, "begynnelsen"), ["answer"]);
    let sql = rusqlite::Connection::open(workspace.database()).unwrap();
    let kept: u32 = sql
        .query_row("SELECT max(length(text)) FROM passage", [], |row| {
            row.get(0)
        })
        .unwrap();
    assert!(kept <= 256 * 1024, "{kept}");
    assert_eq!(workspace.run(&["check"]).code, 0);
}
