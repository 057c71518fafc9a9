//! What is promised of a sharing as a whole.

use std::ops::ControlFlow;

use super::ack::Ack;
use super::choose::retire;
use super::format::{Format, Found};
use super::fs::Fs;
use super::look::Look;
use super::plan::{self, Known};
use super::segment::{self, SegmentName};
use super::testing::{Pc, Shared};
use super::{SharingState, choose, generate, share, state};
use crate::error::Error;
use crate::model::{CaseField, CaseId, Moment, Sha256};
use crate::store::{Fault, Made, Parcel, SegmentState};

/// Changes after which a case goes whole.
const LONG: u32 = 30;

fn shares(pc: &mut Pc, shared: &Shared) -> super::Shared {
    share(&mut pc.store, &shared.fs(), &mut |_| {
        ControlFlow::Continue(())
    })
    .unwrap()
}

/// Two PCs that have chosen one folder.
fn met() -> (Shared, Pc, Pc) {
    let shared = Shared::new();
    let (mut a, mut b) = (Pc::new("a"), Pc::new("b"));
    for pc in [&mut a, &mut b] {
        choose(&mut pc.store, shared.path()).unwrap();
    }
    (shared, a, b)
}

#[test]
fn what_an_inbox_brought_is_whole_at_a_colleague_after_the_same_sharing() {
    let (shared, mut a, mut b) = met();
    let id = a.case("1", "Titel");
    shares(&mut a, &shared);
    while generate(&mut a.store, &shared.fs(), 100).unwrap() {}
    shared.put("Ärenden/1 Titel/Inkorg/brev.pdf", b"brev");
    assert_eq!(shares(&mut a, &shared).taken, 0, "it may still grow");
    a.wait(11);
    assert_eq!(shares(&mut a, &shared).taken, 1);

    shares(&mut b, &shared);
    let case = b.store.case(id).unwrap();
    let bytes = b.store.blobs().read(&case.attachments[0].sha256, "brev");
    assert_eq!(bytes.unwrap(), b"brev");
}

#[test]
fn a_folder_that_is_looked_over_and_not_chosen_is_as_it_was() {
    let shared = Shared::new();
    shared.put("Övrigt/anteckning.txt", b"x");
    let pc = Pc::new("a");
    let found = choose::look_over(&pc.store, shared.path()).unwrap();
    assert!(found.new);
    let names = std::fs::read_dir(shared.path()).unwrap().flatten();
    let names: Vec<_> = names.map(|it| it.file_name()).collect();
    assert_eq!(names, ["Övrigt"]);
}

#[test]
fn one_case_that_cannot_be_opened_keeps_no_other_from_being_shared() {
    let (shared, mut a, mut b) = met();
    let mut ids: Vec<_> = (0..3).map(|at| a.case(&at.to_string(), "Titel")).collect();
    for id in &ids {
        for at in 0..LONG {
            a.set(*id, CaseField::Title, &format!("Titel {at}"));
        }
    }
    let mut parcels = claimed(&mut a);
    ids.sort();
    for parcel in parcels.iter_mut().filter(|it| it.kind == "case") {
        assert!(parcel.saved.is_some() && parcel.listed.is_some());
        if parcel.doc == ids[0].to_string() {
            parcel.saved = Some(b"no document".to_vec());
        }
    }
    b.store.receive(parcels).unwrap();
    shares(&mut b, &shared);
    let good = a.store.parcels().unwrap();
    b.store.receive(good).unwrap();
    for id in &ids {
        assert_eq!(
            b.store.case(*id).unwrap().title,
            format!("Titel {}", LONG - 1)
        );
    }
}

#[test]
fn a_database_that_fails_is_not_told_as_shared() {
    let (shared, mut a, _b) = met();
    a.case("1", "Titel");
    shares(&mut a, &shared);
    assert_eq!(state(&a.store).unwrap().state, SharingState::Shared);
    let raw = rusqlite::Connection::open(a.store.workspace().join("samsvar.db")).unwrap();
    raw.execute_batch("ALTER TABLE blob_shared RENAME TO elsewhere")
        .unwrap();
    let id = a.case("2", "Titel");
    a.attach(id, "brev.pdf", b"brev");
    let sharing = share(&mut a.store, &shared.fs(), &mut |_| {
        ControlFlow::Continue(())
    });
    assert!(matches!(sharing, Err(Error::Failed(_))), "{sharing:?}");
    assert_ne!(state(&a.store).unwrap().state, SharingState::Shared);
}

