//! What has to be written: the cases that changed are read, and files are made
//! of those whose files are not in the folder already.

use std::io::{self, ErrorKind};

use super::file::{File, folder_of, join, lies, listed};
use super::folder::{CASES, path_of};
use super::promise::GENERATOR;
use super::write::lasts;
use super::{Lying, names, register, sheet};
use crate::error::Failure;
use crate::model::{CaseSnapshot, Sha256};
use crate::store::{DueCase, Error, Made, ReadCase, Store};
use crate::sync::Fs;
use crate::sync::fs::read_whole;

/// Most bytes read of an `arende.json`.
pub(super) const LONGEST: usize = 64 << 20;

/// How many cases are read for each that may be printed: reading one takes about
/// a hundredth of the time.
const READ: usize = 50;

/// How long a case waits for changes that its folder tells of and nobody promised,
/// in milliseconds.
const AHEAD: i64 = 60 * 60 * 1000;

/// What is to be written, with its promises in the store. Kept in memory alone:
/// what is not written is planned again.
#[derive(Debug, Default)]
pub struct Planned {
    pub(super) cases: Vec<CasePlan>,
    /// The files at the top, and the state they were made from.
    pub(super) top: Option<(Vec<File>, String)>,
    /// What the folder refused already when it was looked at.
    pub(super) fault: Option<(&'static str, ErrorKind)>,
    /// Whether another call would plan more.
    pub more: bool,
    /// Whether every case was looked at that has to be written.
    pub(in crate::sync) whole: bool,
}

impl Planned {
    /// Whether there is nothing to write.
    pub fn is_empty(&self) -> bool {
        self.cases.is_empty() && self.top.is_none() && self.fault.is_none()
    }
}

/// What is to be done about one case.
#[derive(Debug)]
pub(super) struct CasePlan {
    pub(super) case: DueCase,
    pub(super) folder: Folder,
}

#[derive(Debug)]
pub(super) enum Folder {
    /// It holds these files.
    Holds(Vec<File>),
    /// A colleague's program wrote it, as it is now or as a newer program does.
    Stands,
    /// It holds no generated file: the case is deleted or secret. A folder that
    /// everybody on the share can open would tell the title of a secret case in
    /// every file, so nothing but its inbox is left.
    Bare,
    /// It is another case's still, which is to have another one.
    Taken,
}

/// What a case does whose folder is another's still, perhaps while that one waits
/// for hers: it leaves its own, and has one by its id until the name is free.
fn step_aside(mut case: DueCase) -> CasePlan {
    case.target = format!("{} ({})", case.target, &case.id.to_string()[..8]);
    // Not the folder it is to have, so it is planned again.
    case.mark = String::new();
    CasePlan {
        case,
        folder: Folder::Bare,
    }
}

/// Reads what changed since the last call and makes the files of at most `most`
/// cases. To be called when every segment that can be read was read: a register
/// over half of the cases is nobody's.
///
/// # Errors
/// When the store cannot be read. A case that cannot be made waits, and the
/// others go on.
pub fn plan(store: &Store, fs: &dyn Fs, most: usize) -> Result<Planned, Error> {
    let now = store.now();
    let slice = most.saturating_mul(READ);
    let unread = store.readable_unread(GENERATOR, slice)?;
    let whole = unread.len() < slice;
    let mut read = Vec::new();
    for (id, state) in unread {
        // One case that cannot be read must not stop the others.
        let Ok(case) = store.case(id) else { continue };
        let name = names::name(&case);
        read.push(ReadCase {
            id,
            read: state,
            line: register::line(&case)?,
            name_key: names::key(&name),
            name,
        });
    }
    store.readable_read(&read)?;
    if !whole {
        let more = !read.is_empty();
        return Ok(Planned {
            more,
            ..Planned::default()
        });
    }
    if !read.is_empty() {
        store.readable_named()?;
    }
    let due = store.readable_due(most)?;
    let mut planned = Planned {
        more: due.len() == most,
        whole: due.len() < most,
        ..Planned::default()
    };
    for case in due {
        let id = case.id;
        match folder(store, fs, &case)? {
            Ok(Some(Folder::Taken)) => planned.cases.push(step_aside(case)),
            Ok(Some(folder)) => planned.cases.push(CasePlan { case, folder }),
            Ok(None) => store.readable_tried(id, now)?,
            Err(error) => {
                let kind = error.kind();
                planned.fault = planned.fault.or(lasts(kind).then_some((CASES, kind)));
                store.readable_tried(id, now)?;
            }
        }
    }
    // Where every case waits for something, another call plans nothing.
    planned.more &= !planned.cases.is_empty();
    planned.top = register::due(store)?;
    store.promise(&promises(&planned))?;
    Ok(planned)
}

fn promises(planned: &Planned) -> Vec<Made> {
    let of_cases = planned.cases.iter().filter_map(|it| match &it.folder {
        Folder::Holds(files) => Some(files),
        Folder::Stands | Folder::Bare | Folder::Taken => None,
    });
    let top = planned.top.as_ref().map(|(files, _)| files);
    let files = of_cases.chain(top).flatten();
    files.map(|it| it.made(GENERATOR)).collect()
}

/// What a case's folder is to hold. `None`: not now.
fn folder(store: &Store, fs: &dyn Fs, due: &DueCase) -> Result<io::Result<Option<Folder>>, Error> {
    let case = store.case(due.id)?;
    if due.target.is_empty() || case.is_secret() {
        return Ok(Ok(Some(Folder::Bare)));
    }
    let heads = store.case_heads(due.id)?;
    match lying(store, fs, due, &case, &heads)? {
        Ok(Lies::Older) => {}
        Ok(Lies::Current) => return Ok(Ok(Some(Folder::Stands))),
        Ok(Lies::Ahead) => return Ok(Ok(None)),
        Ok(Lies::Anothers) => return Ok(Ok(Some(Folder::Taken))),
        Err(error) => return Ok(Err(error)),
    }
    match sheet::files(store, case, heads, &due.target) {
        Ok(files) => Ok(Ok(Some(Folder::Holds(files)))),
        // Bytes that have not arrived yet, or a packet that cannot be printed.
        Err(Error::Failed(Failure::BlobMissing { .. } | Failure::Packet { .. })) => Ok(Ok(None)),
        Err(error) => Err(error),
    }
}

/// What a case's folder tells.
enum Lies {
    /// Nothing, or something older, or somebody altered it.
    Older,
    /// This case as it is here, or as a newer program tells it.
    Current,
    /// More than this PC knows, or a case that it does not know.
    Ahead,
    /// Another case that has not moved yet.
    Anothers,
}

fn lying(
    store: &Store,
    fs: &dyn Fs,
    due: &DueCase,
    case: &CaseSnapshot,
    heads: &[String],
) -> Result<io::Result<Lies>, Error> {
    let folder = path_of(&due.target);
    let path = join(&folder, sheet::CASE);
    let bytes = match read_whole(fs, &path, LONGEST) {
        Ok(bytes) => bytes,
        Err(error) => match error.kind() {
            ErrorKind::NotFound | ErrorKind::FileTooLarge => return Ok(Ok(Lies::Older)),
            _ => return Ok(Err(error)),
        },
    };
    let Some(lying) = Lying::read(&bytes) else {
        return Ok(Ok(Lies::Older));
    };
    let sha256 = Sha256::of(&bytes);
    let promised = store.promised(&path, &sha256)?;
    if lying.id != due.id {
        let own = store.readable_folder(&lying.id.to_string())?;
        return Ok(Ok(match own {
            _ if promised.is_none() => Lies::Older,
            // Once it has arrived, both are told apart by their ids.
            None => Lies::Ahead,
            Some(folder) if folder == due.target => Lies::Anothers,
            // It has moved, and this was left behind.
            Some(_) => Lies::Older,
        }));
    }
    if !store.knows_heads(due.id, &lying.generated.heads)? {
        let now = store.now();
        let since = match promised {
            Some(_) => now,
            None => store.stranger(&path, &sha256, now)?,
        };
        let waits = now.as_millis() - since.as_millis() < AHEAD;
        return Ok(Ok(if waits { Lies::Ahead } else { Lies::Older }));
    }
    match promised {
        Some((version, _)) if version > GENERATOR => Ok(Ok(Lies::Current)),
        Some(_) if lying.generated.heads == heads && lying.tells(case) => stand(
            store,
            fs,
            &folder,
            &lying,
            &path,
            sha256,
            bytes.len() as u64,
        ),
        _ => Ok(Ok(Lies::Older)),
    }
}

/// Whether the files that a folder tells of lie there. Their bytes are read only
/// where they lie otherwise than when they were last known.
fn stand(
    store: &Store,
    fs: &dyn Fs,
    folder: &str,
    lying: &Lying,
    path: &str,
    sha256: Sha256,
    size: u64,
) -> Result<io::Result<Lies>, Error> {
    let own = File {
        path: path.to_owned(),
        size,
        sha256,
        bytes: super::file::Bytes::Here(Vec::new()),
    };
    let others = lying.generated.files.iter().map(|it| File {
        path: join(folder, &it.path),
        size: it.size,
        sha256: it.sha256.clone(),
        bytes: super::file::Bytes::Here(Vec::new()),
    });
    let mut known: Option<(String, Vec<crate::sync::Entry>)> = None;
    for file in others.chain([own]) {
        let within = folder_of(&file.path).to_owned();
        if known.as_ref().is_none_or(|it| it.0 != within) {
            match listed(fs, &within) {
                Ok(entries) => known = Some((within, entries)),
                Err(error) => return Ok(Err(error)),
            }
        }
        let name = file.path.rsplit('/').next().unwrap_or_default();
        let entries = known.iter().flat_map(|it| &it.1);
        let Some(entry) = entries.into_iter().find(|it| it.name == name) else {
            return Ok(Ok(Lies::Older));
        };
        let stamped = store.stamp(&file.path)?.is_some();
        if entry.size != file.size || stamped && !lies(store, &file, entry)? {
            return Ok(Ok(Lies::Older));
        }
    }
    Ok(Ok(Lies::Current))
}
