//! How the time of each work grows with ten times the cases, and how long a
//! long packet takes. `cargo xtask bench [SMALL LARGE]` runs it.
#![allow(
    clippy::unwrap_used,
    reason = "what cannot be prepared cannot be measured"
)]

mod binding;
mod cases;
mod paper;
mod search;
mod sharing;
mod table;

use std::hint::black_box;
use std::time::{Duration, Instant};

use samsvar_core::model::{CaseId, Moment, QuestionId};
use samsvar_core::printing;
use samsvar_core::store::{DATABASE, Options, Store};
use samsvar_tests::{Workspace, author};

/// Rows that the list shows before anyone scrolls.
const FIRST: u32 = 50;
/// A workspace of one size.
struct Place {
    workspace: Workspace,
    store: Option<Store>,
    ids: Vec<CaseId>,
    built: Duration,
}

impl Place {
    fn build(size: usize) -> Self {
        let workspace = Workspace::new();
        let start = Instant::now();
        let ids = cases::register(&mut open(&workspace), size);
        Self {
            built: start.elapsed() / u32::try_from(size).unwrap(),
            store: None,
            workspace,
            ids,
        }
    }

    fn store(&mut self) -> &mut Store {
        self.store.get_or_insert_with(|| open(&self.workspace))
    }

    /// Some case, far from the one before; of like content in every size.
    fn some(&self, run: usize) -> (CaseId, usize) {
        let at = run * 7919 % self.ids.len();
        (self.ids[at], at % 1000)
    }
}

/// Opens the store with a clock that stands still.
fn open(workspace: &Workspace) -> Store {
    let noon = || Moment::from_millis(1_767_265_200_000);
    let options = Options {
        clock: Box::new(noon),
        ..Options::default()
    };
    Store::open(workspace.path(), options).unwrap()
}

/// One measured work: its name, how many runs, and a run.
type Work = (&'static str, usize, fn(&mut Place, usize) -> Duration);

const WORKS: [Work; 6] = [
    ("open the store, first 50 rows", 60, |place, _| {
        place.store = None;
        timed(|| open(&place.workspace).overview(0, FIRST).unwrap())
    }),
    ("first 50 rows of the list", 300, |place, _| {
        let store = place.store();
        timed(|| store.overview(0, FIRST).unwrap())
    }),
    ("open one case", 300, |place, run| {
        let (id, _) = place.some(run);
        let store = place.store();
        timed(|| store.case_view(id).unwrap())
    }),
    ("save one changed text", 200, |place, run| {
        let (id, like) = place.some(run);
        let text = format!("{} Vi återkommer i ärende {run}.", cases::answer(like, 0));
        let question = QuestionId::new(cases::QUESTIONS[0]);
        let anna = author("Anna Lind");
        let store = place.store();
        timed(|| {
            store.draft_write(&anna, id, &question, &text, &[]).unwrap();
            store.draft_commit(&anna, id, &question).unwrap()
        })
    }),
    ("search for a number", 300, |place, run| {
        let (_, like) = place.some(run);
        let number = (10_000 + like).to_string();
        let store = place.store();
        timed(|| store.search(&number, FIRST).unwrap())
    }),
    ("print one case", 40, |place, run| {
        let (id, _) = place.some(run);
        let store = place.store();
        timed(|| printing::ready(store, id, false).unwrap().print().unwrap())
    }),
];

fn timed<T>(work: impl FnOnce() -> T) -> Duration {
    let start = Instant::now();
    let value = work();
    let time = start.elapsed();
    black_box(value);
    time
}

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    match words.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        // The program that is measured when it shares.
        ["share", workspace, folder] => sharing::program(workspace.as_ref(), folder.as_ref()),
        [writer @ ("packet" | "krilla"), workspace, answers, out] => {
            paper::program(writer, workspace.as_ref(), answers, out.as_ref());
        }
        ["meet", workspace, answers, cases, out] => {
            binding::meet(workspace.as_ref(), answers, cases, out.as_ref());
        }
        ["bind", workspace, out] => binding::bind(workspace.as_ref(), out.as_ref()),
        ["sharing"] => sharing::race(),
        ["paper"] => {
            paper::race();
            binding::race();
        }
        _ => all(),
    }
}

fn all() {
    let asked: Vec<usize> = std::env::args()
        .skip(1)
        .map(|word| word.replace(',', "").parse().unwrap())
        .collect();
    let sizes = <[usize; 2]>::try_from(asked).unwrap_or([1_000, 10_000]);
    let mut places = sizes.map(Place::build);
    table::head(sizes);
    table::growth("build, per case", [places[0].built, places[1].built]);
    for (name, runs, work) in WORKS {
        table::growth(name, alternating(&mut places, runs, work));
    }
    let small = places[0].store();
    let time = timed(|| small.check(false).unwrap());
    let name = format!("check of {} cases", table::count(sizes[0]));
    table::single(&name, &table::told(time));
    for (place, size) in places.iter().zip(sizes) {
        let database = place.workspace.path().join(DATABASE);
        let bytes = std::fs::metadata(database).unwrap().len();
        let name = format!("database with {} cases", table::count(size));
        table::single(&name, &megabytes(bytes));
    }
    println!();
    let ids = places[1].ids.clone();
    search::race(places[1].store(), &ids);
    println!();
    sharing::race();
    println!();
    paper::race();
    binding::race();
}

/// The medians of both sizes. They take turns, and take turns at being first,
/// so that a machine that slows down slows both.
fn alternating(
    places: &mut [Place; 2],
    runs: usize,
    work: fn(&mut Place, usize) -> Duration,
) -> [Duration; 2] {
    let mut times = [Vec::new(), Vec::new()];
    for run in 0..runs {
        for turn in 0..2 {
            let which = (run + turn) % 2;
            times[which].push(work(&mut places[which], run));
        }
    }
    times.map(table::median)
}

fn megabytes(bytes: u64) -> String {
    format!("{:.1} MB", bytes as f64 / 1e6)
}
