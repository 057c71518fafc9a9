//! What is printed, for programs: the file that an archive packet carries inside.
//!
//! Nothing stands in it that is not printed. The ids, authors and notes of the case
//! stay where they are; whoever wants them reads `arende.json` in the shared folder.

use schemars::{JsonSchema, schema_for};
use serde::Serialize;

use super::layout::Piece;
use super::{Packet, Running, Status};
use crate::blocks::{Block, Span};
use crate::model::{CaseSnapshot, Date, Decision, RegistryNumber, Sha256, Stance};

/// Generation of this form, from 1. Raised when a reader of the last one could err.
const FORMAT: u32 = 1;

/// A packet as programs read it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PacketFile {
    /// Generation of this form, from 1.
    pub format: u32,
    /// The title of the packet.
    pub title: String,
    /// The healthcare region, as the letterhead has it; may be empty.
    pub organisation: String,
    /// The day it was printed.
    pub printed_on: Date,
    /// The cases in it; one, but in a packet for a meeting.
    pub cases: Vec<PrintedCase>,
    /// Everything that is printed, in reading order.
    pub content: Vec<Part>,
}

/// One case, as far as it is printed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PrintedCase {
    /// Its title (ärendemening).
    pub title: String,
    /// Whether what is printed was decided.
    pub status: PrintedStatus,
    /// Registry numbers, by holder.
    pub numbers: Vec<RegistryNumber>,
    /// The questions with their answers, in order.
    pub questions: Vec<PrintedQuestion>,
    /// The decision that is printed; none in a draft.
    pub decision: Option<PrintedDecision>,
    /// The files of the case, in the order of the list.
    pub attachments: Vec<PrintedAttachment>,
}

/// Whether what is printed was decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PrintedStatus {
    /// Marked Utkast.
    Draft,
    /// Marked Beslutad.
    Decided,
}

/// A question and its answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PrintedQuestion {
    /// Shown number, from 1.
    pub number: u32,
    /// As the form has it.
    pub title: String,
    /// The stance taken.
    pub stance: Option<Stance>,
    /// The answer as it was written, in Markdown; may be empty.
    pub text: String,
}

/// A decision of a joint body.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PrintedDecision {
    /// Who decided.
    pub body: String,
    /// The day of the meeting.
    pub on: Option<Date>,
    /// Section of the minutes: `§ 45`.
    pub section: String,
    /// The decision in words; may be empty.
    pub text: String,
}

/// A file of the case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PrintedAttachment {
    /// The file's own name.
    pub name: String,
    /// Hash of its bytes.
    pub sha256: Sha256,
}

/// A piece of what is printed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Part {
    /// The title, or a heading; level 1 begins a section.
    Heading {
        /// From 1.
        level: u8,
        /// Its words.
        text: String,
    },
    /// A paragraph.
    Paragraph {
        /// Its words.
        text: String,
    },
    /// A list.
    List {
        /// Its items, in order.
        items: Vec<Point>,
    },
    /// Boxes to tick.
    Choices {
        /// The boxes, in order.
        choices: Vec<Choice>,
    },
    /// Names and values.
    Facts {
        /// In order.
        facts: Vec<Fact>,
    },
    /// A table.
    Table {
        /// The head cell of each column.
        head: Vec<String>,
        /// Rows of cells, as many as there are columns.
        rows: Vec<Vec<String>>,
    },
    /// Lines to sign on.
    Signatures {
        /// Who signs on each.
        roles: Vec<String>,
    },
}

/// An item of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Point {
    /// A bullet, or the number as it was typed.
    pub label: String,
    /// Its words.
    pub text: String,
}

/// A box to tick.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Choice {
    /// What it says.
    pub label: String,
    /// Whether it is ticked.
    pub ticked: bool,
}

/// A name and its value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Fact {
    /// What it is.
    pub name: String,
    /// How it is.
    pub value: String,
}

impl PacketFile {
    /// The form of `pieces`, which tell of `packets`.
    pub(super) fn of(running: &Running, packets: &[Packet], pieces: &[Piece]) -> Self {
        Self {
            format: FORMAT,
            title: running.title.clone(),
            organisation: running.organisation.clone(),
            printed_on: running.on,
            cases: packets.iter().map(PrintedCase::of).collect(),
            content: pieces.iter().filter_map(part).collect(),
        }
    }

    /// The bytes of the file: equal for equal packets.
    pub(super) fn bytes(&self) -> Vec<u8> {
        pretty(self)
    }
}

/// The bytes of the schema of [`PacketFile`], as archive packets carry it.
pub fn schema() -> Vec<u8> {
    pretty(&schema_for!(PacketFile))
}

/// Nothing here can fail to be written as JSON; if it did, the file is empty and
/// the tests see it.
fn pretty(value: &impl Serialize) -> Vec<u8> {
    let mut bytes = serde_json::to_vec_pretty(value).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}

impl PrintedCase {
    fn of(packet: &Packet) -> Self {
        let case: &CaseSnapshot = packet.case;
        let decided = packet.status == Status::Decided;
        let decision = case.decided().filter(|_| decided);
        Self {
            title: case.title.clone(),
            status: match decided {
                true => PrintedStatus::Decided,
                false => PrintedStatus::Draft,
            },
            numbers: case.numbers.clone(),
            questions: case
                .questions
                .iter()
                .map(|it| PrintedQuestion {
                    number: it.number,
                    title: it.title.clone(),
                    stance: it.stance,
                    text: it.text.clone(),
                })
                .collect(),
            decision: decision.map(PrintedDecision::of),
            attachments: case
                .attachments
                .iter()
                .map(|it| PrintedAttachment {
                    name: it.name.clone(),
                    sha256: it.sha256.clone(),
                })
                .collect(),
        }
    }
}

impl PrintedDecision {
    fn of(decision: &Decision) -> Self {
        Self {
            body: decision.body_name.clone(),
            on: decision.on,
            section: decision.section.clone(),
            text: decision.text.clone(),
        }
    }
}

fn part(piece: &Piece) -> Option<Part> {
    let Piece::Block(block) = piece else {
        return None;
    };
    let flat = |spans: &[Span]| spans.iter().map(|it| it.text.as_str()).collect::<String>();
    Some(match block {
        Block::Title(text) => Part::Heading {
            level: 1,
            text: text.clone(),
        },
        Block::Heading { level, text } => Part::Heading {
            level: *level,
            text: text.clone(),
        },
        Block::Paragraph(_, spans) => Part::Paragraph { text: flat(spans) },
        Block::List(items) => Part::List {
            items: items
                .iter()
                .map(|it| Point {
                    label: it.label.clone(),
                    text: flat(&it.text),
                })
                .collect(),
        },
        Block::Choices(choices) => Part::Choices {
            choices: choices
                .iter()
                .map(|(label, ticked)| Choice {
                    label: label.clone(),
                    ticked: *ticked,
                })
                .collect(),
        },
        Block::Facts(facts) => Part::Facts {
            facts: facts
                .iter()
                .map(|(name, value)| Fact {
                    name: name.clone(),
                    value: value.clone(),
                })
                .collect(),
        },
        Block::Table(table) => Part::Table {
            head: table.head.clone(),
            rows: table
                .rows
                .iter()
                .map(|row| row.iter().map(|it| flat(it)).collect())
                .collect(),
        },
        Block::Signatures(roles) => Part::Signatures {
            roles: roles.clone(),
        },
        Block::Logo(..) | Block::Contents | Block::NewPage => return None,
    })
}
