//! What the names in a letter stand for.

use crate::model::{
    BodyId, CaseBodyKind, CaseSnapshot, Contribution, Date, Decision, Refusal, RegistryNumber,
};
use crate::wording::{self, day_of, listed};

use super::{About, Letter};

/// When and to whom a letter goes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Occasion<'a> {
    /// The case, as decided where the letter is about a decision.
    pub case: &'a CaseSnapshot,
    /// Who was named as its receiver.
    pub to: Option<&'a Receiver>,
    /// The day on it.
    pub on: Date,
}

/// Whom a letter is to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Receiver {
    /// As it stands in the letter.
    pub name: String,
    /// The body, unless it is one outside.
    pub body: Option<BodyId>,
}

impl Receiver {
    /// The body meant by an id or a name, or who holds one of the case's numbers:
    /// Socialstyrelsen.
    ///
    /// # Errors
    /// [`Refusal::BodyUnknown`] naming the valid ones.
    pub(crate) fn of(case: &CaseSnapshot, named: &str) -> Result<Self, Refusal> {
        let wanted = named.trim().to_lowercase();
        let is = |it: &&RegistryNumber| it.holder.trim().to_lowercase() == wanted;
        match (case.body(named), case.numbers.iter().find(is)) {
            (Ok(body), _) => Ok(Self {
                name: body.name.clone(),
                body: Some(body.id.clone()),
            }),
            (Err(_), Some(number)) => Ok(Self {
                name: number.holder.trim().to_owned(),
                body: None,
            }),
            (Err(unknown), None) => Err(unknown),
        }
    }
}

/// Names that stand for a few words, each with its value where it is known.
pub(super) struct Fields<'a> {
    letter: &'a Letter,
    at: Occasion<'a>,
}

/// Every name that stands for a few words.
pub(super) const NAMES: [&str; 28] = [
    "anyone",
    "applicant",
    "approved",
    "area",
    "asked",
    "councils",
    "date",
    "decided",
    "decision_body",
    "decision_date",
    "decision_section",
    "due",
    "faculty",
    "meeting",
    "missing",
    "officer",
    "organisation",
    "our_number",
    "process",
    "programme_area",
    "received",
    "receiver",
    "regions",
    "sender",
    "their_holder",
    "their_number",
    "title",
    "wanted",
];

impl<'a> Fields<'a> {
    pub(super) fn of(letter: &'a Letter, at: Occasion<'a>) -> Self {
        Self { letter, at }
    }

    /// The value of a name; `None` where the case does not know it.
    pub(super) fn value(&self, name: &str) -> Option<String> {
        let case = self.at.case;
        let day = |it: Option<Date>| it.map(Date::in_swedish);
        let value = match name {
            "applicant" => Some(case.applicant.clone()),
            "approved" => day(self.decision()?.approved),
            "area" => Some(case.area.clone()),
            "asked" => day(self.asked().map(|it| day_of(it.at))),
            "councils" => Some(self.bodies(CaseBodyKind::Council).join("\n")),
            "date" => Some(self.at.on.in_swedish()),
            "decided" => self.decided(),
            "decision_body" => Some(self.decision()?.body_name.clone()),
            "decision_date" => day(self.decision()?.on),
            "decision_section" => Some(self.decision()?.section.clone()),
            "due" => day(case.due),
            "faculty" => self.bodies(CaseBodyKind::Faculty).into_iter().next(),
            "missing" => self.missing().map(|it| it.body_name.clone()),
            "officer" => Some(case.officer.clone()),
            "organisation" => Some(case.organisation.clone()),
            "our_number" => self.number(true).map(|it| it.1),
            "process" => Some(case.process.name.clone()),
            "programme_area" => Some(case.programme_area.clone()),
            "received" => day(case.received),
            "receiver" => match self.at.to {
                Some(receiver) => Some(receiver.name.clone()),
                None => self.filled(&self.letter.receiver),
            },
            "regions" => Some(listed(&self.bodies(CaseBodyKind::Region))),
            "sender" => self.filled(&self.letter.sender),
            "their_holder" => self.number(false).map(|it| it.0),
            "their_number" => self.number(false).map(|it| it.1),
            "title" => Some(case.title.clone()),
            "wanted" => day(self.asked().and_then(|it| it.due)),
            // Nobody keeps them in a case: filled in by hand.
            _ => None,
        };
        value.filter(|it| !it.trim().is_empty())
    }

