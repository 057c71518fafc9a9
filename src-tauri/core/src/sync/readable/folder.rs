//! The folder of a case: what is withdrawn from it, and how it moves.

use std::io::{self, ErrorKind};

use super::file::{join, move_new, withdraw};
use crate::store::{Error, Store};
use crate::sync::Fs;
use crate::sync::fs::find;

/// The folder with the folders of the cases.
pub(in crate::sync) const CASES: &str = "Ärenden";
/// Where people put files for the case.
pub(in crate::sync) const INBOX: &str = "Inkorg";
/// The files of the case.
pub(super) const ATTACHMENTS: &str = "Bilagor";

/// How deep folders in folders are followed.
pub(in crate::sync) const DEPTH: usize = 16;

/// The path of a case's folder, by its name.
pub(in crate::sync) fn path_of(name: &str) -> String {
    join(CASES, name)
}

/// Removes every generated file of a case's folder but those in `keep`. What a
/// person altered or added stays.
///
/// # Errors
/// Of the store outside, of the folder inside.
pub(super) fn withdraw_all(
    store: &Store,
    fs: &dyn Fs,
    folder: &str,
    keep: &[&str],
) -> Result<io::Result<()>, Error> {
    for path in store.promised_under(folder)? {
        if keep.contains(&path.as_str()) {
            continue;
        }
        if let Err(error) = withdraw(store, fs, &path)? {
            return Ok(Err(error));
        }
    }
    drop_empty(fs, &join(folder, ATTACHMENTS));
    Ok(Ok(()))
}

/// Removes a case's folder where nobody has anything in it. True when it is gone.
///
/// # Errors
/// When the folder of the cases cannot be read.
pub(super) fn drop_case(fs: &dyn Fs, folder: &str) -> io::Result<bool> {
    drop_empty(fs, &join(folder, INBOX));
    drop_empty(fs, folder);
    Ok(find(fs, folder)?.is_none_or(|it| !it.folder))
}

/// Moves what people have in a case's folder to another, file by file where the
/// other is there already. Names that are taken get numbers.
///
/// # Errors
/// What the folder says; then the rest moves the next time.
pub(super) fn move_all(fs: &dyn Fs, from: &str, to: &str) -> io::Result<()> {
    if find(fs, from)?.is_none() {
        return Ok(());
    }
    let there = find(fs, to)?.is_some();
    if !there && fs.rename_new(from, to).is_ok() {
        return Ok(());
    }
    each(fs, from, to, DEPTH)
}

fn each(fs: &dyn Fs, from: &str, to: &str, depth: usize) -> io::Result<()> {
    let entries = match fs.list(from) {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error),
    };
    for entry in entries {
        let (from, to) = (join(from, &entry.name), join(to, &entry.name));
        if entry.folder && depth > 0 {
            each(fs, &from, &to, depth - 1)?;
        } else {
            move_new(fs, &from, &to)?;
        }
    }
    drop_empty(fs, from);
    Ok(())
}

/// Removes a folder if it is empty. One that is not, or that somebody has open,
/// stays: nothing depends on it.
fn drop_empty(fs: &dyn Fs, folder: &str) {
    let empty = fs.list(folder).is_ok_and(|it| it.is_empty());
    if empty {
        let _ = fs.remove_folder(folder);
    }
}
