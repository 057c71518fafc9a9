//! What is typed finds what is written, the best first, and nothing that is
//! typed is syntax.

use std::time::{Duration, Instant};

use samsvar_tests::Workspace;

use super::search::{case, search, titles};

#[test]
fn swedish_is_found_as_it_is_typed() {
    let workspace = Workspace::new();
    case(&workspace, "En IDÉ om Hjärtkirurgi");
    case(&workspace, "Ögonsjukvård");
    case(&workspace, "Ohlsson");
    case(&workspace, "Barnklinik");
    case(&workspace, "Hud\u{ad}sjuk\u{ad}domar");
    assert_eq!(titles(&workspace, "ide"), ["En IDÉ om Hjärtkirurgi"]);
    assert_eq!(titles(&workspace, "IDÉ"), ["En IDÉ om Hjärtkirurgi"]);
    assert_eq!(titles(&workspace, "kirurgi"), ["En IDÉ om Hjärtkirurgi"]);
    assert_eq!(titles(&workspace, "hjart"), [""; 0]);
    assert_eq!(titles(&workspace, "ögon"), ["Ögonsjukvård"]);
    assert_eq!(titles(&workspace, "O\u{308}GON"), ["Ögonsjukvård"]);
    assert_eq!(titles(&workspace, "ogon"), [""; 0]);
    assert_eq!(titles(&workspace, "öh"), [""; 0]);
    assert_eq!(titles(&workspace, "oh"), ["Ohlsson"]);
    assert_eq!(titles(&workspace, "KLINIK"), ["Barnklinik"]);
    assert_eq!(titles(&workspace, "hudsjukdomar").len(), 1);
    // The whole case of one letter: a word of its own, never the start of all.
    assert_eq!(titles(&workspace, "ö"), [""; 0]);
}

#[test]
fn titles_come_first_then_words_then_hits_inside_words() {
    let workspace = Workspace::new();
    let inside = case(&workspace, "C");
    workspace.done(&["answer", &inside, "1", "--text", "Om hjärtkirurgi."]);
    let word = case(&workspace, "B");
    workspace.done(&["answer", &word, "1", "--text", "Om kirurgiska ingrepp."]);
    case(&workspace, "Barnkirurgi");
    case(&workspace, "Kirurgi");
    assert_eq!(
        titles(&workspace, "kirurgi"),
        ["Kirurgi", "Barnkirurgi", "B", "C"]
    );
    let found = search(&workspace, "kirurgi");
    assert_eq!(found["hits"][3]["matched"], "inside");
    let limited = workspace.json(&["search", "kirurgi", "--limit", "1"]);
    assert_eq!(limited["hits"].as_array().unwrap().len(), 1);
    assert_eq!(
        (&limited["total"], &limited["cases"]),
        (&4.into(), &4.into())
    );
}

#[test]
fn all_words_stand_in_one_passage_or_else_in_one_case() {
    let workspace = Workspace::new();
    let id = case(&workspace, "Barnhjärtan");
    workspace.done(&["answer", &id, "1", "--text", "Transporter med helikopter."]);
    case(&workspace, "Helikopter");
    assert_eq!(
        titles(&workspace, "transporter helikopter"),
        ["Barnhjärtan"]
    );
    let found = search(&workspace, "barn helikopter transport");
    assert_eq!(found["total"], 1, "{found}");
    assert_eq!(found["hits"][0]["matched"], "spread");
    assert_eq!(found["hits"][0]["place"]["code"], "answer");
    assert_eq!(titles(&workspace, "barn helikopter ubåt"), [""; 0]);
}

#[test]
fn the_marks_are_where_the_hits_stand_in_utf_16() {
    let workspace = Workspace::new();
    case(&workspace, "👩‍⚕️ Hjärtkirurgi");
    let found = search(&workspace, "kirurgi");
    let hit = &found["hits"][0];
    let units: Vec<u16> = hit["snippet"].as_str().unwrap().encode_utf16().collect();
    let at = |end: &str| usize::try_from(hit["marks"][0][end].as_u64().unwrap()).unwrap();
    let marked = String::from_utf16(&units[at("from")..at("to")]).unwrap();
    assert_eq!(marked, "kirurgi");
}

