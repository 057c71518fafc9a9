//! What is promised of the folder people use.

use super::case_file::schema;
use super::{names, plan, tend, write};
use crate::documents::extract::extract_bytes;
use crate::model::{Act, CaseField, DocumentField, RegistryNumber};
use crate::packet::readback;
use crate::store::Made;
use crate::sync::Fs;
use crate::sync::testing::{Pc, Shared};

const DSD: &str = "29988/2022";
const FOLDER: &str = "Ärenden/29988-2022 Vård vid DSD";

fn text_of(pdf: &[u8]) -> String {
    readback::text(pdf)
}

#[test]
fn a_case_lies_there_with_its_files_and_the_register_and_is_written_once() {
    let (shared, mut pc) = (Shared::new(), Pc::new("a1a1a1a1"));
    let id = pc.case(DSD, "Vård vid DSD");
    pc.attach(id, "Remiss: brev?.pdf", b"brev");
    pc.attach(id, "remiss_ brev_.PDF", b"annat");
    let (_, written) = pc.round(&shared.fs(), &[]);
    assert_eq!((written.cases, written.waiting), (1, 0), "{written:?}");
    assert_eq!(
        shared.files(),
        [
            "Register.csv".to_owned(),
            "Register.xlsx".to_owned(),
            "Schema/arende-1.json".to_owned(),
            format!("{FOLDER}/Bilagor/Remiss_ brev_.pdf"),
            format!("{FOLDER}/Bilagor/remiss_ brev_ (2).PDF"),
            format!("{FOLDER}/Svar.docx"),
            format!("{FOLDER}/arende.json"),
            format!("{FOLDER}/Ärende.pdf"),
        ]
    );
    assert!(shared.path().join(FOLDER).join("Inkorg").is_dir());
    assert!(text_of(&shared.get(&format!("{FOLDER}/Ärende.pdf"))).contains("Utkast"));
    let (planned, written) = pc.round(&shared.fs(), &[]);
    assert!(planned.is_empty() && written.cases == 0);
    assert_eq!(tend(&pc.store, &shared.fs(), 100).unwrap(), 0);
}

#[test]
fn nothing_is_written_before_its_promise_has_left() {
    let (shared, mut pc) = (Shared::new(), Pc::new("a1a1a1a1"));
    pc.case(DSD, "Vård vid DSD");
    let planned = plan(&pc.store, &shared.fs(), 10).unwrap();
    let written = write(&pc.store, &shared.fs(), pc.install, &planned).unwrap();
    assert_eq!((written.cases, written.waiting), (0, 2));
    assert_eq!(shared.files(), Vec::<String>::new());
    let queued = pc.store.promises_queued().unwrap();
    pc.store.promises_left(&queued).unwrap();
    assert_eq!(pc.store.promises_queued().unwrap(), []);
    write(&pc.store, &shared.fs(), pc.install, &planned).unwrap();
    assert_eq!(shared.files().len(), 6);
}

#[test]
fn two_pcs_generate_the_same_bytes_and_a_joiner_prints_nothing_again() {
    let (one, two) = (Shared::new(), Shared::new());
    let (mut a, mut b) = (Pc::new("a1a1a1a1"), Pc::new("b2b2b2b2"));
    let id = a.case(DSD, "Vård vid DSD");
    a.attach(id, "brev.pdf", b"brev");
    a.answer(id, "Anna", "Vi tillstyrker.");
    // The other PC prints another day, by a clock of its own.
    b.wait(400 * 24 * 3600);
    b.learn_changes(&a);
    a.round(&one.fs(), &[]);
    b.round(&two.fs(), &[]);
    assert_eq!(one.files(), two.files());
    for path in one.files() {
        assert_eq!(one.get(&path), two.get(&path), "{path}");
    }
    let mut c = Pc::new("c3c3c3c3");
    c.learn_changes(&a);
    let told = a.store.promised_under("").unwrap();
    assert!(told.is_empty());
    let mut all = Vec::new();
    for path in one.files() {
        let sha256 = crate::model::Sha256::of(&one.get(&path));
        let version = super::GENERATOR;
        all.push(Made {
            path,
            sha256,
            version,
        });
    }
    c.store.promises_received(&all).unwrap();
    let (_, written) = c.round(&one.fs(), &[]);
    assert_eq!((written.cases, written.waiting), (1, 0));
    assert_eq!(c.store.stamps_under(FOLDER).unwrap(), [], "printed again");
}

