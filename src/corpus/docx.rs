//! Owns reading a Word document (.docx): its text as lines, its title and author.
//!
//! Takes the file's bytes. Text is what a reader of the accepted document sees: no deleted or
//! moved-away text, no field codes, no hidden text; footnotes, comments, headers and footers are
//! not part of it.

mod body;

use std::io::{Cursor, Read};

use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;
use zip::ZipArchive;
use zip::result::ZipError;

/// A part of the document is not unpacked beyond this size.
const LARGEST: u64 = 128 << 20;

/// Where the text is unless the document says otherwise.
const MAIN_PART: &str = "word/document.xml";

/// Begins documents of the old format, and those that are encrypted.
const OLD_FORMAT: &[u8] = &[0xd0, 0xcf, 0x11, 0xe0];

/// What is read from a document.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Docx {
    /// The title among its properties.
    pub(super) title: Option<String>,
    /// The author among its properties.
    pub(super) author: Option<String>,
    /// Its text: a line for every paragraph, a row of a table as one line with tabs.
    pub(super) text: String,
}

type Archive<'a> = ZipArchive<Cursor<&'a [u8]>>;

/// Reads the document in `bytes`.
///
/// # Errors
///
/// Why it cannot be read, and what to do.
pub(super) fn read(bytes: &[u8]) -> Result<Docx, String> {
    if bytes.starts_with(OLD_FORMAT) {
        return Err(
            "protected by a password, or an old .doc: save it as .docx without a password"
                .to_owned(),
        );
    }
    let mut archive =
        ZipArchive::new(Cursor::new(bytes)).map_err(|cause| damaged(&cause.to_string()))?;
    let main = main_part(&mut archive)?;
    let Some(document) = part(&mut archive, &main)? else {
        return Err(format!(
            "not a Word document: it has no {main}; save it as .docx or .txt"
        ));
    };
    let (title, author) = match part(&mut archive, "docProps/core.xml") {
        Ok(Some(properties)) => properties_of(&properties),
        Ok(None) | Err(_) => (None, None),
    };
    let text = body::text(&document).map_err(|cause| damaged(&cause))?;
    Ok(Docx {
        title,
        author,
        text,
    })
}

fn damaged(cause: &str) -> String {
    format!("a damaged Word document: {cause}; open it in a word processor and save it anew")
}

/// The part that the package names as its document.
fn main_part(archive: &mut Archive<'_>) -> Result<String, String> {
    let Some(relations) = part(archive, "_rels/.rels")? else {
        return Ok(MAIN_PART.to_owned());
    };
    let mut reader = Reader::from_str(&relations);
    loop {
        match reader.read_event() {
            Ok(Event::Empty(tag) | Event::Start(tag)) => {
                let is_document =
                    attribute(&tag, "Type").is_some_and(|kind| kind.ends_with("/officeDocument"));
                if let Some(target) = attribute(&tag, "Target").filter(|_| is_document) {
                    return Ok(target.trim_start_matches('/').to_owned());
                }
            }
            Ok(Event::Eof) | Err(_) => return Ok(MAIN_PART.to_owned()),
            Ok(_) => {}
        }
    }
}

/// The value of an attribute, by its name without a prefix.
fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = tag
        .attributes()
        .with_checks(false)
        .flatten()
        .find(|attribute| attribute.key.local_name().as_ref() == name)?;
    let value: &str = found.value.as_ref();
    Some(
        quick_xml::escape::unescape(value)
            .map_or_else(|_| value.to_owned(), std::borrow::Cow::into_owned),
    )
}

/// A part as text; `None` if the package does not hold it.
fn part(archive: &mut Archive<'_>, name: &str) -> Result<Option<String>, String> {
    let file = match archive.by_name(name) {
        Ok(file) => file,
        Err(ZipError::FileNotFound) => return Ok(None),
        Err(ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED)) => {
            return Err("protected by a password: save it without one".to_owned());
        }
        Err(cause) => return Err(damaged(&cause.to_string())),
    };
    let mut content = Vec::new();
    file.take(LARGEST + 1)
        .read_to_end(&mut content)
        .map_err(|cause| damaged(&cause.to_string()))?;
    if content.len() as u64 > LARGEST {
        return Err(format!(
            "{name} is larger than {} MiB when unpacked: not a document of text",
            LARGEST >> 20
        ));
    }
    let content = match content.strip_prefix(b"\xef\xbb\xbf") {
        Some(rest) => rest.to_vec(),
        None => content,
    };
    String::from_utf8(content)
        .map(Some)
        .map_err(|_| damaged(&format!("{name} is not UTF-8")))
}

/// Title and author among the properties; a broken part says nothing.
fn properties_of(content: &str) -> (Option<String>, Option<String>) {
    let (mut title, mut author) = (String::new(), String::new());
    let mut reader = Reader::from_str(content);
    let mut inside = String::new();
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag)) => tag.local_name().as_ref().clone_into(&mut inside),
            Ok(Event::End(_)) => inside.clear(),
            Ok(Event::Eof) | Err(_) => break,
            Ok(event) => match inside.as_str() {
                "title" => body::push_text(&mut title, &event),
                "creator" => body::push_text(&mut author, &event),
                _ => {}
            },
        }
    }
    let filled = |value: String| Some(value.trim().to_owned()).filter(|value| !value.is_empty());
    (filled(title), filled(author))
}

#[cfg(test)]
mod tests;
