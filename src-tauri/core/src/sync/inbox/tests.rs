//! What is promised of the inboxes.

use std::cell::Cell;
use std::io::{self, ErrorKind};

use super::{Looked, look};
use crate::model::{Act, CaseId};
use crate::sync::testing::{Pc, Shared};
use crate::sync::{Disk, Entry, Fs};

const INBOX: &str = "Ärenden/1 Titel/Inkorg";

fn begin() -> (Shared, Pc, CaseId) {
    let (shared, mut pc) = (Shared::new(), Pc::new("a1a1a1a1"));
    let id = pc.case("1", "Titel");
    pc.round(&shared.fs(), &[]);
    (shared, pc, id)
}

fn looked(pc: &mut Pc, fs: &dyn Fs) -> Looked {
    let now = pc.store.now();
    look(&mut pc.store, fs, pc.install, now).unwrap()
}

fn inbox(shared: &Shared) -> Vec<String> {
    let files = shared.files().into_iter();
    let within = files.filter_map(|it| Some(it.strip_prefix(INBOX)?[1..].to_owned()));
    within.collect()
}

fn names(pc: &Pc, id: CaseId) -> Vec<String> {
    let files = pc.store.case(id).unwrap().attachments;
    files.into_iter().map(|it| it.name).collect()
}

#[test]
fn what_lay_still_is_taken_once_and_moved() {
    let (shared, mut pc, id) = begin();
    shared.put(&format!("{INBOX}/brev.pdf"), b"brev");
    shared.put(&format!("{INBOX}/~$brev.docx"), b"x");
    shared.put(&format!("{INBOX}/mapp/inre/bilaga.pdf"), b"bilaga");
    assert_eq!(looked(&mut pc, &shared.fs()).waiting, 2);
    pc.wait(9);
    assert_eq!(looked(&mut pc, &shared.fs()).taken, 0, "too soon");
    pc.wait(1);
    let found = looked(&mut pc, &shared.fs());
    assert_eq!((found.taken, found.waiting), (2, 0));
    assert_eq!(found.cases, [id, id]);
    assert_eq!(names(&pc, id), ["bilaga.pdf", "brev.pdf"]);
    let wanted = [
        "Mottaget/brev.pdf",
        "Mottaget/mapp/inre/bilaga.pdf",
        "~$brev.docx",
    ];
    assert_eq!(inbox(&shared), wanted);
    let case = pc.store.case(id).unwrap();
    assert_eq!(case.attachments[0].by, "Inkorgen");
    let sha256 = &case.attachments[0].sha256;
    assert_eq!(pc.store.blobs().read(sha256, "brev").unwrap(), b"bilaga");
    pc.wait(60);
    assert_eq!(looked(&mut pc, &shared.fs()), Looked::default());
    // Another of the same name, and the same again.
    shared.put(&format!("{INBOX}/brev.pdf"), b"nytt brev");
    for _ in 0..2 {
        looked(&mut pc, &shared.fs());
        pc.wait(10);
    }
    assert_eq!(names(&pc, id), ["bilaga.pdf", "brev.pdf", "brev.pdf"]);
    assert_eq!(
        shared.get(&format!("{INBOX}/Mottaget/brev (2).pdf")),
        b"nytt brev"
    );
}

#[test]
fn a_file_that_grows_waits_until_it_is_whole() {
    let (shared, mut pc, id) = begin();
    let mut bytes = Vec::new();
    for _ in 0..4 {
        bytes.extend([7; 1000]);
        shared.put(&format!("{INBOX}/stor.pdf"), &bytes);
        assert_eq!(looked(&mut pc, &shared.fs()).taken, 0);
        pc.wait(15);
    }
    assert_eq!(looked(&mut pc, &shared.fs()).taken, 1);
    assert_eq!(pc.store.case(id).unwrap().attachments[0].size, 4000);
}

/// A folder whose files are busy or just gone, or show one time for ever.
struct Odd {
    disk: Disk,
    busy: Cell<bool>,
    gone: Cell<bool>,
    frozen: Cell<bool>,
}

impl Odd {
    fn new(shared: &Shared) -> Self {
        Self {
            disk: shared.fs(),
            busy: Cell::new(false),
            gone: Cell::new(false),
            frozen: Cell::new(false),
        }
    }
}

impl Fs for Odd {
    fn list(&self, folder: &str) -> io::Result<Vec<Entry>> {
        let mut entries = self.disk.list(folder)?;
        for it in &mut entries {
            if self.frozen.get() && !it.folder {
                it.modified = 1;
            }
        }
        Ok(entries)
    }

    fn read(&self, path: &str, from: u64, most: usize) -> io::Result<Vec<u8>> {
        match path.contains("Inkorg") {
            true if self.busy.get() => Err(ErrorKind::PermissionDenied.into()),
            true if self.gone.get() => Err(ErrorKind::NotFound.into()),
            _ => self.disk.read(path, from, most),
        }
    }

    fn append(&self, path: &str, at: u64, bytes: &[u8]) -> io::Result<()> {
        self.disk.append(path, at, bytes)
    }

    fn settle(&self, path: &str) -> io::Result<()> {
        self.disk.settle(path)
    }

