//! Four questions: answered, too long, not answered, and without stances.

use crate::model::{Question, QuestionId, Stance, Vocabulary, count_words};

const ANSWER: &str = "Sydöstra sjukvårdsregionen **tillstyrker** förslaget till definition, men vill peka på \
att gränsen mot *komplex luftvägskirurgi* behöver bli tydligare. Enligt 4 kap. 3 § i föreskriften ska \
tillståndshavaren kunna ta emot patienter dygnet runt, alla dagar.\n\nVi ser särskilt att:\n\n\
- uppföljning efter operation kan ske på hemorten, med stöd av den nationella enheten\n\
- transporter av de svårast sjuka barnen måste lösas gemensamt\n\
- kompetensen vid de barnkliniker som inte får tillstånd ska bevaras\n\n\
### Avgränsning mot annan vård\n\nDe barn som behöver trakeostomi utan annan kirurgi bör inte räknas in. \
Volymen uppskattas till omkring 10 000 vårdtillfällen på tjugo år i hela landet, varav sjukvårdsregionen \
svarar för en tiondel.\n\n1. Definitionen bör ange ålder.\n2. Definitionen bör ange vilka åtgärder som omfattas.";

pub(in crate::packet) fn questions() -> Vec<Question> {
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
