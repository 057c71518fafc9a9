//! Odd input is kept, doubtful input warned about, meaningless input refused:
//! one clear line each, and nothing half-done.

use std::os::unix::ffi::OsStrExt;
use std::path::Path;

use samsvar_tests::{Ran, Workspace};

/// What is in the store, to show that a refusal changed nothing.
fn state(workspace: &Workspace) -> (serde_json::Value, serde_json::Value, usize) {
    let cases = workspace.json(&["case", "list"]);
    let check = workspace.json(&["check"]);
    let blobs = std::fs::read_dir(workspace.path().join("blobs")).map_or(0, Iterator::count);
    (cases, check["changes"].clone(), blobs)
}

/// Refused with exit code 1, one line that says `words`, and nothing changed.
fn refused(workspace: &Workspace, arguments: &[&str], words: &str) -> Ran {
    let before = state(workspace);
    let ran = workspace.run(arguments);
    assert_eq!(ran.code, 1, "{arguments:?}: {ran:?}");
    assert_eq!(
        ran.err.trim().lines().count(),
        1,
        "{arguments:?}: {}",
        ran.err
    );
    assert!(ran.err.contains(words), "{arguments:?}: {}", ran.err);
    assert_eq!(ran.out, "");
    assert_eq!(
        state(workspace),
        before,
        "{arguments:?} left something behind"
    );
    ran
}

/// Done, with one warning that says `words`.
fn warned(workspace: &Workspace, arguments: &[&str], words: &str) {
    let ran = workspace.run(arguments);
    assert_eq!(ran.code, 0, "{arguments:?}: {ran:?}");
    assert_eq!(
        ran.err.trim().lines().count(),
        1,
        "{arguments:?}: {}",
        ran.err
    );
    assert!(ran.err.contains(words), "{arguments:?}: {}", ran.err);
}

