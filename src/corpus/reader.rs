//! Owns reading sources one document at a time: bytes, encoding, records, dates.

use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;

use rustc_hash::FxHashSet;

use super::date;
use super::json_lines;
use super::metadata::Given;
use super::{Corpus, Document, Format, Skipped, Source};
use crate::digest::{Digester, sha256};

/// Larger files cannot be addressed by 32-bit offsets.
const LARGEST: u64 = 1 << 30;

/// A file that was read, for the manifest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InputFile {
    /// Its id in the corpus.
    pub path: String,
    /// Its size.
    pub bytes: u64,
    /// SHA-256 of its bytes, as 64 hexadecimal digits.
    pub sha256: String,
}

/// What reading a corpus gives.
#[derive(Debug)]
pub enum Item {
    /// A document to count.
    Document(Box<Document>),
    /// Something that cannot be read.
    Skipped(Skipped),
    /// A source is done.
    Input(InputFile),
}

/// Reads the documents of a corpus in order.
#[derive(Debug)]
pub struct CorpusReader {
    corpus: Corpus,
    next_source: usize,
    open: Option<OpenRecords>,
    pending: std::collections::VecDeque<Item>,
    ids: FxHashSet<String>,
}

/// A source of records that is being read.
struct OpenRecords {
    source: Source,
    input: Box<dyn BufRead + Send>,
    line: u64,
    bytes: u64,
    digester: Digester,
    buffer: Vec<u8>,
}

impl std::fmt::Debug for OpenRecords {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("OpenRecords")
            .field("source", &self.source)
            .field("line", &self.line)
            .finish_non_exhaustive()
    }
}

impl CorpusReader {
    /// A reader that begins with what could not be opened.
    #[must_use]
    pub fn new(mut corpus: Corpus) -> Self {
        let pending = std::mem::take(&mut corpus.skipped)
            .into_iter()
            .map(Item::Skipped)
            .collect();
        Self {
            corpus,
            next_source: 0,
            open: None,
            pending,
            ids: FxHashSet::default(),
        }
    }

    fn open_next(&mut self) -> Option<()> {
        let source = self.corpus.sources.get(self.next_source)?.clone();
        self.next_source += 1;
        match source.format {
            Format::Text => self.text_file(&source),
            Format::StandardInput => self.records(source, std::io::stdin()),
            Format::JsonLines => match File::open(&source.path) {
                Ok(file) => self.records(source, file),
                Err(cause) => self.skip(&source.id, 0, format!("cannot be read: {cause}")),
            },
        }
        Some(())
    }

    fn records(&mut self, source: Source, input: impl Read + Send + 'static) {
        let input = BufReader::with_capacity(1 << 20, input);
        self.open = Some(OpenRecords::new(source, Box::new(input)));
    }

    fn skip(&mut self, path: &str, line: u64, reason: impl Into<String>) {
        self.pending
            .push_back(Item::Skipped(Skipped::new(path, line, reason)));
    }

    fn text_file(&mut self, source: &Source) {
        let bytes = match read_file(&source.path) {
            Ok(bytes) => bytes,
            Err(reason) => return self.skip(&source.id, 0, reason),
        };
        let input = InputFile {
            path: source.id.clone(),
            bytes: bytes.len() as u64,
            sha256: sha256(&bytes),
        };
        self.pending.push_back(Item::Input(input));
        match decode(bytes) {
            Ok(text) => self.push_text(source, text),
            Err(reason) => self.skip(&source.id, 0, reason),
        }
    }

    fn push_text(&mut self, source: &Source, text: String) {
        let stem = source
            .path
            .file_stem()
            .map(|stem| stem.to_string_lossy().into_owned())
            .unwrap_or_default();
        let given = self
            .corpus
            .metadata
            .get(&source.id)
            .cloned()
            .unwrap_or_default();
        let document = Document {
            id: self.unique(source.id.clone(), 0),
            path: source.id.clone(),
            root: source.root.clone(),
            line: 0,
            title: given.title.unwrap_or_else(|| stem.clone()),
            date: date::infer(given.date.as_deref(), &stem, &text),
            variables: given.variables,
            text,
        };
        self.pending.push_back(Item::Document(Box::new(document)));
    }

