//! Search over cases with two documents each, beside ripgrep on the same text
//! as files. Both answer by turns; ripgrep's time is that of the whole program.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use samsvar_core::model::{Act, AttachmentId, CaseId, Sha256};
use samsvar_core::store::{Store, passages};
use samsvar_tests::author;

use super::{cases, table, timed};

/// What is asked for, each with no more than 50 hits: a number, the beginning of
/// a word in documents, and letters inside one.
const QUERIES: [&str; 3] = ["10042", "tricuspidal", "klaffinsufficiens"];

/// How many times each query is asked of each.
const RUNS: usize = 15;

/// What ripgrep's time may be multiplied by.
const AIM: f64 = 0.05;

/// Takes two documents into every case, reads their text, and races.
pub fn race(store: &mut Store, ids: &[CaseId]) {
    let folder = tempfile::tempdir().unwrap();
    let reading = timed(|| take_documents(store, ids, folder.path()));
    let files = ids.len() * 2;
    let each = reading / u32::try_from(files).unwrap();
    table::single("take in and read one document", &table::told(each));
    write_passages(store, ids, folder.path());
    let rg = ripgrep(QUERIES[0], folder.path()).is_some();
    let mut times = [Vec::new(), Vec::new()];
    for query in QUERIES {
        let found = store.search(query, 50).unwrap();
        assert!((1..=50).contains(&found.total), "{query}: {}", found.total);
        for _ in 0..RUNS {
            times[0].push(timed(|| store.search(query, 50).unwrap()));
            times[1].extend(ripgrep(query, folder.path()));
        }
    }
    let [ours, theirs] = times;
    let ours = table::median(ours);
    let documents = table::count(files);
    match rg {
        true => {
            let name = format!("search, {documents} documents; rg");
            table::race(&name, [ours, table::median(theirs)], AIM);
        }
        false => {
            table::single(
                &format!("search, {documents} documents"),
                &table::told(ours),
            );
            table::single("  ripgrep is not here: no race", "");
        }
    }
}

/// The time of one run; `None` when there is no ripgrep.
fn ripgrep(query: &str, folder: &Path) -> Option<Duration> {
    let mut command = Command::new("rg");
    command.args(["--ignore-case", "--fixed-strings", "--no-config", query]);
    command.arg(folder);
    let mut ran = None;
    let time = timed(|| ran = command.output().ok());
    let ran = ran?;
    assert!(!ran.stdout.is_empty(), "{query} is in the files too");
    Some(time)
}

/// About 300 words; every 1,000th document holds rare ones.
fn text(number: usize) -> String {
    let rare = match number % 1000 {
        7 => "Uppföljning efter tricuspidalplastik.\n",
        8 => "Patienter med mitralklaffinsufficiens.\n",
        _ => "",
    };
    let parts = [
        cases::answer(number % 997, 1),
        cases::answer(number % 991, 2),
    ];
    format!("Underlag {number}\n{rare}{}\n{}\n", parts[0], parts[1])
}

fn take_documents(store: &mut Store, ids: &[CaseId], folder: &Path) {
    let anna = author("Anna Lind");
    let blobs = store.workspace().join("blobs");
    for (part, some) in ids.chunks(100).enumerate() {
        let done = store.transact(&anna, |door| {
            for (nth, id) in some.iter().enumerate() {
                for file in 0..2 {
                    let number = (part * 100 + nth) * 2 + file;
                    let (name, text) = (format!("Underlag {number}.txt"), text(number));
                    let sha256 = Sha256::of(text.as_bytes());
                    // Without waiting for the disk, which is not what is measured.
                    let shelf = blobs.join(&sha256.as_str()[..2]);
                    std::fs::create_dir_all(&shelf).unwrap();
                    std::fs::write(shelf.join(sha256.as_str()), &text).unwrap();
                    std::fs::write(folder.join(&name), &text).unwrap();
                    let act = Act::Attached {
                        attachment: AttachmentId::of(&sha256, &name, None),
                        size: text.len() as u64,
                        name,
                        sha256,
                        step: None,
                    };
                    door.act(*id, act)?;
                }
            }
            Ok(())
        });
        done.unwrap();
    }
    for file in store.pending_files().unwrap() {
        store.read_file(&file).unwrap();
    }
}

/// One file for each case, with everything that is searched in it.
fn write_passages(store: &Store, ids: &[CaseId], folder: &Path) {
    for (number, id) in ids.iter().enumerate() {
        let case = store.case(*id).unwrap();
        let text: Vec<_> = passages(&case).into_iter().map(|it| it.text).collect();
        std::fs::write(folder.join(format!("case-{number}.txt")), text.join("\n")).unwrap();
    }
}
