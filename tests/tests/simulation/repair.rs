//! What the simulation found, each as small as it can be told.

use std::cell::Cell;
use std::io;
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use samsvar_core::documents::Taken;
use samsvar_core::model::{Act, CaseField, CaseId, Moment};
use samsvar_core::store::{Options, Store};
use samsvar_core::sync::fs::{read_whole, write_whole};
use samsvar_core::sync::segment::SegmentName;
use samsvar_core::sync::{Disk, Fs, Shared, choose, share};
use samsvar_tests::sim::{Bent, Way};
use samsvar_tests::{author, remiss_in};
use tempfile::TempDir;

const DAY: i64 = 24 * 60 * 60 * 1000;

/// Time that passes when told to.
#[derive(Clone)]
struct Time(Arc<AtomicI64>);

impl Time {
    fn new() -> Self {
        Self(Arc::new(AtomicI64::new(1_709_251_200_000)))
    }

    fn pass(&self, millis: i64) {
        self.0.fetch_add(millis, Ordering::Relaxed);
    }
}

struct Pc {
    folder: TempDir,
    store: Option<Store>,
    time: Time,
}

impl Pc {
    fn new(time: &Time, shared: &Path) -> Self {
        let mut pc = Self {
            folder: tempfile::tempdir().unwrap(),
            store: None,
            time: time.clone(),
        };
        pc.open();
        choose(pc.store(), shared).unwrap();
        pc
    }

    fn open(&mut self) {
        let now = self.time.0.clone();
        let options = Options {
            clock: Box::new(move || Moment::from_millis(now.load(Ordering::Relaxed))),
            ..Options::default()
        };
        self.store = Some(Store::open(self.folder.path(), options).unwrap());
    }

    fn store(&mut self) -> &mut Store {
        self.store.as_mut().unwrap()
    }

    fn copy(&mut self, from: &Path, to: &Path) {
        self.store = None;
        copy_all(from, to);
    }

    fn clone_disk(&mut self) -> Self {
        let clone = Self {
            folder: tempfile::tempdir().unwrap(),
            store: None,
            time: self.time.clone(),
        };
        let from = self.folder.path().to_owned();
        self.copy(&from, clone.folder.path());
        self.open();
        let mut clone = clone;
        clone.open();
        clone
    }

    fn share(&mut self, shared: &Path) -> Shared {
        let done = self.share_by(&Disk::new(shared));
        assert_eq!(done.fault, None);
        done
    }

    fn share_by(&mut self, fs: &dyn Fs) -> Shared {
        self.time.pass(11 * 60 * 1000);
        let mut quiet = |_| ControlFlow::Continue(());
        share(self.store(), fs, &mut quiet).unwrap()
    }

    fn write(&mut self, case: CaseId, value: &str) {
        let act = Act::FieldSet {
            field: CaseField::Note,
            value: value.to_owned(),
        };
        self.store()
            .transact(&author("Anna"), |door| door.act(case, act))
            .unwrap();
    }
}

fn copy_all(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap().flatten() {
        let to = to.join(entry.file_name());
        match entry.path().is_dir() {
            true => copy_all(&entry.path(), &to),
            false => drop(std::fs::copy(entry.path(), to).unwrap()),
        }
    }
}

fn segments(shared: &Path) -> Vec<std::path::PathBuf> {
    let mut all = Vec::new();
    for install in std::fs::read_dir(shared.join("_samsvar/seg")).unwrap() {
        let files = std::fs::read_dir(install.unwrap().path()).unwrap();
        all.extend(files.map(|it| it.unwrap().path()));
    }
    all.sort();
    all
}

/// A folder that says it wrote all and wrote half, and cannot be read at first.
struct Torn {
    disk: Disk,
    read: Cell<bool>,
}

impl Way for Torn {
    fn beneath(&self) -> &dyn Fs {
        &self.disk
    }

    fn read(&self, path: &str, from: u64, most: usize) -> io::Result<Vec<u8>> {
        match self.read.replace(true) {
            false => Err(io::ErrorKind::TimedOut.into()),
            true => self.disk.read(path, from, most),
        }
    }

    fn append(&self, path: &str, at: u64, bytes: &[u8]) -> io::Result<()> {
        self.disk.append(path, at, &bytes[..bytes.len() / 2])
    }
}

/// A folder that refuses to write what has this in its path.
struct Refusing {
    disk: Disk,
    what: String,
}

impl Way for Refusing {
    fn beneath(&self) -> &dyn Fs {
        &self.disk
    }

    fn append(&self, path: &str, at: u64, bytes: &[u8]) -> io::Result<()> {
        match path.contains(&self.what) {
            true => Err(io::ErrorKind::TimedOut.into()),
            false => self.disk.append(path, at, bytes),
        }
    }
}

fn refusing(shared: &Path, what: &str) -> Bent<Refusing> {
    Bent(Refusing {
        disk: Disk::new(shared),
        what: what.to_owned(),
    })
}

