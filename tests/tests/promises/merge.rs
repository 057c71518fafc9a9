//! Two workspaces that collide on every part of a case end equal, with both
//! values readable. It proves the shapes of documents before any folder exists.

use std::ops::ControlFlow;
use std::path::Path;

use samsvar_core::model::{
    Act, BodyId, CaseField, CaseId, CaseSnapshot, NewDecision, QuestionId, Refusal, Stance, StepId,
    Version,
};
use samsvar_core::store::{Keep, Store};
use samsvar_tests::{Workspace, author, remiss_in};

/// Both take in everything the other has.
fn meet(a: &mut Store, b: &mut Store) {
    let from_a = a.parcels().unwrap();
    let from_b = b.parcels().unwrap();
    a.receive(from_b).unwrap();
    b.receive(from_a).unwrap();
}

fn act(store: &mut Store, by: &str, id: CaseId, act: Act) {
    store
        .transact(&author(by), |door| door.act(id, act))
        .unwrap();
}

fn done(step: &str, scope: Option<&str>, by: &str) -> Act {
    Act::StepDone {
        step: StepId::new(step),
        scope: scope.map(BodyId::new),
        by: by.to_owned(),
        on: "2023-09-06".parse().unwrap(),
        note: format!("av {by}"),
    }
}

fn attach(store: &mut Store, by: &str, id: CaseId, step: &str, path: &Path) {
    let mut quiet = |_: &Path, _: u64, _: u64| ControlFlow::Continue(());
    let paths = [path.to_owned()];
    let taken = store.blobs().take_all(&paths, &mut quiet).unwrap();
    store.attach(&author(by), id, Some(step), taken).unwrap();
}

/// The values kept under a key that two wrote at once.
fn versions<'c>(case: &'c CaseSnapshot, key: &str) -> Vec<&'c str> {
    let conflict = case.conflicts.iter().find(|it| it.key == key);
    let conflict =
        conflict.unwrap_or_else(|| panic!("no conflict at {key}: {:#?}", case.conflicts));
    conflict
        .versions
        .iter()
        .map(|it| it.value.as_str())
        .collect()
}

struct Met {
    a: Store,
    b: Store,
    id: CaseId,
    folders: (Workspace, Workspace),
}

/// Two workspaces that know one case.
fn two() -> Met {
    let folders = (Workspace::new(), Workspace::new());
    let (mut a, mut b) = (folders.0.open(), folders.1.open());
    let id = remiss_in(&mut a);
    meet(&mut a, &mut b);
    assert_eq!(a.case(id).unwrap(), b.case(id).unwrap());
    Met { a, b, id, folders }
}

impl Met {
    /// Meets, and checks that both are equal and sound.
    fn meet(&mut self) -> CaseSnapshot {
        meet(&mut self.a, &mut self.b);
        let (a, b) = (self.a.case(self.id).unwrap(), self.b.case(self.id).unwrap());
        assert_eq!(a, b);
        let history = |store: &Store| {
            let rows = store.history(&a).unwrap();
            rows.into_iter()
                .map(|row| (row.at, row.by, row.pc, row.act))
                .collect::<Vec<_>>()
        };
        assert_eq!(history(&self.a), history(&self.b));
        // The bytes of files travel apart from the changes that cite them.
        for from in [&self.folders.0, &self.folders.1] {
            let to = if std::ptr::eq(from, &self.folders.0) {
                &self.folders.1
            } else {
                &self.folders.0
            };
            copy_blobs(from, to);
        }
        for store in [&mut self.a, &mut self.b] {
            let report = store.check(false).unwrap();
            assert_eq!(report.faults, [], "{report:?}");
        }
        a
    }
}

fn copy_blobs(from: &Workspace, to: &Workspace) {
    let Ok(shelves) = std::fs::read_dir(from.path().join("blobs")) else {
        return;
    };
    for shelf in shelves
        .map(|it| it.unwrap().path())
        .filter(|it| it.is_dir())
    {
        let target = to.path().join("blobs").join(shelf.file_name().unwrap());
        std::fs::create_dir_all(&target).unwrap();
        for blob in std::fs::read_dir(&shelf).unwrap() {
            let blob = blob.unwrap();
            std::fs::copy(blob.path(), target.join(blob.file_name())).unwrap();
        }
    }
}

