//! Owns files that are no text, by the bytes they begin with.

use super::Shape;

/// The first bytes of a kind of file, and its name.
const BEGINNINGS: [(&[u8], Shape); 46] = [
    (b"PAR1", Shape::Parquet),
    (b"PARE", Shape::Binary("an encrypted Parquet table")),
    (b"%PDF-", Shape::Pdf),
    (b"{\\rtf", Shape::Binary(RTF)),
    (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        Shape::Binary(OLD_OFFICE),
    ),
    (b"\xdb\xa5-\0", Shape::Binary(OLD_OFFICE)),
    (b"7z\xbc\xaf\x27\x1c", Shape::Archive("7z")),
    (b"Rar!\x1a\x07", Shape::Archive("RAR")),
    (b"BZh", Shape::Archive("bzip2")),
    (b"\xfd7zXZ\0", Shape::Archive("xz")),
    (b"\x04\"M\x18", Shape::Archive("lz4")),
    (b"LZIP", Shape::Archive("lzip")),
    (b"\x1f\x9d", Shape::Archive("compress (.Z)")),
    (b"\x1f\x8b\x08", Shape::Archive("gzip within gzip")),
    (
        b"\x28\xb5\x2f\xfd",
        Shape::Archive("zstd within a packed file"),
    ),
    (b"MSCF\0\0\0\0", Shape::Archive("CAB")),
    (
        b"ITSF\x03\0\0\0",
        Shape::Binary("a compiled help file (CHM)"),
    ),
    (b"!<arch>\n", Shape::Archive("ar")),
    (b"\x89PNG\r\n\x1a\n", Shape::Binary(IMAGE)),
    (b"\xff\xd8\xff", Shape::Binary(IMAGE)),
    (b"GIF87a", Shape::Binary(IMAGE)),
    (b"GIF89a", Shape::Binary(IMAGE)),
    (b"II*\0", Shape::Binary(IMAGE)),
    (b"MM\0*", Shape::Binary(IMAGE)),
    (b"8BPS\0", Shape::Binary(IMAGE)),
    (b"\0\0\x01\0", Shape::Binary(IMAGE)),
    (b"AT&TFORM", Shape::Binary("a DjVu document")),
    (b"ID3\x03", Shape::Binary(SOUND)),
    (b"ID3\x04", Shape::Binary(SOUND)),
    (b"\xff\xfb", Shape::Binary(SOUND)),
    (b"\xff\xf3", Shape::Binary(SOUND)),
    (b"fLaC\0", Shape::Binary(SOUND)),
    (b"OggS\0", Shape::Binary(SOUND)),
    (b"\x1aE\xdf\xa3", Shape::Binary(SOUND)),
    (b"FLV\x01", Shape::Binary(SOUND)),
    (b"\x7fELF", Shape::Binary(PROGRAM)),
    (b"\xcf\xfa\xed\xfe", Shape::Binary(PROGRAM)),
    (b"\xca\xfe\xba\xbe", Shape::Binary(PROGRAM)),
    (b"\0asm", Shape::Binary(PROGRAM)),
    (b"SQLite format 3\0", Shape::Binary("an SQLite database")),
    (b"\0\x01\0\0Standard ", Shape::Binary("an Access database")),
    (b"ARROW1\0\0", Shape::Binary("an Arrow file")),
    (b"Obj\x01", Shape::Binary("an Avro file")),
    (b"\x89HDF\r\n\x1a\n", Shape::Binary("an HDF5 file")),
    (b"wOF2", Shape::Binary("a font")),
    (b"\x80\x04\x95", Shape::Binary("a Python pickle")),
];

const RTF: &str = "an RTF document";
const OLD_OFFICE: &str = "an old Office document (.doc, .xls, .ppt, .wps)";
const IMAGE: &str = "an image";
const SOUND: &str = "a sound or film file";
const PROGRAM: &str = "a program";
const WORKBOOK: &str = "an Excel workbook";
const SLIDES: &str = "a PowerPoint file";
const OPEN_DOCUMENT: &str = "an OpenDocument file";
const BOOK: &str = "an EPUB book";
const SAVED_PAGE: &str = "a saved web page (MHTML)";