#[test]
fn registering_refuses_what_has_no_meaning() {
    let workspace = Workspace::new();
    workspace.remiss();
    let new = |more: &[&'static str]| [&["case", "new", "--process", "remissvar"], more].concat();
    refused(&workspace, &new(&["--title", "  "]), "behöver en titel");
    refused(
        &workspace,
        &new(&["--title", "X", "--due", "2023-02-30"]),
        "2023-02-30",
    );
    refused(
        &workspace,
        &new(&["--title", "X", "--received", "igår"]),
        "2023-10-06",
    );
    refused(
        &workspace,
        &new(&["--title", "X", "--number", "29988/2022"]),
        "MYNDIGHET=NUMMER",
    );
    let unknown = ["case", "new", "--process", "remisvar", "--title", "X"];
    refused(&workspace, &unknown, "remissvar-2023-03");
}

#[test]
fn doubtful_dates_and_numbers_are_kept_and_warned_about() {
    let workspace = Workspace::new();
    let id = workspace.remiss();
    warned(
        &workspace,
        &["case", "set", &id, "due", "2023-08-01"],
        "före ankomstdagen",
    );
    assert_eq!(workspace.json(&["case", "show", &id])["due"], "2023-08-01");
    let twice = ["case", "new", "--process", "remissvar", "--title", "Igen"];
    let twice = [&twice[..], &["--number", "Socialstyrelsen=29988/2022"]].concat();
    warned(&workspace, &twice, "finns redan i ärendet");
    let odd = ["case", "new", "--process", "remissvar", "--title", "Udda"];
    let odd = [&odd[..], &["--number", "Socialstyrelsen=abc"]].concat();
    warned(&workspace, &odd, "brukar skriva");
    // Two cases have the number now: neither is guessed.
    refused(&workspace, &["case", "show", "29988/2022"], &id);
}

#[test]
fn unknown_step_question_field_body_and_case_name_the_valid_ones() {
    let workspace = Workspace::new();
    let id = workspace.remiss();
    let case = id.as_str();
    let by = ["--by", "Anna"];
    let done = |step: &'static str| [&["step", "done", case, step], &by[..]].concat();
    refused(&workspace, &done("7"), "1 (uppdrag)");
    refused(&workspace, &done("2"), "kirurgi-och-cancer");
    refused(
        &workspace,
        &[&done("2")[..], &["--for", "kirurgi"]].concat(),
        "kirurgi-och-cancer",
    );
    refused(
        &workspace,
        &[&done("1")[..], &["--for", "kirurgi-och-cancer"]].concat(),
        "Utelämna",
    );
    refused(
        &workspace,
        &["step", "done", case, "1", "--by", " "],
        "vem som kvitterar",
    );
    refused(
        &workspace,
        &["step", "done", case, "1", "--by", "A", "--on", "2023-13-01"],
        "2023-13-01",
    );
    refused(
        &workspace,
        &["step", "reopen", case, "1", "--by", "A", "--note", "x"],
        "inte kvitterat",
    );
    refused(
        &workspace,
        &["answer", case, "9", "--stance", "tillstyrker"],
        "1 (definition)",
    );
    refused(
        &workspace,
        &["answer", case, "1", "--stance", "avstyrker"],
        "tillstyrker-inte",
    );
    refused(
        &workspace,
        &["case", "set", case, "titel", "X"],
        "programme_area",
    );
    refused(
        &workspace,
        &["case", "set", case, "title", ""],
        "behöver en titel",
    );
    refused(
        &workspace,
        &["question", "add", case, "--title", " "],
        "rubrik",
    );
    refused(
        &workspace,
        &["question", "add", case, "--title", "X", "--words", "många"],
        "många",
    );
    refused(&workspace, &["case", "show", "12345/2020"], "12345/2020");
    refused(&workspace, &["schema", "ärende"], "organisation");
    let decide = [
        "decide",
        case,
        "--body",
        "styrelsen",
        "--on",
        "2023-10-06",
        "--section",
        "§ 1",
    ];
    refused(&workspace, &decide, "region-kalmar-lan");
    refused(
        &workspace,
        &["decide", case, "--body", "svn", "--none"],
        "Bara en region",
    );
    let empty = [
        "decide",
        case,
        "--body",
        "svn",
        "--on",
        "2023-10-06",
        "--section",
        " ",
    ];
    refused(&workspace, &empty, "paragraf");
}

#[test]
fn a_step_is_signed_once_and_reopened_only_with_a_reason() {
    let workspace = Workspace::new();
    let id = workspace.remiss();
    let sign = [
        "step",
        "done",
        &id,
        "uppdrag",
        "--by",
        "Anna",
        "--on",
        "2023-08-14",
    ];
    assert_eq!(workspace.run(&sign).code, 0);
    refused(&workspace, &sign, "redan kvitterat av Anna den 2023-08-14");
    refused(
        &workspace,
        &["step", "reopen", &id, "1", "--by", "Bo", "--note", " "],
        "varför",
    );
    let reopen = [
        "step", "reopen", &id, "1", "--by", "Bo", "--note", "Fel RPO",
    ];
    assert_eq!(workspace.run(&reopen).code, 0);
    let state = &workspace.json(&["case", "show", &id])["steps"][0]["parts"][0]["state"];
    assert_eq!(
        (&state["is"], &state["reason"]),
        (&"reopened".into(), &"Fel RPO".into())
    );
}

#[test]
fn a_deleted_case_is_left_alone_until_restored() {
    let workspace = Workspace::new();
    let id = workspace.remiss();
    refused(&workspace, &["case", "restore", &id], "inte borttaget");
    assert_eq!(workspace.run(&["case", "delete", &id]).code, 0);
    assert_eq!(workspace.json(&["case", "list"])["total"], 0);
    refused(
        &workspace,
        &["case", "set", &id, "note", "x"],
        "Återställ det först",
    );
    let file = workspace.file("a.txt", "a");
    refused(
        &workspace,
        &["attach", &id, file.to_str().unwrap()],
        "Återställ det först",
    );
    assert_eq!(workspace.run(&["case", "restore", &id]).code, 0);
    assert_eq!(workspace.json(&["case", "list"])["total"], 1);
}

#[test]
fn files_that_cannot_be_taken_refuse_all_of_them() {
    let workspace = Workspace::new();
    let id = workspace.remiss();
    let good = workspace.file("bra.txt", "bra");
    let good = good.to_str().unwrap();
    let attach = |path: &str| ["attach", &id, good, path].map(str::to_owned);
    for (path, words) in [
        ("/finns/inte.pdf", "finns inte: /finns/inte.pdf"),
        (workspace.path().to_str().unwrap(), "mapp, inte en fil"),
        ("/dev/zero", "går inte att läsa"),
    ] {
        let arguments = attach(path);
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        refused(&workspace, &arguments, words);
    }
    refused(
        &workspace,
        &["attach", &id, good, "--step", "9"],
        "1 (uppdrag)",
    );
    assert_eq!(
        workspace.json(&["case", "show", &id])["attachments"],
        serde_json::json!([])
    );
}

#[test]
fn an_unreadable_file_is_refused() {
    use std::os::unix::fs::PermissionsExt;
    use std::os::unix::process::CommandExt;
    let workspace = Workspace::new();
    let id = workspace.remiss();
    let secret = workspace.file("hemlig.txt", "x");
    std::fs::set_permissions(&secret, PermissionsExt::from_mode(0o000)).unwrap();
    open_to_all(workspace.path());
    let mut command = std::process::Command::new(samsvar_tests::command_line());
    command
        .arg("--workspace")
        .arg(workspace.path())
        .args(["--person", "Anna Test", "attach"]);
    command.arg(&id).arg(&secret);
    // Root reads everything; nobody does not.
    if is_root() {
        command.uid(65534).gid(65534);
    }
    let ran = Ran::of(&mut command);
    assert_eq!(ran.code, 1, "{ran:?}");
    assert!(ran.err.contains("går inte att läsa"), "{}", ran.err);
}

#[test]
fn odd_names_are_kept_and_made_safe_only_when_written_out() {
    let workspace = Workspace::new();
    let id = workspace.remiss();
    let long = format!("{}.txt", "å".repeat(120));
    let names = [
        "..dolda..",
        "en\u{7}klocka\nrad.txt",
        "👩‍⚕️ schema.txt",
        "CON.txt",
        "a<b>|c?.txt",
        &long,
    ];
    for (at, name) in names.iter().enumerate() {
        let path = workspace.file(name, format!("innehåll {at}"));
        let ran = workspace.run(&["attach", &id, path.to_str().unwrap()]);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{name:?}");
    }
    let folder = workspace.path().join("utanför");
    let odd = folder.join(std::ffi::OsStr::from_bytes(b"latin\xe5.txt"));
    std::fs::write(&odd, "ej utf-8").unwrap();
    let ran = Ran::of(
        std::process::Command::new(samsvar_tests::command_line())
            .arg("--workspace")
            .arg(workspace.path())
            .args(["--person", "Anna Test", "attach", &id])
            .arg(&odd),
    );
    assert_eq!(ran.code, 0, "{ran:?}");
    let case = workspace.json(&["case", "show", &id]);
    let kept: Vec<&str> = case["attachments"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it["name"].as_str().unwrap())
        .collect();
    for name in names {
        assert!(kept.contains(&name), "{name:?} is not in {kept:?}");
    }
    let out = workspace.path().join("ut");
    workspace.json(&["attachments", &id, "--out", out.to_str().unwrap()]);
    let written: Vec<_> = std::fs::read_dir(&out)
        .unwrap()
        .map(|it| it.unwrap().file_name())
        .collect();
    assert_eq!(written.len(), kept.len());
    for name in written {
        let name = name.to_str().expect("UTF-8").to_owned();
        assert!(
            !name
                .chars()
                .any(|it| it.is_control() || "<>|?:\\/\"*".contains(it)),
            "{name:?}"
        );
        assert!(
            !name.starts_with('.') && !name.to_uppercase().starts_with("CON."),
            "{name:?}"
        );
        assert!(name.len() <= 130, "{name:?}");
    }
}

#[test]
fn an_empty_file_is_kept_and_twins_are_named() {
    let workspace = Workspace::new();
    let id = workspace.remiss();
    let empty = workspace.file("tom.docx", "");
    warned(
        &workspace,
        &["attach", &id, empty.to_str().unwrap()],
        "är tom",
    );
    let first = workspace.file("Brev.pdf", "samma");
    assert_eq!(
        workspace
            .run(&["attach", &id, first.to_str().unwrap(), "--step", "1"])
            .code,
        0
    );
    warned(
        &workspace,
        &["attach", &id, first.to_str().unwrap(), "--step", "1"],
        "finns redan här",
    );
    let twin = workspace.file("Kopia.pdf", "samma");
    let words = "”Kopia.pdf” finns redan i ”Differences in Sex Development (DSD)” som ”Brev.pdf”";
    warned(&workspace, &["attach", &id, twin.to_str().unwrap()], words);
    let other = workspace.json(&["case", "new", "--process", "remissvar", "--title", "Annat"]);
    let other = other["id"].as_str().unwrap();
    warned(
        &workspace,
        &["attach", other, twin.to_str().unwrap()],
        "finns redan i ”Differences",
    );
    assert_eq!(
        workspace.json(&["case", "show", &id])["attachments"]
            .as_array()
            .unwrap()
            .len(),
        3
    );
}

#[test]
fn a_large_file_is_streamed_and_comes_out_as_it_went_in() {
    let workspace = Workspace::new();
    let id = workspace.remiss();
    let size = 200 << 20;
    // Bytes without a short period, so that a lost or doubled piece shows.
    let bytes: Vec<u8> = (0..size)
        .map(|at: u32| (at ^ (at >> 7) ^ (at >> 15)) as u8)
        .collect();
    let path = workspace.file("stor.bin", &bytes);
    // Far less memory than the file: it cannot be read whole.
    let line = format!(
        "ulimit -v 150000; exec '{}' --workspace '{}' --person Anna attach {id} '{}'",
        samsvar_tests::command_line().display(),
        workspace.path().display(),
        path.display()
    );
    let ran = Ran::of(std::process::Command::new("bash").args(["-c", &line]));
    assert_eq!(ran.code, 0, "{ran:?}");
    let out = workspace.path().join("ut");
    workspace.json(&["attachments", &id, "--out", out.to_str().unwrap()]);
    assert!(
        std::fs::read(out.join("stor.bin")).unwrap() == bytes,
        "the bytes differ"
    );
}

#[test]
fn files_written_out_never_replace_the_persons_own() {
    let workspace = Workspace::new();
    let id = workspace.remiss();
    let file = workspace.file("Svar.txt", "ärendets");
    assert_eq!(
        workspace.run(&["attach", &id, file.to_str().unwrap()]).code,
        0
    );
    let out = workspace.path().join("ut");
    std::fs::create_dir_all(&out).unwrap();
    std::fs::write(out.join("Svar.txt"), "hennes egen").unwrap();
    for _ in 0..2 {
        workspace.json(&["attachments", &id, "--out", out.to_str().unwrap()]);
    }
    assert_eq!(
        std::fs::read_to_string(out.join("Svar.txt")).unwrap(),
        "hennes egen"
    );
    assert_eq!(
        std::fs::read_to_string(out.join("Svar (2).txt")).unwrap(),
        "ärendets"
    );
    assert_eq!(std::fs::read_dir(&out).unwrap().count(), 2);
}

#[test]
fn long_titles_and_ten_megabytes_in_a_field_are_kept() {
    use samsvar_core::model::{Act, CaseField};
    let workspace = Workspace::new();
    let title = "Å👩‍⚕️ö".repeat(100);
    let new = ["case", "new", "--process", "remissvar", "--title", &title];
    let id = workspace.json(&new)["id"].as_str().unwrap().to_owned();
    let value = "Anteckning. ".repeat(900_000);
    let field = CaseField::Note;
    let act = Act::FieldSet {
        field,
        value: value.clone(),
    };
    let mut store = workspace.open();
    let anna = samsvar_tests::author("Anna");
    store
        .transact(&anna, |door| door.act(id.parse()?, act))
        .unwrap();
    let case = workspace.json(&["case", "show", &id]);
    assert_eq!(
        (case["title"].as_str(), case["note"].as_str()),
        (Some(&*title), Some(value.trim()))
    );
    let out = workspace.path().join("ut.pdf");
    assert_eq!(
        workspace
            .run(&["print", &id, "--out", out.to_str().unwrap()])
            .code,
        0
    );
}

#[test]
fn ten_megabytes_of_text_are_kept_and_counted() {
    let workspace = Workspace::new();
    let id = workspace.remiss();
    let text = "Detta är en mening om vård på lika villkor. ".repeat(250_000);
    assert!(text.len() > 10 << 20);
    let path = workspace.file("lång.txt", &text);
    let answer = [
        "answer",
        &id,
        "definition",
        "--text-file",
        path.to_str().unwrap(),
    ];
    warned(&workspace, &answer, "gränsen är 300");
    let case = workspace.json(&["case", "show", &id]);
    assert_eq!(case["questions"][0]["text"].as_str().unwrap(), text);
}

#[test]
fn a_malformed_line_is_wrong_usage_and_help_is_not() {
    let workspace = Workspace::new();
    for line in [
        &["case", "nytt"][..],
        &["case", "new"],
        &["attach", "x"],
        &["answer", "x", "1"],
        &["decide", "x", "--body", "svn"],
        &["decide", "x", "--body", "svn", "--none", "--section", "§ 1"],
        &["--okänd"],
        &[],
    ] {
        assert_eq!(workspace.run(line).code, 2, "{line:?}");
    }
    assert_eq!(workspace.run(&["--help"]).code, 0);
    assert!(!workspace.database().exists(), "wrong usage made a store");
}

#[test]
fn options_stand_before_or_after_the_verb() {
    let workspace = Workspace::new();
    let id = workspace.remiss();
    let after = workspace.json(&["case", "show", &id]);
    let before = workspace.run(&["--json", "case", "show", &id]);
    assert_eq!(
        serde_json::from_str::<serde_json::Value>(&before.out).unwrap(),
        after
    );
    let english = workspace.run(&["case", "show", "x", "--language", "en"]);
    assert!(english.err.contains("There is no case"), "{}", english.err);
}

pub fn is_root() -> bool {
    let id = std::process::Command::new("id").arg("-u").output().unwrap();
    id.stdout == b"0\n"
}

/// Lets another user read and write a workspace.
pub fn open_to_all(folder: &Path) {
    use std::os::unix::fs::PermissionsExt;
    let open = |path: &Path, mode| {
        std::fs::set_permissions(path, PermissionsExt::from_mode(mode)).unwrap();
    };
    open(folder, 0o777);
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => open_to_all(&path),
            false if path.metadata().unwrap().len() == 1 => {}
            false => open(&path, 0o666),
        }
    }
}
