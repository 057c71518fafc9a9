//! One workspace, opened by several programs in the same instant.

use std::sync::{Arc, Barrier};

use samsvar_core::store::{Options, Store};

#[test]
fn programs_that_make_one_workspace_in_the_same_instant_all_open_it() {
    for _ in 0..20 {
        let folder = tempfile::tempdir().unwrap();
        let together = Arc::new(Barrier::new(6));
        let opening: Vec<_> = (0..6)
            .map(|_| {
                let (path, together) = (folder.path().to_owned(), Arc::clone(&together));
                std::thread::spawn(move || {
                    together.wait();
                    Store::open(&path, Options::default()).map(|_| ())
                })
            })
            .collect();
        for thread in opening {
            assert_eq!(thread.join().unwrap(), Ok(()));
        }
    }
}
