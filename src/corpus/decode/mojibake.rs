//! Owns recognising text that was read in a wrong encoding before it was saved.
//!
//! Such text is valid and holds no phrase. A stretch of unlikely characters is put back into the
//! bytes of the encoding it may have been read in; if another encoding makes likely text of these
//! bytes, that is what happened.

use std::fmt;
use std::sync::LazyLock;

use encoding_rs::Encoding;
use memchr::memmem::{self, Finder};

use super::encoding::TextEncoding;
use super::plausible::{Costs, PLAUSIBLE, Score};

/// Characters outside ASCII that are judged together.
const WINDOW: u32 = 128;

/// Stretches that are put back into bytes, at most; the rest of a file is as its beginning.
const MOST_TRIALS: usize = 40;

/// Of a hundred characters, how many question marks or U+FFFD are a sign of lost characters.
const MOST_LOST: usize = 10;

/// What finds U+FFFD.
static REPLACED: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("\u{fffd}"));

/// What finds that which U+FFFD in UTF-8 becomes when it is read as GBK.
static REPLACED_TWICE: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("锟斤拷"));

/// How a text was spoiled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mojibake {
    /// It was written in one encoding and read in another.
    Misread {
        /// The encoding it was written in.
        written: TextEncoding,
        /// The encoding it was read in.
        read: TextEncoding,
    },
    /// U+FFFD was read as GBK: 锟斤拷.
    ReplacedTwice,
    /// Many characters are U+FFFD.
    Replaced,
    /// Many characters are question marks.
    QuestionMarks,
    /// It begins with what GBK makes of a byte order mark: 锘.
    MisreadMark,
}

impl fmt::Display for Mojibake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Misread { written, read } => {
                write!(
                    f,
                    "spoiled text: it was written in {written}, read as {read} and saved; "
                )?;
            }
            Self::ReplacedTwice => {
                f.write_str("spoiled text: 锟斤拷 stands where characters were lost; ")?;
            }
            Self::Replaced => f.write_str("spoiled text: many characters are U+FFFD; ")?,
            Self::QuestionMarks => {
                f.write_str("spoiled text: many characters became question marks; ")?;
            }
            Self::MisreadMark => {
                f.write_str("spoiled text: it begins with 锘, a byte order mark read as GBK; ")?;
            }
        }
        f.write_str("phrases there are not counted: get the original")
    }
}

/// A sign that `text` was read in a wrong encoding before it was saved.
pub(crate) fn suspect(text: &str) -> Option<Mojibake> {
    let mut window = Window::default();
    let (mut start, mut trials) = (0, 0);
    let costs = Costs::default();
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        if c.is_ascii() {
            continue;
        }
        window.foreign += 1;
        window.cost += costs.of(c);
        if window.foreign == WINDOW {
            let end = text.len() - rest.as_str().len();
            if window.is_unlikely() && trials < MOST_TRIALS {
                trials += 1;
                if let Some(found) = misread(text.get(start..end).unwrap_or_default()) {
                    return Some(found);
                }
            }
            window = Window::default();
            start = end;
        }
    }
    if window.foreign > 3
        && window.is_unlikely()
        && let Some(found) = misread(text.get(start..).unwrap_or_default())
    {
        return Some(found);
    }
    lost(text)
}

/// Characters outside ASCII that are judged together, and what they cost.
#[derive(Debug, Default)]
struct Window {
    foreign: u32,
    cost: u32,
}

impl Window {
    fn is_unlikely(&self) -> bool {
        u64::from(self.cost / self.foreign.max(1)) > PLAUSIBLE
    }
}

/// A sign that characters were lost. Sound text has hardly any of what is counted here, so that
/// all characters are counted only where there are some.
fn lost(text: &str) -> Option<Mojibake> {
    let bytes = text.as_bytes();
    if REPLACED_TWICE.find_iter(bytes).take(3).count() == 3 {
        return Some(Mojibake::ReplacedTwice);
    }
    let lost = REPLACED.find_iter(bytes).count();
    if lost > 3 && lost * 100 > text.chars().filter(|c| !c.is_ascii()).count() * MOST_LOST {
        return Some(Mojibake::Replaced);
    }
    let marks = memchr::memchr_iter(b'?', bytes).count();
    if marks > 20
        && marks * 100 > text.chars().count() * MOST_LOST
        && memmem::find(bytes, b"????").is_some()
    {
        return Some(Mojibake::QuestionMarks);
    }
    text.starts_with('锘').then_some(Mojibake::MisreadMark)
}

