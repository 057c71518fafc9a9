//! Each fault of a file is told with its line, and what ships has none.

use crate::model::{FileFault, Organisation, Process};
use crate::store::{ORGANISATION, PROCESSES};
use crate::text::{Language, tell};

const PROCESS: &str = "kind = 'prov'
version = '1'
valid_from = '2024-01-01'
name = 'Prov'
source = 'Test'
vocabulary = 'nhv'
[[role]]
id = 'stab'
name = 'Stab'
[[step]]
id = 'ett'
title = 'Ett'
task = 'Gör ett.'
responsible = 'stab'
lead_days = 10
[[step]]
id = 'tva'
title = 'Två'
task = 'Gör två.'
responsible = 'stab'
lead_days = 5
after = [
  'ett',
]
[[question]]
id = 'fraga'
title = 'Fråga'
verified = false
[[theme]]
id = 'tema'
name = 'Tema'
[[outcome]]
id = 'klar'
name = 'Klar'
[[notice]]
id = 'besked'
step = 'ett'
title = 'Besked'
receivers = ['councils']
";

const REGION: &str = "id = 'prov'
name = 'Provregionen'
source = 'Test'
[[region]]
id = 'region-a'
name = 'Region A'
code = '99'
[[council]]
id = 'rad-a'
name = 'Råd A'
[[programme_area]]
id = 'rpo-a'
name = 'A'
councils = ['rad-a']
[[body]]
id = 'namnd'
name = 'Nämnden'
short = 'Nämnden'
kind = 'joint_committee'
[[calendar]]
body = 'namnd'
covers_from = '2024-01-01'
covers_to = '2024-12-31'
source = 'Test'
meetings = [
  { on = '2024-02-01' },
  { on = '2024-03-01', until = '2024-03-02' },
]
[[registry]]
holder = 'Region A'
pattern = '\\d+/\\d{4}'
example = '1/2024'
[faculty]
id = 'fakulteten'
name = 'Fakulteten'
";

/// Swedish sentences of what is wrong once `from` stands as `to`.
fn told<T>(
    file: &str,
    read: impl Fn(&str) -> Result<T, Vec<FileFault>>,
    from: &str,
    to: &str,
) -> Vec<String> {
    assert!(read(file).is_ok(), "the file has faults of its own");
    assert!(file.contains(from), "{from}");
    let faults = read(&file.replacen(from, to, 1)).err().unwrap_or_default();
    let told = faults.iter();
    told.map(|it| tell(Language::Sv, "definition", it))
        .collect()
}

fn process(from: &str, to: &str) -> Vec<String> {
    told(PROCESS, Process::read, from, to)
}

fn region(from: &str, to: &str) -> Vec<String> {
    told(REGION, Organisation::read, from, to)
}

#[test]
fn what_ships_has_no_faults_and_speaks_both_languages() {
    assert_eq!(
        Organisation::read(ORGANISATION).map(|it| it.id),
        Ok("sydostra".into())
    );
    for text in PROCESSES {
        let process = Process::read(text).unwrap();
        let id = process.id();
        assert!(!process.name_en.is_empty(), "{id}");
        assert!(
            process.roles.iter().all(|it| !it.name_en.is_empty()),
            "{id}"
        );
        assert!(
            process.steps.iter().all(|it| !it.title_en.is_empty()),
            "{id}"
        );
        assert!(
            process.steps.iter().all(|it| !it.task_en.is_empty()),
            "{id}"
        );
        assert!(
            process.themes.iter().all(|it| !it.name_en.is_empty()),
            "{id}"
        );
        assert!(
            process.outcomes.iter().all(|it| !it.name_en.is_empty()),
            "{id}"
        );
        assert!(
            process.notices.iter().all(|it| !it.title_en.is_empty()),
            "{id}"
        );
        assert!(process.outcomes.len() > 2, "{id}");
        assert_eq!(
            process.steps.iter().filter(|it| it.decides).count(),
            1,
            "{id}"
        );
    }
}

