//! The parts of a case written at once on two PCs: nothing is lost, both values
//! can be read, and both PCs end equal.

use samsvar_core::model::{
    Act, BodyId, CaseId, CaseSnapshot, CommitmentTerms, ConditionTerms, CorrectionTerms, Date,
    DecisionId, DocumentField, NewCase, NewRound, NoticeId, OutcomeId, PartId, QuestionId, Rating,
    RegistryNumber, StepId, SupplementTerms, ThemeId,
};
use samsvar_core::store::{Store, Which};
use samsvar_tests::{Workspace, author, remiss_in};

struct Two {
    a: Store,
    b: Store,
    _folders: (Workspace, Workspace),
}

impl Two {
    fn new() -> Self {
        let folders = (Workspace::new(), Workspace::new());
        Self {
            a: folders.0.open(),
            b: folders.1.open(),
            _folders: folders,
        }
    }

    /// Meets, and checks that both are equal and sound.
    fn meet(&mut self) {
        let (from_a, from_b) = (self.a.parcels().unwrap(), self.b.parcels().unwrap());
        self.a.receive(from_b).unwrap();
        self.b.receive(from_a).unwrap();
        assert_eq!(
            self.a.parcels().unwrap().len(),
            self.b.parcels().unwrap().len()
        );
        for store in [&mut self.a, &mut self.b] {
            assert_eq!(store.check(false).unwrap().faults, []);
        }
    }

    /// Both act without knowing of each other, and meet.
    fn at_once(&mut self, id: CaseId, ours: Act, theirs: Act) -> CaseSnapshot {
        act(&mut self.a, "Anna", id, ours);
        act(&mut self.b, "Bo", id, theirs);
        self.meet();
        let case = self.a.case(id).unwrap();
        assert_eq!(case, self.b.case(id).unwrap());
        case
    }
}

fn act(store: &mut Store, by: &str, id: CaseId, act: Act) {
    store
        .transact(&author(by), |door| door.act(id, act))
        .unwrap();
}

