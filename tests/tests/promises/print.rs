//! What the command line prints: for the archive, to read with every file, for a meeting.

use std::ops::ControlFlow;
use std::path::Path;
use std::process::Command;

use samsvar_core::model::Refusal;
use samsvar_core::printing::{self, Output, PrintStep, Steps};
use samsvar_core::store::Error;
use samsvar_tests::{Workspace, author, remiss_in};

/// What a reader of PDF that is not ours finds in a file.
fn text(path: &Path) -> String {
    let output = Command::new("pdftotext")
        .args(["-layout"])
        .arg(path)
        .arg("-")
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout).unwrap()
}

fn pages(text: &str) -> usize {
    text.matches('\u{c}').count()
}

#[test]
fn a_packet_to_read_has_every_file_after_it_or_says_why_not() {
    let workspace = Workspace::new();
    let case = workspace.remiss();
    let at = |name: &str| workspace.path().join(name);
    let told = |name: &str| at(name).display().to_string();
    workspace.done(&["print", &case, "--out", &told("packet.pdf")]);
    std::fs::write(at("trasig.pdf"), b"%PDF-1.7 nothing more").unwrap();
    std::fs::write(at("anteckning.txt"), "Åäö").unwrap();
    for name in ["packet.pdf", "trasig.pdf", "anteckning.txt"] {
        workspace.done(&["attach", &case, &told(name)]);
    }
    let before = workspace.show(&case);
    let print = |kind: &str, name: &str| {
        workspace.done(&["print", &case, "--as", kind, "--out", &told(name)]);
        text(&at(name))
    };
    let (archive, reading) = (print("archive", "arkiv.pdf"), print("reading", "las.pdf"));
    let inner = pages(&text(&at("packet.pdf")));
    // The file's own pages, and a page in place of each of the two others.
    assert_eq!(pages(&reading), pages(&archive) + inner + 2);
    let last = format!("Sida {0} av {0}", pages(&reading));
    assert!(reading.contains(&last), "{last}: {reading}");
    for said in ["den är skadad", "bara PDF, JPEG och PNG"] {
        assert!(
            reading.contains(said) && !archive.contains(said),
            "{said}: {reading}"
        );
    }
    assert_eq!(pages(&print("archive-a2", "a2.pdf")), pages(&archive));
    let twice = |name: &str| std::fs::read(at(name)).unwrap();
    print("archive", "igen.pdf");
    assert!(twice("arkiv.pdf") == twice("igen.pdf"));
    assert_eq!(workspace.show(&case), before, "printing changes nothing");
}

#[test]
fn cases_for_a_meeting_share_one_agenda_and_one_numbering() {
    let workspace = Workspace::new();
    let first = workspace.remiss();
    let new = [
        "case",
        "new",
        "--process",
        "remissvar",
        "--title",
        "Epilepsi",
    ];
    let second = workspace.json(&new)["id"].as_str().unwrap().to_owned();
    let out = workspace.path().join("mote.pdf");
    let path = out.display().to_string();
    let ran = workspace.run(&["print", &first, &second, "--out", &path]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("--meeting") && !out.exists(), "{ran:?}");
    let meeting = [
        "print",
        "--meeting",
        "--on",
        "2023-11-14",
        "--section",
        "61",
    ];
    workspace.done(&[&meeting[..], &[&first, &second, "--out", &path]].concat());
    let told = text(&out);
    for said in [
        "14 november 2023",
        "Föredragningslista",
        "§ 61 Differences in Sex Development (DSD)",
        "§ 62 Epilepsi",
    ] {
        assert!(told.contains(said), "{said}: {told}");
    }
    let all = pages(&told);
    assert!(told.contains(&format!("Sida {all} av {all}")), "{told}");
}

#[test]
fn a_packet_to_read_and_one_for_a_meeting_can_be_stopped_at_any_step() {
    let workspace = Workspace::new();
    let mut store = workspace.open();
    let id = remiss_in(&mut store);
    let mut quiet = |_: &Path, _: u64, _: u64| ControlFlow::Continue(());
    for name in ["a.txt", "b.txt", "c.txt"] {
        let file = workspace.file(name, name);
        let taken = store.blobs().take_all(&[file], &mut quiet).unwrap();
        store.attach(&author("Anna"), id, None, taken).unwrap();
    }
    let case = printing::ready(&store, id, false).unwrap();
    let meeting = printing::ready_meeting(&store, &[id], &Default::default()).unwrap();
    let blobs = store.blobs();
    stops_at_every_step(|steps| case.print_as(Output::Reading, &blobs, steps));
    stops_at_every_step(|steps| meeting.print(Output::Reading, &blobs, steps));
}

