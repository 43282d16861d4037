//! Owns what a file holds, told by its first bytes; its name decides only where they leave it
//! open.

mod magic;
mod markup;
mod records;

use super::decode::guess_sample;

pub(crate) use records::Delimiter;

/// What a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// Nothing, or white space.
    Empty,
    /// Plain text.
    Text,
    /// Text with Markdown marks.
    Markdown,
    /// A web page.
    Html,
    /// Another XML file.
    Xml,
    /// One JSON record a line.
    JsonLines,
    /// One JSON value: a list of records or a single one.
    JsonDocument,
    /// A table of text.
    Table(Delimiter),
    /// A Parquet table.
    Parquet,
    /// A Word document.
    Docx,
    /// A PDF document.
    Pdf,
    /// Several files in one: its kind.
    Archive(&'static str),
    /// Something else that is no text: its kind.
    Binary(&'static str),
    /// Bytes that look like no text and no known kind of file.
    Unknown,
}

impl Shape {
    /// Why a file of this shape is not read, and what to do; `None` for those that are.
    pub(crate) fn refusal(self) -> Option<String> {
        match self {
            Self::Archive(kind) => Some(format!(
                "{kind} archive: not opened; unpack it and name the folder"
            )),
            Self::Binary(kind) => Some(format!("{kind}: {}", magic::advice(kind))),
            Self::Empty => Some("empty: no text".to_owned()),
            Self::Pdf => Some(
                "a PDF is not read; convert it, for example: pdftotext -enc UTF-8 in.pdf out.txt, and look through the result"
                    .to_owned(),
            ),
            Self::Xml => Some(
                "XML that is no web page is not read; save its text as .txt, .html or .jsonl"
                    .to_owned(),
            ),
            _ => None,
        }
    }
}

/// What a file holds whose first 64 KiB, unpacked, are `bytes` and whose name ends in
/// `extension` (without the dot, in any case).
pub(crate) fn sniff(bytes: &[u8], extension: &str) -> Shape {
    let extension = extension.trim_start_matches('.').to_ascii_lowercase();
    if let Some(shape) = magic::recognise(bytes, &extension) {
        return shape;
    }
    let Ok(text) = guess_sample(bytes) else {
        // What is wrong is said when the whole file is read.
        return Shape::Unknown;
    };
    let start =
        text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}' || c == '\0');
    if start.is_empty() {
        return if text.contains('\0') {
            Shape::Unknown
        } else {
            Shape::Empty
        };
    }
    if let Some(shape) = markup::recognise(start, &extension) {
        return shape;
    }
    if let Some(shape) = records::recognise(start, &extension) {
        return shape;
    }
    match extension.as_str() {
        "md" | "markdown" | "mdown" => Shape::Markdown,
        _ => Shape::Text,
    }
}

#[cfg(test)]
mod tests;