/// Segments of one's own that everybody has read and that are old enough to pack.
fn ripe(install: &str) -> (Known, Look) {
    let name = |seq| SegmentName::parse(&format!("{install}/{seq:08}-{}", "0".repeat(32)));
    let names: Vec<_> = (1..=40).filter_map(name).collect();
    let state = (SegmentState::Shared, Moment::from_millis(0), 0);
    let known = Known {
        install: install.to_owned(),
        space: "s".to_owned(),
        segments: names.iter().map(|it| (it.clone(), state)).collect(),
        now: 31 * 24 * 60 * 60 * 1000,
        ..Known::default()
    };
    let there = names.into_iter().map(|it| (it.clone(), vec![it.path()]));
    let look = Look {
        format: Found::Here(Format::new("s".to_owned())),
        segments: there.collect(),
        acks: Vec::new(),
        acks_unreadable: Vec::new(),
    };
    (known, look)
}

#[test]
fn nothing_is_packed_while_one_pc_cannot_be_asked_what_it_has_read() {
    let (known, mut look) = ripe(&"a".repeat(32));
    assert_eq!(plan::plan(&known, &look).unwrap().pack.len(), 40);
    look.acks_unreadable = vec!["b".repeat(32)];
    assert_eq!(plan::plan(&known, &look).unwrap().pack, []);

    let shared = Shared::new();
    let ack = |install: char| Ack::path(&install.to_string().repeat(32));
    shared.put(&ack('b'), b"{\"install\":");
    let theirs = Ack {
        install: "c".repeat(32),
        ..Ack::default()
    };
    shared.put(&ack('c'), &serde_json::to_vec(&theirs).unwrap());
    assert_eq!(
        Ack::all(&shared.fs()).unwrap(),
        (vec![theirs], vec!["b".repeat(32)])
    );

    // Who is gone can be taken out of the list all the same.
    let mut pc = Pc::new("a");
    choose(&mut pc.store, shared.path()).unwrap();
    let listed = |pc: &Pc| {
        let all = state::colleagues(&pc.store, &shared.fs()).unwrap();
        all.into_iter()
            .any(|it| it.install == "b".repeat(32) && it.at.is_none())
    };
    assert!(listed(&pc));
    retire(&pc.store, &shared.fs(), &"b".repeat(32)).unwrap();
    assert!(!listed(&pc));
    assert!(Ack::all(&shared.fs()).unwrap().1.is_empty());
}

#[test]
fn the_oldest_promises_of_a_file_are_forgotten_and_no_others() {
    let pc = Pc::new("a");
    let made = |path: &str, at: usize| Made {
        path: path.to_owned(),
        sha256: Sha256::of(&at.to_le_bytes()),
        version: 1,
    };
    let known = |it: &Made| pc.store.promised(&it.path, &it.sha256).unwrap().is_some();
    let still = made("Register.csv", 0);
    pc.store
        .promises_received(std::slice::from_ref(&still))
        .unwrap();
    for at in 0..100 {
        pc.store
            .promises_received(&[made("Register.xlsx", at)])
            .unwrap();
    }
    assert!(known(&still));
    assert!(!known(&made("Register.xlsx", 0)));
    assert!((40..100).all(|at| known(&made("Register.xlsx", at))));
    // One that has not left this PC is never forgotten.
    pc.store
        .promise(&[made("Schema/arende-1.json", 0)])
        .unwrap();
    for at in 1..100 {
        pc.store
            .promises_received(&[made("Schema/arende-1.json", at)])
            .unwrap();
    }
    assert_eq!(
        pc.store.promises_queued().unwrap(),
        [made("Schema/arende-1.json", 0)]
    );
}

