//! What the measured workspaces hold: the same at every run. Nothing is drawn
//! by chance; everything follows from the number of the case. Cases a thousand
//! apart differ in number and title only, so that two sizes compare like with like.

use samsvar_core::model::{
    Act, BodyId, CaseId, NewCase, QuestionId, RegistryNumber, Stance, StepId,
};
use samsvar_core::store::{Error, Store};
use samsvar_tests::author;

/// The questions that the process asks.
pub const QUESTIONS: [&str; 4] = [
    "definition",
    "antal-enheter",
    "sarskilda-villkor",
    "konsekvensanalys",
];

const AREAS: [(&str, &str); 8] = [
    (
        "Avancerad barn- och ungdomskirurgi",
        "RPO barn och ungdomars hälsa",
    ),
    (
        "Hjärtkirurgi vid medfödda hjärtfel",
        "RPO hjärt- och kärlsjukdomar",
    ),
    (
        "Ryggmärgsskador, livslång uppföljning",
        "RPO nervsystemets sjukdomar",
    ),
    ("Kirurgi vid primär levercancer", "RPO cancersjukdomar"),
    ("Sällsynta endokrina tillstånd", "RPO endokrina sjukdomar"),
    ("Svår endometrios", "RPO kvinnosjukdomar och förlossning"),
    ("Avancerad brännskadevård", "RPO kirurgi och plastikkirurgi"),
    ("Kateterburna klaffåtgärder", "RPO hjärt- och kärlsjukdomar"),
];

const SIGN_OFFS: [(&str, Option<&str>); 7] = [
    ("uppdrag", None),
    ("systemeffekter", Some("diagnostik-och-sinnen")),
    ("systemeffekter", Some("halsa-och-rehabilitering")),
    ("systemeffekter", Some("kirurgi-och-cancer")),
    ("systemeffekter", Some("medicin-och-akut-vard")),
    ("sammanstallning", None),
    ("fakultet", None),
];

const SENTENCES: [&str; 14] = [
    "Sydöstra sjukvårdsregionen tillstyrker förslaget till definition och avgränsningar.",
    "Vi ser att gränsen mot den utredning som kan göras på hemorten behöver bli tydligare, särskilt för patienter med samsjuklighet.",
    "Antalet enheter är väl avvägt mot patientvolymen.",
    "Konsekvensanalysen bör kompletteras med effekterna för **akutsjukvården** och för kompetensen vid de sjukhus som inte får tillstånd.",
    "Resornas betydelse för familjer med små barn och för äldre med stort omvårdnadsbehov är inte belyst.",
    "Villkoren om multidisciplinärt team och om samverkan med remitterande sjukhus är rimliga.",
    "Det bör framgå när i förloppet en remiss ska skickas och vem som svarar för patienten under tiden.",
    "Uppföljningen föreslås ske på hemsjukhuset enligt en gemensam vårdplan, med årlig återkoppling till den nationella enheten.",
    "Kunskapsråden bedömer att forskning och utbildning påverkas i liten grad.",
    "En koncentration till två enheter i stället för tre ökar sårbarheten vid semestrar, sjukfrånvaro och oväntade händelser.",
    "Regionen vill också framhålla behovet av digitala konferenser som kan hållas utan lång framförhållning.",
    "Registret bör få uppgifter om väntetid, komplikationer och patientrapporterade utfall redan från första året.",
    "Övergången från barn- till vuxensjukvård är den punkt där flest patienter tappas bort.",
    "Medicinska fakulteten har inget att invända.",
];

/// An answer of 100 to 300 words, most of them short, with paragraphs and a list.
pub fn answer(case: usize, question: usize) -> String {
    let most = [40, 60, 90, 176][case % 4];
    let wanted = 100 + (case * 37 + question * 61) % most;
    let mut text = String::new();
    let (mut words, mut count) = (0, 0);
    while words < wanted {
        let at = case * 5 + question * 3 + count * 3 + count / SENTENCES.len();
        let sentence = SENTENCES[at % SENTENCES.len()];
        text.push_str(match count % 7 {
            0 if count > 0 => "\n\n",
            0 => "",
            4 | 5 => "\n- ",
            6 => "\n\n",
            _ => " ",
        });
        text.push_str(sentence);
        words += sentence.split(' ').count();
        count += 1;
    }
    text
}

/// Registers `count` cases and returns them, in order.
pub fn register(store: &mut Store, count: usize) -> Vec<CaseId> {
    const AT_ONCE: usize = 100;
    let anna = author("Anna Lind");
    let mut ids = Vec::with_capacity(count);
    while ids.len() < count {
        let (from, to) = (ids.len(), count.min(ids.len() + AT_ONCE));
        let done = store.transact(&anna, |door| {
            (from..to)
                .map(|number| {
                    let id = door.case_new(&case(number))?;
                    for act in acts(number % 1000) {
                        door.act(id, act)?;
                    }
                    for (at, question) in QUESTIONS.iter().enumerate() {
                        let text = answer(number % 1000, at);
                        door.text(id, QuestionId::new(*question), &text)?;
                    }
                    Ok(id)
                })
                .collect::<Result<Vec<_>, Error>>()
        });
        ids.extend(done.unwrap().value);
    }
    ids
}

fn case(number: usize) -> NewCase {
    let like = number % 1000;
    let (area, programme_area) = AREAS[like % AREAS.len()];
    let day = |month: usize| {
        let (year, day) = (2024 + month / 12, 1 + like % 28);
        format!("{year}-{:02}-{day:02}", 1 + month % 12)
            .parse()
            .ok()
    };
    let year = 2024 + like % 36 / 12;
    NewCase {
        process: "remissvar".to_owned(),
        title: format!("{area}: remiss om nationell högspecialiserad vård, del {number}"),
        numbers: vec![RegistryNumber {
            holder: "Socialstyrelsen".to_owned(),
            number: format!("{}/{year}", 10_000 + number),
        }],
        received: day(like % 36),
        due: day(like % 36 + 2),
        area: area.to_owned(),
        programme_area: programme_area.to_owned(),
        officer: ["Anna Lind", "Per Öberg", "Åsa Ek"][like % 3].to_owned(),
        ..NewCase::default()
    }
}

/// Stances on every question, and as many sign-offs as the case has come to.
fn acts(case: usize) -> Vec<Act> {
    let stances = [
        Stance::Supports,
        Stance::SupportsWithComments,
        Stance::DoesNotSupport,
    ];
    let taken = QUESTIONS
        .iter()
        .enumerate()
        .map(|(at, question)| Act::StanceSet {
            question: QuestionId::new(*question),
            stance: Some(stances[(case + at) % 3]),
        });
    let signed = SIGN_OFFS
        .iter()
        .take(case % 8)
        .map(|(step, scope)| Act::StepDone {
            step: StepId::new(*step),
            scope: scope.map(BodyId::new),
            by: "Åsa Ek".to_owned(),
            on: "2024-09-06".parse().unwrap(),
            note: "Stämt av per telefon.".to_owned(),
        });
    taken.chain(signed).collect()
}
