//! Reading a file that a person named.

use std::io::Read;
use std::path::Path;

use crate::model::Refusal;

/// Its bytes; `None` when there are more than `most`, which are not read.
///
/// # Errors
/// [`Refusal::FileMissing`], [`Refusal::FileIsFolder`], [`Refusal::FileUnreadable`].
pub fn bytes_of(path: &Path, most: u64) -> Result<Option<Vec<u8>>, Refusal> {
    let shown = || path.display().to_string();
    if path.is_dir() {
        return Err(Refusal::FileIsFolder { path: shown() });
    }
    let fault = |error: std::io::Error| match error.kind() {
        std::io::ErrorKind::NotFound => Refusal::FileMissing { path: shown() },
        _ => Refusal::FileUnreadable { path: shown() },
    };
    let mut bytes = Vec::new();
    let file = std::fs::File::open(path).map_err(fault)?;
    let read = file.take(most.saturating_add(1)).read_to_end(&mut bytes);
    read.map_err(fault)?;
    Ok((bytes.len() as u64 <= most).then_some(bytes))
}
