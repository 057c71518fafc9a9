//! What a year's work left in the folder, and what it costs to come to it.

use std::collections::BTreeSet;
use std::ops::{AddAssign, Sub};
use std::path::Path;
use std::time::Instant;

use rusqlite::{Connection, OpenFlags};
use samsvar_core::store::DATABASE;
use samsvar_core::sync::{choose, segment};
use samsvar_tests::folders;
use tempfile::TempDir;

use super::{Office, share};

/// How much faster than a straight line something may grow.
const AIM: f64 = 1.3;

/// Joinings of which the fastest counts.
const JOININGS: usize = 3;

/// Times that a folder without anything new is looked at.
const LOOKS: u32 = 5;

/// Seconds: by the clock, and of the processor on all threads.
#[derive(Clone, Copy, Default)]
pub struct Spent {
    wall: f64,
    cpu: f64,
}

impl Spent {
    /// Since some time before this program began.
    pub fn now() -> Self {
        static BEGUN: std::sync::OnceLock<Instant> = std::sync::OnceLock::new();
        let wall = BEGUN.get_or_init(Instant::now).elapsed().as_secs_f64();
        // Where the system does not tell, the clock stands for both.
        let cpu = processor().unwrap_or(wall);
        Self { wall, cpu }
    }
}

impl Sub for Spent {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self {
            wall: self.wall - other.wall,
            cpu: self.cpu - other.cpu,
        }
    }
}

impl AddAssign for Spent {
    fn add_assign(&mut self, other: Self) {
        self.wall += other.wall;
        self.cpu += other.cpu;
    }
}

/// Linux tells it in hundredths of a second.
fn processor() -> Option<f64> {
    let told = std::fs::read_to_string("/proc/self/stat").ok()?;
    // The program's name comes before, in brackets, and may hold anything.
    let (_, rest) = told.rsplit_once(')')?;
    let ticks: Vec<f64> = rest
        .split_whitespace()
        .skip(11)
        .take(2)
        .filter_map(|it| it.parse().ok())
        .collect();
    Some(ticks.iter().sum::<f64>() / 100.0)
}

/// What lies in the segments.
#[derive(Default)]
struct Segments {
    files: usize,
    packs: usize,
    wholes: usize,
    documents: usize,
    superseded: usize,
    promises: usize,
    bytes: u64,
}

impl Segments {
    fn of(folder: &Path) -> Self {
        let mut told = Self::default();
        let mut documents = BTreeSet::new();
        let installs = std::fs::read_dir(folder.join(segment::FOLDER)).unwrap();
        let files = installs.flat_map(|it| std::fs::read_dir(it.unwrap().path()).unwrap());
        for file in files {
            let bytes = std::fs::read(file.unwrap().path()).unwrap();
            let (about, parts) = segment::decode(&bytes).unwrap();
            told.files += 1;
            told.packs += usize::from(!about.supersedes.is_empty());
            told.superseded += about.supersedes.len();
            told.promises += about.made.len();
            told.bytes += bytes.len() as u64;
            told.wholes += parts.iter().filter(|it| it.saved.is_some()).count();
            documents.extend(parts.into_iter().map(|it| it.doc));
        }
        told.documents = documents.len();
        told
    }
}

/// What one year ended with.
pub struct Year {
    year: usize,
    cases: usize,
    acts: u64,
    own_files: u64,
    files: u64,
    bytes: u64,
    join: Spent,
    /// Seconds of the processor: a look at a folder without anything new, and the
    /// year's sharing, writing and generating.
    quiet: f64,
    sharing: f64,
    shares: u64,
    writing: f64,
    generating: f64,
    segments: Segments,
    /// Rows of one workspace's tables, and its database's bytes.
    segment_rows: u64,
    made_rows: u64,
    database: u64,
}

impl Year {
    pub fn of(office: &mut Office, year: usize) -> Self {
        let did = std::mem::take(&mut office.did);
        let folder = office.folder.path().to_owned();
        let (own_files, _) = folders::size(&folder.join("_samsvar"));
        let (files, bytes) = folders::size(&folder);
        let cases = office.cases.iter().flatten().count();
        let join = join(office, &folder, cases);
        let begun = Spent::now();
        for _ in 0..LOOKS {
            share(&mut office.people[0].store, &folder);
        }
        let quiet = (Spent::now() - begun).cpu / f64::from(LOOKS);
        let database = office.people[0].home.path().join(DATABASE);
        let opened = Connection::open_with_flags(&database, OpenFlags::SQLITE_OPEN_READ_ONLY);
        let opened = opened.unwrap();
        let rows = |table: &str| {
            let statement = format!("SELECT count(*) FROM {table}");
            let counted = opened.query_row(&statement, [], |row| row.get::<_, i64>(0));
            u64::try_from(counted.unwrap()).unwrap()
        };
        Self {
            year,
            cases,
            acts: did.acts,
            own_files,
            files,
            bytes,
            join,
            quiet,
            sharing: did.sharing.cpu,
            shares: did.shares,
            writing: did.writing.cpu,
            generating: did.generating.cpu,
            segments: Segments::of(&folder),
            segment_rows: rows("segment"),
            made_rows: rows("made"),
            database: std::fs::metadata(&database).unwrap().len(),
        }
    }