/// Names inside a zip file that tell what it is.
const MEMBERS: [(&[u8], Shape); 6] = [
    (b"word/", Shape::Docx),
    (b"xl/", Shape::Binary(WORKBOOK)),
    (b"ppt/", Shape::Binary(SLIDES)),
    (b"application/epub+zip", Shape::Binary(BOOK)),
    (
        b"application/vnd.oasis.opendocument",
        Shape::Binary(OPEN_DOCUMENT),
    ),
    (b"META-INF/MANIFEST.MF", Shape::Binary(PROGRAM)),
];

/// What to do about a kind of file that is not read.
pub(super) fn advice(kind: &str) -> &'static str {
    match kind {
        RTF | OLD_OFFICE | OPEN_DOCUMENT | SLIDES | BOOK => {
            "not read; save it as .docx or as text in UTF-8"
        }
        WORKBOOK => "not read; save the sheet as CSV in UTF-8",
        IMAGE => "not read; a scanned text has to go through OCR first",
        SAVED_PAGE => "not read; save the page as HTML",
        _ => "not text; take it out of the corpus",
    }
}

/// The shape of a file that is no text.
pub(super) fn recognise(bytes: &[u8], extension: &str) -> Option<Shape> {
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return Some(zip(bytes, extension));
    }
    if let Some((_, shape)) = BEGINNINGS
        .iter()
        .find(|(beginning, _)| bytes.starts_with(beginning))
    {
        return Some(*shape);
    }
    let at = |start: usize, length: usize| bytes.get(start..start + length).unwrap_or_default();
    match (at(0, 4), at(4, 4), at(8, 4)) {
        (b"RIFF", _, b"WEBP") => return Some(Shape::Binary(IMAGE)),
        (b"RIFF", _, b"WAVE" | b"AVI ") | (_, b"ftyp", _) => return Some(Shape::Binary(SOUND)),
        _ => {}
    }
    if at(257, 5) == b"ustar" || extension == "tar" && at(0, 512).contains(&0) {
        return Some(Shape::Archive("tar"));
    }
    let head = bytes.get(..1024.min(bytes.len())).unwrap_or_default();
    if extension == "pdf" && memchr::memmem::find(head, b"%PDF-").is_some() {
        return Some(Shape::Pdf);
    }
    is_saved_page(head)
        .then_some(Shape::Binary(SAVED_PAGE))
        .or_else(|| {
            (bytes.starts_with(b"MZ") && bytes.contains(&0)).then_some(Shape::Binary(PROGRAM))
        })
}

/// A zip file, told by the names of its first members; they are not packed.
fn zip(bytes: &[u8], extension: &str) -> Shape {
    let named = |(name, _): &&(&[u8], Shape)| memchr::memmem::find(bytes, name).is_some();
    if let Some((_, shape)) = MEMBERS.iter().find(named) {
        return *shape;
    }
    // The members that tell may stand behind large pictures.
    match extension {
        "docx" | "docm" | "dotx" => Shape::Docx,
        "xlsx" | "xlsm" => Shape::Binary(WORKBOOK),
        "pptx" => Shape::Binary(SLIDES),
        "odt" | "ods" | "odp" => Shape::Binary(OPEN_DOCUMENT),
        "epub" => Shape::Binary(BOOK),
        _ => Shape::Archive("zip"),
    }
}

fn is_saved_page(head: &[u8]) -> bool {
    let has = |words: &[u8]| memchr::memmem::find(head, words).is_some();
    has(b"MIME-Version: 1.0")
        && has(b"multipart/related")
        && head.first().is_some_and(u8::is_ascii_alphabetic)
}
