//! What a case holds beside its answers is printed, and what is missing named.

use super::printed;
use crate::model::CaseSnapshot;
use crate::packet::Status;
use crate::packet::readback::{Read, read};
use crate::packet::sample::{full_case, sample_case, wide_case};

fn read_of(case: &CaseSnapshot, status: Status) -> Read {
    let printed = printed(case, status);
    assert!(printed.missing_glyphs.is_empty());
    read(&printed.bytes)
}

/// Each text stands in the packet, after the one before it.
fn in_order(read: &Read, told: &[&str]) {
    // The faces draw both kinds of space with one glyph.
    let text = read.text().replace('\u{a0}', " ");
    let mut rest = text.as_str();
    for it in told {
        let Some(at) = rest.find(it) else {
            panic!("{it:?} does not follow in {rest}");
        };
        rest = &rest[at + it.len()..];
    }
}

#[test]
fn contributions_stand_under_the_answer_and_as_they_were_received() {
    in_order(
        &read_of(&full_case(), Status::Decided),
        &[
            "1. Patientvolymer",
            "Underlag: RPO nervsystemets sjukdomar (infört 2021-04-12); RPO barn och ungdomars hälsa (infört 2021-04-12)",
            "2. Kompetens",
            "ord av högst 300",
            "Underlag: RPO nervsystemets sjukdomar (infört 2021-04-12, bidraget ändrat därefter)",
            "Text saknas",
            "Samråd och bidrag",
            "2 av 3 tillfrågade har svarat",
            "1 gång, 2021-04-06",
            "2021-04-08 till 2021-04-09",
            "2 gånger, senast 2021-04-09",
            "Har inte svarat",
            "Utan förfrågan",
            "Har inte svarat: RPO perioperativ vård, intensivvård och transplantation",
            "Inkom 2021-04-08, 32 ord. Infört 2021-04-12.",
            "ett tjugotal patienter från andra sjukvårdsregioner",
            "Infört 2021-04-12 i tidigare lydelse.",
            "Inkom 2021-04-20, 5 ord. Inte infört.",
        ],
    );
}

#[test]
fn the_matrix_says_ratings_and_disagreement_in_words() {
    let read = read_of(&full_case(), Status::Decided);
    in_order(
        &read,
        &[
            "Systemeffekter",
            "Tema",
            "Diagnostik och sinnen",
            "Akutsjukvård Oenighet",
            "+1 något positiv",
            "Inte bedömt",
            "−2 tydligt negativ",
            "0 ingen påverkan",
            "Bara kommentar",
            "Jour, beredskap och transporter Oenighet Temat är inte bekräftat",
            "Kommentarer",
            "Akutsjukvård",
            "Medicin och akut vård",
            "Jourlinjen i neurologi belastas.",
        ],
    );
    let heads = |text: &str| read.elements.iter().any(|it| it.0 == "TH" && it.1 == text);
    assert!(heads("Kirurgi och cancer") && heads("Kompetens och kompetensförsörjning"));
}

#[test]
fn a_matrix_wider_than_the_page_is_split_and_repeats_its_themes() {
    let text = read_of(&wide_case(60, 40), Status::Draft).text();
    assert_eq!(text.matches("Akutsjukvård Oenighet").count(), 7);
    for council in 1..=60 {
        let name = format!("\nKunskapsråd {council}\n");
        assert!(text.contains(&name), "{name}");
    }
    assert!(text.contains("Kunskapsråd 55–60 av 60"));
    assert!(text.contains("\nÅtagande 40\n"));
    assert!(text.contains("\nSe nedan\n") && text.contains("\nUnderlag för villkor 2\n"));
}

#[test]
fn councils_that_do_not_fill_the_page_are_shared_out_evenly() {
    let text = read_of(&wide_case(11, 1), Status::Draft).text();
    assert!(text.contains("Kunskapsråd 1–6 av 11") && text.contains("Kunskapsråd 7–11 av 11"));
}

#[test]
fn an_application_is_called_one_and_prints_its_parts() {
    let read = read_of(&full_case(), Status::Draft);
    in_order(
        &read,
        &[
            "Ansökan om tillstånd",
            "Avslutat",
            "Undertillstånd, den 16 december 2021",
            "Sökande region",
            "Region Östergötland",
            "Remissomgång",
            "Nationell högspecialiserad vård, maj 2021",
            "Sista ansökningsdag",
            "Samverkansnämnden beslutar att ställa sig bakom ansökan i avsnittet Ansökan",
            "Åtaganden och villkor",
            "2 000 000 kr",
            "Sammanlagt 14 500 000 kr",
            "Inget åtagande är antecknat från: Region Kalmar län",
            "1 av 3 åtaganden är inte överenskomna",
            "neuropsykolog.",
            "verksamhetsberättelse 2020",
            "Uppfyllt",
            "Delvis uppfyllt",
            "Underlag saknas",
            "Inte bedömt",
            "Inte uppfyllt",
            "Arbetsgrupp",
            "Ingen utsedd",
            "Kompletteringar",
            "Inte inskickad",
            "Information till berörda",
            "Mejl med ansökan",
            "Inte informerad",
            "Ingen mottagare är antecknad.",
        ],
    );
    assert!(!read.text().contains("yttrande"));
}

#[test]
fn the_record_tells_report_minutes_corrections_and_what_was_sent() {
    in_order(
        &read_of(&full_case(), Status::Decided),
        &[
            "Beslut och underskrifter",
            "Samverkansnämnden den 14 november 2023, § 61",
            "Protokollet justerat",
            "6 oktober 2023",
            "Samverkansnämndens presidium, § 50",
            "Struket beslut. Det gäller inte.",
            "Rättelser",
            "Vad som stod",
            "Datum: 2023-10-01 Paragraf: § 44",
            "Datum: 2023-10-02 Paragraf: § 46",
            "Paragraf: § 46",
            "Paragraf: § 45",
            "Hela noteringen",
            "Struken",
            "Ärendet avslutat",
            "Undertillstånd",
            "Expediering",
            "Det beslutade svaret SHA-256",
            "2023-10-06 Struken",
            "Mottagare: Socialstyrelsen, enheten för nationell högspecialiserad vård",
            "Uppgifter för registreringen",
            "Inkommen",
            "Allmän handling",
            "Bevaras",
            "Sekretess: OSL 25 kap. 1 §",
            "Upprättad",
            "Gallras efter 5 år",
        ],
    );
}

#[test]
fn a_part_that_a_case_does_not_have_takes_no_section() {
    let text = read_of(&sample_case(), Status::Draft).text();
    assert!(text.contains("Inte anmält") && text.contains("Inte antecknat"));
    for absent in [
        "Samråd",
        "Systemeffekter",
        "Åtaganden",
        "Expediering",
        "Rättelser",
    ] {
        assert!(!text.contains(absent), "{absent}");
    }
}
