//! Files from outside harmed in every way, for some minutes: reading one must end in
//! a text or in a word that says why not, within its time, and no reader may panic,
//! though a panic would be caught.

use std::io::{Cursor, Read, Write};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use samsvar_core::documents::extract::{extract_bytes, outline};
use samsvar_core::model::{QuestionId, Sha256};
use samsvar_core::packet::enclosed::open;
use samsvar_core::printing;
use samsvar_tests::{Workspace, author, remiss_in};

use super::decoder::Chance;

/// Readers give up after 20 seconds and are left behind after 30.
const SLOW: Duration = Duration::from_secs(25);

/// Panics so far; readers run on threads of their own.
static PANICS: AtomicU64 = AtomicU64::new(0);

/// Runs for some minutes for each kind, or for the one named, and says what came of
/// it; false when something panicked or did not end.
pub fn run(minutes: u64, kind: Option<&str>) -> bool {
    let told = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        PANICS.fetch_add(1, Ordering::Relaxed);
        told(info);
    }));
    let mut well = true;
    for (name, files) in samples() {
        if kind.is_none_or(|it| it == name) {
            well &= read_harmed(name, &files, Duration::from_secs(minutes * 60));
        }
    }
    well
}

/// Harms files of one kind for so long.
fn read_harmed(name: &str, files: &[Vec<u8>], time: Duration) -> bool {
    let mut chance = Chance(0x5eed);
    let (mut tried, mut read, mut panics, mut slow) = (0_u64, 0_u64, 0_u64, 0_u64);
    let mut longest = Duration::ZERO;
    let start = Instant::now();
    while start.elapsed() < time {
        let bytes = match (name, chance.below(3)) {
            ("docx", 0 | 1) => within(&mut chance, &files[0]),
            _ => chance.harm(files),
        };
        let before = PANICS.load(Ordering::Relaxed);
        let began = Instant::now();
        let is_read = match name {
            "jpg" | "png" => open(bytes.clone()).is_ok(),
            // Searched and bound after a packet.
            "pdf" => !words(&bytes, name).is_empty() | open(bytes.clone()).is_ok(),
            // Searched and taken in as a contribution.
            "docx" => !words(&bytes, name).is_empty() | outline(bytes.clone()).is_ok(),
            _ => !words(&bytes, name).is_empty(),
        };
        let took = began.elapsed();
        longest = longest.max(took);
        tried += 1;
        read += u64::from(is_read);
        if PANICS.load(Ordering::Relaxed) > before {
            panics += 1;
            keep(&bytes, name, "panicked");
        }
        if took > SLOW {
            slow += 1;
            keep(&bytes, name, "did not end");
        }
    }
    println!(
        "{name}: {tried} harmed files, {read} read all the same, {panics} panics, {slow} too slow, \
         the longest {} ms",
        longest.as_millis()
    );
    panics == 0 && slow == 0
}

fn words(bytes: &[u8], name: &str) -> String {
    extract_bytes(bytes.to_vec(), &format!("fil.{name}")).text
}

/// Files of each kind as this program writes or meets them, by their ending.
fn samples() -> Vec<(&'static str, Vec<Vec<u8>>)> {
    let workspace = Workspace::new();
    let mut store = workspace.open();
    let case = remiss_in(&mut store);
    let text =
        "## Skäl\n\n- ett\n- två\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n1. **fet** *kursiv* åäö";
    let written = store.transact(&author("Anna"), |door| {
        door.text(case, QuestionId::new("definition"), text)
    });
    written.unwrap();
    let ready = printing::ready(&store, case, true).unwrap();
    let letter = |kind: &str| printing::letter(&store, case, kind, None, None).unwrap();
    vec![
        (
            "docx",
            vec![
                ready.word().unwrap().bytes,
                letter("invitation").word().unwrap().bytes,
            ],
        ),
        ("eml", vec![ready.mail(Some("a@b.se")).unwrap().bytes]),
        (
            "pdf",
            vec![
                ready.print().unwrap().bytes,
                letter("reminder").print().unwrap().bytes,
            ],
        ),
        (
            "jpg",
            vec![include_bytes!("../../../fixtures/pictures/foto.jpg").to_vec()],
        ),
        (
            "png",
            vec![
                include_bytes!("../../../fixtures/pictures/bild.png").to_vec(),
                include_bytes!("../../../fixtures/pictures/palett.png").to_vec(),
            ],
        ),
    ]
}

/// A Word document with one of its parts harmed, as a zip file that is whole.
fn within(chance: &mut Chance, docx: &[u8]) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(docx)).unwrap();
    let hurt = chance.below(archive.len());
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).unwrap();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap();
        if index == hurt || file.name().unwrap().as_ref() == "word/document.xml" {
            bytes = chance.harm(&[bytes]);
        }
        let options = zip::write::SimpleFileOptions::default();
        out.start_file(file.name().unwrap().as_ref(), options)
            .unwrap();
        out.write_all(&bytes).unwrap();
    }
    out.finish().unwrap().into_inner()
}

/// Keeps what did that, to be made a test of.
fn keep(bytes: &[u8], ending: &str, did: &str) {
    let name = format!("samsvar-{}.{ending}", &Sha256::of(bytes).as_str()[..32]);
    let path = std::env::temp_dir().join(name);
    std::fs::write(&path, bytes).unwrap();
    println!("{did}: {}", path.display());
}
