//! Years of work by several people on one folder, in a time that jumps: files,
//! bytes and the time to join must grow no faster than the cases do.

mod measure;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex};

use samsvar_core::documents::Taken;
use samsvar_core::model::{
    Act, Author, CaseField, CaseId, Moment, NewCase, NewDecision, RegistryNumber,
};
use samsvar_core::store::{Door, Error, Options, Store};
use samsvar_core::sync::{self, Disk, Shared, choose};
use samsvar_tests::acts::Chance;
use samsvar_tests::{author, folders};
use tempfile::TempDir;

use measure::{Kept, Spent, Year};

/// How much is done.
#[derive(Clone, Copy)]
pub struct Rate {
    pub years: usize,
    pub people: usize,
    /// New cases a year for each of them. In an office they may be 15: then what ten
    /// years of it take here is counted in hours.
    pub cases: usize,
}

/// Days on which somebody works on a case, two weeks or so apart. One in four of
/// them is a colleague's.
const SESSIONS: usize = 8;

/// Bytes of a file, which every other case has.
const FILE: usize = 20_000;

/// Sentences of a text written in a session.
const SENTENCES: usize = 12;

const MINUTE: i64 = 60 * 1000;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// Days of a year: whole weeks.
const YEAR: usize = 52 * 7;

/// A Monday, 2026-01-05, at eight.
const BEGUN: i64 = 1_767_596_400_000;

/// Most cases whose files are made at once.
const GENERATED: usize = 50;

/// Runs. True when nothing grew faster than the cases.
pub fn run(rate: Rate) -> bool {
    let mut office = Office::begin(rate);
    measure::head();
    let mut years = Vec::new();
    let mut early = None;
    for year in 1..=rate.years {
        office.work(year);
        let measured = Year::of(&mut office, year);
        measured.say();
        years.push(measured);
        // In the first year too little is packed yet.
        if year == 2 {
            early = Some(Kept::of(&office));
        }
    }
    let late = Kept::of(&office);
    let early = early.as_ref().unwrap_or(&late);
    let joining = measure::joining(&mut office, early, &late);
    measure::verdict(&years, joining)
}

/// The people, the folder they share, and the time.
struct Office {
    rate: Rate,
    now: Arc<AtomicI64>,
    folder: TempDir,
    people: Vec<Person>,
    cases: Vec<Option<CaseId>>,
    agenda: BTreeMap<usize, Vec<Session>>,
    chance: Chance,
    did: Did,
}

/// What was done, and what it took, since it was last asked.
#[derive(Default)]
struct Did {
    acts: u64,
    shares: u64,
    sharing: Spent,
    writing: Spent,
    generating: Spent,
}

struct Person {
    author: Author,
    store: Store,
    home: TempDir,
}

/// A day's work on one case.
#[derive(Clone, Copy)]
struct Session {
    who: usize,
    case: usize,
    nth: usize,
}

impl Office {
    fn begin(rate: Rate) -> Self {
        let mut office = Self {
            rate,
            now: Arc::new(AtomicI64::new(BEGUN)),
            folder: folders::fresh(),
            people: Vec::new(),
            cases: Vec::new(),
            agenda: BTreeMap::new(),
            chance: Chance::new(1),
            did: Did::default(),
        };
        for who in 0..rate.people {
            let home = folders::fresh();
            let mut store = office.open(home.path());
            choose(&mut store, office.folder.path()).unwrap();
            let author = author(&format!("Person {who}"));
            let person = Person {
                author,
                store,
                home,
            };
            office.people.push(person);
        }
        office
    }

    /// Opens a store that lives in the office's time.
    fn open(&mut self, home: &Path) -> Store {
        let (now, chance) = (
            self.now.clone(),
            Chance::new(self.chance.below(usize::MAX) as u64),
        );
        let chance = Mutex::new(chance);
        let options = Options {
            clock: Box::new(move || Moment::from_millis(now.load(Ordering::Relaxed))),
            chance: Box::new(move || chance.lock().unwrap().bytes()),
            ..Options::default()
        };
        Store::open(home, options).unwrap()
    }

    fn pass(&self, millis: i64) {
        self.now.fetch_add(millis, Ordering::Relaxed);
    }

    fn work(&mut self, year: usize) {
        let first = (year - 1) * YEAR;
        self.plan(first);
        for day in first..first + YEAR {
            let at = BEGUN + i64::try_from(day).unwrap() * DAY;
            self.now.store(at, Ordering::Relaxed);
            self.day(day);
        }
    }

    /// The cases that come in the year from this day on.
    fn plan(&mut self, first: usize) {
        for who in 0..self.rate.people {
            for _ in 0..self.rate.cases {
                let case = self.cases.len();
                self.cases.push(None);
                let mut day = first + self.chance.below(YEAR);
                for nth in 0..SESSIONS {
                    let who = match nth % 4 {
                        3 => (who + 1 + self.chance.below(self.rate.people)) % self.rate.people,
                        _ => who,
                    };
                    let session = Session { who, case, nth };
                    self.agenda.entry(working(day)).or_default().push(session);
                    day += 10 + self.chance.below(8);
                }
            }
        }
    }

    /// Who has something to do shares before and after it. On Fridays everybody
    /// shares, and once more, so that each says what it read of the others.
    fn day(&mut self, day: usize) {
        let sessions = self.agenda.remove(&day).unwrap_or_default();
        let busy: BTreeSet<usize> = sessions.iter().map(|it| it.who).collect();
        for who in &busy {
            self.pass(MINUTE);
            self.share(*who);
        }
        self.pass(HOUR);
        for session in sessions {
            let begun = Spent::now();
            self.attend(session);
            self.did.writing += Spent::now() - begun;
        }
        for who in &busy {
            self.pass(15 * MINUTE);
            self.share(*who);
            self.generate(*who);
        }
        if day % 7 == 4 {
            for who in (0..self.rate.people).chain(0..self.rate.people) {
                self.pass(3 * MINUTE);
                self.share(who);
            }
        }
    }