#[test]
fn a_case_that_brings_the_row_of_another_is_listed_by_its_own() {
    let bytes = include_bytes!("../../../../tests/fixtures/segments/row-of-another-case.seg");
    let (_, parts) = segment::decode(bytes).unwrap();
    let parcels: Vec<_> = parts.into_iter().map(Parcel::from).collect();
    let is_anothers = |it: &Parcel| {
        let listed = it.listed.as_ref();
        listed.is_some_and(|listed| listed.cells.first() != Some(&it.doc))
    };
    assert!(
        parcels.iter().any(is_anothers),
        "what the file is there for"
    );
    let mut pc = Pc::new("a");
    pc.store.receive(parcels).unwrap();
    let found = pc.store.check(false).unwrap();
    let rows = |it: &Fault| matches!(it, Fault::RowsDiffer { .. });
    assert!(!found.faults.iter().any(rows), "{found:?}");
}

/// What of a PC is about to leave.
fn claimed(pc: &mut Pc) -> Vec<Parcel> {
    let mut parcels = Vec::new();
    let claimed = pc.store.claim(&mut |outgoing| {
        parcels.extend(outgoing.parcels);
        let name = format!("{}/00000001-{}", "a".repeat(32), "0".repeat(32));
        (name, Vec::new())
    });
    assert_eq!(claimed.unwrap(), 1);
    parcels
}

/// How many changes of a case lie in the table of changes, and of how many it says
/// that it consists.
fn changes(pc: &mut Pc, id: CaseId) -> (usize, usize) {
    let raw = rusqlite::Connection::open(pc.store.workspace().join("samsvar.db")).unwrap();
    let id = id.to_string();
    let rows = raw.query_row("SELECT count(*) FROM change WHERE doc = ?1", [&id], |row| {
        row.get::<_, u32>(0)
    });
    assert_eq!(pc.store.check(false).unwrap().faults, []);
    let mut parcels = pc.store.parcels().unwrap().into_iter();
    let parcel = parcels.find(|it| it.doc == id).unwrap();
    (rows.unwrap() as usize, parcel.changes.len())
}

/// A PC with one case so long that it goes whole, and what it says of its changes.
fn long() -> (Shared, Pc, Pc, CaseId, usize) {
    let (shared, mut a, b) = met();
    let id = a.case("1", "Titel");
    for at in 0..LONG {
        a.set(id, CaseField::Title, &format!("Levercancer {at}"));
    }
    let (_, all) = changes(&mut a, id);
    assert!(all > LONG as usize);
    (shared, a, b, id, all)
}

#[test]
fn a_case_that_came_whole_stays_so_until_somebody_writes() {
    let (shared, mut a, mut b, id, all) = long();
    shares(&mut a, &shared);
    shares(&mut b, &shared);
    let (rows, told) = changes(&mut b, id);
    assert!(
        rows < all && told == all,
        "{rows} rows, {told} of {all} told"
    );
    assert_eq!(b.store.search("levercancer", 9).unwrap().total, 1);
    assert_eq!(b.store.case(id).unwrap(), a.store.case(id).unwrap());
    let heads = |pc: &mut Pc| {
        let author = pc.author();
        let heads = pc.store.transact(&author, |door| door.heads(id));
        heads.unwrap().value
    };
    let theirs = heads(&mut a);
    assert!(b.store.knows_heads(id, &theirs).unwrap());
    // What nobody has is not known.
    b.set(id, CaseField::Title, "Bukspottkörtel");
    assert!(!a.store.knows_heads(id, &heads(&mut b)).unwrap());

    assert_eq!(changes(&mut b, id), (all + 1, all + 1));
    shares(&mut b, &shared);
    shares(&mut a, &shared);
    assert_eq!(a.store.case(id).unwrap().title, "Bukspottkörtel");
    assert_eq!(b.store.case(id).unwrap(), a.store.case(id).unwrap());
}

#[test]
fn a_case_is_changed_before_its_rows_are_made_and_has_them_all() {
    let (_shared, mut a, mut b, id, all) = long();
    b.store.receive(claimed(&mut a)).unwrap();
    b.set(id, CaseField::Title, "Bukspottkörtel");
    assert_eq!(changes(&mut b, id), (all + 1, all + 1));
    assert_eq!(b.store.case(id).unwrap().title, "Bukspottkörtel");
}

