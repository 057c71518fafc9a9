//! A database that is locked, damaged, read-only, newer, or on a full disk: one
//! clear line, the right exit code, and nothing half-done.

use std::time::Duration;

use samsvar_core::model::{Act, CaseField};
use samsvar_core::store::{Error, Failure, Migration, Options, Store};
use samsvar_tests::{Ran, Workspace, author, remiss_in};

use super::files::{is_root, open_to_all};

fn one_line(ran: &Ran, code: i32, words: &str) {
    assert_eq!(ran.code, code, "{ran:?}");
    assert_eq!(ran.err.trim().lines().count(), 1, "{}", ran.err);
    assert!(ran.err.contains(words), "{}", ran.err);
}

#[test]
fn a_locked_database_is_busy_and_untouched() {
    let workspace = Workspace::new();
    let id = workspace.remiss();
    let other = rusqlite::Connection::open(workspace.database()).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let options = Options {
        busy: Duration::from_millis(50),
        ..Options::default()
    };
    let mut store = Store::open(workspace.path(), options).unwrap();
    let act = Act::FieldSet {
        field: CaseField::Note,
        value: "x".to_owned(),
    };
    let refused = store.transact(&author("Anna"), |door| door.act(id.parse()?, act));
    assert_eq!(refused.unwrap_err(), Error::Failed(Failure::StoreBusy {}));
    // Reading goes on while somebody writes.
    assert_eq!(store.case(id.parse().unwrap()).unwrap().note, "");
    one_line(
        &workspace.run(&["case", "set", &id, "note", "x"]),
        4,
        "Ett annat program",
    );
    other.execute_batch("ROLLBACK").unwrap();
    assert_eq!(workspace.run(&["case", "set", &id, "note", "x"]).code, 0);
}

#[test]
fn a_damaged_database_is_refused_and_left_as_it_is() {
    let workspace = Workspace::new();
    let id = workspace.remiss();
    let garbage = "Detta är ingen databas. ".repeat(400);
    std::fs::write(workspace.database(), &garbage).unwrap();
    for suffix in ["-wal", "-shm"] {
        let _ = std::fs::remove_file(format!("{}{suffix}", workspace.database().display()));
    }
    one_line(&workspace.run(&["case", "show", &id]), 1, "skadad");
    one_line(&workspace.run(&["check"]), 5, "skadad");
    assert_eq!(
        std::fs::read_to_string(workspace.database()).unwrap(),
        garbage
    );
}

#[test]
fn damage_inside_the_database_is_found_by_check() {
    let workspace = Workspace::new();
    let id = workspace.remiss();
    let sql = rusqlite::Connection::open(workspace.database()).unwrap();
    sql.execute("UPDATE case_row SET title = 'Annan' WHERE id = ?1", [&id])
        .unwrap();
    sql.execute("DELETE FROM case_number", []).unwrap();
    let ran = workspace.run(&["check"]);
    assert_eq!(ran.code, 5);
    assert!(
        ran.out.contains("case_row") && ran.out.contains("case_number"),
        "{}",
        ran.out
    );
    assert_eq!(workspace.run(&["check", "--repair"]).code, 0);
    assert_eq!(workspace.run(&["check"]).code, 0);
    let flipped = "UPDATE change SET bytes = zeroblob(length(bytes)) WHERE seq = (SELECT max(seq) FROM change)";
    sql.execute(flipped, []).unwrap();
    let ran = workspace.run(&["check", "--repair"]);
    assert_eq!(ran.code, 5, "a lost change cannot be mended: {}", ran.out);
}

#[test]
fn a_lost_change_is_put_back_from_the_saved_copy_and_never_costs_later_ones() {
    let workspace = Workspace::new();
    let id = workspace.remiss();
    let mut store = workspace.open();
    let question = samsvar_core::model::QuestionId::new("definition");
    for row in 0..30 {
        let text = format!("rad {row}");
        let written = store.transact(&author("Anna"), |door| {
            door.text(id.parse()?, question.clone(), &text)
        });
        written.unwrap();
    }
    drop(store);
    let sql = rusqlite::Connection::open(workspace.database()).unwrap();
    let lose = |at: i64| {
        sql.execute("DELETE FROM outbox WHERE change = ?1", [at])
            .unwrap();
        sql.execute("DELETE FROM change WHERE seq = ?1", [at])
            .unwrap();
    };
    let last: i64 = sql
        .query_row("SELECT max(seq) FROM change", [], |row| row.get(0))
        .unwrap();
    lose(last - 20);
    assert_eq!(workspace.run(&["check"]).code, 5);
    assert_eq!(workspace.run(&["check", "--repair"]).code, 0);
    assert_eq!(workspace.run(&["check"]).code, 0);
    let text = || workspace.json(&["case", "show", &id])["questions"][0]["text"].clone();
    assert_eq!(text(), "rad 29");
    // One that no saved copy holds cannot be mended, and nothing is made worse.
    lose(last - 1);
    for _ in 0..2 {
        assert_eq!(workspace.run(&["check", "--repair"]).code, 5);
    }
}

