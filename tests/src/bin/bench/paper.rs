//! A long packet, beside krilla behind the same layout and Typst with the same text
//! and tables. All run as whole programs in the same run; what they are charged is the time of the processor
//! and the most memory they had, as the system counts it.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use samsvar_core::model::{CaseSnapshot, Date, Question, QuestionId};
use samsvar_core::packet::{self, Output, Packet, Printed, Status};
use samsvar_core::store::{Options, Store};
use samsvar_tests::Workspace;

use super::{cases, table};

/// Pages of a long packet.
const LONG: u32 = 214;

/// What of krilla's and of Typst's processor time a long packet may take, how many
/// MB of memory, and how many MB it may be.
const AIMS: (f64, f64, f64, f64) = (1.0, 0.25, 150.0, 1.2);

/// Runs as a program of its own: prints a packet with so many answers, by our own
/// writer or by krilla.
pub fn program(writer: &str, workspace: &Path, answers: &str, out: &Path) {
    let store = Store::open(workspace, Options::default()).unwrap();
    let id = store.overview(0, 1).unwrap().rows[0].id;
    let case = long(store.case(id).unwrap(), answers.parse().unwrap());
    let bytes = match writer {
        #[cfg(feature = "race")]
        "krilla" => packet::print_by_krilla(&packet_of(&case)).unwrap(),
        _ => print(&case).bytes,
    };
    std::fs::write(out, bytes).unwrap();
}

/// A case with so many answers, every third with a table.
pub(super) fn long(mut case: CaseSnapshot, answers: usize) -> CaseSnapshot {
    let asked = std::mem::take(&mut case.questions);
    let question = |at: usize| {
        let mut text = cases::answer(at, 1);
        if at.is_multiple_of(3) {
            text.push_str("\n\n| År | Patienter | Vårddygn | Väntetid |\n|---|---|---|---|\n");
            for year in 2018..2025 {
                let patients = 11 + (at * 7 + year) % 60;
                let row = (patients * 4, 20 + patients % 17);
                let _ = writeln!(
                    text,
                    "| {year} | {patients} | {} | {} dagar |",
                    row.0, row.1
                );
            }
        }
        Question {
            number: u32::try_from(at + 1).unwrap(),
            id: QuestionId::new(format!("fraga-{at}")),
            text,
            ..asked[at % asked.len()].clone()
        }
    };
    case.questions = (0..answers).map(question).collect();
    case
}

pub(super) fn packet_of(case: &CaseSnapshot) -> Packet<'_> {
    Packet {
        case,
        status: Status::Draft,
        printed_on: "2026-11-22".parse::<Date>().unwrap(),
    }
}

fn print(case: &CaseSnapshot) -> Printed {
    packet::print(
        &packet_of(case),
        Output::Archive,
        Vec::new(),
        &mut packet::unwatched,
    )
    .unwrap()
}

/// What a program was charged.
pub(super) struct Cost {
    pub(super) cpu: Duration,
    megabytes: f64,
}

/// Runs a program and asks the system what it took. `None` when it ended badly.
fn cost(command: &[&str]) -> Option<Cost> {
    const MEASURE: &str = "import resource, subprocess, sys
subprocess.run(sys.argv[1:], check=True)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(used.ru_utime + used.ru_stime, used.ru_maxrss)";
    let output = Command::new("python3")
        .args(["-c", MEASURE])
        .args(command)
        .output()
        .ok()?;
    let said = String::from_utf8(output.stdout).ok()?;
    let mut figures = said.lines().last()?.split(' ');
    let mut next = || figures.next()?.parse::<f64>().ok();
    let (seconds, kib) = (next()?, next()?);
    Some(Cost {
        cpu: Duration::from_secs_f64(seconds),
        megabytes: kib * 1024.0 / 1e6,
    })
}

/// The middle of five runs.
pub(super) fn median(command: &[&str]) -> Option<Cost> {
    let mut all: Vec<Cost> = (0..5).map(|_| cost(command)).collect::<Option<_>>()?;
    all.sort_by_key(|it| it.cpu);
    Some(all.swap_remove(2))
}

