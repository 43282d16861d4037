//! What holds for every input, whatever it is: nothing panics, nothing is lost without a word, and
//! what is said of a text is true of it.
//!
//! The fuzz targets (`fuzz/`) and the tests of what they found call the same functions.
#![allow(
    unreachable_pub,
    clippy::missing_panics_doc,
    clippy::unwrap_used,
    reason = "the fuzz package calls these from outside; to panic is how a check fails"
)]

use std::io::{Cursor, Write as _};
use std::path::Path;

use tifa::corpus::{Corpus, CorpusOptions, CorpusReader, Document, Extent, Skipped};
use tifa::lexicon::{Builtin, Lexicon};

type Read = (Vec<Document>, Vec<Skipped>);

/// Panics where something does not hold for the bytes.
pub type Check = fn(&[u8]);

/// The targets by their names.
pub const TARGETS: [(&str, Check); 6] = [
    ("decoding", decoding),
    ("html", html),
    ("jsonl", jsonl),
    ("tables", tables),
    ("lexicon", lexicon),
    ("archives", archives),
];

/// Bytes to text: what is UTF-8 already stays as it is.
pub fn decoding(bytes: &[u8]) {
    read("x.md", bytes);
    let (documents, _) = read("x.txt", bytes);
    if let (Some(text), [document]) = (plain(bytes), documents.as_slice())
        && document.format == "text"
    {
        assert_eq!(document.text, text, "UTF-8 was changed");
    }
}

/// Web pages: where there is no markup, every Han character is text.
pub fn html(bytes: &[u8]) {
    let (documents, _) = read("x.html", bytes);
    if let Some(text) = plain(bytes).filter(|text| !text.contains(['<', '&'])) {
        same_han(&documents, text);
    }
}

/// Records, one per line or in one array: each line is a document or is named.
pub fn jsonl(bytes: &[u8]) {
    read("x.json", bytes);
    let (documents, skipped) = read("x.jsonl", bytes);
    // A record over several lines is read as one JSON document.
    let by_line =
        !documents.is_empty() && documents.iter().all(|document| document.format == "jsonl");
    if let Some(text) = plain(bytes).filter(|text| by_line && !text.trim_start().starts_with('[')) {
        let lines = text.lines().filter(|line| !line.trim().is_empty()).count();
        // One reason may stand for the whole file, or for all that follows a line.
        let is_for_many =
            |skipped: &Skipped| skipped.line == 0 || skipped.reason.contains("to its end");
        let known = documents.len() + skipped.len();
        assert!(
            skipped.iter().any(is_for_many) || known >= lines,
            "{lines} lines, {known} known of"
        );
    }
    if let Some(text) = unmarked(bytes) {
        let record = serde_json::json!({ "text": text }).to_string();
        same_han(&read("x.jsonl", record.as_bytes()).0, text);
    }
}

/// Tables with separators: a cell of text comes back.
pub fn tables(bytes: &[u8]) {
    read("x.csv", bytes);
    read("x.tsv", bytes);
    if let Some(text) = unmarked(bytes) {
        let mut table = csv::Writer::from_writer(Vec::new());
        table.write_record(["id", "text"]).unwrap();
        table.write_record(["a", text]).unwrap();
        same_han(&read("x.csv", &table.into_inner().unwrap()).0, text);
    }
}

/// Lists of phrases: what is accepted can be written and read again without change.
pub fn lexicon(bytes: &[u8]) {
    let folder = tempfile::tempdir().unwrap();
    for name in ["x.toml", "x.csv", "x.tsv", "x.txt", "x.yaml", "x.json"] {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        match (load(&path), load(&path)) {
            (Ok(first), Ok(second)) => {
                assert_eq!(first, second, "{name} reads differently each time");
                comes_back(&first, &folder.path().join("written.toml"));
            }
            (Err(first), Err(second)) => {
                assert_eq!(first, second, "{name} fails differently each time");
                assert!(!first.trim().is_empty(), "{name} fails without a reason");
            }
            (first, second) => panic!("{name} reads differently each time: {first:?} {second:?}"),
        }
        std::fs::remove_file(&path).unwrap();
    }
}