#[test]
fn an_altered_or_missing_file_is_found_by_check_and_never_printed_as_decided() {
    let workspace = Workspace::new();
    let id = workspace.remiss();
    let file = workspace.file("Brev.pdf", "original");
    assert_eq!(
        workspace.run(&["attach", &id, file.to_str().unwrap()]).code,
        0
    );
    let decide = [
        "decide",
        &id,
        "--body",
        "svn",
        "--on",
        "2023-10-06",
        "--section",
        "§ 45",
    ];
    assert_eq!(workspace.run(&decide).code, 0);
    let mut blobs = Vec::new();
    for shelf in std::fs::read_dir(workspace.path().join("blobs")).unwrap() {
        for blob in std::fs::read_dir(shelf.unwrap().path()).unwrap() {
            blobs.push(blob.unwrap().path());
        }
    }
    assert_eq!(blobs.len(), 2);
    for blob in &blobs {
        std::fs::write(blob, "annat").unwrap();
    }
    let ran = workspace.run(&["check"]);
    assert_eq!(
        (ran.code, ran.out.matches("är inte den som togs in").count()),
        (5, 2)
    );
    let out = workspace.path().join("ut.pdf");
    let print = ["print", &id, "--out", out.to_str().unwrap()];
    one_line(&workspace.run(&print), 1, "saknas eller är ändrat");
    assert!(!out.exists());
    std::fs::remove_file(&blobs[0]).unwrap();
    assert_eq!(workspace.run(&["check"]).code, 5);
}

#[test]
fn a_newer_store_is_refused_before_a_byte_is_written() {
    let workspace = Workspace::new();
    workspace.remiss();
    let sql = rusqlite::Connection::open(workspace.database()).unwrap();
    sql.pragma_update(None, "user_version", 99).unwrap();
    drop(sql);
    let before = std::fs::read(workspace.database()).unwrap();
    one_line(&workspace.run(&["case", "list"]), 3, "nyare version");
    assert_eq!(std::fs::read(workspace.database()).unwrap(), before);
}

#[test]
fn a_workspace_that_cannot_be_written_is_refused_by_name() {
    use std::os::unix::fs::PermissionsExt;
    use std::os::unix::process::CommandExt;
    let workspace = Workspace::new();
    let id = workspace.remiss();
    open_to_all(workspace.path());
    // The files a reader of a write-ahead log needs are gone after a clean close.
    for path in [workspace.database(), workspace.path().to_owned()] {
        std::fs::set_permissions(&path, PermissionsExt::from_mode(0o555)).unwrap();
    }
    let mut command = std::process::Command::new(samsvar_tests::command_line());
    command
        .arg("--workspace")
        .arg(workspace.path())
        .args(["--person", "Anna Test"]);
    command.args(["case", "set", &id, "note", "x"]);
    if is_root() {
        command.uid(65534).gid(65534);
    }
    let ran = Ran::of(&mut command);
    std::fs::set_permissions(workspace.path(), PermissionsExt::from_mode(0o777)).unwrap();
    one_line(&ran, 1, "Det går inte att skriva här");
}

#[test]
fn a_full_disk_changes_nothing() {
    let workspace = Workspace::new();
    let id = workspace.remiss();
    let pages: u32 = rusqlite::Connection::open(workspace.database())
        .unwrap()
        .query_row("PRAGMA page_count", [], |row| row.get(0))
        .unwrap();
    let options = Options {
        max_pages: Some(pages + 4),
        ..Options::default()
    };
    let mut store = Store::open(workspace.path(), options).unwrap();
    let before = store.case(id.parse().unwrap()).unwrap();
    // Text that does not compress, so that it needs the room.
    let text: String = (0..40_000_u32)
        .map(|n| char::from_u32(0x4e00 + n * 7919 % 20_000).unwrap())
        .collect();
    let written = store.transact(&author("Anna"), |door| {
        let field = CaseField::Title;
        door.act(
            id.parse()?,
            Act::FieldSet {
                field,
                value: "Halv".to_owned(),
            },
        )?;
        door.text(
            id.parse()?,
            samsvar_core::model::QuestionId::new("definition"),
            &text,
        )
    });
    assert_eq!(written.unwrap_err(), Error::Failed(Failure::DiskFull {}));
    assert_eq!(store.case(id.parse().unwrap()).unwrap(), before);
    drop(store);
    assert_eq!(workspace.run(&["check"]).code, 0);
}

