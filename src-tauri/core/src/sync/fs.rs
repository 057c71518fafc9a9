//! What sharing asks of a folder. Small steps, so that each can fail by itself:
//! the tests put a folder here that does.

use std::io::{self, ErrorKind};

/// Most bytes read or written in one step.
pub const STEP: usize = 1 << 20;

/// One thing in a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its name, without the folder's.
    pub name: String,
    /// Whether it is a folder.
    pub folder: bool,
    /// Bytes; 0 for a folder.
    pub size: u64,
    /// When it was written, in milliseconds since 1970: a hint and never more.
    pub modified: i64,
}

/// A folder that other PCs read and write too. Paths are relative to it, with
/// `/` between the parts, whatever the system.
pub trait Fs {
    /// What lies in `folder` (empty: the folder itself), in no order.
    ///
    /// # Errors
    /// `NotFound` when it is not there.
    fn list(&self, folder: &str) -> io::Result<Vec<Entry>>;

    /// The names of what lies in `folder`. Where only they are wanted, a file
    /// server is not asked about each.
    ///
    /// # Errors
    /// As [`Fs::list`].
    fn names(&self, folder: &str) -> io::Result<Vec<String>> {
        Ok(self.list(folder)?.into_iter().map(|it| it.name).collect())
    }

    /// At most `most` bytes of a file from byte `from`; fewer at its end.
    ///
    /// # Errors
    /// `NotFound`, or what the disk says.
    fn read(&self, path: &str, from: u64, most: usize) -> io::Result<Vec<u8>>;

    /// Writes `bytes` at the end of a file that is `at` long, making it and its
    /// folders when `at` is 0; a file already there is then begun anew.
    ///
    /// # Errors
    /// `InvalidInput` when the file is not `at` long, or what the disk says.
    fn append(&self, path: &str, at: u64, bytes: &[u8]) -> io::Result<()>;

    /// Returns when what was written is on the disk.
    ///
    /// # Errors
    /// What the disk says.
    fn settle(&self, path: &str) -> io::Result<()>;

    /// Gives a file another name, making the folders of it. What had that name
    /// is replaced.
    ///
    /// # Errors
    /// What the disk says.
    fn rename(&self, from: &str, to: &str) -> io::Result<()>;

    /// As [`Fs::rename`], and never replaces.
    ///
    /// # Errors
    /// `AlreadyExists`, or what the disk says.
    fn rename_new(&self, from: &str, to: &str) -> io::Result<()>;

    /// Makes a folder that may be empty; one that is there already is left. Where
    /// folders are only parts of names there is nothing to make.
    ///
    /// # Errors
    /// What the disk says.
    fn make_folder(&self, _path: &str) -> io::Result<()> {
        Ok(())
    }

    /// Removes a folder that is empty, and no other. Where folders are only parts
    /// of names there is nothing to remove.
    ///
    /// # Errors
    /// `DirectoryNotEmpty`, or what the disk says.
    fn remove_folder(&self, _path: &str) -> io::Result<()> {
        Ok(())
    }

    /// Removes a file. Used for what this PC made itself, and never for what a
    /// person put there.
    ///
    /// # Errors
    /// What the disk says.
    fn remove(&self, path: &str) -> io::Result<()>;
}

/// A whole file of at most `most` bytes.
///
/// # Errors
/// `FileTooLarge` when it is longer, or what the folder says.
pub fn read_whole(fs: &dyn Fs, path: &str, most: usize) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    loop {
        let more = fs.read(path, bytes.len() as u64, STEP)?;
        let last = more.len() < STEP;
        bytes.extend(more);
        if bytes.len() > most {
            return Err(ErrorKind::FileTooLarge.into());
        }
        if last {
            return Ok(bytes);
        }
    }
}

/// Writes a file whole: under a temporary name that only this PC uses, onto the
/// disk, read back, to its name, and read back again: what is torn never takes
/// the name of a good one. A write that failed may have succeeded: what is there
/// already is not written again.
///
/// # Errors
/// What the folder says; `InvalidData` when other bytes came back.
pub fn write_whole(fs: &dyn Fs, install: &str, path: &str, bytes: &[u8]) -> io::Result<()> {
    if read_whole(fs, path, bytes.len()).is_ok_and(|there| there == bytes) {
        return Ok(());
    }
    let temporary = temporary(path, install);
    // An empty file is made by appending nothing.
    let mut at = 0;
    loop {
        let to = (at + STEP).min(bytes.len());
        fs.append(&temporary, at as u64, &bytes[at..to])?;
        at = to;
        if at == bytes.len() {
            break;
        }
    }
    fs.settle(&temporary)?;
    is_there(fs, &temporary, bytes)?;
    fs.rename(&temporary, path)?;
    is_there(fs, path, bytes)
}

fn is_there(fs: &dyn Fs, path: &str, bytes: &[u8]) -> io::Result<()> {
    match read_whole(fs, path, bytes.len())? == bytes {
        true => Ok(()),
        false => Err(ErrorKind::InvalidData.into()),
    }
}

/// The name of a file while this PC writes it.
pub fn temporary(path: &str, install: &str) -> String {
    format!("{path}.{}.tmp", &install[..install.len().min(8)])
}

/// Whether a file or folder is there. Absence is known only when the folder it
/// would lie in could be listed.
///
/// # Errors
/// What the folder says, apart from `NotFound`.
pub fn find(fs: &dyn Fs, path: &str) -> io::Result<Option<Entry>> {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    match fs.list(folder) {
        Ok(entries) => Ok(entries.into_iter().find(|entry| entry.name == name)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}
