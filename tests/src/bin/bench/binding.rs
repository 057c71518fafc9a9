//! What is bound of much: the packet of a meeting ten times as long, and a packet
//! with a thousand pages of others', beside qpdf on the same files.

use std::path::Path;

use samsvar_core::documents::Taken;
use samsvar_core::model::{CaseId, Date, Sha256};
use samsvar_core::packet::{self, Meeting, Output};
use samsvar_core::printing;
use samsvar_core::store::{Options, Store};
use samsvar_tests::{Workspace, author};

use super::paper::{filling, long, median, packet_of, told};
use super::{cases, table};

/// Pages of one case of a meeting, and how many cases a short and a long one have.
const EACH: u32 = 25;
const CASES: [usize; 2] = [8, 80];

/// Files of a packet and pages of each.
const FILES: usize = 10;
const PAGES: u32 = 100;

/// How many times the processor time of the short meeting the long one may take, and
/// of qpdf's the binding.
const AIMS: [f64; 2] = [10.5, 1.5];

/// Runs as a program of its own: prints a meeting of so many cases, each with so
/// many answers.
pub fn meet(workspace: &Path, answers: &str, cases: &str, out: &Path) {
    let store = Store::open(workspace, Options::default()).unwrap();
    let case = long(store.case(only(&store)).unwrap(), answers.parse().unwrap());
    let packets = vec![packet_of(&case); cases.parse().unwrap()];
    let meeting = Meeting {
        organisation: "Sydöstra sjukvårdsregionen",
        body: "Samverkansnämnden",
        on: None,
        section: Some(12),
        packets: &packets,
        printed_on: "2026-11-22".parse::<Date>().unwrap(),
    };
    let printed = packet::print_meeting(
        &meeting,
        Output::Archive,
        Vec::new(),
        &mut packet::unwatched,
    )
    .unwrap();
    std::fs::write(out, printed.bytes).unwrap();
    println!("{}", printed.pages);
}

/// Runs as a program of its own: prints a case with its files after it.
pub fn bind(workspace: &Path, out: &Path) {
    let store = Store::open(workspace, Options::default()).unwrap();
    let ready = printing::ready(&store, only(&store), true).unwrap();
    let printed = ready.print_as(Output::Reading, &store.blobs(), &mut packet::unwatched);
    std::fs::write(out, printed.unwrap().bytes).unwrap();
}

fn only(store: &Store) -> CaseId {
    store.overview(0, 1).unwrap().rows[0].id
}

pub fn race() {
    let workspace = Workspace::new();
    let mut store = workspace.open();
    let id = cases::register(&mut store, 1)[0];
    let case = store.case(id).unwrap();
    let program = told(&std::env::current_exe().unwrap());
    let (folder, out) = (
        told(workspace.path()),
        told(&workspace.path().join("out.pdf")),
    );
    let answers = filling(&case, EACH).0.to_string();
    let meeting = |cases: usize| {
        let cases = cases.to_string();
        median(&[&program, "meet", &folder, &answers, &cases, &out]).map(|it| it.cpu)
    };
    match CASES.map(meeting) {
        [Some(short), Some(long)] => {
            table::race("meeting of 80 cases; of 8", [long, short], AIMS[0]);
        }
        _ => table::single("  python3 is not here: nothing was measured", ""),
    }

    let (_, printed) = filling(&case, PAGES);
    let mut files = Vec::new();
    let mut taken = Vec::new();
    for at in 0..FILES {
        let path = workspace.path().join(format!("{at}.pdf"));
        // Each is another file: what stands after its end is nobody's.
        let bytes = [printed.bytes.as_slice(), format!("%{at}\n").as_bytes()].concat();
        std::fs::write(&path, &bytes).unwrap();
        files.push(told(&path));
        let sha256 = store.blobs().put(&bytes).unwrap();
        assert_eq!(sha256, Sha256::of(&bytes));
        taken.push(Taken {
            name: format!("{at}.pdf"),
            size: bytes.len() as u64,
            sha256,
        });
    }
    store.attach(&author("Anna Lind"), id, None, taken).unwrap();
    drop(store);
    let theirs = told(&workspace.path().join("qpdf.pdf"));
    let mut qpdf = vec!["qpdf", "--empty", "--pages"];
    qpdf.extend(files.iter().map(String::as_str));
    qpdf.extend(["--", &theirs]);
    match (median(&[&program, "bind", &folder, &out]), median(&qpdf)) {
        (Some(ours), Some(theirs)) => {
            table::race("1,000 pages bound; qpdf", [ours.cpu, theirs.cpu], AIMS[1]);
        }
        _ => table::single("  qpdf is not here: no race of bindings", ""),
    }
}