    /// The id, told apart from an equal one by its line or a number.
    fn unique(&mut self, id: String, line: u64) -> String {
        if self.ids.insert(id.clone()) {
            return id;
        }
        let mut number = line.max(2);
        loop {
            let candidate = format!("{id}#{number}");
            if self.ids.insert(candidate.clone()) {
                return candidate;
            }
            number += 1;
        }
    }

    fn next_record(&mut self, mut records: OpenRecords) -> Item {
        loop {
            match records.read_line() {
                Err(reason) => {
                    let line = records.line + 1;
                    return Item::Skipped(Skipped::new(&records.source.id, line, reason));
                }
                Ok(false) => return Item::Input(records.finish()),
                Ok(true) => {}
            }
            if let Some(item) = self.record(&records) {
                self.open = Some(records);
                return item;
            }
        }
    }

    /// The record on the current line; nothing for an empty line.
    fn record(&mut self, records: &OpenRecords) -> Option<Item> {
        let (id, line) = (&records.source.id, records.line);
        let bytes = records.buffer.trim_ascii();
        let bytes = if line == 1 {
            bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)
        } else {
            bytes
        };
        if bytes.is_empty() {
            return None;
        }
        let parsed = std::str::from_utf8(bytes)
            .map_err(|cause| not_utf8(cause.valid_up_to()))
            .and_then(|text| json_lines::parse(text, &self.corpus.fields))
            .and_then(|record| {
                if record.text.trim().is_empty() {
                    Err("no text".to_owned())
                } else {
                    Ok(record)
                }
            });
        Some(match parsed {
            Ok(record) => Item::Document(Box::new(self.document_of(record, records))),
            Err(reason) => Item::Skipped(Skipped::new(id, line, reason)),
        })
    }

    fn document_of(&mut self, record: json_lines::Record, records: &OpenRecords) -> Document {
        let (source, line) = (&records.source, records.line);
        let given = self
            .corpus
            .metadata
            .get(&source.id)
            .cloned()
            .unwrap_or_else(Given::default);
        let id = record.id.unwrap_or_else(|| format!("{}:{line}", source.id));
        let mut variables = given.variables;
        variables.extend(record.variables);
        let date = record.date.or(given.date);
        Document {
            id: self.unique(id.clone(), line),
            path: source.id.clone(),
            root: source.root.clone(),
            line,
            title: record.title.or(given.title).unwrap_or(id),
            date: date::infer(date.as_deref(), "", &record.text),
            variables,
            text: record.text,
        }
    }
}

impl CorpusReader {
    /// Reads everything into memory: the documents, and what was skipped.
    #[must_use]
    pub fn read_all(self) -> (Vec<Document>, Vec<Skipped>) {
        let (mut documents, mut skipped) = (Vec::new(), Vec::new());
        for item in self {
            match item {
                Item::Document(document) => documents.push(*document),
                Item::Skipped(reason) => skipped.push(reason),
                Item::Input(_) => {}
            }
        }
        (documents, skipped)
    }
}

impl Iterator for CorpusReader {
    type Item = Item;

    fn next(&mut self) -> Option<Item> {
        loop {
            if let Some(item) = self.pending.pop_front() {
                return Some(item);
            }
            if let Some(records) = self.open.take() {
                return Some(self.next_record(records));
            }
            self.open_next()?;
        }
    }
}

impl OpenRecords {
    fn new(source: Source, input: Box<dyn BufRead + Send>) -> Self {
        Self {
            source,
            input,
            line: 0,
            bytes: 0,
            digester: Digester::default(),
            buffer: Vec::new(),
        }
    }

    /// Reads the next line into the buffer; `false` at the end.
    fn read_line(&mut self) -> Result<bool, String> {
        self.buffer.clear();
        let mut limited = self.input.by_ref().take(LARGEST);
        let length = limited
            .read_until(b'\n', &mut self.buffer)
            .map_err(|cause| format!("cannot be read: {cause}"))?;
        if length as u64 >= LARGEST {
            return Err("a line of more than 1 GiB; what follows is not read".to_owned());
        }
        self.digester.update(&self.buffer);
        self.bytes += length as u64;
        self.line += u64::from(length > 0);
        Ok(length > 0)
    }

