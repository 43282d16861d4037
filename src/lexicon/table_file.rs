//! Owns the other forms of a lexicon: one phrase per line, and CSV or TSV with a `text` column.

use std::path::Path;

use super::findings::{Findings, Problem};
use super::pack::LexiconFile;
use super::{Entry, Origin, Pack, Tier, Variant, VariantKind, broken};
use crate::error::Result;

/// Columns that are read; every other one is named in a warning.
const COLUMNS: [&str; 9] = [
    "text",
    "tier",
    "variants",
    "category",
    "english",
    "first_year",
    "first_source",
    "components",
    "note",
];

/// One phrase per line; empty lines and lines that begin with `#` are left out.
pub(super) fn parse_list(content: &str, path: &Path) -> LexiconFile {
    let pack = Pack::of_file(path);
    let entries = content
        .lines()
        .enumerate()
        .map(|(index, line)| (index + 1, line.trim()))
        .filter(|(_, line)| !line.is_empty() && !line.starts_with('#'))
        .map(|(line, text)| blank_entry(text, &pack.category.id, path, line))
        .collect();
    LexiconFile {
        include: Vec::new(),
        entries,
        pack,
        findings: Findings::default(),
    }
}

/// A table with a header; list columns separate their items by `|`.
pub(super) fn parse_table(content: &str, path: &Path, delimiter: u8) -> Result<LexiconFile> {
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
        include: Vec::new(),
        entries: Vec::new(),
        pack: Pack::of_file(path),
        findings: Findings::default(),
    };
    file.findings
        .warnings
        .extend(unknown_columns(&headers, path));
    for record in reader.records() {
        let record = record.map_err(|cause| csv_error(path, &cause))?;
        let line = record.position().map_or(1, |position| {
            usize::try_from(position.line()).unwrap_or(usize::MAX)
        });
        let mut entry = blank_entry("", &file.pack.category.id, path, line);
        for (name, value) in headers.iter().zip(&record) {
            if let Err(message) = set_field(&mut entry, name.trim(), value.trim()) {
                file.findings.errors.push(Problem::of(&entry, message));
            }
        }
        file.entries.push(entry);
    }
    Ok(file)
}

/// What is wrong with the value is the error.
fn set_field(entry: &mut Entry, name: &str, value: &str) -> Result<(), String> {
    if value.is_empty() {
        return Ok(());
    }
    let items = || -> Vec<String> {
        value
            .split('|')
            .map(str::trim)
            .filter(|item| !item.is_empty())
            .map(str::to_owned)
            .collect()
    };
    match name {
        "text" => value.clone_into(&mut entry.text),
        "variants" => {
            entry.variants = items()
                .into_iter()
                .map(|text| Variant {
                    text,
                    kind: VariantKind::Spelling,
                })
                .collect();
        }
        "components" => entry.components = items(),
        "category" => value.clone_into(&mut entry.category),
        "english" => entry.english = Some(value.to_owned()),
        "first_source" => entry.first_source = Some(value.to_owned()),
        "note" => entry.note = Some(value.to_owned()),
        "tier" => {
            let tier = Tier::from_name(value)
                .ok_or_else(|| format!("tier: {value:?} is none of A, B, C, L"))?;
            entry.tier = Some(tier);
        }
        "first_year" => {
            let year = value
                .parse()
                .map_err(|_| format!("first_year: {value:?} is not a year"))?;
            entry.first_year = Some(year);
        }
        _ => {}
    }
    Ok(())
}

fn unknown_columns(headers: &csv::StringRecord, path: &Path) -> Option<Problem> {
    let unknown: Vec<&str> = headers
        .iter()
        .map(str::trim)
        .filter(|name| !COLUMNS.contains(name))
        .collect();
    if unknown.is_empty() {
        return None;
    }
    let known = COLUMNS.join(", ");
    Some(Problem {
        origin: Origin::new(path, 1),
        message: format!(
            "columns not used: {} (used are {known})",
            unknown.join(", ")
        ),
    })
}

pub(super) fn blank_entry(text: &str, category: &str, path: &Path, line: usize) -> Entry {
    Entry {
        text: text.to_owned(),
        category: category.to_owned(),
        origin: Origin::new(path, line),
        ..Entry::default()
    }
}

fn csv_error(path: &Path, cause: &csv::Error) -> crate::error::Error {
    let line = cause.position().map_or(1, |position| {
        usize::try_from(position.line()).unwrap_or(usize::MAX)
    });
    let message = match cause.kind() {
        csv::ErrorKind::UnequalLengths {
            expected_len, len, ..
        } => format!(
            "{len} cells, where the first line names {expected_len} columns; look at the commas and quotes"
        ),
        _ => cause.to_string(),
    };
    broken(path, line, message)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_skips_comments_and_keeps_line_numbers() {
        let file = parse_list(
            "# 我的词表\n\n四个意识\n  两个维护 \n",
            Path::new("mine.txt"),
        );
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
        let variants: Vec<&str> = file.entries[0].variants_of(VariantKind::Spelling).collect();
        assert_eq!(variants, ["习总书记", "习主席"]);
        assert_eq!(file.entries[0].first_year, Some(2012));
        assert!(file.findings.warnings[0].message.contains("count"));
        let error = parse_table("phrase\n甲\n", Path::new("t.csv"), b',')
            .unwrap_err()
            .to_string();
        assert!(
            error.starts_with("t.csv:1:") && error.contains("text"),
            "{error}"
        );
    }
}
