//! A folder that does not do what it should: each fault ends in one sentence,
//! nothing is lost, and what can go on goes on.

use std::fs;
use std::io;
use std::ops::ControlFlow;
use std::path::Path;
use std::process::Command;

use samsvar_core::store::Failure;
use samsvar_core::sync::{self, Disk, Entry, Fs, SharingState};
use samsvar_tests::{Ran, Workspace, command_line};

use super::files::{is_root, open_to_all};
use super::sharing::{Office, set};

fn refused(ran: &Ran, words: &str) {
    assert_eq!(ran.code, 1, "{ran:?}");
    assert!(ran.err.contains(words), "{words}: {}", ran.err);
    assert_eq!(ran.err.trim_end().lines().count(), 1, "{}", ran.err);
}

#[test]
fn a_folder_that_cannot_be_shared_is_refused_before_anything_is_written() {
    let workspace = Workspace::new();
    workspace.remiss();
    let file = workspace.file("fil.txt", "x");
    let long = tempfile::tempdir().unwrap();
    let long = long
        .path()
        .join("å".repeat(60))
        .join("ö".repeat(60))
        .join("ä".repeat(60));
    fs::create_dir_all(&long).unwrap();
    for (folder, words) in [
        (Path::new("/finns/inte"), "Mappen finns inte: /finns/inte"),
        (file.as_path(), "en fil och ingen mapp"),
        (workspace.path(), "kan inte vara samma mapp"),
        (
            workspace.path().parent().unwrap(),
            "kan inte vara samma mapp",
        ),
        (long.as_path(), "för lång för Windows"),
    ] {
        refused(&workspace.share(Some(folder)), words);
    }
    refused(&workspace.share(None), "Ingen delad mapp är vald.");
    assert_eq!(fs::read_dir(&long).unwrap().count(), 0);
}

#[test]
fn a_workspace_in_a_folder_that_others_carry_is_refused() {
    let home = tempfile::tempdir().unwrap();
    for (mark, by) in [
        ("OneDrive - Region/x", "OneDrive"),
        ("Nextcloud", "Nextcloud"),
    ] {
        let folder = home.path().join(mark);
        fs::create_dir_all(&folder).unwrap();
        let mut command = Command::new(command_line());
        command
            .arg("--workspace")
            .arg(&folder)
            .args(["case", "list"]);
        refused(&Ran::of(&mut command), &format!("{by} kopierar filerna"));
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 0);
    }
}

#[test]
fn a_folder_that_is_away_comes_back_and_gets_everything() {
    let office = Office::new();
    let away = office.folder.path().with_extension("borta");
    fs::rename(office.folder.path(), &away).unwrap();
    set(&office.a, &office.case, "note", "Skrivet utan mapp");
    refused(&office.a.share(None), "Den delade mappen nås inte");
    // Nothing was made in its place: an empty folder there would look like a loss.
    assert!(!office.folder.path().exists());
    fs::rename(&away, office.folder.path()).unwrap();
    office.meet();
    assert_eq!(office.agree()["note"], "Skrivet utan mapp");
}

#[test]
fn an_emptied_folder_is_never_read_as_deleted_and_can_be_filled_again() {
    let office = Office::new();
    set(&office.a, &office.case, "note", "Kvar");
    office.meet();
    let met = office.agree();
    for part in ["_samsvar/seg", "_samsvar"] {
        fs::remove_dir_all(office.folder.path().join(part)).unwrap();
        for pc in [&office.a, &office.b] {
            refused(&pc.share(None), "Den delade mappen är tömd");
        }
        assert_eq!(office.agree(), met);
    }
    assert!(!office.folder.path().join("_samsvar").exists());
    let back = office.a.run(&["sync", "--rebuild"]);
    assert_eq!(back.code, 0, "{back:?}");
    office.meet();
    let third = Workspace::new();
    assert_eq!(third.share(Some(office.folder.path())).code, 0);
    assert_eq!(third.json(&["case", "show", &office.case]), met);
}

