//! Bytes kept under their SHA-256: `blobs/ab/<64 hex>`. Streamed, so that a
//! file of 200 MB needs no more memory than one of 2 kB.

use std::fs::{self, File};
use std::io::{ErrorKind, Read, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::time::Duration;

use sha2::Digest;
use tempfile::NamedTempFile;

use super::names::{numbered, safe_name};
use super::write_whole;
use crate::error::{Error, Failure};
use crate::model::{Refusal, Sha256};

const CHUNK: usize = 256 * 1024;

/// How the name of a file begins while it is read in.
const TAKING: &str = ".taking-";

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// The folder with the bytes.
pub struct Blobs {
    root: PathBuf,
}

/// A file taken in, its bytes safely on disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    /// The file's own name.
    pub name: String,
    /// Bytes.
    pub size: u64,
    /// Their hash.
    pub sha256: Sha256,
}

/// Told after every chunk: bytes done, bytes in all. `Break` stops the work.
pub type Progress<'p> = &'p mut dyn FnMut(&Path, u64, u64) -> ControlFlow<()>;

impl Blobs {
    /// The blobs of the workspace in `folder`.
    pub fn in_workspace(folder: &Path) -> Self {
        Self {
            root: folder.join("blobs"),
        }
    }

    /// Takes files in: all of them, or none when one is refused.
    ///
    /// # Errors
    /// [`Refusal::FileMissing`], [`Refusal::FileIsFolder`],
    /// [`Refusal::FileUnreadable`], [`Refusal::FileChanged`] when it changed
    /// while it was read, [`Refusal::Stopped`]; then nothing is kept.
    pub fn take_all(&self, paths: &[PathBuf], progress: Progress<'_>) -> Result<Vec<Taken>, Error> {
        let mut read = Vec::new();
        for path in paths {
            read.push(self.read_in(path, progress)?);
        }
        read.into_iter()
            .map(|(fresh, taken)| {
                self.keep(fresh, &taken.sha256)?;
                Ok(taken)
            })
            .collect()
    }

    /// Takes in a file that is read in steps from somewhere else. `next` gives the
    /// bytes from an offset on, none at the end. The bytes are kept only when
    /// their hash is `sha256`; else `Ok(None)`.
    ///
    /// # Errors
    /// What `next` says inside, what this PC's disk says outside.
    pub fn take_steps(
        &self,
        sha256: &Sha256,
        mut next: impl FnMut(u64) -> std::io::Result<Vec<u8>>,
    ) -> Result<std::io::Result<Option<u64>>, Error> {
        let mut fresh = self.fresh()?;
        let mut hasher = sha2::Sha256::new();
        let mut size = 0_u64;
        loop {
            let chunk = match next(size) {
                Ok(chunk) => chunk,
                Err(error) => return Ok(Err(error)),
            };
            if chunk.is_empty() {
                break;
            }
            hasher.update(&chunk);
            fresh
                .write_all(&chunk)
                .map_err(|error| Error::io(fresh.path(), &error))?;
            size += chunk.len() as u64;
        }
        if Sha256::from_digest(&hasher.finalize()) != *sha256 {
            return Ok(Ok(None));
        }
        self.keep(fresh, sha256)?;
        Ok(Ok(Some(size)))
    }

    /// Copies the file at `path` beside the blobs, hashing while it reads.
    fn read_in(
        &self,
        path: &Path,
        progress: Progress<'_>,
    ) -> Result<(NamedTempFile, Taken), Error> {
        let shown = || path.display().to_string();
        let refused = |error: &std::io::Error| -> Error {
            match error.kind() {
                ErrorKind::NotFound => Refusal::FileMissing { path: shown() }.into(),
                ErrorKind::IsADirectory => Refusal::FileIsFolder { path: shown() }.into(),
                _ => Refusal::FileUnreadable { path: shown() }.into(),
            }
        };
        let before = fs::metadata(path).map_err(|error| refused(&error))?;
        if before.is_dir() {
            return Err(Refusal::FileIsFolder { path: shown() }.into());
        }
        // A pipe or device has no end that can be waited for.
        if !before.is_file() {
            return Err(Refusal::FileUnreadable { path: shown() }.into());
        }
        let mut source = File::open(path).map_err(|error| refused(&error))?;
        let mut fresh = self.fresh()?;
        let mut hasher = sha2::Sha256::new();
        let mut chunk = vec![0; CHUNK];
        let mut size = 0_u64;
        loop {
            let read = source.read(&mut chunk).map_err(|error| refused(&error))?;
            if read == 0 {
                break;
            }
            hasher.update(&chunk[..read]);
            fresh
                .write_all(&chunk[..read])
                .map_err(|error| Error::io(fresh.path(), &error))?;
            size += read as u64;
            // A file that grows as fast as it is read would never end.
            if size > before.len() {
                return Err(Refusal::FileChanged { path: shown() }.into());
            }
            if progress(path, size, before.len()).is_break() {
                return Err(Refusal::Stopped {}.into());
            }
        }
        let after = fs::metadata(path).map_err(|error| refused(&error))?;
        let unchanged = size == before.len()
            && after.len() == before.len()
            && after.modified().ok() == before.modified().ok();
        if !unchanged {
            return Err(Refusal::FileChanged { path: shown() }.into());
        }
        let sha256 = Sha256::from_digest(&hasher.finalize());
        let name = path.file_name().unwrap_or(path.as_os_str());
        let taken = Taken {
            name: name.to_string_lossy().into_owned(),
            size,
            sha256,
        };
        Ok((fresh, taken))
    }

