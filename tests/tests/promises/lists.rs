//! What colleagues open in their own programs, read by programs that are not ours:
//! the calendar by Python's icalendar, the spreadsheet by openpyxl.

use samsvar_tests::Workspace;
use serde_json::{Value, json};

use crate::foreign::read;

const CALENDAR: &str = r#"
import icalendar, json, sys
file = icalendar.Calendar.from_ical(open(sys.argv[1], "rb").read())
print(json.dumps([{
    "uid": str(it["uid"]),
    "title": str(it["summary"]),
    "from": str(it["dtstart"].dt),
    "to": str(it["dtend"].dt),
    "note": str(it.get("description", "")),
    "reminders": [str(alarm["trigger"].dt) for alarm in it.subcomponents],
    "alarms": [str(alarm["uid"]) for alarm in it.subcomponents],
    "stamped": it["dtstamp"].dt.tzinfo is not None,
} for it in file.walk("vevent")]))
"#;

const SHEET: &str = r#"
import json, openpyxl, sys
sheet = openpyxl.load_workbook(sys.argv[1]).active
print(json.dumps({
    "rows": [[str(cell.value) if cell.value is not None else "" for cell in row] for row in sheet.rows],
    "types": [cell.data_type for cell in list(sheet.rows)[1]],
    "frozen": sheet.freeze_panes, "filtered": sheet.auto_filter.ref,
}))
"#;

fn calendar(workspace: &Workspace, words: &[&str]) -> Vec<Value> {
    let out = workspace.path().join("datum.ics");
    let path = out.display().to_string();
    let mut all = vec!["calendar", "--out", &path];
    all.extend(words);
    let ran = workspace.run(&all);
    assert_eq!(ran.code, 0, "{ran:?}");
    read(CALENDAR, &out).as_array().unwrap().clone()
}

fn with<'e>(entries: &'e [Value], part: &str) -> &'e Value {
    let mut found = entries.iter();
    let found = found.find(|it| it["uid"].as_str().unwrap().contains(part));
    found.unwrap_or_else(|| panic!("{part}: {entries:#?}"))
}

#[test]
fn a_calendar_program_finds_the_due_date_the_open_steps_and_the_meetings() {
    let workspace = Workspace::new();
    let case = workspace.remiss();
    let meeting = ["organisation", "meeting", "svn", "--on", "2096-03-06"];
    assert_eq!(workspace.run(&meeting).code, 0);
    let entries = calendar(&workspace, &[]);
    let meeting = with(&entries, "-svn-2096-03-06");
    assert_eq!(meeting["to"], "2096-03-07");
    assert_eq!(meeting["reminders"], json!([]));
    let due = with(&entries, &format!("{case}-due"));
    let alarms = [14, 7, 1].map(|days| format!("{days}-{case}-due@samsvar"));
    assert_eq!(
        due,
        &json!({
            "uid": format!("{case}-due@samsvar"),
            "title": "Svar ska vara inne: Differences in Sex Development (DSD)",
            "from": "2023-10-13", "to": "2023-10-14",
            "note": "29988/2022 (Socialstyrelsen)",
            // At nine in the morning, two weeks, one week and one day before.
            "reminders": ["-14 days, 9:00:00", "-7 days, 9:00:00", "-1 day, 9:00:00"],
            "alarms": alarms,
            "stamped": true,
        })
    );
    let step = with(&entries, &format!("{case}-step-"));
    assert!(step["note"].as_str().unwrap().contains("är ett förslag"));
    // Long titles are folded and come back whole.
    let long = "Åtgärder vid svår sjukdom, ".repeat(12);
    let set = ["case", "set", &case, "title", long.trim()];
    assert_eq!(workspace.run(&set).code, 0);
    let entries = calendar(&workspace, &[&case]);
    let due = with(&entries, "-due");
    assert_eq!(due["title"], format!("Svar ska vara inne: {}", long.trim()));
    // Of one case: nobody's meetings.
    let of_case = |it: &Value| it["uid"].as_str().unwrap().starts_with(&case);
    assert!(entries.iter().all(of_case), "{entries:#?}");
}

#[test]
fn a_date_keeps_its_id_when_it_moves_and_a_step_that_is_done_is_gone() {
    let workspace = Workspace::new();
    let case = workspace.remiss();
    let before = calendar(&workspace, &[&case]);
    let set = ["case", "set", &case, "due", "2023-11-01"];
    assert_eq!(workspace.run(&set).code, 0);
    let ids = |entries: &[Value]| -> Vec<String> {
        let mut ids: Vec<_> = entries.iter().map(|it| it["uid"].to_string()).collect();
        ids.sort();
        ids
    };
    let after = calendar(&workspace, &[&case]);
    assert_eq!(ids(&before), ids(&after));
    assert_eq!(with(&after, "-due")["from"], "2023-11-01");
    let done = [
        "step",
        "done",
        &case,
        "1",
        "--by",
        "Anna",
        "--on",
        "2023-09-01",
    ];
    assert_eq!(workspace.run(&done).code, 0);
    assert_eq!(calendar(&workspace, &[&case]).len(), before.len() - 1);
}

