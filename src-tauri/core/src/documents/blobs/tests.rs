//! What the store of files promises.

use super::*;

fn quiet(_: &Path, _: u64, _: u64) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

#[test]
fn a_file_that_changes_while_it_is_read_is_refused_and_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("växer.txt");
    fs::write(&path, vec![7; CHUNK * 2]).unwrap();
    let blobs = Blobs::in_workspace(folder.path());
    let mut grow = |path: &Path, _: u64, _: u64| {
        let mut file = File::options().append(true).open(path).unwrap();
        file.write_all(b"mer").unwrap();
        ControlFlow::Continue(())
    };
    let refused = blobs.take_all(&[path], &mut grow).unwrap_err();
    assert!(matches!(
        refused,
        Error::Refused(Refusal::FileChanged { .. })
    ));
    let left: Vec<_> = fs::read_dir(folder.path().join("blobs")).unwrap().collect();
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn missing_folder_and_stopped_are_told_apart_and_empty_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let blobs = Blobs::in_workspace(folder.path());
    let refusal = |path: &Path| match blobs.take_all(&[path.to_owned()], &mut quiet).unwrap_err() {
        Error::Refused(refusal) => refusal,
        other => panic!("{other:?}"),
    };
    let missing = folder.path().join("saknas.pdf");
    assert!(matches!(refusal(&missing), Refusal::FileMissing { .. }));
    assert!(matches!(
        refusal(folder.path()),
        Refusal::FileIsFolder { .. }
    ));
    let empty = folder.path().join("tom.docx");
    fs::write(&empty, b"").unwrap();
    let taken = blobs.take_all(&[empty], &mut quiet).unwrap();
    assert_eq!((taken[0].size, &taken[0].sha256), (0, &Sha256::of(b"")));
    let full = folder.path().join("full.docx");
    fs::write(&full, b"x").unwrap();
    let mut stop = |_: &Path, _: u64, _: u64| ControlFlow::Break(());
    let stopped = blobs.take_all(&[full], &mut stop).unwrap_err();
    assert!(matches!(stopped, Error::Refused(Refusal::Stopped {})));
}

#[test]
fn altered_bytes_are_not_handed_out() {
    let folder = tempfile::tempdir().unwrap();
    let blobs = Blobs::in_workspace(folder.path());
    let sha256 = blobs.put("beslutat".as_bytes()).unwrap();
    assert_eq!(blobs.read(&sha256, "svar").unwrap(), "beslutat".as_bytes());
    assert!(blobs.verify(sha256.as_str()).unwrap());
    fs::write(blobs.path(sha256.as_str()), b"annat").unwrap();
    assert!(!blobs.verify(sha256.as_str()).unwrap());
    assert!(blobs.read(&sha256, "svar").is_err());
    assert!(blobs.write_out(&sha256, "svar.txt", folder.path()).is_err());
    assert!(!folder.path().join("svar.txt").exists());
    // The same bytes again heal what the disk had damaged.
    blobs.put("beslutat".as_bytes()).unwrap();
    assert!(blobs.verify(sha256.as_str()).unwrap());
}

#[test]
fn a_file_written_out_never_replaces_another() {
    let folder = tempfile::tempdir().unwrap();
    let blobs = Blobs::in_workspace(folder.path());
    let sha256 = blobs.put(b"vart").unwrap();
    fs::write(folder.path().join("Svar.txt"), "hennes egen").unwrap();
    let first = blobs.write_out(&sha256, "Svar.txt", folder.path()).unwrap();
    assert_eq!(first, folder.path().join("Svar (2).txt"));
    assert_eq!(
        blobs.write_out(&sha256, "Svar.txt", folder.path()).unwrap(),
        first
    );
    let own = fs::read_to_string(folder.path().join("Svar.txt")).unwrap();
    assert_eq!(own, "hennes egen");
}

#[test]
fn one_refused_file_leaves_nothing_of_the_others() {
    let folder = tempfile::tempdir().unwrap();
    let blobs = Blobs::in_workspace(folder.path());
    let good = folder.path().join("bra.txt");
    fs::write(&good, "bra").unwrap();
    let missing = folder.path().join("saknas.txt");
    blobs.take_all(&[good, missing], &mut quiet).unwrap_err();
    let left: Vec<_> = fs::read_dir(folder.path().join("blobs")).unwrap().collect();
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn writing_out_below_a_file_ends_in_an_error() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.txt");
    fs::write(&path, "text").unwrap();
    let blobs = Blobs::in_workspace(folder.path());
    let taken = blobs
        .take_all(std::slice::from_ref(&path), &mut quiet)
        .unwrap();
    assert!(blobs.write_out(&taken[0].sha256, "a.txt", &path).is_err());
}