#[test]
fn another_space_in_the_same_place_is_left_alone() {
    let (office, strangers) = (Office::new(), Office::new());
    let (ours, theirs) = (office.folder.path(), strangers.folder.path());
    let aside = ours.with_extension("vår");
    fs::rename(ours, &aside).unwrap();
    fs::rename(theirs, ours).unwrap();
    let before = strangers.segments_in(ours);
    set(&office.a, &office.case, "note", "Inte till dem");
    refused(&office.a.share(None), "ligger en annan delad mapp");
    refused(
        &office.a.share(Some(ours)),
        "delas redan genom en annan mapp",
    );
    assert_eq!(strangers.segments_in(ours), before);
    fs::rename(ours, theirs).unwrap();
    fs::rename(&aside, ours).unwrap();
    office.meet();
    assert_eq!(office.agree()["note"], "Inte till dem");
}

#[test]
fn a_newer_folder_is_read_or_refused_and_never_written() {
    let office = Office::new();
    set(&office.b, &office.case, "officer", "Bo Ek");
    assert_eq!(office.b.share(None).code, 0);
    let format = office.folder.path().join("_samsvar/format.json");
    let now = fs::read_to_string(&format).unwrap();
    let newer = now.replace("\"format\": 1", "\"format\": 2, \"new\": \"x\"");
    assert_ne!(newer, now);
    fs::write(&format, &newer).unwrap();
    set(&office.a, &office.case, "note", "Väntar");
    let before = office.segments();
    refused(&office.a.share(None), "Uppdatera appen");
    assert_eq!(office.segments(), before);
    assert_eq!(fs::read_to_string(&format).unwrap(), newer);
    // What can be read was read.
    let shown = office.a.json(&["case", "show", &office.case]);
    assert_eq!(shown["officer"], "Bo Ek");
    let unreadable = newer.replace("\"lowest_reader\": 1", "\"lowest_reader\": 2");
    fs::write(&format, unreadable).unwrap();
    refused(&office.a.share(None), "Uppdatera appen");
    fs::write(&format, now).unwrap();
    office.meet();
    assert_eq!(office.agree()["note"], "Väntar");
}

#[test]
fn damaged_files_are_waited_for_and_put_back_by_whoever_has_them() {
    let office = Office::new();
    for (number, harm) in HARMS.iter().enumerate() {
        let before = office.segments();
        set(
            &office.a,
            &office.case,
            "note",
            &format!("Anteckning {number}"),
        );
        assert_eq!(office.a.share(None).code, 0);
        let new: Vec<_> = office
            .segments()
            .into_iter()
            .filter(|it| !before.contains(it))
            .collect();
        harm(&new[0], &before[0]);
        // The rest goes on: one's own words still leave.
        set(&office.b, &office.case, "officer", &format!("Bo {number}"));
        for pc in [
            &office.b, &office.b, &office.b, &office.a, &office.b, &office.a,
        ] {
            let ran = pc.share(None);
            assert_eq!(ran.code, 0, "{number}: {ran:?}");
        }
        let met = office.agree();
        assert_eq!(met["note"], format!("Anteckning {number}"), "{number}");
        assert_eq!(met["officer"], format!("Bo {number}"), "{number}");
    }
}

/// What happens to a segment, and another to take bytes from.
type Harm = fn(&Path, &Path);

const HARMS: [Harm; 6] = [
    |new, _| fs::write(new, b"").unwrap(),
    |new, _| {
        let bytes = fs::read(new).unwrap();
        fs::write(new, &bytes[..bytes.len() / 2]).unwrap();
    },
    |new, _| {
        let mut bytes = fs::read(new).unwrap();
        let at = bytes.len() / 2;
        bytes[at] ^= 1;
        fs::write(new, bytes).unwrap();
    },
    |new, other| {
        fs::copy(other, new).unwrap();
    },
    |new, _| {
        let name = new.file_stem().unwrap().to_str().unwrap();
        fs::rename(new, new.with_file_name(format!("{name}-PC-Anna.seg"))).unwrap();
    },
    |new, _| fs::remove_file(new).unwrap(),
];

