//! The parts of a case as they are typed.

use std::path::PathBuf;

use clap::{Args, Subcommand};

#[derive(Subcommand)]
pub enum Round {
    /// Register a round: one case per area, one due date.
    New {
        #[arg(long)]
        title: String,
        #[arg(long, value_name = "DATE")]
        due: Option<String>,
        #[arg(long, value_name = "DATE")]
        received: Option<String>,
        /// One care area; given once per case.
        #[arg(long, required = true)]
        area: Vec<String>,
        /// HOLDER=NUMBER of the letter, given to every case.
        #[arg(long)]
        number: Vec<String>,
        #[arg(long, default_value = "remissvar")]
        process: String,
        #[arg(long)]
        officer: Option<String>,
    },
    /// Every round.
    List,
    /// The table of ongoing and given answers.
    Show { round: String },
    /// Move the due date of a round and its cases.
    Due {
        round: String,
        #[arg(long, value_name = "DATE")]
        due: String,
        /// Only show what would move.
        #[arg(long)]
        preview: bool,
    },
}

#[derive(Args)]
#[command(group = clap::ArgGroup::new("what").required(true))]
pub struct Contribute {
    pub case: String,
    /// A body: see `organisation show`.
    #[arg(long, value_name = "BODY")]
    pub from: String,
    #[arg(long)]
    pub question: String,
    #[arg(long, group = "what")]
    pub text: Option<String>,
    #[arg(long, group = "what", value_name = "FILE")]
    pub text_file: Option<PathBuf>,
    /// Take what the body wrote into the joint answer.
    #[arg(long, group = "what")]
    pub take: bool,
}

#[derive(Args)]
pub struct Take {
    pub case: String,
    #[arg(value_name = "FILE.docx")]
    pub file: PathBuf,
    /// The body that it is from: see `organisation show`.
    #[arg(long, value_name = "BODY")]
    pub from: String,
    /// The question that text under no question's heading is about.
    #[arg(long, value_name = "QUESTION")]
    pub rest: Option<String>,
    /// Only show what would be taken in.
    #[arg(long)]
    pub dry_run: bool,
}

#[derive(Args)]
pub struct Request {
    pub case: String,
    #[arg(long, value_name = "BODY")]
    pub from: String,
    #[arg(long, value_name = "DATE")]
    pub due: Option<String>,
    #[arg(long)]
    pub note: Option<String>,
}

#[derive(Args)]
pub struct Chase {
    pub case: String,
    #[arg(long, value_name = "BODY")]
    pub from: String,
    #[arg(long)]
    pub note: Option<String>,
}

#[derive(Args)]
#[command(group = clap::ArgGroup::new("what").required(true).multiple(true))]
pub struct Assess {
    pub case: String,
    #[arg(long)]
    pub council: String,
    #[arg(long)]
    pub theme: String,
    /// -2 to 2.
    #[arg(long, group = "what", allow_hyphen_values = true)]
    pub rating: Option<String>,
    #[arg(long, group = "what")]
    pub comment: Option<String>,
}

#[derive(Args)]
pub struct Theme {
    pub case: String,
    /// A theme of the case; left out, one is added.
    #[arg(long)]
    pub theme: Option<String>,
    /// Its name; an empty one hides it.
    #[arg(long)]
    pub name: String,
}

#[derive(Args)]
#[command(group = clap::ArgGroup::new("what").required(true))]
pub struct Commitment {
    pub case: String,
    #[arg(long, required_unless_present = "remove")]
    pub region: Option<String>,
    #[arg(long, group = "what")]
    pub text: Option<String>,
    /// Kronor.
    #[arg(long)]
    pub amount: Option<String>,
    /// From which day.
    #[arg(long, value_name = "DATE")]
    pub from: Option<String>,
    /// Agreed by RSL on.
    #[arg(long, value_name = "DATE")]
    pub rsl: Option<String>,
    /// Agreed by SVN on.
    #[arg(long, value_name = "DATE")]
    pub svn: Option<String>,
    /// Change this one instead of adding.
    #[arg(long, value_name = "ID")]
    pub id: Option<String>,
    #[arg(long, value_name = "ID", group = "what")]
    pub remove: Option<String>,
}

