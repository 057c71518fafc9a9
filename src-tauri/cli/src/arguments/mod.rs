//! What may be typed. A malformed line is exit code 2; a bad value is found by
//! the core and is 1, so dates and numbers are text here.

mod part;

use std::path::PathBuf;

pub use part::*;

use clap::{Args, Parser, Subcommand, ValueEnum};

/// Samsvar: cases in national highly specialised care, from letter to printed answer.
#[derive(Parser)]
#[command(name = "samsvar", version, about, propagate_version = true)]
pub struct Arguments {
    /// Folder with the store; else the user's own data folder.
    #[arg(long, global = true, value_name = "DIR", env = "SAMSVAR_WORKSPACE")]
    pub workspace: Option<PathBuf>,
    /// Who does it; an unknown name becomes a person.
    #[arg(long, global = true, value_name = "NAME", env = "SAMSVAR_PERSON")]
    pub person: Option<String>,
    /// One JSON value on standard output.
    #[arg(long, global = true)]
    pub json: bool,
    /// Language of sentences: sv or en.
    #[arg(long, global = true, value_name = "LANG", env = "SAMSVAR_LANGUAGE")]
    pub language: Option<String>,
    #[command(subcommand)]
    pub verb: Verb,
}

#[derive(Subcommand)]
pub enum Verb {
    /// Register, list, show and change cases.
    #[command(subcommand)]
    Case(Case),
    /// Sign off, reopen or plan a step.
    #[command(subcommand)]
    Step(Step),
    /// Take files into a case: all or none.
    Attach {
        case: String,
        #[arg(required = true)]
        files: Vec<PathBuf>,
        /// Number or id of the step they belong to.
        #[arg(long)]
        step: Option<String>,
    },
    /// Write a case's files out under their own names.
    Attachments {
        case: String,
        #[arg(long, value_name = "DIR")]
        out: PathBuf,
    },
    /// The questions of a case.
    #[command(subcommand)]
    Question(Question),
    /// Answer a question: stance, text or both.
    #[command(group = clap::ArgGroup::new("answer").required(true).multiple(true))]
    Answer {
        case: String,
        question: String,
        #[arg(long, group = "answer")]
        stance: Option<String>,
        #[arg(long, group = "answer", conflicts_with = "text_file")]
        text: Option<String>,
        #[arg(long, group = "answer", value_name = "FILE")]
        text_file: Option<PathBuf>,
    },
    /// Rounds: several areas from one letter.
    #[command(subcommand)]
    Round(Round),
    /// Enter what a body wrote on a question, or take it into the answer.
    Contribute(Contribute),
    /// Take in a contribution received as a Word document, its texts by the headings in it.
    Take(Take),
    /// Ask a body for a contribution.
    Request(Request),
    /// Remind a body of its contribution.
    Chase(Chase),
    /// Enter a council's assessment of a theme.
    Assess(Assess),
    /// Add, rename or hide a theme of a case.
    Theme(Theme),
    /// System effects over several cases: area by theme.
    Effects {
        /// Only the cases of a round.
        #[arg(long)]
        round: Option<String>,
    },
    /// Record, change or remove a region's commitment.
    Commitment(Commitment),
    /// Record, change or remove a condition.
    Condition(Condition),
    /// Record, change or remove a supplement.
    Supplement(Supplement),
    /// Say who represents a body in the working group.
    Member(Member),
    /// Record that a body was told.
    Notify(Notify),
    /// Record a decision, or that a region takes none.
    Decide(Decide),
    /// Record that a delegated decision was reported.
    Report(Report),
    /// Record that the minutes with a decision were approved.
    Minutes(Minutes),
    /// Correct a decision or a dispatch.
    Correct(Correct),
    /// Record what was sent.
    Dispatch(Dispatch),
    /// Set what the registry has to know of a document.
    Document(Document),
    /// What is to be done, nearest date first.
    Tasks {
        /// Only what waits for the person.
        #[arg(long)]
        mine: bool,
    },
    /// Print a case, or several for a meeting, to PDF.
    Print(Print),
    /// Write a letter about a case, as PDF or for Word. Kinds: assignment (Uppdrag till RPO),
    /// invitation (Inbjudan till kunskapsrådens representanter), faculty-request (Begäran till
    /// medicinska fakulteten), reminder (Påminnelse), statement (Yttrande över …),
    /// notice-of-intent (Anmälan om avsikt att ansöka), minutes-extract (Protokollsutdrag),
    /// delegated-decision-report (Anmälan av delegationsbeslut). What the case does not know
    /// stands in it as a marked gap.
    #[command(verbatim_doc_comment)]
    Letter {
        case: String,
        kind: String,
        #[arg(long, value_name = "FILE.pdf|FILE.docx")]
        out: PathBuf,
        /// The body it goes to; else as its kind says.
        #[arg(long, value_name = "BODY")]
        to: Option<String>,
        /// The day on it; else today.
        #[arg(long, value_name = "DATE")]
        on: Option<String>,
    },
    /// Write the answer for Word.
    Word {
        case: String,
        #[arg(long, value_name = "FILE.docx")]
        out: PathBuf,
        /// The present text, although it is decided.
        #[arg(long)]
        draft: bool,
    },
    /// Write the answer as a mail ready to be sent, the Word document attached.
    Mail {
        case: String,
        #[arg(long, value_name = "FILE.eml")]
        out: PathBuf,
        /// The receiver's address; else it is left to be filled in.
        #[arg(long, value_name = "ADDRESS")]
        to: Option<String>,
        /// The present text, although it is decided.
        #[arg(long)]
        draft: bool,
    },
    /// Write dates for a calendar program: of one case, or of all under way and the meetings to come.
    Calendar {
        case: Option<String>,
        #[arg(long, value_name = "FILE.ics")]
        out: PathBuf,
    },
    /// Write the register over all cases as a spreadsheet or a table.
    Table {
        #[arg(long, value_name = "FILE.xlsx|FILE.csv")]
        out: PathBuf,
    },
    /// Find cases by words in them and in their files.
    Search {
        #[arg(allow_hyphen_values = true)]
        text: String,
        /// Most hits shown.
        #[arg(long, default_value_t = 50)]
        limit: u32,
    },
    /// What two did at once, and a letter registered twice.
    Conflicts { case: Option<String> },
    /// Say what holds of a conflict.
    Resolve {
        /// As `conflicts` names it.
        conflict: String,
        /// The number of the version; `both` for texts, decisions, and different letters.
        #[arg(long, value_name = "N|both")]
        keep: String,
    },
    /// Share the cases through a folder; without one, through that chosen before.
    Sync(Sync),
    /// Prove that what is shown follows from what was done.
    Check {
        /// Mend the tables that do not.
        #[arg(long)]
        repair: bool,
    },
    /// The processes known here.
    #[command(subcommand)]
    Process(Process),
    /// The organisation this workspace works for.
    #[command(subcommand)]
    Organisation(Organisation),
    /// The JSON schema of what --json prints.
    Schema { noun: String },
    /// The main job end to end on the shipped sample.
    Demo {
        #[arg(long, value_name = "DIR")]
        out: PathBuf,
    },
}

