//! One generated file put into the folder.

use std::io::{self, ErrorKind, Read};

use sha2::Digest;

use super::names::composed;
use super::promise::{Deed, Found, deed};
use crate::documents::{Blobs, numbered};
use crate::model::{Moment, Sha256};
use crate::store::{Error, Made, Stamp, Store};
use crate::sync::Fs;
use crate::sync::fs::{Entry, STEP, temporary};
use crate::text::{Language, word};
use crate::wording::day_of;

/// A generated file as it is to lie in the folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct File {
    /// Under the shared folder.
    pub(super) path: String,
    pub(super) size: u64,
    pub(super) sha256: Sha256,
    pub(super) bytes: Bytes,
}

/// Where its bytes are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Bytes {
    /// Made just now.
    Here(Vec<u8>),
    /// Kept under their hash, as a file with this name.
    Kept(String),
}

/// Where a person's version of a generated file goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Aside<'a> {
    /// Into a folder, told by the day it was written.
    Inbox(&'a str),
    /// Beside it.
    Beside,
}

/// What became of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Placed {
    /// It lies there.
    There,
    /// A newer program's lies there.
    Left,
    /// Not yet.
    Waits,
}

impl File {
    pub(super) fn here(path: String, bytes: Vec<u8>) -> Self {
        Self {
            path,
            size: bytes.len() as u64,
            sha256: Sha256::of(&bytes),
            bytes: Bytes::Here(bytes),
        }
    }

    pub(super) fn made(&self, version: u32) -> Made {
        Made {
            path: self.path.clone(),
            sha256: self.sha256.clone(),
            version,
        }
    }

    /// Writes the file under a temporary name, reads it back, and gives it its
    /// name when nothing else came there meanwhile.
    fn write(
        &self,
        fs: &dyn Fs,
        blobs: &Blobs,
        install: &str,
        before: Option<&Entry>,
    ) -> io::Result<()> {
        let temporary = temporary(&self.path, install);
        let mut source: Box<dyn Read + '_> = match &self.bytes {
            Bytes::Here(bytes) => Box::new(bytes.as_slice()),
            Bytes::Kept(name) => {
                let kept = blobs.open(&self.sha256, name);
                Box::new(kept.map_err(|_| io::Error::from(ErrorKind::InvalidData))?)
            }
        };
        let mut at = 0;
        loop {
            let mut step = Vec::new();
            source.by_ref().take(STEP as u64).read_to_end(&mut step)?;
            // An empty file is made by appending nothing.
            if step.is_empty() && at > 0 {
                break;
            }
            fs.append(&temporary, at, &step)?;
            at += step.len() as u64;
            if step.len() < STEP {
                break;
            }
        }
        fs.settle(&temporary)?;
        if hash_of(fs, &temporary)?.0 != self.sha256 {
            return Err(ErrorKind::InvalidData.into());
        }
        // Somebody may have saved hers while ours was written.
        let name = self.path.rsplit('/').next().unwrap_or_default();
        let now = listed(fs, folder_of(&self.path))?
            .into_iter()
            .find(|it| it.name == name);
        match (before, now) {
            (Some(before), Some(now)) if *before == now => {
                fs.rename(&temporary, &self.path).map_err(held)
            }
            (None, None) => match fs.rename_new(&temporary, &self.path) {
                // A colleague's program was first, with the same bytes or others
                // that the next look tells.
                Err(error) if error.kind() == ErrorKind::AlreadyExists => fs.remove(&temporary),
                other => other,
            },
            _ => {
                fs.remove(&temporary)?;
                Err(ErrorKind::ResourceBusy.into())
            }
        }
    }
}

/// Puts a file into the folder, where `entries` lies in its folder. Nothing a
/// person wrote is replaced; `aside` says where it goes.
///
/// # Errors
/// Of the store outside, of the folder inside: a folder of that name is one.
pub(super) fn place(
    store: &Store,
    fs: &dyn Fs,
    install: &str,
    file: &File,
    entries: &[Entry],
    aside: Aside<'_>,
    now: Moment,
) -> Result<io::Result<Placed>, Error> {
    let name = file.path.rsplit('/').next().unwrap_or_default();
    if entries.iter().any(|it| it.name == name && it.folder) {
        return Ok(Err(ErrorKind::IsADirectory.into()));
    }
    let entry = entries.iter().find(|it| it.name == name);
    let mut found = None;
    if let Some(entry) = entry {
        if lies(store, file, entry)? {
            return Ok(Ok(Placed::There));
        }
        let (sha256, size) = match hash_of(fs, &file.path) {
            Ok(it) => it,
            Err(error) => return Ok(Err(error)),
        };
        if size != entry.size {
            return Ok(Ok(Placed::Waits));
        }
        let promised = store.promised(&file.path, &sha256)?.map(|it| it.0);
        let known = promised.is_some() || sha256 == file.sha256;
        let since = match known {
            true => now,
            false => store.stranger(&file.path, &sha256, now)?,
        };
        found = Some(Found {
            sha256,
            promised,
            since,
        });
    }
    let mut before = entry;
    match deed(found.as_ref(), &file.sha256, now) {
        Deed::Keep => {
            if let Some(entry) = entry {
                stamp(store, file, entry)?;
            }
            return Ok(Ok(Placed::There));
        }
        Deed::Leave => return Ok(Ok(Placed::Left)),
        Deed::Wait => return Ok(Ok(Placed::Waits)),
        Deed::PutAside => {
            if let Some(entry) = entry
                && let Err(error) = put_aside(fs, &file.path, entry, aside, now)
            {
                return Ok(Err(error));
            }
            store.stranger_gone(&file.path)?;
            before = None;
        }
        Deed::Write => {}
    }
    if let Err(error) = file.write(fs, &store.blobs(), install, before) {
        return Ok(Err(error));
    }
    let after = listed(fs, folder_of(&file.path)).unwrap_or_default();
    if let Some(entry) = after.iter().find(|it| it.name == name) {
        stamp(store, file, entry)?;
    }
    Ok(Ok(Placed::There))
}