#[test]
fn fields_numbers_and_plans_keep_both_values() {
    let mut met = two();
    let id = met.id;
    for (store, by, title, number, due) in [
        (
            &mut met.a,
            "Anna",
            "DSD – ny titel",
            "29988/2022-1",
            "2023-10-01",
        ),
        (
            &mut met.b,
            "Bo",
            "DSD (remiss)",
            "29988/2022-2",
            "2023-10-02",
        ),
    ] {
        let field = CaseField::Title;
        act(
            store,
            by,
            id,
            Act::FieldSet {
                field,
                value: title.into(),
            },
        );
        let field = CaseField::Due;
        act(
            store,
            by,
            id,
            Act::FieldSet {
                field,
                value: due.into(),
            },
        );
        let holder = "Socialstyrelsen".to_owned();
        act(
            store,
            by,
            id,
            Act::NumberSet {
                holder,
                number: number.into(),
            },
        );
        let holder = format!("Region {by}");
        act(
            store,
            by,
            id,
            Act::NumberSet {
                holder,
                number: format!("{by} 1"),
            },
        );
        let plan = Act::StepPlanned {
            step: StepId::new("uppdrag"),
            scope: None,
            due: Some(due.into()),
            responsible: Some(by.into()),
        };
        act(store, by, id, plan);
    }
    let case = met.meet();
    assert_eq!(versions(&case, "title"), ["DSD – ny titel", "DSD (remiss)"]);
    assert_eq!(versions(&case, "due"), ["2023-10-01", "2023-10-02"]);
    assert_eq!(
        versions(&case, "number/Socialstyrelsen"),
        ["29988/2022-1", "29988/2022-2"]
    );
    assert_eq!(
        versions(&case, "step/uppdrag/-/responsible"),
        ["Anna", "Bo"]
    );
    let holders: Vec<_> = case.numbers.iter().map(|it| it.holder.as_str()).collect();
    assert_eq!(holders, ["Region Anna", "Region Bo", "Socialstyrelsen"]);
    // A choice made after the meeting settles it on both.
    let field = CaseField::Title;
    act(
        &mut met.b,
        "Bo",
        id,
        Act::FieldSet {
            field,
            value: "DSD".into(),
        },
    );
    let case = met.meet();
    assert_eq!(case.title, "DSD");
    assert!(!case.conflicts.iter().any(|it| it.key == "title"));
}

#[test]
fn sign_offs_per_council_stand_side_by_side_and_a_double_one_keeps_both_acts() {
    let mut met = two();
    let id = met.id;
    act(
        &mut met.a,
        "Anna",
        id,
        done("systemeffekter", Some("kirurgi-och-cancer"), "Anna"),
    );
    act(
        &mut met.b,
        "Bo",
        id,
        done("systemeffekter", Some("medicin-och-akut-vard"), "Bo"),
    );
    act(&mut met.a, "Anna", id, done("uppdrag", None, "Anna"));
    act(&mut met.b, "Bo", id, done("uppdrag", None, "Bo"));
    let case = met.meet();
    let step = case.step("systemeffekter").unwrap();
    assert_eq!((step.done(), step.parts.len()), (2, 4));
    let both = versions(&case, "step/uppdrag/-/state");
    assert!(
        both[0].contains("av Anna") && both[1].contains("av Bo"),
        "{both:?}"
    );
    assert_eq!(case.conflicts.len(), 1);
}

