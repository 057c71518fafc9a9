//! A filled case to print, built from plain values.

use crate::model::{
    Attachment, AttachmentId, BodyId, CaseId, CaseSnapshot, Date, Decider, Decision, DecisionId,
    Moment, ProcessRef, Question, QuestionId, RegistryNumber, Reopening, Repeats, Sha256, SignOff,
    Stance, Step, StepId, StepPart, StepState, Vocabulary, count_words,
};

pub(super) fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn moment() -> Moment {
    Moment::from_millis(1_696_579_200_000)
}

/// A case with nothing in it but a title.
pub(super) fn empty_case() -> CaseSnapshot {
    CaseSnapshot {
        id: CaseId::from_random([7; 16]),
        title: "Tomt ärende".to_owned(),
        area: String::new(),
        numbers: Vec::new(),
        received: None,
        due: None,
        officer: String::new(),
        programme_area: String::new(),
        secrecy: String::new(),
        note: String::new(),
        process: ProcessRef {
            id: "nominering-2023-03".to_owned(),
            name: "Nominering".to_owned(),
            name_en: "Nomination".to_owned(),
            valid_from: day("2023-03-01"),
        },
        organisation: String::new(),
        deciders: Vec::new(),
        illustrative: Vec::new(),
        steps: Vec::new(),
        questions: Vec::new(),
        attachments: Vec::new(),
        decisions: Vec::new(),
        conflicts: Vec::new(),
        by: "Anna Lind".to_owned(),
        at: moment(),
        deleted: false,
    }
}

/// A small case: one question, one step.
pub(super) fn small_case() -> CaseSnapshot {
    let mut case = sample_case();
    case.questions.truncate(1);
    case.questions[0].text = "Vi tillstyrker enligt 4 kap. 3 §.\n\n- ett\n- två".to_owned();
    case.questions[0].words = 9;
    case.steps.truncate(1);
    case.attachments.truncate(1);
    case.decisions.clear();
    case
}

/// A remissvar on its way: six steps, four questions, two decisions.
pub(super) fn sample_case() -> CaseSnapshot {
    CaseSnapshot {
        title: "Kirurgi vid trakeobronkomalaci hos barn".to_owned(),
        area: "Avancerad barn- och ungdomskirurgi".to_owned(),
        numbers: vec![
            number("Region Östergötland", "RÖ 2023-1187"),
            number("Socialstyrelsen", "29988/2022"),
        ],
        received: Some(day("2023-08-21")),
        due: Some(day("2023-10-06")),
        officer: "Anna Lind".to_owned(),
        programme_area: "RPO barn och ungdomars hälsa".to_owned(),
        process: ProcessRef {
            id: "remissvar-2023-03".to_owned(),
            name: "Remissvar nationell högspecialiserad vård".to_owned(),
            name_en: "Consultation".to_owned(),
            valid_from: day("2023-03-01"),
        },
        organisation: "Sydöstra sjukvårdsregionen".to_owned(),
        deciders: vec![
            decider("svn", "Samverkansnämnden", false),
            decider("presidiet", "Samverkansnämndens presidium", false),
            decider("region-jonkopings-lan", "Region Jönköpings län", true),
            decider("region-kalmar-lan", "Region Kalmar län", true),
            decider("region-ostergotland", "Region Östergötland", true),
        ],
        illustrative: ["received", "due", "officer"].map(str::to_owned).to_vec(),
        steps: steps(),
        questions: questions(),
        attachments: vec![
            attachment("Remissmissiv NHV 29988-2022.pdf", 248_113, "uppdrag"),
            attachment(
                "Bedömning kunskapsråd kirurgi och cancer – slutlig version efter möte 14 september.docx",
                61_440,
                "systemeffekter",
            ),
            attachment("volymer.xlsx", 912, ""),
        ],
        decisions: decisions(),
        ..empty_case()
    }
}

fn number(holder: &str, number: &str) -> RegistryNumber {
    RegistryNumber {
        holder: holder.to_owned(),
        number: number.to_owned(),
    }
}

