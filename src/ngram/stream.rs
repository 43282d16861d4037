//! Owns the stream of token ids: in memory while it is small, then in a scratch file.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use crate::error::{Error, Result};

/// Ends a run of tokens.
pub(super) const BREAK: u32 = 0;

/// Ends a document, and the run it ends with.
pub(super) const DOCUMENT_END: u32 = 1;

/// The least id of a token.
pub(super) const FIRST_TOKEN: u32 = 2;

/// Ids that are read or written at once; few in tests, so that they meet the edges.
pub(super) const BLOCK: usize = if cfg!(test) { 8 } else { 1 << 16 };

/// A stream that is written once and then read by any number of threads.
#[derive(Debug)]
pub(super) struct Stream {
    folder: PathBuf,
    room: usize,
    file: Option<Mutex<File>>,
    written: u64,
    tail: Vec<u32>,
}

impl Stream {
    /// A stream that keeps up to `room` ids in memory.
    pub(super) fn new(folder: &Path, room: usize) -> Self {
        Self {
            folder: folder.to_path_buf(),
            room,
            file: None,
            written: 0,
            tail: Vec::new(),
        }
    }

    /// Makes room for so many ids, if they are to be in memory: growing would copy them.
    pub(super) fn reserve(&mut self, ids: u64) {
        let ids = usize::try_from(ids).unwrap_or(usize::MAX);
        if ids <= self.room {
            self.tail.reserve(ids);
        }
    }

    /// Adds `ids`.
    pub(super) fn extend(&mut self, ids: impl Iterator<Item = u32>) -> Result<()> {
        self.tail.extend(ids);
        let room = if self.file.is_some() {
            BLOCK
        } else {
            self.room
        };
        if self.tail.len() > room {
            self.spill()?;
        }
        Ok(())
    }

    /// Ends writing.
    pub(super) fn seal(&mut self) -> Result<()> {
        if self.file.is_some() {
            self.spill()?;
        }
        self.tail.shrink_to_fit();
        Ok(())
    }

    /// Ids in the stream.
    pub(super) fn len(&self) -> u64 {
        self.written + self.tail.len() as u64
    }

    fn spill(&mut self) -> Result<()> {
        let folder = &self.folder;
        let failed = |source| failed(folder, source);
        let file = match self.file.take() {
            Some(file) => file,
            None => Mutex::new(tempfile::tempfile_in(folder).map_err(failed)?),
        };
        let mut bytes = Vec::with_capacity(4 * BLOCK);
        for ids in self.tail.chunks(BLOCK) {
            bytes.clear();
            bytes.extend(ids.iter().flat_map(|id| id.to_le_bytes()));
            let mut file = file.lock().unwrap_or_else(PoisonError::into_inner);
            file.write_all(&bytes).map_err(failed)?;
        }
        self.written += self.tail.len() as u64;
        self.tail = Vec::new();
        self.file = Some(file);
        Ok(())
    }
}

/// Reads a sealed stream piece by piece.
#[derive(Debug)]
pub(super) struct Blocks<'a> {
    stream: &'a Stream,
    bytes: Vec<u8>,
    ids: Vec<u32>,
}

impl<'a> Blocks<'a> {
    pub(super) fn new(stream: &'a Stream) -> Self {
        Self {
            stream,
            bytes: Vec::new(),
            ids: Vec::new(),
        }
    }

    /// Up to `length` ids from `start` on; fewer at the end of the stream.
    pub(super) fn read(&mut self, start: u64, length: usize) -> Result<&[u32]> {
        let left = usize::try_from(self.stream.len() - start).unwrap_or(usize::MAX);
        let length = length.min(left);
        let Some(file) = &self.stream.file else {
            let start = usize::try_from(start).unwrap_or(usize::MAX);
            return Ok(&self.stream.tail[start..start + length]);
        };
        self.bytes.resize(4 * length, 0);
        let mut file = file.lock().unwrap_or_else(PoisonError::into_inner);
        let read = file
            .seek(SeekFrom::Start(4 * start))
            .and_then(|_| file.read_exact(&mut self.bytes));
        drop(file);
        read.map_err(|source| failed(&self.stream.folder, source))?;
        let ids = self.bytes.chunks_exact(4);
        self.ids.clear();
        self.ids
            .extend(ids.map(|b| u32::from_le_bytes([b[0], b[1], b[2], b[3]])));
        Ok(&self.ids)
    }
}

fn failed(folder: &Path, source: std::io::Error) -> Error {
    Error::Scratch {
        path: folder.to_path_buf(),
        source,
    }
}
