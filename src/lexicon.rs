//! Owns the lexicon: entries, the files they come from, their rules, and the built-in packs.
//!
//! Takes files and text, gives a validated [`Lexicon`]. Knows [`text`](crate::text) (two phrases
//! that fold alike are one surface) and errors; does not know matching.

mod builtin;
mod dictionary_file;
mod entry;
mod findings;
mod hash;
mod include;
mod load;
mod lookup;
mod numbers;
mod pack;
mod rules;
mod selection;
mod table_file;
mod toml_file;
mod toml_writer;

use std::path::Path;

use crate::error::{Error, Result};

pub use entry::{
    DateBasis, Entry, Evidence, Guard, ItemOrder, OneLeft, Origin, Particle, PhraseForm, Switch,
    Tier, Variant, VariantKind, Variation, Window,
};
pub use findings::Problem;
pub use load::{Builtin, Checked};
pub use lookup::{NameKind, Named};
pub use pack::Pack;
pub use rules::{MOST_FREE_ITEMS, Slot};
pub use selection::Selection;

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

impl Category {
    /// A topic of which nothing is known but its id.
    fn of_id(id: &str) -> Self {
        Self {
            id: id.to_owned(),
            title: id.to_owned(),
            english: None,
        }
    }
}

/// A set of entries to look for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lexicon {
    entries: Vec<Entry>,
    categories: Vec<Category>,
    packs: Vec<Pack>,
    warnings: Vec<String>,
}

impl Lexicon {
    /// Loads the built-in packs, if wanted, and then `paths` (files or folders) in order.
    ///
    /// # Arguments
    ///
    /// An added entry that folds to a built-in one takes its place: what `paths` list as a text or
    /// a counted variant is no longer a text or a counted variant of a built-in entry.
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

    /// Reads `paths` and collects every problem, where [`Lexicon::load`] ends at the first.
    ///
    /// What would clash with the built-in packs is a problem too; the lexicon in the answer holds
    /// the entries of `paths` only.
    ///
    /// # Errors
    ///
    /// When a file cannot be found or read.
    pub fn check<P: AsRef<Path>>(paths: &[P]) -> Result<Checked> {
        load::check(paths)
    }

    /// Keeps the entries that `selection` wants.
    ///
    /// # Errors
    ///
    /// [`Error::EmptyLexicon`] names a pack, tier or category that selects nothing.
    pub fn select(self, selection: &Selection) -> Result<Self> {
        selection::select(self, selection)
    }

    /// The entries that `name` means: an id, a text with its sense, a text, or a counted wording,
    /// in this order. All but ids are compared folded.
    ///
    /// ```
    /// use tifa::lexicon::{Lexicon, NameKind};
    /// let lexicon = Lexicon::from_phrases(&["绿色发展"])?;
    /// assert_eq!(lexicon.find("「綠色發展」").map(|named| named.by), Some(NameKind::Text));
    /// assert_eq!(lexicon.find("四个意识"), None);
    /// # Ok::<(), tifa::Error>(())
    /// ```
    #[must_use]
    pub fn find(&self, name: &str) -> Option<Named> {
        lookup::find(self, name)
    }

    /// Adds a plain phrase, as a line of a list would, and says which entry it is.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] when nothing can be found by it.
    pub fn with_phrase(self, text: &str) -> Result<(Self, PhraseId)> {
        lookup::with_phrase(self, text)
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
        )])
    }

    /// Makes a lexicon of entries that the caller answers for: no rule is checked, so that two
    /// entries may have one text.
    #[must_use]
    pub fn from_entries(entries: Vec<Entry>) -> Self {
        let mut categories: Vec<Category> = Vec::new();
        for entry in &entries {
            if !categories.iter().any(|known| known.id == entry.category) {
                categories.push(Category::of_id(&entry.category));
            }
        }
        Self {
            entries,
            categories,
            packs: Vec::new(),
            warnings: Vec::new(),
        }
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

    /// The files that the entries come from, in the order in which they were read.
    #[must_use]
    pub fn packs(&self) -> &[Pack] {
        &self.packs
    }

    /// All entries as one TOML file in canonical form, under the head of `pack`.
    ///
    /// An entry says its category only where that is not the pack's own.
    ///
    /// ```
    /// use tifa::lexicon::{Lexicon, Pack};
    /// let lexicon = Lexicon::from_phrases(&["四个意识"])?;
    /// assert_eq!(
    ///     lexicon.to_toml(&lexicon.packs()[0]),
    ///     "[pack]\nid = \"phrases\"\n\n[[phrase]]\ntext = \"四个意识\"\n"
    /// );
    /// # Ok::<(), tifa::Error>(())
    /// ```
    #[must_use]
    pub fn to_toml(&self, pack: &Pack) -> String {
        toml_writer::write(pack, &self.entries)
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
        hash::of(&self.entries)
    }
}

fn broken(path: &Path, line: usize, message: impl Into<String>) -> Error {
    Error::Lexicon {
        path: path.to_path_buf(),
        line,
        message: message.into(),
    }
}