    fn share(&mut self, who: usize) -> Shared {
        let begun = Spent::now();
        let shared = share(&mut self.people[who].store, self.folder.path());
        self.did.sharing += Spent::now() - begun;
        self.did.shares += 1;
        shared
    }

    /// Makes what people read in the folder, as a program does that is open.
    fn generate(&mut self, who: usize) {
        let begun = Spent::now();
        let fs = Disk::new(self.folder.path());
        let store = &mut self.people[who].store;
        while sync::generate(store, &fs, GENERATED).unwrap() {}
        self.did.generating += Spent::now() - begun;
    }

    fn attend(&mut self, session: Session) {
        let text = text(&mut self.chance, session);
        let Person { author, store, .. } = &mut self.people[session.who];
        let known = self.cases[session.case];
        let done = store.transact(author, |door| {
            let case = match known {
                Some(case) => case,
                None => door.case_new(&new(session.case))?,
            };
            Ok((case, write(door, case, session, &text)?))
        });
        let (case, acts) = done.unwrap().value;
        self.cases[session.case] = Some(case);
        self.did.acts += acts;
        if session.nth == 1 && session.case.is_multiple_of(2) {
            let bytes: Vec<u8> = (0..FILE.div_ceil(16))
                .flat_map(|_| self.chance.bytes())
                .collect();
            let taken = Taken {
                name: format!("Underlag {}.bin", session.case),
                size: bytes.len() as u64,
                sha256: store.blobs().put(&bytes).unwrap(),
            };
            store.attach(author, case, None, vec![taken]).unwrap();
            self.did.acts += 1;
        }
        if session.nth == SESSIONS - 1 {
            let deciders = store.case(case).unwrap().deciders;
            let decision = NewDecision {
                body: deciders[0].id.to_string(),
                on: "2026-10-06".parse().ok(),
                section: format!("§ {}", session.case),
                text: "Svaret lämnas enligt förslaget.".to_owned(),
                ..NewDecision::default()
            };
            store.decide(author, case, &decision).unwrap();
            self.did.acts += 1;
        }
    }
}

fn share(store: &mut Store, folder: &Path) -> Shared {
    let fs = Disk::new(folder);
    let shared = sync::share(store, &fs, &mut |_| ControlFlow::Continue(())).unwrap();
    assert_eq!(shared.fault, None);
    shared
}

/// The day, or the Monday after it.
fn working(day: usize) -> usize {
    match day % 7 {
        5 => day + 2,
        6 => day + 1,
        _ => day,
    }
}

fn new(case: usize) -> NewCase {
    NewCase {
        process: "remissvar".to_owned(),
        title: format!("Remiss om nationell högspecialiserad vård, del {case}"),
        numbers: vec![RegistryNumber {
            holder: "Socialstyrelsen".to_owned(),
            number: format!("{}/2026", 10_000 + case),
        }],
        received: "2026-08-07".parse().ok(),
        due: "2026-10-13".parse().ok(),
        ..NewCase::default()
    }
}

/// A text of about 150 words.
fn text(chance: &mut Chance, session: Session) -> String {
    const SAID: [&str; 6] = [
        "Sjukvårdsregionen tillstyrker förslaget till definition och avgränsningar.",
        "Gränsen mot den utredning som kan göras på hemorten behöver bli tydligare, särskilt för patienter med samsjuklighet.",
        "Antalet enheter är väl avvägt mot patientvolymen, men sårbarheten vid semestrar och sjukfrånvaro ökar.",
        "Konsekvensanalysen bör kompletteras med effekterna för akutsjukvården.",
        "Resornas betydelse för familjer med små barn och för äldre är inte belyst.",
        "Registret bör få uppgifter om väntetid och patientrapporterade utfall redan från första året.",
    ];
    let sentences = (0..SENTENCES).map(|_| *chance.of(&SAID));
    let text = sentences.collect::<Vec<_>>().join(" ");
    format!("Utkast {} till {}. {text}", session.nth, session.case)
}

/// Five acts: with the registering, the file and the decision some 42 in a case.
fn write(door: &mut Door<'_>, id: CaseId, session: Session, text: &str) -> Result<u64, Error> {
    let case = door.case(id)?;
    let question = &case.questions[session.nth / 2 % case.questions.len()];
    door.text(id, question.id.clone(), text)?;
    let parts = case.steps.iter().flat_map(|step| {
        let parts = step.parts.iter();
        parts.map(|part| (step.id.clone(), part.scope.clone()))
    });
    let parts: Vec<_> = parts.collect();
    let (step, scope) = parts[session.nth % parts.len()].clone();
    let note = format!("Anteckning {} i ärende {}", session.nth, session.case);
    let acts = [
        Act::FieldSet {
            field: CaseField::Note,
            value: note.clone(),
        },
        Act::StanceSet {
            question: question.id.clone(),
            stance: question.stances.get(session.nth % 2).copied(),
        },
        Act::StepPlanned {
            step: step.clone(),
            scope: scope.clone(),
            due: Some("2026-09-02".to_owned()),
            responsible: Some("Åsa Ek".to_owned()),
        },
        Act::StepDone {
            step,
            scope,
            by: "Åsa Ek".to_owned(),
            on: "2026-09-06".parse().unwrap(),
            note,
        },
    ];
    let count = acts.len() as u64 + 1;
    for act in acts {
        door.act(id, act)?;
    }
    Ok(count)
}
