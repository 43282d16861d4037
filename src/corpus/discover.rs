//! Owns finding the sources of a corpus: walking folders, leaving out, sorting, naming.

use std::path::{Path, PathBuf};

use ignore::gitignore::{Gitignore, GitignoreBuilder};
use rustc_hash::FxHashSet;

use super::metadata::{self, Metadata};
use super::{Format, Skipped, Source};
use crate::error::{Error, Result};

/// A file in the corpus folder that lists, as `.gitignore` does, what is not part of the corpus.
const IGNORE_FILE: &str = ".tifaignore";

/// Names of the fields of a JSON record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldNames {
    /// The record's unique id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its date.
    pub date: String,
    /// Its text.
    pub text: String,
}

impl Default for FieldNames {
    fn default() -> Self {
        let [id, title, date, text] = ["id", "title", "date", "text"].map(str::to_owned);
        Self {
            id,
            title,
            date,
            text,
        }
    }
}

/// How a corpus is found and read.
#[derive(Debug, Clone, Default)]
pub struct CorpusOptions {
    /// Names of the fields of JSON records.
    pub fields: FieldNames,
    /// Patterns, as in `.gitignore`, of what is left out.
    pub exclude: Vec<String>,
    /// A folder that is never walked into: where the report goes.
    pub output: Option<PathBuf>,
}

/// A corpus whose sources are found and not yet read.
#[derive(Debug)]
pub struct Corpus {
    pub(super) sources: Vec<Source>,
    pub(super) metadata: Metadata,
    pub(super) skipped: Vec<Skipped>,
    pub(super) fields: FieldNames,
    excluded: usize,
    warnings: Vec<String>,
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
        let mut corpus = walk.corpus;
        corpus.sources.sort_unstable();
        corpus.sources.dedup();
        corpus.skipped.sort_unstable();
        corpus.name_unmatched_metadata();
        if corpus.sources.is_empty() {
            return Err(corpus.nothing_to_read(paths));
        }
        Ok(corpus)
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

    fn nothing_to_read<P: AsRef<Path>>(&self, paths: &[P]) -> Error {
        let path = paths
            .first()
            .map_or_else(PathBuf::new, |path| path.as_ref().to_path_buf());
        let reason = match self.skipped.first() {
            Some(first) => format!(
                "the corpus has only files that cannot be read, such as {}: {}",
                first.path, first.reason
            ),
            None => "the corpus is empty: no .txt, .md, .jsonl or .ndjson file in it".to_owned(),
        };
        Error::EmptyCorpus { path, reason }
    }
}

/// How each root is named in ids: not at all when there is one, else by its own name, or as given
/// where two have the same name.
fn root_names<P: AsRef<Path>>(paths: &[P]) -> Vec<String> {
    let own = |path: &Path| {
        path.file_name().map_or_else(
            || path.to_string_lossy().into_owned(),
            |name| name.to_string_lossy().into_owned(),
        )
    };
    let names: Vec<String> = paths.iter().map(|path| own(path.as_ref())).collect();
    if paths.len() == 1 {
        return vec![String::new()];
    }
    names
        .iter()
        .zip(paths)
        .map(|(name, path)| {
            let unique = names.iter().filter(|other| *other == name).count() == 1;
            if unique {
                name.clone()
            } else {
                path.as_ref().to_string_lossy().into_owned()
            }
        })
        .collect()
}

struct Walk<'a> {
    options: &'a CorpusOptions,
    output: Option<PathBuf>,
    corpus: Corpus,
}

impl<'a> Walk<'a> {
    fn new(options: &'a CorpusOptions) -> Result<Self> {
        exclusions(Path::new(""), &options.exclude)?;
        let corpus = Corpus {
            sources: Vec::new(),
            metadata: Metadata::default(),
            skipped: Vec::new(),
            fields: options.fields.clone(),
            excluded: 0,
            warnings: Vec::new(),
        };
        let output = options
            .output
            .as_ref()
            .and_then(|path| path.canonicalize().ok());
        Ok(Self {
            options,
            output,
            corpus,
        })
    }

    fn root(&mut self, path: &Path, name: &str) -> Result<()> {
        if path == Path::new("-") {
            self.corpus.sources.push(Source {
                id: "-".to_owned(),
                path: path.to_path_buf(),
                root: "-".to_owned(),
                format: Format::StandardInput,
            });
            return Ok(());
        }
        let kind = match std::fs::metadata(path) {
            Ok(kind) => kind,
            Err(source) if source.kind() == std::io::ErrorKind::NotFound => {
                return Err(Error::NotFound {
                    path: path.to_path_buf(),
                });
            }
            Err(source) => {
                return Err(Error::Read {
                    path: path.to_path_buf(),
                    source,
                });
            }
        };
        if kind.is_dir() {
            return self.folder(path, name);
        }
        if !kind.is_file() {
            let reason = "not a file or folder".to_owned();
            return Err(Error::EmptyCorpus {
                path: path.to_path_buf(),
                reason,
            });
        }
        self.single_file(path, name)
    }

