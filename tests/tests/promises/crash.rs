//! Killed without warning while typing and attaching: nothing that was
//! acknowledged is lost, the store opens, and `check` is clean.

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use samsvar_core::model::CaseId;
use samsvar_tests::{Workspace, built, remiss_in, typed};

const KILLS: u32 = 50;

/// Lines heard before the kill: another number every time, over every place of
/// the typist's round of fifteen.
fn patience(round: u32) -> usize {
    usize::try_from(1 + round * 7 % 31).unwrap()
}

#[test]
fn nothing_acknowledged_is_lost_when_killed_fifty_times() {
    let workspace = Workspace::new();
    let id: CaseId = remiss_in(&mut workspace.open());
    let mut count = 0;
    let mut attached = BTreeSet::new();
    for round in 0..KILLS {
        let mut typist = Command::new(built("typist"))
            .arg(workspace.path())
            .args([id.to_string(), count.to_string()])
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(typist.stdout.take().unwrap()).lines();
        assert_eq!(lines.next().unwrap().unwrap(), "ready");
        let mut acknowledged = count;
        let mut hear = |line: String, acknowledged: &mut u32| {
            let (what, n) = line.split_once(' ').unwrap();
            *acknowledged = n.parse().unwrap();
            if what == "attached" {
                attached.insert(*acknowledged);
            }
        };
        for line in lines.by_ref().take(patience(round)) {
            hear(line.unwrap(), &mut acknowledged);
        }
        typist.kill().unwrap();
        typist.wait().unwrap();
        // What it said before it died counts too.
        for line in lines.map_while(Result::ok).filter(|it| it.contains(' ')) {
            hear(line, &mut acknowledged);
        }

        let mut store = workspace.open();
        store.recover_drafts().unwrap();
        let case = store.case(id).unwrap();
        let text = &case.question("definition").unwrap().text;
        let wanted: Vec<_> = (acknowledged..=acknowledged + 1).map(typed).collect();
        assert!(
            wanted.contains(text),
            "round {round}: {text} instead of {}",
            wanted[0]
        );
        for n in &attached {
            let name = format!("fil {n}.txt");
            let file = case.attachments.iter().find(|it| it.name == name);
            let file = file.unwrap_or_else(|| panic!("round {round}: {name} is lost"));
            let bytes = store.blobs().read(&file.sha256, &name).unwrap();
            assert_eq!(bytes, typed(*n).repeat(4000).into_bytes());
        }
        assert!(case.conflicts.is_empty(), "{:?}", case.conflicts);
        assert_eq!(store.check(false).unwrap().faults, [], "round {round}");
        count = acknowledged + 1;
    }
    assert!(
        attached.len() > 50,
        "the typist hardly worked: {}",
        attached.len()
    );
}