#[derive(Args)]
pub struct Print {
    /// The case; several, in the order of the agenda, with --meeting.
    #[arg(required = true)]
    pub cases: Vec<String>,
    #[arg(long, value_name = "FILE")]
    pub out: PathBuf,
    /// What kind of file.
    #[arg(long = "as", value_enum, value_name = "KIND", default_value_t)]
    pub kind: PrintKind,
    /// The present text, although it is decided.
    #[arg(long)]
    pub draft: bool,
    /// For a meeting: agenda, then each case after its proposed decision.
    #[arg(long)]
    pub meeting: bool,
    /// Whose meeting; else the joint committee's.
    #[arg(long, requires = "meeting", value_name = "BODY")]
    pub body: Option<String>,
    /// The day of the meeting; else the body's next one that is known.
    #[arg(long, requires = "meeting", value_name = "DATE")]
    pub on: Option<String>,
    /// Number of the first § of the meeting that is for these cases.
    #[arg(long, requires = "meeting", value_name = "NUMBER")]
    pub section: Option<u32>,
}

#[derive(Clone, Copy, Default, ValueEnum)]
pub enum PrintKind {
    /// PDF/A-3a and PDF/UA-1, what is printed embedded as JSON.
    #[default]
    Archive,
    /// PDF/A-2a and PDF/UA-1, without embedded files.
    ArchiveA2,
    /// With every attached PDF, JPEG and PNG after it.
    Reading,
}

#[derive(Args)]
pub struct Sync {
    /// The folder; the first use makes or joins its space.
    pub folder: Option<PathBuf>,
    /// Go on sharing until ended.
    #[arg(long)]
    pub watch: bool,
    /// Stop sharing; everything stays on this PC.
    #[arg(long, conflicts_with_all = ["watch", "folder"])]
    pub leave: bool,
    /// Put everything back into a folder that was emptied.
    #[arg(long)]
    pub rebuild: bool,
    /// Never wait for this PC again: its name, or its install.
    #[arg(long, value_name = "PC")]
    pub retire: Option<String>,
}

