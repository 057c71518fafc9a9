//! Bodies asked for contributions, and councils that assessed.

use super::{at, day};
use crate::model::{
    Asked, Assessment, BodyId, Chase, Contribution, ContributionText, EffectCouncil, EffectTheme,
    QuestionId, Rating, SystemEffects, Taking, ThemeId, count_words,
};

/// Answered and taken in, changed since, late, silent, unasked.
pub(in crate::packet) fn contributions() -> Vec<Contribution> {
    let chase = |on: &str| Chase {
        by: "Anna Lind".to_owned(),
        at: at(on),
        note: String::new(),
    };
    vec![
        Contribution {
            chased: vec![chase("2021-04-06")],
            texts: vec![
                text("q1", "2021-04-08", CAPACITY, Some(("2021-04-12", true))),
                text(
                    "q2",
                    "2021-04-09",
                    "Två disputerade **epileptologer** och en tredje under utbildning.",
                    Some(("2021-04-12", false)),
                ),
            ],
            ..contribution("RPO nervsystemets sjukdomar", Some("2021-03-15"))
        },
        Contribution {
            texts: vec![text(
                "q1",
                "2021-04-01",
                "Volymerna stämmer med vårdbehovet i länen.",
                Some(("2021-04-12", true)),
            )],
            ..contribution("RPO barn och ungdomars hälsa", Some("2021-03-15"))
        },
        Contribution {
            chased: vec![chase("2021-04-06"), chase("2021-04-09")],
            ..contribution(
                "RPO perioperativ vård, intensivvård och transplantation",
                Some("2021-03-15"),
            )
        },
        Contribution {
            texts: vec![text(
                "q2",
                "2021-04-20",
                "Fakulteten kan bidra med forskarutbildning.",
                None,
            )],
            ..contribution("Medicinska fakulteten, Linköpings universitet", None)
        },
    ]
}

const CAPACITY: &str = "Enheten utreder i dag omkring 60 patienter om året. Det räcker för:\n\n\
- sjukvårdsregionens egna patienter\n- ett tjugotal patienter från andra sjukvårdsregioner\n\n\
### Vad som krävs\n\nEn andra plats för videoövervakning behövs från 2023.";

fn contribution(name: &str, asked: Option<&str>) -> Contribution {
    Contribution {
        body: BodyId::new(name.to_lowercase().replace(' ', "-")),
        body_name: name.to_owned(),
        asked: asked.map(|on| Asked {
            due: Some(day("2021-04-02")),
            note: String::new(),
            by: "Anna Lind".to_owned(),
            at: at(on),
        }),
        chased: Vec::new(),
        texts: Vec::new(),
    }
}

fn text(question: &str, on: &str, text: &str, taken: Option<(&str, bool)>) -> ContributionText {
    ContributionText {
        question: QuestionId::new(question),
        text: text.to_owned(),
        words: count_words(text),
        by: "Anna Lind".to_owned(),
        at: at(on),
        taken: taken.map(|(on, current)| Taking {
            by: "Anna Lind".to_owned(),
            at: at(on),
            current,
        }),
    }
}

/// Four councils, one of them silent, and themes with and without a source.
pub(in crate::packet) fn effects() -> SystemEffects {
    let councils = [
        "Diagnostik och sinnen",
        "Hälsa och rehabilitering",
        "Kirurgi och cancer",
        "Medicin och akut vård",
    ];
    let theme = |id: &str, name: &str, verified, disagreement| EffectTheme {
        id: ThemeId::new(id),
        name: name.to_owned(),
        name_en: String::new(),
        verified,
        disagreement,
    };
    let said = |council: usize, theme: &str, rating: &str, comment: &str| Assessment {
        council: BodyId::new(format!("r{council}")),
        theme: ThemeId::new(theme),
        rating: Rating::parse(rating).ok(),
        comment: comment.to_owned(),
    };
    SystemEffects {
        councils: councils
            .iter()
            .enumerate()
            .map(|(index, name)| EffectCouncil {
                id: BodyId::new(format!("r{index}")),
                name: (*name).to_owned(),
            })
            .collect(),
        themes: vec![
            theme("akut", "Akutsjukvård", true, true),
            theme(
                "undan",
                "Närliggande vård och andra patientgrupper (undanträngning)",
                true,
                false,
            ),
            theme(
                "kompetens",
                "Kompetens och kompetensförsörjning",
                true,
                false,
            ),
            theme("jour", "Jour, beredskap och transporter", false, true),
        ],
        assessments: vec![
            said(
                0,
                "akut",
                "+1",
                "Fler bedömningar av akuta anfall sker på plats.",
            ),
            said(
                3,
                "akut",
                "-2",
                "Jourlinjen i neurologi belastas.\n\n- **Natt**: en läkare\n- Helg: en läkare",
            ),
            said(0, "undan", "0", ""),
            said(2, "undan", "-1", "Operationssalar måste delas."),
            said(3, "undan", "", "Kan inte bedömas innan volymerna är kända."),
            said(0, "kompetens", "+2", ""),
            said(2, "kompetens", "+2", ""),
            said(0, "jour", "-1", ""),
            said(3, "jour", "+1", "Ambulanshelikoptern finns redan."),
        ],
    }
}
