//! A year of the office, by the command line: a round, an application, and what
//! is refused on the way.

use samsvar_tests::Workspace;
use serde_json::Value;

fn areas() -> [&'static str; 3] {
    [
        "Kroniska lungsjukdomar hos barn",
        "Prematuritetsretinopati (ROP)",
        "Hypertrofisk obstruktiv kardiomyopati (HOCM)",
    ]
}

fn round(workspace: &Workspace) -> Vec<String> {
    let mut words = vec![
        "round",
        "new",
        "--title",
        "NHV våren 2021",
        "--received",
        "2021-03-09",
        "--due",
        "2021-05-14",
        "--officer",
        "Anna Test",
    ];
    for area in areas() {
        words.extend(["--area", area]);
    }
    let made = workspace.json(&words);
    let cases = made["cases"].as_array().unwrap().iter();
    cases.map(|it| it.as_str().unwrap().to_owned()).collect()
}

fn done(workspace: &Workspace, words: &[&str]) {
    let ran = workspace.run(words);
    assert_eq!(ran.code, 0, "{words:?}: {}", ran.err);
}

fn refused(workspace: &Workspace, words: &[&str], says: &str) {
    let ran = workspace.run(words);
    assert_eq!(ran.code, 1, "{words:?}: {}", ran.err);
    assert!(ran.err.contains(says), "{words:?} said {}", ran.err);
    assert_eq!(ran.err.trim().lines().count(), 1, "{}", ran.err);
}