#[test]
fn a_file_that_comes_late_is_read_when_it_comes() {
    let office = Office::new();
    let before = office.segments();
    set(&office.a, &office.case, "note", "Först");
    assert_eq!(office.a.share(None).code, 0);
    let first: Vec<_> = office
        .segments()
        .into_iter()
        .filter(|it| !before.contains(it))
        .collect();
    let late = fs::read(&first[0]).unwrap();
    fs::remove_file(&first[0]).unwrap();
    // The next change builds on the one that is late.
    let builds = ["case", "set", &office.case, "note", "Sedan"];
    assert_eq!(office.a.run(&builds).code, 0);
    fs::write(&first[0], b"").unwrap();
    assert_eq!(office.a.share(None).code, 0);
    assert_eq!(office.b.share(None).code, 0);
    let early = office.b.json(&["case", "show", &office.case])["note"].clone();
    assert_eq!(early, "", "what builds on something late waits for it");
    fs::write(&first[0], late).unwrap();
    office.meet();
    assert_eq!(office.agree()["note"], "Sedan");
}

#[test]
fn a_folder_full_of_other_files_is_shared_all_the_same() {
    let office = Office::new();
    let (ours, seg) = (
        office.folder.path(),
        office.folder.path().join("_samsvar/seg"),
    );
    let install = fs::read_dir(&seg).unwrap().next().unwrap().unwrap().path();
    for folder in [ours, &seg, &install] {
        fs::write(folder.join("desktop.ini"), "").unwrap();
        fs::write(folder.join("00000001-åäö.seg"), "").unwrap();
        fs::create_dir(folder.join("Ny mapp")).unwrap();
    }
    let other = ours.join("Gamla remisser");
    fs::create_dir(&other).unwrap();
    for number in 0..200_000 {
        let folder = if number % 2 == 0 { ours } else { &other };
        fs::File::create(folder.join(format!("{number}.txt"))).unwrap();
    }
    set(&office.a, &office.case, "note", "Bland annat");
    office.meet();
    assert_eq!(office.agree()["note"], "Bland annat");
    let kept = fs::read_dir(&other).unwrap().count();
    assert_eq!(kept, 100_000, "nobody's files are touched");
}

#[test]
fn a_folder_that_may_not_be_written_is_read_and_said() {
    let office = Office::new();
    set(&office.b, &office.case, "officer", "Bo Ek");
    assert_eq!(office.b.share(None).code, 0);
    set(&office.a, &office.case, "note", "Kan inte lämnas");
    let ran = shared_without_right(&office, office.folder.path());
    refused(&ran, "går inte att skriva i den delade mappen");
    let shown = office.a.json(&["case", "show", &office.case]);
    assert_eq!(shown["officer"], "Bo Ek", "what can be read was read");
    office.meet();
    assert_eq!(office.agree()["note"], "Kan inte lämnas");
}

#[test]
fn what_people_read_that_may_not_be_written_is_said_though_all_is_shared() {
    let office = Office::new();
    let people = office.folder.path().join("Ärenden");
    set(&office.a, &office.case, "note", "Delas ändå");
    let ran = shared_without_right(&office, &people);
    refused(&ran, "går inte att skriva");
    assert!(ran.err.contains(people.to_str().unwrap()), "{ran:?}");
    let waiting = sync::state(&office.a.open()).unwrap();
    assert_eq!((waiting.state, waiting.waiting), (SharingState::Fault, 0));
    assert_eq!(office.b.share(None).code, 0);
    let there = office.b.json(&["case", "show", &office.case]);
    assert_eq!(there["note"], "Delas ändå");
    // What was refused is made once it can be.
    office.meet();
    let now = sync::state(&office.a.open()).unwrap();
    assert_eq!(now.state, SharingState::Shared);
}

#[test]
fn a_file_in_the_place_of_a_folder_is_said_until_it_is_moved() {
    let office = Office::new();
    let people = office.folder.path().join("Ärenden");
    fs::remove_dir_all(&people).unwrap();
    fs::write(&people, "anteckning").unwrap();
    set(&office.a, &office.case, "note", "Delas ändå");
    let ran = office.a.share(None);
    refused(&ran, "ligger i vägen");
    assert!(ran.err.contains(people.to_str().unwrap()), "{ran:?}");
    assert_eq!(fs::read(&people).unwrap(), b"anteckning");
    fs::rename(&people, office.folder.path().join("anteckning.txt")).unwrap();
    office.meet();
    assert!(people.is_dir());
}

