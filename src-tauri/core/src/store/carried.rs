//! Where a workspace may not lie. A database that another program copies about
//! while it is written is lost sooner or later.

use std::path::{Component, Path};

use crate::error::Failure;

/// Files that carrying programs leave in the folder they carry, or beside it.
const MARKS: [(&str, &str); 6] = [
    (".stfolder", "Syncthing"),
    (".dropbox", "Dropbox"),
    (".dropbox.cache", "Dropbox"),
    (".nextcloudsync.log", "Nextcloud"),
    (".owncloudsync.log", "ownCloud"),
    (".849C9593-D756-4E56-8D6E-42412F2A707B", "OneDrive"),
];

/// How the name of a carried folder begins.
const NAMES: [&str; 6] = [
    "OneDrive",
    "Nextcloud",
    "ownCloud",
    "Dropbox",
    "Google Drive",
    "iCloudDrive",
];

/// Kinds of file systems that are on another machine (Linux).
const REMOTE: [&str; 7] = ["cifs", "smb3", "smbfs", "nfs", "nfs4", "9p", "fuse.sshfs"];

/// Who has the files of a folder besides this PC.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Carrier {
    /// A program that copies them about.
    Program(&'static str),
    /// They lie on another machine.
    Server,
}

/// Why a workspace may not lie in `folder`; `None` when it is a folder of this PC
/// alone. A folder that is not there yet counts as its nearest parent that is.
pub(super) fn carried(folder: &Path) -> Option<Failure> {
    let path = folder.display().to_string();
    Some(match carrier(folder)? {
        Carrier::Program(by) => Failure::WorkspaceCarried {
            path,
            by: by.to_owned(),
        },
        Carrier::Server => Failure::WorkspaceRemote { path },
    })
}

fn carrier(folder: &Path) -> Option<Carrier> {
    let there = folder.ancestors().find(|path| path.exists())?;
    // A mapped drive and a redirected folder show their server only so.
    let whole = there.canonicalize().ok()?;
    carrier_of(&whole, &mounts())
}

fn carrier_of(whole: &Path, mounts: &str) -> Option<Carrier> {
    let text = whole.to_string_lossy();
    let is_share =
        text.starts_with(r"\\?\UNC\") || text.starts_with(r"\\") && !text.starts_with(r"\\?\");
    if is_share {
        return Some(Carrier::Server);
    }
    for part in whole.components() {
        let Component::Normal(part) = part else {
            continue;
        };
        let part = part.to_string_lossy();
        let name = NAMES.iter().find(|name| {
            let rest = part.strip_prefix(**name);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(" - "))
        });
        if let Some(name) = name {
            return Some(Carrier::Program(name));
        }
    }
    for folder in whole.ancestors() {
        let mark = MARKS.iter().find(|(mark, _)| folder.join(mark).exists());
        if let Some((_, by)) = mark {
            return Some(Carrier::Program(by));
        }
    }
    let mount = mounts.lines().filter_map(|line| {
        let mut parts = line.split(' ').skip(1);
        Some((parts.next()?, parts.next()?))
    });
    let nearest = mount
        .filter(|(at, _)| whole.starts_with(at.replace("\\040", " ")))
        .max_by_key(|(at, _)| at.len());
    let (_, kind) = nearest?;
    REMOTE.contains(&kind).then_some(Carrier::Server)
}

fn mounts() -> String {
    std::fs::read_to_string("/proc/mounts").unwrap_or_default()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that cannot prepare must stop")]
mod tests {
    use super::*;

    #[test]
    fn names_marks_shares_and_mounts_give_it_away() {
        let by = |path: &str| carrier_of(Path::new(path), "");
        assert_eq!(
            by("/home/anna/OneDrive - Region/Samsvar").unwrap(),
            Carrier::Program("OneDrive")
        );
        assert_eq!(
            by("/home/anna/Nextcloud/x").unwrap(),
            Carrier::Program("Nextcloud")
        );
        assert_eq!(by("/home/anna/Dropboxen/x"), None);
        assert_eq!(by(r"\\server\share\x").unwrap(), Carrier::Server);
        assert_eq!(by(r"\\?\UNC\server\share\x").unwrap(), Carrier::Server);
        assert_eq!(by("/home/anna/Samsvar"), None);
        let mounts = "/dev/sda / ext4 rw 0 0\n//srv/x /mnt/de\\040lat cifs rw 0 0\n";
        let at = |path: &str| carrier_of(Path::new(path), mounts);
        assert_eq!(at("/mnt/de lat/Samsvar").unwrap(), Carrier::Server);
        assert_eq!(at("/mnt/annat"), None);
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join(".stfolder"), "").unwrap();
        let inside = folder.path().join("ny/mapp");
        assert_eq!(carrier(&inside).unwrap(), Carrier::Program("Syncthing"));
    }
}
