//! Files taken in: what cannot be, is refused whole; what is odd, is kept as it
//! came and made safe only when it is written out.

use std::os::unix::ffi::OsStrExt;
use std::path::Path;

use samsvar_tests::{Ran, Workspace};

use super::bad_input::{refused, warned};

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