/// Whether the file lies as it did when its bytes were last known.
pub(super) fn lies(store: &Store, file: &File, entry: &Entry) -> Result<bool, Error> {
    let stamp = store.stamp(&file.path)?;
    Ok(stamp.is_some_and(|it| {
        it.sha256 == file.sha256 && (it.size, it.modified) == (entry.size, entry.modified)
    }))
}

fn stamp(store: &Store, file: &File, entry: &Entry) -> Result<(), Error> {
    let stamp = Stamp {
        sha256: file.sha256.clone(),
        size: entry.size,
        modified: entry.modified,
    };
    // Other bytes came there meanwhile: the next look tells.
    let same = entry.size == file.size;
    store.stamp_set(&file.path, same.then_some(&stamp))
}

/// Moves a person's version of a generated file to where it is seen.
fn put_aside(
    fs: &dyn Fs,
    path: &str,
    entry: &Entry,
    aside: Aside<'_>,
    now: Moment,
) -> io::Result<()> {
    let written = match entry.modified {
        0 => now,
        it => Moment::from_millis(it),
    };
    let day = day_of(written).to_string();
    let (folder, key) = match aside {
        Aside::Inbox(folder) => (folder, "readable.altered"),
        Aside::Beside => (folder_of(path), "readable.altered_by_somebody"),
    };
    let (stem, ending) = match entry.name.rsplit_once('.') {
        Some((stem, ending)) => (stem, format!(".{ending}")),
        None => (entry.name.as_str(), String::new()),
    };
    let stem = word(Language::Sv, key, &[("name", stem), ("day", &day)]);
    move_new(fs, path, &join(folder, &format!("{stem}{ending}"))).map(|_| ())
}

/// Gives a file a name that nothing has: `to`, or `to (2)` and so on. Returns the
/// name; `None` when the file is not there any more.
pub(in crate::sync) fn move_new(fs: &dyn Fs, from: &str, to: &str) -> io::Result<Option<String>> {
    let (folder, name) = to.rsplit_once('/').unwrap_or(("", to));
    for count in 1.. {
        let to = join(folder, &numbered(name, count));
        match fs.rename_new(from, &to) {
            Ok(()) => return Ok(Some(to)),
            Err(error) if error.kind() == ErrorKind::AlreadyExists && count < 10_000 => {}
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error),
        }
    }
    Ok(None)
}

/// Removes a file when its bytes are what somebody's program promised there:
/// never what a person put there. True when nothing lies there now.
///
/// # Errors
/// Of the store outside, of the folder inside.
pub(super) fn withdraw(store: &Store, fs: &dyn Fs, path: &str) -> Result<io::Result<bool>, Error> {
    let sha256 = match hash_of(fs, path) {
        Ok((sha256, _)) => sha256,
        Err(error) if error.kind() == ErrorKind::NotFound => {
            store.stamp_set(path, None)?;
            return Ok(Ok(true));
        }
        Err(error) => return Ok(Err(error)),
    };
    if store.promised(path, &sha256)?.is_none() {
        return Ok(Ok(false));
    }
    store.stamp_set(path, None)?;
    let removed = fs.remove(path).map(|()| true);
    Ok(removed.map_err(held))
}

/// On Windows what somebody has open looks like what nobody may write.
fn held(error: io::Error) -> io::Error {
    match error.kind() {
        ErrorKind::PermissionDenied if cfg!(windows) => ErrorKind::ResourceBusy.into(),
        _ => error,
    }
}

/// The hash and length of a file, read in steps.
pub(in crate::sync) fn hash_of(fs: &dyn Fs, path: &str) -> io::Result<(Sha256, u64)> {
    let mut hasher = sha2::Sha256::new();
    let mut at = 0_u64;
    loop {
        let step = fs.read(path, at, STEP)?;
        hasher.update(&step);
        at += step.len() as u64;
        if step.len() < STEP {
            return Ok((Sha256::from_digest(&hasher.finalize()), at));
        }
    }
}

/// What lies in a folder, its names with each letter as one sign; nothing when
/// the folder is not there.
pub(in crate::sync) fn listed(fs: &dyn Fs, folder: &str) -> io::Result<Vec<Entry>> {
    match fs.list(folder) {
        Ok(entries) => Ok(entries
            .into_iter()
            .map(|it| Entry {
                name: composed(&it.name),
                ..it
            })
            .collect()),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(Vec::new()),
        Err(error) => Err(error),
    }
}

pub(in crate::sync) fn join(folder: &str, name: &str) -> String {
    match folder {
        "" => name.to_owned(),
        folder => format!("{folder}/{name}"),
    }
}

pub(super) fn folder_of(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |it| it.0)
}
