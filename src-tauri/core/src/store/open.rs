//! Opening a workspace: look, refuse what is newer or damaged, back up, migrate.

use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};

use super::{Backup, Chance, Clock, DATABASE, Error, Failure, Store, random_bytes};
use crate::model::Moment;
use crate::text::Language;

/// One step from a schema version to the next.
pub struct Migration {
    /// The version it leads to, from 1.
    pub version: i64,
    /// The statements, run in one transaction.
    pub sql: &'static str,
    /// Whether projections were dropped and are made anew in that transaction.
    pub projects: bool,
}

/// Every migration, in order.
const MIGRATIONS: &[Migration] = &[
    Migration {
        version: 1,
        sql: include_str!("../../migrations/0001_spine.sql"),
        projects: false,
    },
    Migration {
        version: 2,
        sql: concat!(
            include_str!("../../migrations/0002_parts.sql"),
            include_str!("../../migrations/0002_search.sql"),
        ),
        // Made anew by the last, which today's projections need.
        projects: false,
    },
    Migration {
        version: 3,
        sql: concat!(
            include_str!("../../migrations/0003_sync.sql"),
            include_str!("../../migrations/0003_readable.sql"),
        ),
        projects: false,
    },
    Migration {
        version: 4,
        sql: include_str!("../../migrations/0004_growth.sql"),
        projects: false,
    },
    Migration {
        version: 5,
        sql: include_str!("../../migrations/0005_whole.sql"),
        projects: true,
    },
];

/// How a workspace is opened. The default is what the product uses.
pub struct Options {
    /// Tells the time.
    pub clock: Clock,
    /// Gives chance, first for who writes: never the same twice.
    pub chance: Chance,
    /// The language of what is told, where it is not the one chosen on this PC.
    pub language: Option<Language>,
    /// How long to wait for another program's transaction.
    pub busy: Duration,
    /// The migrations this program knows, in order.
    pub migrations: &'static [Migration],
    /// Most pages of the database file: a full disk, for tests.
    pub max_pages: Option<u32>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            clock: Box::new(|| Moment::from_millis(jiff::Timestamp::now().as_millisecond())),
            chance: Box::new(random_bytes),
            language: None,
            busy: Duration::from_secs(5),
            migrations: MIGRATIONS,
            max_pages: None,
        }
    }
}

/// The user's own data folder, where the store lies when no other is named.
pub fn default_workspace() -> PathBuf {
    dirs::data_local_dir()
        .unwrap_or_else(|| PathBuf::from("."))
        .join("Samsvar")
}

impl Store {
    /// Opens the workspace in `folder`, making it when it is not there.
    ///
    /// # Errors
    /// [`Failure::WorkspaceCarried`], [`Failure::WorkspaceRemote`] and [`Failure::StoreNewer`] before anything is written,
    /// [`Failure::StoreDamaged`], [`Failure::StoreBusy`],
    /// [`Failure::StoreReadOnly`], [`Failure::DiskFull`].
    pub fn open(folder: &Path, options: Options) -> Result<Self, Error> {
        if let Some(failure) = super::carried::carried(folder) {
            return Err(Error::Failed(failure));
        }
        std::fs::create_dir_all(folder).map_err(|error| Error::io(folder, &error))?;
        let path = folder.join(DATABASE);
        let connection = connect(&path, &options).map_err(|error| located(error, &path))?;
        let mut store = Self {
            connection,
            workspace: folder.to_owned(),
            clock: options.clock,
            actor: automerge::ActorId::from((options.chance)()),
            chance: options.chance,
            language: options.language,
            pc: hostname::get()
                .map(|name| name.to_string_lossy().into_owned())
                .unwrap_or_default(),
            files_seen: None,
            unpacked: None,
        };
        store.blobs().sweep();
        store.seed().map_err(|error| located(error, &path))?;
        store.fill_search().map_err(|error| located(error, &path))?;
        Ok(store)
    }
}

/// Puts the path into an error that SQLite reports without one.
fn located(error: Error, path: &Path) -> Error {
    let place = path.display().to_string();
    match error {
        Error::Failed(Failure::StoreDamaged { fault, .. }) => {
            Error::Failed(Failure::StoreDamaged { path: place, fault })
        }
        Error::Failed(Failure::StoreReadOnly { .. }) => {
            Error::Failed(Failure::StoreReadOnly { path: place })
        }
        other => other,
    }
}

fn connect(path: &Path, options: &Options) -> Result<Connection, Error> {
    let known = options.migrations.last().map_or(0, |last| last.version);
    if path.is_dir() {
        return Err(Error::Failed(Failure::StoreDamaged {
            path: path.display().to_string(),
            fault: "a folder".to_owned(),
        }));
    }
    if path.exists() {
        // Look through a read-only connection first: a newer store is refused
        // before a byte of it, or of its journal, is touched.
        let look = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
        look.busy_timeout(options.busy)?;
        let found = version_of(&look)?;
        if found > known {
            return Err(Error::Failed(Failure::StoreNewer { found, known }));
        }
    }
    if !path.exists() {
        make(path, options)?;
    }
    opened(path, options)
}

/// Makes a new database beside its place and moves it there whole: programs that
/// make one workspace in the same instant would roll back each other's first
/// write.
fn make(path: &Path, options: &Options) -> Result<(), Error> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let io = |error: &std::io::Error| Error::io(path, error);
    let aside = tempfile::tempdir_in(folder).map_err(|error| io(&error))?;
    let new = aside.path().join(DATABASE);
    opened(&new, options)?.close().map_err(|(_, error)| error)?;
    match std::fs::hard_link(&new, path) {
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => Ok(()),
        // A file system without links.
        Err(_) if !path.exists() => std::fs::rename(&new, path).map_err(|error| io(&error)),
        _ => Ok(()),
    }
}

fn opened(path: &Path, options: &Options) -> Result<Connection, Error> {
    let mut connection = Connection::open(path)?;
    connection.busy_timeout(options.busy)?;
    connection.set_prepared_statement_cache_capacity(64);
    // Without this SQLite prepares a kept statement anew for every parameter.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    // 16 MB of journal before it is folded in: taking in thousands of cases waits
    // for the disk a fourth as often, and nothing is less safe.
    connection.pragma_update(None, "wal_autocheckpoint", 4000)?;
    connection.pragma_update(None, "foreign_keys", true)?;
    if let Some(pages) = options.max_pages {
        connection.query_row(&format!("PRAGMA max_page_count = {pages}"), [], |_| Ok(()))?;
    }
    migrate(&mut connection, path, options.migrations)?;
    Ok(connection)
}

fn version_of(connection: &Connection) -> Result<i64, Error> {
    let version = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    Ok(version)
}

fn migrate(
    connection: &mut Connection,
    path: &Path,
    migrations: &[Migration],
) -> Result<(), Error> {
    for migration in migrations {
        let found = version_of(connection)?;
        if found >= migration.version {
            continue;
        }
        // A store that holds something is backed up, and the backup opened and
        // checked, before the schema is touched.
        if found > 0 {
            let name = format!("before-version-{}.db", migration.version);
            let folder = path.parent().unwrap_or(Path::new(".")).join("backups");
            Backup::of(connection, &folder.join(name))?;
        }
        let transaction =
            connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
        // Another program may have migrated while we waited for the lock.
        if version_of(&transaction)? < migration.version {
            transaction.execute_batch(migration.sql)?;
            if migration.projects {
                super::project::everything(&transaction)?;
            }
            transaction.pragma_update(None, "user_version", migration.version)?;
            transaction.commit()?;
        }
    }
    Ok(())
}