fn application_in(store: &mut Store) -> CaseId {
    let new = NewCase {
        process: "ansokan".to_owned(),
        title: "Ansökan".to_owned(),
        due: "2023-03-15".parse().ok(),
        ..NewCase::default()
    };
    store
        .transact(&author("Anna"), |door| door.case_new(&new))
        .unwrap()
        .value
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn values(case: &CaseSnapshot, key: &str) -> usize {
    case.conflicts
        .iter()
        .find(|it| it.key == key)
        .map_or(0, |it| it.versions.len())
}

fn council(case: &CaseSnapshot, n: usize) -> BodyId {
    case.effects.councils[n].id.clone()
}

#[test]
fn every_part_written_at_once_keeps_both_values_and_different_parts_add_up() {
    let mut two = Two::new();
    let id = application_in(&mut two.a);
    two.meet();
    let case = two.a.case(id).unwrap();
    let theme = case.effects.themes[0].id.clone();
    let kalmar = BodyId::new("region-kalmar-lan");
    let part = PartId::new("0123456789abcdef0123456789abcdef");

    // System effects: one cell twice, and two cells.
    let assessed = |council: BodyId, rating: &str| Act::Assessed {
        council,
        theme: theme.clone(),
        rating: Rating::parse(rating).ok(),
        comment: String::new(),
    };
    let (first, second) = (council(&case, 0), council(&case, 1));
    let met = two.at_once(
        id,
        assessed(first.clone(), "-2"),
        assessed(first.clone(), "1"),
    );
    assert_eq!(values(&met, &format!("assessment/{first}/{theme}")), 2);
    let met = two.at_once(id, assessed(first.clone(), "2"), assessed(second, "0"));
    assert_eq!((met.effects.assessments.len(), met.conflicts.len()), (2, 0));

    // A theme renamed twice.
    let named = |name: &str| Act::ThemeSet {
        theme: ThemeId::new("ett"),
        name: name.to_owned(),
    };
    let met = two.at_once(id, named("Jour"), named("Beredskap"));
    assert_eq!(values(&met, "theme/ett"), 2);
    act(&mut two.a, "Anna", id, named("Jour och beredskap"));

    // Commitments: the same one, and one each.
    let commitment = |part: &PartId, text: &str| Act::CommitmentSet {
        commitment: part.clone(),
        body: kalmar.clone(),
        terms: CommitmentTerms {
            text: text.to_owned(),
            ..CommitmentTerms::default()
        },
    };
    let other = PartId::new("ffffffffffffffffffffffffffffffff");
    let met = two.at_once(id, commitment(&part, "Ett"), commitment(&part, "Två"));
    assert_eq!(values(&met, &format!("commitment/{part}")), 2);
    let met = two.at_once(id, commitment(&part, "Ett"), commitment(&other, "Tre"));
    assert_eq!(met.commitments.len(), 2);
    // Removed here and changed there: the change stays.
    let removed = Act::CommitmentRemoved {
        commitment: part.clone(),
    };
    let met = two.at_once(id, removed, commitment(&part, "Fyra"));
    assert!(met.commitments.iter().any(|it| it.terms.text == "Fyra"));

    // Conditions and supplements.
    let condition = |text: &str| Act::ConditionSet {
        condition: part.clone(),
        terms: ConditionTerms {
            text: text.to_owned(),
            ..ConditionTerms::default()
        },
    };
    let met = two.at_once(id, condition("Team"), condition("Team dygnet runt"));
    assert_eq!(values(&met, &format!("condition/{part}")), 2);
    let supplement = |text: &str| Act::SupplementSet {
        supplement: part.clone(),
        terms: SupplementTerms {
            text: text.to_owned(),
            ..SupplementTerms::default()
        },
    };
    let met = two.at_once(id, supplement("Volymer"), supplement("Volymer 2022"));
    assert_eq!(values(&met, &format!("supplement/{part}")), 2);

    // The working group, and who was told.
    let member = |name: &str| Act::MemberSet {
        body: first.clone(),
        name: name.to_owned(),
    };
    let met = two.at_once(id, member("En"), member("En annan"));
    assert_eq!(values(&met, &format!("member/{first}")), 2);
    let notice = met.notices[0].clone();
    let told = |on: &str| Act::Noticed {
        notice: NoticeId::new(notice.id.as_str()),
        body: notice.receivers[0].body.clone(),
        on: Some(day(on)),
        note: String::new(),
    };
    let met = two.at_once(id, told("2023-01-02"), told("2023-01-03"));
    let key = format!("notice/{}/{}", notice.id, notice.receivers[0].body);
    assert_eq!(values(&met, &key), 2);

    // How it ended.
    let closed = |n: usize| Act::CaseClosed {
        outcome: OutcomeId::new(case.outcomes[n].id.as_str()),
        on: day("2023-09-01"),
        note: String::new(),
    };
    let met = two.at_once(id, closed(0), closed(1));
    assert_eq!(values(&met, "closed"), 2);
}

#[test]
fn contributions_meet() {
    let mut two = Two::new();
    let id = remiss_in(&mut two.a);
    two.meet();
    let body = two
        .a
        .case(id)
        .unwrap()
        .body("rpo-endokrina-sjukdomar")
        .unwrap()
        .id
        .clone();
    let asked = |due: &str| Act::ContributionAsked {
        body: body.clone(),
        due: Some(day(due)),
        note: String::new(),
    };
    // Asked for twice alike is no conflict; for two days it is.
    let met = two.at_once(id, asked("2023-09-01"), asked("2023-09-01"));
    assert_eq!(met.conflicts, []);
    let met = two.at_once(id, asked("2023-09-05"), asked("2023-09-08"));
    assert_eq!(values(&met, &format!("contribution/{body}/asked")), 2);
    act(&mut two.a, "Anna", id, asked("2023-09-08"));
    two.meet();
    // Reminded by both is two reminders.
    let chased = |n: &str| Act::ContributionChased {
        body: body.clone(),
        chase: PartId::new(n),
        note: String::new(),
    };
    let met = two.at_once(id, chased("a"), chased("b"));
    assert_eq!(met.contributions[0].chased.len(), 2);
    // The body's text entered by both: both can be read, neither is lost.
    let question = QuestionId::new("definition");
    for (store, by, text) in [
        (&mut two.a, "Anna", "Vi tillstyrker."),
        (&mut two.b, "Bo", "Ja."),
    ] {
        let (body, question) = (body.clone(), question.clone());
        let done = store.transact(&author(by), |door| {
            door.contribute(id, body, question, text)
        });
        done.unwrap();
    }
    two.meet();
    let met = two.a.case(id).unwrap();
    let key = format!("contribution/{body}/text/definition");
    let found = met.conflicts.iter().find(|it| it.key == key).unwrap();
    let texts: Vec<_> = found.versions.iter().map(|it| it.value.as_str()).collect();
    assert!(
        texts.contains(&"Vi tillstyrker.") && texts.contains(&"Ja."),
        "{texts:?}"
    );
    assert!(two.a.case(id).unwrap().printable(false).is_err());
}

#[test]
fn what_is_sent_reported_and_corrected_adds_up() {
    let mut two = Two::new();
    let id = remiss_in(&mut two.a);
    let decided = Act::Decided {
        decision: DecisionId::new("d"),
        body: BodyId::new("presidiet"),
        none: false,
        on: Some(day("2023-10-06")),
        section: "§ 4".to_owned(),
        text: String::new(),
        delegated: true,
        basis: None,
        heads: Vec::new(),
    };
    act(&mut two.a, "Anna", id, decided);
    two.meet();
    let sent = |n: &str| Act::Dispatched {
        dispatch: PartId::new(n),
        to: "Socialstyrelsen".to_owned(),
        on: day("2023-10-10"),
        files: Vec::new(),
        basis: None,
        note: String::new(),
    };
    let met = two.at_once(id, sent("a"), sent("b"));
    assert_eq!(met.dispatches.len(), 2);
    let reported = |section: &str| Act::DecisionReported {
        decision: DecisionId::new("d"),
        on: day("2023-12-01"),
        section: section.to_owned(),
    };
    let met = two.at_once(id, reported("§ 9"), reported("§ 10"));
    assert_eq!(values(&met, "report/d"), 2);
    let corrected = |n: &str, section: &str| Act::DecisionCorrected {
        correction: PartId::new(n),
        decision: DecisionId::new("d"),
        terms: CorrectionTerms {
            reason: "fel".to_owned(),
            section: section.to_owned(),
            ..CorrectionTerms::default()
        },
    };
    let met = two.at_once(id, corrected("a", "§ 5"), corrected("b", "§ 6"));
    assert_eq!(met.decisions[0].corrections.len(), 2);
    assert_eq!(met.decisions[0].recorded.as_ref().unwrap().section, "§ 4");
}

#[test]
fn facts_of_one_document_merge_field_by_field() {
    let mut two = Two::new();
    let id = remiss_in(&mut two.a);
    let attachment = samsvar_core::model::AttachmentId::new("fil");
    let attached = Act::Attached {
        attachment: attachment.clone(),
        name: "Missiv.pdf".to_owned(),
        size: 0,
        sha256: samsvar_core::model::Sha256::of(b""),
        step: Some(StepId::new("uppdrag")),
    };
    two.a.blobs().put(b"").unwrap();
    two.b.blobs().put(b"").unwrap();
    act(&mut two.a, "Anna", id, attached);
    two.meet();
    let set = |field, value: &str| Act::DocumentSet {
        attachment: attachment.clone(),
        name: "Missiv.pdf".to_owned(),
        field,
        value: value.to_owned(),
    };
    let ours = set(DocumentField::Direction, "in");
    let theirs = set(DocumentField::Party, "Socialstyrelsen");
    let met = two.at_once(id, ours, theirs);
    let record = &met.attachments[0].record;
    assert_eq!(record.party, "Socialstyrelsen");
    assert!(record.direction.is_some() && met.conflicts.is_empty());
    let ours = set(DocumentField::Dated, "2023-08-07");
    let met = two.at_once(id, ours, set(DocumentField::Dated, "2023-08-08"));
    assert_eq!(values(&met, "attachment/fil/dated"), 2);
}

#[test]
fn rounds_and_calendars_reach_colleagues() {
    let mut two = Two::new();
    let new = NewRound {
        title: "NHV våren 2021".to_owned(),
        due: Some(day("2021-05-14")),
        areas: vec!["ROP".to_owned(), "HOCM".to_owned()],
        ..NewRound::default()
    };
    let made = two.a.round_new(&author("Anna"), &new).unwrap().value;
    two.a
        .meeting_set(&author("Anna"), "svn", day("2027-03-04"), None, true)
        .unwrap();
    two.meet();
    let there = two.b.round(made.id).unwrap();
    assert_eq!(
        (there.round.title.as_str(), there.cases.len()),
        ("NHV våren 2021", 2)
    );
    let calendars = two.b.organisation().unwrap().calendars;
    let days = calendars
        .iter()
        .flat_map(|it| &it.meetings)
        .map(|it| it.on.to_string());
    assert!(days.collect::<Vec<_>>().contains(&"2027-03-04".to_owned()));
    // Moved by both to different days: the cases say so, and both PCs agree.
    two.a
        .round_due(&author("Anna"), made.id, day("2021-06-01"))
        .unwrap();
    two.b
        .round_due(&author("Bo"), made.id, day("2021-10-01"))
        .unwrap();
    two.meet();
    assert_eq!(two.a.round(made.id).unwrap(), two.b.round(made.id).unwrap());
    assert_eq!(values(&two.a.case(made.cases[0]).unwrap(), "due"), 2);
}

#[test]
fn the_same_letter_registered_on_two_pcs_is_recognised_and_joined_without_loss() {
    let mut two = Two::new();
    let ours = remiss_in(&mut two.a);
    let theirs = two
        .b
        .transact(&author("Bo"), |door| {
            door.case_new(&NewCase {
                process: "remissvar".to_owned(),
                title: "DSD, remiss".to_owned(),
                area: "Könsutveckling".to_owned(),
                numbers: vec![RegistryNumber {
                    holder: "Socialstyrelsen".to_owned(),
                    number: "29988/2022".to_owned(),
                }],
                ..NewCase::default()
            })
        })
        .unwrap()
        .value;
    let question = QuestionId::new("definition");
    let write = |store: &mut Store, by: &str, id, question: &QuestionId, text: &str| {
        let question = question.clone();
        store
            .transact(&author(by), |door| door.text(id, question, text))
            .unwrap();
    };
    write(&mut two.a, "Anna", ours, &question, "Annas ord.");
    write(&mut two.b, "Bo", theirs, &question, "Bos ord.");
    write(
        &mut two.b,
        "Bo",
        theirs,
        &QuestionId::new("antal-enheter"),
        "Två enheter.",
    );
    let signed = Act::StepDone {
        step: StepId::new("uppdrag"),
        scope: None,
        by: "Bo".to_owned(),
        on: day("2023-08-20"),
        note: String::new(),
    };
    act(&mut two.b, "Bo", theirs, signed);
    two.meet();
    for (store, id, other) in [(&two.a, ours, theirs), (&two.b, theirs, ours)] {
        let found = store.same_letter(&store.case(id).unwrap()).unwrap();
        assert_eq!(found.len(), 1);
        assert_eq!(
            (found[0].case, found[0].number.as_str()),
            (other, "29988/2022")
        );
    }
    // Either PC may join, in either order: the one registered first goes on.
    let first = two.a.case(ours).unwrap().at <= two.a.case(theirs).unwrap().at;
    let keep = two.b.join(&author("Bo"), theirs, ours).unwrap().value;
    let (goes_on, joined) = if first {
        (ours, theirs)
    } else {
        (theirs, ours)
    };
    assert_eq!(keep, goes_on);
    two.meet();
    let case = two.a.case(goes_on).unwrap();
    assert_eq!(case, two.b.case(goes_on).unwrap());
    let text = &case.question_by_id(&question).unwrap().text;
    assert!(
        text.contains("Annas ord.") && text.contains("Bos ord."),
        "{text}"
    );
    let units = case
        .question_by_id(&QuestionId::new("antal-enheter"))
        .unwrap();
    assert_eq!(units.text, "Två enheter.");
    assert_eq!(case.area, "Könsutveckling");
    assert!(case.steps[0].is_done());
    assert_eq!(case.due, "2023-10-13".parse().ok());
    assert_eq!(two.a.case_id("29988/2022").unwrap(), goes_on);
    assert_eq!(two.a.overview(0, 10).unwrap().rows.len(), 1);
    // What was joined says where it goes on, takes no more acts, and can come back.
    let left = two.a.case(joined).unwrap();
    assert_eq!(left.joined, Some(goes_on));
    let late = Act::CaseDeleted {};
    assert!(
        two.a
            .transact(&author("Anna"), |door| door.act(joined, late))
            .is_err()
    );
    act(&mut two.a, "Anna", joined, Act::CaseRestored {});
    assert_eq!(two.a.overview(0, 10).unwrap().rows.len(), 2);
    two.meet();
}

#[test]
fn an_undoing_here_and_a_change_there_keeps_the_change() {
    let mut two = Two::new();
    let id = remiss_in(&mut two.a);
    let member = |value: &str| Act::FieldSet {
        field: samsvar_core::model::CaseField::Officer,
        value: value.to_owned(),
    };
    act(&mut two.a, "Anna", id, member("Anna"));
    two.meet();
    two.a.undo(&author("Anna"), id, &Which::Latest).unwrap();
    act(&mut two.b, "Bo", id, member("Bo"));
    two.meet();
    let case = two.a.case(id).unwrap();
    assert_eq!(case, two.b.case(id).unwrap());
    assert_eq!(case.officer, "Bo");
}
