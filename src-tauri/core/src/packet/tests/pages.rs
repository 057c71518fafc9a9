//! Every kind of page beside the page that somebody looked at, in a report that
//! can be opened: `target/pages/index.html`. `SAMSVAR_PAGES=keep` keeps the pages of
//! this run as those that were looked at.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::enclosed::attached;
use super::meeting::bound;
use super::{packet, printed};
use crate::letters::{Occasion, compose, letter};
use crate::packet::sample::{full_case, sample_case, small_case, wide_case, with_logo};
use crate::packet::{Status, print_blocks};

/// Dots per inch: enough to see a line that moved.
const DOTS: &str = "50";

/// How far apart two dots are before they count as different, 0 to 255: letters are
/// drawn a little otherwise by each version of a renderer.
const APART: u8 = 96;

/// How many of a page's dots may be different, of a thousand.
const MOST: usize = 4;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Every kind of page: a name, and the file that has it.
fn files() -> Vec<(&'static str, Vec<u8>)> {
    let as_archive = |case, status| printed(&case, status).bytes;
    let written = |kind: &str, status| {
        let case = full_case();
        let page = packet(&case, status);
        let at = Occasion {
            case: &case,
            to: None,
            on: page.printed_on,
        };
        let letter = compose(&letter(kind).unwrap(), at);
        let printed = print_blocks(&page, &letter.title, letter.blocks);
        printed.unwrap().bytes
    };
    vec![
        ("beslutad", as_archive(sample_case(), Status::Decided)),
        ("alla-delar", as_archive(full_case(), Status::Decided)),
        ("liggande", as_archive(wide_case(9, 4), Status::Draft)),
        ("med-bilagor", attached().bytes),
        ("mote", bound().bytes),
        (
            "logotyp",
            as_archive(with_logo(small_case()), Status::Draft),
        ),
        ("uppdrag", written("assignment", Status::Letter)),
        ("yttrande", written("statement", Status::Decided)),
        (
            "protokollsutdrag",
            written("minutes-extract", Status::Letter),
        ),
    ]
}

/// A page as dots of grey: its width, and the dots.
fn dots(path: &Path) -> (u32, Vec<u8>) {
    let file = std::io::BufReader::new(std::fs::File::open(path).unwrap());
    let mut reader = png::Decoder::new(file).read_info().unwrap();
    let mut dots = vec![0; reader.output_buffer_size().unwrap()];
    let info = reader.next_frame(&mut dots).unwrap();
    dots.truncate(info.buffer_size());
    (info.width, dots)
}

/// How many dots of a page differ, of a thousand.
fn differing(one: &Path, other: &Path) -> usize {
    let ((width, one), (other_width, other)) = (dots(one), dots(other));
    if width != other_width || one.len() != other.len() {
        return 1000;
    }
    let pairs = one.iter().zip(&other);
    let differ = pairs.filter(|(a, b)| a.abs_diff(**b) > APART).count();
    (differ * 1000).div_ceil(one.len().max(1))
}

#[test]
fn every_kind_of_page_looks_as_it_did_when_somebody_looked_at_it() {
    let (made, seen) = (root().join("target/pages"), root().join("docs/pages"));
    let _ = std::fs::remove_dir_all(&made);
    std::fs::create_dir_all(&made).unwrap();
    let keep = std::env::var_os("SAMSVAR_PAGES").is_some_and(|it| it == "keep");
    let mut report = String::from(
        "<!doctype html><html lang=\"sv\"><meta charset=\"utf-8\"><title>Sidor</title>\
         <style>body{font:16px sans-serif}img{border:1px solid #888;margin:4px}\
         .o{outline:4px solid #c00}</style><h1>Sidor: nu, och som de granskades</h1>\n",
    );
    let (mut others, mut names) = (Vec::new(), Vec::new());
    for (name, bytes) in files() {
        let pdf = made.join(format!("{name}.pdf"));
        std::fs::write(&pdf, bytes).unwrap();
        let drawn = Command::new("pdftoppm")
            .args(["-r", DOTS, "-gray", "-png"])
            .args([&pdf, &made.join(name)])
            .status();
        assert!(drawn.unwrap().success(), "{name}");
    }
    for entry in std::fs::read_dir(&made).unwrap().flatten() {
        let name = entry.file_name().into_string().unwrap();
        if name.ends_with(".png") {
            names.push(name);
        }
    }
    names.sort();
    if keep {
        let _ = std::fs::remove_dir_all(&seen);
        std::fs::create_dir_all(&seen).unwrap();
        for name in &names {
            std::fs::copy(made.join(name), seen.join(name)).unwrap();
        }
    }
    for name in &names {
        let (now, then) = (made.join(name), seen.join(name));
        let differ = if then.is_file() {
            differing(&now, &then)
        } else {
            1000
        };
        let class = if differ > MOST { " class=\"o\"" } else { "" };
        let _ = writeln!(
            report,
            "<h2>{name}: {differ} ‰</h2><p{class}><img src=\"{name}\" alt=\"{name}, nu\">\
             <img src=\"../../docs/pages/{name}\" alt=\"{name}, granskad\"></p>"
        );
        if differ > MOST {
            others.push(format!("{name}: {differ} of a thousand dots"));
        }
    }
    std::fs::write(made.join("index.html"), report).unwrap();
    let kept = std::fs::read_dir(&seen).map_or(0, Iterator::count);
    assert_eq!(kept, names.len(), "pages came or went: see target/pages");
    assert!(
        others.is_empty(),
        "see target/pages/index.html: {others:#?}"
    );
}