    fn finish(self) -> InputFile {
        InputFile {
            path: self.source.id,
            bytes: self.bytes,
            sha256: self.digester.finish(),
        }
    }
}

fn read_file(path: &Path) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(|cause| format!("cannot be read: {cause}"))?;
    file.take(LARGEST)
        .read_to_end(&mut bytes)
        .map_err(|cause| format!("cannot be read: {cause}"))?;
    if bytes.len() as u64 == LARGEST {
        return Err("larger than 1 GiB; split it into documents".to_owned());
    }
    Ok(bytes)
}

/// UTF-8 with or without a byte order mark; anything else is named, not guessed.
fn decode(bytes: Vec<u8>) -> Result<String, String> {
    if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") {
        return Err("UTF-16 is not read; save it as UTF-8".to_owned());
    }
    let mut text =
        String::from_utf8(bytes).map_err(|cause| not_utf8(cause.utf8_error().valid_up_to()))?;
    if text.starts_with('\u{feff}') {
        text.drain(..'\u{feff}'.len_utf8());
    }
    if text.contains('\0') {
        return Err("holds NUL bytes: not a text file".to_owned());
    }
    if text.trim().is_empty() {
        return Err("no text".to_owned());
    }
    Ok(text)
}

fn not_utf8(valid: usize) -> String {
    format!(
        "not UTF-8 (first bad byte at {valid}); convert it, for example: iconv -f GB18030 -t UTF-8"
    )
}

#[cfg(test)]
mod tests {
    use super::super::{CorpusOptions, YearSource};
    use super::*;

    fn read(files: &[(&str, &[u8])]) -> (Vec<Document>, Vec<Skipped>) {
        let folder = tempfile::tempdir().unwrap();
        for (name, content) in files {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, content).unwrap();
        }
        let corpus = Corpus::open(&[folder.path()], &CorpusOptions::default()).unwrap();
        CorpusReader::new(corpus).read_all()
    }

    #[test]
    fn folders_are_read_in_order_and_everything_is_named() {
        let (documents, skipped) = read(&[
            ("b/2019-05.txt", "\u{feff}正文".as_bytes()),
            ("a.txt", "发布时间:2018-03-12\n正文".as_bytes()),
            (".hidden.txt", "正文".as_bytes()),
            ("gbk.txt", b"\xb8\xc4\xb8\xef"),
            ("empty.txt", b" \n"),
            ("x.pdf", b"%PDF"),
            ("skip.md", "正文".as_bytes()),
            (".tifaignore", b"skip.md\n"),
            (
                "metadata.csv",
                "path,title,level\nb/2019-05.txt,题目,镇\n".as_bytes(),
            ),
        ]);
        let ids: Vec<&str> = documents.iter().map(|d| d.id.as_str()).collect();
        assert_eq!(ids, ["a.txt", "b/2019-05.txt"]);
        assert_eq!(
            (documents[0].date.year(), documents[0].date.source),
            (Some(2018), YearSource::PublishLine)
        );
        assert_eq!(
            (documents[1].title.as_str(), documents[1].text.as_str()),
            ("题目", "正文")
        );
        assert_eq!(documents[1].variables["level"], "镇");
        let mut reasons: Vec<&str> = skipped.iter().map(|s| s.path.as_str()).collect();
        reasons.sort_unstable();
        assert_eq!(reasons, ["empty.txt", "gbk.txt", "x.pdf"]);
    }

    #[test]
    fn records_keep_their_line_and_equal_ids_are_told_apart() {
        let lines = "{\"id\":\"x\",\"text\":\"甲\",\"date\":\"2024-01-02\"}\n\nbroken\n{\"id\":\"x\",\"text\":\"乙\"}\n{\"text\":\"丙\"}";
        let (documents, skipped) = read(&[("r.jsonl", lines.as_bytes())]);
        let ids: Vec<&str> = documents.iter().map(|d| d.id.as_str()).collect();
        assert_eq!(ids, ["x", "x#4", "r.jsonl:5"]);
        assert_eq!(documents[0].date.year(), Some(2024));
        assert_eq!((skipped[0].path.as_str(), skipped[0].line), ("r.jsonl", 3));
    }
}
