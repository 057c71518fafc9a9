//! Undo puts back what stood before, survives a restart, and never takes
//! anybody else's work; projections follow from whatever was done.

use samsvar_core::model::{Act, CaseField, CaseId, CaseSnapshot, NewCase, QuestionId, Refusal};
use samsvar_core::store::{Error, Store, Which};
use samsvar_tests::acts::{Chance, Deed, deed};
use samsvar_tests::{Workspace, author, remiss_in};

fn application_in(store: &mut Store) -> CaseId {
    let new = NewCase {
        process: "ansokan".to_owned(),
        title: "Ansökan om svåra hudsymtom".to_owned(),
        due: "2023-03-15".parse().ok(),
        ..NewCase::default()
    };
    let done = store.transact(&author("Anna"), |door| door.case_new(&new));
    done.unwrap().value
}

fn do_it(store: &mut Store, id: CaseId, deed: Deed) -> Result<(), Error> {
    let done = store.transact(&author("Anna"), |door| match deed {
        Deed::Act(act) => door.act(id, act),
        Deed::Answer(question, text) => door.text(id, question, &text),
        Deed::Contribution(body, question, text) => door.contribute(id, body, question, &text),
        Deed::Take(body, question) => door.take_contribution(id, &body, &question),
    });
    done.map(|_| ())
}

#[test]
fn undoing_whatever_was_done_restores_the_state_before_and_redoing_the_state_after() {
    let workspace = Workspace::new();
    let mut store = workspace.open();
    let mut undone = 0;
    let mut refused = 0;
    for (seed, application) in [(1, false), (2, true)] {
        let mut chance = Chance::new(seed);
        let id = match application {
            true => application_in(&mut store),
            false => remiss_in(&mut store),
        };
        for round in 0..140 {
            let before = store.case(id).unwrap();
            let deed = deed(&mut chance, &before);
            let told = format!("seed {seed}, round {round}: {deed:?}");
            if before.deleted {
                store.undo(&author("Anna"), id, &Which::Latest).unwrap();
                continue;
            }
            if do_it(&mut store, id, deed).is_err() {
                continue;
            }
            let done = store.case(id).unwrap();
            if done == before {
                continue;
            }
            match store.undo(&author("Anna"), id, &Which::Latest) {
                Ok(_) => {
                    undone += 1;
                    assert_eq!(store.case(id).unwrap(), before, "{told}");
                    store.undo(&author("Anna"), id, &Which::Again).unwrap();
                    let again = store.case(id).unwrap();
                    // A text put back is written anew, by the clock of the redoing.
                    assert_eq!(without_clock(&again), without_clock(&done), "{told}");
                }
                Err(Error::Refused(Refusal::UndoNeedsCorrection {})) => {
                    refused += 1;
                    assert_eq!(done, store.case(id).unwrap());
                }
                Err(other) => panic!("{told}: {other:?}"),
            }
        }
    }
    assert!(undone > 90, "only {undone} acts were undone");
    assert!(refused > 5, "only {refused} were refused");
    assert_eq!(store.check(false).unwrap().faults, []);
}

fn without_clock(case: &CaseSnapshot) -> serde_json::Value {
    fn strip(value: &mut serde_json::Value) {
        match value {
            serde_json::Value::Object(fields) => {
                fields.remove("at");
                fields.values_mut().for_each(strip);
            }
            serde_json::Value::Array(items) => items.iter_mut().for_each(strip),
            _ => {}
        }
    }
    let mut value = serde_json::to_value(case).unwrap();
    strip(&mut value);
    value
}

#[test]
fn what_lists_show_follows_from_ten_thousand_acts() {
    let workspace = Workspace::new();
    let mut store = workspace.open();
    let mut chance = Chance::new(7);
    let mut ids = Vec::new();
    for n in 0..40 {
        ids.push(match n % 2 {
            0 => application_in(&mut store),
            _ => remiss_in(&mut store),
        });
    }
    let mut done = 0;
    let mut tried = 0;
    while tried < 10_000 {
        let id = *chance.of(&ids);
        // Many acts in one go, as a joining or a replanning makes them.
        let result = store.transact(&author("Anna"), |door| {
            let mut allowed = 0;
            for _ in 0..25 {
                let case = door.case(id)?;
                tried += 1;
                let act = match deed(&mut chance, &case) {
                    Deed::Act(Act::CaseDeleted {}) => continue,
                    Deed::Act(act) => door.act(id, act),
                    Deed::Answer(question, text) => door.text(id, question, &text),
                    Deed::Contribution(body, question, text) => {
                        door.contribute(id, body, question, &text)
                    }
                    Deed::Take(body, question) => door.take_contribution(id, &body, &question),
                };
                allowed += u32::from(act.is_ok());
            }
            Ok(allowed)
        });
        done += result.unwrap().value;
    }
    assert!(done > 6_000, "only {done} acts were allowed");
    let report = store.check(false).unwrap();
    assert_eq!(report.faults, []);
    assert!(report.changes > 6_000);
}