#[test]
fn what_a_person_altered_goes_to_the_inbox_and_is_never_overwritten() {
    let (shared, mut pc) = (Shared::new(), Pc::new("a1a1a1a1"));
    let id = pc.case(DSD, "Vård vid DSD");
    pc.round(&shared.fs(), &[]);
    shared.put(&format!("{FOLDER}/Ärende.pdf"), b"hennes egen version");
    shared.put("Register.xlsx", b"hennes register");
    shared.put(&format!("{FOLDER}/Anteckningar.txt"), b"mina");
    assert_eq!(tend(&pc.store, &shared.fs(), 100).unwrap(), 2);
    pc.set(id, CaseField::Area, "Barn");
    // She may be saving still.
    let (_, written) = pc.round(&shared.fs(), &[]);
    assert_eq!((written.cases, written.waiting), (0, 2), "{written:?}");
    assert_eq!(shared.get("Register.xlsx"), b"hennes register");
    pc.wait(11);
    let (_, written) = pc.round(&shared.fs(), &[]);
    assert_eq!((written.cases, written.waiting), (1, 0), "{written:?}");
    let files = shared.files();
    let aside = files
        .iter()
        .find(|it| it.contains("/Inkorg/Ärende (ändrad "));
    assert_eq!(shared.get(aside.unwrap()), b"hennes egen version");
    let aside = files
        .iter()
        .find(|it| it.starts_with("Register (ändrad av någon, "));
    assert_eq!(shared.get(aside.unwrap()), b"hennes register");
    assert!(
        shared
            .get(&format!("{FOLDER}/Ärende.pdf"))
            .starts_with(b"%PDF")
    );
    assert_eq!(shared.get(&format!("{FOLDER}/Anteckningar.txt")), b"mina");
}

#[test]
fn what_was_lost_is_put_back() {
    let (shared, mut pc) = (Shared::new(), Pc::new("a1a1a1a1"));
    pc.case(DSD, "Vård vid DSD");
    pc.round(&shared.fs(), &[]);
    let before = shared.files();
    std::fs::remove_file(shared.path().join(FOLDER).join("Ärende.pdf")).unwrap();
    std::fs::remove_file(shared.path().join("Register.csv")).unwrap();
    assert_eq!(tend(&pc.store, &shared.fs(), 100).unwrap(), 2);
    pc.round(&shared.fs(), &[]);
    assert_eq!(shared.files(), before);
}

#[test]
fn what_a_newer_program_generated_is_left() {
    let (shared, mut pc) = (Shared::new(), Pc::new("a1a1a1a1"));
    let id = pc.case(DSD, "Vård vid DSD");
    pc.round(&shared.fs(), &[]);
    let newer = |path: &str, bytes: &[u8]| {
        shared.put(path, bytes);
        let sha256 = crate::model::Sha256::of(bytes);
        let version = super::GENERATOR + 1;
        let path = path.to_owned();
        let made = Made {
            path,
            sha256,
            version,
        };
        pc.store.promises_received(&[made]).unwrap();
    };
    newer(&format!("{FOLDER}/Ärende.pdf"), b"%PDF av en nyare");
    newer("Register.csv", b"nyare");
    pc.set(id, CaseField::Area, "Barn");
    pc.wait(60);
    let (_, written) = pc.round(&shared.fs(), &[]);
    assert_eq!(written.waiting, 0, "{written:?}");
    assert_eq!(
        shared.get(&format!("{FOLDER}/Ärende.pdf")),
        b"%PDF av en nyare"
    );
    assert_eq!(shared.get("Register.csv"), b"nyare");
}

#[test]
fn a_pc_that_knows_less_leaves_what_a_colleague_wrote() {
    let shared = Shared::new();
    let (mut a, mut b) = (Pc::new("a1a1a1a1"), Pc::new("b2b2b2b2"));
    let id = a.case(DSD, "Vård vid DSD");
    b.learn(&a);
    a.round(&shared.fs(), &[&b]);
    b.round(&shared.fs(), &[]);
    a.answer(id, "Anna", "Vi tillstyrker.");
    a.round(&shared.fs(), &[]);
    let newest = shared.get(&format!("{FOLDER}/Ärende.pdf"));
    // The folder's files came before the segment that tells of them.
    b.set(id, CaseField::Officer, "Berit");
    b.wait(120);
    let (planned, _) = b.round(&shared.fs(), &[]);
    assert!(planned.cases.is_empty());
    assert_eq!(shared.get(&format!("{FOLDER}/Ärende.pdf")), newest);
    assert!(!shared.files().iter().any(|it| it.contains("/Inkorg/")));
}

