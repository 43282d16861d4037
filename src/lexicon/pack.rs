//! Owns what a lexicon file says of itself, and what a parsed file is.

use std::path::{Path, PathBuf};

use super::findings::Findings;
use super::{Category, Entry};

/// A lexicon file, without its entries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pack {
    /// The file; a built-in one is named `builtin/NAME.toml`.
    pub path: PathBuf,
    /// The comment lines at its top, without `#`.
    pub comment: Vec<String>,
    /// Its topic; the file's name where it states none.
    pub category: Category,
    /// Licence of the entries, if stated.
    pub licence: Option<String>,
}

impl Pack {
    /// The pack of a file that says nothing of itself: named after the file.
    #[must_use]
    pub fn of_file(path: &Path) -> Self {
        let id = path.file_stem().map_or_else(
            || "lexicon".to_owned(),
            |stem| stem.to_string_lossy().into_owned(),
        );
        Self {
            path: path.to_path_buf(),
            comment: Vec::new(),
            category: Category::of_id(&id),
            licence: None,
        }
    }

    /// The name of a built-in pack, as `--pack` takes it; none for a user's file.
    #[must_use]
    pub fn builtin_name(&self) -> Option<&str> {
        builtin_name(&self.path)
    }
}

/// NAME of `builtin/NAME.toml`.
pub(super) fn builtin_name(path: &Path) -> Option<&str> {
    let file = path.strip_prefix("builtin").ok()?;
    file.to_str()?.strip_suffix(".toml")
}

/// A parsed file, before rules that concern several files.
#[derive(Debug)]
pub(super) struct LexiconFile {
    pub(super) entries: Vec<Entry>,
    pub(super) pack: Pack,
    /// Files that it includes, and the lines that say so.
    pub(super) include: Vec<(PathBuf, usize)>,
    /// What was found wrong while it was read.
    pub(super) findings: Findings,
}