#[test]
fn what_is_torn_never_takes_the_name_of_a_good_file() {
    let folder = tempfile::tempdir().unwrap();
    let install = "0".repeat(32);
    let good = Disk::new(folder.path());
    write_whole(&good, &install, "a/hel", b"hela filen").unwrap();
    let torn = Bent(Torn {
        disk: Disk::new(folder.path()),
        read: Cell::new(false),
    });
    write_whole(&torn, &install, "a/hel", b"hela filen").unwrap_err();
    assert_eq!(read_whole(&good, "a/hel", 99).unwrap(), b"hela filen");
}

#[test]
fn what_cannot_be_packed_yet_does_not_keep_a_pc_from_sharing() {
    let (time, folder) = (Time::new(), tempfile::tempdir().unwrap());
    let shared = folder.path();
    let (mut a, mut b) = (Pc::new(&time, shared), Pc::new(&time, shared));
    let backup = tempfile::tempdir().unwrap();
    let own = a.folder.path().to_owned();
    a.copy(&own, backup.path());
    a.open();
    let case = remiss_in(b.store());
    b.share(shared);
    let theirs = segments(shared);
    a.share(shared);
    for n in 0..40 {
        a.write(case, &format!("nr {n}"));
        a.share(shared);
    }
    b.share(shared);
    b.share(shared);
    // A's old backup is restored while what B wrote is gone from the folder.
    a.copy(backup.path(), &own);
    a.open();
    for segment in &theirs {
        std::fs::remove_file(segment).unwrap();
    }
    a.share(shared);
    time.pass(31 * DAY);
    a.share(shared);
    // B comes back: everything is as it was.
    b.share(shared);
    a.share(shared);
    assert_eq!(a.store().case(case).unwrap(), b.store().case(case).unwrap());
}

#[test]
fn a_damaged_segment_that_a_pack_stands_for_is_not_asked_for_any_more() {
    let (time, folder) = (Time::new(), tempfile::tempdir().unwrap());
    let shared = folder.path();
    let mut a = Pc::new(&time, shared);
    let case = remiss_in(a.store());
    for n in 0..40 {
        a.write(case, &format!("nr {n}"));
        a.share(shared);
    }
    let damaged = segments(shared).swap_remove(20);
    let copy = damaged.with_file_name(
        damaged
            .file_name()
            .unwrap()
            .to_string_lossy()
            .replace(".seg", " (1).seg"),
    );
    std::fs::remove_file(&damaged).unwrap();
    std::fs::write(copy, b"gammalt").unwrap();
    let mut b = Pc::new(&time, shared);
    for _ in 0..3 {
        b.share(shared);
    }
    assert_eq!(b.store().segment_faults().unwrap().len(), 1);
    // A does not know of B yet, and packs.
    std::fs::remove_dir_all(shared.join("_samsvar/ack")).unwrap();
    time.pass(31 * DAY);
    a.share(shared);
    a.share(shared);
    b.share(shared);
    assert_eq!(a.store().case(case).unwrap(), b.store().case(case).unwrap());
    assert_eq!(b.store().segment_faults().unwrap(), []);
}

#[test]
fn what_was_packed_twice_is_not_put_back_by_who_saw_only_the_last_pack() {
    let (time, folder) = (Time::new(), tempfile::tempdir().unwrap());
    let shared = folder.path();
    let (mut a, mut b) = (Pc::new(&time, shared), Pc::new(&time, shared));
    let case = remiss_in(a.store());
    let mut packs = Vec::new();
    for _ in 0..2 {
        for n in 0..40 {
            a.write(case, &format!("nr {n}"));
            a.share(shared);
        }
        // The first pack has not been carried to B yet.
        for pack in &packs {
            let _ = std::fs::remove_file(pack);
        }
        b.share(shared);
        b.share(shared);
        a.share(shared);
        time.pass(31 * DAY);
        let before = segments(shared);
        a.share(shared);
        packs = segments(shared);
        packs.retain(|it| !before.contains(it));
    }
    for _ in 0..4 {
        a.share(shared);
        b.share(shared);
    }
    assert_eq!(packs.len(), 1);
    let mut left = segments(shared);
    left.retain(|it| it.parent() == packs[0].parent());
    assert_eq!(left, packs);
}

