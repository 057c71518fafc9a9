//! What is refused of the parts of a case and of a round: one sentence, and
//! nothing changed.

use samsvar_tests::Workspace;

use super::bad_input::refused;
use super::spring_round::round;

#[test]
fn what_has_no_meaning_is_refused_in_one_sentence_and_changes_nothing() {
    let workspace = Workspace::new();
    let cases = round(&workspace);
    let id = cases[0].as_str();
    let before = workspace.json(&["case", "show", id]);
    let theme = [
        "assess",
        id,
        "--council",
        "kirurgi-och-cancer",
        "--theme",
        "akutsjukvard",
    ];
    refused(
        &workspace,
        &[&theme[..], &["--rating", "5"]].concat(),
        "skalan −2 till +2",
    );
    let theme = [
        "assess",
        id,
        "--council",
        "svn",
        "--theme",
        "akutsjukvard",
        "--rating",
        "1",
    ];
    refused(&workspace, &theme, "Kunskapsrådet");
    let theme = [
        "assess",
        id,
        "--council",
        "kirurgi-och-cancer",
        "--theme",
        "x",
        "--rating",
        "1",
    ];
    refused(&workspace, &theme, "Temat");
    let from = [
        "contribute",
        id,
        "--from",
        "Okänd",
        "--question",
        "1",
        "--text",
        "x",
    ];
    refused(&workspace, &from, "”Okänd”");
    refused(
        &workspace,
        &["request", id, "--from", "RPO Påhittat"],
        "”RPO Påhittat”",
    );
    refused(
        &workspace,
        &["chase", id, "--from", "region-kalmar-lan"],
        "Inget bidrag är begärt",
    );
    let take = [
        "contribute",
        id,
        "--from",
        "region-kalmar-lan",
        "--question",
        "1",
        "--take",
    ];
    refused(&workspace, &take, "inget bidrag på fråga 1");
    let commit = [
        "commitment",
        id,
        "--region",
        "Region Kalmar län",
        "--text",
        "x",
    ];
    refused(&workspace, &commit, "ingen ansökan");
    refused(
        &workspace,
        &["case", "close", id, "--outcome", "påhittat"],
        "Utfallet",
    );
    refused(
        &workspace,
        &["case", "reopen", id, "--note", "x"],
        "inte avslutat",
    );
    refused(
        &workspace,
        &["report", id, "1", "--on", "2021-06-04", "--section", "§ 1"],
        "Beslutet",
    );
    refused(
        &workspace,
        &["correct", id, "1", "--reason", "x", "--section", "§ 2"],
        "Beslutet",
    );
    refused(
        &workspace,
        &["dispatch", id, "--to", " ", "--on", "2021-05-12"],
        "vem",
    );
    let missing = [
        "dispatch",
        id,
        "--to",
        "Socialstyrelsen",
        "--on",
        "2021-05-12",
        "/finns/inte",
    ];
    refused(&workspace, &missing, "finns inte");
    refused(
        &workspace,
        &["document", id, "fil", "direction", "in"],
        "Handlingen",
    );
    refused(
        &workspace,
        &["case", "join", id, cases[1].as_str()],
        "inget diarienummer gemensamt",
    );
    refused(
        &workspace,
        &["case", "undo", id, "--change", "00000000"],
        "finns inte",
    );
    refused(&workspace, &["round", "show", "Höst"], "”Höst”");
    refused(
        &workspace,
        &["round", "new", "--title", " ", "--area", "x"],
        "titel",
    );
    refused(
        &workspace,
        &["round", "new", "--title", "x", "--area", " "],
        "område",
    );
    let off = ["organisation", "meeting", "okänt", "--on", "2027-03-04"];
    refused(&workspace, &off, "”okänt”");
    let period = [
        "organisation",
        "period",
        "svn",
        "--from",
        "2027-12-31",
        "--to",
        "2027-01-01",
    ];
    refused(&workspace, &period, "ligger före");
    assert_eq!(workspace.json(&["case", "show", id]), before);
    assert_eq!(
        workspace.json(&["round", "list"]).as_array().unwrap().len(),
        1
    );
}