    fn rename(&self, from: &str, to: &str) -> io::Result<()> {
        self.disk.rename(from, to)
    }

    fn rename_new(&self, from: &str, to: &str) -> io::Result<()> {
        match self.busy.get() {
            true => Err(ErrorKind::PermissionDenied.into()),
            false => self.disk.rename_new(from, to),
        }
    }

    fn remove(&self, path: &str) -> io::Result<()> {
        self.disk.remove(path)
    }
}

#[test]
fn other_bytes_of_the_same_size_and_time_are_not_taken_for_those_seen() {
    let (shared, mut pc, id) = begin();
    let fs = Odd::new(&shared);
    fs.frozen.set(true);
    shared.put(&format!("{INBOX}/brev.pdf"), b"halva");
    looked(&mut pc, &fs);
    pc.wait(15);
    shared.put(&format!("{INBOX}/brev.pdf"), b"resta");
    assert_eq!(looked(&mut pc, &fs).taken, 0);
    assert_eq!(names(&pc, id), Vec::<String>::new());
    pc.wait(15);
    assert_eq!(looked(&mut pc, &fs).taken, 1);
}

#[test]
fn a_busy_file_is_tried_for_ever_and_one_unreadable_for_a_day_is_told() {
    let (shared, mut pc, id) = begin();
    let fs = Odd::new(&shared);
    shared.put(&format!("{INBOX}/brev.pdf"), b"brev");
    fs.busy.set(true);
    for _ in 0..20 {
        let found = looked(&mut pc, &fs);
        assert_eq!((found.taken, found.waiting), (0, 1));
        pc.wait(600);
    }
    fs.busy.set(false);
    looked(&mut pc, &fs);
    pc.wait(15);
    assert_eq!(looked(&mut pc, &fs).taken, 1);
    assert_eq!(names(&pc, id), ["brev.pdf"]);
    shared.put(&format!("{INBOX}/trasig.pdf"), b"x");
    fs.busy.set(true);
    looked(&mut pc, &fs);
    pc.wait(25 * 3600);
    looked(&mut pc, &fs);
    // It cannot even be moved while it is held.
    assert!(inbox(&shared).contains(&"trasig.pdf".to_owned()));
}

#[test]
fn two_pcs_take_the_same_file_and_agree() {
    let (shared, mut a, id) = begin();
    let mut b = Pc::new("b2b2b2b2");
    b.learn(&a);
    b.round(&shared.fs(), &[]);
    shared.put(&format!("{INBOX}/brev.pdf"), b"brev");
    for pc in [&mut a, &mut b] {
        looked(pc, &shared.fs());
        pc.wait(11);
    }
    // Both read it before either moved it.
    assert_eq!(looked(&mut a, &shared.fs()).taken, 1);
    shared.put(&format!("{INBOX}/brev.pdf"), b"brev");
    let fs = Odd::new(&shared);
    fs.frozen.set(true);
    looked(&mut b, &fs);
    b.wait(11);
    assert_eq!(looked(&mut b, &fs).taken, 1);
    a.learn_changes(&b);
    b.learn_changes(&a);
    let (one, two) = (a.store.case(id).unwrap(), b.store.case(id).unwrap());
    assert_eq!(one.attachments.len(), 1);
    assert_eq!(one, two);
    assert!(one.conflicts.is_empty());
    // Moved by the first between the second's look and its reading: no error.
    shared.put(&format!("{INBOX}/annat.pdf"), b"annat");
    looked(&mut b, &fs);
    b.wait(11);
    fs.gone.set(true);
    assert_eq!(looked(&mut b, &fs), Looked::default());
}

#[test]
fn what_a_deleted_case_gets_is_told_why_and_kept() {
    let (shared, mut pc, id) = begin();
    shared.put(&format!("{INBOX}/brev.pdf"), b"brev");
    pc.act(id, Act::CaseDeleted {});
    pc.round(&shared.fs(), &[]);
    looked(&mut pc, &shared.fs());
    pc.wait(11);
    let found = looked(&mut pc, &shared.fs());
    assert_eq!((found.taken, found.refused), (0, 1));
    assert_eq!(
        inbox(&shared),
        ["Ej mottaget/brev.pdf", "Ej mottaget/brev.pdf – varför.txt"]
    );
    let why = shared.get(&format!("{INBOX}/Ej mottaget/brev.pdf – varför.txt"));
    let why = String::from_utf8(why).unwrap();
    assert!(
        why.contains("borttaget") && why.contains("brev.pdf"),
        "{why}"
    );
}

#[test]
fn another_cases_folder_is_left_to_it() {
    let (shared, mut pc, _) = begin();
    let other = shared.get("Ärenden/1 Titel/arende.json");
    let other = String::from_utf8(other).unwrap();
    let own = pc.store.readable_folders("", 1).unwrap()[0].0.to_string();
    let other = other.replace(&own, "00000000-0000-4000-8000-000000000000");
    shared.put("Ärenden/1 Titel/arende.json", other.as_bytes());
    shared.put(&format!("{INBOX}/brev.pdf"), b"brev");
    for _ in 0..3 {
        assert_eq!(looked(&mut pc, &shared.fs()).taken, 0);
        pc.wait(15);
    }
}
