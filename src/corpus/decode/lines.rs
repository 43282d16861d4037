//! Owns reading damaged bytes line by line, so that damage stays within its line.
//!
//! A line end is one byte in UTF-8, GB18030 and Big5 and never part of another character.

use encoding_rs::Encoding;

use super::mend::{Mended, Start, mend};
use super::plausible::{Score, reads_well};
use super::reading::Reading;

/// Characters of UTF-8 for each damaged one, in a line that is UTF-8 all the same.
const WHOLE: usize = 10;

/// A line without damage is read otherwise than it stands only if that is so much likelier: a
/// rare name is no sign of a lost byte.
const WORTHWHILE: u64 = 100;

/// Reads `bytes` in `encoding`, which is the first of `readings`; lines that are damaged or read
/// badly in the likeliest of all.
pub(super) fn read(bytes: &[u8], encoding: &'static Encoding, readings: &[Reading]) -> Mended {
    let mut whole = Mended::with(readings.len());
    for line in bytes.split_inclusive(|&byte| byte == b'\n') {
        let (text, damaged) = encoding.decode_without_bom_handling(line);
        let is_utf8 = encoding == encoding_rs::UTF_8;
        if !damaged && (is_utf8 || reads_well(&text)) {
            whole.push_clean(&text, line.len());
        } else if is_utf8 && is_mostly_whole(line) {
            whole.push_clean(&text, line.len());
            whole.replaced += line
                .utf8_chunks()
                .filter(|chunk| !chunk.invalid().is_empty())
                .count() as u64;
        } else {
            let mended = mend(line, readings, Start::First);
            if damaged || gain(&text, &mended.text) >= WORTHWHILE {
                whole.append(&mended);
            } else {
                whole.push_clean(&text, line.len());
            }
        }
    }
    whole
}

/// How much likelier `mended` is than `text`.
fn gain(text: &str, mended: &str) -> u64 {
    Score::of(text)
        .total
        .saturating_sub(Score::of(mended).total)
}

/// Whether most of what is not ASCII in `line` is UTF-8.
fn is_mostly_whole(line: &[u8]) -> bool {
    let (mut long, mut damaged) = (0, 0);
    for chunk in line.utf8_chunks() {
        long += chunk.valid().bytes().filter(|&byte| byte >= 0xE0).count();
        damaged += usize::from(!chunk.invalid().is_empty());
    }
    long >= damaged * WHOLE || is_only_cut(line)
}

/// Whether nothing but the last character of `line` is damaged.
fn is_only_cut(line: &[u8]) -> bool {
    std::str::from_utf8(line).is_err_and(|cause| cause.error_len().is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINE: &str = "会议记录由办公室统一整理,三天以内送到各个科室。\n";

    #[test]
    fn a_line_of_another_encoding_is_read_in_it() {
        let gbk = encoding_rs::GBK.encode(LINE).0.into_owned();
        let readings = [Reading::Utf8, Reading::Gb18030];
        let bytes = [LINE.as_bytes(), &gbk, LINE.as_bytes()].concat();
        let read_text = read(&bytes, encoding_rs::UTF_8, &readings);
        assert_eq!((read_text.text, read_text.replaced), (LINE.repeat(3), 0));
        let readings = [Reading::Gb18030, Reading::Utf8];
        let bytes = [&gbk, LINE.as_bytes(), &gbk].concat();
        let read_text = read(&bytes, encoding_rs::GB18030, &readings);
        assert_eq!(
            (read_text.text, read_text.bytes),
            (
                LINE.repeat(3),
                vec![gbk.len() as u64 * 2, LINE.len() as u64]
            )
        );
    }
}
