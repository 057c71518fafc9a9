//! Sharing 2,000 cases through a folder, beside the terminal application of
//! Joplin with as many notes of the same text and its file-system target. Both
//! run as whole programs, on empty profiles and workspaces, in the same run.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use samsvar_core::model::{Act, CaseField, CaseId};
use samsvar_core::store::{Options, Store};
use samsvar_core::sync::{Disk, choose, share};
use samsvar_tests::{Workspace, author};

use super::{cases, table, timed};

/// How many cases and notes.
const CASES: usize = 2_000;

/// What Joplin's times may be multiplied by: the list in an empty PC, all of it
/// with search, out to an empty folder, one change out and in, files.
const AIMS: [f64; 5] = [0.15, 0.4, 0.2, 0.05, 0.01];

/// Runs as a program of its own: joins or shares, and says when the list could
/// be used and when everything was there.
pub fn program(workspace: &Path, folder: &Path) {
    let start = Instant::now();
    let mut store = Store::open(workspace, Options::default()).unwrap();
    let watched = workspace.to_owned();
    let list = std::thread::spawn(move || {
        let store = Store::open(&watched, Options::default()).unwrap();
        loop {
            if store.overview(0, 50).unwrap().total as usize >= CASES {
                return start.elapsed();
            }
            // Nobody tells when the list is whole: it is asked for as a window would.
            std::thread::sleep(Duration::from_millis(5));
        }
    });
    if store.space().unwrap().is_none() {
        choose(&mut store, folder).unwrap();
    }
    let fs = Disk::new(folder);
    let shared = share(&mut store, &fs, &mut |_| ControlFlow::Continue(())).unwrap();
    assert!(shared.fault.is_none(), "{shared:?}");
    assert!(store.search("levercancer", 50).unwrap().total > 0);
    let complete = start.elapsed();
    let list = list.join().unwrap();
    println!("{} {}", list.as_micros(), complete.as_micros());
}

/// Runs that program and returns when the list was usable and when it was done,
/// from before the program was started.
fn run(workspace: &Path, folder: &Path) -> [Duration; 2] {
    let start = Instant::now();
    let output = Command::new(std::env::current_exe().unwrap())
        .arg("share")
        .args([workspace, folder])
        .stderr(Stdio::inherit())
        .output()
        .unwrap();
    let whole = start.elapsed();
    let said = String::from_utf8(output.stdout).unwrap();
    let micros: Vec<u64> = said
        .split_whitespace()
        .map(|it| it.parse().unwrap())
        .collect();
    let [list, complete] = [micros[0], micros[1]].map(Duration::from_micros);
    // What the program took to start and end belongs to both.
    let around = whole.saturating_sub(complete.max(list));
    [list + around, complete + around]
}

pub fn race() {
    let (a, b) = (Workspace::new(), Workspace::new());
    let folder = tempfile::tempdir().unwrap();
    let ids = {
        let mut store = a.open();
        let ids = cases::register(&mut store, CASES);
        plan_steps(&mut store, &ids);
        ids
    };
    let [_, out] = run(a.path(), folder.path());
    let [list, complete] = run(b.path(), folder.path());
    change(&a, ids[7], 1);
    let [_, one_out] = run(a.path(), folder.path());
    let [_, one_in] = run(b.path(), folder.path());
    let files = count(folder.path());
    let idle = idle(&b, folder.path());
    table::single("idle, share of a core", &format!("{:.3} %", idle * 100.0));
    let texts = texts(&a, &ids);
    let Some(joplin) = Joplin::find() else {
        let told = [("in, list", list), ("in, complete", complete), ("out", out)];
        for (name, time) in told {
            table::single(&format!("{CASES} cases {name}"), &table::told(time));
        }
        table::single("one change out", &table::told(one_out));
        table::single("one change in", &table::told(one_in));
        table::single("  Joplin is not here: no race", "");
        return;
    };
    let them = joplin.race(&texts);
    let aims = AIMS;
    table::race(
        "2,000 cases in: the list; Joplin",
        [list, them.all_in],
        aims[0],
    );
    table::race(
        "2,000 cases in, with search",
        [complete, them.all_in],
        aims[1],
    );
    table::race("2,000 cases out", [out, them.all_out], aims[2]);
    table::race("one change out", [one_out, them.one_out], aims[3]);
    table::race("one change in", [one_in, them.one_in], aims[3]);
    let ratio = files as f64 / them.files as f64;
    let verdict = if ratio <= aims[4] { "ok" } else { "over" };
    let told = format!(
        "{files} of {}: {:.2} %  {verdict}",
        them.files,
        ratio * 100.0
    );
    table::single("files in the folder", &told);
}