#[test]
fn what_is_waited_for_from_others_is_in_the_calendar_until_it_comes() {
    let workspace = Workspace::new();
    let case = workspace.remiss();
    let ask = [
        "request",
        &case,
        "--from",
        "medicinska-fakulteten",
        "--due",
        "2023-09-04",
    ];
    workspace.done(&ask);
    let entries = calendar(&workspace, &[&case]);
    let asked = with(&entries, "-contribution-medicinska");
    assert_eq!(asked["from"], "2023-09-04");

    let new = ["case", "new", "--process", "ansokan", "--title", "Epilepsi"];
    let new = [&new[..], &["--due", "2023-12-01"]].concat();
    let case = workspace.json(&new)["id"].as_str().unwrap().to_owned();
    let terms = ["--text", "Volymer 2022", "--due", "2023-09-20"];
    let supplement = workspace.json(&[&["supplement", &case], &terms[..]].concat());
    let entries = calendar(&workspace, &[&case]);
    let id = supplement["id"].as_str().unwrap();
    let wanted = with(&entries, &format!("-supplement-{id}"));
    assert_eq!(
        (&wanted["from"], &wanted["note"]),
        (&"2023-09-20".into(), &"Volymer 2022".into())
    );
    let sent = ["--sent", "2023-09-10", "--id", id];
    workspace.done(&[&["supplement", &case], &terms[..], &sent[..]].concat());
    let left = calendar(&workspace, &[&case]);
    assert_eq!(left.len(), entries.len() - 1);
}

#[test]
fn a_secret_case_goes_by_its_number_alone() {
    let workspace = Workspace::new();
    let case = workspace.remiss();
    let set = ["case", "set", &case, "secrecy", "25 kap. 1 § OSL"];
    assert_eq!(workspace.run(&set).code, 0);
    let entries = calendar(&workspace, &[]);
    assert_eq!(
        with(&entries, "-due")["title"],
        "Svar ska vara inne: 29988/2022 (Socialstyrelsen)"
    );
    let all = serde_json::to_string(&entries).unwrap();
    assert!(!all.contains("Differences"), "{all}");

    // One without a number can still be told from the others.
    let new = [
        "case",
        "new",
        "--process",
        "remissvar",
        "--title",
        "Hemligt",
    ];
    let unnamed = workspace.json(&new)["id"].as_str().unwrap().to_owned();
    workspace.done(&["case", "set", &unnamed, "secrecy", "25 kap. 1 § OSL"]);
    let out = workspace.path().join("Register.csv");
    workspace.done(&["table", "--out", &out.display().to_string()]);
    let table = std::fs::read_to_string(&out).unwrap();
    assert!(table.contains(&unnamed[..8]), "{table}");
    assert!(
        !table.contains("Hemligt") && !table.contains("Differences"),
        "{table}"
    );
}

#[test]
fn a_spreadsheet_has_dates_a_frozen_head_and_filters_and_no_formulas() {
    let workspace = Workspace::new();
    let case = workspace.remiss();
    let set = ["case", "set", &case, "title", "=1+1 Åäö"];
    assert_eq!(workspace.run(&set).code, 0);
    let out = workspace.path().join("Register.xlsx");
    let path = out.display().to_string();
    assert_eq!(workspace.run(&["table", "--out", &path]).code, 0);
    let sheet = read(SHEET, &out);
    let rows = sheet["rows"].as_array().unwrap();
    assert_eq!(rows.len(), 2);
    assert_eq!(rows[1][1], "=1+1 Åäö");
    let types: Vec<_> = sheet["types"].as_array().unwrap().iter().collect();
    assert!(!types.iter().any(|it| *it == "f"), "{types:?}");
    assert!(types.iter().any(|it| *it == "d"), "{types:?}");
    assert_eq!(
        (&sheet["frozen"], &sheet["filtered"]),
        (&"A2".into(), &"A1:P2".into())
    );

    let out = workspace.path().join("register.CSV");
    let path = out.display().to_string();
    assert_eq!(workspace.run(&["table", "--out", &path]).code, 0);
    let csv = std::fs::read_to_string(&out).unwrap();
    assert!(
        csv.starts_with('\u{feff}') && csv.contains("'=1+1 Åäö"),
        "{csv}"
    );
    // What it is to be is not guessed, and nothing is written.
    let out = workspace.path().join("Register.ods");
    let ran = workspace.run(&["table", "--out", &out.display().to_string()]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains(".xlsx, .csv") && !out.exists(), "{ran:?}");
}

#[test]
fn reminders_keep_their_ids_and_what_has_no_date_is_refused() {
    let workspace = Workspace::new();
    let case = workspace.remiss();
    let alarms = || -> Vec<Value> {
        let entries = calendar(&workspace, &[&case]);
        entries.iter().map(|it| it["alarms"].clone()).collect()
    };
    let once = alarms();
    assert!(
        once.iter().any(|it| it.as_array().unwrap().len() == 3),
        "{once:?}"
    );
    assert_eq!(once, alarms());
    // The answer is due until it is sent, decided or not; a commission is no answer.
    workspace.done(&["dispatch", &case, "--to", "RPO", "--on", "2023-08-10"]);
    with(&calendar(&workspace, &[&case]), "-due");
    let on = ["--on", "2023-10-06", "--section", "§ 45"];
    workspace.done(&[&["decide", &case, "--body", "presidiet"][..], &on].concat());
    with(&calendar(&workspace, &[&case]), "-due");
    workspace.done(&[
        "dispatch",
        &case,
        "--to",
        "Socialstyrelsen",
        "--on",
        "2023-10-06",
    ]);
    let left = calendar(&workspace, &[&case]);
    assert!(
        left.iter()
            .all(|it| !it["uid"].as_str().unwrap().contains("-due"))
    );

    let empty = [
        "case",
        "new",
        "--process",
        "remissvar",
        "--title",
        "Utan datum",
    ];
    let empty = workspace.json(&empty)["id"].as_str().unwrap().to_owned();
    let out = workspace.path().join("tom.ics");
    let ran = workspace.run(&["calendar", &empty, "--out", &out.display().to_string()]);
    assert_eq!((ran.code, out.exists()), (1, false), "{ran:?}");
    assert!(ran.err.contains("inga datum"), "{ran:?}");
}