#[test]
fn undo_survives_a_restart_and_names_what_it_undid() {
    let workspace = Workspace::new();
    let case = workspace.remiss();
    let set = |value: &str| workspace.run(&["case", "set", &case, "due", value]);
    assert_eq!(set("2023-11-01").code, 0);
    assert_eq!(set("2023-12-01").code, 0);
    let undo = workspace.json(&["case", "undo", &case]);
    assert_eq!(undo["told"]["params"]["value"], "2023-12-01");
    assert_eq!(undo["place"], "due");
    assert_eq!(
        workspace.json(&["case", "show", &case])["due"],
        "2023-11-01"
    );
    // The next goes one further back, past what is undone already.
    workspace.json(&["case", "undo", &case]);
    assert_eq!(
        workspace.json(&["case", "show", &case])["due"],
        "2023-10-13"
    );
    workspace.json(&["case", "undo", &case, "--redo"]);
    assert_eq!(
        workspace.json(&["case", "show", &case])["due"],
        "2023-11-01"
    );
    let history = workspace.json(&["case", "history", &case]);
    let struck: Vec<_> = history
        .as_array()
        .unwrap()
        .iter()
        .filter(|row| row["undone"] == true)
        .map(|row| row["act"]["code"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(struck, ["undone", "field_set"]);
    assert_eq!(workspace.run(&["check"]).code, 0);
}

#[test]
fn what_was_done_in_one_go_is_undone_in_one() {
    let workspace = Workspace::new();
    let case = workspace.remiss();
    let before = workspace.json(&["case", "show", &case]);
    let answer = [
        "answer",
        &case,
        "1",
        "--stance",
        "tillstyrker",
        "--text",
        "Ja.",
    ];
    assert_eq!(workspace.run(&answer).code, 0);
    let undo = workspace.json(&["case", "undo", &case]);
    assert_eq!(undo["acts"], 2);
    assert_eq!(workspace.json(&["case", "show", &case]), before);
}

#[test]
fn a_decision_is_corrected_and_never_undone() {
    let workspace = Workspace::new();
    let case = workspace.remiss();
    let decide = [
        "decide",
        &case,
        "--body",
        "svn",
        "--on",
        "2023-10-06",
        "--section",
        "§ 45",
    ];
    assert_eq!(workspace.run(&decide).code, 0);
    let before = workspace.json(&["case", "show", &case]);
    let undo = workspace.run(&["case", "undo", &case]);
    assert_eq!(undo.code, 1);
    assert!(undo.err.contains("rättas"), "{}", undo.err);
    assert_eq!(workspace.json(&["case", "show", &case]), before);
    let correct = [
        "correct",
        &case,
        "1",
        "--reason",
        "fel paragraf",
        "--section",
        "§ 54",
    ];
    assert_eq!(workspace.run(&correct).code, 0);
    let after = workspace.json(&["case", "show", &case]);
    let decision = &after["decisions"][0];
    assert_eq!(decision["section"], "§ 54");
    assert_eq!(decision["recorded"]["section"], "§ 45");
    assert_eq!(decision["basis"], before["decisions"][0]["basis"]);
    assert_eq!(decision["corrections"][0]["reason"], "fel paragraf");
    // Struck: it does not count any more, and is still there to be read.
    let strike = [
        "correct",
        &case,
        "1",
        "--reason",
        "aldrig beslutat",
        "--withdraw",
    ];
    assert_eq!(workspace.run(&strike).code, 0);
    assert_eq!(
        workspace.json(&["case", "list"])["rows"][0]["decided"],
        false
    );
    assert_eq!(workspace.run(&strike).code, 1);
    assert_eq!(workspace.run(&["check"]).code, 0);
}

#[test]
fn what_a_colleague_changed_since_is_not_undone() {
    let (ours, theirs) = (Workspace::new(), Workspace::new());
    let (mut a, mut b) = (ours.open(), theirs.open());
    let id = remiss_in(&mut a);
    b.receive(a.parcels().unwrap()).unwrap();
    let set = |value: &str| Act::FieldSet {
        field: CaseField::Due,
        value: value.to_owned(),
    };
    a.transact(&author("Anna"), |door| door.act(id, set("2023-11-01")))
        .unwrap();
    b.receive(a.parcels().unwrap()).unwrap();
    b.transact(&author("Bo"), |door| door.act(id, set("2023-12-01")))
        .unwrap();
    a.receive(b.parcels().unwrap()).unwrap();
    let before = a.case(id).unwrap();
    match a.undo(&author("Anna"), id, &Which::Latest) {
        Err(Error::Refused(Refusal::UndoChangedSince { by, places, .. })) => {
            assert_eq!((by.as_str(), places.as_str()), ("Bo", "field.due"));
        }
        other => panic!("{other:?}"),
    }
    assert_eq!(a.case(id).unwrap(), before);
    // Something else she did is hers to undo, although he wrote since.
    let question = QuestionId::new("definition");
    a.transact(&author("Anna"), |door| {
        door.text(id, question.clone(), "Vårt.")
    })
    .unwrap();
    a.undo(&author("Anna"), id, &Which::Latest).unwrap();
    assert_eq!(a.case(id).unwrap(), before);
}

#[test]
fn a_question_somebody_wrote_in_is_not_hidden_by_undoing_its_adding() {
    let (ours, theirs) = (Workspace::new(), Workspace::new());
    let (mut a, mut b) = (ours.open(), theirs.open());
    let id = remiss_in(&mut a);
    let question = QuestionId::new("0123456789abcdef0123456789abcdef");
    let add = Act::QuestionAdded {
        question: question.clone(),
        title: "Ny fråga".to_owned(),
        word_limit: None,
    };
    a.transact(&author("Anna"), |door| door.act(id, add))
        .unwrap();
    b.receive(a.parcels().unwrap()).unwrap();
    a.undo(&author("Anna"), id, &Which::Latest).unwrap();
    assert!(a.case(id).unwrap().question_by_id(&question).is_none());
    let theirs = question.clone();
    b.transact(&author("Bo"), |door| door.text(id, theirs, "Bos ord."))
        .unwrap();
    a.receive(b.parcels().unwrap()).unwrap();
    b.receive(a.parcels().unwrap()).unwrap();
    let case = a.case(id).unwrap();
    assert_eq!(case.question_by_id(&question).unwrap().text, "Bos ord.");
    assert_eq!(case, b.case(id).unwrap());
}

#[test]
fn any_two_versions_of_a_text_can_be_compared() {
    let workspace = Workspace::new();
    let case = workspace.remiss();
    for text in [
        "Vi tillstyrker.",
        "Vi tillstyrker inte.",
        "Vi tillstyrker med synpunkter.",
    ] {
        assert_eq!(
            workspace.run(&["answer", &case, "1", "--text", text]).code,
            0
        );
    }
    let versions = workspace.json(&["case", "history", &case, "--question", "1"]);
    let hash = |n: usize| versions[n]["change"].as_str().unwrap().to_owned();
    assert_eq!(versions.as_array().unwrap().len(), 3);
    let compared = workspace.json(&[
        "case",
        "history",
        &case,
        "--question",
        "1",
        "--compare",
        &hash(2),
        &hash(0),
    ]);
    let read = |leave: &str| {
        let pieces = compared["pieces"].as_array().unwrap().iter();
        let kept = pieces.filter(|it| it["kind"] != leave);
        kept.map(|it| it["text"].as_str().unwrap())
            .collect::<String>()
    };
    assert_eq!(read("added"), "Vi tillstyrker.");
    assert_eq!(read("removed"), "Vi tillstyrker med synpunkter.");
    let unknown = [
        "case",
        "history",
        &case,
        "--question",
        "1",
        "--compare",
        "x",
        "y",
    ];
    assert_eq!(workspace.run(&unknown).code, 1);
}