#[test]
fn faults_of_a_process_are_told_with_their_line() {
    for (from, to, expected) in [
        (
            "after = [\n  'ett',",
            "after = [\n  'tre',",
            "Rad 23: steget ”tre” finns inte i filen. Välj bland: ett, tva.",
        ),
        (
            "after = [\n  'ett',",
            "after = [\n  'tva',",
            "Rad 17: stegen väntar på varandra i en ring: tva → tva.",
        ),
        (
            "lead_days = 10",
            "lead_days = 10\nafter = ['tva']",
            "Rad 11: stegen väntar på varandra i en ring: ett → tva → ett.",
        ),
        (
            "step = 'ett'",
            "step = 'noll'",
            "Rad 37: steget ”noll” finns inte i filen. Välj bland: ett, tva.",
        ),
        (
            "responsible = 'stab'",
            "responsible = 'rsl'",
            "Rad 14: rollen ”rsl” finns inte i filen. Välj bland: stab.",
        ),
        (
            "id = 'tva'",
            "id = 'ett'",
            "Rad 17: ”ett” finns redan på rad 11.",
        ),
        (
            "[[theme]]",
            "[[theme]]\nid = 'tema'\nname = 'Annat'\n[[theme]]",
            "Rad 33: ”tema” finns redan på rad 30.",
        ),
        (
            "[[outcome]]",
            "[[outcome]]\nid = 'klar'\nname = 'Annat'\n[[outcome]]",
            "Rad 36: ”klar” finns redan på rad 33.",
        ),
        (
            "[[question]]",
            "[[question]]\nid = 'fraga'\ntitle = 'A'\nverified = true\n[[question]]",
            "Rad 30: ”fraga” finns redan på rad 26.",
        ),
        (
            "[[notice]]",
            "[[notice]]\nid = 'besked'\nstep = 'tva'\ntitle = 'A'\nreceivers = ['faculty']\n[[notice]]",
            "Rad 41: ”besked” finns redan på rad 36.",
        ),
        (
            "lead_days = 10",
            "lead_days = -10",
            "Rad 15: lead_days kan inte vara mindre än noll (-10).",
        ),
        (
            "lead_days = 10",
            "lead_days = 9999999999",
            "Rad 15: lead_days kan vara högst 4294967295 (9999999999).",
        ),
        (
            "lead_days = 10",
            "lead_days = 40000",
            "Rad 15: lead_days kan vara högst 36500 (40000).",
        ),
        (
            "lead_days = 10",
            "lead_days = 'tio'",
            "Rad 15: lead_days ska vara ett heltal utan citattecken.",
        ),
        ("lead_days = 10\n", "", "Rad 10: lead_days saknas."),
        ("title = 'Ett'", "title = '  '", "Rad 12: title är tomt."),
        (
            "title = 'Ett'",
            "title = 1",
            "Rad 12: title ska vara text inom citattecken.",
        ),
        ("title = 'Ett'", "titel = 'Ett'", "Rad 10: title saknas."),
        (
            "id = 'stab'",
            "id = 'stab/rsl'",
            "Rad 8: ”stab/rsl” kan inte vara id.",
        ),
        ("id = 'fraga'", "id = ''", "Rad 26: ”” kan inte vara id."),
        (
            "id = 'tema'",
            "id = 'Tema'",
            "Rad 30: ”Tema” kan inte vara id.",
        ),
        ("id = 'fraga'", "id = '1'", "Rad 26: ”1” kan inte vara id."),
        (
            "version = '1'",
            "version = '2024/1'",
            "Rad 2: ”2024/1” kan inte vara version.",
        ),
        (
            "vocabulary = 'nhv'",
            "vocabulary = 'annan'",
            "Rad 6: vocabulary kan inte vara ”annan”. Välj bland: nhv, general.",
        ),
        (
            "receivers = ['councils']",
            "receivers = ['svn']",
            "Rad 39: receivers kan inte vara ”svn”.",
        ),
        (
            "receivers = ['councils']",
            "receivers = []",
            "Rad 39: receivers är tomt.",
        ),
        (
            "receivers = ['councils']",
            "receivers = 'councils'",
            "Rad 39: receivers ska vara en lista",
        ),
        (
            "verified = false",
            "verified = 'nej'",
            "Rad 28: verified ska vara true eller false.",
        ),
        (
            "'2024-01-01'",
            "'2024-02-30'",
            "Rad 3: valid_from är ingen dag (2024-02-30).",
        ),
        (
            "'2024-01-01'",
            "2024-01-01",
            "Rad 3: valid_from är ingen dag (2024-01-01). Skriv dagen inom citattecken",
        ),
        ("[[role]]", "[role]", "Rad 7: role ska vara en lista"),
        (
            "vocabulary = 'nhv'",
            "vocabulary = 'nhv",
            "Rad 6: raden går inte att läsa (",
        ),
    ] {
        let told = process(from, to);
        assert!(
            told.iter().any(|it| it.starts_with(expected)),
            "{to}: {told:#?}"
        );
        // A role that is named wrongly is missing where it answers for a step.
        let most = match to {
            "id = 'stab/rsl'" => 3,
            _ if to.starts_with("titel") => 2,
            _ => 1,
        };
        assert!(told.len() <= most, "{to}: {told:#?}");
    }
    let without = PROCESS.split("[[step]]").next().unwrap();
    let faults = Process::read(without).unwrap_err();
    assert_eq!(faults, [FileFault::NoSteps { line: 1 }]);
    assert!(Process::read("").is_err());
}

