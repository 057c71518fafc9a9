//! Folders that need not last.

use std::path::Path;

use tempfile::TempDir;

/// An empty one, in memory where the system has such a place.
///
/// # Panics
/// When none can be made.
#[allow(clippy::expect_used, reason = "a test that cannot prepare must stop")]
pub fn fresh() -> TempDir {
    let memory = Path::new("/dev/shm");
    let made = match memory.is_dir() {
        true => tempfile::tempdir_in(memory),
        false => tempfile::tempdir(),
    };
    made.expect("a temporary folder")
}

/// Copies everything in a folder.
///
/// # Panics
/// When something cannot be copied.
#[allow(clippy::expect_used, reason = "a test that cannot prepare must stop")]
pub fn copy_all(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("a folder").flatten() {
        let to = to.join(entry.file_name());
        match entry.path().is_dir() {
            true => copy_all(&entry.path(), &to),
            false => {
                std::fs::copy(entry.path(), to).expect("a copy");
            }
        }
    }
}

/// How many files lie in a folder, and how many bytes they have.
///
/// # Panics
/// When it cannot be listed.
#[allow(clippy::expect_used, reason = "a test that cannot prepare must stop")]
pub fn size(folder: &Path) -> (u64, u64) {
    let entries = std::fs::read_dir(folder).expect("a folder").flatten();
    entries.fold((0, 0), |(files, bytes), entry| {
        let (more, bytes_more) = match entry.metadata().expect("a file that stays") {
            it if it.is_dir() => size(&entry.path()),
            it => (1, it.len()),
        };
        (files + more, bytes + bytes_more)
    })
}