#[test]
fn a_secret_case_shows_its_number_and_no_more() {
    let (shared, mut pc) = (Shared::new(), Pc::new("a1a1a1a1"));
    let id = pc.case(DSD, "Hemlig titel");
    pc.set(id, CaseField::Area, "Hemligt område");
    pc.attach(id, "Hemlig bilaga.pdf", b"hemligt");
    pc.round(&shared.fs(), &[]);
    shared.put("Ärenden/29988-2022 Hemlig titel/Inkorg/brev.pdf", b"hennes");
    shared.put("Ärenden/29988-2022 Hemlig titel/egen.txt", b"hennes");
    pc.set(id, CaseField::Secrecy, "OSL 25 kap. 1 §");
    pc.round(&shared.fs(), &[]);
    assert_eq!(shared.cases(), ["29988-2022"]);
    let files = shared.files();
    assert_eq!(
        files[3..],
        [
            "Ärenden/29988-2022/Inkorg/brev.pdf",
            "Ärenden/29988-2022/egen.txt"
        ]
    );
    let table = String::from_utf8(shared.get("Register.csv")).unwrap();
    assert!(
        table.contains("29988/2022 (Socialstyrelsen);Sekretess;;"),
        "{table}"
    );
    assert!(!table.contains("Hemlig"), "{table}");
    // Without the mark all of it is there again.
    pc.set(id, CaseField::Secrecy, "");
    pc.round(&shared.fs(), &[]);
    assert_eq!(shared.cases(), ["29988-2022 Hemlig titel"]);
    assert_eq!(shared.files().len(), 9);
}

#[test]
fn a_folder_that_is_half_filled_when_its_case_becomes_secret_is_emptied() {
    let (shared, mut pc) = (Shared::new(), Pc::new("a1a1a1a1"));
    let id = pc.case(DSD, "Gammal");
    pc.round(&shared.fs(), &[]);
    shared.put("Ärenden/29988-2022 Gammal/Svar.docx", b"hennes");
    pc.set(id, CaseField::Title, "Ny titel");
    let (_, written) = pc.round(&shared.fs(), &[]);
    assert_eq!(written.cases, 0, "hers is waited for: {written:?}");
    pc.set(id, CaseField::Secrecy, "OSL 25 kap. 1 §");
    pc.round(&shared.fs(), &[]);
    assert_eq!(shared.cases(), ["29988-2022"]);
    assert_eq!(shared.files()[3..], ["Ärenden/29988-2022/Svar.docx"]);
    assert_eq!(shared.get("Ärenden/29988-2022/Svar.docx"), b"hennes");
}

#[test]
fn a_file_with_a_secrecy_mark_is_not_laid_out() {
    let (shared, mut pc) = (Shared::new(), Pc::new("a1a1a1a1"));
    let id = pc.case(DSD, "Vård vid DSD");
    pc.attach(id, "journal.pdf", b"hemligt");
    pc.round(&shared.fs(), &[]);
    assert!(shared.files().iter().any(|it| it.contains("Bilagor")));
    let attachment = pc.store.case(id).unwrap().attachments[0].id.clone();
    pc.act(
        id,
        Act::DocumentSet {
            attachment,
            name: "journal.pdf".to_owned(),
            field: DocumentField::DocumentSecrecy,
            value: "OSL 25 kap. 1 §".to_owned(),
        },
    );
    pc.round(&shared.fs(), &[]);
    assert!(!shared.files().iter().any(|it| it.contains("Bilagor")));
}

#[test]
fn the_folder_moves_with_the_title_and_loses_nothing() {
    let (shared, mut pc) = (Shared::new(), Pc::new("a1a1a1a1"));
    let id = pc.case(DSD, "Vård vid DSD");
    pc.round(&shared.fs(), &[]);
    shared.put(&format!("{FOLDER}/Inkorg/Mottaget/brev.pdf"), b"brev");
    shared.put(&format!("{FOLDER}/mina/egen.txt"), b"egen");
    shared.put("Ärenden/29988-2022 Ny titel/mina/egen.txt", b"redan dar");
    pc.set(id, CaseField::Title, "Ny titel");
    pc.round(&shared.fs(), &[]);
    assert_eq!(shared.cases(), ["29988-2022 Ny titel"]);
    let at = |path: &str| shared.get(&format!("Ärenden/29988-2022 Ny titel/{path}"));
    assert_eq!(at("Inkorg/Mottaget/brev.pdf"), b"brev");
    assert_eq!(at("mina/egen.txt"), b"redan dar");
    assert_eq!(at("mina/egen (2).txt"), b"egen");
    assert!(at("Ärende.pdf").starts_with(b"%PDF"));
}