/// The two encodings that made likely text into `stretch`.
fn misread(stretch: &str) -> Option<Mojibake> {
    let read_as: [&'static Encoding; 3] = [
        encoding_rs::GB18030,
        encoding_rs::WINDOWS_1252,
        encoding_rs::BIG5,
    ];
    let written_in: [&'static Encoding; 3] =
        [encoding_rs::UTF_8, encoding_rs::GB18030, encoding_rs::BIG5];
    let mut best: Option<(u64, Mojibake)> = None;
    for read in read_as {
        let bytes = if read == encoding_rs::WINDOWS_1252 {
            back_to_single_bytes(stretch)
        } else {
            back_to_bytes(stretch, read)
        };
        let Some(bytes) = bytes else {
            continue;
        };
        for written in written_in.into_iter().filter(|&written| written != read) {
            let (text, _) = written.decode_without_bom_handling(&bytes);
            let score = Score::of(&text);
            let enough = score.foreign * 4 >= Score::of(stretch).foreign.min(u64::from(WINDOW))
                && score.foreign > 1;
            if enough
                && score.mean() < PLAUSIBLE
                && best.is_none_or(|(mean, _)| score.mean() < mean)
            {
                let (written, read) = (
                    TextEncoding::standard(written),
                    TextEncoding::standard(read),
                );
                best = Some((score.mean(), Mojibake::Misread { written, read }));
            }
        }
    }
    best.map(|(_, found)| found)
}

/// The bytes that Latin-1 or windows-1252 reads as `stretch`; some programs take the one for the
/// other.
fn back_to_single_bytes(stretch: &str) -> Option<Vec<u8>> {
    let byte = |c: char| {
        u8::try_from(u32::from(c)).ok().or_else(|| {
            let mut buffer = [0; 4];
            let (bytes, _, unmapped) = encoding_rs::WINDOWS_1252.encode(c.encode_utf8(&mut buffer));
            bytes.first().copied().filter(|_| !unmapped)
        })
    };
    let bytes: Vec<u8> = stretch.chars().filter_map(byte).collect();
    (bytes.len() * 3 > stretch.chars().count() * 2).then_some(bytes)
}

/// The bytes that `encoding` reads as `stretch`, if it can have made most of it.
fn back_to_bytes(stretch: &str, encoding: &'static Encoding) -> Option<Vec<u8>> {
    let mut encoder = encoding.new_encoder();
    let mut bytes = vec![0; stretch.len() * 4 + 16];
    let (mut read, mut written, mut unmapped) = (0, 0, 0_usize);
    loop {
        let rest = stretch.get(read..)?;
        let (result, took, gave) =
            encoder.encode_from_utf8_without_replacement(rest, bytes.get_mut(written..)?, true);
        read += took;
        written += gave;
        match result {
            encoding_rs::EncoderResult::Unmappable(_) => unmapped += 1,
            encoding_rs::EncoderResult::OutputFull => return None,
            encoding_rs::EncoderResult::InputEmpty => break,
        }
    }
    bytes.truncate(written);
    (unmapped * 3 < stretch.chars().count()).then_some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PROSE: &str = "今天上午大家在村口的小学里开会,讨论了修路的安排。买菜的人也多了起来。";

    fn read_as(bytes: &[u8], encoding: &'static Encoding) -> String {
        encoding.decode_without_bom_handling(bytes).0.into_owned()
    }

    #[test]
    fn utf8_read_in_another_encoding_is_named() {
        for (encoding, name) in [
            (encoding_rs::GBK, "GB18030"),
            (encoding_rs::WINDOWS_1252, "windows-1252"),
        ] {
            let spoiled = read_as(PROSE.as_bytes(), encoding);
            let found = suspect(&format!("{spoiled}\n{spoiled}"));
            let Some(Mojibake::Misread { written, read }) = found else {
                panic!("{spoiled} {found:?}")
            };
            assert_eq!((written.name(), read.name()), ("UTF-8", name));
        }
    }

    #[test]
    fn latin_1_with_its_control_characters_counts_as_windows_1252() {
        let spoiled: String = PROSE.bytes().map(char::from).collect();
        assert!(matches!(suspect(&spoiled), Some(Mojibake::Misread { .. })));
    }

    #[test]
    fn gbk_read_in_another_encoding_is_named() {
        let (bytes, _, _) = encoding_rs::GBK.encode(PROSE);
        for (encoding, name) in [
            (encoding_rs::WINDOWS_1252, "windows-1252"),
            (encoding_rs::BIG5, "Big5"),
        ] {
            let found = suspect(&read_as(&bytes, encoding));
            let Some(Mojibake::Misread { written, read }) = found else {
                panic!("{found:?}")
            };
            assert_eq!((written.name(), read.name()), ("GB18030", name));
        }
    }

    #[test]
    fn sound_text_is_not_suspected() {
        assert_eq!(suspect(PROSE), None);
        assert_eq!(suspect("Über naïve Café: déjà vu, señor, À bientôt"), None);
        assert_eq!(suspect("谁来了？？ Who came? 老李、老王、老张。"), None);
        assert_eq!(suspect(""), None);
    }

    #[test]
    fn lost_characters_are_told() {
        assert_eq!(
            suspect("锟斤拷锟斤拷 村口 锟斤拷"),
            Some(Mojibake::ReplacedTwice)
        );
        assert_eq!(
            suspect("????????,?????????????。"),
            Some(Mojibake::QuestionMarks)
        );
        assert_eq!(
            suspect("村\u{fffd}\u{fffd}的\u{fffd}\u{fffd}"),
            Some(Mojibake::Replaced)
        );
        assert_eq!(
            suspect("锘今天上午大家在村口开会"),
            Some(Mojibake::MisreadMark)
        );
    }
}