#[test]
fn the_spring_round_of_2021_is_carried_from_letter_to_report() {
    let workspace = Workspace::new();
    let cases = round(&workspace);
    let (lungs, rop) = (cases[0].as_str(), cases[1].as_str());
    // Registered once: three cases on the process that was valid then.
    let view = workspace.json(&["round", "show", "NHV våren 2021"]);
    assert_eq!(view["cases"].as_array().unwrap().len(), 3);
    let case = workspace.json(&["case", "show", lungs]);
    assert_eq!(case["process"]["id"], "remissvar-2020-04");
    assert_eq!(case["due"], "2021-05-14");
    assert_eq!(case["round"]["title"], "NHV våren 2021");
    // SVN meets 11–12 March and 4 June: not in time, so the presidium is proposed
    // and the decision reported on 4 June.
    let plan = workspace.json(&["case", "plan", lungs]);
    let clash = &plan["plan"]["clash"];
    assert_eq!(clash["presidium"], "presidiet");
    assert_eq!(clash["before"], "2021-03-12");
    assert_eq!(clash["after"], "2021-06-04");
    assert_eq!(plan["plan"]["report_on"], "2021-06-04");
    assert_eq!(plan["plan"]["unknown"][0]["short"], "RSL");
    let told = workspace.run(&["case", "plan", lungs]).out;
    assert!(told.contains("presidium beslutar på delegation"), "{told}");
    assert!(
        told.contains("RSL:s datum för 2021 är inte inlagda"),
        "{told}"
    );

    // RPO is asked, reminded and answers; the faculty never does.
    let rpo = "Barn och ungdomars hälsa";
    done(
        &workspace,
        &["request", lungs, "--from", rpo, "--due", "2021-04-12"],
    );
    done(
        &workspace,
        &[
            "request",
            lungs,
            "--from",
            "medicinska-fakulteten",
            "--due",
            "2021-04-30",
        ],
    );
    done(&workspace, &["chase", lungs, "--from", rpo]);
    let waiting = workspace.json(&["tasks", "--mine"]);
    let kinds = |kind: &str| {
        let tasks = waiting.as_array().unwrap().iter();
        tasks.filter(|it| it["kind"] == kind).count()
    };
    assert_eq!((kinds("contribution"), kinds("step")), (2, 3));
    let text = "Vi tillstyrker definitionen. Åldersgränsen bör sättas till 18 år.";
    done(
        &workspace,
        &[
            "contribute",
            lungs,
            "--from",
            rpo,
            "--question",
            "1",
            "--text",
            text,
        ],
    );
    done(
        &workspace,
        &[
            "contribute",
            lungs,
            "--from",
            rpo,
            "--question",
            "1",
            "--take",
        ],
    );
    let case = workspace.json(&["case", "show", lungs]);
    let question = case["questions"][0]["id"].clone();
    let theirs = contribution(&case, "RPO Barn och ungdomars hälsa");
    assert_eq!(theirs["texts"][0]["question"], question);
    assert_eq!(theirs["texts"][0]["taken"]["current"], true);
    assert_eq!(case["questions"][0]["text"], text);
    let missing = contribution(&case, "Medicinska fakulteten, Linköpings universitet");
    assert_eq!(missing["texts"].as_array().unwrap().len(), 0);

    // The four councils assess; two of them disagree by two or more.
    let assess = |case: &str, council: &str, theme: &str, rating: &str| {
        let words = [
            "assess",
            case,
            "--council",
            council,
            "--theme",
            theme,
            "--rating",
            rating,
            "--comment",
            "jour och beredskap",
        ];
        done(&workspace, &words);
    };
    assess(lungs, "kirurgi-och-cancer", "akutsjukvard", "-2");
    assess(lungs, "medicin-och-akut-vard", "akutsjukvard", "0");
    assess(rop, "diagnostik-och-sinnen", "akutsjukvard", "+1");
    let case = workspace.json(&["case", "show", lungs]);
    let themes = case["effects"]["themes"].as_array().unwrap();
    let theme = themes.iter().find(|it| it["id"] == "akutsjukvard").unwrap();
    assert_eq!(theme["disagreement"], true);
    let all = workspace.json(&["effects", "--round", "NHV våren 2021"]);
    let mut column = all["themes"].as_array().unwrap().iter();
    let column = column.position(|it| it["id"] == "akutsjukvard").unwrap();
    let cell = |area: &str| {
        let mut rows = all["rows"].as_array().unwrap().iter();
        rows.find(|it| it["area"] == area).unwrap()["cells"][column].clone()
    };
    assert_eq!(cell(areas()[0])["low"], -2);
    assert_eq!(cell(areas()[0])["disagreement"], true);
    assert_eq!(cell(areas()[1])["sum"], 1);

    // The presidium decides on delegation; it waits to be reported, and is.
    let decide = [
        "decide",
        lungs,
        "--body",
        "presidiet",
        "--on",
        "2021-05-07",
        "--section",
        "§ 3",
        "--delegated",
    ];
    done(&workspace, &decide);
    let tasks = workspace.json(&["tasks"]);
    assert!(
        tasks
            .as_array()
            .unwrap()
            .iter()
            .any(|it| it["kind"] == "report")
    );
    done(
        &workspace,
        &[
            "report",
            lungs,
            "1",
            "--on",
            "2021-06-04",
            "--section",
            "§ 12",
        ],
    );
    done(&workspace, &["minutes", lungs, "1", "--on", "2021-06-18"]);
    let letter = workspace.file("Följebrev.txt", "Härmed översänds svaret.");
    let letter = letter.to_str().unwrap();
    done(
        &workspace,
        &[
            "dispatch",
            lungs,
            "--to",
            "Socialstyrelsen",
            "--on",
            "2021-05-12",
            letter,
        ],
    );
    done(
        &workspace,
        &[
            "case",
            "close",
            lungs,
            "--outcome",
            "besvarad",
            "--on",
            "2021-06-18",
        ],
    );
    let case = workspace.json(&["case", "show", lungs]);
    assert_eq!(case["decisions"][0]["reported"]["section"], "§ 12");
    assert_eq!(case["decisions"][0]["approved"], "2021-06-18");
    assert_eq!(
        case["dispatches"][0]["basis"],
        case["decisions"][0]["basis"]
    );
    assert_eq!(case["dispatches"][0]["files"][0]["name"], "Följebrev.txt");
    assert_eq!(case["attachments"][0]["record"]["direction"], "out");
    let tasks = workspace.json(&["tasks"]);
    assert!(
        tasks
            .as_array()
            .unwrap()
            .iter()
            .all(|it| it["case"] != *lungs)
    );

    // The table of ongoing and given answers.
    let view = workspace.json(&["round", "show", "NHV våren 2021"]);
    let given: Vec<_> = view["cases"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| (it["decided"].as_bool().unwrap(), it["outcome"] != ""))
        .collect();
    assert_eq!(given, [(false, false), (true, true), (false, false)]);

    // The period is extended as it was in 2020: what moves is shown first.
    done(
        &workspace,
        &["step", "plan", rop, "1", "--due", "2021-04-01"],
    );
    let preview = [
        "round",
        "due",
        "NHV våren 2021",
        "--due",
        "2021-10-01",
        "--preview",
    ];
    let moves = workspace.json(&preview);
    assert_eq!(workspace.json(&["case", "show", rop])["due"], "2021-05-14");
    let of = |id: &str| {
        let mut all = moves.as_array().unwrap().iter();
        all.find(|it| it["case"] == *id).unwrap().clone()
    };
    assert_eq!(of(lungs)["moves"], false);
    assert_eq!(of(rop)["steps"][0]["planned"], true);
    assert_eq!(of(rop)["steps"][0]["new_due"], "2021-04-01");
    let promised = of(rop)["steps"][2]["new_due"].clone();
    done(&workspace, &preview[..5]);
    let moved = workspace.json(&["case", "show", rop]);
    assert_eq!(moved["due"], "2021-10-01");
    assert_eq!(moved["steps"][2]["parts"][0]["due"], promised);
    assert_eq!(
        workspace.json(&["case", "show", lungs])["due"],
        "2021-05-14"
    );
    let view = workspace.json(&["round", "show", "NHV våren 2021"]);
    assert_eq!(view["round"]["first_due"], "2021-05-14");
    assert_eq!(workspace.run(&["check"]).code, 0);
}

