//! Owns where documents come from: files, memory, and standard input, which is kept in a file so that
//! it can be read twice.

use std::cmp::Ordering;
use std::fs::File;
use std::io::{self, Cursor, Read, Seek};
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use tempfile::NamedTempFile;

/// What holds documents.
#[derive(Debug, Clone)]
pub(super) struct Source {
    /// How it is named in tables: below the corpus folder, with `/`.
    pub(super) id: String,
    /// Where its bytes are.
    pub(super) origin: Origin,
    /// The given path it was found at, as ids name it.
    pub(super) root: String,
    /// How it is read: a place in the corpus's list.
    pub(super) reading: usize,
}

/// Where bytes are.
#[derive(Debug, Clone)]
pub(super) enum Origin {
    /// In a file.
    File(PathBuf),
    /// In standard input, which waits in a file.
    Spooled(Arc<Spooled>),
    /// In memory.
    Bytes(Arc<[u8]>),
}

/// Bytes that can be read from any place.
pub(super) trait Bytes: Read + Seek + Send {}

impl<T: Read + Seek + Send> Bytes for T {}

impl Origin {
    pub(super) fn open(&self) -> io::Result<Box<dyn Bytes>> {
        Ok(match self {
            Self::File(path) => Box::new(File::open(path)?),
            Self::Spooled(spooled) => Box::new(spooled.open()?),
            Self::Bytes(bytes) => Box::new(Cursor::new(Arc::clone(bytes))),
        })
    }
}

/// Standard input, in a file that is removed with this value. It is taken when it is first asked
/// for.
#[derive(Debug, Default)]
pub(super) struct Spooled(OnceLock<Result<NamedTempFile, String>>);

impl Spooled {
    fn open(&self) -> io::Result<File> {
        match self.0.get_or_init(standard_input) {
            Ok(file) => File::open(file.path()),
            Err(reason) => Err(io::Error::other(reason.clone())),
        }
    }
}

fn standard_input() -> Result<NamedTempFile, String> {
    let folder = std::env::temp_dir();
    let failed = |cause: io::Error| {
        format!(
            "it is kept in {} while it is read, and that failed: {cause}",
            folder.display()
        )
    };
    let mut file = NamedTempFile::new_in(&folder).map_err(failed)?;
    io::copy(&mut io::stdin().lock(), &mut file).map_err(failed)?;
    Ok(file)
}

impl Source {
    /// Its path below the given one, with `/`; nothing for a file that was given itself.
    pub(super) fn below(&self) -> &str {
        let below = self.id.strip_prefix(self.root.as_str()).unwrap_or(&self.id);
        below.trim_start_matches('/')
    }

    /// Sources are in the order of their names.
    pub(super) fn order(&self, other: &Self) -> Ordering {
        (&self.id, self.path()).cmp(&(&other.id, other.path()))
    }

    fn path(&self) -> &Path {
        match &self.origin {
            Origin::File(path) => path,
            Origin::Spooled(_) | Origin::Bytes(_) => Path::new("-"),
        }
    }

    /// The name by whose ending its kind is told where its bytes do not tell it.
    pub(super) fn name(&self) -> String {
        match &self.origin {
            Origin::File(path) => path.to_string_lossy().into_owned(),
            Origin::Spooled(_) => String::new(),
            Origin::Bytes(_) => self.id.clone(),
        }
    }

    pub(super) fn is_same(&self, other: &Self) -> bool {
        self.order(other) == Ordering::Equal
    }
}
