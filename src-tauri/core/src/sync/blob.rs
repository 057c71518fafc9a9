//! The bytes of files through the folder, in steps: a large file goes on where
//! it stopped.

use std::io::{self, ErrorKind, Read, Seek, SeekFrom};
use std::ops::ControlFlow;

use super::fs::{Fs, STEP, find, temporary};
use crate::documents::Blobs;
use crate::error::{Error, Failure};
use crate::model::Sha256;

/// Told after every step: bytes done, bytes in all. `Break` stops, to go on later.
pub type Progress<'p> = &'p mut dyn FnMut(u64, u64) -> ControlFlow<()>;

/// Where the bytes lie in the folder.
pub fn path(sha256: &Sha256) -> String {
    format!("_samsvar/blob/{}/{sha256}", &sha256.as_str()[..2])
}

/// How moving a file's bytes ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Moved {
    Whole,
    /// Not there, or not whole yet.
    NotYet,
    Stopped,
}

/// Brings bytes into the folder, and reads them back.
pub(super) fn out(
    fs: &dyn Fs,
    install: &str,
    blobs: &Blobs,
    sha256: &Sha256,
    progress: Progress<'_>,
) -> io::Result<Moved> {
    let mut source = match blobs.open(sha256, "") {
        Ok(file) => file,
        Err(Error::Failed(Failure::BlobMissing { .. })) => return Ok(Moved::NotYet),
        Err(_) => return Err(ErrorKind::PermissionDenied.into()),
    };
    let size = source.metadata()?.len();
    let path = path(sha256);
    if find(fs, &path)?.is_some_and(|there| there.size == size) && is_whole(fs, &path, sha256)? {
        return Ok(Moved::Whole);
    }
    let temporary = temporary(&path, install);
    let mut at = find(fs, &temporary)?.map_or(0, |there| there.size);
    if at > size {
        at = 0;
    }
    source.seek(SeekFrom::Start(at))?;
    let mut step = Vec::new();
    loop {
        step.clear();
        source.by_ref().take(STEP as u64).read_to_end(&mut step)?;
        if step.is_empty() && at > 0 {
            break;
        }
        fs.append(&temporary, at, &step)?;
        at += step.len() as u64;
        if step.is_empty() {
            break;
        }
        if progress(at, size).is_break() {
            return Ok(Moved::Stopped);
        }
    }
    fs.settle(&temporary)?;
    if !is_whole(fs, &temporary, sha256)? {
        // What was there to go on from was not ours: from the beginning next time.
        fs.remove(&temporary)?;
        return Ok(Moved::NotYet);
    }
    fs.rename(&temporary, &path)?;
    match is_whole(fs, &path, sha256)? {
        true => Ok(Moved::Whole),
        false => Err(ErrorKind::InvalidData.into()),
    }
}

/// Fetches bytes from the folder.
pub(super) fn fetch(
    fs: &dyn Fs,
    blobs: &Blobs,
    sha256: &Sha256,
    progress: Progress<'_>,
) -> io::Result<Moved> {
    let path = path(sha256);
    let Some(there) = find(fs, &path)? else {
        return Ok(Moved::NotYet);
    };
    let mut stopped = false;
    let whole = blobs.fetch(sha256, &mut |from| {
        if progress(from, there.size).is_break() {
            stopped = true;
            return Err(ErrorKind::Interrupted.into());
        }
        fs.read(&path, from, STEP)
    });
    match whole {
        Ok(true) => Ok(Moved::Whole),
        Ok(false) => Ok(Moved::NotYet),
        Err(_) if stopped => Ok(Moved::Stopped),
        Err(error) => Err(error),
    }
}

fn is_whole(fs: &dyn Fs, path: &str, sha256: &Sha256) -> io::Result<bool> {
    use sha2::Digest;
    let mut hasher = sha2::Sha256::new();
    let mut at = 0;
    loop {
        let step = fs.read(path, at, STEP)?;
        if step.is_empty() {
            break;
        }
        hasher.update(&step);
        at += step.len() as u64;
    }
    Ok(Sha256::from_digest(&hasher.finalize()) == *sha256)
}
