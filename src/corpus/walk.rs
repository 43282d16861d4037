//! Owns walking the given paths: which files are sources, what is left out, and how each is named.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use ignore::gitignore::{Gitignore, GitignoreBuilder};

use super::Skipped;
use super::discover::Corpus;
use super::metadata::{self, Metadata};
use super::options::CorpusOptions;
use super::reader::InputFile;
use super::reading::Reading;
use super::settings::{self, CorpusSettings};
use super::source::{Origin, Source, Spooled};
use crate::digest::sha256;
use crate::error::{Error, Result};

/// A file in the corpus folder that lists, as `.gitignore` does, what is not part of the corpus.
const IGNORE_FILE: &str = ".tifaignore";

/// How each root is named in ids: not at all when there is one, else by its own name, or as given
/// where two have the same name.
pub(super) fn root_names<P: AsRef<Path>>(paths: &[P]) -> Vec<String> {
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

/// A folder that is walked.
struct Folder<'a> {
    root: &'a Path,
    name: &'a str,
    reading: usize,
    ignored: &'a [Gitignore; 2],
}

pub(super) struct Walk<'a> {
    options: &'a CorpusOptions,
    output: Option<PathBuf>,
    pub(super) corpus: Corpus,
}

impl<'a> Walk<'a> {
    pub(super) fn new(options: &'a CorpusOptions) -> Result<Self> {
        exclusions(Path::new(""), &options.exclude)?;
        let corpus = Corpus {
            sources: Vec::new(),
            metadata: Metadata::default(),
            skipped: Vec::new(),
            path: PathBuf::new(),
            beside: Vec::new(),
            readings: Vec::new(),
            options: options.clone(),
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

    pub(super) fn root(&mut self, path: &Path, name: &str) -> Result<()> {
        if path == Path::new("-") {
            let reading = self.reading(CorpusSettings::default(), path)?;
            self.corpus.sources.push(Source {
                id: "-".to_owned(),
                origin: Origin::Spooled(Arc::new(Spooled::default())),
                root: "-".to_owned(),
                reading,
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
            self.beside(&beside, metadata::FILE_NAME)?;
            self.corpus.metadata.adopt(&rows, &file_name, &id);
        }
        let settings = CorpusSettings::beside(path)?.unwrap_or_default();
        let reading = self.reading(settings, path)?;
        self.corpus.sources.push(Source {
            root: id.clone(),
            id,
            origin: Origin::File(path.to_path_buf()),
            reading,
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
        let settings = CorpusSettings::beside(root)?.unwrap_or_default();
        let patterns: Vec<String> = settings
            .exclude
            .iter()
            .chain(&self.options.exclude)
            .cloned()
            .collect();
        let ignored = [
            ignored.build().map_err(|cause| bad_pattern(&cause))?,
            exclusions(root, &patterns)?,
        ];
        let reading = self.reading(settings, root)?;
        let place = Folder {
            root,
            name,
            reading,
            ignored: &ignored,
        };
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
                Ok(entry) => self.entry(&entry, &place)?,
                Err(cause) => self.unreadable(&cause, root),
            }
        }
        Ok(())
    }

    /// Remembers a file that says something about the texts, for the manifest.
    pub(super) fn beside(&mut self, path: &Path, name: &str) -> Result<()> {
        let bytes = std::fs::read(path).map_err(|source| Error::Read {
            path: path.to_path_buf(),
            source,
        })?;
        self.corpus.beside.push(InputFile {
            path: name.to_owned(),
            bytes: bytes.len() as u64,
            sha256: sha256(&bytes),
        });
        Ok(())
    }

    /// A new way of reading: of what was asked for, else of the settings beside the texts.
    pub(super) fn reading(&mut self, settings: CorpusSettings, root: &Path) -> Result<usize> {
        let path = settings::path_of(root);
        if settings != CorpusSettings::default() {
            self.beside(&path, settings::FILE_NAME)?;
        }
        let reading = Reading::new(self.options, settings, &path)?;
        self.corpus.readings.push(Arc::new(reading));
        Ok(self.corpus.readings.len() - 1)
    }

    fn entry(&mut self, entry: &walkdir::DirEntry, folder: &Folder<'_>) -> Result<()> {
        let id = id_below(folder.root, entry.path(), folder.name);
        if entry.file_type().is_dir() || is_settings(entry, folder.root) {
            return Ok(());
        }
        if folder.ignored.iter().any(|patterns| {
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
            self.beside(entry.path(), &id)?;
            return self.corpus.metadata.read(entry.path(), &prefix);
        }
        self.corpus.sources.push(Source {
            id,
            origin: Origin::File(entry.path().to_path_buf()),
            root: folder.name.to_owned(),
            reading: folder.reading,
        });
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

/// The settings file of the corpus folder.
fn is_settings(entry: &walkdir::DirEntry, root: &Path) -> bool {
    entry.file_name() == settings::FILE_NAME && entry.path().parent() == Some(root)
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
