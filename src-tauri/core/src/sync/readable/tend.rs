//! What became of the generated files since they were written.

use std::collections::BTreeMap;
use std::io;

use super::file::{folder_of, listed};
use super::folder::path_of;
use super::register::{self, SCHEMA, SHEET, TABLE};
use crate::store::{Error, Stamp, Store};
use crate::sync::{Entry, Fs};

/// Where the rounds over the cases go on.
const AFTER: &str = "tended";

/// Looks at the folders of the next `most` cases, and at the register. One whose
/// files lie otherwise than they were written, or not at all, is planned again:
/// what a person altered goes to the inbox, what is lost is put back. Returns how
/// many were.
///
/// # Errors
/// When the store cannot be read or written. A folder that cannot be read now is
/// looked at another time.
pub fn tend(store: &Store, fs: &dyn Fs, most: usize) -> Result<usize, Error> {
    let after = store.readable_state(AFTER)?.unwrap_or_default();
    let cases = store.readable_folders(&after, most)?;
    let mut again = 0;
    for (id, name) in &cases {
        let stamps = store.stamps_under(&path_of(name))?;
        if let Ok(true) = differs(fs, &stamps) {
            store.readable_again(*id)?;
            again += 1;
        }
    }
    let next = match cases.last() {
        Some((id, _)) if cases.len() == most => id.to_string(),
        _ => String::new(),
    };
    if next != after {
        store.readable_state_set(AFTER, &next)?;
    }
    let mut top = Vec::new();
    for path in [SHEET, TABLE, SCHEMA] {
        top.extend(store.stamp(path)?.map(|it| (path.to_owned(), it)));
    }
    if let Ok(true) = differs(fs, &top) {
        register::again(store)?;
        again += 1;
    }
    Ok(again)
}

/// Whether a file lies otherwise than its stamp says.
fn differs(fs: &dyn Fs, stamps: &[(String, Stamp)]) -> io::Result<bool> {
    let mut folders: BTreeMap<&str, Vec<Entry>> = BTreeMap::new();
    for (path, stamp) in stamps {
        let folder = folder_of(path);
        if !folders.contains_key(folder) {
            folders.insert(folder, listed(fs, folder)?);
        }
        let name = path.rsplit('/').next().unwrap_or_default();
        let entries = folders.get(folder).into_iter().flatten();
        let lies = entries
            .filter(|it| it.name == name && !it.folder)
            .any(|it| (it.size, it.modified) == (stamp.size, stamp.modified));
        if !lies {
            return Ok(true);
        }
    }
    Ok(false)
}
