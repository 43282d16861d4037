//! Owns the lines of documents that `tifa corpus check` shows.

use tifa::corpus::{Document, Duplicate};
use tifa::pipeline::{Run, Standing};

/// Characters of a name or of evidence that are shown.
const SHOWN: usize = 28;

pub(super) const HEADER: [&str; 8] = [
    "document", "format", "chars", "left out", "date", "evidence", "flags", "copy of",
];

/// One line per document, in reading order.
pub(super) fn rows(run: &Run) -> Vec<Vec<String>> {
    run.documents
        .iter()
        .map(|known| {
            let is_left_out = known.standing == Standing::Duplicate;
            let duplicate = known.duplicate.as_ref().filter(|_| is_left_out);
            row(&known.document, known.counts.chars, duplicate)
        })
        .collect()
}

fn row(document: &Document, chars: u64, duplicate: Option<&Duplicate>) -> Vec<String> {
    let date = document.date.date.map(|date| date.to_string());
    let format = match document.encoding {
        Some(encoding) if encoding.name() != "UTF-8" => {
            format!("{} {}", document.format, encoding.name())
        }
        _ => document.format.to_owned(),
    };
    vec![
        cut(&document.id),
        format,
        chars.to_string(),
        match document.zone_chars {
            0 => String::new(),
            chars => chars.to_string(),
        },
        date.unwrap_or_else(|| "-".to_owned()),
        evidence(document),
        document.flag_names().join(" "),
        duplicate
            .map(|duplicate| cut(&duplicate.of))
            .unwrap_or_default(),
    ]
}

/// Where the year comes from, and how far it can be trusted.
fn evidence(document: &Document) -> String {
    let date = &document.date;
    match date.date {
        None => String::new(),
        Some(_) => {
            let words = cut(&date.evidence);
            let (source, confidence) = (date.source.name(), date.confidence.name());
            format!("{source} {confidence} {words}")
                .trim_end()
                .to_owned()
        }
    }
}

/// The end of a long name, which tells more than its beginning.
fn cut(name: &str) -> String {
    let length = name.chars().count();
    if length <= SHOWN {
        return name.to_owned();
    }
    let end: String = name.chars().skip(length - SHOWN + 1).collect();
    format!("…{end}")
}