    /// Keeps `bytes` and returns their hash.
    ///
    /// # Errors
    /// What the disk says.
    pub fn put(&self, bytes: &[u8]) -> Result<Sha256, Error> {
        let sha256 = Sha256::of(bytes);
        let mut fresh = self.fresh()?;
        fresh
            .write_all(bytes)
            .map_err(|error| Error::io(fresh.path(), &error))?;
        self.keep(fresh, &sha256)?;
        Ok(sha256)
    }

    /// Whether there is a file under a hash, whatever its bytes are now.
    pub fn has(&self, sha256: &Sha256) -> bool {
        self.path(sha256.as_str()).is_file()
    }

    /// Fetches bytes in pieces of at most `most`: `read` gives the piece from a
    /// byte on, and an empty one at the end. What was fetched before goes on
    /// where it stopped. False when what came are other bytes; then nothing is
    /// kept and the next time begins anew.
    ///
    /// # Errors
    /// What the disk says, or `read`.
    pub fn fetch(
        &self,
        sha256: &Sha256,
        read: &mut dyn FnMut(u64) -> std::io::Result<Vec<u8>>,
    ) -> std::io::Result<bool> {
        fs::create_dir_all(&self.root)?;
        let path = self.root.join(format!("{TAKING}{sha256}"));
        let mut file = File::options()
            .read(true)
            .append(true)
            .create(true)
            .open(&path)?;
        let mut at = file.metadata()?.len();
        loop {
            let piece = read(at)?;
            if piece.is_empty() {
                break;
            }
            file.write_all(&piece)?;
            at += piece.len() as u64;
        }
        file.sync_all()?;
        drop(file);
        if hash_of(&path)? != *sha256 {
            fs::remove_file(&path)?;
            return Ok(false);
        }
        let to = self.path(sha256.as_str());
        if let Some(shelf) = to.parent() {
            fs::create_dir_all(shelf)?;
        }
        fs::rename(&path, &to)?;
        Ok(true)
    }

    /// Opens the bytes under a hash.
    ///
    /// # Errors
    /// [`Failure::BlobMissing`] naming the file.
    pub fn open(&self, sha256: &Sha256, name: &str) -> Result<File, Error> {
        File::open(self.path(sha256.as_str())).map_err(|error| match error.kind() {
            ErrorKind::NotFound => Error::Failed(Failure::BlobMissing {
                name: name.to_owned(),
                sha256: sha256.to_string(),
            }),
            _ => Error::io(&self.path(sha256.as_str()), &error),
        })
    }

    /// All the bytes under a hash, checked against it.
    ///
    /// # Errors
    /// [`Failure::BlobMissing`], also when the bytes are not those any more.
    pub fn read(&self, sha256: &Sha256, name: &str) -> Result<Vec<u8>, Error> {
        let mut bytes = Vec::new();
        self.copy(sha256, name, &mut bytes)?;
        Ok(bytes)
    }

