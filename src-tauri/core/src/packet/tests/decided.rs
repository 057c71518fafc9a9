//! A packet printed as decided shows what was decided, whatever came after.

use super::printed;
use crate::model::{CaseSnapshot, DecisionBasis};
use crate::packet::Status;
use crate::packet::readback::read;
use crate::packet::sample::{full_case, late_case};

const LATE: [&str; 8] = [
    "Region Sen",
    "9 876 543",
    "Ett sent åtagande",
    "Ett sent underlag",
    "En sen bedömning",
    "Ett sent tema",
    "Ett sent bidrag",
    "Ett sent svar",
];

fn text_of(case: &CaseSnapshot, status: Status) -> String {
    let text = read(&printed(case, status).bytes).text();
    text.replace('\u{a0}', " ")
}

/// As the store does it: by bytes.
fn as_decided(bytes: &[u8], now: CaseSnapshot) -> CaseSnapshot {
    let basis: DecisionBasis = serde_json::from_slice(bytes).unwrap();
    basis.put_into(now)
}

#[test]
fn what_came_after_the_decision_never_reaches_the_decided_packet() {
    let basis = DecisionBasis::of(&full_case()).canonical_bytes().unwrap();
    let decided = as_decided(&basis, late_case());
    assert_eq!(decided, full_case());
    let draft = text_of(&late_case(), Status::Draft);
    let printed = text_of(&decided, Status::Decided);
    for late in LATE {
        assert!(draft.contains(late), "{late} is not in the draft");
        assert!(!printed.contains(late), "{late} is in the decided packet");
    }
}

/// Bytes that lie on people's disks. Never edit them: add a new format beside.
const FORMAT_1: &str = r#"{"format":1,"case":"07070707-0707-4707-8707-070707070707","title":"Då","area":"Område","numbers":[{"holder":"Socialstyrelsen","number":"1/2021"}],"questions":[{"id":"q1","title":"Fråga","stance":"tillstyrker","text":"Svar då"}],"attachments":[]}"#;
const FORMAT_2: &str = r#"{"format":2,"case":"07070707-0707-4707-8707-070707070707","title":"Då","area":"Område","numbers":[],"questions":[{"id":"q1","title":"Fråga","stance":null,"text":"Svar då"}],"attachments":[],"applicant":"Region Östergötland","contributions":[{"body":"b","body_name":"RPO hud","asked":{"due":"2021-04-02","note":"","by":"Anna","at":"2021-03-15T12:00:00Z"},"chased":[{"by":"Anna","at":"2021-04-06T12:00:00Z","note":""}],"texts":[{"question":"q1","text":"Bidrag då","words":2,"by":"Anna","at":"2021-04-08T12:00:00Z","taken":{"by":"Anna","at":"2021-04-12T12:00:00Z","current":false}}]}],"effects":{"councils":[{"id":"r0","name":"Rådet då"}],"themes":[{"id":"t","name":"Temat då","name_en":"","verified":false,"disagreement":true}],"assessments":[{"council":"r0","theme":"t","rating":-2,"comment":"Ord då"}]},"commitments":[{"id":"c","region":"region-kalmar-lan","region_name":"Region Kalmar län","text":"Löftet då","amount":1000,"from":"2023-01-01","rsl":null,"svn":null}],"conditions":[{"id":"v","text":"Villkoret då","evidence":"Underlaget då","state":"partly"}]}"#;

#[test]
fn bytes_of_the_first_format_are_read_and_show_nothing_of_later_parts() {
    let now = full_case();
    let decided = as_decided(FORMAT_1.as_bytes(), now.clone());
    assert_eq!((decided.title.as_str(), decided.questions.len()), ("Då", 1));
    assert_eq!(decided.questions[0].text, "Svar då");
    assert_eq!(decided.applicant, now.applicant);
    assert!(decided.contributions.is_empty() && decided.effects.assessments.is_empty());
    assert!(decided.commitments.is_empty() && decided.conditions.is_empty());
    let text = text_of(&decided, Status::Decided);
    assert!(text.contains("Inga åtaganden finns i underlaget."));
}

#[test]
fn bytes_of_the_second_format_are_read_and_written_as_they_are() {
    let basis: DecisionBasis = serde_json::from_str(FORMAT_2).unwrap();
    let written = basis.canonical_bytes().unwrap();
    assert_eq!(String::from_utf8(written).unwrap(), FORMAT_2);
    let text = text_of(&basis.put_into(full_case()), Status::Decided);
    for told in [
        "Underlag: RPO hud (infört 2021-04-12, bidraget ändrat därefter)",
        "−2 tydligt negativ",
        "Ord då",
        "1 000 kr",
        "Delvis uppfyllt",
    ] {
        assert!(text.contains(told), "{told} is not in {text}");
    }
}
