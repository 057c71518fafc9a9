//! An archive packet is what it claims to be: PDF/A-3a, PDF/A-2a and PDF/UA-1.

use std::io::Write;
use std::process::Command;

use lopdf::{Document, Object};
use page_validation::{ValidationOptions, ValidationProfile, validate_pdf_bytes};

use super::limits::ODD;
use super::{printed, printed_as, with_text};
use crate::model::CaseSnapshot;
use crate::packet::readback::read;
use crate::packet::sample::{empty_case, full_case, long_case, sample_case, wide_case, with_logo};
use crate::packet::{Output, Status, schema};

/// Every kind of case there is a promise about.
fn cases() -> Vec<(&'static str, CaseSnapshot, Status)> {
    let mut odd = with_text(ODD);
    odd.title = format!("<b>&amp;</b> ]]> {ODD}\u{fffe}");
    odd.organisation = "\u{b}\u{e000}".to_owned();
    odd.attachments[0].name = "a(b\\c) \u{1f4ce}.pdf".to_owned();
    vec![
        ("sample", sample_case(), Status::Decided),
        ("draft", sample_case(), Status::Draft),
        ("empty", empty_case(), Status::Draft),
        ("full", full_case(), Status::Decided),
        ("wide", wide_case(60, 40), Status::Draft),
        ("odd", odd, Status::Draft),
        ("long", long_case(205), Status::Draft),
        ("logo", with_logo(sample_case()), Status::Decided),
    ]
}

/// Each rule of `profile` that `bytes` break, with what is said of it.
///
/// The checker takes the last byte of a stream for its end of line when that byte
/// is 0x0D, and says that the length is wrong; qpdf reads the lengths instead.
pub(super) fn broken(bytes: &[u8], profile: ValidationProfile) -> Vec<String> {
    let options = ValidationOptions::default().profile(profile);
    let report = validate_pdf_bytes(bytes, &options).unwrap();
    let broken = report.failures.iter();
    let broken = broken.filter(|it| !(it.rule_id.ends_with(":6.1.7.1:1") && returns(bytes)));
    broken
        .map(|it| format!("{}: {}", it.rule_id, it.message))
        .collect()
}

/// Whether the bytes of a stream end in 0x0D.
fn returns(bytes: &[u8]) -> bool {
    bytes.windows(11).any(|it| it == b"\x0d\nendstream")
}

/// What `qpdf --check` says of `bytes`, when it is anything but that all is well.
pub(super) fn faults(bytes: &[u8]) -> Option<String> {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(bytes).unwrap();
    let checked = Command::new("qpdf")
        .arg("--check")
        .arg(file.path())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&checked.stdout).into_owned()
        + &String::from_utf8_lossy(&checked.stderr);
    (!checked.status.success()).then_some(said)
}

#[test]
fn an_archive_packet_is_pdfa_3a_and_pdfua_1() {
    for (name, case, status) in cases() {
        let printed = printed(&case, status);
        for profile in [ValidationProfile::PdfA3a, ValidationProfile::PdfUa1] {
            let broken = broken(&printed.bytes, profile);
            assert!(broken.is_empty(), "{name}, {profile:?}: {broken:#?}");
        }
        assert_eq!(faults(&printed.bytes), None, "{name}");
        let again = super::printed(&case, status);
        assert!(again == printed, "{name} is not the same twice");
    }
}

#[test]
fn an_archive_packet_without_files_is_pdfa_2a_and_pdfua_1() {
    for (name, case, status) in cases() {
        let printed = printed_as(&case, status, Output::ArchiveA2);
        for profile in [ValidationProfile::PdfA2a, ValidationProfile::PdfUa1] {
            let broken = broken(&printed.bytes, profile);
            assert!(broken.is_empty(), "{name}, {profile:?}: {broken:#?}");
        }
        assert_eq!(faults(&printed.bytes), None, "{name}");
        assert!(embedded(&printed.bytes).is_empty(), "{name}");
    }
}

#[test]
fn a_packet_to_read_claims_no_standard() {
    let printed = printed_as(&sample_case(), Status::Draft, Output::Reading);
    let document = Document::load_mem(&printed.bytes).unwrap();
    let metadata = document.catalog().unwrap().get(b"Metadata").unwrap();
    let metadata = document.get_object(metadata.as_reference().unwrap());
    let metadata = metadata.unwrap().as_stream().unwrap().content.clone();
    let metadata = String::from_utf8(metadata).unwrap();
    assert!(metadata.contains("dc:title") && !metadata.contains("pdfaid"));
    assert!(!document.catalog().unwrap().has(b"OutputIntents"));
    assert_eq!(faults(&printed.bytes), None);
}