    fn single_file(&mut self, path: &Path, name: &str) -> Result<()> {
        let file_name = path
            .file_name()
            .map(|name| name.to_string_lossy().into_owned())
            .unwrap_or_default();
        let id = if name.is_empty() {
            file_name.clone()
        } else {
            name.to_owned()
        };
        let beside = path.with_file_name(metadata::FILE_NAME);
        if beside.is_file() && beside != path {
            let mut rows = Metadata::default();
            rows.read(&beside, "")?;
            self.corpus.metadata.adopt(&rows, &file_name, &id);
        }
        let format = format_of(path).unwrap_or(Format::Text);
        self.corpus.sources.push(Source {
            root: id.clone(),
            id,
            path: path.to_path_buf(),
            format,
        });
        Ok(())
    }

    fn folder(&mut self, root: &Path, name: &str) -> Result<()> {
        let mut ignored = GitignoreBuilder::new(root);
        let ignore_file = root.join(IGNORE_FILE);
        if ignore_file.is_file()
            && let Some(cause) = ignored.add(&ignore_file)
        {
            let message = format!("a pattern cannot be read: {cause}");
            return Err(Error::Metadata {
                path: ignore_file,
                line: 1,
                message,
            });
        }
        let ignored = [
            ignored.build().map_err(|cause| bad_pattern(&cause))?,
            exclusions(root, &self.options.exclude)?,
        ];
        let output = self.output.clone();
        let mut entries = walkdir::WalkDir::new(root)
            .follow_links(true)
            .sort_by_file_name()
            .into_iter();
        while let Some(entry) = entries.next() {
            match entry {
                Ok(entry) if entry.depth() == 0 => {}
                Ok(entry) if is_hidden(&entry) || is_output(entry.path(), output.as_deref()) => {
                    if entry.file_type().is_dir() {
                        entries.skip_current_dir();
                    }
                }
                Ok(entry) => self.entry(&entry, root, name, &ignored)?,
                Err(cause) => self.unreadable(&cause, root),
            }
        }
        Ok(())
    }

    fn entry(
        &mut self,
        entry: &walkdir::DirEntry,
        root: &Path,
        name: &str,
        ignored: &[Gitignore; 2],
    ) -> Result<()> {
        let id = id_below(root, entry.path(), name);
        if entry.file_type().is_dir() {
            return Ok(());
        }
        if ignored.iter().any(|patterns| {
            patterns
                .matched_path_or_any_parents(entry.path(), false)
                .is_ignore()
        }) {
            self.corpus.excluded += 1;
            return Ok(());
        }
        if !entry.file_type().is_file() {
            self.corpus.skipped.push(Skipped::new(
                id,
                0,
                "not a regular file (a pipe, socket or device)",
            ));
            return Ok(());
        }
        if entry.file_name() == metadata::FILE_NAME {
            let prefix = id
                .strip_suffix(metadata::FILE_NAME)
                .unwrap_or("")
                .to_owned();
            return self.corpus.metadata.read(entry.path(), &prefix);
        }
        match format_of(entry.path()) {
            Some(format) => self.corpus.sources.push(Source { id, path: entry.path().to_path_buf(), root: name.to_owned(), format }),
            None => self.corpus.skipped.push(Skipped::new(id, 0, "this format is not read; convert it to .txt, .md or .jsonl, or leave it out with --exclude")),
        }
        Ok(())
    }

    fn unreadable(&mut self, cause: &walkdir::Error, root: &Path) {
        let path = cause.path().map_or_else(
            || root.to_string_lossy().into_owned(),
            |path| id_below(root, path, ""),
        );
        let reason = match cause.loop_ancestor() {
            Some(ancestor) => format!("a link that leads back to {}", ancestor.display()),
            None => format!(
                "cannot be read: {}",
                cause
                    .io_error()
                    .map_or_else(|| cause.to_string(), ToString::to_string)
            ),
        };
        self.corpus.skipped.push(Skipped::new(path, 0, reason));
    }
}

fn exclusions(root: &Path, patterns: &[String]) -> Result<Gitignore> {
    let mut builder = GitignoreBuilder::new(root);
    for pattern in patterns {
        builder
            .add_line(None, pattern)
            .map_err(|cause| bad_pattern(&cause))?;
    }
    builder.build().map_err(|cause| bad_pattern(&cause))
}

fn bad_pattern(cause: &ignore::Error) -> Error {
    Error::Setting {
        option: "--exclude".to_owned(),
        message: format!("not a pattern: {cause}"),
    }
}

fn is_hidden(entry: &walkdir::DirEntry) -> bool {
    entry.file_name().to_string_lossy().starts_with('.')
}

fn is_output(path: &Path, output: Option<&Path>) -> bool {
    output.is_some_and(|output| path.canonicalize().is_ok_and(|path| path == output))
}

/// The path below `root` with `/`, behind the root's name.
fn id_below(root: &Path, path: &Path, name: &str) -> String {
    let below = path.strip_prefix(root).unwrap_or(path);
    let parts: Vec<String> = below
        .components()
        .map(|part| part.as_os_str().to_string_lossy().into_owned())
        .collect();
    let below = parts.join("/");
    if name.is_empty() {
        below
    } else {
        format!("{name}/{below}")
    }
}

fn format_of(path: &Path) -> Option<Format> {
    let extension = path.extension()?.to_string_lossy().to_lowercase();
    match extension.as_str() {
        "txt" | "text" | "md" | "markdown" => Some(Format::Text),
        "jsonl" | "ndjson" => Some(Format::JsonLines),
        _ => None,
    }
}
