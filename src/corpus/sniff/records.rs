//! Owns telling records and tables from text.

use serde_json::de::IoRead;

use super::Shape;

/// What stands between the cells of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Delimiter {
    /// `,`
    Comma,
    /// A tab.
    Tab,
    /// `;`
    Semicolon,
    /// `|`
    Bar,
}

impl Delimiter {
    /// The byte in a file.
    pub(crate) fn byte(self) -> u8 {
        match self {
            Self::Comma => b',',
            Self::Tab => b'\t',
            Self::Semicolon => b';',
            Self::Bar => b'|',
        }
    }
}

/// The shape of text that begins with `start`, if it is records.
pub(super) fn recognise(start: &str, extension: &str) -> Option<Shape> {
    let lines = matches!(extension, "jsonl" | "ndjson" | "jsonlines" | "ldjson");
    match extension {
        "csv" => return Some(Shape::Table(delimiter(start, Delimiter::Comma))),
        "tsv" | "tab" => return Some(Shape::Table(delimiter(start, Delimiter::Tab))),
        _ => {}
    }
    match start.chars().next() {
        Some('{') if is_record(start) => Some(if is_lines(start, lines) {
            Shape::JsonLines
        } else {
            Shape::JsonDocument
        }),
        Some('[') if is_list(start) => {
            // A list on each line is not one list.
            Some(if lines && is_lines(start, lines) {
                Shape::JsonLines
            } else {
                Shape::JsonDocument
            })
        }
        // Records that cannot be read are to be named line by line.
        _ if lines => Some(Shape::JsonLines),
        _ if extension == "json" => Some(Shape::JsonDocument),
        _ => None,
    }
}

/// Whether `start` is the beginning of a record: `{"name":`.
fn is_record(start: &str) -> bool {
    let Some(rest) = start.strip_prefix('{').map(str::trim_start) else {
        return false;
    };
    let Some(name) = rest.strip_prefix('"') else {
        return rest.starts_with('}') && rest.trim_end().len() < 3;
    };
    let Some(end) = name.find('"') else {
        return false;
    };
    name.get(end + 1..)
        .is_some_and(|behind| behind.trim_start().starts_with(':'))
}

/// Whether `start` is the beginning of a list of records or of strings: `[{"name":`.
fn is_list(start: &str) -> bool {
    let Some(rest) = start.strip_prefix('[').map(str::trim_start) else {
        return false;
    };
    is_record(rest)
        || rest.starts_with('"') && memchr::memmem::find(rest.as_bytes(), b"\",").is_some()
        || rest.trim_end() == "]"
}

/// Whether the first value ends on its line and another follows, or its line is all there is.
fn is_lines(start: &str, named_so: bool) -> bool {
    let mut values = serde_json::StreamDeserializer::<_, serde::de::IgnoredAny>::new(IoRead::new(
        start.as_bytes(),
    ));
    let first = values.next();
    let end = values.byte_offset();
    match first {
        Some(Ok(_)) => {
            let rest = start.get(end..).unwrap_or_default();
            let one_line = !start.get(..end).unwrap_or_default().contains('\n');
            one_line && (named_so || rest.trim_start().starts_with('{'))
        }
        // Cut within the first value, or a first value that cannot be read.
        _ => {
            let line = start.lines().next().unwrap_or_default().trim();
            named_so && line.len() > 2
                || line.len() > 2
                    && start
                        .lines()
                        .nth(1)
                        .is_some_and(|next| next.starts_with("{\""))
        }
    }
}

/// What the first line has most of, outside quotes.
fn delimiter(start: &str, usual: Delimiter) -> Delimiter {
    let first = start.lines().next().unwrap_or_default();
    if let Some(named) = first.strip_prefix("sep=") {
        return [
            Delimiter::Comma,
            Delimiter::Tab,
            Delimiter::Semicolon,
            Delimiter::Bar,
        ]
        .into_iter()
        .find(|delimiter| named.as_bytes().first() == Some(&delimiter.byte()))
        .unwrap_or(usual);
    }
    let outside: String = first.split('"').step_by(2).collect();
    let count =
        |delimiter: Delimiter| memchr::memchr_iter(delimiter.byte(), outside.as_bytes()).count();
    [
        Delimiter::Bar,
        Delimiter::Semicolon,
        Delimiter::Tab,
        Delimiter::Comma,
        usual,
    ]
    .into_iter()
    .max_by_key(|&delimiter| count(delimiter))
    .unwrap_or(usual)
}
