//! What must hold once everything is calm.

use std::collections::BTreeMap;

use rusqlite::{Connection, OpenFlags};
use samsvar_core::model::{CaseId, Sha256};
use samsvar_core::sync::{self, SharingState};
use serde_json::Value;

use super::edit::{Edit, Place};
use super::replica::Replica;
use super::run::{Fault, Run};

/// What a PC knows, apart from what is its own.
#[derive(PartialEq)]
struct Facts {
    heads: BTreeMap<String, String>,
    cases: BTreeMap<String, Value>,
    /// Every change of a case, and the act it tells.
    acts: BTreeMap<String, String>,
}

pub(super) fn faults(run: &mut Run<'_>) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut known: Option<(String, Facts)> = None;
    let last = run.replicas.len() - 1;
    for place in 0..run.replicas.len() {
        let name = run.replicas[place].name.clone();
        let facts = facts(&mut run.replicas[place], &mut faults);
        for edit in run.edits.iter().filter(|it| !it.excused) {
            if let Some(what) = missing(edit, &facts) {
                faults.push(Fault::Lost(format!("{name}: {what}: {edit:?}")));
            }
        }
        match &known {
            Some((first, known)) => faults.extend(differ(first, known, &name, &facts)),
            None => known = Some((name, facts)),
        }
    }
    for place in 0..=last {
        if place == last || run.settings.check_all {
            check(&mut run.replicas[place], &mut faults);
        }
        says_well(run, place, &mut faults);
    }
    if run.settings.check_all {
        let edits = &run.edits;
        faults.extend(texts(&mut run.replicas[last], edits));
    }
    faults
}

/// Equal when two runs ended equal.
pub(super) fn digest(run: &Run<'_>) -> String {
    let mut all = String::new();
    for replica in &run.replicas {
        let heads = column(replica, "SELECT id, heads FROM doc ORDER BY id");
        let segments = column(replica, "SELECT name, state FROM segment ORDER BY name");
        all.push_str(&format!("{heads:?} {segments:?}"));
    }
    Sha256::of(all.as_bytes()).to_string()
}

fn facts(replica: &mut Replica, faults: &mut Vec<Fault>) -> Facts {
    let heads = column(replica, "SELECT id, heads FROM doc ORDER BY id");
    let acts = column(replica, "SELECT hash, act FROM case_history");
    let held = column(replica, "SELECT doc, hash FROM held");
    if !held.is_empty() {
        faults.push(Fault::Lost(format!(
            "{}: waits for what never comes: {held:?}",
            replica.name
        )));
    }
    let mut cases = BTreeMap::new();
    for id in heads.keys() {
        let Ok(case) = id.parse::<CaseId>() else {
            continue;
        };
        let read = replica.store().case(case);
        match read.map(|case| serde_json::to_value(case).unwrap_or_default()) {
            Ok(case) => {
                cases.insert(id.clone(), case);
            }
            Err(error) => faults.push(Fault::Diverged(format!(
                "{}: {id} cannot be read: {error:?}",
                replica.name
            ))),
        }
    }
    let cited = "SELECT sha256, name FROM case_attachment
                 UNION SELECT act ->> 'basis', act ->> 'section' FROM case_history
                 WHERE act ->> 'code' = 'decided' AND act ->> 'basis' IS NOT NULL";
    for (sha256, file) in column(replica, cited) {
        let blobs = replica.store().blobs();
        if !blobs.verify(&sha256).unwrap_or(false) {
            let name = &replica.name;
            faults.push(Fault::Lost(format!("{name} has no {file}: {sha256}")));
        }
    }
    Facts { heads, cases, acts }
}

