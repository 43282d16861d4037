//! Owns the other forms of a lexicon: one phrase per line, and CSV or TSV with a `text` column.

use std::path::Path;

use super::{Entry, LexiconFile, Origin, broken, stem_category};
use crate::error::Result;

/// Columns that are read; every other one is named in a warning.
const COLUMNS: [&str; 8] = [
    "text",
    "variants",
    "category",
    "english",
    "first_year",
    "first_source",
    "components",
    "note",
];

/// One phrase per line; empty lines and lines that begin with `#` are left out.
pub(super) fn parse_list(content: &str, path: &Path) -> Result<LexiconFile> {
    let category = stem_category(path);
    let entries = content
        .lines()
        .enumerate()
        .map(|(index, line)| (index + 1, line.trim()))
        .filter(|(_, line)| !line.is_empty() && !line.starts_with('#'))
        .map(|(line, text)| blank_entry(text, &category.id, path, line))
        .collect();
    Ok(LexiconFile {
        entries,
        category,
        warnings: Vec::new(),
    })
}

/// A table with a header; list columns separate their items by `|`.
pub(super) fn parse_table(content: &str, path: &Path, delimiter: u8) -> Result<LexiconFile> {
    let category = stem_category(path);
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .from_reader(content.as_bytes());
    let headers = reader
        .headers()
        .map_err(|cause| csv_error(path, &cause))?
        .clone();
    if !headers.iter().any(|name| name.trim() == "text") {
        return Err(broken(
            path,
            1,
            "no column named \"text\"; the first line must name the columns",
        ));
    }
    let mut file = LexiconFile {
        entries: Vec::new(),
        category,
        warnings: unknown_columns(&headers, path),
    };
    for record in reader.records() {
        let record = record.map_err(|cause| csv_error(path, &cause))?;
        let line = record.position().map_or(1, |position| {
            usize::try_from(position.line()).unwrap_or(usize::MAX)
        });
        let mut entry = blank_entry("", &file.category.id, path, line);
        for (name, value) in headers.iter().zip(&record) {
            set_field(&mut entry, name.trim(), value.trim(), path, line)?;
        }
        file.entries.push(entry);
    }
    Ok(file)
}

fn set_field(entry: &mut Entry, name: &str, value: &str, path: &Path, line: usize) -> Result<()> {
    if value.is_empty() {
        return Ok(());
    }
    let items = || {
        value
            .split('|')
            .map(str::trim)
            .filter(|item| !item.is_empty())
            .map(str::to_owned)
            .collect()
    };
    match name {
        "text" => value.clone_into(&mut entry.text),
        "variants" => entry.variants = items(),
        "components" => entry.components = items(),
        "category" => value.clone_into(&mut entry.category),
        "english" => entry.english = Some(value.to_owned()),
        "first_source" => entry.first_source = Some(value.to_owned()),
        "note" => entry.note = Some(value.to_owned()),
        "first_year" => {
            let year = value
                .parse()
                .map_err(|_| broken(path, line, format!("first_year: {value:?} is not a year")))?;
            entry.first_year = Some(year);
        }
        _ => {}
    }
    Ok(())
}

fn unknown_columns(headers: &csv::StringRecord, path: &Path) -> Vec<String> {
    let unknown: Vec<&str> = headers
        .iter()
        .map(str::trim)
        .filter(|name| !COLUMNS.contains(name))
        .collect();
    if unknown.is_empty() {
        return Vec::new();
    }
    let known = COLUMNS.join(", ");
    vec![format!(
        "{}:1: columns not used: {} (used are {known})",
        path.display(),
        unknown.join(", ")
    )]
}

fn blank_entry(text: &str, category: &str, path: &Path, line: usize) -> Entry {
    Entry {
        text: text.to_owned(),
        variants: Vec::new(),
        category: category.to_owned(),
        english: None,
        first_year: None,
        first_source: None,
        components: Vec::new(),
        note: None,
        origin: Origin {
            path: path.to_path_buf(),
            line,
        },
    }
}

fn csv_error(path: &Path, cause: &csv::Error) -> crate::error::Error {
    let line = cause.position().map_or(1, |position| {
        usize::try_from(position.line()).unwrap_or(usize::MAX)
    });
    broken(path, line, format!("{cause}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_skips_comments_and_keeps_line_numbers() {
        let file = parse_list(
            "# 我的词表\n\n四个意识\n  两个维护 \n",
            Path::new("mine.txt"),
        )
        .unwrap();
        let found: Vec<(&str, usize)> = file
            .entries
            .iter()
            .map(|e| (e.text.as_str(), e.origin.line))
            .collect();
        assert_eq!(found, [("四个意识", 3), ("两个维护", 4)]);
        assert_eq!(file.entries[0].category, "mine");
    }

    #[test]
    fn a_table_reads_lists_and_names_what_it_does_not_use() {
        let content = "text,variants,first_year,count\n习近平总书记,习总书记|习主席,2012,7\n";
        let file = parse_table(content, Path::new("t.csv"), b',').unwrap();
        assert_eq!(file.entries[0].variants, ["习总书记", "习主席"]);
        assert_eq!(file.entries[0].first_year, Some(2012));
        assert!(file.warnings[0].contains("count"));
        let error = parse_table("phrase\n甲\n", Path::new("t.csv"), b',')
            .unwrap_err()
            .to_string();
        assert!(
            error.starts_with("t.csv:1:") && error.contains("text"),
            "{error}"
        );
    }
}
