//! Writing a file whole or not at all.

use std::fs::File;
use std::io;
use std::path::Path;

/// Writes to a temporary file beside `path`, puts it on disk, then gives it its
/// name: a stop half-way leaves what was there before.
///
/// # Errors
/// What the disk says.
pub fn write_whole(path: &Path, write: impl FnOnce(&mut File) -> io::Result<()>) -> io::Result<()> {
    let folder = path.parent().filter(|it| !it.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    std::fs::create_dir_all(folder)?;
    let mut builder = tempfile::Builder::new();
    // As readable as any file the person makes; temporary files are private.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut fresh = builder.tempfile_in(folder)?;
    write(fresh.as_file_mut())?;
    fresh.as_file().sync_all()?;
    fresh.persist(path).map_err(|error| error.error)?;
    Ok(())
}