/// What the first PC says when it shares with no right to write at `path`.
fn shared_without_right(office: &Office, path: &Path) -> Ran {
    use std::os::unix::fs::PermissionsExt;
    use std::os::unix::process::CommandExt;
    open_to_all(office.a.path());
    open_to_all(office.folder.path());
    all(path, |path| {
        let mode = if path.is_dir() { 0o555 } else { 0o444 };
        fs::set_permissions(path, PermissionsExt::from_mode(mode)).unwrap();
    });
    let mut command = Command::new(command_line());
    command.arg("--workspace").arg(office.a.path()).arg("sync");
    if is_root() {
        command.uid(65534).gid(65534);
    }
    let ran = Ran::of(&mut command);
    open_to_all(office.folder.path());
    open_to_all(office.a.path());
    ran
}

#[test]
fn a_case_that_becomes_secret_says_what_others_may_have_left_in_its_folder() {
    let office = Office::new();
    let secret = |pc: &Workspace, case: &str| {
        let ran = pc.run(&["case", "set", case, "secrecy", "OSL 25 kap. 1 §"]);
        assert_eq!(ran.code, 0, "{ran:?}");
        ran.err
    };
    let said = secret(&office.a, &office.case);
    assert!(
        said.contains("Ärenden") && said.contains("se efter"),
        "{said}"
    );
    assert!(secret(&office.a, &office.case).is_empty(), "said once");
    let alone = Workspace::new();
    let case = alone.remiss();
    assert!(secret(&alone, &case).is_empty(), "nobody else has it");
}

/// A folder without room.
struct Full(Disk);

impl Fs for Full {
    fn list(&self, folder: &str) -> io::Result<Vec<Entry>> {
        self.0.list(folder)
    }
    fn read(&self, path: &str, from: u64, most: usize) -> io::Result<Vec<u8>> {
        self.0.read(path, from, most)
    }
    fn append(&self, path: &str, at: u64, bytes: &[u8]) -> io::Result<()> {
        self.0.append(path, at, &bytes[..bytes.len() / 2])?;
        Err(io::ErrorKind::StorageFull.into())
    }
    fn settle(&self, path: &str) -> io::Result<()> {
        self.0.settle(path)
    }
    fn rename(&self, from: &str, to: &str) -> io::Result<()> {
        self.0.rename(from, to)
    }
    fn rename_new(&self, from: &str, to: &str) -> io::Result<()> {
        self.0.rename_new(from, to)
    }
    fn remove(&self, path: &str) -> io::Result<()> {
        self.0.remove(path)
    }
}

#[test]
fn a_folder_without_room_waits_and_goes_on_where_it_stopped() {
    let office = Office::new();
    set(&office.a, &office.case, "note", "Väntar på plats");
    let file = office.a.file("Stor.bin", vec![9; 5 << 20]);
    office
        .a
        .done(&["attach", &office.case, file.to_str().unwrap()]);
    let mut store = office.a.open();
    let mut quiet = |_| ControlFlow::Continue(());
    let full = Full(Disk::new(office.folder.path()));
    let before = office.segments();
    let shared = sync::share(&mut store, &full, &mut quiet).unwrap();
    assert!(
        matches!(shared.fault, Some(Failure::FolderFull { .. })),
        "{shared:?}"
    );
    assert_eq!(office.segments(), before);
    let state = sync::state(&store).unwrap();
    assert_eq!(
        (state.state, state.waiting > 0),
        (SharingState::Fault, true)
    );
    drop(store);
    office.meet();
    assert_eq!(office.agree()["attachments"][0]["name"], "Stor.bin");
    assert_eq!(
        sync::state(&office.a.open()).unwrap().state,
        SharingState::Shared
    );
}

fn all(path: &Path, work: fn(&Path)) {
    if path.is_dir() {
        for entry in fs::read_dir(path).unwrap() {
            all(&entry.unwrap().path(), work);
        }
    }
    work(path);
}
