//! Owns `corpus.toml`: what is known about a corpus, kept beside its texts.
//!
//! ```toml
//! # corpus.toml, in the folder of the texts
//! text_field = "正文"              # the columns or fields that hold the text, …
//! date_field = "日期"              # … the date, the title and the id
//! title_field = "标题"
//! encoding = "gb18030"             # of files that do not say it themselves
//! crawled = 2024-03-05             # the day from which 昨天 and 3天前 are counted
//! default_year = 2019              # for documents that nothing else dates
//! exclude = ["*.bak", "草稿/"]     # patterns as in .gitignore
//! watermarks = ["学习强国"]        # strings a site puts inside sentences
//!
//! [variables]                      # document variables of every document
//! province = "浙江"
//!
//! [folders."2019/省级"]            # for what lies in this folder; the innermost one wins
//! default_year = 2019
//! variables = { level = "省" }
//! ```
//!
//! Every key may be left out; what is given on the command line wins. A key that is not known is
//! an error, with its line.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde::de::Error as _;
use toml::Spanned;

use crate::error::{Error, Result};

/// The file's name, looked for in the folder of a corpus or beside a single file.
pub(super) const FILE_NAME: &str = "corpus.toml";

/// Years outside this range are not speeches' years.
const YEARS: std::ops::RangeInclusive<i16> = 1840..=2100;

/// Larger files are not settings.
const LARGEST: usize = 1 << 20;

/// What `corpus.toml` says; nothing where a key is left out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct CorpusSettings {
    /// Name of the field or column that holds the text.
    pub(super) text_field: Option<String>,
    /// Name of the one that holds the date.
    pub(super) date_field: Option<String>,
    /// Name of the one that holds the title.
    pub(super) title_field: Option<String>,
    /// Name of the one that holds the id.
    pub(super) id_field: Option<String>,
    /// Encoding of files that do not say it themselves.
    pub(super) encoding: Option<String>,
    /// Year of documents that nothing else dates.
    pub(super) default_year: Option<i16>,
    /// The day the texts were fetched: what relative dates count from.
    pub(super) crawled: Option<jiff::civil::Date>,
    /// Patterns, as in `.gitignore`, of what is left out.
    pub(super) exclude: Vec<String>,
    /// Strings that a site puts inside sentences.
    pub(super) watermarks: Vec<String>,
    /// Document variables of every document.
    pub(super) variables: BTreeMap<String, String>,
    /// What holds for folders, by their path below the corpus folder, with `/`.
    folders: BTreeMap<String, FolderSettings>,
}

/// What holds for the documents of one folder.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct FolderSettings {
    default_year: Option<i16>,
    crawled: Option<jiff::civil::Date>,
    variables: BTreeMap<String, String>,
}

/// What holds for one document.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct DocumentSettings {
    /// Its year, if nothing else dates it.
    pub(super) default_year: Option<i16>,
    /// The day it was fetched.
    pub(super) crawled: Option<jiff::civil::Date>,
    /// Its document variables.
    pub(super) variables: BTreeMap<String, String>,
}

impl CorpusSettings {
    /// The settings beside `root`: in it, if it is a folder, else next to it. `None` without the
    /// file.
    ///
    /// # Errors
    ///
    /// A file that cannot be read, is no TOML, or has a key or value that is not known.
    pub(super) fn beside(root: &Path) -> Result<Option<Self>> {
        let path = path_of(root);
        let is_stream = root == Path::new("-");
        if is_stream || path == root || !path.is_file() {
            return Ok(None);
        }
        let bytes = std::fs::read(&path).map_err(|source| Error::Read {
            path: path.clone(),
            source,
        })?;
        if bytes.len() > LARGEST {
            return Err(broken(&path, 1, "larger than 1 MiB: not a settings file"));
        }
        let content = String::from_utf8(bytes).map_err(|cause| {
            let valid = cause.utf8_error().valid_up_to();
            let line = line_of(cause.as_bytes(), valid);
            broken(&path, line, "not UTF-8; save the file as UTF-8")
        })?;
        Self::parse(&content, &path).map(Some)
    }

    /// Reads the content of the file at `path`.
    ///
    /// # Errors
    ///
    /// As [`CorpusSettings::beside`].
    pub(super) fn parse(content: &str, path: &Path) -> Result<Self> {
        let content = content.strip_prefix('\u{feff}').unwrap_or(content);
        let file: File = toml::from_str(content).map_err(|cause| {
            let start = cause.span().map_or(0, |span| span.start);
            broken(path, line_of(content.as_bytes(), start), cause.message())
        })?;
        file.settings()
            .map_err(|(start, message)| broken(path, line_of(content.as_bytes(), start), message))
    }

    /// What holds for the document whose path below the corpus folder is `id`: what is said for
    /// all, then for the folders it lies in, outermost first.
    pub(super) fn of_document(&self, id: &str) -> DocumentSettings {
        let mut found = DocumentSettings {
            default_year: self.default_year,
            crawled: self.crawled,
            variables: self.variables.clone(),
        };
        let ends = id.match_indices('/').map(|(at, _)| at);
        for folder in ends.filter_map(|end| self.folders.get(id.get(..end)?)) {
            found.default_year = folder.default_year.or(found.default_year);
            found.crawled = folder.crawled.or(found.crawled);
            found.variables.extend(folder.variables.clone());
        }
        found
    }

