//! The main job on the command line: letter, six steps, decision, packet.

use std::path::Path;

use samsvar_tests::{Ran, Workspace, command_line};

/// A packet's text without line breaks.
fn text_of(pdf: &Path) -> String {
    let output = std::process::Command::new("pdftotext")
        .arg(pdf)
        .arg("-")
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn the_demo_goes_from_letter_to_packet_and_checks_clean() {
    let folder = tempfile::tempdir().unwrap();
    let demo = || {
        let mut command = std::process::Command::new(command_line());
        Ran::of(command.args(["demo", "--out"]).arg(folder.path()))
    };
    let ran = demo();
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{ran:?}");
    assert!(ran.out.contains("packet.pdf"));
    let workspace = folder.path().join("workspace");
    let check = Ran::of(
        std::process::Command::new(command_line())
            .arg("check")
            .arg("--workspace")
            .arg(&workspace),
    );
    assert_eq!(check.code, 0, "{check:?}");
    let text = text_of(&folder.path().join("packet.pdf"));
    for expected in [
        "Differences in Sex Development (DSD)",
        "29988/2022",
        "Sydöstra sjukvårdsregionen",
        "Definition och avgränsningar",
        "Kirurgi och cancer",
        "§ 45",
        "Region Kalmar län",
        "Remissbrev (exempel).txt",
    ] {
        assert!(text.contains(expected), "{expected} is not in the packet");
    }
    let mut qpdf = std::process::Command::new("qpdf");
    let sound = Ran::of(qpdf.arg("--check").arg(folder.path().join("packet.pdf")));
    assert_eq!((sound.code, sound.err.as_str()), (0, ""), "{sound:?}");
    // What is made up says so in print.
    assert!(text.to_lowercase().contains("exempel"), "{text}");
    assert!(!text.contains("Utkast"));
    // A second run would mix two samples.
    let again = demo();
    assert_eq!(again.code, 1, "{again:?}");
}

#[test]
fn a_decided_case_prints_what_was_decided_although_the_text_went_on() {
    let workspace = Workspace::new();
    let id = workspace.remiss();
    let run = |arguments: &[&str]| {
        let ran = workspace.run(arguments);
        assert_eq!(ran.code, 0, "{arguments:?}: {ran:?}");
    };
    let print = |name: &str, more: &[&str]| {
        let out = workspace.path().join(name);
        run(&[&["print", &id, "--out", out.to_str().unwrap()], more].concat());
        text_of(&out)
    };
    run(&[
        "answer",
        &id,
        "1",
        "--stance",
        "tillstyrker",
        "--text",
        "Det beslutade svaret.",
    ]);
    let draft = print("utkast.pdf", &[]);
    assert!(draft.contains("Utkast") && draft.contains("Det beslutade svaret."));
    let decide = [
        "decide",
        &id,
        "--body",
        "presidiet",
        "--on",
        "2023-10-06",
        "--section",
        "§ 45",
    ];
    run(&[
        &decide[..],
        &["--delegated", "--text", "Presidiet antar svaret."],
    ]
    .concat());
    run(&[
        "answer",
        &id,
        "1",
        "--stance",
        "tillstyrker-inte",
        "--text",
        "En senare ändring.",
    ]);
    run(&["case", "set", &id, "title", "Ny titel"]);
    run(&["decide", &id, "--body", "Region Kalmar län", "--none"]);
    let decided = print("beslutat.pdf", &[]);
    assert!(decided.contains("Det beslutade svaret."), "{decided}");
    assert!(!decided.contains("En senare ändring.") && !decided.contains("Ny titel"));
    assert!(!decided.contains("Utkast"));
    let draft = print("senare.pdf", &["--draft"]);
    assert!(draft.contains("En senare ändring.") && draft.contains("Utkast"));
    let decisions = workspace.json(&["case", "show", &id])["decisions"].clone();
    assert_eq!(decisions[0]["basis"].as_str().unwrap().len(), 64);
    assert!(!decisions[0]["heads"].as_array().unwrap().is_empty());
    assert_eq!(decisions[1]["none"], true);
}

#[test]
fn json_has_the_shape_that_schema_says() {
    let workspace = Workspace::new();
    let id = workspace.remiss();
    let file = workspace.file("Brev.txt", "x");
    let file = file.to_str().unwrap();
    let out = workspace.path().join("ut");
    let pdf = workspace.path().join("ut.pdf");
    let answers: &[(&str, &[&str])] = &[
        ("attachments", &["attach", &id, file, "--step", "1"]),
        ("cases", &["case", "list"]),
        ("case", &["case", "show", &id]),
        ("questions", &["question", "list", &id]),
        (
            "made",
            &[
                "question",
                "add",
                &id,
                "--title",
                "Fler synpunkter",
                "--words",
                "300",
            ],
        ),
        (
            "made",
            &[
                "decide",
                &id,
                "--body",
                "svn",
                "--on",
                "2023-10-06",
                "--section",
                "§ 1",
            ],
        ),
        (
            "written",
            &["attachments", &id, "--out", out.to_str().unwrap()],
        ),
        ("printed", &["print", &id, "--out", pdf.to_str().unwrap()]),
        ("check", &["check"]),
        ("process", &["process", "show", "remissvar"]),
        ("processes", &["process", "list"]),
        ("organisation", &["organisation", "show"]),
        ("case", &["case", "show", "29988/2022"]),
    ];
    for (noun, verb) in answers {
        let schema = workspace.json(&["schema", noun]);
        let answer = workspace.json(verb);
        let validator = jsonschema::validator_for(&schema).unwrap();
        let faults: Vec<_> = validator
            .iter_errors(&answer)
            .map(|it| it.to_string())
            .collect();
        assert!(faults.is_empty(), "{verb:?}: {faults:?}");
        assert!(!validator.is_valid(&schema), "{noun} allows anything");
    }
}

#[test]
fn the_shipped_facts_are_whole_and_say_what_is_not_confirmed() {
    let workspace = Workspace::new();
    let organisation = workspace.json(&["organisation", "show"]);
    let count = |key: &str| organisation[key].as_array().unwrap().len();
    let counts = ["region", "council", "programme_area", "body", "calendar"].map(count);
    assert_eq!(counts, [3, 4, 26, 3, 3]);
    let areas = organisation["programme_area"].as_array().unwrap();
    assert_eq!(areas.iter().filter(|it| it["verified"] == false).count(), 2);
    let process = workspace.json(&["process", "show", "remissvar"]);
    assert_eq!(process["step"].as_array().unwrap().len(), 6);
    assert_eq!(process["question"][0]["word_limit"], 300);
    let unverified = process["question"].as_array().unwrap();
    assert_eq!(
        unverified
            .iter()
            .filter(|it| it["verified"] == false)
            .count(),
        3
    );
}

#[test]
fn the_list_stands_nearest_date_first_then_in_swedish_order() {
    let workspace = Workspace::new();
    for (title, due) in [
        ("Öga", "2027-01-01"),
        ("Ärr", "2027-01-01"),
        ("Ål", "2027-01-01"),
        ("zon", "2027-01-01"),
        ("Odaterat", ""),
        ("Först", "2026-12-01"),
    ] {
        let new = ["case", "new", "--process", "remissvar", "--title", title];
        let due = if due.is_empty() {
            Vec::new()
        } else {
            vec!["--due", due]
        };
        workspace.json(&[&new[..], &due].concat());
    }
    let rows = workspace.json(&["case", "list"])["rows"].clone();
    let titles: Vec<_> = rows
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it["title"].as_str().unwrap())
        .collect();
    assert_eq!(titles, ["Först", "zon", "Ål", "Ärr", "Öga", "Odaterat"]);
}

#[test]
fn steps_get_dates_counted_back_and_a_plan_goes_before() {
    let workspace = Workspace::new();
    let id = workspace.remiss();
    let plan = [
        "step",
        "plan",
        &id,
        "2",
        "--for",
        "Kirurgi och cancer",
        "--due",
        "2023-09-01",
    ];
    assert_eq!(
        workspace
            .run(&[&plan[..], &["--responsible", "Bo"]].concat())
            .code,
        0
    );
    let case = workspace.json(&["case", "show", &id]);
    assert_eq!(case["steps"][0]["parts"][0]["due"], "2023-08-18");
    let part = &case["steps"][1]["parts"][2];
    assert_eq!(
        (&part["due"], &part["planned"]),
        (&"2023-09-01".into(), &true.into())
    );
    assert_eq!(part["responsible"], "Bo");
    assert_eq!(case["steps"][1]["parts"].as_array().unwrap().len(), 4);
    assert_eq!(case["steps"][5]["parts"].as_array().unwrap().len(), 3);
}
