//! Choosing the folder: what is looked at before anything is written, and the
//! making or joining of a space.

use std::path::Path;

use schemars::JsonSchema;
use serde::Serialize;
use ts_rs::TS;

use super::disk::Disk;
use super::format::{Format, Found};
use super::fs::{Fs, temporary, write_whole};
use super::look::Look;
use super::state::{Colleague, colleagues};
use super::{apply, refused};
use crate::error::{Error, Failure};
use crate::model::{Refusal, Warning};
use crate::store::{Space, Store};

/// Longest path of a shared folder, in characters. Windows ends at 260, and the
/// longest name under the folder while it is written has 115.
const LONGEST: usize = 140;

/// Room that should be left beside the files that are to be shared: 200 MB.
const SPARE: u64 = 200 << 20;

/// A folder that was looked at, before or after it was chosen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS, JsonSchema)]
#[ts(export)]
pub struct Chosen {
    /// Its whole path.
    pub folder: String,
    /// True when a new space is made in it; false when one is joined.
    pub new: bool,
    /// Who shares it already.
    pub colleagues: Vec<Colleague>,
    /// Free room in bytes, where that can be told.
    #[ts(type = "number | null")]
    pub room: Option<u64>,
    /// What may be wrong with it.
    pub warnings: Vec<Warning>,
}

/// Looks a folder over: nothing is kept. A test file is written and removed.
///
/// # Errors
/// [`Refusal::FolderMissing`], [`Refusal::FolderIsFile`],
/// [`Refusal::FolderIsWorkspace`], [`Refusal::FolderPathLong`],
/// [`Refusal::SpaceOther`], or a [`Failure`] of the folder.
pub fn look_over(store: &Store, folder: &Path) -> Result<Chosen, Error> {
    Ok(examined(store, folder)?.0)
}

/// Chooses a folder: joins the space in it, or makes one. Everything that is
/// here will be shared, and everything that is there will come here.
///
/// # Errors
/// As [`look_over`].
pub fn choose(store: &mut Store, folder: &Path) -> Result<Chosen, Error> {
    let (chosen, format, fs) = examined(store, folder)?;
    let install = store.install()?;
    let format = match format {
        Some(format) => format,
        None => {
            let format = Format::new(Store::new_part().to_string());
            let made = apply::begin(&fs, &install, &format);
            made.map_err(|error| Error::Failed(refused(&chosen.folder, &error)))?;
            format
        }
    };
    store.space_join(&Space {
        id: format.space,
        folder: chosen.folder.clone(),
    })?;
    Ok(chosen)
}

/// Puts everything that is kept here back into a folder that was emptied. An
/// explicit act: a folder that looks empty may be one that is not connected.
///
/// # Errors
/// [`Refusal::SpaceMissing`], [`Failure::FolderOther`], or what the folder says.
pub fn rebuild(store: &mut Store, fs: &dyn Fs) -> Result<(), Error> {
    let space = store.space()?.ok_or(Refusal::SpaceMissing {})?;
    let refuse = |error: &std::io::Error| Error::Failed(refused(&space.folder, error));
    match Format::find(fs).map_err(|error| refuse(&error))? {
        Found::Here(format) if format.space != space.id => {
            return Err(Error::Failed(Failure::FolderOther { path: space.folder }));
        }
        Found::Here(_) => {}
        Found::Missing | Found::Damaged => {
            let format = Format::new(space.id.clone());
            let begun = apply::begin(fs, &store.install()?, &format);
            begun.map_err(|error| refuse(&error))?;
        }
    }
    store.segments_wait()
}

/// Leaves the space: everything stays here, and nobody waits for this PC any more,
/// where the folder can be reached.
///
/// # Errors
/// [`Refusal::SpaceMissing`], or what the disk says.
pub fn leave(store: &mut Store) -> Result<(), Error> {
    let space = store.space()?.ok_or(Refusal::SpaceMissing {})?;
    let fs = Disk::new(Path::new(&space.folder));
    let own = matches!(Format::find(&fs), Ok(Found::Here(format)) if format.space == space.id);
    if own {
        // A folder that is away keeps it, and somebody retires this PC there.
        let _ = fs.remove(&super::ack::Ack::path(&store.install()?));
    }
    store.space_leave()
}