#[test]
fn a_file_size_limit_ends_as_a_sentence_for_text_and_for_files() {
    let workspace = Workspace::new();
    let id = workspace.remiss();
    let text: String = (0..400_000_u32)
        .map(|n| char::from_u32(0x4e00 + n * 7919 % 20_000).unwrap())
        .collect();
    let path = workspace.file("text.txt", text);
    let limited = |verb: &str| {
        let line = format!(
            "ulimit -f 300; exec '{}' --workspace '{}' --person Anna\\ Test {verb}",
            samsvar_tests::command_line().display(),
            workspace.path().display()
        );
        Ran::of(std::process::Command::new("bash").args(["-c", &line]))
    };
    let before = workspace.json(&["case", "show", &id]);
    let answer = format!("answer {id} 1 --text-file '{}'", path.display());
    one_line(&limited(&answer), 1, "Disken är full");
    one_line(
        &limited(&format!("attach {id} '{}'", path.display())),
        1,
        "Disken är full",
    );
    assert_eq!(workspace.json(&["case", "show", &id]), before);
    assert_eq!(workspace.run(&["check"]).code, 0);
}

#[test]
fn a_migration_is_preceded_by_a_checked_backup_and_rolls_back_whole() {
    const GOOD: &[Migration] = &[Migration {
        version: 99,
        sql: "CREATE TABLE later (x TEXT NOT NULL) STRICT;",
        projects: false,
    }];
    const BAD: &[Migration] = &[Migration {
        version: 99,
        sql: "CREATE TABLE later (x TEXT NOT NULL) STRICT; SELECT no_such();",
        projects: false,
    }];
    let workspace = Workspace::new();
    let mut store = workspace.open();
    let id = remiss_in(&mut store);
    drop(store);
    let open = |migrations| {
        let options = Options {
            migrations,
            ..Options::default()
        };
        Store::open(workspace.path(), options)
    };
    let version = |path: &std::path::Path| -> i64 {
        rusqlite::Connection::open(path)
            .unwrap()
            .query_row("PRAGMA user_version", [], |row| row.get(0))
            .unwrap()
    };
    let known = version(&workspace.database());
    assert!(open(BAD).is_err());
    assert_eq!(
        workspace.open().case(id).unwrap().id,
        id,
        "a failed migration must leave the version before it"
    );
    let backup = workspace.path().join("backups/before-version-99.db");
    let count = |path: &std::path::Path, sql: &str| -> i64 {
        rusqlite::Connection::open(path)
            .unwrap()
            .query_row(sql, [], |row| row.get(0))
            .unwrap()
    };
    assert_eq!(count(&backup, "SELECT count(*) FROM case_row"), 1);
    assert_eq!(version(&backup), known);
    assert_eq!(open(GOOD).unwrap().case(id).unwrap().id, id);
    assert_eq!(version(&workspace.database()), 99);
    // The older program refuses what the newer one made.
    assert!(matches!(
        Store::open(workspace.path(), Options::default()).err(),
        Some(Error::Failed(Failure::StoreNewer { found: 99, .. }))
    ));
}

#[test]
fn every_table_is_strict_and_the_journal_is_written_ahead() {
    let workspace = Workspace::new();
    workspace.remiss();
    let sql = rusqlite::Connection::open(workspace.database()).unwrap();
    let loose: i64 = sql
        .query_row(
            "SELECT count(*) FROM pragma_table_list WHERE schema = 'main' AND NOT strict
             AND type = 'table' AND name NOT LIKE 'sqlite_%'",
            [],
            |row| row.get(0),
        )
        .unwrap();
    assert_eq!(loose, 0);
    let mode: String = sql
        .query_row("PRAGMA journal_mode", [], |row| row.get(0))
        .unwrap();
    assert_eq!(mode, "wal");
}
