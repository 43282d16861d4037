//! Owns the scratch file: a stream of 32-bit ids, in memory while it is small.

use std::io::{BufReader, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use tempfile::SpooledTempFile;

use crate::error::{Error, Result};

/// Beyond this the ids go to disk.
const IN_MEMORY: usize = 32 << 20;

/// A stream that is written once and then read from its start, any number of times.
#[derive(Debug)]
pub(super) struct Spool {
    file: BufWriter<SpooledTempFile>,
    folder: PathBuf,
}

impl Spool {
    pub(super) fn new(folder: &Path) -> Self {
        let file = SpooledTempFile::new_in(IN_MEMORY, folder);
        Self {
            file: BufWriter::with_capacity(1 << 18, file),
            folder: folder.to_path_buf(),
        }
    }

    pub(super) fn write(&mut self, ids: &[u32]) -> Result<()> {
        for id in ids {
            self.file
                .write_all(&id.to_le_bytes())
                .map_err(|source| self.failed(source))?;
        }
        Ok(())
    }

    /// Goes back to the start for reading.
    pub(super) fn reader(&mut self) -> Result<SpoolReader<'_>> {
        let rewound = self
            .file
            .flush()
            .and_then(|()| self.file.get_mut().seek(SeekFrom::Start(0)));
        rewound.map_err(|source| self.failed(source))?;
        let folder = self.folder.clone();
        Ok(SpoolReader {
            file: BufReader::with_capacity(1 << 18, self.file.get_mut()),
            folder,
            bytes: Vec::new(),
        })
    }

    fn failed(&self, source: std::io::Error) -> Error {
        Error::Scratch {
            path: self.folder.clone(),
            source,
        }
    }
}

/// Reads ids back, document by document.
pub(super) struct SpoolReader<'a> {
    file: BufReader<&'a mut SpooledTempFile>,
    folder: PathBuf,
    bytes: Vec<u8>,
}

impl SpoolReader<'_> {
    /// Replaces `ids` by the next `length` ids.
    pub(super) fn read(&mut self, length: usize, ids: &mut Vec<u32>) -> Result<()> {
        self.bytes.resize(length * 4, 0);
        self.file
            .read_exact(&mut self.bytes)
            .map_err(|source| Error::Scratch {
                path: self.folder.clone(),
                source,
            })?;
        ids.clear();
        ids.extend(
            self.bytes
                .chunks_exact(4)
                .map(|b| u32::from_le_bytes([b[0], b[1], b[2], b[3]])),
        );
        Ok(())
    }
}