#[test]
fn what_came_whole_goes_along_to_another_folder() {
    let (shared, mut a, mut b, id, all) = long();
    shares(&mut a, &shared);
    shares(&mut b, &shared);
    b.store.space_leave().unwrap();
    let elsewhere = Shared::new();
    choose(&mut b.store, elsewhere.path()).unwrap();
    shares(&mut b, &elsewhere);
    let mut c = Pc::new("c");
    choose(&mut c.store, elsewhere.path()).unwrap();
    shares(&mut c, &elsewhere);
    assert_eq!(c.store.case(id).unwrap(), a.store.case(id).unwrap());
    assert_eq!(changes(&mut c, id).1, all);
}

#[test]
fn what_comes_beside_a_case_and_is_in_it_too_is_written_once() {
    let (_shared, mut a, mut b, id, all) = long();
    let mut parcels = claimed(&mut a);
    let parcel = parcels.iter_mut().find(|it| it.saved.is_some()).unwrap();
    let mut told = a.store.parcels().unwrap().into_iter();
    let told = told.find(|it| it.doc == parcel.doc).unwrap();
    let within = told.changes.into_iter().take(3);
    parcel.changes.extend(within);
    b.store.receive(parcels).unwrap();
    b.set(id, CaseField::Title, "Bukspottkörtel");
    assert_eq!(changes(&mut b, id), (all + 1, all + 1));
}

#[test]
fn a_case_that_cannot_be_opened_is_tried_again_when_something_has_arrived() {
    let (_shared, mut a, mut b, _id, _) = long();
    let mut parcels = claimed(&mut a);
    let parcel = parcels.iter_mut().find(|it| it.saved.is_some()).unwrap();
    parcel.saved = Some(b"no document".to_vec());
    b.store.receive(parcels).unwrap();
    let tries = |pc: &mut Pc| {
        let mut tries = 0;
        pc.store.unpack(9, &mut |_| tries += 1).unwrap();
        tries
    };
    assert_eq!((tries(&mut b), tries(&mut b)), (1, 0));
    b.case("2", "Njurcancer");
    assert_eq!((tries(&mut b), tries(&mut b)), (1, 0));
}

#[test]
fn nobody_waits_for_a_pc_that_left() {
    let (shared, mut a, mut b) = met();
    a.case("1", "Levercancer");
    shares(&mut a, &shared);
    shares(&mut b, &shared);
    assert_eq!(Ack::all(&shared.fs()).unwrap().0.len(), 2);
    choose::leave(&mut b.store).unwrap();
    let left = Ack::all(&shared.fs()).unwrap().0;
    assert_eq!(left.len(), 1);
    assert_eq!(left[0].install, a.store.install().unwrap());
    assert_eq!(b.store.overview(0, 9).unwrap().total, 1);
}

#[cfg(unix)]
#[test]
fn a_pipe_in_the_folder_is_not_waited_for() {
    let (shared, mut a, _) = met();
    let pipe = shared.path().join("rör");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status();
    assert!(made.unwrap().success());
    let names: Vec<_> = shared
        .fs()
        .list("")
        .unwrap()
        .into_iter()
        .map(|it| it.name)
        .collect();
    assert!(!names.contains(&"rör".to_owned()), "{names:?}");
    shares(&mut a, &shared);
}

#[test]
fn a_file_that_is_still_to_come_is_no_fault() {
    let (_shared, mut a, mut b) = met();
    let id = a.case("1", "Levercancer");
    a.attach(id, "brev.pdf", b"brev");
    b.store.receive(claimed(&mut a)).unwrap();
    let report = b.store.check(false).unwrap();
    assert_eq!((report.fetching, &report.faults[..]), (1, &[][..]));
    // Who shares with nobody has lost it.
    b.store.space_leave().unwrap();
    let report = b.store.check(false).unwrap();
    assert!(
        matches!(report.faults[..], [Fault::FileMissing { .. }]),
        "{report:?}"
    );
}
