//! Five programs on one real folder, each killed without warning again and again
//! while people type. Afterwards everybody must have the same, with every edit
//! that was acknowledged, and so must a PC that joins from the folder alone. The
//! folder may be reached by several paths, which the programs divide among them.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use samsvar_tests::Ran;
use samsvar_tests::acts::Chance;
use serde_json::Value;
use tempfile::TempDir;

const PCS: usize = 5;

/// How often each sharing program is killed at least.
const KILLS: u64 = 40;

/// Rounds of sharing in which the end must be quiet.
const ROUNDS: usize = 60;

/// Rounds without anything new that count as quiet.
const QUIET: usize = 5;

const QUESTIONS: [&str; 4] = ["definition", "1", "2", "3"];

struct Pc {
    folder: TempDir,
    program: PathBuf,
    killed: AtomicU64,
    refused: AtomicU64,
    /// Words of edits that were acknowledged.
    words: Mutex<BTreeSet<String>>,
}

/// Runs for so many minutes on one folder, which has these paths; on a temporary
/// one when it has none. True when nothing was lost and all are equal.
pub fn run(minutes: u64, paths: &[PathBuf]) -> bool {
    let temporary = folder();
    let paths = match paths {
        [] => &[temporary.path().to_owned()],
        given => given,
    };
    let path = |place: usize| paths[place % paths.len()].display().to_string();
    let pcs: Vec<Pc> = (0..PCS).map(|_| Pc::new()).collect();
    for (place, pc) in pcs.iter().enumerate() {
        pc.must(&["sync", &path(place)]);
    }
    pcs[0].must(&["case", "new", "--process", "remissvar", "--title", "Första"]);
    let begun = Instant::now();
    let end = begun + Duration::from_secs(minutes * 60);
    std::thread::scope(|scope| {
        for (place, pc) in (0..).zip(&pcs) {
            scope.spawn(move || pc.type_until(end, place));
            scope.spawn(move || pc.share_until(end, place));
        }
        scope.spawn(|| {
            while Instant::now() < end {
                std::thread::sleep(Duration::from_secs(60).min(end - Instant::now()));
                say(&pcs, begun);
            }
        });
    });
    say(&pcs, begun);
    let quiet = settle(&pcs);
    let fresh = Pc::new();
    let joined = fresh.must(&["sync", &path(PCS)]);
    println!("a PC that joins from the folder: {joined}");
    let mut pcs = pcs;
    pcs.push(fresh);
    let quiet = settle(&pcs) && quiet;
    let faults = faults(&pcs);
    for fault in &faults {
        println!("{fault}");
    }
    let enough = pcs[..PCS]
        .iter()
        .all(|pc| pc.killed.load(Ordering::Relaxed) >= KILLS);
    println!(
        "quiet at the end: {quiet}; killed often enough: {enough}; faults: {}",
        faults.len()
    );
    quiet && enough && faults.is_empty()
}

impl Pc {
    fn new() -> Self {
        let here = std::env::current_exe().expect("a program knows where it lies");
        let program = here.with_file_name("samsvar");
        let program = program.with_extension(std::env::consts::EXE_EXTENSION);
        assert!(program.exists(), "{} is not built", program.display());
        Self {
            folder: folder(),
            program,
            killed: AtomicU64::new(0),
            refused: AtomicU64::new(0),
            words: Mutex::default(),
        }
    }

    fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(&self.program);
        command
            .arg("--workspace")
            .arg(self.folder.path())
            .args(["--person", "Anna Test", "--json"])
            .args(words);
        command
    }

    fn run(&self, words: &[&str]) -> Ran {
        Ran::of(&mut self.command(words))
    }

    fn must(&self, words: &[&str]) -> Value {
        let ran = self.run(words);
        assert_eq!(ran.code, 0, "{words:?}: {}", ran.err);
        serde_json::from_str(&ran.out).unwrap_or_default()
    }

    fn share_until(&self, end: Instant, place: u64) {
        let mut chance = Chance::new(place + 100);
        let whole = end.saturating_duration_since(Instant::now());
        // Half of this on average: more than the kills that are wanted.
        let longest = usize::try_from(whole.as_millis()).unwrap_or(usize::MAX) / 45;
        while Instant::now() < end {
            let mut command = self.command(&["sync", "--watch"]);
            command.stdout(Stdio::null()).stderr(Stdio::null());
            let mut program = command.spawn().expect("the program starts");
            let pause = Duration::from_millis(20 + chance.below(longest.max(1)) as u64);
            std::thread::sleep(pause.min(end.saturating_duration_since(Instant::now())));
            kill(&mut program);
            self.killed.fetch_add(1, Ordering::Relaxed);
        }
    }

    fn type_until(&self, end: Instant, place: u64) {
        let mut chance = Chance::new(place);
        let mut cases = Vec::new();
        for count in 0.. {
            if Instant::now() >= end {
                return;
            }
            if count % 10 == 0 {
                cases = self.cases();
            }
            let word = format!("zq{place}x{count}z");
            let Some(words) = self.verb(&mut chance, &cases, &word) else {
                std::thread::sleep(Duration::from_millis(200));
                continue;
            };
            let words: Vec<&str> = words.iter().map(String::as_str).collect();
            if chance.one_in(12) {
                // What was not acknowledged may be there or not.
                let mut command = self.command(&words);
                command.stdout(Stdio::null()).stderr(Stdio::null());
                let mut program = command.spawn().expect("the program starts");
                std::thread::sleep(Duration::from_millis(chance.below(300) as u64));
                kill(&mut program);
            } else if self.run(&words).code == 0 {
                self.words
                    .lock()
                    .expect("nobody panics with it")
                    .insert(word);
            } else {
                self.refused.fetch_add(1, Ordering::Relaxed);
            }
        }
    }

    /// Something that may be done to one of the cases. The rules may refuse it.
    fn verb(&self, chance: &mut Chance, cases: &[String], word: &str) -> Option<Vec<String>> {
        let owned = |words: &[&str]| Some(words.iter().map(ToString::to_string).collect());
        if cases.len() < 8 && chance.one_in(20) {
            return owned(&["case", "new", "--process", "remissvar", "--title", word]);
        }
        let case = match cases {
            [] => return None,
            cases => chance.of(cases).as_str(),
        };
        match chance.below(8) {
            0 => {
                let path = self.folder.path().join(format!("{word}.txt"));
                std::fs::write(&path, word.repeat(200)).ok()?;
                owned(&["attach", case, &path.display().to_string()])
            }
            1 => owned(&["step", "done", case, "1", "--by", "Anna", "--note", word]),
            2 => owned(&["step", "reopen", case, "1", "--by", "Anna", "--note", word]),
            3 => owned(&["question", "add", case, "--title", word]),
            4..=5 => {
                let question = QUESTIONS[chance.below(QUESTIONS.len())];
                owned(&["answer", case, question, "--text", word])
            }
            _ => {
                let field = *chance.of(&["title", "note", "area"]);
                owned(&["case", "set", case, field, word])
            }
        }
    }

    fn cases(&self) -> Vec<String> {
        let ran = self.run(&["case", "list"]);
        let list: Value = serde_json::from_str(&ran.out).unwrap_or_default();
        let rows = list["rows"].as_array().cloned().unwrap_or_default();
        let mut ids: Vec<String> = rows
            .iter()
            .filter_map(|row| row["id"].as_str().map(str::to_owned))
            .collect();
        ids.sort();
        ids
    }

    /// Every case: as it is, and what was done.
    fn all(&self) -> Vec<(String, String)> {
        let told = |case: &str| {
            let shown = self.must(&["case", "show", case]);
            let history = self.must(&["case", "history", case]);
            format!("{shown}{history}")
        };
        let cases = self.cases().into_iter();
        cases.map(|case| (case.clone(), told(&case))).collect()
    }

    /// Every version of every text.
    fn texts(&self) -> String {
        let mut texts = String::new();
        for case in self.cases() {
            for question in QUESTIONS {
                let words = ["case", "history", &case, "--question", question];
                let versions = self.must(&words);
                for version in versions.as_array().into_iter().flatten() {
                    let hash = version["change"].as_str().unwrap_or_default();
                    let compared = [&words[..], &["--compare", hash, hash]].concat();
                    texts.push_str(&self.must(&compared).to_string());
                }
            }
        }
        texts
    }
}

/// Everybody shares in turns until nothing is new.
fn settle(pcs: &[Pc]) -> bool {
    let mut quiet = 0;
    for _ in 0..ROUNDS {
        let mut anything = false;
        for pc in pcs {
            let ran = pc.run(&["sync"]);
            let told: Value = serde_json::from_str(&ran.out).unwrap_or_default();
            let counts = ["read", "written", "files_in", "files_out"];
            anything |= ran.code != 0 || counts.iter().any(|it| told[it] != 0);
        }
        quiet = if anything { 0 } else { quiet + 1 };
        if quiet == QUIET {
            return true;
        }
    }
    false
}

fn faults(pcs: &[Pc]) -> Vec<String> {
    let mut faults = Vec::new();
    // Everybody's are those of the first, when what was done is.
    let (first, texts) = (pcs[0].all(), pcs[0].texts());
    for (place, pc) in pcs.iter().enumerate() {
        let check = pc.run(&["check"]);
        if check.code != 0 {
            faults.push(format!("PC {place}: check: {}{}", check.out, check.err));
        }
        if place > 0 {
            let all = pc.all();
            let differing = first.iter().zip(&all).filter(|(one, other)| one != other);
            let differing: Vec<_> = differing.map(|(one, _)| &one.0).collect();
            if all.len() != first.len() || !differing.is_empty() {
                faults.push(format!("PC 0 and PC {place} differ: {differing:?}"));
            }
        }
        for word in &*pc.words.lock().expect("nobody panics with it") {
            let told = first.iter().any(|(_, told)| told.contains(word));
            if !told && !texts.contains(word) {
                faults.push(format!("PC {place} acknowledged what is gone: {word}"));
            }
        }
    }
    faults
}

fn say(pcs: &[Pc], begun: Instant) {
    let kills: Vec<_> = pcs
        .iter()
        .map(|pc| pc.killed.load(Ordering::Relaxed))
        .collect();
    let refused: u64 = pcs
        .iter()
        .map(|pc| pc.refused.load(Ordering::Relaxed))
        .sum();
    let words = |pc: &Pc| pc.words.lock().map_or(0, |words| words.len());
    let edits: usize = pcs.iter().map(words).sum();
    println!(
        "{} s: {edits} edits acknowledged, {refused} refused, killed {kills:?}",
        begun.elapsed().as_secs()
    );
}

fn kill(program: &mut Child) {
    // It may have ended by itself.
    let _ = program.kill();
    let _ = program.wait();
}

fn folder() -> TempDir {
    let here: &Path = &std::env::temp_dir();
    tempfile::tempdir_in(here).expect("a temporary folder")
}
