//! Owns `metadata.csv`: titles, dates and document variables given beside the texts.

use std::collections::BTreeMap;
use std::path::Path;

use rustc_hash::FxHashMap;

use super::date::parse_date;
use crate::error::{Error, Result};

/// The file's name, looked for in every folder of a corpus.
pub(super) const FILE_NAME: &str = "metadata.csv";

/// What is given for one file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Given {
    pub(super) title: Option<String>,
    pub(super) date: Option<String>,
    pub(super) variables: BTreeMap<String, String>,
}

/// All rows, by the path's id.
#[derive(Debug, Clone, Default)]
pub(super) struct Metadata {
    rows: FxHashMap<String, Given>,
}

impl Metadata {
    /// What is given for the source `id`.
    pub(super) fn get(&self, id: &str) -> Option<&Given> {
        self.rows.get(id)
    }

    /// Takes over the row that `other` has for `id`, under the id `renamed`.
    pub(super) fn adopt(&mut self, other: &Self, id: &str, renamed: &str) {
        if let Some(given) = other.rows.get(id) {
            self.rows.insert(renamed.to_owned(), given.clone());
        }
    }

    /// Ids that rows name and `known` does not hold, sorted.
    pub(super) fn unmatched(&self, known: impl Fn(&str) -> bool) -> Vec<String> {
        let mut unmatched: Vec<String> =
            self.rows.keys().filter(|id| !known(id)).cloned().collect();
        unmatched.sort_unstable();
        unmatched
    }

    /// Adds the rows of the file at `path`; their paths are below `prefix`.
    pub(super) fn read(&mut self, path: &Path, prefix: &str) -> Result<()> {
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
        if !headers.iter().any(|name| name.trim() == "path") {
            return Err(broken(
                path,
                1,
                "no column named \"path\"; the first line must name the columns (path,title,date,year,…)",
            ));
        }
        for record in reader.records() {
            let record = record.map_err(|cause| broken_csv(path, &cause))?;
            let line = record.position().map_or(0, csv::Position::line);
            self.add(&headers, &record, (path, line), prefix)?;
        }
        Ok(())
    }

    fn add(
        &mut self,
        headers: &csv::StringRecord,
        record: &csv::StringRecord,
        place: (&Path, u64),
        prefix: &str,
    ) -> Result<()> {
        let mut given = Given::default();
        let (mut id, mut year) = (String::new(), None);
        for (name, value) in headers
            .iter()
            .map(str::trim)
            .zip(record.iter().map(str::trim))
        {
            match name {
                "path" => id = format!("{prefix}{}", value.trim_start_matches("./")),
                _ if value.is_empty() => {}
                "title" => given.title = Some(value.to_owned()),
                "date" => given.date = Some(checked(value, "date", place)?),
                "year" => year = Some(checked(value, "year", place)?),
                _ => {
                    given.variables.insert(name.to_owned(), value.to_owned());
                }
            }
        }
        given.date = agreed(given.date, year, place)?;
        if self.rows.insert(id.clone(), given).is_some() {
            return Err(broken(
                place.0,
                place.1,
                format!("{id:?} has two rows; remove one"),
            ));
        }
        Ok(())
    }
}

fn checked(value: &str, column: &str, place: (&Path, u64)) -> Result<String> {
    match parse_date(value) {
        Some(_) => Ok(value.to_owned()),
        None => Err(broken(
            place.0,
            place.1,
            format!("{column}: {value:?} is not a date; write 2024, 2024-03 or 2024-03-05"),
        )),
    }
}

/// The date, or the year where no date is given; they must not contradict each other.
fn agreed(
    date: Option<String>,
    year: Option<String>,
    place: (&Path, u64),
) -> Result<Option<String>> {
    let year_of =
        |value: &Option<String>| value.as_deref().and_then(parse_date).map(|date| date.year);
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

    fn read(content: &str) -> Result<Metadata> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("metadata.csv");
        std::fs::write(&path, content).unwrap();
        let mut metadata = Metadata::default();
        metadata.read(&path, "")?;
        Ok(metadata)
    }

    #[test]
    fn further_columns_become_document_variables() {
        let metadata = read("path,title,date,year,speaker,level\na.txt,讲话,2024-03,,镇长,township\nb.txt,,,2019,,\n").unwrap();
        let a = metadata.get("a.txt").unwrap();
        assert_eq!(a.title.as_deref(), Some("讲话"));
        assert_eq!(a.variables["level"], "township");
        assert_eq!(metadata.get("b.txt").unwrap().date.as_deref(), Some("2019"));
        assert_eq!(metadata.unmatched(|id| id == "a.txt"), ["b.txt"]);
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
            let message = read(content).unwrap_err().to_string().to_lowercase();
            assert!(message.contains(word), "{message}");
        }
    }
}