#[test]
fn answers_written_at_once_are_both_readable_word_for_word() {
    let mut met = two();
    let id = met.id;
    let question = QuestionId::new("definition");
    let write = |store: &mut Store, by: &str, stance: Stance, text: &str| {
        store
            .transact(&author(by), |door| {
                let stance = Some(stance);
                door.act(
                    id,
                    Act::StanceSet {
                        question: question.clone(),
                        stance,
                    },
                )?;
                door.text(id, question.clone(), text)
            })
            .unwrap();
    };
    let first = "Vi tillstyrker definitionen. Åäö 👩‍⚕️.";
    write(&mut met.a, "Anna", Stance::SupportsWithComments, first);
    met.meet();
    let (annas, bos) = (
        "Vi tillstyrker definitionen helt.",
        "Vi tillstyrker inte definitionen.",
    );
    write(&mut met.a, "Anna", Stance::Supports, annas);
    write(&mut met.b, "Bo", Stance::DoesNotSupport, bos);
    let case = met.meet();
    assert_eq!(versions(&case, "question/definition/text"), [annas, bos]);
    assert_eq!(
        versions(&case, "question/definition/stance"),
        ["tillstyrker", "tillstyrker-inte"]
    );
    let shown = &case.question("definition").unwrap().text;
    assert!(
        shown == annas || shown == bos,
        "mixed letters are nobody's words: {shown}"
    );
    // Nobody can print or decide while it is open.
    assert!(case.printable(false).is_err());
    let new = NewDecision {
        body: "presidiet".into(),
        on: "2023-10-06".parse().ok(),
        section: "§ 45".into(),
        ..NewDecision::default()
    };
    met.a.decide(&author("Anna"), id, &new).unwrap_err();
    // Keeping one of them settles it, and the other stays in history.
    write(&mut met.a, "Anna", Stance::Supports, bos);
    let case = met.meet();
    assert!(case.conflicts.is_empty(), "{:?}", case.conflicts);
    assert_eq!(case.question("definition").unwrap().text, bos);
}

#[test]
fn what_was_not_read_is_never_chosen_away() {
    let mut met = two();
    let id = met.id;
    let question = QuestionId::new("definition");
    let key = "question/definition/text";
    let write = |store: &mut Store, by: &str, text: &str| {
        let done = store.transact(&author(by), |door| door.text(id, question.clone(), text));
        done.unwrap();
    };
    write(&mut met.a, "Anna", "Annas text.");
    write(&mut met.b, "Bo", "Bos text.");
    let read = met.meet().conflicts[0].versions.clone();
    // Bo goes on in his while Anna reads: what she read is not there any more.
    write(&mut met.a, "Anna", "Annas nya text.");
    write(&mut met.b, "Bo", "Bos nya text.");
    let now = met.meet().conflicts[0].versions.clone();
    assert_ne!(read, now);
    let joined = |of: &[Version]| Keep::Text {
        text: "Båda.".into(),
        of: of.to_vec(),
    };
    for keep in [
        Keep::One(read[0].clone()),
        Keep::One(read[1].clone()),
        joined(&read),
    ] {
        let refused = met.a.settle(&author("Anna"), id, key, &keep).unwrap_err();
        assert_eq!(refused, Refusal::VersionsChanged {}.into());
    }
    met.a
        .settle(&author("Anna"), id, key, &joined(&now))
        .unwrap();
    assert_eq!(met.meet().question("definition").unwrap().text, "Båda.");
}

#[test]
fn the_same_text_written_at_once_is_no_conflict_and_not_doubled() {
    let mut met = two();
    let id = met.id;
    let question = QuestionId::new("definition");
    for (store, by) in [(&mut met.a, "Anna"), (&mut met.b, "Bo")] {
        store
            .transact(&author(by), |door| {
                door.text(id, question.clone(), "Samma ord.")
            })
            .unwrap();
    }
    let case = met.meet();
    assert_eq!(case.conflicts, []);
    assert_eq!(case.question("definition").unwrap().text, "Samma ord.");
}

