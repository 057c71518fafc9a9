//! Who runs the verb, on which store, and how answers are given.

use std::path::PathBuf;

use samsvar_core::model::{Author, CaseId, Refusal, Warning};
use samsvar_core::store::{Done, Error, Options, Store, default_workspace};
use samsvar_core::text::{Language, tell, word};
use serde::Serialize;

use crate::arguments::Arguments;

/// What the options before or after the verb said.
pub struct Context {
    workspace: PathBuf,
    person: Option<String>,
    json: bool,
    pub language: Language,
}

/// An open store and the case a verb is about.
pub struct AtCase {
    pub store: Store,
    pub author: Author,
    pub id: CaseId,
}

impl Context {
    pub fn new(arguments: &Arguments) -> Self {
        let workspace = arguments.workspace.clone();
        let language = arguments.language.as_deref().unwrap_or_default();
        Self {
            workspace: workspace.unwrap_or_else(default_workspace),
            person: arguments.person.clone(),
            json: arguments.json,
            language: Language::parse(language),
        }
    }

    /// Whether a program reads what is said.
    pub fn is_json(&self) -> bool {
        self.json
    }

    /// The person that was named.
    pub fn person(&self) -> Option<String> {
        self.person.clone()
    }

    /// The folder of the workspace.
    pub fn workspace(&self) -> &std::path::Path {
        &self.workspace
    }

    /// The store of the workspace.
    pub fn store(&self) -> Result<Store, Error> {
        let options = Options {
            language: Some(self.language),
            ..Options::default()
        };
        Store::open(&self.workspace, options)
    }

    /// The store and the person who does something in it.
    pub fn acting(&self) -> Result<(Store, Author), Error> {
        let mut store = self.store()?;
        let known = store.person()?.map(|person| person.name);
        let name = self.person.clone().or(known);
        let name = name.ok_or(Refusal::PersonMissing {})?;
        let author = store.author_named(&name)?;
        Ok((store, author))
    }

    /// The store, the person and the case that a verb changes.
    pub fn at(&self, case: &str) -> Result<AtCase, Error> {
        // The case is looked for first: a wrong one must not leave a new person.
        let id = self.store()?.case_id(case)?;
        let (store, author) = self.acting()?;
        Ok(AtCase { store, author, id })
    }

    /// Prints the answer: as JSON, or told in words.
    pub fn answer<T: Serialize>(&self, value: &T, words: impl FnOnce(Language) -> String) {
        if self.json {
            match serde_json::to_string_pretty(value) {
                Ok(json) => say(&json),
                Err(error) => eprintln!("{error}"),
            }
        } else {
            say(words(self.language).trim_end());
        }
    }

    /// Prints what a change returned and its warnings.
    pub fn done<T>(&self, done: Done<T>) -> T {
        self.warn(&done.warnings);
        done.value
    }

    /// Prints "done" for a verb with nothing else to say.
    pub fn finished(&self, done: Done<()>) {
        self.done(done);
        self.answer(&serde_json::json!({ "done": true }), |language| {
            word(language, "cli.done", &[])
        });
    }

    pub fn warn(&self, warnings: &[Warning]) {
        for warning in warnings {
            eprintln!("{}", tell(self.language, "warning", warning));
        }
    }

    /// Prints an error's one sentence; for a file, one for each of its faults.
    pub fn complain(&self, family: &str, error: &Error) {
        if let Error::Refused(Refusal::DefinitionFaulty { faults }) = error {
            for fault in faults {
                eprintln!("{}", tell(self.language, "definition", fault));
            }
            return;
        }
        let family = match error {
            Error::Refused(_) => family,
            Error::Failed(_) => "error",
        };
        eprintln!("{}", tell(self.language, family, error));
    }
}

/// Prints to standard output; a reader that went away is no error.
fn say(text: &str) {
    use std::io::Write;
    let _ = writeln!(std::io::stdout(), "{text}");
}