fn stops_at_every_step(print: impl Fn(Steps<'_>) -> Result<printing::Printed, Error>) {
    let mut all = Vec::new();
    let mut steps = |step| {
        all.push(step);
        ControlFlow::Continue(())
    };
    let total = print(&mut steps).unwrap().pages as usize;
    let files = (1..=3).map(|done| PrintStep::Files { done, total: 3 });
    assert!(all.iter().take(3).copied().eq(files), "{all:?}");
    assert!(all[3..].contains(&PrintStep::Pages { done: 0, total }));
    assert_eq!(all.last(), Some(&PrintStep::Pages { done: total, total }));
    for last in 1..=all.len() {
        let mut told = Vec::new();
        let mut steps = |step| {
            told.push(step);
            match told.len() == last {
                true => ControlFlow::Break(()),
                false => ControlFlow::Continue(()),
            }
        };
        let stopped = print(&mut steps);
        assert!(matches!(stopped, Err(Error::Refused(Refusal::Stopped {}))));
        assert_eq!(told, all[..last]);
    }
}

#[test]
fn a_file_too_large_to_be_merged_has_a_page_in_its_place() {
    let workspace = Workspace::new();
    let case = workspace.remiss();
    let file = workspace.file("stor.pdf", "%PDF-1.7\n");
    let grown = std::fs::File::options().write(true).open(&file).unwrap();
    grown.set_len(200 * 1024 * 1024 + 1).unwrap();
    workspace.done(&["attach", &case, file.to_str().unwrap()]);
    let out = workspace.path().join("las.pdf");
    let path = out.display().to_string();
    workspace.done(&["print", &case, "--as", "reading", "--out", &path]);
    let told = text(&out);
    assert!(told.contains("för stor för att fogas in"), "{told}");
    assert!(told.contains("stor.pdf"), "{told}");
}

#[test]
fn a_file_that_is_there_twice_is_named_twice_and_stands_once() {
    let workspace = Workspace::new();
    let case = workspace.remiss();
    let files = ["en.pdf", "tom.pdf"].map(|name| workspace.path().join(name));
    workspace.done(&["print", &case, "--out", files[0].to_str().unwrap()]);
    std::fs::write(&files[1], b"").unwrap();
    let copy = workspace.path().join("kopia.pdf");
    std::fs::copy(&files[0], &copy).unwrap();
    for file in files.iter().chain([&copy]) {
        let ran = workspace.run(&["attach", &case, file.to_str().unwrap()]);
        assert_eq!(ran.code, 0, "{ran:?}");
    }
    let out = workspace.path().join("las.pdf");
    let path = out.display().to_string();
    workspace.done(&["print", &case, "--as", "reading", "--out", &path]);
    let told = text(&out);
    assert!(told.contains("densamma som bilaga"), "{told}");
    assert!(told.contains("den är tom"), "{told}");
    // Beside the number of the page stands whose page it is.
    assert!(told.contains("en.pdf · Sida"), "{told}");
}

#[test]
fn only_a_pdf_is_printed_and_only_an_ordinary_file_is_replaced() {
    let workspace = Workspace::new();
    let case = workspace.remiss();
    let word = workspace.file("brev.docx", "mitt");
    let ran = workspace.run(&["print", &case, "--out", word.to_str().unwrap()]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains(".pdf"), "{ran:?}");
    assert_eq!(std::fs::read(&word).unwrap(), b"mitt");
    #[cfg(unix)]
    {
        let pipe = workspace.path().join("rör.pdf");
        assert!(
            Command::new("mkfifo")
                .arg(&pipe)
                .status()
                .unwrap()
                .success()
        );
        let ran = workspace.run(&["print", &case, "--out", pipe.to_str().unwrap()]);
        assert_eq!(ran.code, 1);
        assert!(ran.err.contains("ingen vanlig fil"), "{ran:?}");
    }
}

#[test]
fn a_meeting_takes_each_case_once_and_counts_from_one() {
    let workspace = Workspace::new();
    let case = workspace.remiss();
    let out = workspace.path().join("mote.pdf");
    let path = out.display().to_string();
    let print = |more: &[&str]| {
        let words = [&["print", "--meeting", "--out", &path, &case][..], more].concat();
        let ran = workspace.run(&words);
        assert_eq!((ran.code, out.exists()), (1, false), "{ran:?}");
        ran.err
    };
    assert!(print(&[&case]).contains("står två gånger"));
    assert!(print(&["--section", "0"]).contains("räknas från 1"));
}