/// Dates and people on every part of the checklist, so that a case has about 40
/// values and 20 points.
fn plan_steps(store: &mut Store, ids: &[CaseId]) {
    for some in ids.chunks(100) {
        let done = store.transact(&author("Anna Lind"), |door| {
            for id in some {
                let case = door.case(*id)?;
                for step in &case.steps {
                    for part in &step.parts {
                        let act = Act::StepPlanned {
                            step: step.id.clone(),
                            scope: part.scope.clone(),
                            due: Some("2026-03-02".to_owned()),
                            responsible: Some("Åsa Ek".to_owned()),
                        };
                        door.act(*id, act)?;
                    }
                }
            }
            Ok(())
        });
        done.unwrap();
    }
}

fn change(at: &Workspace, id: CaseId, run: usize) {
    let done = at.open().transact(&author("Anna Lind"), |door| {
        let (field, value) = (CaseField::Note, format!("Anteckning {run}"));
        door.act(id, Act::FieldSet { field, value })
    });
    done.unwrap();
}

/// What of a core a look at a quiet folder takes, at one every 15 seconds.
fn idle(at: &Workspace, folder: &Path) -> f64 {
    const LOOKS: u32 = 40;
    let mut store = at.open();
    let fs = Disk::new(folder);
    let mut look = || share(&mut store, &fs, &mut |_| ControlFlow::Continue(())).unwrap();
    look();
    let time = timed(|| (0..LOOKS).for_each(|_| drop(look())));
    time.as_secs_f64() / f64::from(LOOKS) / 15.0
}

fn texts(at: &Workspace, ids: &[CaseId]) -> Vec<String> {
    let store = at.open();
    let text = |id: &CaseId| {
        let case = store.case(*id).unwrap();
        let answers: Vec<_> = case.questions.iter().map(|it| it.text.as_str()).collect();
        format!("# {}\n\n{}\n", case.title, answers.join("\n\n"))
    };
    ids.iter().map(text).collect()
}

fn count(folder: &Path) -> usize {
    let entries = std::fs::read_dir(folder).unwrap().flatten();
    entries
        .map(|it| match it.path() {
            path if path.is_dir() => count(&path),
            _ => 1,
        })
        .sum()
}

/// Joplin's terminal application, where `cargo xtask bench` put it.
struct Joplin {
    program: PathBuf,
}

/// What Joplin took.
struct Times {
    all_out: Duration,
    all_in: Duration,
    one_out: Duration,
    one_in: Duration,
    files: usize,
}

impl Joplin {
    fn find() -> Option<Self> {
        let program = PathBuf::from(std::env::var_os("SAMSVAR_JOPLIN")?);
        program.is_file().then_some(Self { program })
    }

    fn go(&self, profile: &Path, arguments: &[&str]) -> Duration {
        let mut command = Command::new(&self.program);
        command.arg("--profile").arg(profile).args(arguments);
        command.stdin(Stdio::null()).stdout(Stdio::null());
        timed(|| assert!(command.status().unwrap().success(), "{arguments:?}"))
    }

    fn race(&self, texts: &[String]) -> Times {
        let folders = [(); 4].map(|()| tempfile::tempdir().unwrap());
        let [a, b, target, notes] = &folders;
        for (number, text) in texts.iter().enumerate() {
            let name = format!("Anteckning {number}.md");
            std::fs::write(notes.path().join(name), text).unwrap();
        }
        let shared = target.path().to_str().unwrap();
        for profile in [a, b] {
            self.go(profile.path(), &["config", "sync.target", "2"]);
            self.go(profile.path(), &["config", "sync.2.path", shared]);
        }
        let from = notes.path().to_str().unwrap();
        self.go(a.path(), &["import", "--format", "md", from]);
        let all_out = self.go(a.path(), &["sync"]);
        let all_in = self.go(b.path(), &["sync"]);
        let book = notes.path().file_name().unwrap().to_str().unwrap();
        self.go(a.path(), &["use", book]);
        self.go(a.path(), &["set", "Anteckning 7", "body", "Ändrad"]);
        let one_out = self.go(a.path(), &["sync"]);
        let one_in = self.go(b.path(), &["sync"]);
        Times {
            all_out,
            all_in,
            one_out,
            one_in,
            files: count(target.path()),
        }
    }
}