fn contribution(case: &Value, body: &str) -> Value {
    let mut all = case["contributions"].as_array().unwrap().iter();
    all.find(|it| it["body_name"] == body).unwrap().clone()
}

#[test]
fn an_application_is_carried_from_notice_to_feedback() {
    let workspace = Workspace::new();
    let new = workspace.json(&[
        "case",
        "new",
        "--process",
        "ansokan",
        "--title",
        "Ansökan: svåra hudsymtom",
        "--received",
        "2023-03-20",
        "--due",
        "2023-06-15",
        "--applicant",
        "Region Östergötland",
    ]);
    let id = new["id"].as_str().unwrap();
    let case = workspace.json(&["case", "show", id]);
    assert_eq!(case["process"]["id"], "ansokan-2023-03");
    assert_eq!(case["applicant"], "Region Östergötland");
    assert_eq!(case["steps"].as_array().unwrap().len(), 4);
    assert_eq!(case["members"].as_array().unwrap().len(), 6);
    done(
        &workspace,
        &[
            "case",
            "set",
            id,
            "programme_area",
            "RPO Hud- och könssjukdomar",
        ],
    );

    // Every notice of the process, to everyone it names.
    let case = workspace.json(&["case", "show", id]);
    for notice in case["notices"].as_array().unwrap() {
        for receiver in notice["receivers"].as_array().unwrap() {
            let (notice, body) = (&notice["id"], &receiver["body"]);
            let (notice, body) = (notice.as_str().unwrap(), body.as_str().unwrap());
            done(
                &workspace,
                &["notify", id, notice, "--to", body, "--on", "2023-03-27"],
            );
        }
    }
    done(
        &workspace,
        &[
            "member",
            id,
            "--body",
            "Kirurgi och cancer",
            "--name",
            "En representant",
        ],
    );
    let commit = [
        "commitment",
        id,
        "--region",
        "Region Kalmar län",
        "--text",
        "Remittera patienter",
        "--amount",
        "2 000 000",
        "--from",
        "2024-07-01",
        "--rsl",
        "2023-04-05",
        "--svn",
        "2023-06-02",
    ];
    let commitment = workspace.json(&commit);
    let commitment = commitment["id"].as_str().unwrap();
    done(
        &workspace,
        &[
            "commitment",
            id,
            "--region",
            "Region Kalmar län",
            "--text",
            "Remittera alla patienter",
            "--id",
            commitment,
        ],
    );
    let condition = workspace.json(&[
        "condition",
        id,
        "--text",
        "1. Multidisciplinärt team",
        "--evidence",
        "Bilaga 2",
        "--state",
        "met",
    ]);
    assert!(condition["id"].is_string());
    let supplement = workspace.json(&[
        "supplement",
        id,
        "--text",
        "Volymer 2022",
        "--asked",
        "2023-07-01",
        "--due",
        "2023-07-14",
    ]);
    assert!(
        workspace
            .run(&["tasks"])
            .out
            .contains("Komplettering: Volymer 2022")
    );
    done(
        &workspace,
        &[
            "supplement",
            id,
            "--text",
            "Volymer 2022",
            "--asked",
            "2023-07-01",
            "--due",
            "2023-07-14",
            "--sent",
            "2023-07-10",
            "--id",
            supplement["id"].as_str().unwrap(),
        ],
    );
    assert!(!workspace.run(&["tasks"]).out.contains("Komplettering"));
    let case = workspace.json(&["case", "show", id]);
    let told = case["notices"].as_array().unwrap().iter();
    let mut receivers = told.flat_map(|it| it["receivers"].as_array().unwrap().clone());
    assert!(receivers.all(|it| it["on"] == "2023-03-27"));
    assert_eq!(case["commitments"][0]["text"], "Remittera alla patienter");
    assert_eq!(case["conditions"][0]["state"], "met");
    // Every outcome of the process can end a case, and be taken back.
    for outcome in case["outcomes"].as_array().unwrap() {
        let outcome = outcome["id"].as_str().unwrap();
        done(
            &workspace,
            &[
                "case",
                "close",
                id,
                "--outcome",
                outcome,
                "--on",
                "2023-09-01",
            ],
        );
        assert_eq!(
            workspace.json(&["case", "show", id])["closed"]["outcome"],
            *outcome
        );
        done(&workspace, &["case", "reopen", id, "--note", "prövas igen"]);
    }
    assert_eq!(workspace.run(&["check"]).code, 0);
}

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

