//! Owns what documents are grouped by.

use super::Sides;
use crate::corpus::Document;

/// What documents are grouped by; documents without a value are in no group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Grouping {
    /// Their year.
    Year,
    /// A document variable.
    Variable(String),
    /// The path that was given: a speech, or a folder as one group.
    Path,
    /// Every document by itself.
    Document,
    /// The folder they lie in.
    Folder,
    /// The side of a comparison that their group is on.
    Sides(Sides),
}

impl Grouping {
    /// Name of the group's column, and of tables: `phrase_by_NAME`.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Year => "year",
            Self::Variable(name) => name,
            Self::Path => "path",
            Self::Document => "document",
            Self::Folder => "folder",
            Self::Sides(_) => "side",
        }
    }

    /// The document's group.
    #[must_use]
    pub fn value(&self, document: &Document) -> Option<String> {
        match self {
            Self::Year => document.date.year().map(|year| year.to_string()),
            Self::Variable(name) => document.variable(name).map(str::to_owned),
            Self::Path => Some(document.root.clone()),
            Self::Document => Some(document.id.clone()),
            Self::Folder => {
                let folder = document.path.rsplit_once('/');
                Some(folder.map_or(".", |(folder, _)| folder).to_owned())
            }
            Self::Sides(sides) => {
                let group = sides.by.value(document)?;
                sides.of(&group).map(str::to_owned)
            }
        }
    }
}
