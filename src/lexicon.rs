//! Owns the lexicon: entries, the files they come from, their rules, and the built-in packs.
//!
//! Takes files and text, gives a validated [`Lexicon`]. Knows [`text`](crate::text) (two phrases
//! that fold alike are one surface) and errors; does not know matching.

mod builtin;
mod load;
mod rules;
mod table_file;
mod toml_file;

use std::path::{Path, PathBuf};

use crate::digest::sha256;
use crate::error::{Error, Result};

pub use load::Builtin;

/// Index of an entry in its lexicon.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PhraseId(pub u32);

impl PhraseId {
    /// The index as a position in [`Lexicon::entries`].
    #[must_use]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// Where an entry stands, for messages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// The lexicon file; a built-in one is named `builtin/NAME.toml`.
    pub path: PathBuf,
    /// Its line, from 1.
    pub line: usize,
}

/// One formulation: what LEXICON calls a phrase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The canonical form. A `|` in it is a soft joint: a place where a separator may stand.
    pub text: String,
    /// Other wordings that are counted as `variant`.
    pub variants: Vec<String>,
    /// The topic.
    pub category: String,
    /// Official or usual English rendering.
    pub english: Option<String>,
    /// Earliest known central use.
    pub first_year: Option<i32>,
    /// Where that use stands.
    pub first_source: Option<String>,
    /// What a numeric formulation expands to, in order.
    pub components: Vec<String>,
    /// A remark for the reader.
    pub note: Option<String>,
    /// Where the entry stands.
    pub origin: Origin,
}

impl Entry {
    /// The canonical form as it is printed and compared: soft joints dropped.
    #[must_use]
    pub fn display(&self) -> String {
        self.text.replace('|', "")
    }
}

/// A topic and its names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Category {
    /// The id that entries carry.
    pub id: String,
    /// Chinese name; the id where a file gives none.
    pub title: String,
    /// English name, if given.
    pub english: Option<String>,
}

/// A set of entries to look for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lexicon {
    entries: Vec<Entry>,
    categories: Vec<Category>,
    warnings: Vec<String>,
}

impl Lexicon {
    /// Loads the built-in packs, if wanted, and then `paths` (files or folders) in order.
    ///
    /// # Arguments
    ///
    /// An added entry that folds to a built-in one takes its place.
    ///
    /// # Errors
    ///
    /// [`Error::Lexicon`] names file and line of the first broken rule, [`Error::EmptyLexicon`]
    /// says that nothing is left, and [`Error::NotFound`] or [`Error::Read`] that a file cannot be
    /// read.
    ///
    /// ```
    /// use tifa::lexicon::{Builtin, Lexicon};
    /// let lexicon = Lexicon::load(Builtin::Included, &[] as &[&str])?;
    /// assert!(lexicon.entries().iter().any(|entry| entry.text == "四个意识"));
    /// # Ok::<(), tifa::Error>(())
    /// ```
    pub fn load<P: AsRef<Path>>(builtin: Builtin, paths: &[P]) -> Result<Self> {
        load::load(builtin, paths)
    }

    /// Makes a lexicon of plain phrases, as a file with one phrase per line would.
    ///
    /// # Errors
    ///
    /// As [`Lexicon::load`].
    pub fn from_phrases<S: AsRef<str>>(phrases: &[S]) -> Result<Self> {
        let lines: Vec<&str> = phrases.iter().map(AsRef::as_ref).collect();
        load::from_files(vec![table_file::parse_list(
            &lines.join("\n"),
            Path::new("phrases"),
        )?])
    }

    /// All entries; an entry's position is its [`PhraseId`].
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The entry with the given id.
    #[must_use]
    pub fn entry(&self, id: PhraseId) -> &Entry {
        &self.entries[id.index()]
    }

    /// All categories, in the order in which they first occur.
    #[must_use]
    pub fn categories(&self) -> &[Category] {
        &self.categories
    }

    /// What is allowed but probably not meant, one message each.
    #[must_use]
    pub fn warnings(&self) -> &[String] {
        &self.warnings
    }

    /// SHA-256 over all that influences a count, as 64 hexadecimal digits.
    ///
    /// Neither the order of the files nor notes and English renderings change it.
    #[must_use]
    pub fn hash(&self) -> String {
        let mut lines: Vec<String> = self.entries.iter().map(hash_line).collect();
        lines.sort_unstable();
        sha256(lines.concat().as_bytes())
    }
}

fn hash_line(entry: &Entry) -> String {
    let mut variants = entry.variants.clone();
    variants.sort_unstable();
    format!(
        "{}\u{1f}{}\u{1f}{}\n",
        entry.text,
        entry.category,
        variants.join("\u{1e}")
    )
}

/// A parsed file, before rules that concern several files.
#[derive(Debug)]
struct LexiconFile {
    entries: Vec<Entry>,
    category: Category,
    warnings: Vec<String>,
}

fn broken(path: &Path, line: usize, message: impl Into<String>) -> Error {
    Error::Lexicon {
        path: path.to_path_buf(),
        line,
        message: message.into(),
    }
}

/// The category of entries that name none: the file's stem.
fn stem_category(path: &Path) -> Category {
    let id = path.file_stem().map_or_else(
        || "lexicon".to_owned(),
        |stem| stem.to_string_lossy().into_owned(),
    );
    Category {
        title: id.clone(),
        id,
        english: None,
    }
}