#[test]
fn of_a_long_text_the_words_around_the_hit_are_shown() {
    let workspace = Workspace::new();
    let filling = "Om vård på flera orter. ".repeat(200);
    let id = case(&workspace, "A");
    let text = format!("{filling}Plexus brachialis. {filling}");
    workspace.done(&["answer", &id, "1", "--text", &text]);
    let hit = search(&workspace, "plexus")["hits"][0].clone();
    let shown = hit["snippet"].as_str().unwrap();
    assert!(shown.starts_with('…') && shown.ends_with('…'), "{shown}");
    assert!(shown.contains("Plexus brachialis."), "{shown}");
    assert!(shown.chars().count() <= 202, "{shown}");
}

#[test]
fn nothing_that_is_typed_is_syntax() {
    let workspace = Workspace::new();
    case(&workspace, "NEAR och AND i titel*");
    for text in [
        "",
        " ",
        "\"",
        "*",
        "'",
        "NEAR(",
        "a\"b",
        "*\"( ) – ^ :",
        "words:x",
        "{",
        "\u{0}\u{1}",
        "👩‍⚕️",
        "\u{301}",
        "--",
        "%",
        "a b",
        "OR",
        "(((((",
        "-",
        "^near",
    ] {
        // A command line takes no NUL.
        let ran = workspace.run(&["search", "--", &text.replace('\0', "")]);
        assert_eq!(ran.code, 0, "{text:?}: {ran:?}");
    }
    assert_eq!(
        titles(&workspace, "near( \"and\""),
        ["NEAR och AND i titel*"]
    );
    let ran = workspace.run(&["search", "!?"]);
    assert_eq!(ran.out.trim(), "Ingenting hittades.");
    assert!(ran.err.contains("minst en bokstav"), "{}", ran.err);
    assert_eq!(
        workspace.run(&["search", "saknas"]).out.trim(),
        "Ingenting hittades."
    );
    let long = "x".repeat(10_000);
    assert_eq!(search(&workspace, &long)["total"], 0);
    let many: String = (0..5_000).map(|n| format!("n{n} ")).collect();
    let started = Instant::now();
    let found = search(&workspace, &many);
    assert_eq!(found["warnings"][0]["code"], "search_cut");
    assert_eq!(found["warnings"][0]["words"], 12);
    assert!(started.elapsed() < Duration::from_secs(5));
}

#[test]
fn of_equals_the_latest_due_date_comes_first_and_a_case_is_counted_once() {
    let workspace = Workspace::new();
    for (title, due) in [
        ("A", "2024-03-01"),
        ("B", "2025-03-01"),
        ("C", "2023-03-01"),
    ] {
        let id = case(&workspace, title);
        workspace.done(&["case", "set", &id, "due", due]);
        workspace.done(&["answer", &id, "1", "--text", "Plexus."]);
    }
    assert_eq!(titles(&workspace, "plexus"), ["B", "A", "C"]);
    let again = case(&workspace, "Plexus");
    workspace.done(&["answer", &again, "2", "--text", "Plexus."]);
    let found = search(&workspace, "plexus");
    assert_eq!((&found["total"], &found["cases"]), (&5.into(), &4.into()));
}

#[test]
fn of_very_many_words_that_hold_the_letters_the_shortest_are_found() {
    let workspace = Workspace::new();
    let long: String = (0..600).map(|n| format!("avdelning{n}kirurgi ")).collect();
    let id = case(&workspace, "Lång");
    workspace.done(&["answer", &id, "1", "--text", &long]);
    case(&workspace, "Ökirurgi");
    assert_eq!(titles(&workspace, "kirurgi"), ["Ökirurgi", "Lång"]);
}
