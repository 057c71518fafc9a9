//! Letters on the packet's page keep what the packet promises.

use page_validation::ValidationProfile;

use super::archive::{broken, faults};
use super::content::reads_back;
use super::packet;
use crate::letters::{Occasion, compose, letter, offered};
use crate::packet::sample::{empty_case, full_case};
use crate::packet::{Status, print_blocks};

#[test]
fn every_letter_is_pdfa_2a_and_pdfua_1_reads_back_and_is_the_same_twice() {
    let mut printed = 0;
    for kind in offered().unwrap() {
        for case in [empty_case(), full_case()] {
            let page = packet(&case, Status::Letter);
            let at = Occasion {
                case: &case,
                to: None,
                on: page.printed_on,
            };
            let composed = compose(&letter(&kind.id).unwrap(), at);
            let print = || print_blocks(&page, &composed.title, composed.blocks.clone()).unwrap();
            let bytes = print().bytes;
            for profile in [ValidationProfile::PdfA2a, ValidationProfile::PdfUa1] {
                let broken = broken(&bytes, profile);
                assert!(broken.is_empty(), "{}, {profile:?}: {broken:#?}", kind.id);
            }
            assert_eq!(faults(&bytes), None, "{}", kind.id);
            reads_back(&bytes, &composed.blocks);
            assert!(print().bytes == bytes, "{} is not the same twice", kind.id);
            printed += 1;
        }
    }
    assert_eq!(printed, 16);
}
