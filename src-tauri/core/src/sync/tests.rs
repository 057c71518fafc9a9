//! What is promised of a sharing as a whole.

use std::ops::ControlFlow;

use super::testing::{Pc, Shared};
use super::{SharingState, choose, generate, share, state};
use crate::error::Error;
use crate::model::CaseField;

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
    let mut parcels = Vec::new();
    let claimed = a.store.claim(&mut |outgoing| {
        parcels.extend(outgoing.parcels);
        (
            format!("{}/00000001-{}", "a".repeat(32), "0".repeat(32)),
            Vec::new(),
        )
    });
    assert_eq!(claimed.unwrap(), 1);
    ids.sort();
    for parcel in parcels.iter_mut().filter(|it| it.kind == "case") {
        assert!(parcel.saved.is_some() && parcel.listed.is_some());
        if parcel.doc == ids[0].to_string() {
            parcel.saved = Some(b"no document".to_vec());
        }
    }
    b.store.receive(parcels).unwrap();
    shares(&mut b, &shared);
    for id in &ids[1..] {
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