/// Packed files, as they are, and made of the input so that checksums are right.
pub fn archives(bytes: &[u8]) {
    for name in ["x.txt.gz", "x.html.zst", "x.docx", "x.parquet"] {
        read(name, bytes);
    }
    read("x.docx", &docx(bytes));
    let plain = read("x.txt", bytes);
    for (name, packed) in [("x.txt.gz", gz(bytes)), ("x.txt.zst", zst(bytes))] {
        let unpacked = read(name, &packed);
        if !is_packed(bytes) {
            let texts = |read: &Read| -> Vec<String> {
                read.0
                    .iter()
                    .map(|document| document.text.clone())
                    .collect()
            };
            assert_eq!(texts(&unpacked), texts(&plain), "{name} reads otherwise");
        }
    }
}

/// Reads a folder that holds one file called `name`; a corpus that cannot be opened says why.
fn read_bytes(name: &str, bytes: &[u8]) -> Read {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).unwrap();
    match Corpus::open(&[&path], &CorpusOptions::default()) {
        Ok(corpus) => CorpusReader::new(corpus).read_all(),
        Err(error) => {
            let skipped = Skipped {
                path: name.to_owned(),
                line: 0,
                extent: Extent::Skipped,
                reason: error.to_string().replace(&path.display().to_string(), name),
            };
            (Vec::new(), vec![skipped])
        }
    }
}

/// Reads bytes as the content of a file called `name`, and checks what holds for all formats.
fn read(name: &str, bytes: &[u8]) -> Read {
    let read = read_bytes(name, bytes);
    assert_eq!(read, read_bytes(name, bytes), "{name} reads differently");
    let (documents, skipped) = &read;
    let known = documents.len() + skipped.len();
    assert!(bytes.is_empty() || known > 0, "{name} is lost");
    for skipped in skipped {
        assert!(!skipped.reason.trim().is_empty(), "{name}: no reason");
    }
    for document in documents {
        let mut end = 0;
        for zone in &document.zones {
            let inside = document.text.get(zone.start..zone.end);
            assert!(
                zone.start >= end && inside.is_some_and(|inside| !inside.is_empty()),
                "{name}: {zone:?} after {end} in {:?}",
                document.text
            );
            end = zone.end;
        }
    }
    read
}

/// The text, where it is UTF-8 that can be taken for nothing else: without NUL (UTF-16) and the
/// signs that switch the seven-bit encodings.
fn plain(bytes: &[u8]) -> Option<&str> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let text = std::str::from_utf8(bytes).ok()?;
    (!text.contains(['\0', '\u{1b}', '\u{feff}']) && !text.contains("~{")).then_some(text)
}

/// Plain text without markup, with which a record can be made.
fn unmarked(bytes: &[u8]) -> Option<&str> {
    plain(bytes).filter(|text| !text.contains(['<', '&']))
}

/// The one document there is, if there is one, has the Han characters of `text`, in order.
fn same_han(documents: &[Document], text: &str) {
    let han = |text: &str| -> String {
        let is_han = |c: &char| matches!(c, '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{323af}');
        text.chars().filter(is_han).collect()
    };
    if let [document] = documents {
        assert_eq!(han(&document.text), han(text), "characters were lost");
    }
}

fn load(path: &Path) -> Result<Lexicon, String> {
    Lexicon::load(Builtin::LeftOut, &[path]).map_err(|error| error.to_string())
}

fn comes_back(lexicon: &Lexicon, path: &Path) {
    let written = lexicon.to_toml(&lexicon.packs()[0]);
    std::fs::write(path, &written).unwrap();
    match load(path) {
        Ok(again) => assert_eq!(again.hash(), lexicon.hash(), "written as\n{written}"),
        Err(error) => panic!("{error}; written as\n{written}"),
    }
}

fn gz(bytes: &[u8]) -> Vec<u8> {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::none());
    packed.write_all(bytes).unwrap();
    packed.finish().unwrap()
}

fn zst(bytes: &[u8]) -> Vec<u8> {
    zstd::encode_all(bytes, 1).unwrap()
}

/// A document whose text part is `xml`, be it well formed or not.
fn docx(xml: &[u8]) -> Vec<u8> {
    let stored =
        zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    archive.start_file("word/document.xml", stored).unwrap();
    archive.write_all(xml).unwrap();
    archive.finish().unwrap().into_inner()
}

/// Whether the bytes are packed themselves, so that packing them makes two layers.
fn is_packed(bytes: &[u8]) -> bool {
    let magic: [&[u8]; 4] = [b"\x1f\x8b", b"\x28\xb5\x2f\xfd", b"PK", b"PAR1"];
    magic.iter().any(|magic| bytes.starts_with(magic))
}
