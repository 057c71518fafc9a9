//! Several cases in one packet for a meeting.

use page_validation::ValidationProfile;

use super::archive::{broken, faults};
use super::content::reads_back;
use super::limits::keep;
use super::packet;
use crate::model::CaseSnapshot;
use crate::packet::readback::read;
use crate::packet::sample::{
    day, empty_case, full_case, long_case, sample_case, small_case, wide_case,
};
use crate::packet::{Meeting, Output, Packet, Printed, Status, model, print_meeting, unwatched};

fn meeting<'p>(packets: &'p [Packet<'p>]) -> Meeting<'p> {
    Meeting {
        organisation: "Sydöstra sjukvårdsregionen",
        body: "Samverkansnämnden",
        on: Some(day("2023-11-14")),
        section: Some(61),
        packets,
        printed_on: day("2023-11-01"),
    }
}

fn printed(cases: &[CaseSnapshot], output: Output) -> Printed {
    let packets: Vec<Packet> = cases.iter().map(|it| packet(it, Status::Draft)).collect();
    print_meeting(&meeting(&packets), output, Vec::new(), &mut unwatched).unwrap()
}

fn seven() -> Vec<CaseSnapshot> {
    let mut secret = sample_case();
    secret.secrecy = "OSL 25 kap. 1 §".to_owned();
    vec![
        sample_case(),
        full_case(),
        small_case(),
        empty_case(),
        wide_case(6, 12),
        secret,
        long_case(12),
    ]
}

/// A short one, for its pages to be looked at.
pub(super) fn bound() -> Printed {
    printed(&seven()[..2], Output::Archive)
}

#[test]
fn the_text_of_a_meeting_is_read_back_as_it_was_written() {
    let cases = seven();
    let packets: Vec<Packet> = cases.iter().map(|it| packet(it, Status::Draft)).collect();
    let meeting = meeting(&packets);
    let mut blocks = model::agenda::blocks(&meeting);
    for index in 0..packets.len() {
        blocks.extend(model::report::blocks(&meeting, index));
    }
    reads_back(&printed(&cases, Output::Archive).bytes, &blocks);
}

#[test]
fn a_packet_of_seven_cases_is_what_an_archive_asks_for() {
    let cases = seven();
    for (output, profile) in [
        (Output::Archive, ValidationProfile::PdfA3a),
        (Output::ArchiveA2, ValidationProfile::PdfA2a),
    ] {
        let printed = printed(&cases, output);
        for profile in [profile, ValidationProfile::PdfUa1] {
            let broken = broken(&printed.bytes, profile);
            assert!(broken.is_empty(), "{profile:?}: {broken:#?}");
        }
        assert_eq!(faults(&printed.bytes), None);
        assert!(self::printed(&cases, output) == printed);
    }
}

#[test]
fn each_case_begins_with_what_is_to_be_decided() {
    let cases = seven();
    let printed = printed(&cases, Output::Archive);
    keep("meeting.pdf", &printed);
    let read = read(&printed.bytes);
    let headings: Vec<_> = read
        .elements
        .iter()
        .filter(|it| it.0 == "H1" || it.0 == "H2")
        .map(|it| (it.0.as_str(), it.1.trim()))
        .collect();
    let first = headings
        .iter()
        .position(|it| it.1.starts_with("§ 61 "))
        .unwrap();
    let told: Vec<_> = headings[first..first + 9].iter().map(|it| it.1).collect();
    assert_eq!(
        told,
        [
            "§ 61 Kirurgi vid trakeobronkomalaci hos barn",
            "Ärendet",
            "Förslag till beslut",
            "Sammanfattning",
            "Bakgrund",
            "Bedömning",
            "Ekonomiska konsekvenser",
            "Beslutet skickas till",
            "Bilagor",
        ]
    );
    let sections = headings
        .iter()
        .filter(|it| it.0 == "H1" && it.1.starts_with("§ "));
    assert_eq!(sections.count(), 7);
    let text = read.text();
    for told in [
        "Samverkansnämnden den 14 november 2023",
        "Föredragningslista",
        "§ 67",
        "Samverkansnämnden beslutar att avge yttrandet",
        "Handlingarna kom in den 21 augusti 2023. Svaret ska lämnas senast den 6 oktober 2023.",
        "Uppgift saknas",
        "Regionerna har åtagit sig sammanlagt",
    ] {
        assert!(
            text.replace('\u{a0}', " ").contains(told),
            "{told} is not in {text}"
        );
    }
    for (index, page) in read.artifacts.iter().enumerate() {
        let number = format!("Sida {} av {}", index + 1, printed.pages);
        assert!(
            page.contains(&number) && page.contains("Sekretess · Möteshandlingar"),
            "{page}"
        );
    }
}

#[test]
fn the_section_is_that_of_the_minutes_or_a_gap_but_never_made_up() {
    let mut case = sample_case();
    case.decisions[0].body_name = "Samverkansnämnden".to_owned();
    case.decisions[0].on = Some(day("2023-11-14"));
    case.decisions[0].section = "§ 99".to_owned();
    let text = |case: &CaseSnapshot, section| {
        let packets = [packet(case, Status::Decided)];
        let meeting = Meeting {
            section,
            ..meeting(&packets)
        };
        let printed = print_meeting(&meeting, Output::Archive, Vec::new(), &mut unwatched);
        read(&printed.unwrap().bytes).text()
    };
    assert!(text(&case, Some(5)).contains("§ 99 Kirurgi"));
    case.decisions.clear();
    assert!(
        text(&case, Some(5))
            .replace('\u{a0}', " ")
            .contains("§ 5 Kirurgi")
    );
    assert!(!text(&case, None).contains("§ 5"));
}
