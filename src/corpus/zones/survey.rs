//! Owns counting the lines at the edges of documents, and which of them repeat.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::hash::{Hash, Hasher};

use rustc_hash::{FxHashSet, FxHasher};

use super::pieces::{Piece, backward, forward};
use super::reading::{Folding, Reader, ends_sentence, holds};
use super::titles::{is_heading, is_speech_title, salutation};
use crate::text::{CharClass, classify, fold_char};

/// Documents the survey keeps; of more, those whose texts have the smallest hashes.
const MOST_DOCUMENTS: usize = 65_536;

/// Lines looked at from the start and from the end of a document.
const HEAD_LINES: usize = 5;
const FOOT_LINES: usize = 8;

/// Longest line that is counted, in bytes; blurbs in brackets may be longer.
const LONGEST_LINE: usize = 360;
const LONGEST_BLURB: usize = 1500;

/// Documents a line with a sign of boilerplate must stand in.
const FEWEST_SIGNED: u32 = 3;

/// Documents a line without one must stand in, and the part of all of them, as 1 in so many.
const FEWEST_UNSIGNED: u32 = 5;
const SHARE_UNSIGNED: usize = 5;

/// Where in a document a line stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Edge {
    /// Before the body.
    Head,
    /// Behind it.
    Foot,
}

/// Lines at the edges of documents, by document.
///
/// Keeps hashes only, and of many documents those with the smallest: what is kept depends on the
/// documents and not on their order, so that surveys of parts can be merged in any order.
/// A document that is there twice counts once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct LineSurvey {
    documents: BTreeMap<u64, Box<[u64]>>,
}

impl LineSurvey {
    /// Counts the edge lines of one document.
    pub(crate) fn add(&mut self, text: &str) {
        let mut lines = Vec::with_capacity(HEAD_LINES + FOOT_LINES);
        // In a short text the same lines stand at both edges.
        let mut read: Vec<(Piece<'_>, FxHasher)> = Vec::with_capacity(HEAD_LINES);
        for piece in forward(text).take(HEAD_LINES) {
            if is_counted(piece.text) {
                let words = words_hash(piece.text);
                lines.push(edge_hash(piece.text, words.clone(), Edge::Head));
                read.push((piece, words));
            }
        }
        for piece in backward(text).take(FOOT_LINES) {
            if is_counted(piece.text) {
                let known = read.iter().find(|(known, _)| *known == piece);
                let words =
                    known.map_or_else(|| words_hash(piece.text), |(_, words)| words.clone());
                lines.push(edge_hash(piece.text, words, Edge::Foot));
            }
        }
        lines.sort_unstable();
        lines.dedup();
        let mut hasher = FxHasher::default();
        text.hash(&mut hasher);
        self.keep(hasher.finish(), lines.into_boxed_slice());
    }

    /// Both surveys together.
    #[must_use]
    pub(crate) fn merge(mut self, other: Self) -> Self {
        if self.documents.len() < other.documents.len() {
            return other.merge(self);
        }
        for (document, lines) in other.documents {
            self.keep(document, lines);
        }
        self
    }

    fn keep(&mut self, document: u64, lines: Box<[u64]>) {
        self.documents.insert(document, lines);
        if self.documents.len() > MOST_DOCUMENTS {
            self.documents.pop_last();
        }
    }

    /// The lines that stand at the edge of several documents.
    #[must_use]
    pub(crate) fn into_repeated(self) -> RepeatedLines {
        let documents = self.documents.len();
        // Sorting is faster than a table of counts, which would be as large as all lines.
        let mut lines = Vec::with_capacity(self.documents.values().map(|lines| lines.len()).sum());
        for of_one in self.documents.into_values() {
            lines.extend_from_slice(&of_one);
        }
        lines.sort_unstable();
        let counts = lines.chunk_by(|a, b| a == b).filter_map(|equal| {
            let count = u32::try_from(equal.len()).unwrap_or(u32::MAX);
            (count >= FEWEST_SIGNED).then_some((*equal.first()?, count))
        });
        let counts: Vec<(u64, u32)> = counts.collect();
        let large = u32::try_from(documents.div_ceil(SHARE_UNSIGNED))
            .unwrap_or(u32::MAX)
            .max(FEWEST_UNSIGNED);
        let most = counts
            .iter()
            .filter(|&&(_, count)| count >= large)
            .map(|&(line, _)| line)
            .collect();
        let mut beginnings = vec![0; 1024];
        let note = |&line: &u64| {
            let beginning = usize::try_from(line & BEGINNING).unwrap_or(0);
            beginnings[beginning / 64] |= 1 << (beginning % 64);
        };
        let several = counts
            .into_iter()
            .map(|(line, _)| line)
            .inspect(note)
            .collect();
        RepeatedLines {
            several,
            most,
            beginnings,
        }
    }
}

/// Lines that stand at the edges of several documents of a corpus.
#[derive(Debug, Clone, Default)]
pub struct RepeatedLines {
    /// In a few: repeated boilerplate where the line shows a sign of it.
    several: FxHashSet<u64>,
    /// In a large part: boilerplate where the line is not of a speech.
    most: FxHashSet<u64>,
    /// How those in a few begin: a bit for each beginning.
    beginnings: Vec<u64>,
}

impl RepeatedLines {
    /// Whether any of the lines has this beginning.
    fn begins(&self, beginning: u16) -> bool {
        let word = self.beginnings.get(usize::from(beginning / 64));
        word.is_some_and(|word| word >> (beginning % 64) & 1 == 1)
    }