fn decider(id: &str, name: &str, regional: bool) -> Decider {
    Decider {
        id: BodyId::new(id),
        name: name.to_owned(),
        regional,
    }
}

fn attachment(name: &str, size: u64, step: &str) -> Attachment {
    let sha256 = Sha256::of(name.as_bytes());
    let step = (!step.is_empty()).then(|| StepId::new(step));
    Attachment {
        id: AttachmentId::of(&sha256, name, step.as_ref()),
        name: name.to_owned(),
        size,
        sha256,
        step,
        by: "Anna Lind".to_owned(),
        at: moment(),
    }
}

const COUNCILS: [&str; 4] = [
    "Kunskapsråd kirurgi och cancer",
    "Kunskapsråd barn, kvinnor och rehabilitering",
    "Kunskapsråd medicin och akut",
    "Kunskapsråd psykisk hälsa och primärvård",
];
const REGIONS: [&str; 3] = [
    "Region Jönköpings län",
    "Region Kalmar län",
    "Region Östergötland",
];

pub(super) fn done(by: &str, on: &str, note: &str) -> StepState {
    StepState::Done(SignOff {
        by: by.to_owned(),
        on: day(on),
        at: moment(),
        note: note.to_owned(),
    })
}

fn steps() -> Vec<Step> {
    let open = || StepState::Open;
    let reopened = StepState::Reopened(Reopening {
        by: "Karin Åkesson".to_owned(),
        at: moment(),
        reason: "Kalmar kom in med nya volymer".to_owned(),
    });
    vec![
        step(
            1,
            "uppdrag",
            "RSL ger ansvarigt RPO i uppdrag att ta fram förslag",
            "RSL",
            &[""],
            vec![done("Anna Lind", "2023-08-28", "Mejl till RPO")],
        ),
        step(
            2,
            "systemeffekter",
            "Kunskapsråden bedömer effekter på systemnivå",
            "Kunskapsråd",
            &COUNCILS,
            vec![
                done("Erik Sjöö", "2023-09-14", "Enig bedömning"),
                done("Maria Öst", "2023-09-15", ""),
                reopened,
                open(),
            ],
        ),
        step(
            3,
            "sammanstallning",
            "RSL stab sammanställer svaret",
            "RSL stab",
            &[""],
            vec![open()],
        ),
        step(
            4,
            "fakultet",
            "Avstämning med medicinska fakulteten",
            "Medicinska fakulteten, Linköpings universitet",
            &[""],
            vec![open()],
        ),
        step(
            5,
            "beslut",
            "Samverkansnämnden beslutar, eller presidiet på delegation",
            "SVN",
            &[""],
            vec![open()],
        ),
        step(
            6,
            "egna-beslut",
            "Varje region tar ställning till eget beslut",
            "Region",
            &REGIONS,
            vec![open(), open(), open()],
        ),
    ]
}

fn step(
    n: u32,
    id: &str,
    title: &str,
    role: &str,
    scopes: &[&str],
    states: Vec<StepState>,
) -> Step {
    let part = |(scope, state): (&&str, StepState)| StepPart {
        scope: (!scope.is_empty()).then(|| BodyId::new(scope.to_lowercase().replace(' ', "-"))),
        scope_name: (*scope).to_owned(),
        due: Some(day("2023-09-15")),
        planned: false,
        responsible: String::new(),
        state,
    };
    Step {
        id: StepId::new(id),
        number: n,
        title: title.to_owned(),
        title_en: String::new(),
        task: String::new(),
        task_en: String::new(),
        role: role.to_owned(),
        role_en: String::new(),
        repeats: (scopes.len() > 1).then_some(Repeats::Council),
        parts: scopes.iter().zip(states).map(part).collect(),
    }
}

