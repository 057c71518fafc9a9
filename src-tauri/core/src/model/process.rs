//! An ordered checklist as data. Processes change with the years, so each has a
//! validity date and a running case keeps the version it began with.

mod check;
mod order;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Date, NoticeId, OutcomeId, QuestionId, Refusal, StepId, ThemeId, Vocabulary};

/// One version of a process.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields)]
#[ts(export)]
pub struct Process {
    /// What kind of work: `remissvar`.
    pub kind: String,
    /// Year and month of this version: `2023-03`.
    pub version: String,
    /// First day on which new cases use it; none where the source has no date.
    #[serde(default)]
    pub valid_from: Option<Date>,
    /// Swedish name.
    pub name: String,
    /// English name.
    #[serde(default)]
    pub name_en: String,
    /// Where the steps come from.
    pub source: String,
    /// The words a stance is chosen from.
    pub vocabulary: Vocabulary,
    /// Who may be responsible for a step.
    #[serde(rename = "role", default)]
    pub roles: Vec<Role>,
    /// The steps, in order.
    #[serde(rename = "step", default)]
    pub steps: Vec<ProcessStep>,
    /// The questions a new case starts with.
    #[serde(rename = "question", default)]
    pub questions: Vec<ProcessQuestion>,
    /// Themes that the councils assess system effects by; none where they do not.
    #[serde(rename = "theme", default)]
    pub themes: Vec<Theme>,
    /// How a case may end.
    #[serde(rename = "outcome", default)]
    pub outcomes: Vec<Outcome>,
    /// Who is told what, as a checklist.
    #[serde(rename = "notice", default)]
    pub notices: Vec<ProcessNotice>,
    /// Who is represented in the working group; empty where there is none.
    #[serde(default)]
    pub group: Vec<Party>,
    /// Whether it is an application: with an applying region, commitments,
    /// conditions and supplements.
    #[serde(default)]
    pub application: bool,
}

/// A theme of the system effects.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields)]
#[ts(export)]
pub struct Theme {
    /// Slug: `akutsjukvard`. The same in every process, so that cases compare.
    pub id: ThemeId,
    /// Swedish name.
    pub name: String,
    /// English name.
    #[serde(default)]
    pub name_en: String,
    /// False where no published source names it.
    #[serde(default = "yes")]
    pub verified: bool,
}

/// A way for a case to end (utfall).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields)]
#[ts(export)]
pub struct Outcome {
    /// Slug: `undertillstand`.
    pub id: OutcomeId,
    /// Swedish name.
    pub name: String,
    /// English name.
    #[serde(default)]
    pub name_en: String,
}

/// Something that several parties are told, each on a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields)]
#[ts(export)]
pub struct ProcessNotice {
    /// Slug: `avsikt`.
    pub id: NoticeId,
    /// The step it belongs to.
    pub step: StepId,
    /// Swedish title: "Anmälan om avsikt att ansöka".
    pub title: String,
    /// English title.
    #[serde(default)]
    pub title_en: String,
    /// Who is told.
    pub receivers: Vec<Party>,
}

/// Whom a process means, found in the organisation and the case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum Party {
    /// Regional healthcare management (RSL).
    RegionalManagement,
    /// The joint committee (SVN).
    JointCommittee,
    /// Its presidium.
    Presidium,
    /// Every knowledge council, each by itself.
    Councils,
    /// The programme area that answers for the case.
    ProgrammeArea,
    /// The medical faculty.
    Faculty,
    /// Every region, each by itself.
    Regions,
}

/// A role in a process.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields)]
#[ts(export)]
pub struct Role {
    /// Slug.
    pub id: String,
    /// Swedish name.
    pub name: String,
    /// English name.
    #[serde(default)]
    pub name_en: String,
}

/// One step of a process.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields)]
#[ts(export)]
pub struct ProcessStep {
    /// Slug.
    pub id: StepId,
    /// Swedish title, a few words.
    pub title: String,
    /// English title.
    #[serde(default)]
    pub title_en: String,
    /// What is done, in the source's words.
    pub task: String,
    /// The same in English.
    #[serde(default)]
    pub task_en: String,
    /// The role that answers for it.
    pub responsible: String,
    /// Days before the case's due date. Ours, not the source's: editable.
    pub lead_days: u32,
    /// Whether it comes at a time that the due date says nothing about, such as
    /// after a decision taken elsewhere: then no date is counted for it.
    #[serde(default)]
    pub undated: bool,
    /// Whether it is the step in which the answer is decided.
    #[serde(default)]
    pub decides: bool,
    /// Whether it is done once per council or region.
    #[serde(default)]
    pub repeats: Option<Repeats>,
    /// The steps that come before it; where none is named, the one above it.
    #[serde(default)]
    pub after: Vec<StepId>,
}

/// What a step is repeated over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum Repeats {
    /// Once per knowledge council.
    Council,
    /// Once per region.
    Region,
}

/// A question that every new case of the process starts with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields)]
#[ts(export)]
pub struct ProcessQuestion {
    /// Slug.
    pub id: QuestionId,
    /// As the form has it.
    pub title: String,
    /// Most words the receiver asks for.
    #[serde(default)]
    pub word_limit: Option<u32>,
    /// Whether a stance is asked for.
    #[serde(default = "stance_asked")]
    pub stance: bool,
    /// False where the wording has no published form behind it.
    pub verified: bool,
}

fn stance_asked() -> bool {
    true
}

fn yes() -> bool {
    true
}

impl Process {
    /// Kind and version: `remissvar-2023-03`.
    pub fn id(&self) -> String {
        format!("{}-{}", self.kind, self.version)
    }

    /// Reads the text that a document keeps. What it says was examined when a
    /// person added it; see [`Self::read`].
    ///
    /// # Errors
    /// [`Refusal::FileMalformed`] with the line at fault.
    pub fn from_toml(text: &str) -> Result<Self, Refusal> {
        toml::from_str(text).map_err(|error| Refusal::malformed(text, &error))
    }

    /// The step meant by its shown number or its id.
    ///
    /// # Errors
    /// [`Refusal::StepUnknown`] naming the valid ones.
    pub fn step(&self, named: &str) -> Result<&ProcessStep, Refusal> {
        let number = named.parse::<usize>().ok();
        self.steps
            .iter()
            .enumerate()
            .find(|(index, step)| Some(index + 1) == number || step.id.as_str() == named)
            .map(|(_, step)| step)
            .ok_or_else(|| Refusal::StepUnknown {
                step: named.to_owned(),
                valid: numbered(self.steps.iter().map(|step| step.id.as_str())),
            })
    }
}

/// `1 (uppdrag), 2 (systemeffekter)`: for sentences that name what is valid.
pub(super) fn numbered<'a>(ids: impl Iterator<Item = &'a str>) -> String {
    ids.enumerate()
        .map(|(index, id)| format!("{} ({id})", index + 1))
        .collect::<Vec<_>>()
        .join(", ")
}