    /// Whether any of the lines that were asked for repeats.
    pub(crate) fn has_any(&self, asked: &[u64]) -> bool {
        asked.iter().any(|line| self.several.contains(line))
    }

    /// Whether `line` repeats at this edge and is not of a speech.
    fn stands_at(&self, edge: Edge, line: &str) -> bool {
        if self.several.is_empty() || !is_counted(line) || !self.begins(beginning(line)) {
            return false;
        }
        let hash = edge_hash(line, words_hash(line), edge);
        self.several.contains(&hash)
            && (has_sign(line) || (self.most.contains(&hash) && !is_of_a_speech(line)))
    }
}

/// What is known of lines that repeat.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Repeated<'a> {
    /// These do.
    Known(&'a RepeatedLines),
    /// Nothing yet: what is asked is noted, and the answer is no.
    Unknown(&'a AskedLines),
}

/// Hashes of the lines of which it was asked whether they repeat. If none of them turns out to,
/// asking again would change nothing.
#[derive(Debug, Default)]
pub(crate) struct AskedLines(RefCell<Vec<u64>>);

impl AskedLines {
    pub(crate) fn into_hashes(self) -> Box<[u64]> {
        self.0.into_inner().into_boxed_slice()
    }
}

impl Repeated<'_> {
    /// Whether `line` is known to repeat at this edge and is not of a speech.
    pub(super) fn stands_at(self, edge: Edge, line: &str) -> bool {
        match self {
            Self::Known(lines) => lines.stands_at(edge, line),
            Self::Unknown(asked) => {
                if is_counted(line) {
                    let hash = edge_hash(line, words_hash(line), edge);
                    asked.0.borrow_mut().push(hash);
                }
                false
            }
        }
    }
}

fn is_counted(line: &str) -> bool {
    line.len() <= LONGEST_LINE || (line.len() <= LONGEST_BLURB && line.starts_with('【'))
}

/// A line's letters and marks, folded, each run of digits as one.
fn words_hash(line: &str) -> FxHasher {
    let mut hasher = FxHasher::default();
    let mut after_digit = false;
    let folding = Folding::default();
    for c in line.chars() {
        let folded = match folding.read(c) {
            Some(folded) => folded,
            // Of what readers pass over, other line ends are counted.
            None if classify(c) == CharClass::Newline => fold_char(c),
            None => continue,
        };
        let digit = folded.is_ascii_digit();
        if !(digit && after_digit) {
            hasher.write_u32(if digit { 0 } else { u32::from(folded) });
        }
        after_digit = digit;
    }
    hasher
}

/// The words of a line at one edge; the lowest bits are those of [`beginning`].
fn edge_hash(line: &str, mut words: FxHasher, edge: Edge) -> u64 {
    words.write_u8(u8::from(edge == Edge::Head));
    words.finish() & !BEGINNING | u64::from(beginning(line))
}

/// The bits of a line's hash that tell how it begins.
const BEGINNING: u64 = 0xFFFF;

/// How a line begins, by which most are told from those that repeat: its first two characters
/// as they are hashed.
fn beginning(line: &str) -> u16 {
    let mut reader = Reader::new(line);
    let first = reader.next().unwrap_or_default();
    if first.is_ascii_digit() {
        return 0;
    }
    let second = reader.next().filter(|c| !c.is_ascii_digit());
    let second = u32::from(second.unwrap_or_default());
    let joined = (u32::from(first) * 251 + second) & 0xFFFF;
    u16::try_from(joined).unwrap_or_default()
}

/// Whether a line shows a sign of boilerplate: an address, a licence, a call to subscribe, the
/// form of an author's blurb.
pub(super) fn has_sign(line: &str) -> bool {
    const SIGNS: [&str; 24] = [
        "http://",
        "https://",
        "www.",
        ".com/",
        ".cn/",
        ".hk/",
        "版权所有",
        "转载请",
        "注明出处",
        "谢绝转载",
        "公众号",
        "扫码",
        "二维码",
        "订户",
        "订阅",
        "电邮",
        "投稿",
        "网址",
        "责任编辑",
        "emailprotected",
        "网站首页",
        "copyright",
        "赞助我们",
        "加入成为",
    ];
    is_blurb(line) || is_byline(line) || SIGNS.iter().any(|sign| holds(line, sign))
}

/// `【作者・栏目】…`
pub(super) fn is_blurb(line: &str) -> bool {
    let Some((inner, _)) = line
        .strip_prefix('【')
        .and_then(|rest| rest.split_once('】'))
    else {
        return false;
    };
    let parted = inner
        .chars()
        .any(|c| matches!(fold_char(c), '·' | '|' | '.'));
    inner.len() <= 90 && (parted || holds(inner, "专栏"))
}

/// `博客 | 作者`
pub(super) fn is_byline(line: &str) -> bool {
    let Some((role, name)) = line.split_once(['|', '｜']) else {
        return false;
    };
    line.len() <= 120
        && (1..=12).contains(&role.trim().chars().count())
        && !name.trim().is_empty()
        && !line.chars().any(|c| {
            ends_sentence(c) || matches!(c, '，' | '|' | '｜') && !name.is_empty() && c == '，'
        })
}

/// Whether a line is of a speech in spite of standing in many: salutations, thanks, slogans,
/// headings, sentences.
fn is_of_a_speech(line: &str) -> bool {
    let mut reader = Reader::new(line);
    salutation(line).is_some()
        || is_heading(line)
        || line.ends_with(|c: char| ends_sentence(c) || matches!(c, '：' | ':' | '，' | ','))
        || is_speech_title(line)
        || reader.eat_one_of(&["谢谢", "我们", "同志"])
        || line.chars().filter(|c| c.is_alphabetic()).count() < 4
}

#[cfg(test)]
mod tests {
    use super::*;