    /// A template with every name filled in; `None` when one is not known.
    fn filled(&self, template: &str) -> Option<String> {
        let mut out = String::new();
        for piece in pieces(template) {
            match piece {
                Piece::Words(words) => out.push_str(words),
                // Neither may stand for the other.
                Piece::Name("receiver" | "sender") => return None,
                Piece::Name(name) => out.push_str(&self.value(name)?),
            }
        }
        Some(out)
    }

    /// The decision that the letter is about; that of the answer where it is about
    /// nothing else.
    pub(super) fn decision(&self) -> Option<&'a Decision> {
        match self.letter.about {
            About::DelegatedDecision => {
                let mut latest = self.at.case.decisions.iter().rev();
                latest.find(|it| it.delegated && !it.is_withdrawn())
            }
            _ => self.at.case.decided(),
        }
    }

    fn decided(&self) -> Option<String> {
        let decision = self.decision().filter(|it| it.on.is_some())?;
        Some(wording::decided(decision) + ".")
    }

    fn bodies(&self, kind: CaseBodyKind) -> Vec<String> {
        let of_kind = self.at.case.bodies.iter().filter(|it| it.kind == kind);
        of_kind.map(|it| it.name.clone()).collect()
    }

    /// A registry number and its holder: our own, a number that one of the bodies
    /// here or the healthcare region holds, or that of who asks: Socialstyrelsen's,
    /// else the first of another's.
    fn number(&self, ours: bool) -> Option<(String, String)> {
        let case = self.at.case;
        let here = |holder: &str| {
            let is = |name: &str| name.to_lowercase() == holder.trim().to_lowercase();
            is(&case.organisation) || case.bodies.iter().any(|it| is(&it.name))
        };
        let asks = |holder: &str| holder.trim().to_lowercase() == "socialstyrelsen";
        let mut numbers = case.numbers.iter();
        let found = match ours {
            true => numbers.find(|it| here(&it.holder)),
            false => numbers
                .clone()
                .find(|it| asks(&it.holder))
                .or_else(|| numbers.find(|it| !here(&it.holder))),
        };
        found.map(|it| (it.holder.trim().to_owned(), it.number.trim().to_owned()))
    }

    /// What the receiver was asked for.
    fn asked(&self) -> Option<&'a crate::model::Asked> {
        let case = self.at.case;
        let name = self.value("receiver")?.to_lowercase();
        let is = |it: &&Contribution| match self.at.to {
            Some(receiver) => receiver.body.as_ref() == Some(&it.body),
            // The programme area of a case is written freely.
            None => [name.clone(), format!("rpo {name}")].contains(&it.body_name.to_lowercase()),
        };
        case.contributions.iter().find(is)?.asked.as_ref()
    }

    /// The one body whose contribution is missing.
    fn missing(&self) -> Option<&'a Contribution> {
        let mut missing = self
            .at
            .case
            .contributions
            .iter()
            .filter(|it| it.is_missing());
        let first = missing.next()?;
        missing.next().is_none().then_some(first)
    }
}

/// A piece of a template.
pub(super) enum Piece<'t> {
    Words(&'t str),
    /// What stands in braces.
    Name(&'t str),
}

/// A template taken apart. Braces around anything but a name are words.
pub(super) fn pieces(template: &str) -> Vec<Piece<'_>> {
    let mut out = Vec::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((name, after)) = after.split_once('}') else {
            break;
        };
        if !before.is_empty() {
            out.push(Piece::Words(before));
        }
        match NAMES.contains(&name) {
            true => out.push(Piece::Name(name)),
            false => out.push(Piece::Words(&rest[before.len()..rest.len() - after.len()])),
        }
        rest = after;
    }
    if !rest.is_empty() {
        out.push(Piece::Words(rest));
    }
    out
}
