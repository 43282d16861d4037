//! Owns temperature scales: levels by the share of a year's documents, read from TOML.

use std::path::Path;

use serde::Deserialize;
use toml::Spanned;

use crate::error::{Error, Result};
use crate::stats;

const BUILT_IN: &str = include_str!("default.toml");

/// A level of a scale.
#[derive(Debug, Clone, PartialEq)]
pub struct Level {
    /// Its name, as tables write it.
    pub name: String,
    /// Its English name.
    pub english: String,
    /// The least share of a year's documents, 0 to 1.
    pub at_least: f64,
}

/// Levels from hot to cold. There are at least two, and the last begins at 0.
///
/// ```
/// use std::path::Path;
/// use tifa::tables::TemperatureScale;
///
/// let toml = "level = [{ name = '热', english = 'hot', at_least = 0.2 }, { name = '冷', english = 'cold', at_least = 0 }]";
/// let scale = TemperatureScale::from_toml(toml, Path::new("mine.toml"))?;
/// assert_eq!(scale.levels()[0].at_least, 0.2);
/// # Ok::<(), tifa::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct TemperatureScale {
    levels: Vec<Level>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    level: Vec<Spanned<Table>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    name: String,
    english: String,
    at_least: f64,
}

impl TemperatureScale {
    /// The scale that is part of the program.
    ///
    /// # Errors
    ///
    /// As [`TemperatureScale::from_toml`]; a test holds that there are none.
    pub fn built_in() -> Result<Self> {
        Self::from_toml(BUILT_IN, Path::new("the built-in temperature scale"))
    }

    /// Reads a scale from a file.
    ///
    /// # Errors
    ///
    /// [`Error::Read`] where there is no such file, and those of [`TemperatureScale::from_toml`].
    pub fn read(path: &Path) -> Result<Self> {
        let content = std::fs::read_to_string(path).map_err(|source| Error::Read {
            path: path.to_path_buf(),
            source,
        })?;
        Self::from_toml(content.trim_start_matches('\u{feff}'), path)
    }

    /// Reads `content`, the words of the file `path`: a list `[[level]]`, from hot to cold, each with
    /// `name`, `english` and `at_least`.
    ///
    /// # Errors
    ///
    /// [`Error::Metadata`], with the line, where the content is no TOML, a field is missing or
    /// unknown, there are less than two levels, a name stands twice, a share is no share or not below
    /// the one before, or the last is not 0.
    pub fn from_toml(content: &str, path: &Path) -> Result<Self> {
        let broken = |offset: usize, message: String| Error::Metadata {
            path: path.to_path_buf(),
            line: 1 + content[..offset.min(content.len())].matches('\n').count() as u64,
            message,
        };
        let file: File = toml::from_str(content).map_err(|error| {
            let offset = error.span().map_or(0, |span| span.start);
            broken(offset, format!("{}: {FORM}", error.message().trim_end()))
        })?;
        let starts: Vec<usize> = file.level.iter().map(|level| level.span().start).collect();
        let levels: Vec<Level> = (file.level.into_iter())
            .map(|level| level.into_inner().into())
            .collect();
        for (place, &start) in starts.iter().enumerate() {
            if let Some(message) = problem(&levels[..=place]) {
                return Err(broken(start, message));
            }
        }
        match levels.last() {
            Some(last) if levels.len() >= 2 && last.at_least > 0.0 => {
                let message = format!(
                    "the last level, {}, takes what is left: write at_least = 0, or add a colder level that has it",
                    last.name
                );
                Err(broken(starts.last().copied().unwrap_or(0), message))
            }
            Some(_) if levels.len() >= 2 => Ok(Self { levels }),
            _ => Err(broken(0, format!("a scale needs two levels: {FORM}"))),
        }
    }

    /// The levels, from hot to cold.
    #[must_use]
    pub fn levels(&self) -> &[Level] {
        &self.levels
    }

    /// Place of the level of a phrase that `with` of `documents` have; `None` without documents.
    #[must_use]
    pub fn place(&self, with: u64, documents: u64) -> Option<usize> {
        let share = stats::rate(with, documents, 1.0)?;
        self.levels.iter().position(|level| share >= level.at_least)
    }
}

/// What a level looks like.
const FORM: &str = "each level is [[level]] with name = \"热\", english = \"hot\", at_least = 0.1";

impl From<Table> for Level {
    fn from(table: Table) -> Self {
        Self {
            name: table.name,
            english: table.english,
            at_least: table.at_least,
        }
    }
}

/// What is wrong with the last of `levels`, those before being right.
fn problem(levels: &[Level]) -> Option<String> {
    let (level, hotter) = levels.split_last()?;
    let (name, share) = (level.name.as_str(), level.at_least);
    if name.trim().is_empty() || level.english.trim().is_empty() {
        return Some("a level has no name: fill in name and english".to_owned());
    }
    if hotter.iter().any(|other| other.name == name) {
        return Some(format!("two levels are named {name}: rename one"));
    }
    if !(0.0..=1.0).contains(&share) {
        return Some(format!(
            "at_least = {share} of {name} is no share of documents: write a number from 0 to 1, as 0.25 for a quarter"
        ));
    }
    let before = hotter.last().filter(|before| before.at_least <= share)?;
    Some(format!(
        "at_least = {share} of {name} is not below that of {}, {}: levels stand from hot to cold",
        before.name, before.at_least
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn level(name: &str, at_least: &str) -> String {
        format!("[[level]]\nname = \"{name}\"\nenglish = \"x\"\nat_least = {at_least}\n")
    }

    #[test]
    fn levels_of_the_built_in_scale() {
        let scale = TemperatureScale::built_in().unwrap();
        let names: String = scale.levels().iter().map(|level| &*level.name).collect();
        assert_eq!(names, "沸烫热暖温冷");
        let place = |with| scale.place(with, 100).unwrap();
        let places = [100, 50, 49, 25, 10, 9, 3, 2, 1, 0].map(place);
        assert_eq!(places, [0, 0, 1, 1, 2, 3, 3, 4, 4, 5]);
        assert_eq!(scale.place(0, 0), None);
    }

    #[test]
    fn errors_name_the_line_and_what_to_do() {
        let cold = level("冷", "0");
        for (content, line, words) in [
            (format!("{}{}", level("热", "1.5"), cold), 1, "from 0 to 1"),
            (format!("{}{}", level("热", "nan"), cold), 1, "from 0 to 1"),
            (
                format!("{cold}{}", level("热", "0.5")),
                5,
                "from hot to cold",
            ),
            (
                format!("{}{}", level("冷", "0.1"), cold),
                5,
                "two levels are named 冷",
            ),
            (
                format!("{}{}", level("热", "0.1"), level("冷", "0.05")),
                5,
                "at_least = 0",
            ),
            (cold.clone(), 1, "two levels"),
            (String::new(), 1, "[[level]]"),
            (cold.replace("english", "englsh"), 3, "englsh"),
            (cold.replace(" = 0", " = \"\""), 4, "[[level]]"),
            (format!("{}{}", level(" ", "0.1"), cold), 1, "no name"),
        ] {
            let error = TemperatureScale::from_toml(&content, Path::new("mine.toml")).unwrap_err();
            let message = error.to_string();
            let place = format!("mine.toml:{line}: ");
            assert!(
                message.starts_with(&place) && message.contains(words),
                "{message}"
            );
        }
    }
}