fn differ(first: &str, known: &Facts, name: &str, facts: &Facts) -> Vec<Fault> {
    let mut told = Vec::new();
    for (what, ours, theirs) in [
        ("heads", &known.heads, &facts.heads),
        ("acts", &known.acts, &facts.acts),
    ] {
        let all = ours.keys().chain(theirs.keys());
        let mut differing: Vec<_> = all
            .filter(|key| ours.get(*key) != theirs.get(*key))
            .collect();
        differing.sort();
        differing.dedup();
        if !differing.is_empty() {
            told.push(format!("{what} of {differing:?}"));
        }
    }
    if known.cases != facts.cases {
        let cases = known.cases.iter();
        let differing = cases.filter(|(id, case)| facts.cases.get(*id) != Some(case));
        let differing: Vec<_> = differing.map(|it| it.0).collect();
        told.push(format!("the JSON of {differing:?}"));
    }
    told.into_iter()
        .map(|what| Fault::Diverged(format!("{first} and {name} differ in {what}")))
        .collect()
}

/// What is missing of an edit.
fn missing(edit: &Edit, facts: &Facts) -> Option<&'static str> {
    if !facts.acts.contains_key(&edit.hash) {
        return Some("the change is not there");
    }
    let told = || facts.acts.values().any(|act| act.contains(&edit.word));
    (edit.place == Place::Act && !told()).then_some("the word is in no act")
}

/// Texts whose word is not in the version that was written.
fn texts(replica: &mut Replica, edits: &[Edit]) -> Vec<Fault> {
    let mut faults = Vec::new();
    for edit in edits.iter().filter(|it| !it.excused) {
        let Place::Answer(question) = &edit.place else {
            continue;
        };
        let hash = &edit.hash;
        let store = replica.store();
        let compared = store.compare(edit.case, question.as_str(), hash, hash);
        let text = compared.map(|it| it.pieces.into_iter().map(|it| it.text).collect::<String>());
        if !text.as_ref().is_ok_and(|text| text.contains(&edit.word)) {
            faults.push(Fault::Lost(format!(
                "no version has the text of {edit:?}: {text:?}"
            )));
        }
    }
    faults
}

fn check(replica: &mut Replica, faults: &mut Vec<Fault>) {
    match replica.store().check(false) {
        Ok(report) if report.faults.is_empty() => {}
        other => faults.push(Fault::Breach(format!("{}: check: {other:?}", replica.name))),
    }
}

/// A PC must not tell its person of trouble that is over.
fn says_well(run: &mut Run<'_>, place: usize, faults: &mut Vec<Fault>) {
    let mut held = std::collections::BTreeSet::new();
    for replica in &run.replicas {
        held.extend(column(replica, "SELECT name, state FROM segment").into_keys());
    }
    let replica = &mut run.replicas[place];
    let name = replica.name.clone();
    let asked = "SELECT name, failures FROM segment_fault WHERE name IN (SELECT name FROM segment)";
    let asked = column(replica, asked);
    if !asked.is_empty() {
        faults.push(Fault::Breach(format!(
            "{name} asks for what it has: {asked:?}"
        )));
    }
    let state = sync::state(replica.store());
    let well = state.as_ref().is_ok_and(|it| {
        // What nobody ever had is rightly told as damaged.
        let damaged = it.damaged.iter().any(|name| held.contains(name));
        let troubled = matches!(it.state, SharingState::Fault | SharingState::Waiting);
        !damaged && !troubled && it.waiting == 0 && it.fetching == 0
    });
    if !well {
        faults.push(Fault::Breach(format!(
            "{name} still tells of trouble: {state:?}"
        )));
    }
}

fn column(replica: &Replica, sql: &str) -> BTreeMap<String, String> {
    let path = replica.path().join(samsvar_core::store::DATABASE);
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY;
    let connection = Connection::open_with_flags(path, flags).expect("the database opens");
    let mut statement = connection.prepare(sql).expect("a question");
    let rows = statement.query_map([], |row| {
        Ok((row.get(0)?, row.get::<_, rusqlite::types::Value>(1)?))
    });
    rows.expect("rows")
        .map(|row| row.expect("a row"))
        .map(|(key, value)| match value {
            rusqlite::types::Value::Text(text) => (key, text),
            other => (key, format!("{other:?}")),
        })
        .collect()
}