pub fn race() {
    let workspace = Workspace::new();
    let case = {
        let mut store = workspace.open();
        let id = cases::register(&mut store, 1)[0];
        store.case(id).unwrap()
    };
    let (answers, printed) = filling(&case, LONG);
    let out = workspace.path().join("packet.pdf");
    let program = std::env::current_exe().unwrap();
    let (program, folder, out) = (told(&program), told(workspace.path()), told(&out));
    let number = answers.to_string();
    let by = |writer: &str| median(&[&program, writer, &folder, &number, &out]);
    let Some(ours) = by("packet") else {
        table::single("  python3 is not here: no race of packets", "");
        return;
    };
    let name = format!("packet of {} pages; krilla", printed.pages);
    if let Some(theirs) = by("krilla").filter(|_| cfg!(feature = "race")) {
        table::race(&name, [ours.cpu, theirs.cpu], AIMS.0);
    }
    let name = format!("packet of {} pages; Typst", printed.pages);
    match typst(&workspace, &long(case, answers)) {
        Some(theirs) => table::race(&name, [ours.cpu, theirs.cpu], AIMS.1),
        None => {
            table::single(&name, &table::told(ours.cpu));
            table::single("  Typst is not here: no race", "");
        }
    }
    table::most("  memory", ours.megabytes, AIMS.2);
    table::most("  size", printed.bytes.len() as f64 / 1e6, AIMS.3);
}

/// How many answers fill so many pages, and the packet with them.
pub(super) fn filling(case: &CaseSnapshot, pages: u32) -> (usize, Printed) {
    // No answer fills a page, so one for each page that lacks is never too many.
    let mut answers = 0;
    let mut printed = print(&long(case.clone(), answers));
    while printed.pages < pages {
        answers += usize::try_from(pages - printed.pages).unwrap();
        printed = print(&long(case.clone(), answers));
    }
    (answers, printed)
}

pub(super) fn told(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

/// Typst as `cargo xtask bench` put it, on the same text and tables and with the
/// same promises to archives and readers.
fn typst(workspace: &Workspace, case: &CaseSnapshot) -> Option<Cost> {
    const COMPILE: &str = "import sys, typst
typst.compile(sys.argv[1], output=sys.argv[2], font_paths=[sys.argv[3]], pdf_standards=['a-3a', 'ua-1'])";
    let python = PathBuf::from(std::env::var_os("SAMSVAR_TYPST")?);
    let source = workspace.path().join("packet.typ");
    std::fs::write(&source, markup(case)).unwrap();
    let fonts = concat!(env!("CARGO_MANIFEST_DIR"), "/../src-tauri/core/fonts");
    let (python, source) = (told(&python), told(&source));
    let out = source.replace(".typ", "-typst.pdf");
    median(&[&python, "-c", COMPILE, &source, &out, fonts])
}

/// The case as Typst reads it.
fn markup(case: &CaseSnapshot) -> String {
    let mut out = format!(
        "#set document(title: \"{0}\", author: \"S\", date: datetime(year: 2026, month: 1, day: 1))\n\
         #set text(lang: \"sv\", region: \"SE\", font: \"Source Sans 3\", size: 10.5pt)\n\
         #set page(paper: \"a4\", numbering: \"1\")\n#title()\n#outline()\n= Svar\n",
        case.title
    );
    for question in &case.questions {
        let _ = writeln!(out, "== {}. {}\n", question.number, question.title);
        for (at, stance) in question.stances.iter().enumerate() {
            let _ = writeln!(out, "{}. {stance:?}", at + 1);
        }
        out.push('\n');
        for line in question.text.lines() {
            match line.strip_prefix("| ").and_then(|it| it.strip_suffix(" |")) {
                Some(row) if row.starts_with("År") => {
                    out.push_str("#table(columns: 4, table.header");
                    cells(&mut out, row);
                    out.push_str(",\n");
                }
                Some(row) => {
                    let row: Vec<_> = row.split(" | ").map(|it| format!("[{it}]")).collect();
                    let _ = writeln!(out, "{},", row.join(", "));
                    if row[0] == "[2024]" {
                        out.push_str(")\n");
                    }
                }
                None if line.starts_with("|---") => {}
                None => {
                    let _ = writeln!(out, "{}", line.replace("**", "*"));
                }
            }
        }
        out.push('\n');
    }
    out
}

fn cells(out: &mut String, row: &str) {
    for cell in row.split(" | ") {
        let _ = write!(out, "[{cell}]");
    }
}
