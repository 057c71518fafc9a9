//! Acts by chance, the same for the same seed: what property tests do to a case.

use samsvar_core::model::{
    Act, BodyId, CaseBodyKind, CaseField, CaseSnapshot, CommitmentTerms, ConditionState,
    ConditionTerms, Date, DecisionId, DispatchedFile, DocumentField, PartId, QuestionId, Rating,
    Sha256, StepState, SupplementTerms, ThemeId,
};

/// A small generator of chance (SplitMix64): the same numbers for the same seed.
#[derive(Clone, Debug)]
pub struct Chance(u64);

impl Chance {
    /// From a seed.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// A number below `most`, which must not be 0.
    pub fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut it = self.0;
        it = (it ^ (it >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        it = (it ^ (it >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((it ^ (it >> 31)) % most as u64).unwrap_or(0)
    }

    /// True once in `n` times.
    pub fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }

    /// 16 bytes.
    pub fn bytes(&mut self) -> [u8; 16] {
        let mut bytes = [0; 16];
        for byte in &mut bytes {
            *byte = u8::try_from(self.below(256)).unwrap_or(0);
        }
        bytes
    }

    /// One of several, which must not be empty.
    pub fn of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }

    fn day(&mut self) -> Date {
        let text = format!("2023-{:02}-{:02}", 1 + self.below(12), 1 + self.below(28));
        text.parse().unwrap_or_else(|_| unreachable_day())
    }

    /// A few words, or none.
    pub fn words(&mut self) -> String {
        let known = [
            "vård", "Öst", "åtgärd", "é", "remiss", "", "jour", "😀", "två ord",
        ];
        (0..self.below(4))
            .map(|_| *self.of(&known))
            .collect::<Vec<_>>()
            .join(" ")
    }

    fn part(&mut self) -> PartId {
        PartId::new(format!("{:032x}", self.below(6)))
    }
}

#[allow(clippy::panic, reason = "every day up to the 28th exists")]
fn unreachable_day() -> Date {
    panic!("a day that does not exist")
}

/// What may be done by chance: an act, or a text written on a question, which
/// carries its words beside the act.
#[derive(Clone, Debug)]
pub enum Deed {
    /// An act.
    Act(Act),
    /// A joint answer.
    Answer(QuestionId, String),
    /// A body's text.
    Contribution(BodyId, QuestionId, String),
    /// A body's text taken into the answer.
    Take(BodyId, QuestionId),
}

/// Something that might be done to `case`; the rules may still refuse it.
pub fn deed(chance: &mut Chance, case: &CaseSnapshot) -> Deed {
    let question = chance.of(&case.questions).id.clone();
    let body = chance.of(&case.bodies[..5]).id.clone();
    match chance.below(8) {
        0 => Deed::Answer(question, chance.words()),
        1 => Deed::Contribution(body, question, chance.words()),
        2 => Deed::Take(body, question),
        _ => Deed::Act(act(chance, case)),
    }
}

fn act(chance: &mut Chance, case: &CaseSnapshot) -> Act {
    let question = chance.of(&case.questions).clone();
    let body = chance.of(&case.bodies[..5]).id.clone();
    let step = chance.of(&case.steps).clone();
    let part = chance.of(&step.parts).clone();
    match chance.below(24) {
        0 => Act::FieldSet {
            field: *chance.of(&[CaseField::Title, CaseField::Area, CaseField::Note]),
            value: chance.words(),
        },
        1 => Act::FieldSet {
            field: *chance.of(&[CaseField::Due, CaseField::Received]),
            value: chance.day().to_string(),
        },
        2 => Act::NumberSet {
            holder: chance
                .of(&["Socialstyrelsen", "Region Kalmar län"])
                .to_string(),
            number: chance.of(&["29988/2022", "1/2023", ""]).to_string(),
        },
        3 | 4 => match part.state {
            StepState::Done(_) => Act::StepReopened {
                step: step.id,
                scope: part.scope,
                by: "Anna".to_owned(),
                reason: "ändrat".to_owned(),
            },
            _ => Act::StepDone {
                step: step.id,
                scope: part.scope,
                by: "Anna".to_owned(),
                on: chance.day(),
                note: chance.words(),
            },
        },
        5 => Act::StepPlanned {
            step: step.id,
            scope: part.scope,
            due: Some(chance.day().to_string()),
            responsible: (chance.below(2) == 0).then(|| chance.words()),
        },
        6 => Act::QuestionAdded {
            question: QuestionId::new(format!("{:032x}", chance.below(usize::MAX))),
            title: "Fråga till".to_owned(),
            word_limit: None,
        },
        7 => Act::StanceSet {
            stance: question
                .stances
                .first()
                .copied()
                .filter(|_| chance.below(2) == 0),
            question: question.id,
        },
        8 => Act::ContributionAsked {
            body,
            due: (chance.below(2) == 0).then(|| chance.day()),
            note: chance.words(),
        },
        9 => Act::ContributionChased {
            body,
            chase: PartId::new(format!("{:032x}", chance.below(usize::MAX))),
            note: chance.words(),
        },
        10 | 11 if !case.effects.themes.is_empty() && !case.effects.councils.is_empty() => {
            Act::Assessed {
                council: chance.of(&case.effects.councils).id.clone(),
                theme: chance.of(&case.effects.themes).id.clone(),
                rating: (chance.below(4) > 0).then(|| *chance.of(&Rating::ALL)),
                comment: chance.words(),
            }
        }
        12 => Act::ThemeSet {
            theme: match case.effects.themes.first() {
                Some(theme) if chance.below(2) == 0 => theme.id.clone(),
                _ => ThemeId::new(format!("{:032x}", chance.below(3))),
            },
            name: chance.words(),
        },
        13 => Act::CommitmentSet {
            commitment: chance.part(),
            body: case
                .bodies
                .iter()
                .find(|it| it.kind == CaseBodyKind::Region)
                .map_or(body, |it| it.id.clone()),
            terms: CommitmentTerms {
                text: chance.words(),
                amount: Some(chance.below(9_000_000) as u64),
                from: Some(chance.day()),
                ..CommitmentTerms::default()
            },
        },
        14 => Act::ConditionSet {
            condition: chance.part(),
            terms: ConditionTerms {
                text: chance.words(),
                evidence: chance.words(),
                state: *chance.of(&ConditionState::ALL),
            },
        },
        15 => Act::SupplementSet {
            supplement: chance.part(),
            terms: SupplementTerms {
                text: chance.words(),
                due: Some(chance.day()),
                ..SupplementTerms::default()
            },
        },
        16 => match chance.below(3) {
            0 => Act::CommitmentRemoved {
                commitment: chance.part(),
            },
            1 => Act::ConditionRemoved {
                condition: chance.part(),
            },
            _ => Act::SupplementRemoved {
                supplement: chance.part(),
            },
        },
        17 => Act::MemberSet {
            body: case.members.first().map_or(body, |it| it.body.clone()),
            name: chance.words(),
        },
        18 if !case.notices.is_empty() => {
            let notice = chance.of(&case.notices).clone();
            Act::Noticed {
                body: chance.of(&notice.receivers).body.clone(),
                notice: notice.id,
                on: (chance.below(3) > 0).then(|| chance.day()),
                note: chance.words(),
            }
        }
        19 if !case.attachments.is_empty() => {
            let file = chance.of(&case.attachments).clone();
            Act::DocumentSet {
                attachment: file.id,
                name: file.name,
                field: DocumentField::Party,
                value: chance.words(),
            }
        }
        20 => match (&case.closed, case.outcomes.is_empty()) {
            (None, false) => Act::CaseClosed {
                outcome: chance.of(&case.outcomes).id.clone(),
                on: chance.day(),
                note: chance.words(),
            },
            _ => Act::CaseReopened {
                reason: "mer kom".to_owned(),
            },
        },
        21 => Act::Decided {
            decision: DecisionId::new(format!("{:032x}", chance.below(usize::MAX))),
            body: chance.of(&case.deciders).id.clone(),
            none: false,
            on: Some(chance.day()),
            section: "§ 4".to_owned(),
            text: chance.words(),
            delegated: chance.below(2) == 0,
            basis: None,
            heads: Vec::new(),
        },
        22 => match case.decisions.last() {
            Some(decision) => Act::DecisionReported {
                decision: decision.id.clone(),
                on: chance.day(),
                section: "§ 9".to_owned(),
            },
            None => Act::CaseDeleted {},
        },
        _ => Act::Dispatched {
            dispatch: PartId::new(format!("{:032x}", chance.below(usize::MAX))),
            to: "Socialstyrelsen".to_owned(),
            on: chance.day(),
            files: vec![DispatchedFile {
                name: "svar.pdf".to_owned(),
                sha256: Sha256::of(b"svar"),
            }],
            basis: None,
            note: chance.words(),
        },
    }
}
