//! Owns what is given beside the texts: `metadata.csv`, and a table of documents that was corrected
//! by hand.

use std::path::{Path, PathBuf};

use rustc_hash::{FxHashMap, FxHashSet};

use super::date::parse_date;
use super::given::{Given, GivenBy, GivenDate, Key};
use crate::error::{Error, Result};

/// The file's name, looked for in every folder of a corpus.
pub(super) const FILE_NAME: &str = "metadata.csv";

/// What says that something is not known.
const NONE: &str = "none";

/// A row of a table, and where it stands.
#[derive(Debug, Clone)]
struct Row {
    given: Given,
    file: PathBuf,
    line: u64,
}

/// All rows: by the path of a file, and by the id of a document.
#[derive(Debug, Clone, Default)]
pub(super) struct Metadata {
    by_path: FxHashMap<String, Row>,
    by_id: FxHashMap<String, Row>,
    used: FxHashSet<String>,
}

impl Metadata {
    /// What is given for a document: for its id, else for its file.
    pub(super) fn get(&mut self, id: &str, path: &str) -> Given {
        if let Some(row) = self.by_id.get(id) {
            self.used.insert(id.to_owned());
            let mut given = row.given.clone();
            if let Some(of_file) = self.by_path.get(path) {
                given.complete(&of_file.given);
            }
            return given;
        }
        let of_file = self.by_path.get(path).map(|row| row.given.clone());
        of_file.unwrap_or_default()
    }

    /// Takes over the row that `other` has for `path`, under the path `renamed`.
    pub(super) fn adopt(&mut self, other: &Self, path: &str, renamed: &str) {
        if let Some(row) = other.by_path.get(path) {
            self.by_path.insert(renamed.to_owned(), row.clone());
        }
    }

    /// Paths that rows name and `known` does not hold, sorted.
    pub(super) fn unmatched(&self, known: impl Fn(&str) -> bool) -> Vec<String> {
        let names = self.by_path.keys().filter(|id| !known(id));
        let mut unmatched: Vec<String> = names.cloned().collect();
        unmatched.sort_unstable();
        unmatched
    }

    /// Rows of ids that no document had: file, line and id, sorted.
    pub(super) fn unused(&self) -> Vec<(String, u64, String)> {
        let rows = self.by_id.iter().filter(|(id, _)| !self.used.contains(*id));
        let mut unused: Vec<(String, u64, String)> = rows
            .map(|(id, row)| (row.file.display().to_string(), row.line, id.clone()))
            .collect();
        unused.sort_unstable();
        unused
    }

    /// Adds the rows of the file at `path`; their paths are below `prefix`.
    pub(super) fn read(&mut self, path: &Path, prefix: &str) -> Result<()> {
        self.read_rows(path, prefix, Key::Path)
    }

    /// Adds the rows of a table of documents that was corrected by hand.
    pub(super) fn read_corrections(&mut self, path: &Path) -> Result<()> {
        self.read_rows(path, "", Key::DocumentId)
    }

    fn read_rows(&mut self, path: &Path, prefix: &str, key: Key) -> Result<()> {
        let bytes = std::fs::read(path).map_err(|source| Error::Read {
            path: path.to_path_buf(),
            source,
        })?;
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
        let mut reader = csv::Reader::from_reader(bytes);
        let headers = reader
            .headers()
            .map_err(|cause| broken_csv(path, &cause))?
            .clone();
        let has = |name| headers.iter().any(|header| header.trim() == name);
        // A list of paths may be given as corrections, too.
        let key = if key == Key::DocumentId && !has("doc_id") {
            Key::Path
        } else {
            key
        };
        if !has(key.column()) {
            let message = "no column named \"path\" (or \"doc_id\", as in documents.csv); the first line must name the columns (path,title,date,year,…)";
            return Err(broken(path, 1, message));
        }
        for record in reader.records() {
            let record = record.map_err(|cause| broken_csv(path, &cause))?;
            let line = record.position().map_or(0, csv::Position::line);
            self.add(&headers, &record, (path, line), (prefix, key))?;
        }
        Ok(())
    }

    fn add(
        &mut self,
        headers: &csv::StringRecord,
        record: &csv::StringRecord,
        place: (&Path, u64),
        (prefix, key): (&str, Key),
    ) -> Result<()> {
        let mut given = Given {
            by: match key {
                Key::Path => GivenBy::Metadata,
                Key::DocumentId => GivenBy::Corrections,
            },
            ..Given::default()
        };
        let (mut id, mut year) = (String::new(), None);
        let cells = record.iter().map(|cell| unquoted(cell.trim()));
        for (name, value) in headers.iter().map(str::trim).zip(cells) {
            match name {
                _ if name == key.column() => {
                    id = format!("{prefix}{}", value.trim_start_matches("./"));
                }
                _ if value.is_empty() => {}
                "date" => given.date = Some(checked(value, (name, key), place)?),
                "year" => year = Some(checked(value, (name, key), place)?),
                _ => given.set(name, value, key),
            }
        }
        given.date = agreed(given.date, year, place)?;
        let row = Row {
            given,
            file: place.0.to_path_buf(),
            line: place.1,
        };
        let rows = match key {
            Key::Path => &mut self.by_path,
            Key::DocumentId => &mut self.by_id,
        };
        if rows.insert(id.clone(), row).is_some() {
            let message = format!("{id:?} has two rows; remove one");
            return Err(broken(place.0, place.1, message));
        }
        Ok(())
    }
}