    /// Folders that are named and hold none of the documents `ids`, for a warning.
    pub(super) fn unmatched_folders<'a>(
        &self,
        ids: impl Iterator<Item = &'a str> + Clone,
    ) -> Vec<&str> {
        let holds = |folder: &str| {
            ids.clone().any(|id| {
                id.strip_prefix(folder)
                    .is_some_and(|rest| rest.starts_with('/'))
            })
        };
        let folders = self.folders.keys().map(String::as_str);
        folders.filter(|folder| !holds(folder)).collect()
    }
}

/// Where the settings of a corpus at `root` are.
pub(super) fn path_of(root: &Path) -> PathBuf {
    if root.is_dir() {
        root.join(FILE_NAME)
    } else {
        root.with_file_name(FILE_NAME)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    text_field: Option<Spanned<String>>,
    date_field: Option<Spanned<String>>,
    title_field: Option<Spanned<String>>,
    id_field: Option<Spanned<String>>,
    encoding: Option<Spanned<String>>,
    default_year: Option<Year>,
    crawled: Option<Day>,
    #[serde(default)]
    exclude: Vec<String>,
    #[serde(default)]
    watermarks: Vec<Spanned<String>>,
    #[serde(default)]
    variables: BTreeMap<String, Value>,
    #[serde(default)]
    folders: BTreeMap<Spanned<String>, Folder>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Folder {
    default_year: Option<Year>,
    crawled: Option<Day>,
    #[serde(default)]
    variables: BTreeMap<String, Value>,
}

/// Where something wrong begins, and what it is.
type Wrong = (usize, String);

impl File {
    fn settings(self) -> std::result::Result<CorpusSettings, Wrong> {
        let mut watermarks = Vec::new();
        for watermark in self.watermarks {
            watermarks.extend(filled(Some(watermark), "watermarks")?);
        }
        let mut folders = BTreeMap::new();
        for (name, folder) in self.folders {
            let at = name.span().start;
            let plain = name.into_inner().replace('\\', "/");
            let plain = plain.trim_start_matches("./").trim_matches('/').to_owned();
            let settings = FolderSettings {
                default_year: folder.default_year.map(|year| year.0),
                crawled: folder.crawled.map(|day| day.0),
                variables: of_values(folder.variables),
            };
            if folders.insert(plain.clone(), settings).is_some() {
                return Err((at, format!("folders: {plain:?} is named twice; join them")));
            }
        }
        Ok(CorpusSettings {
            text_field: filled(self.text_field, "text_field")?,
            date_field: filled(self.date_field, "date_field")?,
            title_field: filled(self.title_field, "title_field")?,
            id_field: filled(self.id_field, "id_field")?,
            encoding: filled(self.encoding, "encoding")?,
            default_year: self.default_year.map(|year| year.0),
            crawled: self.crawled.map(|day| day.0),
            exclude: self.exclude,
            watermarks,
            variables: of_values(self.variables),
            folders,
        })
    }
}

fn filled(value: Option<Spanned<String>>, key: &str) -> std::result::Result<Option<String>, Wrong> {
    match value {
        Some(value) if value.get_ref().trim().is_empty() => Err((
            value.span().start,
            format!("{key}: empty; leave it out, or fill it"),
        )),
        other => Ok(other.map(Spanned::into_inner)),
    }
}

fn of_values(values: BTreeMap<String, Value>) -> BTreeMap<String, String> {
    let values = values.into_iter();
    values.map(|(name, value)| (name, value.0)).collect()
}

/// A year that can be a speech's.
struct Year(i16);

impl<'de> Deserialize<'de> for Year {
    fn deserialize<D: serde::Deserializer<'de>>(
        deserializer: D,
    ) -> std::result::Result<Self, D::Error> {
        let year = i64::deserialize(deserializer)?;
        match i16::try_from(year) {
            Ok(year) if YEARS.contains(&year) => Ok(Self(year)),
            _ => Err(D::Error::custom(format!(
                "{year} is not a year from {} to {}",
                YEARS.start(),
                YEARS.end()
            ))),
        }
    }
}

/// A day, as a TOML date or a string.
struct Day(jiff::civil::Date);

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: serde::Deserializer<'de>>(
        deserializer: D,
    ) -> std::result::Result<Self, D::Error> {
        let written = Value::deserialize(deserializer)?.0;
        let day = written.get(..10).unwrap_or(&written);
        day.parse()
            .map(Self)
            .map_err(|_| D::Error::custom(format!("{written:?} is not a day; write 2024-03-05")))
    }
}

/// A string, number, date or truth value, as text.
struct Value(String);

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: serde::Deserializer<'de>>(
        deserializer: D,
    ) -> std::result::Result<Self, D::Error> {
        match toml::Value::deserialize(deserializer)? {
            toml::Value::String(text) => Ok(Self(text)),
            toml::Value::Integer(number) => Ok(Self(number.to_string())),
            toml::Value::Float(number) => Ok(Self(number.to_string())),
            toml::Value::Boolean(truth) => Ok(Self(truth.to_string())),
            toml::Value::Datetime(date) => Ok(Self(date.to_string())),
            toml::Value::Array(_) | toml::Value::Table(_) => {
                Err(D::Error::custom("a text, number or date is wanted here"))
            }
        }
    }
}

fn broken(path: &Path, line: u64, message: impl Into<String>) -> Error {
    Error::Metadata {
        path: path.to_path_buf(),
        line,
        message: message.into(),
    }
}

/// The line of byte `offset`, from 1.
fn line_of(content: &[u8], offset: usize) -> u64 {
    super::record::LineCounter::default().line_of(content, offset)
}

#[cfg(test)]
mod tests;