#[test]
fn a_deleted_case_leaves_only_what_people_put_there() {
    let (shared, mut pc) = (Shared::new(), Pc::new("a1a1a1a1"));
    let (id, other) = (pc.case(DSD, "Vård vid DSD"), pc.case("2", "Annat"));
    pc.attach(id, "brev.pdf", b"brev");
    pc.round(&shared.fs(), &[]);
    shared.put(&format!("{FOLDER}/arende.json"), b"altered");
    shared.put(&format!("{FOLDER}/egen.txt"), b"egen");
    for case in [id, other] {
        pc.act(case, Act::CaseDeleted {});
    }
    pc.round(&shared.fs(), &[]);
    assert_eq!(shared.cases(), ["29988-2022 Vård vid DSD"]);
    assert_eq!(
        shared.files()[3..],
        [
            format!("{FOLDER}/arende.json"),
            format!("{FOLDER}/egen.txt")
        ]
    );
    pc.act(id, Act::CaseRestored {});
    pc.round(&shared.fs(), &[]);
    pc.wait(11);
    pc.round(&shared.fs(), &[]);
    assert!(shared.files().contains(&format!("{FOLDER}/Ärende.pdf")));
    assert!(!shared.cases().contains(&"2 Annat".to_owned()));
}

#[test]
fn folders_have_names_that_every_system_takes() {
    let mut pc = Pc::new("a1a1a1a1");
    let long = "Å".repeat(300);
    for (number, title, name) in [
        (DSD, "Vård: av / barn?", "29988-2022 Vård_ av _ barn_"),
        ("RÖ 2022/1:2", "Titel. . .", "RÖ 2022-1_2 Titel"),
        ("", "CON", "_CON"),
        ("", "nul.txt", "_nul.txt"),
        ("", "Rad ett\nrad\ttvå", "Rad ett rad två"),
        ("", "...", ""),
        (DSD, long.as_str(), ""),
    ] {
        let id = pc.case(number, title);
        let case = pc.store.case(id).unwrap();
        let found = names::name(&case);
        assert!(
            !found.is_empty() && !found.ends_with(['.', ' ']),
            "{found:?}"
        );
        assert!(found.chars().count() <= 91 && found.len() <= 120, "{found}");
        if !name.is_empty() {
            assert_eq!(found, name);
        }
        if title == "..." {
            assert_eq!(found, format!("Ärende {}", &id.to_string()[..8]));
        }
    }
}

#[test]
fn namesakes_are_told_apart_and_each_keeps_its_own() {
    let (shared, mut pc) = (Shared::new(), Pc::new("a1a1a1a1"));
    let one = pc.case("1", "Samma");
    pc.round(&shared.fs(), &[]);
    shared.put("Ärenden/1 Samma/Inkorg/ett.txt", b"ett");
    let two = pc.case("1", "SAMMA");
    pc.round(&shared.fs(), &[]);
    let folder = |id: crate::model::CaseId, title| format!("1 {title} ({})", &id.to_string()[..8]);
    let mut wanted = [folder(one, "Samma"), folder(two, "SAMMA")];
    wanted.sort();
    assert_eq!(shared.cases(), wanted);
    let moved = format!("Ärenden/{}/Inkorg/ett.txt", folder(one, "Samma"));
    assert_eq!(shared.get(&moved), b"ett");
    // The other gone, the name is one's own again.
    pc.act(two, Act::CaseDeleted {});
    pc.round(&shared.fs(), &[]);
    assert_eq!(shared.cases(), ["1 Samma"]);
}

#[test]
fn two_cases_that_change_names_never_take_each_others_files() {
    let (shared, mut pc) = (Shared::new(), Pc::new("a1a1a1a1"));
    let (one, two) = (pc.case("1", "Ett"), pc.case("2", "Två"));
    pc.round(&shared.fs(), &[]);
    shared.put("Ärenden/1 Ett/Inkorg/ett.txt", b"ett");
    shared.put("Ärenden/2 Två/Inkorg/tva.txt", b"tva");
    for (id, number, title) in [(one, "2", "Två"), (two, "1", "Ett")] {
        let number = RegistryNumber {
            holder: "Socialstyrelsen".to_owned(),
            number: number.to_owned(),
        };
        let (holder, number) = (number.holder, number.number);
        pc.act(id, Act::NumberSet { holder, number });
        pc.set(id, CaseField::Title, title);
    }
    for _ in 0..4 {
        pc.wait(11);
        pc.round(&shared.fs(), &[]);
    }
    assert_eq!(shared.cases(), ["1 Ett", "2 Två"]);
    assert_eq!(shared.get("Ärenden/2 Två/Inkorg/ett.txt"), b"ett");
    assert_eq!(shared.get("Ärenden/1 Ett/Inkorg/tva.txt"), b"tva");
    for (id, folder) in [(one, "2 Två"), (two, "1 Ett")] {
        let json = shared.get(&format!("Ärenden/{folder}/arende.json"));
        let json: serde_json::Value = serde_json::from_slice(&json).unwrap();
        assert_eq!(json["id"], id.to_string());
    }
}