#[derive(Subcommand)]
pub enum Case {
    /// Register a case.
    New {
        #[arg(long)]
        process: String,
        #[arg(long)]
        title: String,
        /// HOLDER=NUMBER; may be given several times.
        #[arg(long)]
        number: Vec<String>,
        #[arg(long, value_name = "DATE")]
        received: Option<String>,
        #[arg(long, value_name = "DATE")]
        due: Option<String>,
        /// Care area.
        #[arg(long)]
        area: Option<String>,
        /// The round it arrived in: id or title.
        #[arg(long)]
        round: Option<String>,
        /// The region that applies.
        #[arg(long)]
        applicant: Option<String>,
    },
    /// Cases, nearest due date first.
    List {
        /// Most rows.
        #[arg(long, default_value_t = u32::MAX)]
        limit: u32,
    },
    /// Everything in one case.
    Show { case: String },
    /// Set a field; an empty value clears it.
    Set {
        case: String,
        field: String,
        #[arg(allow_hyphen_values = true)]
        value: String,
    },
    /// Set a registry number, HOLDER=NUMBER; an empty number removes it.
    Number { case: String, number: String },
    /// The due date against the meetings; with --due, what would move.
    Plan {
        case: String,
        #[arg(long, value_name = "DATE")]
        due: Option<String>,
    },
    /// Close with an outcome: see `process show`.
    Close {
        case: String,
        #[arg(long)]
        outcome: String,
        /// The day; else today.
        #[arg(long, value_name = "DATE")]
        on: Option<String>,
        #[arg(long)]
        note: Option<String>,
    },
    /// Open a closed case again.
    Reopen {
        case: String,
        #[arg(long)]
        note: String,
    },
    /// Join two registrations of one letter; the earlier goes on.
    Join { case: String, other: String },
    /// What was done, latest first; or the versions of a text.
    History(History),
    /// Undo what the person did last; what was done in one go is undone in one.
    Undo(Undo),
    /// Mark as deleted.
    Delete { case: String },
    /// Take the mark away.
    Restore { case: String },
}

#[derive(Subcommand)]
pub enum Step {
    /// Sign off.
    Done {
        case: String,
        step: String,
        #[arg(long)]
        by: String,
        /// Council or region, where the step is done once per each.
        #[arg(long = "for", value_name = "BODY")]
        scope: Option<String>,
        /// The day it was done; else today.
        #[arg(long, value_name = "DATE")]
        on: Option<String>,
        #[arg(long)]
        note: Option<String>,
    },
    /// Open again, with a reason.
    Reopen {
        case: String,
        step: String,
        #[arg(long)]
        by: String,
        #[arg(long = "for", value_name = "BODY")]
        scope: Option<String>,
        #[arg(long)]
        note: String,
    },
    /// Set the date or the person of a step.
    Plan {
        case: String,
        step: String,
        #[arg(long = "for", value_name = "BODY")]
        scope: Option<String>,
        #[arg(long, value_name = "DATE")]
        due: Option<String>,
        #[arg(long)]
        responsible: Option<String>,
    },
}

#[derive(Subcommand)]
pub enum Question {
    /// The questions, with stances, limits and answers.
    List { case: String },
    /// Add a question that the letter asks.
    Add {
        case: String,
        #[arg(long)]
        title: String,
        /// Most words asked for.
        #[arg(long)]
        words: Option<String>,
    },
}

#[derive(Args)]
pub struct Decide {
    pub case: String,
    /// A deciding body, or a region: see `organisation show`.
    #[arg(long)]
    pub body: String,
    /// The region takes no decision of its own.
    #[arg(long, conflicts_with_all = ["on", "section", "text", "delegated"])]
    pub none: bool,
    /// The day of the meeting.
    #[arg(long, value_name = "DATE", required_unless_present = "none")]
    pub on: Option<String>,
    /// Section of the minutes: "§ 45".
    #[arg(long, required_unless_present = "none")]
    pub section: Option<String>,
    /// The decision in words.
    #[arg(long)]
    pub text: Option<String>,
    /// Taken on delegation.
    #[arg(long)]
    pub delegated: bool,
}

#[derive(Subcommand)]
pub enum Process {
    /// Every process and version.
    List,
    /// Steps, roles, questions, themes, outcomes and notices of one.
    Show { process: String },
    /// Say what is wrong in a file, line by line.
    Check { file: PathBuf },
    /// Add a process from a file; it reaches colleagues, too.
    Add { file: PathBuf },
}

#[derive(Subcommand)]
pub enum Organisation {
    /// Those that are here, and which is used.
    List,
    /// Regions, councils, programme areas, bodies and calendars.
    Show,
    /// Enter a meeting of a body, or say that one is not held.
    Meeting {
        body: String,
        #[arg(long, value_name = "DATE")]
        on: String,
        #[arg(long, value_name = "DATE")]
        until: Option<String>,
        #[arg(long)]
        off: bool,
    },
    /// Say that every meeting of a body in a period is entered.
    Period {
        body: String,
        #[arg(long, value_name = "DATE")]
        from: String,
        #[arg(long, value_name = "DATE")]
        to: String,
    },
    /// Print and send with a logo from a file, SVG or PNG, above the name.
    Logo {
        #[arg(required_unless_present = "remove")]
        file: Option<PathBuf>,
        /// Without one from now on.
        #[arg(long, conflicts_with = "file")]
        remove: bool,
    },
    /// Say what is wrong in a file, line by line.
    Check { file: PathBuf },
    /// Use an organisation for new cases: a file, or the id of one that is here.
    Use { organisation: String },
}
