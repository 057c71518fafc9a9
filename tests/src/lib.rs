//! What the stories share: workspaces that vanish, and the command line.

pub mod acts;
pub mod folders;
#[allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a simulation that cannot prepare must stop"
)]
pub mod sim;

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;

use samsvar_core::model::{Author, CaseId, NewCase, RegistryNumber};
use samsvar_core::store::{Options, Store};

// As in the programs.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// A workspace in a folder of its own, gone when dropped.
pub struct Workspace {
    folder: tempfile::TempDir,
}

impl Default for Workspace {
    fn default() -> Self {
        Self::new()
    }
}

#[allow(clippy::expect_used, reason = "a test that cannot prepare must stop")]
impl Workspace {
    /// An empty folder.
    pub fn new() -> Self {
        Self {
            folder: tempfile::tempdir().expect("a temporary folder"),
        }
    }

    /// The folder.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// The database file.
    pub fn database(&self) -> PathBuf {
        self.path().join(samsvar_core::store::DATABASE)
    }

    /// Opens the store.
    pub fn open(&self) -> Store {
        Store::open(self.path(), Options::default()).expect("the store opens")
    }

    /// A file with these bytes beside the workspace's own.
    pub fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let folder = self.path().join("utanför");
        std::fs::create_dir_all(&folder).expect("a folder for files");
        let path = folder.join(name);
        std::fs::write(&path, bytes).expect("a file to attach");
        path
    }

    /// Runs the command line on this workspace as the person Anna.
    pub fn run(&self, arguments: &[&str]) -> Ran {
        self.run_by("Anna Test", arguments)
    }

    /// Runs the command line on this workspace as somebody.
    pub fn run_by(&self, person: &str, arguments: &[&str]) -> Ran {
        let mut command = Command::new(command_line());
        command
            .arg("--workspace")
            .arg(self.path())
            .args(["--person", person])
            .args(arguments);
        Ran::of(&mut command)
    }

    /// Shares through a folder; `None` through the one chosen before.
    pub fn share(&self, folder: Option<&Path>) -> Ran {
        let folder = folder.map(|it| it.to_string_lossy().into_owned());
        let arguments: Vec<&str> = std::iter::once("sync").chain(folder.as_deref()).collect();
        self.run(&arguments)
    }

    /// Runs a verb that must succeed and returns what it said.
    pub fn done(&self, arguments: &[&str]) -> String {
        let ran = self.run(arguments);
        assert_eq!(ran.code, 0, "{arguments:?}: {ran:?}");
        ran.out
    }

    /// Runs a verb that must succeed and returns its JSON.
    pub fn json(&self, arguments: &[&str]) -> serde_json::Value {
        let ran = self.run(&[arguments, &["--json"]].concat());
        assert_eq!(ran.code, 0, "{arguments:?}: {}", ran.err);
        serde_json::from_str(&ran.out).expect("one JSON value on standard output")
    }

    /// A case as the command line shows it.
    pub fn show(&self, case: &str) -> serde_json::Value {
        self.json(&["case", "show", case])
    }

    /// Registers the sample's remiss by the command line and returns its id.
    pub fn remiss(&self) -> String {
        let new = self.json(&[
            "case",
            "new",
            "--process",
            "remissvar",
            "--title",
            "Differences in Sex Development (DSD)",
            "--number",
            "Socialstyrelsen=29988/2022",
            "--received",
            "2023-08-07",
            "--due",
            "2023-10-13",
        ]);
        new["id"].as_str().expect("an id").to_owned()
    }
}

/// What a run of the command line said.
#[derive(Debug)]
pub struct Ran {
    /// Its exit code; -1 when a signal ended it.
    pub code: i32,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
}

impl Ran {
    /// Runs a command to its end.
    #[allow(clippy::expect_used, reason = "a test that cannot prepare must stop")]
    pub fn of(command: &mut Command) -> Self {
        let Output {
            status,
            stdout,
            stderr,
        } = command.output().expect("the command line starts");
        Self {
            code: status.code().unwrap_or(-1),
            out: String::from_utf8(stdout).expect("text"),
            err: String::from_utf8(stderr).expect("text"),
        }
    }
}

/// The built command line.
pub fn command_line() -> &'static Path {
    static BUILT: OnceLock<PathBuf> = OnceLock::new();
    BUILT.get_or_init(|| built("samsvar"))
}

/// A program of this workspace, where cargo put it beside this test.
///
/// # Panics
/// When it is not built: `cargo xtask test` builds the programs first.
#[allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot prepare must stop"
)]
pub fn built(name: &str) -> PathBuf {
    let test = std::env::current_exe().expect("a test knows where it lies");
    let folder = test.ancestors().nth(2).expect("target/debug/deps/test");
    let program = folder
        .join(name)
        .with_extension(std::env::consts::EXE_EXTENSION);
    assert!(
        program.exists(),
        "{} is not built: run cargo build --bins first",
        program.display()
    );
    program
}

/// An author.
pub fn author(name: &str) -> Author {
    Author {
        by: name.to_owned(),
        pc: format!("PC-{name}"),
    }
}

/// Registers a case with the sample's number in an open store.
#[allow(clippy::expect_used, reason = "a test that cannot prepare must stop")]
pub fn remiss_in(store: &mut Store) -> CaseId {
    let new = NewCase {
        process: "remissvar".to_owned(),
        title: "Differences in Sex Development (DSD)".to_owned(),
        numbers: vec![RegistryNumber {
            holder: "Socialstyrelsen".to_owned(),
            number: "29988/2022".to_owned(),
        }],
        due: "2023-10-13".parse().ok(),
        ..NewCase::default()
    };
    let done = store.transact(&author("Anna"), |door| door.case_new(&new));
    done.expect("a case").value
}

/// The text of the crash test after `count` key presses.
pub fn typed(count: u32) -> String {
    format!("Vi har skrivit {count} gånger – åäö.")
}
