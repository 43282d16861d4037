//! Owns finding the encoding of bytes that do not name it.

use chardetng::EncodingDetector;
use encoding_rs::Encoding;

use super::encoding::TextEncoding;
use super::mend::{Start, mend};
use super::plausible::{BAD, PLAUSIBLE, Score};
use super::reading::Reading;
use super::seven_bits::{self, SevenBits};
use super::{
    ADVICE, Certainty, Decoded, count_replaced, from_parts, in_encoding, readable, utf8,
    with_fallbacks,
};

/// Bytes that are judged: from the first one that is not ASCII.
pub(super) const SAMPLE: usize = 1 << 16;

/// A reading is sure when the next best costs so much more: two or three characters read wrongly.
const MARGIN: u64 = 150;

/// Kana or Hangul that make a text Japanese or Korean.
const ENOUGH_SYLLABLES: usize = 10;

/// Of a hundred bytes, how many control characters make a file a binary one.
const MOST_CONTROLS: usize = 3;

/// Of a hundred bytes, how many may be letters with accents in a text that is not Chinese.
const MOST_ACCENTS: usize = 5;

const UNICODE_WIDE: [TextEncoding; 4] = [
    TextEncoding::UTF_16LE,
    TextEncoding::UTF_16BE,
    TextEncoding::UTF_32LE,
    TextEncoding::UTF_32BE,
];

/// The text of bytes without a byte order mark.
pub(super) fn detect(bytes: Vec<u8>) -> Result<Decoded, String> {
    let bytes = match String::from_utf8(bytes) {
        Ok(text) if memchr::memchr(0, text.as_bytes()).is_none() => return valid_utf8(text),
        Ok(text) => text.into_bytes(),
        Err(cause) => cause.into_bytes(),
    };
    let share = utf8::Share::of(&bytes);
    if share.is_utf8() && memchr::memchr(0, &bytes).is_none() {
        return readable(as_utf8(bytes), TextEncoding::UTF_8);
    }
    let sample = sample(&bytes);
    let Some((encoding, certainty)) = best(sample) else {
        return unlikely(&bytes);
    };
    if !is_wide(encoding) {
        refuse_binary(sample)?;
    }
    let decoded = in_encoding(bytes, encoding, &with_fallbacks(Reading::of(encoding)));
    readable(
        Decoded {
            certainty,
            ..decoded
        },
        encoding,
    )
}

fn as_utf8(bytes: Vec<u8>) -> Decoded {
    in_encoding(
        bytes,
        TextEncoding::UTF_8,
        &with_fallbacks(Some(Reading::Utf8)),
    )
}

/// Valid UTF-8 is UTF-8, unless it is another encoding that chance made valid.
fn valid_utf8(text: String) -> Result<Decoded, String> {
    let bytes = text.as_bytes();
    match Some(bytes)
        .filter(|bytes| bytes.is_ascii())
        .and_then(seven_bits::recognise)
    {
        Some(SevenBits::Iso2022) => return Err(seven_bits::iso_2022()),
        Some(SevenBits::Hz) => return Ok(seven_bits::decode(bytes)),
        None => {}
    }
    refuse_binary(bytes.get(..SAMPLE.min(bytes.len())).unwrap_or_default())?;
    let certainty = match by_chance(sample(bytes)) {
        Chance::No => Certainty::Sure,
        Chance::Perhaps => Certainty::Guessed,
        Chance::Gbk => return Ok(in_encoding(text.into_bytes(), TextEncoding::GB18030, &[])),
    };
    Ok(Decoded {
        certainty,
        ..Decoded::clean(text, TextEncoding::UTF_8)
    })
}

/// Whether GBK is UTF-8 by chance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Chance {
    No,
    Perhaps,
    Gbk,
}

/// Whether `sample` is two-byte characters only, which make good Chinese and no good UTF-8.
fn by_chance(sample: &[u8]) -> Chance {
    if sample.iter().any(|&byte| byte >= 0xE0) {
        return Chance::No;
    }
    let chinese = encoding_rs::GB18030.decode_without_bom_handling_and_without_replacement(sample);
    let Some((chinese, text)) = chinese.zip(std::str::from_utf8(sample).ok()) else {
        return Chance::No;
    };
    let (as_gbk, as_utf8) = (Score::of(&chinese), Score::of(text));
    if as_gbk.mean() >= 85 || as_utf8.mean() <= 110 {
        return Chance::No;
    }
    let runs = chinese
        .split(|c: char| c.is_ascii())
        .filter(|run| run.chars().nth(1).is_some());
    let together = runs
        .map(|run| run.chars().map(|_| 1_u64).sum::<u64>())
        .sum::<u64>();
    if as_gbk.foreign >= 2 && together * 2 > as_gbk.foreign {
        Chance::Gbk
    } else {
        Chance::Perhaps
    }
}

/// The part of `bytes` that tells its encoding.
pub(super) fn sample(bytes: &[u8]) -> &[u8] {
    let first = bytes
        .iter()
        .position(|&byte| byte == 0 || byte >= 0x80)
        .unwrap_or(0);
    // Whole units of UTF-16 and UTF-32; what stands before is ASCII.
    let start = first / 4 * 4;
    bytes
        .get(start..bytes.len().min(start + SAMPLE))
        .unwrap_or_default()
}