#[derive(Args)]
#[command(group = clap::ArgGroup::new("what").required(true))]
pub struct Condition {
    pub case: String,
    #[arg(long, group = "what")]
    pub text: Option<String>,
    /// What shows that it is met.
    #[arg(long)]
    pub evidence: Option<String>,
    /// open, met, partly or not_met.
    #[arg(long)]
    pub state: Option<String>,
    #[arg(long, value_name = "ID")]
    pub id: Option<String>,
    #[arg(long, value_name = "ID", group = "what")]
    pub remove: Option<String>,
}

#[derive(Args)]
#[command(group = clap::ArgGroup::new("what").required(true))]
pub struct Supplement {
    pub case: String,
    #[arg(long, group = "what")]
    pub text: Option<String>,
    #[arg(long, value_name = "DATE")]
    pub asked: Option<String>,
    #[arg(long, value_name = "DATE")]
    pub due: Option<String>,
    #[arg(long, value_name = "DATE")]
    pub sent: Option<String>,
    #[arg(long, value_name = "ID")]
    pub id: Option<String>,
    #[arg(long, value_name = "ID", group = "what")]
    pub remove: Option<String>,
}

#[derive(Args)]
pub struct Member {
    pub case: String,
    /// Which council, programme area or faculty is represented.
    #[arg(long)]
    pub body: String,
    /// By whom; empty clears the place.
    #[arg(long)]
    pub name: String,
}

#[derive(Args)]
pub struct Notify {
    pub case: String,
    /// A notice of the process: see `process show`.
    pub notice: String,
    #[arg(long, value_name = "BODY")]
    pub to: String,
    /// The day; left out, the note is taken back.
    #[arg(long, value_name = "DATE")]
    pub on: Option<String>,
    #[arg(long)]
    pub note: Option<String>,
}

#[derive(Args)]
pub struct Report {
    pub case: String,
    /// Number or id of the decision.
    pub decision: String,
    #[arg(long, value_name = "DATE")]
    pub on: String,
    #[arg(long)]
    pub section: String,
}

#[derive(Args)]
pub struct Minutes {
    pub case: String,
    /// Number or id of the decision.
    pub decision: String,
    /// The day they were approved; left out, it is taken back.
    #[arg(long, value_name = "DATE")]
    pub on: Option<String>,
}

#[derive(Args)]
pub struct Correct {
    pub case: String,
    /// Number or id of a decision, or id of a dispatch.
    pub record: String,
    /// Why.
    #[arg(long)]
    pub reason: String,
    /// It should never have been recorded.
    #[arg(long)]
    pub withdraw: bool,
    #[arg(long, value_name = "DATE")]
    pub on: Option<String>,
    #[arg(long)]
    pub section: Option<String>,
    #[arg(long)]
    pub to: Option<String>,
    #[arg(long)]
    pub text: Option<String>,
}

#[derive(Args)]
pub struct Dispatch {
    pub case: String,
    /// A body, or anybody by name.
    #[arg(long, value_name = "BODY")]
    pub to: String,
    #[arg(long, value_name = "DATE")]
    pub on: String,
    #[arg(long)]
    pub note: Option<String>,
    /// Files that were sent: own names of attachments, or paths that are taken in.
    pub files: Vec<PathBuf>,
}

#[derive(Args)]
pub struct Document {
    pub case: String,
    /// Number, id or own name of an attachment.
    pub attachment: String,
    /// direction, party, dated, document_secrecy, assessment, retention or period.
    pub field: String,
    #[arg(allow_hyphen_values = true)]
    pub value: String,
}

#[derive(Args)]
pub struct Undo {
    pub case: String,
    /// Hash of the change, or the first eight signs of it; else the latest.
    #[arg(long, value_name = "HASH")]
    pub change: Option<String>,
    /// Do again what was undone last.
    #[arg(long, conflicts_with = "change")]
    pub redo: bool,
}

#[derive(Args)]
pub struct History {
    pub case: String,
    /// The versions of this question's text instead.
    #[arg(long)]
    pub question: Option<String>,
    /// Two versions to set against each other, by the hashes of their changes.
    #[arg(long, num_args = 2, value_name = "HASH", requires = "question")]
    pub compare: Option<Vec<String>>,
}
