//! `samsvar schema NOUN`: the shape of what --json prints.

use samsvar_core::model::{
    Attachment, CaseSnapshot, CumulativeEffects, FileFault, Organisation, Plan, Process, Question,
    Refusal, Replanning, Round, RoundView, Task, Version,
};
use samsvar_core::printing::PacketFile;
use samsvar_core::received::WordProposal;
use samsvar_core::store::{
    Added, Comparison, Error, Found, HistoryRow, OrganisationRow, Overview, Report, RoundMade,
    SameLetter, TextVersion, Undoing,
};
use samsvar_core::sync::Sharing;
use schemars::{JsonSchema, Schema, schema_for};
use serde::Serialize;

use crate::context::Context;

/// Something was made.
#[derive(Serialize, JsonSchema)]
pub struct Made {
    /// Its id.
    pub id: String,
}

/// A packet was printed.
#[derive(Serialize, JsonSchema)]
pub struct Printed {
    /// Where it lies.
    pub path: String,
    /// Pages in it.
    pub pages: u32,
}

/// Files were written.
#[derive(Serialize, JsonSchema)]
pub struct Written {
    /// Where they lie, in the case's order.
    pub paths: Vec<String>,
}

/// A process or organisation file was examined.
#[derive(Serialize, JsonSchema)]
pub struct Checked {
    /// What is wrong, in the order of the lines.
    pub faults: Vec<FileFault>,
}

/// A place that holds more than one version.
#[derive(Serialize, JsonSchema)]
pub struct Disputed {
    /// What `resolve` calls it.
    pub conflict: String,
    /// In which case.
    pub case: String,
    /// Its title.
    pub case_title: String,
    /// Where, in words.
    pub place: String,
    /// The versions, numbered from 1 by their order; none for a letter that is
    /// registered twice, where keeping 1 joins the registrations.
    pub versions: Vec<Version>,
    /// Whether `both` can be kept: texts are joined, decisions were all taken, letters
    /// are different ones.
    pub both: bool,
}

/// A sharing ended.
#[derive(Serialize, JsonSchema)]
pub struct Synced {
    /// Changes of others that were new here.
    pub read: usize,
    /// Segments written.
    pub written: u32,
    /// Files fetched.
    pub files_in: u32,
    /// Files brought into the folder.
    pub files_out: u32,
    /// Files taken out of inboxes.
    pub taken: usize,
    /// How things stand.
    pub sharing: Sharing,
}

/// A case's dates, and what a new due date would move.
#[derive(Serialize, JsonSchema)]
pub struct Planned {
    /// The due date against the meetings.
    pub plan: Plan,
    /// What would move; nothing was written.
    pub moves: Option<Replanning>,
    /// Other registrations of the same letter.
    pub same_letter: Vec<SameLetter>,
}

type Noun = (&'static str, fn() -> Schema);

const NOUNS: &[Noun] = &[
    ("made", || schema_for!(Made)),
    ("case", || schema_for!(CaseSnapshot)),
    ("cases", || schema_for!(Overview)),
    ("questions", || schema_for!(Vec<Question>)),
    ("attachments", || schema_for!(Vec<Attachment>)),
    ("word-proposal", || schema_for!(WordProposal)),
    ("written", || schema_for!(Written)),
    ("printed", || schema_for!(Printed)),
    ("packet", || schema_for!(PacketFile)),
    ("planned", || schema_for!(Planned)),
    ("round-made", || schema_for!(RoundMade)),
    ("rounds", || schema_for!(Vec<Round>)),
    ("round", || schema_for!(RoundView)),
    ("replannings", || schema_for!(Vec<Replanning>)),
    ("tasks", || schema_for!(Vec<Task>)),
    ("effects", || schema_for!(CumulativeEffects)),
    ("history", || schema_for!(Vec<HistoryRow>)),
    ("undone", || schema_for!(Undoing)),
    ("versions", || schema_for!(Vec<TextVersion>)),
    ("comparison", || schema_for!(Comparison)),
    ("found", || schema_for!(Found)),
    ("conflicts", || schema_for!(Vec<Disputed>)),
    ("synced", || schema_for!(Synced)),
    ("check", || schema_for!(Report)),
    ("process", || schema_for!(Process)),
    ("processes", || schema_for!(Vec<Process>)),
    ("organisation", || schema_for!(Organisation)),
    ("organisations", || schema_for!(Vec<OrganisationRow>)),
    ("added", || schema_for!(Added)),
    ("checked", || schema_for!(Checked)),
];

pub fn run(noun: &str, context: &Context) -> Result<(), Error> {
    let known = NOUNS.iter().find(|(name, _)| *name == noun);
    let (_, schema) = known.ok_or_else(|| Refusal::SchemaUnknown {
        noun: noun.to_owned(),
        valid: NOUNS
            .iter()
            .map(|(name, _)| *name)
            .collect::<Vec<_>>()
            .join(", "),
    })?;
    let schema = schema();
    context.answer(&schema, |_| {
        serde_json::to_string_pretty(&schema).unwrap_or_default()
    });
    Ok(())
}
