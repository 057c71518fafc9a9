//! The spring round of 2021, from the letter to the report, by the command line.

use samsvar_tests::Workspace;
use serde_json::Value;

fn areas() -> [&'static str; 3] {
    [
        "Kroniska lungsjukdomar hos barn",
        "Prematuritetsretinopati (ROP)",
        "Hypertrofisk obstruktiv kardiomyopati (HOCM)",
    ]
}

pub fn round(workspace: &Workspace) -> Vec<String> {
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
    workspace.done(&["request", lungs, "--from", rpo, "--due", "2021-04-12"]);
    workspace.done(&[
        "request",
        lungs,
        "--from",
        "medicinska-fakulteten",
        "--due",
        "2021-04-30",
    ]);
    workspace.done(&["chase", lungs, "--from", rpo]);
    let waiting = workspace.json(&["tasks", "--mine"]);
    let kinds = |kind: &str| {
        let tasks = waiting.as_array().unwrap().iter();
        tasks.filter(|it| it["kind"] == kind).count()
    };
    assert_eq!((kinds("contribution"), kinds("step")), (2, 3));
    let text = "Vi tillstyrker definitionen. Åldersgränsen bör sättas till 18 år.";
    workspace.done(&[
        "contribute",
        lungs,
        "--from",
        rpo,
        "--question",
        "1",
        "--text",
        text,
    ]);
    workspace.done(&[
        "contribute",
        lungs,
        "--from",
        rpo,
        "--question",
        "1",
        "--take",
    ]);
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
        workspace.done(&words);
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
    workspace.done(&decide);
    let tasks = workspace.json(&["tasks"]);
    assert!(
        tasks
            .as_array()
            .unwrap()
            .iter()
            .any(|it| it["kind"] == "report" && it["case"] == *lungs)
    );
    workspace.done(&[
        "report",
        lungs,
        "1",
        "--on",
        "2021-06-04",
        "--section",
        "§ 12",
    ]);
    workspace.done(&["minutes", lungs, "1", "--on", "2021-06-18"]);
    let letter = workspace.file("Följebrev.txt", "Härmed översänds svaret.");
    let letter = letter.to_str().unwrap();
    workspace.done(&[
        "dispatch",
        lungs,
        "--to",
        "Socialstyrelsen",
        "--on",
        "2021-05-12",
        letter,
    ]);
    workspace.done(&[
        "case",
        "close",
        lungs,
        "--outcome",
        "besvarad",
        "--on",
        "2021-06-18",
    ]);
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
    workspace.done(&["step", "plan", rop, "1", "--due", "2021-04-01"]);
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
    assert_eq!(of(rop)["stays"], Value::Null);
    assert_eq!(of(lungs)["stays"], "closed");
    assert_eq!(of(rop)["steps"][0]["planned"], true);
    assert_eq!(of(rop)["steps"][0]["new_due"], "2021-04-01");
    let promised = of(rop)["steps"][2]["new_due"].clone();
    workspace.done(&preview[..5]);
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