#[test]
fn every_case_file_fits_its_schema_and_is_what_the_command_line_shows() {
    let (shared, mut pc) = (Shared::new(), Pc::new("a1a1a1a1"));
    let author = pc.author();
    let work = tempfile::tempdir().unwrap();
    let id = crate::sample::register(&mut pc.store, &author, work.path()).unwrap();
    crate::sample::complete(&mut pc.store, &author, id).unwrap();
    pc.case("", "Tomt");
    pc.round(&shared.fs(), &[]);
    let published = shared.get("Schema/arende-1.json");
    assert_eq!(published, schema().unwrap());
    let published = serde_json::from_slice(&published).unwrap();
    let validator = jsonschema::validator_for(&published).unwrap();
    let mut seen = 0;
    for path in shared
        .files()
        .iter()
        .filter(|it| it.ends_with("arende.json"))
    {
        let mut json: serde_json::Value = serde_json::from_slice(&shared.get(path)).unwrap();
        let faults: Vec<_> = validator
            .iter_errors(&json)
            .map(|it| it.to_string())
            .collect();
        assert_eq!(faults, Vec::<String>::new(), "{path}");
        let generated = json.as_object_mut().unwrap().remove("generated").unwrap();
        assert_eq!(generated["version"], super::GENERATOR);
        let id = json["id"].as_str().unwrap().parse().unwrap();
        let shown = serde_json::to_value(pc.store.case(id).unwrap()).unwrap();
        assert_eq!(json, shown);
        seen += 1;
    }
    assert_eq!(seen, 2);
    let decided = shared
        .files()
        .into_iter()
        .find(|it| it.ends_with("Ärende.pdf"));
    assert!(text_of(&shared.get(&decided.unwrap())).contains("Beslutad"));
}

#[test]
fn both_versions_of_what_two_people_wrote_are_printed_and_marked() {
    let shared = Shared::new();
    let (mut a, mut b) = (Pc::new("a1a1a1a1"), Pc::new("b2b2b2b2"));
    let id = a.case(DSD, "Vård vid DSD");
    b.learn(&a);
    a.answer(id, "Anna", "Vi tillstyrker helt.");
    b.answer(id, "Berit", "Vi tillstyrker inte alls.");
    a.set(id, CaseField::Area, "Barn");
    b.set(id, CaseField::Area, "Gynekologi");
    a.learn_changes(&b);
    a.round(&shared.fs(), &[]);
    let word = extract_bytes(shared.get(&format!("{FOLDER}/Svar.docx")), "Svar.docx");
    for told in [
        text_of(&shared.get(&format!("{FOLDER}/Ärende.pdf"))),
        word.text.replace('\u{a0}', " "),
    ] {
        for wanted in [
            "Vi tillstyrker helt.",
            "Vi tillstyrker inte alls.",
            "Version 1: Anna",
            "Version 2: Berit",
            "Gynekologi",
            "Flera har skrivit samtidigt",
            "Utkast",
        ] {
            assert!(told.contains(wanted), "{wanted} is not in {told}");
        }
    }
    // The packet a person prints still asks her to choose.
    assert!(crate::printing::ready(&a.store, id, false).is_err());
}

#[test]
fn many_cases_are_written_in_slices() {
    let (shared, mut pc) = (Shared::new(), Pc::new("a1a1a1a1"));
    for number in 0..5 {
        pc.case(&number.to_string(), "Titel");
    }
    let mut calls = 0;
    loop {
        calls += 1;
        let planned = plan(&pc.store, &shared.fs(), 2).unwrap();
        let queued = pc.store.promises_queued().unwrap();
        pc.store.promises_left(&queued).unwrap();
        write(&pc.store, &shared.fs(), pc.install, &planned).unwrap();
        if !planned.more {
            break;
        }
    }
    assert_eq!((calls, shared.cases().len()), (3, 5));
}

#[test]
fn a_folder_that_is_not_there_is_not_made() {
    let (shared, mut pc) = (Shared::new(), Pc::new("a1a1a1a1"));
    pc.case(DSD, "Vård vid DSD");
    std::fs::remove_dir(shared.path()).unwrap();
    let (_, written) = pc.round(&shared.fs(), &[]);
    assert_eq!((written.cases, written.waiting), (0, 2));
    assert!(shared.fs().list("").is_err());
}