    fn survey(texts: &[String]) -> LineSurvey {
        let mut survey = LineSurvey::default();
        for text in texts {
            survey.add(text);
        }
        survey
    }

    fn texts(foot: &str, count: usize) -> Vec<String> {
        (0..count)
            .map(|n| {
                let line = format!("这一篇讲的是{}事,各不相同。\n", "大".repeat(n));
                format!("{}{foot}", line.repeat(6))
            })
            .collect()
    }

    #[test]
    fn a_line_with_a_sign_repeats_in_three() {
        let foot = "月費訂戶 網址：example.org/8/#subscribe";
        let repeated = survey(&texts(foot, 3)).into_repeated();
        assert!(repeated.stands_at(Edge::Foot, "月费订户 网址：example.org/123/#subscribe"));
        assert!(!repeated.stands_at(Edge::Head, foot));
        assert!(
            !survey(&texts(foot, 2))
                .into_repeated()
                .stands_at(Edge::Foot, foot)
        );
    }

    #[test]
    fn speech_formulas_are_never_boilerplate() {
        for foot in [
            "谢谢大家!",
            "同志们:",
            "全国各族人民大团结万岁!",
            "为实现目标而奋斗。",
            "二、工作回顾",
        ] {
            let repeated = survey(&texts(foot, 30)).into_repeated();
            assert!(!repeated.stands_at(Edge::Foot, foot), "{foot}");
        }
        let foot = "某某机关办公室印制";
        assert!(
            survey(&texts(foot, 30))
                .into_repeated()
                .stands_at(Edge::Foot, foot)
        );
        assert!(
            !survey(&texts(foot, 4))
                .into_repeated()
                .stands_at(Edge::Foot, foot)
        );
    }

    #[test]
    fn merging_is_associative_and_a_copy_counts_once() {
        let texts = texts("甲网 www.example.org", 9);
        let whole = survey(&texts);
        let (a, b, c) = (
            survey(&texts[..2]),
            survey(&texts[2..5]),
            survey(&texts[4..]),
        );
        let left = a.clone().merge(b.clone()).merge(c.clone());
        assert_eq!(left, a.merge(b.merge(c)));
        assert_eq!(left, whole);
        assert_eq!(whole.clone().merge(survey(&texts)), whole);
    }

    #[test]
    fn blurbs_and_bylines() {
        assert!(is_blurb("【某某・随想】写作的人。") && is_blurb("【某某專欄】写作的人。"));
        assert!(!is_blurb("【提纲】一、甲"));
        assert!(is_byline("博客 | 某某") && !is_byline("甲 | 乙，丙"));
    }
}