/// The encoding that makes the likeliest text of `sample`, if any makes Chinese of it.
pub(super) fn best(sample: &[u8]) -> Option<(TextEncoding, Certainty)> {
    let narrow = [
        TextEncoding::UTF_8,
        TextEncoding::GB18030,
        TextEncoding::BIG5,
    ];
    let mut scores: Vec<(TextEncoding, Score)> = narrow
        .into_iter()
        .chain(UNICODE_WIDE)
        .map(|encoding| (encoding, score(sample, encoding)))
        .collect();
    scores.sort_by_key(|(_, score)| score.total);
    let (encoding, score) = *scores.first()?;
    let second = scores.get(1).map_or(u64::MAX, |(_, score)| score.total);
    let certainty = if second - score.total < MARGIN {
        Certainty::Guessed
    } else {
        Certainty::Sure
    };
    let accepted = score.mean() <= PLAUSIBLE && is_likely_ascii(encoding, score, sample);
    accepted.then_some((encoding, certainty))
}

/// Text in wide units with next to nothing outside ASCII has to be cheap by itself.
fn is_likely_ascii(encoding: TextEncoding, score: Score, sample: &[u8]) -> bool {
    let units = (sample.len() / 4).max(1) as u64;
    !is_wide(encoding) || score.total / units <= 4 * PLAUSIBLE
}

fn score(sample: &[u8], encoding: TextEncoding) -> Score {
    let text = in_encoding_plainly(sample, encoding);
    let mut score = Score::of(&text);
    // A replaced character stands for all bytes of its unit.
    let further = match UNICODE_WIDE.iter().position(|&wide| wide == encoding) {
        Some(0 | 1) => 1,
        Some(_) => 3,
        None => 0,
    };
    let lost = count_replaced(&text) * further * u64::from(BAD);
    score.total += lost;
    score.foreign_cost += lost;
    score
}

/// What `encoding` makes of `sample`, damage and all.
pub(super) fn in_encoding_plainly(
    sample: &[u8],
    encoding: TextEncoding,
) -> std::borrow::Cow<'_, str> {
    match encoding.kind() {
        super::Kind::Standard(standard) => standard.decode_without_bom_handling(sample).0,
        _ => in_encoding(sample.to_vec(), encoding, &[]).text.into(),
    }
}

pub(super) fn refuse_binary(sample: &[u8]) -> Result<(), String> {
    let controls = sample.iter().filter(|&&byte| is_control(byte)).count();
    if controls * 100 > sample.len() * MOST_CONTROLS {
        return Err(
            "binary: not a text file; take it out of the corpus or save its text as UTF-8"
                .to_owned(),
        );
    }
    Ok(())
}

/// Control characters that do not stand in text files; NUL is judged apart.
fn is_control(byte: u8) -> bool {
    matches!(byte, 1..=8 | 14..=25 | 28..=31 | 0x7F)
}

/// Bytes that no encoding makes likely text of: parts in several, other languages, or no text.
fn unlikely(bytes: &[u8]) -> Result<Decoded, String> {
    refuse_binary(sample(bytes))?;
    let readings = with_fallbacks(None);
    let decoded = from_parts(mend(bytes, &readings, Start::Open), &readings);
    let score = Score::of(&decoded.text);
    if score.is_plausible() && decoded.parts.len() < 3 {
        return readable(decoded, TextEncoding::UTF_8);
    }
    other_languages(bytes)
}

/// Text in another language, if it can be told at all.
fn other_languages(bytes: &[u8]) -> Result<Decoded, String> {
    let mut detector = EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(sample(bytes), true);
    let guessed = detector.guess(None, chardetng::Utf8Detection::Deny);
    let encoding = TextEncoding::standard(guessed);
    let decoded = in_encoding(bytes.to_vec(), encoding, &[]);
    let accepted = if is_east_asian(guessed) {
        decoded.replaced == 0 && has_syllables(&decoded.text)
    } else {
        guessed == encoding_rs::WINDOWS_1252 && has_few_accents(bytes)
    };
    if accepted {
        return Ok(Decoded {
            certainty: Certainty::Guessed,
            ..decoded
        });
    }
    Err(format!(
        "not Chinese text in UTF-8, UTF-16, GB18030 or Big5 (it looks most like {encoding}); {ADVICE}"
    ))
}

fn is_east_asian(encoding: &'static Encoding) -> bool {
    [
        encoding_rs::SHIFT_JIS,
        encoding_rs::EUC_JP,
        encoding_rs::EUC_KR,
    ]
    .contains(&encoding)
}

/// Whether `text` has the syllables that Japanese and Korean have and Chinese has not.
fn has_syllables(text: &str) -> bool {
    let syllables = text
        .chars()
        .filter(|c| matches!(c, '\u{3041}'..='\u{30ff}' | '\u{ac00}'..='\u{d7a3}'))
        .count();
    let foreign = text.chars().filter(|c| !c.is_ascii()).count();
    syllables >= ENOUGH_SYLLABLES && syllables * 5 > foreign
}

/// Single letters with accents in an ASCII text; characters of Chinese stand in runs.
fn has_few_accents(bytes: &[u8]) -> bool {
    let accents = bytes.iter().filter(|&&byte| byte >= 0x80).count();
    let runs = bytes
        .windows(3)
        .any(|three| three.iter().all(|&byte| byte >= 0x80));
    accents * 100 <= bytes.len() * MOST_ACCENTS && !runs
}

/// Whether ASCII in this encoding has NUL bytes.
pub(super) fn is_wide(encoding: TextEncoding) -> bool {
    UNICODE_WIDE.contains(&encoding)
}