#[test]
fn what_was_missed_and_is_packed_in_one_look_stays_packed() {
    let (time, folder) = (Time::new(), tempfile::tempdir().unwrap());
    let shared = folder.path();
    let (mut a, mut b) = (Pc::new(&time, shared), Pc::new(&time, shared));
    let case = remiss_in(a.store());
    for n in 0..40 {
        a.write(case, &format!("nr {n}"));
        a.share(shared);
    }
    b.share(shared);
    let missed = segments(shared).into_iter().find(|it| {
        let of = it.parent().unwrap().file_name().unwrap();
        of.to_string_lossy() == a.store().install().unwrap()
    });
    std::fs::remove_file(missed.unwrap()).unwrap();
    b.share(shared);
    a.share(shared);
    time.pass(31 * DAY);
    let before = segments(shared);
    a.share(shared);
    let mut packs = segments(shared);
    packs.retain(|it| !before.contains(it));
    b.share(shared);
    for _ in 0..5 {
        a.share(shared);
        b.share(shared);
        let mut left = segments(shared);
        left.retain(|it| it.parent() == packs[0].parent());
        assert_eq!(left, packs);
    }
}

#[test]
fn a_pc_whose_disk_was_cloned_gets_what_the_other_has() {
    let (time, folder) = (Time::new(), tempfile::tempdir().unwrap());
    let shared = folder.path();
    let mut a = Pc::new(&time, shared);
    let case = remiss_in(a.store());
    a.share(shared);
    let mut clone = a.clone_disk();
    let taken = Taken {
        name: "svar.txt".to_owned(),
        size: 4,
        sha256: a.store().blobs().put(b"svar").unwrap(),
    };
    a.store()
        .attach(&author("Anna"), case, None, vec![taken.clone()])
        .unwrap();
    a.share(shared);
    // What the carrying program lost: the file's bytes, and a segment rotted.
    std::fs::remove_dir_all(shared.join("_samsvar/blob")).unwrap();
    let last = segments(shared).pop().unwrap();
    let name = last.strip_prefix(shared.join("_samsvar/seg")).unwrap();
    let name = name.with_extension("");
    assert!(SegmentName::parse(&name.to_string_lossy()).is_some());
    std::fs::write(&last, b"").unwrap();
    for _ in 0..8 {
        clone.share(shared);
        a.share(shared);
    }
    assert_eq!(
        a.store().case(case).unwrap(),
        clone.store().case(case).unwrap()
    );
    assert!(clone.store().blobs().has(&taken.sha256));
}

#[test]
fn what_builds_on_something_never_goes_before_it() {
    let (time, folder) = (Time::new(), tempfile::tempdir().unwrap());
    let shared = folder.path();
    let (mut a, mut b) = (Pc::new(&time, shared), Pc::new(&time, shared));
    let case = remiss_in(a.store());
    a.share(shared);
    b.share(shared);
    let before = segments(shared);
    a.write(case, "ett");
    a.share_by(&refusing(shared, "_samsvar/seg"));
    let first = a.store().segments_waiting().unwrap();
    a.write(case, "två");
    let name = first[0].split_once('/').unwrap().1;
    assert!(a.share_by(&refusing(shared, name)).fault.is_some());
    assert_eq!(segments(shared), before);
    a.share(shared);
    b.share(shared);
    assert_eq!(b.store().case(case).unwrap().note, "två");
}

#[test]
fn a_pack_that_the_folder_refused_at_first_still_stands_for_what_it_holds() {
    let (time, folder) = (Time::new(), tempfile::tempdir().unwrap());
    let shared = folder.path();
    let (mut a, mut b) = (Pc::new(&time, shared), Pc::new(&time, shared));
    let case = remiss_in(a.store());
    for n in 0..40 {
        a.write(case, &format!("nr {n}"));
        a.share(shared);
    }
    b.share(shared);
    b.share(shared);
    time.pass(31 * DAY);
    a.share_by(&refusing(shared, "_samsvar/seg"));
    let pack = a.store().segments_waiting().unwrap();
    assert_eq!(pack.len(), 1);
    for _ in 0..5 {
        a.share(shared);
        b.share(shared);
    }
    let own = a.store().install().unwrap();
    let left = segments(shared).into_iter();
    let left = left.map(|it| it.to_string_lossy().into_owned());
    let left: Vec<_> = left.filter(|it| it.contains(&own)).collect();
    assert_eq!(left.len(), 1, "{left:?}");
    assert!(left[0].ends_with(&format!("{}.seg", pack[0])), "{left:?}");
}

#[test]
fn a_cloned_disk_with_another_clock_does_not_answer_for_ever() {
    let (time, folder) = (Time::new(), tempfile::tempdir().unwrap());
    let shared = folder.path();
    let mut a = Pc::new(&time, shared);
    remiss_in(a.store());
    a.share(shared);
    let mut clone = a.clone_disk();
    clone.time = Time::new();
    clone.time.pass(400 * DAY);
    clone.open();
    for _ in 0..3 {
        clone.share(shared);
        a.share(shared);
    }
    let word = shared.join("_samsvar/ack");
    let word = word.join(format!("{}.json", a.store().install().unwrap()));
    let said = std::fs::read(&word).unwrap();
    for _ in 0..3 {
        clone.share(shared);
        a.share(shared);
        assert_eq!(std::fs::read(&word).unwrap(), said);
    }
}