    /// Writes a file out into `folder` under a safe name. A file already there
    /// with the same bytes is left; another is never overwritten.
    ///
    /// # Errors
    /// [`Failure::BlobMissing`], also when the bytes are not those any more, or
    /// what the disk says; then nothing is left half-written.
    pub fn write_out(&self, sha256: &Sha256, name: &str, folder: &Path) -> Result<PathBuf, Error> {
        let safe = safe_name(name);
        let mut count = 0;
        loop {
            count += 1;
            let path = folder.join(numbered(&safe, count));
            match hash_of(&path) {
                Ok(there) if there == *sha256 => return Ok(path),
                Ok(_) => continue,
                // A folder, or a file that nobody here may read.
                Err(_) if path.symlink_metadata().is_ok() => continue,
                Err(_) => {}
            }
            let mut refused = None;
            let written = write_whole(&path, |file| {
                let copied = self.copy(sha256, name, file);
                copied.map_err(|error| {
                    refused = Some(error);
                    std::io::Error::from(ErrorKind::InvalidData)
                })
            });
            return match (written, refused) {
                (Ok(()), _) => Ok(path),
                (Err(_), Some(error)) => Err(error),
                (Err(error), None) => Err(Error::io(&path, &error)),
            };
        }
    }

    /// Copies the bytes under a hash to `out`, and refuses them when they are
    /// not those any more.
    fn copy(&self, sha256: &Sha256, name: &str, out: &mut impl Write) -> Result<(), Error> {
        let path = self.path(sha256.as_str());
        let failed = |error: std::io::Error| Error::io(&path, &error);
        let mut source = self.open(sha256, name)?;
        let mut hasher = sha2::Sha256::new();
        let mut chunk = vec![0; CHUNK];
        loop {
            let read = source.read(&mut chunk).map_err(failed)?;
            if read == 0 {
                break;
            }
            hasher.update(&chunk[..read]);
            out.write_all(&chunk[..read]).map_err(failed)?;
        }
        if Sha256::from_digest(&hasher.finalize()) == *sha256 {
            return Ok(());
        }
        Err(Error::Failed(Failure::BlobMissing {
            name: name.to_owned(),
            sha256: sha256.to_string(),
        }))
    }

    /// Removes what a program that was ended left half-read, once it is a day old.
    pub(crate) fn sweep(&self) {
        let entries = fs::read_dir(&self.root).into_iter().flatten().flatten();
        for entry in entries.filter(|it| it.file_name().to_string_lossy().starts_with(TAKING)) {
            let modified = entry.metadata().and_then(|it| it.modified());
            let age = modified.ok().and_then(|it| it.elapsed().ok());
            if age.is_some_and(|age| age > DAY) {
                let _ = fs::remove_file(entry.path());
            }
        }
    }

    /// Whether the bytes under a hash still have that hash.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn verify(&self, sha256: &str) -> std::io::Result<bool> {
        Ok(hash_of(&self.path(sha256))?.as_str() == sha256)
    }

    fn path(&self, sha256: &str) -> PathBuf {
        self.root.join(sha256.get(..2).unwrap_or("xx")).join(sha256)
    }

    fn fresh(&self) -> Result<NamedTempFile, Error> {
        fs::create_dir_all(&self.root).map_err(|error| Error::io(&self.root, &error))?;
        tempfile::Builder::new()
            .prefix(TAKING)
            .tempfile_in(&self.root)
            .map_err(|error| Error::io(&self.root, &error))
    }

    /// On disk first, then under its name: a name never stands for half a file.
    fn keep(&self, fresh: NamedTempFile, sha256: &Sha256) -> Result<(), Error> {
        let path = self.path(sha256.as_str());
        // Bytes that were damaged on this disk are healed by the same file again.
        if self.verify(sha256.as_str()).unwrap_or(false) {
            return Ok(());
        }
        let folder = path.parent().unwrap_or(&self.root);
        fs::create_dir_all(folder).map_err(|error| Error::io(folder, &error))?;
        let failed = |error: &std::io::Error| Error::io(&path, error);
        fresh.as_file().sync_all().map_err(|error| failed(&error))?;
        fresh.persist(&path).map_err(|error| failed(&error.error))?;
        sync_folder(folder).map_err(|error| failed(&error))
    }
}

fn hash_of(path: &Path) -> std::io::Result<Sha256> {
    let mut file = File::open(path)?;
    let mut hasher = sha2::Sha256::new();
    let mut chunk = vec![0; CHUNK];
    loop {
        let read = file.read(&mut chunk)?;
        if read == 0 {
            return Ok(Sha256::from_digest(&hasher.finalize()));
        }
        hasher.update(&chunk[..read]);
    }
}

/// A rename is on disk only when its folder is. Windows has no such call.
#[cfg(unix)]
fn sync_folder(folder: &Path) -> std::io::Result<()> {
    File::open(folder)?.sync_all()
}

#[cfg(not(unix))]
fn sync_folder(_: &Path) -> std::io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests;