/// Says that a PC will not come back: packing does not wait for it any more. Its
/// segments stay and go on being read.
///
/// # Errors
/// [`Refusal::InstallUnknown`] when no PC or more than one is called that, with the
/// install of each, or what the folder says.
pub fn retire(store: &Store, fs: &dyn Fs, named: &str) -> Result<(), Error> {
    let space = store.space()?.ok_or(Refusal::SpaceMissing {})?;
    let others = colleagues(store, fs)?.into_iter().filter(|it| !it.here);
    let others: Vec<_> = others.collect();
    let mut found = others
        .iter()
        .filter(|it| it.install == named || it.pc == named);
    let (Some(one), None) = (found.next(), found.next()) else {
        let valid = others
            .iter()
            .map(|it| format!("{} ({})", it.install, it.pc));
        return Err(Refusal::InstallUnknown {
            install: named.to_owned(),
            valid: valid.collect::<Vec<_>>().join(", "),
        }
        .into());
    };
    let path = format!("{}/{}.json", super::ack::RETIRED, one.install);
    let written = write_whole(fs, &store.install()?, &path, b"{}");
    written.map_err(|error| Error::Failed(refused(&space.folder, &error)))
}

fn examined(store: &Store, folder: &Path) -> Result<(Chosen, Option<Format>, Disk), Error> {
    let shown = folder.display().to_string();
    if !folder.exists() {
        return Err(Refusal::FolderMissing { path: shown }.into());
    }
    if !folder.is_dir() {
        return Err(Refusal::FolderIsFile { path: shown }.into());
    }
    let whole = whole_path(folder).map_err(|error| Error::Failed(refused(&shown, &error)))?;
    let workspace = whole_path(store.workspace());
    let workspace = workspace.map_err(|error| Error::io(store.workspace(), &error))?;
    let path = whole.display().to_string();
    if whole.starts_with(&workspace) || workspace.starts_with(&whole) {
        return Err(Refusal::FolderIsWorkspace { path }.into());
    }
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let length = path.chars().count();
    if length > LONGEST {
        let (length, most) = (count(length), count(LONGEST));
        return Err(Refusal::FolderPathLong { path, length, most }.into());
    }
    let fs = Disk::new(&whole);
    let refuse = |error: &std::io::Error| Error::Failed(refused(&path, error));
    let look = Look::at(&fs).map_err(|error| refuse(&error))?;
    let format = match &look.format {
        Found::Here(format) if !format.is_readable() => {
            return Err(Error::Failed(Failure::FolderNewer {
                found: format.lowest_reader,
                known: super::segment::FORMAT,
            }));
        }
        Found::Here(format) => Some(format.clone()),
        Found::Missing if look.segments.is_empty() => None,
        Found::Missing | Found::Damaged => {
            return Err(Error::Failed(Failure::FolderDamaged { path }));
        }
    };
    if let Some(space) = store.space()?
        && format.as_ref().is_none_or(|it| it.space != space.id)
    {
        return Err(match format {
            None if space.folder == path => Error::Failed(Failure::FolderEmptied { path }),
            _ => Refusal::SpaceOther {
                folder: space.folder,
            }
            .into(),
        });
    }
    if format.as_ref().is_none_or(Format::is_writable) {
        test_write(&fs, &store.install()?).map_err(|error| refuse(&error))?;
    }
    let room = fs4::available_space(&whole).ok();
    let needed = store.files_size()? + SPARE;
    let mut warnings = Vec::new();
    if let Some(free) = room.filter(|free| *free < needed) {
        let megabytes = |bytes: u64| u32::try_from(bytes >> 20).unwrap_or(u32::MAX);
        warnings.push(Warning::FolderLittleRoom {
            free: megabytes(free),
            needed: megabytes(needed),
        });
    }
    let chosen = Chosen {
        folder: path,
        new: format.is_none(),
        colleagues: colleagues(store, &fs)?,
        room,
        warnings,
    };
    Ok((chosen, format, fs))
}

/// The whole path, without what Windows puts before it for programs.
fn whole_path(path: &Path) -> std::io::Result<std::path::PathBuf> {
    let whole = path.canonicalize()?;
    let text = whole.to_string_lossy();
    Ok(match text.strip_prefix(r"\\?\UNC\") {
        Some(share) => format!(r"\\{share}").into(),
        None => text.strip_prefix(r"\\?\").unwrap_or(&text).into(),
    })
}

/// Writes, reads back and removes a small file, in the folder itself: one that is
/// not chosen after all is left as it was.
fn test_write(fs: &dyn Fs, install: &str) -> std::io::Result<()> {
    let path = temporary("samsvar", install);
    write_whole(fs, install, &path, b"samsvar")?;
    fs.remove(&path)
}
