//! A person who types and attaches without pause, for the crash test. Says on
//! standard output what was acknowledged, line by line, until it is killed.
#![allow(clippy::unwrap_used, reason = "it is killed or it stops")]

use std::io::Write;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use samsvar_core::model::{CaseId, QuestionId};
use samsvar_core::store::{Options, Store};
use samsvar_tests::{author, typed};

fn main() {
    let mut words = std::env::args().skip(1);
    let workspace = PathBuf::from(words.next().unwrap());
    let case: CaseId = words.next().unwrap().parse().unwrap();
    let mut count: u32 = words.next().unwrap().parse().unwrap();
    let mut store = Store::open(&workspace, Options::default()).unwrap();
    let anna = author("Anna");
    let question = QuestionId::new("definition");
    let say = |line: String| {
        let mut out = std::io::stdout().lock();
        writeln!(out, "{line}").unwrap();
        out.flush().unwrap();
    };
    say("ready".to_owned());
    loop {
        count += 1;
        store
            .draft_write(&anna, case, &question, &typed(count), &[])
            .unwrap();
        say(format!("typed {count}"));
        if count.is_multiple_of(5) {
            store.draft_commit(&anna, case, &question).unwrap();
            say(format!("typed {count}"));
        }
        if count.is_multiple_of(3) {
            let path = workspace.join(format!("fil {count}.txt"));
            std::fs::write(&path, typed(count).repeat(4000)).unwrap();
            let mut quiet = |_: &Path, _: u64, _: u64| ControlFlow::Continue(());
            let taken = store.blobs().take_all(&[path], &mut quiet).unwrap();
            store.attach(&anna, case, Some("uppdrag"), taken).unwrap();
            say(format!("attached {count}"));
        }
    }
}
