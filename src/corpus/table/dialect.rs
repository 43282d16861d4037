//! Owns finding the delimiter of a table in the table itself.

use csv::StringRecord;

use super::super::record::{FieldNames, Role};
use super::columns::name_in_header;

/// Stands for none: a table of one column, whose texts may hold all the others.
const NONE: u8 = 0x1f;

/// Delimiters that are tried; where several fit as well, the first one.
const DELIMITERS: [u8; 5] = [NONE, b',', b';', b'\t', b'|'];

/// Bytes looked at.
const SAMPLE: usize = 1 << 20;

/// Rows looked at.
const ROWS: usize = 20;

/// How a table is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Dialect {
    pub(super) delimiter: u8,
    /// Where its header begins.
    pub(super) start: usize,
}

/// How well a delimiter fits; compared field by field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Fit {
    has_text: bool,
    known_columns: usize,
    has_columns: bool,
    even_rows: usize,
}

/// The dialect whose header names the most of the wanted columns and whose rows agree with it.
pub(super) fn find(content: &str, names: &FieldNames) -> Dialect {
    if let Some(told) = told(content) {
        return told;
    }
    let sample = content
        .as_bytes()
        .get(..SAMPLE)
        .unwrap_or(content.as_bytes());
    let mut best: Option<(Fit, u8)> = None;
    for delimiter in DELIMITERS {
        let fit = Fit::of(sample, delimiter, names);
        if best.is_none_or(|(other, _)| fit > other) {
            best = Some((fit, delimiter));
        }
    }
    Dialect {
        delimiter: best.map_or(NONE, |(_, delimiter)| delimiter),
        start: 0,
    }
}

/// The first line `sep=;` by which spreadsheets tell the delimiter.
fn told(content: &str) -> Option<Dialect> {
    let line = content.split(['\n', '\r']).next()?;
    let [delimiter] = *line.trim_matches('"').strip_prefix("sep=")?.as_bytes() else {
        return None;
    };
    Some(Dialect {
        delimiter,
        start: line.len(),
    })
}

impl Fit {
    fn of(sample: &[u8], delimiter: u8, names: &FieldNames) -> Self {
        let mut rows = csv::ReaderBuilder::new()
            .delimiter(delimiter)
            .has_headers(false)
            .flexible(true)
            .from_reader(sample);
        let mut header = csv::ByteRecord::new();
        let mut fit = Self {
            has_text: false,
            known_columns: 0,
            has_columns: false,
            even_rows: 0,
        };
        if !matches!(rows.read_byte_record(&mut header), Ok(true)) {
            return fit;
        }
        let header_names = StringRecord::from_byte_record_lossy(header);
        for name in &header_names {
            match names.role(name_in_header(name)) {
                Role::Text => fit.has_text = true,
                Role::Variable => {}
                Role::Id | Role::Title | Role::Date => fit.known_columns += 1,
            }
        }
        fit.has_columns = header_names.len() > 1;
        let rows = rows.byte_records().take(ROWS).filter_map(Result::ok);
        fit.even_rows = rows.filter(|row| row.len() == header_names.len()).count();
        fit
    }
}

/// The delimiter in a message.
pub(super) fn name_of(delimiter: u8) -> String {
    match delimiter {
        b'\t' => "a tab".to_owned(),
        other => format!("{:?}", char::from(other)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn delimiters_are_found_in_the_header_and_the_rows() {
        for (content, expected) in [
            ("id,title,text\n1,甲;乙;丙,丁\n", b','),
            ("id;title;text\n1;甲;\"丁,戊\"\n", b';'),
            ("id\ttext\n1\t甲,乙\n", b'\t'),
            ("text|来源\n正文|网\n", b'|'),
            ("标题;正文\n甲;乙\n", b';'),
            ("text\n我们,他们\n你们,大家,同志\n", NONE),
            ("text\n正文\n", NONE),
            ("sep=;\nid;text\n", b';'),
            ("", NONE),
        ] {
            let names = FieldNames::default();
            assert_eq!(find(content, &names).delimiter, expected, "{content}");
        }
    }
}