#[test]
fn calendars_are_entered_and_outside_them_no_clash_is_claimed() {
    let workspace = Workspace::new();
    let new = workspace.json(&[
        "case",
        "new",
        "--process",
        "remissvar",
        "--title",
        "Framtida",
        "--received",
        "2027-01-10",
        "--due",
        "2027-05-14",
    ]);
    let id = new["id"].as_str().unwrap();
    let plan = || workspace.json(&["case", "plan", id])["plan"].clone();
    assert_eq!(plan()["clash"], Value::Null);
    let told = workspace.run(&["case", "plan", id]).out;
    assert!(
        told.contains("SVN:s datum för 2027 är inte inlagda"),
        "{told}"
    );
    // The year is entered: now the clash is known, and goes when SVN adds a day.
    let meeting = |day: &str, more: &[&str]| {
        let words = [&["organisation", "meeting", "svn", "--on", day], more].concat();
        done(&workspace, &words);
    };
    done(
        &workspace,
        &[
            "organisation",
            "period",
            "svn",
            "--from",
            "2027-01-01",
            "--to",
            "2027-12-31",
        ],
    );
    meeting("2027-03-11", &["--until", "2027-03-12"]);
    meeting("2027-06-04", &[]);
    assert_eq!(plan()["clash"]["after"], "2027-06-04");
    meeting("2027-05-07", &[]);
    assert_eq!(plan()["clash"], Value::Null);
    meeting("2027-05-07", &["--off"]);
    assert_eq!(plan()["clash"]["before"], "2027-03-12");
    assert_eq!(workspace.run(&["check"]).code, 0);
}

#[test]
fn text_over_the_limit_is_kept_and_told() {
    let workspace = Workspace::new();
    let id = workspace.remiss();
    let text = "ord ".repeat(312);
    let ran = workspace.run(&["answer", &id, "1", "--text", &text]);
    assert_eq!(ran.code, 0);
    assert!(
        ran.err.contains("312") && ran.err.contains("300"),
        "{}",
        ran.err
    );
    assert_eq!(
        workspace.json(&["case", "show", &id])["questions"][0]["words"],
        312
    );
}

#[test]
fn a_short_contribution_is_taken_in_although_its_words_stand_there_and_only_once() {
    let workspace = Workspace::new();
    let id = workspace.remiss();
    let text = |id: &str| workspace.json(&["case", "show", id])["questions"][0]["text"].clone();
    done(
        &workspace,
        &["answer", &id, "1", "--text", "Nej. Ja. Kanske."],
    );
    let from = [
        "contribute",
        &id,
        "--from",
        "region-kalmar-lan",
        "--question",
        "1",
    ];
    done(&workspace, &[&from[..], &["--text", "Ja."]].concat());
    done(&workspace, &[&from[..], &["--take"]].concat());
    assert_eq!(text(&id), "Nej. Ja. Kanske.\n\nJa.");
    done(&workspace, &[&from[..], &["--take"]].concat());
    assert_eq!(text(&id), "Nej. Ja. Kanske.\n\nJa.");
}