#[test]
fn files_decisions_and_questions_add_up_and_the_same_file_is_one() {
    let mut met = two();
    let id = met.id;
    let letter = met.folders.0.file("Brev.pdf", "samma bytes");
    attach(&mut met.a, "Anna", id, "1", &letter);
    attach(&mut met.b, "Bo", id, "1", &letter);
    let (annas, bos) = (
        met.folders.0.file("A.txt", "a"),
        met.folders.0.file("B.txt", "b"),
    );
    attach(&mut met.a, "Anna", id, "2", &annas);
    attach(&mut met.b, "Bo", id, "2", &bos);
    for (store, by, section) in [(&mut met.a, "Anna", "§ 45"), (&mut met.b, "Bo", "§ 46")] {
        let title = format!("Fråga från {by}");
        store
            .transact(&author(by), |door| {
                let question = QuestionId::new(door.random_id());
                door.act(
                    id,
                    Act::QuestionAdded {
                        question: question.clone(),
                        title,
                        word_limit: None,
                    },
                )?;
                door.text(id, question, by)
            })
            .unwrap();
        let new = NewDecision {
            body: "svn".into(),
            on: "2023-10-06".parse().ok(),
            section: section.into(),
            ..NewDecision::default()
        };
        store.decide(&author(by), id, &new).unwrap();
        let none = NewDecision {
            body: "Region Kalmar län".into(),
            none: true,
            ..NewDecision::default()
        };
        store.decide(&author(by), id, &none).unwrap();
    }
    let case = met.meet();
    let names: Vec<_> = case.attachments.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(names.len(), 3, "{names:?}");
    let sections: Vec<_> = case
        .decisions
        .iter()
        .map(|it| it.section.as_str())
        .collect();
    assert_eq!(sections, ["§ 45", "", "§ 46", ""]);
    let texts: Vec<_> = case.questions.iter().map(|it| it.text.as_str()).collect();
    assert_eq!(texts[4..], ["Anna", "Bo"]);
    // Each decided without knowing of the other's text: that is for a person.
    let meanwhile = case.conflicts.iter();
    let meanwhile = meanwhile.filter(|it| it.key.starts_with("meanwhile/"));
    // So is which of the two was taken; that a region takes none is said twice.
    let twice = case.conflicts.iter().filter(|it| it.is_decision());
    assert_eq!(
        (meanwhile.count(), twice.count(), case.conflicts.len()),
        (2, 1, 3)
    );
}

#[test]
fn deleting_here_and_restoring_there_keeps_both_wishes() {
    let mut met = two();
    let id = met.id;
    let note = |value: &str| Act::FieldSet {
        field: CaseField::Note,
        value: value.to_owned(),
    };
    // Written there while it is deleted here: it comes back, marked, until
    // somebody who knows of the note deletes it once more.
    act(&mut met.a, "Anna", id, Act::CaseDeleted {});
    act(&mut met.b, "Bo", id, note("skrivet"));
    let case = met.meet();
    assert_eq!((case.deleted, case.note.as_str()), (false, "skrivet"));
    assert_eq!(case.conflicts[0].key, "deleted");
    act(&mut met.a, "Anna", id, Act::CaseDeleted {});
    let case = met.meet();
    assert_eq!((case.deleted, case.conflicts.len()), (true, 0));
    act(&mut met.b, "Bo", id, Act::CaseRestored {});
    act(&mut met.b, "Bo", id, note("kvar"));
    let case = met.meet();
    assert!(!case.deleted);
    assert_eq!(case.note, "kvar");
}

#[test]
fn damaged_bytes_from_elsewhere_are_refused_whole() {
    let mut met = two();
    let field = CaseField::Note;
    act(
        &mut met.a,
        "Anna",
        met.id,
        Act::FieldSet {
            field,
            value: "nytt".into(),
        },
    );
    let before = met.b.case(met.id).unwrap();
    for flip in 0..40 {
        let mut parcels = met.a.parcels().unwrap();
        for parcel in &mut parcels {
            for (bytes, _) in &mut parcel.changes {
                let at = flip * 7 % bytes.len();
                bytes[at] ^= 0x55;
            }
        }
        met.b.receive(parcels).unwrap_err();
        assert_eq!(met.b.case(met.id).unwrap(), before);
    }
}

#[test]
fn two_people_with_one_name_are_one_person() {
    let mut met = two();
    met.a
        .person_set("Åsa Öberg", &["samordnare".into()], "rsl")
        .unwrap();
    met.b.author_named("åsa  öberg").unwrap();
    met.meet();
    for (store, folder) in [(&met.a, &met.folders.0), (&met.b, &met.folders.1)] {
        let known = store.person_named("Åsa Öberg").unwrap().unwrap();
        assert_eq!(
            (known.roles.as_slice(), known.body.as_str()),
            (&["samordnare".to_owned()][..], "rsl")
        );
        let sql = rusqlite::Connection::open(folder.database()).unwrap();
        let count = sql.query_row("SELECT count(*) FROM person", [], |row| row.get(0));
        assert_eq!(count, Ok(1));
    }
}
