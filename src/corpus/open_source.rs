//! Owns one source while it is read: its bytes, unpacked, and what they hold.

use std::io::{self, BufReader, Chain, Cursor, Read, SeekFrom};
use std::path::Path;

use super::decode::{self, TextEncoding, Transcoder};
use super::docx::{self, Docx};
use super::draft::FileKind;
use super::json_array::JsonRecords;
use super::json_lines::JsonLines;
use super::parquet::ParquetRecords;
use super::reader::InputFile;
use super::reading::Reading;
use super::record::{Problem, Record};
use super::sniff::{Shape, sniff};
use super::source::{Bytes, Origin, Source};
use super::table::TableRecords;
use super::unpack::{Unpacked, inner_name};
use crate::digest::Digester;

/// Larger documents cannot be addressed by 32-bit offsets.
const LARGEST: u64 = 1 << 30;

/// Bytes that tell what a file holds.
const PREFIX: u64 = 64 << 10;

/// Bytes read from the disk at once.
const BUFFER: usize = 1 << 20;

/// The bytes of a source, unpacked, after those that were looked at.
type Input = Chain<Cursor<Vec<u8>>, Unpacked<BufReader<Watched>>>;

/// What a source holds.
pub(super) enum Holds {
    /// The bytes of one document.
    File(Vec<u8>, FileKind),
    /// One document that is read already.
    One(Box<Record>),
    /// Many documents.
    Records(Box<Records>),
    /// Nothing that is read, and why.
    Nothing(String),
}

/// The records of a source.
pub(super) enum Records {
    Lines(JsonLines<BufReader<Transcoder<Input>>>),
    Json(JsonRecords),
    Table(TableRecords),
    Parquet(ParquetRecords),
}

/// A source while it is read.
#[derive(Debug)]
pub(super) struct OpenSource {
    id: String,
    origin: Origin,
    stem: String,
    format: &'static str,
    encoding: Option<TextEncoding>,
    notes: Vec<String>,
    read: Option<(u64, Digester)>,
}

/// A file that keeps count and digest of what is read.
pub(super) struct Watched {
    file: Box<dyn Bytes>,
    bytes: u64,
    digester: Digester,
}

impl Read for Watched {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.file.read(buffer)?;
        self.digester
            .update(buffer.get(..length).unwrap_or_default());
        self.bytes += length as u64;
        Ok(length)
    }
}

impl OpenSource {
    /// Opens `source` and finds out what it holds.
    ///
    /// # Errors
    ///
    /// Why it cannot be read.
    pub(super) fn open(source: &Source, reading: &Reading) -> Result<(Self, Holds), String> {
        let cannot = |cause: io::Error| format!("cannot be read: {cause}");
        let file = source.origin.open().map_err(cannot)?;
        let watched = Watched {
            file,
            bytes: 0,
            digester: Digester::default(),
        };
        let input = BufReader::with_capacity(BUFFER, watched);
        let mut input = Unpacked::new(input, u64::MAX).map_err(cannot)?;
        let mut prefix = Vec::new();
        input
            .by_ref()
            .take(PREFIX)
            .read_to_end(&mut prefix)
            .map_err(|cause| in_words(&cause))?;
        let name = source.name();
        let inner = Path::new(inner_name(&name));
        let extension = inner.extension().unwrap_or_default().to_string_lossy();
        let shape = match sniff(&prefix, &extension) {
            // There is more behind the white space.
            Shape::Empty if prefix.len() as u64 == PREFIX => Shape::Text,
            shape => shape,
        };
        let disagreement = match shape {
            Shape::Empty => None,
            _ => input.packing().disagreement(&name),
        };
        let mut opened = Self {
            id: source.id.clone(),
            origin: source.origin.clone(),
            stem: stem_of(inner),
            format: "",
            encoding: None,
            notes: disagreement.into_iter().collect(),
            read: None,
        };
        let input = Cursor::new(prefix).chain(input);
        let holds = opened.hold(shape, input, reading)?;
        Ok((opened, holds))
    }

    /// The file's name without its extensions.
    pub(super) fn stem(&self) -> &str {
        &self.stem
    }