#[test]
fn faults_of_an_organisation_are_told_with_their_line() {
    for (from, to, expected) in [
        (
            "body = 'namnd'",
            "body = 'svn'",
            "Rad 21: organet ”svn” finns inte i filen. Välj bland: namnd.",
        ),
        (
            "id = 'rpo-a'",
            "id = 'region-a'",
            "Rad 12: ”region-a” finns redan på rad 5.",
        ),
        (
            "id = 'fakulteten'",
            "id = 'namnd'",
            "Rad 34: ”namnd” finns redan på rad 16.",
        ),
        (
            "councils = ['rad-a']",
            "councils = ['rad-b']",
            "Rad 14: kunskapsrådet ”rad-b” finns inte i filen. Välj bland: rad-a.",
        ),
        (
            "covers_to = '2024-12-31'",
            "covers_to = '2023-12-31'",
            "Rad 23: perioden slutar 2023-12-31, innan den börjar 2024-01-01.",
        ),
        (
            "{ on = '2024-02-01' }",
            "{ on = '2025-02-01' }",
            "Rad 26: sammanträdet 2025-02-01 ligger utanför perioden 2024-01-01 – 2024-12-31.",
        ),
        (
            "until = '2024-03-02'",
            "until = '2024-02-02'",
            "Rad 27: sammanträdet slutar 2024-02-02, innan det börjar 2024-03-01.",
        ),
        (
            "pattern = '\\d+/\\d{4}'",
            "pattern = '(\\d+'",
            "Rad 31: mönstret (\\d+ går inte att läsa (",
        ),
        (
            "example = '1/2024'",
            "example = 'RS 1'",
            "Rad 32: exemplet ”RS 1” passar inte mönstret \\d+/\\d{4}.",
        ),
        (
            "id = 'region-a'",
            "id = 'region a'",
            "Rad 5: ”region a” kan inte vara id.",
        ),
        ("name = 'Råd A'", "name = ''", "Rad 10: name är tomt."),
        (
            "kind = 'joint_committee'",
            "kind = 'styrelse'",
            "Rad 19: kind kan inte vara ”styrelse”. Välj bland: joint_committee",
        ),
        (
            "[faculty]",
            "[fakultet]",
            "Rad 33: fältet ”fakultet” finns inte. Välj bland: ",
        ),
    ] {
        let told = region(from, to);
        assert!(
            told.len() == 1 && told[0].starts_with(expected),
            "{to}: {told:#?}"
        );
    }
    let nobody = "id = 'tom'\nname = 'Tom'\nsource = 'Test'\n";
    assert_eq!(
        Organisation::read(nobody),
        Err(vec![FileFault::NoDecider { line: 1 }])
    );
    // One region is enough; councils, areas, faculty and calendars may be none.
    let one = format!("{nobody}[[region]]\nid = 'r'\nname = 'R'\ncode = '01'\n");
    assert!(Organisation::read(&one).is_ok());
}

#[test]
fn several_faults_are_told_at_once_in_the_order_of_their_lines() {
    let file = PROCESS
        .replacen("title = 'Ett'", "title = ''", 1)
        .replacen("id = 'tva'", "id = 'b/c'", 1)
        .replacen("step = 'ett'", "step = 'noll'", 1);
    let lines: Vec<_> = Process::read(&file)
        .unwrap_err()
        .iter()
        .map(FileFault::line)
        .collect();
    assert_eq!(lines, [12, 17, 37]);
    let broken = "kind = \nversion = 'x\nname = 'N'\n";
    let lines: Vec<_> = Process::read(broken)
        .unwrap_err()
        .iter()
        .map(FileFault::line)
        .collect();
    assert_eq!(lines, [1, 2]);
}

#[test]
fn every_fault_has_its_sentence() {
    let schema = schemars::schema_for!(FileFault).to_value();
    let codes = schema["oneOf"].as_array().unwrap().iter();
    let codes: Vec<_> = codes
        .filter_map(|it| it["properties"]["code"]["const"].as_str())
        .collect();
    assert!(codes.len() > 20, "{codes:?}");
    for code in codes {
        assert!(
            crate::text::has(Language::Sv, &format!("definition.{code}")),
            "{code}"
        );
    }
}
