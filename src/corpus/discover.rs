//! Owns a corpus: its sources, and what is known of it before they are read.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustc_hash::FxHashSet;

use super::Skipped;
use super::metadata::{self, Metadata};
use super::options::CorpusOptions;
use super::reader::InputFile;
use super::reading::Reading;
use super::settings::{self, CorpusSettings};
use super::source::{Origin, Source};
use super::walk::{Walk, root_names};
use crate::error::{Error, Result};

/// A corpus whose sources are found and not yet read.
#[derive(Debug, Clone)]
pub struct Corpus {
    pub(super) sources: Vec<Source>,
    pub(super) metadata: Metadata,
    pub(super) skipped: Vec<Skipped>,
    /// The first of the given paths.
    pub(super) path: PathBuf,
    /// Settings and tables beside the texts, for the manifest.
    pub(super) beside: Vec<InputFile>,
    /// How the sources of each given path are read.
    pub(super) readings: Vec<Arc<Reading>>,
    pub(super) options: CorpusOptions,
    pub(super) excluded: usize,
    pub(super) warnings: Vec<String>,
}

impl Corpus {
    /// Finds the sources at `paths`: files, folders (recursively, hidden files left out), or `-`
    /// for JSON records on standard input. Sources are sorted by name, so the order of `paths`
    /// has no influence.
    ///
    /// # Errors
    ///
    /// A path that does not exist, a broken `metadata.csv` or exclusion pattern, or a corpus
    /// without any source.
    pub fn open<P: AsRef<Path>>(paths: &[P], options: &CorpusOptions) -> Result<Self> {
        let mut walk = Walk::new(options)?;
        let roots = root_names(paths);
        for (path, name) in paths.iter().map(AsRef::as_ref).zip(&roots) {
            walk.root(path, name)?;
        }
        if let Some(table) = &options.metadata {
            walk.corpus.metadata.read_corrections(table)?;
            let name = table.file_name().unwrap_or_default().to_string_lossy();
            walk.beside(table, &name)?;
        }
        let mut corpus = walk.corpus;
        if let Some(first) = paths.first() {
            corpus.path = first.as_ref().to_path_buf();
        }
        corpus.sources.sort_by(Source::order);
        corpus.sources.dedup_by(|a, b| a.is_same(b));
        corpus.skipped.sort_unstable();
        corpus.name_unmatched_metadata();
        corpus.name_unmatched_folders();
        if corpus.sources.is_empty() {
            return Err(corpus.nothing_to_read());
        }
        Ok(corpus)
    }

    /// A corpus of one file that is in memory; the ending of `name` tells its kind where the bytes
    /// do not.
    ///
    /// # Errors
    ///
    /// A broken exclusion pattern or table of documents.
    ///
    /// ```
    /// use tifa::corpus::{Corpus, CorpusOptions, CorpusReader};
    /// let page = "<p>坚持绿色<b>发展</b></p>".as_bytes();
    /// let corpus = Corpus::of_bytes("a.html", page, &CorpusOptions::default())?;
    /// let (documents, skipped) = CorpusReader::new(corpus).read_all();
    /// assert_eq!((documents[0].text.trim(), skipped.len()), ("坚持绿色发展", 0));
    /// # Ok::<(), tifa::Error>(())
    /// ```
    pub fn of_bytes(name: &str, bytes: &[u8], options: &CorpusOptions) -> Result<Self> {
        let mut walk = Walk::new(options)?;
        let reading = walk.reading(CorpusSettings::default(), Path::new(name))?;
        walk.corpus.path = PathBuf::from(name);
        walk.corpus.sources.push(Source {
            id: name.to_owned(),
            origin: Origin::Bytes(bytes.into()),
            root: name.to_owned(),
            reading,
        });
        if let Some(table) = &options.metadata {
            walk.corpus.metadata.read_corrections(table)?;
        }
        Ok(walk.corpus)
    }

    /// The first of the paths that it was found at, as it was given.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Number of sources: files and standard input.
    #[must_use]
    pub fn source_count(&self) -> usize {
        self.sources.len()
    }

    /// Files left out by `.tifaignore` or an exclusion pattern.
    #[must_use]
    pub fn excluded(&self) -> usize {
        self.excluded
    }

    /// How it is found and read.
    #[must_use]
    pub fn options(&self) -> &CorpusOptions {
        &self.options
    }

    /// What is allowed but probably not meant.
    #[must_use]
    pub fn warnings(&self) -> &[String] {
        &self.warnings
    }

    fn name_unmatched_metadata(&mut self) {
        let known: FxHashSet<&str> = self
            .sources
            .iter()
            .map(|source| source.id.as_str())
            .collect();
        for id in self.metadata.unmatched(|id| known.contains(id)) {
            self.warnings.push(format!(
                "{}: the row for {id:?} matches no document",
                metadata::FILE_NAME
            ));
        }
    }

    /// Folders that `corpus.toml` speaks of and that hold nothing.
    fn name_unmatched_folders(&mut self) {
        let sources = &self.sources;
        for (place, reading) in self.readings.iter().enumerate() {
            let own = sources.iter().filter(|source| source.reading == place);
            for folder in reading.unmatched_folders(own.map(Source::below)) {
                self.warnings.push(format!(
                    "{}: there is no document in the folder {folder:?}",
                    settings::FILE_NAME
                ));
            }
        }
    }

    fn nothing_to_read(&self) -> Error {
        let reason = match self.skipped.first() {
            Some(first) => format!(
                "the corpus has only files that cannot be read, such as {}: {}",
                first.path, first.reason
            ),
            None => "the corpus is empty: no file in it".to_owned(),
        };
        Error::EmptyCorpus {
            path: self.path.clone(),
            reason,
        }
    }
}