const ANSWER: &str = "Sydöstra sjukvårdsregionen **tillstyrker** förslaget till definition, men vill peka på \
att gränsen mot *komplex luftvägskirurgi* behöver bli tydligare. Enligt 4 kap. 3 § i föreskriften ska \
tillståndshavaren kunna ta emot patienter dygnet runt, alla dagar.\n\nVi ser särskilt att:\n\n\
- uppföljning efter operation kan ske på hemorten, med stöd av den nationella enheten\n\
- transporter av de svårast sjuka barnen måste lösas gemensamt\n\
- kompetensen vid de barnkliniker som inte får tillstånd ska bevaras\n\n\
### Avgränsning mot annan vård\n\nDe barn som behöver trakeostomi utan annan kirurgi bör inte räknas in. \
Volymen uppskattas till omkring 10 000 vårdtillfällen på tjugo år i hela landet, varav sjukvårdsregionen \
svarar för en tiondel.\n\n1. Definitionen bör ange ålder.\n2. Definitionen bör ange vilka åtgärder som omfattas.";

fn questions() -> Vec<Question> {
    let long = ANSWER.to_owned()
        + "\n\n"
        + &"Vårdkedjan före och efter ingreppet är lika viktig som ingreppet. ".repeat(26);
    let nhv = Vocabulary::Nhv.stances();
    vec![
        question(
            1,
            "Definition och avgränsningar",
            nhv,
            Some(Stance::SupportsWithComments),
            ANSWER,
            true,
        ),
        question(2, "Antal enheter", nhv, Some(Stance::Supports), &long, true),
        question(3, "Särskilda villkor för tillståndet", nhv, None, "", false),
        question(
            4,
            "Övriga synpunkter",
            &[],
            None,
            "| Region | Patienter |\n|---|---|\n| Kalmar | 12 |\n| Jönköping | 17 |\n\nInget mer att tillägga.",
            true,
        ),
    ]
}

fn question(
    n: u32,
    title: &str,
    stances: &[Stance],
    stance: Option<Stance>,
    text: &str,
    verified: bool,
) -> Question {
    Question {
        id: QuestionId::new(format!("q{n}")),
        number: n,
        title: title.to_owned(),
        word_limit: (n < 4).then_some(300),
        stances: stances.to_vec(),
        verified,
        stance,
        text: text.to_owned(),
        words: count_words(text),
    }
}

fn decisions() -> Vec<Decision> {
    let joint = Decision {
        id: DecisionId::new("a"),
        body: BodyId::new("presidiet"),
        body_name: "Samverkansnämndens presidium".to_owned(),
        regional: false,
        none: false,
        on: Some(day("2023-10-02")),
        section: "§ 45".to_owned(),
        text: "Presidiet beslutar att avge yttrandet enligt förslaget.".to_owned(),
        delegated: true,
        basis: Some(Sha256::of(b"underlag")),
        heads: Vec::new(),
        by: "Anna Lind".to_owned(),
        at: moment(),
    };
    let kalmar = Decision {
        id: DecisionId::new("b"),
        body: BodyId::new("region-kalmar-lan"),
        body_name: "Region Kalmar län".to_owned(),
        regional: true,
        none: true,
        on: None,
        section: String::new(),
        text: String::new(),
        delegated: false,
        basis: None,
        ..joint.clone()
    };
    let own = Decision {
        id: DecisionId::new("c"),
        body: BodyId::new("region-ostergotland"),
        body_name: "Region Östergötland".to_owned(),
        none: false,
        on: Some(day("2023-10-04")),
        section: "§ 112".to_owned(),
        text: "Regionstyrelsen ställer sig bakom yttrandet.".to_owned(),
        ..kalmar.clone()
    };
    vec![joint, kalmar, own]
}

/// A case whose packet takes some hundreds of pages.
pub(super) fn long_case(answers: usize) -> CaseSnapshot {
    let mut case = sample_case();
    let first = case.questions[1].clone();
    case.questions = (1..=answers)
        .map(|n| Question {
            number: u32::try_from(n).unwrap(),
            id: QuestionId::new(format!("q{n}")),
            ..first.clone()
        })
        .collect();
    case
}