/// A cell without the apostrophe that keeps a spreadsheet from running it as a formula.
fn unquoted(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if rest.starts_with(['=', '+', '-', '@']) => rest,
        _ => cell,
    }
}

fn checked(value: &str, (column, key): (&str, Key), place: (&Path, u64)) -> Result<GivenDate> {
    match parse_date(value) {
        Some(_) if key == Key::DocumentId => Ok(GivenDate::GivenBack(value.to_owned())),
        Some(_) => Ok(GivenDate::Written(value.to_owned())),
        None if value == NONE => Ok(GivenDate::Nothing),
        None => Err(broken(
            place.0,
            place.1,
            format!(
                "{column}: {value:?} is not a date; write 2024, 2024-03, 2024-03-05, or none for a document that is not to be dated"
            ),
        )),
    }
}

/// The date, or the year where no date is given; they must not contradict each other.
fn agreed(
    date: Option<GivenDate>,
    year: Option<GivenDate>,
    place: (&Path, u64),
) -> Result<Option<GivenDate>> {
    let year_of = |value: &Option<GivenDate>| {
        let written = value.as_ref().map(GivenDate::written);
        written.and_then(parse_date).map(|date| date.year)
    };
    match (year_of(&date), year_of(&year)) {
        (Some(of_date), Some(given)) if of_date != given => Err(broken(
            place.0,
            place.1,
            format!("the date is in {of_date} but the year is {given}; correct one"),
        )),
        _ => Ok(date.or(year)),
    }
}

fn broken(path: &Path, line: u64, message: impl Into<String>) -> Error {
    Error::Metadata {
        path: path.to_path_buf(),
        line,
        message: message.into(),
    }
}

fn broken_csv(path: &Path, cause: &csv::Error) -> Error {
    broken(
        path,
        cause.position().map_or(1, csv::Position::line),
        cause.to_string(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(content: &str, key: Key) -> Result<Metadata> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("metadata.csv");
        std::fs::write(&path, content).unwrap();
        let mut metadata = Metadata::default();
        metadata.read_rows(&path, "", key)?;
        Ok(metadata)
    }

    fn written(given: &Given) -> Option<&str> {
        given.date.as_ref().map(GivenDate::written)
    }

    #[test]
    fn further_columns_become_document_variables() {
        let table = "path,title,date,year,speaker,level\na.txt,讲话,2024-03,,镇长,township\nb.txt,,,2019,,\nc.txt,,none,,,\n";
        let mut metadata = read(table, Key::Path).unwrap();
        let a = metadata.get("a.txt", "a.txt");
        assert_eq!(a.title.as_deref(), Some("讲话"));
        assert_eq!(a.speaker.as_deref(), Some("镇长"));
        assert_eq!(a.variables["level"], "township");
        assert_eq!(written(&metadata.get("b.txt", "b.txt")), Some("2019"));
        assert_eq!(
            metadata.get("c.txt", "c.txt").date,
            Some(GivenDate::Nothing)
        );
        assert_eq!(metadata.unmatched(|id| id == "a.txt"), ["b.txt", "c.txt"]);
    }

    #[test]
    fn a_corrected_table_goes_before_the_one_beside_the_texts() {
        let corrected = "doc_id,path,title,year,year_source,chars,level,variable_chars\nr:2,r.csv,'-题,2020,metadata,77,市,9\nx,r.csv,,,,,,\n";
        let mut metadata = read(corrected, Key::DocumentId).unwrap();
        let mut beside = read("path,speaker,level\nr.csv,镇长,镇\n", Key::Path).unwrap();
        metadata.by_path = std::mem::take(&mut beside.by_path);
        let given = metadata.get("r:2", "r.csv");
        assert_eq!(given.title.as_deref(), Some("-题"));
        assert_eq!(written(&given), Some("2020"));
        assert_eq!(given.speaker.as_deref(), Some("镇长"));
        let variables: Vec<(&str, &str)> = given
            .variables
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        assert_eq!(variables, [("chars", "9"), ("level", "市")]);
        let unused = metadata.unused();
        assert_eq!(unused.len(), 1);
        assert_eq!((unused[0].1, unused[0].2.as_str()), (3, "x"));
    }

    #[test]
    fn broken_rows_name_their_line() {
        for (content, word) in [
            ("file,title\na,b\n", "path"),
            ("path,date\na.txt,gestern\n", ":2: date"),
            ("path,date,year\na.txt,2024-01-01,2023\n", "2023"),
            ("path\na.txt\na.txt\n", "two rows"),
            ("path,title\na.txt\n", "csv"),
        ] {
            let message = read(content, Key::Path)
                .unwrap_err()
                .to_string()
                .to_lowercase();
            assert!(message.contains(word), "{message}");
        }
    }
}