    /// Its format, as tables name it.
    pub(super) fn format(&self) -> &'static str {
        self.format
    }

    /// The encoding of a file of records.
    pub(super) fn encoding(&self) -> Option<TextEncoding> {
        self.encoding
    }

    fn hold(&mut self, shape: Shape, input: Input, reading: &Reading) -> Result<Holds, String> {
        if let Some(reason) = shape.refusal() {
            self.remember(&input);
            return Ok(Holds::Nothing(reason));
        }
        self.format = format_of(shape);
        match shape {
            Shape::JsonLines => {
                let input = Transcoder::new(input, reading.encoding);
                let input = BufReader::with_capacity(BUFFER, input);
                let lines = JsonLines::new(input, reading.fields.clone());
                Ok(Holds::Records(Box::new(Records::Lines(lines))))
            }
            Shape::JsonDocument | Shape::Table(_) => {
                let content = self.decoded(input, reading)?;
                let records = match shape {
                    Shape::JsonDocument => {
                        Records::Json(JsonRecords::new(content, reading.fields.clone()))
                    }
                    _ => Records::Table(TableRecords::new(content, &reading.fields)),
                };
                Ok(Holds::Records(Box::new(records)))
            }
            Shape::Parquet => {
                let bytes = self.whole(input)?;
                let records = ParquetRecords::new(bytes, reading.fields.clone())
                    .map_err(|problem| problem.reason)?;
                Ok(Holds::Records(Box::new(Records::Parquet(records))))
            }
            Shape::Docx => {
                let bytes = self.whole(input)?;
                Ok(Holds::One(Box::new(of_docx(docx::read(&bytes)?))))
            }
            Shape::Html => Ok(Holds::File(self.whole(input)?, FileKind::Html)),
            Shape::Markdown => Ok(Holds::File(self.whole(input)?, FileKind::Markdown)),
            _ => Ok(Holds::File(self.whole(input)?, FileKind::Text)),
        }
    }

    /// All bytes of a file that is read at once.
    fn whole(&mut self, mut input: Input) -> Result<Vec<u8>, String> {
        let mut bytes = Vec::new();
        let mut limited = input.by_ref().take(LARGEST + 1);
        limited
            .read_to_end(&mut bytes)
            .map_err(|cause| in_words(&cause))?;
        if bytes.len() as u64 > LARGEST {
            return Err("larger than 1 GiB; split it, or make it JSON Lines".to_owned());
        }
        self.remember(&input);
        Ok(bytes)
    }

    fn decoded(&mut self, input: Input, reading: &Reading) -> Result<String, String> {
        let bytes = self.whole(input)?;
        let decoded = decode::decode(bytes, reading.encoding)?;
        self.notes.extend(decoded.warnings());
        self.encoding = Some(decoded.encoding);
        Ok(decoded.text)
    }

    /// Keeps what is to be said when the source is closed.
    fn remember(&mut self, input: &Input) {
        let unpacked = input.get_ref().1;
        self.notes.extend(unpacked.warning().map(str::to_owned));
        let watched = unpacked.get_ref().get_ref();
        self.read = Some((watched.bytes, watched.digester.clone()));
    }

    /// Ends reading; gives the file with its digest, and what is to be said of it.
    ///
    /// # Errors
    ///
    /// Why the rest of the file cannot be read.
    pub(super) fn finish(
        mut self,
        records: Option<&Records>,
    ) -> Result<(InputFile, Vec<String>), String> {
        if let Some(Records::Lines(lines)) = records {
            let transcoder = lines.input().get_ref();
            self.encoding = Some(transcoder.encoding());
            if transcoder.replaced() > 0 {
                self.notes.push(format!(
                    "{} characters could not be decoded and stand as U+FFFD",
                    transcoder.replaced()
                ));
            }
            self.remember(transcoder.get_ref());
        }
        let (bytes, digester) = self.read.take().unwrap_or_default();
        let (bytes, sha256) = self.to_the_end(bytes, digester)?;
        let input = InputFile {
            path: self.id,
            bytes,
            sha256,
        };
        Ok((input, self.notes))
    }

    /// The digest with what nobody asked for.
    fn to_the_end(&self, bytes: u64, digester: Digester) -> Result<(u64, String), String> {
        let failed = |cause: io::Error| format!("cannot be read to its end: {cause}");
        let mut file = self.origin.open().map_err(failed)?;
        file.seek(SeekFrom::Start(bytes)).map_err(failed)?;
        let mut rest = Watched {
            file,
            bytes,
            digester,
        };
        let mut limited = rest.by_ref().take(LARGEST);
        io::copy(&mut limited, &mut io::sink()).map_err(failed)?;
        Ok((rest.bytes, rest.digester.finish()))
    }
}

impl Iterator for Records {
    type Item = Result<Record, Problem>;

    fn next(&mut self) -> Option<Self::Item> {
        match self {
            Self::Lines(records) => records.next(),
            Self::Json(records) => records.next(),
            Self::Table(records) => records.next(),
            Self::Parquet(records) => records.next(),
        }
    }
}

/// The title among a document's properties is a title; who wrote it need not have said it.
fn of_docx(docx: Docx) -> Record {
    let author = docx.author.map(|author| ("author".to_owned(), author));
    Record {
        title: docx.title,
        text: docx.text,
        variables: author.into_iter().collect(),
        ..Record::default()
    }
}

fn format_of(shape: Shape) -> &'static str {
    match shape {
        Shape::Markdown => FileKind::Markdown.name(),
        Shape::Html => FileKind::Html.name(),
        Shape::JsonLines => "jsonl",
        Shape::JsonDocument => "json",
        Shape::Table(_) => "table",
        Shape::Parquet => "parquet",
        Shape::Docx => "docx",
        _ => FileKind::Text.name(),
    }
}

/// Why reading stopped: what we refuse ourselves speaks for itself.
fn in_words(cause: &io::Error) -> String {
    match cause.kind() {
        io::ErrorKind::InvalidData => cause.to_string(),
        _ => format!("cannot be read: {cause}"),
    }
}

/// The file's name without its extension.
fn stem_of(path: &Path) -> String {
    let stem = path.file_stem().unwrap_or_default();
    stem.to_string_lossy().into_owned()
}
