//! What a packet promises, from the case to the bytes.

mod archive;
mod content;
mod decided;
mod enclosed;
mod letters;
mod limits;
mod meeting;
mod odd_files;
mod page_ends;
mod pages;
mod parts;
mod places;

use super::sample::{day, small_case};
use super::{Output, Packet, Printed, Status, print, unwatched};
use crate::model::{CaseSnapshot, count_words};

fn packet(case: &CaseSnapshot, status: Status) -> Packet<'_> {
    Packet {
        case,
        status,
        printed_on: day("2023-10-03"),
    }
}

fn printed(case: &CaseSnapshot, status: Status) -> Printed {
    printed_as(case, status, Output::Archive)
}

fn printed_as(case: &CaseSnapshot, status: Status, output: Output) -> Printed {
    print(&packet(case, status), output, Vec::new(), &mut unwatched).unwrap()
}

fn with_text(text: &str) -> CaseSnapshot {
    let mut case = small_case();
    case.questions[0].text = text.to_owned();
    case.questions[0].words = count_words(text);
    case
}
