//! Owns what is given about a document beside its text.

use std::collections::BTreeMap;

/// Columns of `documents.csv` that are computed: in a corrected table they say nothing.
pub const COMPUTED: [&str; 29] = [
    "path",
    "line",
    "title_source",
    "speaker_source",
    "speaker_confidence",
    "occasion_source",
    "occasion_confidence",
    "year_source",
    "year_evidence",
    "year_confidence",
    "event_date",
    "publish_evidence",
    "reference_year",
    "window_from",
    "window_to",
    "format",
    "encoding",
    "replaced",
    "flags",
    "declared_chars",
    "zone_chars",
    "duplicate_of",
    "counted",
    "chars",
    "tokens",
    "types",
    "hits",
    "hits_free",
    "distinct_phrases",
];

/// What is given for one document or file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Given {
    pub(super) title: Option<String>,
    pub(super) date: Option<GivenDate>,
    pub(super) published: Option<String>,
    pub(super) speaker: Option<String>,
    pub(super) occasion: Option<String>,
    pub(super) by: GivenBy,
    pub(super) variables: BTreeMap<String, String>,
}

/// Who gives it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum GivenBy {
    /// A table beside the texts, a record, a page.
    #[default]
    Metadata,
    /// A table of documents that was given back: it says nothing new where it is what was found.
    Corrections,
}

/// A date that is given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum GivenDate {
    /// As it is written.
    Written(String),
    /// In a table that was given back: it says nothing new where it is what was found.
    GivenBack(String),
    /// The document is not to be dated.
    Nothing,
}

/// What a table's first column means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Key {
    /// Paths below the table's folder.
    Path,
    /// Ids of documents.
    DocumentId,
}

impl Key {
    pub(super) fn column(self) -> &'static str {
        match self {
            Self::Path => "path",
            Self::DocumentId => "doc_id",
        }
    }
}

impl Given {
    /// What a record or front matter says: speaker, occasion and publication have names of their
    /// own, all else is a variable.
    pub(super) fn of_variables(variables: BTreeMap<String, String>) -> Self {
        let mut given = Self::default();
        for (name, value) in variables {
            given.set(&name, &value, Key::Path);
        }
        given
    }

    pub(super) fn set(&mut self, name: &str, value: &str, key: Key) {
        let value = value.to_owned();
        match name {
            "title" => self.title = Some(value),
            "speaker" => self.speaker = Some(value),
            "occasion" => self.occasion = Some(value),
            "publish_date" => self.published = Some(value),
            _ if key == Key::DocumentId && (COMPUTED.contains(&name) || name == "masks") => {}
            _ => {
                let own = name.strip_prefix("variable_");
                let own = own.filter(|_| key == Key::DocumentId).unwrap_or(name);
                self.variables.insert(own.to_owned(), value);
            }
        }
    }

    /// Takes from `other` what is not given here.
    pub(super) fn complete(&mut self, other: &Self) {
        let or = |own: &mut Option<String>, other: &Option<String>| {
            if own.is_none() {
                own.clone_from(other);
            }
        };
        or(&mut self.title, &other.title);
        or(&mut self.published, &other.published);
        or(&mut self.speaker, &other.speaker);
        or(&mut self.occasion, &other.occasion);
        if self.date.is_none() {
            self.date.clone_from(&other.date);
        }
        for (name, value) in &other.variables {
            let own = self.variables.entry(name.clone());
            own.or_insert_with(|| value.clone());
        }
    }
}

impl GivenDate {
    /// The words of the date; empty where the document is not to be dated.
    pub(super) fn written(&self) -> &str {
        match self {
            Self::Written(written) | Self::GivenBack(written) => written,
            Self::Nothing => "",
        }
    }
}
