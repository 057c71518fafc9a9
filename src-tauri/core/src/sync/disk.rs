//! A real folder.

use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use super::fs::{Entry, Fs};

/// A folder of this PC, of a file server, or one that a program carries to others.
pub struct Disk {
    root: PathBuf,
}

impl Disk {
    /// The folder at `root`.
    pub fn new(root: &Path) -> Self {
        Self {
            root: root.to_owned(),
        }
    }

    fn at(&self, path: &str) -> PathBuf {
        let parts = path.split('/').filter(|part| !part.is_empty());
        parts.fold(self.root.clone(), |path, part| path.join(part))
    }

    /// The folders of a file, made inside the root and never the root itself: a
    /// share that is not mounted must not come to be as an empty folder.
    fn make_room(&self, path: &Path) -> io::Result<()> {
        if !self.root.is_dir() {
            return Err(ErrorKind::NotFound.into());
        }
        path.parent().map_or(Ok(()), fs::create_dir_all)
    }
}

impl Fs for Disk {
    fn list(&self, folder: &str) -> io::Result<Vec<Entry>> {
        let mut entries = Vec::new();
        for entry in fs::read_dir(self.at(folder))? {
            let entry = entry?;
            // What vanished since the listing, or may not be looked at, is not there.
            let Ok(metadata) = entry.metadata() else {
                continue;
            };
            // A pipe would be waited for.
            if !(metadata.is_dir() || metadata.is_file() || metadata.is_symlink()) {
                continue;
            }
            let modified = metadata.modified().ok();
            let modified = modified.and_then(|it| it.duration_since(UNIX_EPOCH).ok());
            entries.push(Entry {
                name: entry.file_name().to_string_lossy().into_owned(),
                folder: metadata.is_dir(),
                size: if metadata.is_dir() { 0 } else { metadata.len() },
                modified: modified.map_or(0, |it| i64::try_from(it.as_millis()).unwrap_or(0)),
            });
        }
        Ok(entries)
    }

    fn names(&self, folder: &str) -> io::Result<Vec<String>> {
        let entries = fs::read_dir(self.at(folder))?;
        entries
            .map(|it| Ok(it?.file_name().to_string_lossy().into_owned()))
            .collect()
    }

    fn read(&self, path: &str, from: u64, most: usize) -> io::Result<Vec<u8>> {
        let mut file = File::open(self.at(path))?;
        file.seek(SeekFrom::Start(from))?;
        let mut bytes = Vec::new();
        file.take(most as u64).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    fn append(&self, path: &str, at: u64, bytes: &[u8]) -> io::Result<()> {
        let path = self.at(path);
        let mut file = if at == 0 {
            self.make_room(&path)?;
            File::create(&path)?
        } else {
            let file = OpenOptions::new().append(true).open(&path)?;
            if file.metadata()?.len() != at {
                return Err(ErrorKind::InvalidInput.into());
            }
            file
        };
        file.write_all(bytes)
    }

    fn settle(&self, path: &str) -> io::Result<()> {
        // Windows puts a file on the disk only through a handle that may write.
        OpenOptions::new()
            .append(true)
            .open(self.at(path))?
            .sync_all()
    }

    fn rename(&self, from: &str, to: &str) -> io::Result<()> {
        let to = self.at(to);
        self.make_room(&to)?;
        fs::rename(self.at(from), to)
    }

    fn rename_new(&self, from: &str, to: &str) -> io::Result<()> {
        let (from, to) = (self.at(from), self.at(to));
        self.make_room(&to)?;
        // A link never replaces. Shares that know no links get the next best.
        match fs::hard_link(&from, &to) {
            Ok(()) => fs::remove_file(from),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => Err(error),
            Err(_) if to.exists() => Err(ErrorKind::AlreadyExists.into()),
            Err(_) => fs::rename(from, to),
        }
    }

    fn make_folder(&self, path: &str) -> io::Result<()> {
        let path = self.at(path);
        self.make_room(&path)?;
        fs::create_dir_all(path)
    }

    fn remove_folder(&self, path: &str) -> io::Result<()> {
        fs::remove_dir(self.at(path))
    }

    fn remove(&self, path: &str) -> io::Result<()> {
        fs::remove_file(self.at(path))
    }
}
