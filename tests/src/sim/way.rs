//! A way to the folder that differs from another in some of its parts.

use std::io;

use samsvar_core::sync::{Entry, Fs};

/// What a way does; where it says nothing, what the one beneath does.
pub trait Way {
    /// The way beneath.
    fn beneath(&self) -> &dyn Fs;

    /// See [`Fs::list`].
    fn list(&self, folder: &str) -> io::Result<Vec<Entry>> {
        self.beneath().list(folder)
    }

    /// See [`Fs::read`].
    fn read(&self, path: &str, from: u64, most: usize) -> io::Result<Vec<u8>> {
        self.beneath().read(path, from, most)
    }

    /// See [`Fs::append`].
    fn append(&self, path: &str, at: u64, bytes: &[u8]) -> io::Result<()> {
        self.beneath().append(path, at, bytes)
    }

    /// See [`Fs::rename`].
    fn rename(&self, from: &str, to: &str) -> io::Result<()> {
        self.beneath().rename(from, to)
    }

    /// See [`Fs::remove`].
    fn remove(&self, path: &str) -> io::Result<()> {
        self.beneath().remove(path)
    }
}

/// A way as the product sees it.
pub struct Bent<W>(pub W);

impl<W: Way> Fs for Bent<W> {
    fn list(&self, folder: &str) -> io::Result<Vec<Entry>> {
        self.0.list(folder)
    }

    fn read(&self, path: &str, from: u64, most: usize) -> io::Result<Vec<u8>> {
        self.0.read(path, from, most)
    }

    fn append(&self, path: &str, at: u64, bytes: &[u8]) -> io::Result<()> {
        self.0.append(path, at, bytes)
    }

    fn settle(&self, path: &str) -> io::Result<()> {
        self.0.beneath().settle(path)
    }

    fn rename(&self, from: &str, to: &str) -> io::Result<()> {
        self.0.rename(from, to)
    }

    fn rename_new(&self, from: &str, to: &str) -> io::Result<()> {
        self.0.beneath().rename_new(from, to)
    }

    fn remove(&self, path: &str) -> io::Result<()> {
        self.0.remove(path)
    }
}
