//! Names that no person gave: half-written files, locks, what systems keep for
//! themselves, and what programs that carry folders leave where two PCs wrote.

/// Whether a file of this name in an inbox is nobody's letter.
pub(super) fn is_ignored(name: &str) -> bool {
    let name = name.to_lowercase();
    let whole = ["desktop.ini", "thumbs.db", ".ds_store", "ehthumbs.db"];
    let begins = ["~$", ".~lock", ".~", "._", ".syncthing.", "~syncthing~"];
    let ends = [
        ".tmp",
        ".part",
        ".partial",
        ".crdownload",
        ".swp",
        ".lnk.tmp",
    ];
    whole.contains(&name.as_str())
        || begins.iter().any(|it| name.starts_with(it))
        || ends.iter().any(|it| name.ends_with(it))
        || is_conflict(&name)
}

/// Syncthing: `x.sync-conflict-20261122-101010-ABCDEFG.pdf`. Nextcloud and
/// ownCloud: `x (conflicted copy 2026-11-22 101010).pdf`, earlier
/// `x_conflict-20261122-101010.pdf`. Dropbox: `x (Anna's conflicted copy …).pdf`.
/// Swedish clients write `konfliktkopia` or `motstridig kopia`.
fn is_conflict(name: &str) -> bool {
    let marks = [
        ".sync-conflict-",
        "conflicted copy",
        "_conflict-",
        "konfliktkopia",
        "motstridig kopia",
        "case conflict",
    ];
    marks.iter().any(|it| name.contains(it))
}

#[cfg(test)]
mod tests {
    use super::is_ignored;

    #[test]
    fn what_programs_leave_is_no_letter_and_what_people_name_is() {
        for name in [
            "~$Yttrande.docx",
            "Yttrande.TMP",
            "stor.pdf.part",
            ".~lock.Yttrande.odt#",
            "Desktop.ini",
            "Thumbs.db",
            ".DS_Store",
            "Svar.sync-conflict-20261122-101010-ABCDEFG.pdf",
            "Svar (conflicted copy 2026-11-22 101010).pdf",
            "Svar (Annas konfliktkopia).pdf",
        ] {
            assert!(is_ignored(name), "{name}");
        }
        for name in [
            "Yttrande.docx",
            "tmp.pdf",
            "Part 2.pdf",
            "~Svar.pdf",
            "part",
        ] {
            assert!(!is_ignored(name), "{name}");
        }
    }
}