/// The files inside, by name.
fn embedded(bytes: &[u8]) -> Vec<(String, String, Vec<u8>)> {
    let document = Document::load_mem(bytes).unwrap();
    let Ok(files) = document.catalog().unwrap().get(b"AF") else {
        return Vec::new();
    };
    let file = |it: &Object| {
        let file = document.get_dictionary(it.as_reference().unwrap()).unwrap();
        let string = |key: &[u8]| {
            let it = file.get(key).unwrap();
            let it = it.as_str().or_else(|_| it.as_name()).unwrap();
            String::from_utf8_lossy(it).into_owned()
        };
        let stream = file.get(b"EF").unwrap().as_dict().unwrap().get(b"F");
        let stream = stream.unwrap().as_reference().unwrap();
        let stream = document.get_object(stream).unwrap().as_stream().unwrap();
        let bytes = stream.get_plain_content().unwrap();
        (string(b"UF"), string(b"AFRelationship"), bytes)
    };
    files.as_array().unwrap().iter().map(file).collect()
}

#[test]
fn what_is_printed_lies_inside_for_programs_and_nothing_else() {
    for (name, mut case, status) in cases() {
        case.note = "En intern anteckning".to_owned();
        let printed = printed(&case, status);
        let files = embedded(&printed.bytes);
        let [(_, _, published), (file, relation, content)] = files.as_slice() else {
            panic!("{files:?}");
        };
        assert_eq!(
            (file.as_str(), relation.as_str()),
            ("utskrift.json", "Data")
        );
        assert_eq!(*published, schema());
        let published = serde_json::from_slice(published).unwrap();
        let content: serde_json::Value = serde_json::from_slice(content).unwrap();
        let validator = jsonschema::validator_for(&published).unwrap();
        let faults: Vec<_> = validator
            .iter_errors(&content)
            .map(|it| it.to_string())
            .collect();
        assert!(faults.is_empty(), "{name}: {faults:?}");
        // A word apart is a word that the fonts can break and the reader joins.
        let text = letters(&crate::packet::readback::text(&printed.bytes));
        let mut told = Vec::new();
        leaves(&content["content"], &mut told);
        for case in content["cases"].as_array().unwrap() {
            leaves(&case["numbers"], &mut told);
            leaves(&case["attachments"], &mut told);
            told.push(case["title"].as_str().unwrap().to_owned());
        }
        assert!(told.len() > 10);
        for it in told.iter().filter(|it| it.is_ascii() || name != "odd") {
            let it = letters(it);
            assert!(text.contains(&it), "{name}: {it} is not printed");
        }
        assert!(!content.to_string().contains("intern anteckning"));
    }
}

fn letters(text: &str) -> String {
    text.chars().filter(|it| it.is_alphanumeric()).collect()
}

/// Every text in `value`, but for the words of the form itself.
fn leaves(value: &serde_json::Value, out: &mut Vec<String>) {
    match value {
        serde_json::Value::String(text) => out.push(text.clone()),
        serde_json::Value::Array(items) => items.iter().for_each(|it| leaves(it, out)),
        serde_json::Value::Object(entries) => {
            for (key, it) in entries {
                if key != "kind" {
                    leaves(it, out);
                }
            }
        }
        _ => {}
    }
}

#[test]
fn the_bookmarks_are_nested_and_the_contents_linked() {
    let read = read(&printed(&full_case(), Status::Decided).bytes);
    let document = &read.document;
    let outlines = read
        .catalog()
        .get(b"Outlines")
        .unwrap()
        .as_reference()
        .unwrap();
    let top = document
        .get_dictionary(outlines)
        .unwrap()
        .get(b"First")
        .unwrap();
    let (mut next, mut nested, mut all) = (top.as_reference().ok(), 0, 0);
    while let Some(id) = next {
        let entry = document.get_dictionary(id).unwrap();
        nested += usize::from(entry.has(b"First"));
        all += 1;
        next = entry
            .get(b"Next")
            .ok()
            .and_then(|it| it.as_reference().ok());
    }
    assert!(all > 8 && nested > 4, "{all} {nested}");
    let links = document.objects.values().filter(|it| {
        let dictionary = it.as_dict().ok();
        dictionary
            .is_some_and(|it| it.get(b"Subtype").and_then(Object::as_name).ok() == Some(b"Link"))
    });
    for link in links.map(|it| it.as_dict().unwrap()) {
        assert!(link.has(b"Dest") && link.has(b"Contents") && link.has(b"StructParent"));
    }
}