    pub fn say(&self) {
        let it = &self.segments;
        println!(
            "{:>4}{:>7}{:>8} |{:>9}{:>8}{:>9.1} |{:>8.2}{:>8.2}{:>9.1} |{:>7}{:>6}{:>8}{:>8}{:>8}{:>9}{:>8.2} |{:>7.0}{:>8.0}{:>8.1}{:>8.1}{:>9.1} |{:>8}{:>8}{:>8.1}",
            self.year,
            self.cases,
            self.acts,
            self.own_files,
            self.files,
            self.bytes as f64 / 1e6,
            self.join.wall,
            self.join.cpu,
            self.join.cpu * 1e3 / self.cases as f64,
            it.files,
            it.packs,
            it.wholes,
            it.documents,
            it.superseded,
            it.promises,
            it.bytes as f64 / 1e6,
            self.quiet * 1e3,
            self.sharing * 1e3 / self.shares as f64,
            self.sharing,
            self.writing,
            self.generating,
            self.segment_rows,
            self.made_rows,
            self.database as f64 / 1e6,
        );
    }
}

/// The names over [`Year::say`].
pub fn head() {
    println!(
        "{:>19} |{:>26} |{:>25} |{:>54} |{:>40} |{:>24}",
        "", "the folder", "joining", "in the segments", "processor", "in a workspace"
    );
    println!(
        "{:>4}{:>7}{:>8} |{:>9}{:>8}{:>9} |{:>8}{:>8}{:>9} |{:>7}{:>6}{:>8}{:>8}{:>8}{:>9}{:>8} |{:>7}{:>8}{:>8}{:>8}{:>9} |{:>8}{:>8}{:>8}",
        "year",
        "cases",
        "acts",
        "_samsvar",
        "files",
        "MB",
        "wall s",
        "CPU s",
        "ms/case",
        "files",
        "packs",
        "wholes",
        "docs",
        "stood",
        "promises",
        "MB",
        "idle ms",
        "one ms",
        "share s",
        "write s",
        "gener. s",
        "segment",
        "made",
        "MB",
    );
}

/// Somebody with an empty PC joins, in a copy of a folder with so many cases: nobody
/// waits afterwards for her to have read what is to be packed.
fn join(office: &mut Office, folder: &Path, cases: usize) -> Spent {
    let (copy, home) = (folders::fresh(), folders::fresh());
    folders::copy_all(folder, copy.path());
    let begun = Spent::now();
    let mut store = office.open(home.path());
    choose(&mut store, copy.path()).unwrap();
    loop {
        let shared = share(&mut store, copy.path());
        if shared.read == 0 && shared.files_in == 0 {
            break;
        }
    }
    let spent = Spent::now() - begun;
    assert_eq!(store.overview(0, 1).unwrap().total as usize, cases);
    spent
}

/// A folder as it lay when a year ended.
pub struct Kept {
    folder: TempDir,
    cases: usize,
}

impl Kept {
    pub fn of(office: &Office) -> Self {
        let folder = folders::fresh();
        folders::copy_all(office.folder.path(), folder.path());
        Self {
            folder,
            cases: office.cases.iter().flatten().count(),
        }
    }
}

/// How much longer joining takes for each case in the later folder. Both are joined
/// by turns, so that a machine that slows down slows both.
pub fn joining(office: &mut Office, early: &Kept, late: &Kept) -> f64 {
    let mut least = [f64::INFINITY; 2];
    for _ in 0..JOININGS {
        for (least, kept) in least.iter_mut().zip([early, late]) {
            let spent = join(office, kept.folder.path(), kept.cases);
            *least = least.min(spent.cpu / kept.cases as f64);
        }
    }
    least[1] / least[0]
}

/// Says how the last year compares with a straight line through the first two: for
/// each case, since these need not be equally many every year. False when something
/// grew faster than that.
pub fn verdict(years: &[Year], joining: f64) -> bool {
    let [first, second, .., last] = years else {
        println!("fewer than three years tell nothing of growth");
        return true;
    };
    let ratio = |of: fn(&Year) -> f64| {
        let line = (of(first) + of(second)) / (first.cases + second.cases) as f64;
        of(last) / (last.cases as f64 * line)
    };
    let ratios = [
        ("files in _samsvar", ratio(|it| it.own_files as f64)),
        ("files", ratio(|it| it.files as f64)),
        ("bytes", ratio(|it| it.bytes as f64)),
        ("joining", joining),
    ];
    println!();
    for (name, ratio) in ratios {
        let verdict = if ratio <= AIM { "ok" } else { "over" };
        println!("{name:<20}{ratio:>6.2}  ≤ {AIM}  {verdict}");
    }
    ratios.iter().all(|(_, ratio)| *ratio <= AIM)
}
