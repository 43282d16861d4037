//! Owns notices where text was left out, the length a page declares, and how a text ends.

use std::sync::LazyLock;

use memchr::memmem::Finder;

use super::Truncation;
use super::dates::is_date_line;
use super::pieces::{Piece, backward, forward};
use super::reading::{Reader, ends_sentence, holds, letters};
use super::titles::{is_heading, is_subtitle, salutation};
use crate::corpus::{Zone, ZoneKind};

/// How far a notice reaches at most on either side of its words, in characters.
const REACH: usize = 80;

/// What every notice says.
static LEFT_OUT: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("省略"));

/// Finds notices such as `……（某某网此处省略752字，点击下载全文）……`, between lines or inside them.
pub(super) fn find(text: &str) -> Vec<Zone> {
    LEFT_OUT
        .find_iter(text.as_bytes())
        .filter_map(|at| {
            let behind = at + LEFT_OUT.needle().len();
            let counts = counts_what_is_missing(text.get(behind..)?);
            counts.then(|| notice_around(text, at, behind)).flatten()
        })
        .collect()
}

/// `752字`, `约三千字`.
fn counts_what_is_missing(rest: &str) -> bool {
    let mut reader = Reader::new(
        rest.get(
            ..rest
                .char_indices()
                .nth(12)
                .map_or(rest.len(), |(byte, _)| byte),
        )
        .unwrap_or_default(),
    );
    reader.eat_one_of(&["了", "约", "大约"]);
    let figures =
        reader.eat_while(|c| c.is_ascii_digit() || "一二三四五六七八九十百千万余多".contains(c));
    figures > 0 && (reader.eat("字") || reader.eat("个字"))
}

/// The notice around the words from `from` to `to`: its brackets with the dots beside them, else
/// its short line.
fn notice_around(text: &str, from: usize, to: usize) -> Option<Zone> {
    let before = text.get(..from)?;
    let open = before
        .char_indices()
        .rev()
        .take(REACH)
        .take_while(|&(_, c)| c != '\n')
        .find(|&(_, c)| matches!(c, '（' | '(' | '【' | '['))
        .map(|(byte, _)| byte);
    let behind = text.get(to..)?;
    let close = behind
        .char_indices()
        .take(REACH)
        .take_while(|&(_, c)| c != '\n')
        .find(|&(_, c)| matches!(c, '）' | ')' | '】' | ']'))
        .map(|(byte, c)| to + byte + c.len_utf8());
    let (start, end) = match (open, close) {
        (Some(open), Some(close)) => (open, close),
        _ => short_line(text, from)?,
    };
    let dots = |c: char| matches!(c, '…' | '.' | '·' | '—');
    let start = text.get(..start)?.trim_end_matches(dots).len();
    let rest = text.get(end..)?;
    let end = end + (rest.len() - rest.trim_start_matches(dots).len());
    Some(Zone {
        start,
        end,
        kind: ZoneKind::Elision,
    })
}

/// The line around byte `at` without its blanks, if it is short: only as much is looked at.
fn short_line(text: &str, at: usize) -> Option<(usize, usize)> {
    let is_end = |c: char| matches!(c, '\n' | '\r');
    let mut before = text.get(..at)?.char_indices().rev().take(REACH);
    let start = before.find(|&(_, c)| is_end(c)).map(|(byte, _)| byte + 1);
    let start = start.or_else(|| text.get(..at)?.chars().nth(REACH).is_none().then_some(0))?;
    let rest = text.get(at..)?;
    let mut behind = rest.char_indices().take(REACH);
    let end = behind.find(|&(_, c)| is_end(c)).map(|(byte, _)| at + byte);
    let end = end.or_else(|| rest.chars().nth(REACH).is_none().then_some(text.len()))?;
    let line = text.get(start..end)?;
    let kept = line.trim();
    let start = start + (line.len() - line.trim_start().len());
    Some((start, start + kept.len()))
}

/// The length in characters that a line declares: `字数:3829`, `全文3829字`.
pub(super) fn declared_characters(line: &str) -> Option<u32> {
    let mut reader = Reader::new(line);
    loop {
        let mut ahead = reader.clone();
        if ahead.eat_one_of(&["字数:", "字数共", "字数"])
            && let Some(number) = number_at(&mut ahead)
        {
            return Some(number);
        }
        let mut ahead = reader.clone();
        if ahead.eat_one_of(&["全文共", "全文约", "全文", "共计", "总计"])
            && let Some(number) = number_at(&mut ahead)
            && ahead.eat("字")
        {
            return Some(number);
        }
        reader.next()?;
    }
}

fn number_at(reader: &mut Reader<'_>) -> Option<u32> {
    let mut number: Option<u32> = None;
    while let Some(digit) = reader.peek().and_then(|c| c.to_digit(10)) {
        reader.next();
        number = Some(number.unwrap_or(0).checked_mul(10)?.checked_add(digit)?);
    }
    number
}

/// Whether a notice says that only a part is shown.
pub(super) fn is_preview(line: &str) -> bool {
    ["预览", "试读", "当前显示", "还剩", "剩余"]
        .iter()
        .any(|word| holds(line, word))
}

/// How the body is cut short, if it can be seen.
pub(super) fn truncation(text: &str, zones: &[Zone], declared: Option<u32>) -> Option<Truncation> {
    let notices = || {
        zones
            .iter()
            .filter(|zone| zone.kind == ZoneKind::Elision)
            .filter_map(|zone| text.get(zone.start..zone.end))
    };
    if notices().any(is_preview) {
        return Some(Truncation::Preview);
    }
    if notices().next().is_some() {
        return Some(Truncation::Elision);
    }
    if declared.is_some_and(|declared| is_short_of(text, zones, declared)) {
        return Some(Truncation::ShorterThanDeclared);
    }
    let last = last_of_body(text, zones)?;
    if is_unfinished(last.text) {
        return Some(Truncation::Unfinished);
    }
    let end = last.end();
    (is_address(text, zones) && !has_closing(text, zones, end)).then_some(Truncation::NoClosing)
}

/// Pieces at the start of a body among which a salutation stands.
const OPENING: usize = 8;

/// Characters at the end of a body among which a closing stands.
const CLOSING: usize = 150;

/// Shorter addresses need no closing.
const LONG: usize = 1500;

/// What addresses end with: thanks, wishes, calls, hopes.
const CLOSINGS: [&str; 22] = [
    "!", "！", "谢谢", "謝謝", "奋斗", "奮鬥", "努力", "贡献", "貢獻", "胜利", "勝利", "前进",
    "前進", "祝", "完了", "完毕", "审议", "审查", "掌声", "共勉", "成功", "愿",
];

/// Whether the body is a long speech that begins with a salutation.
fn is_address(text: &str, zones: &[Zone]) -> bool {
    let bodies = || {
        let bodies = super::bodies(text, zones);
        bodies.filter_map(|(start, end)| text.get(start..end))
    };
    let is_long = bodies().flat_map(str::chars).nth(LONG).is_some();
    let mut opening = bodies().flat_map(forward).take(OPENING);
    is_long && opening.any(|piece| salutation(piece.text).is_some())
}

/// Whether the end of the body, which is at `end`, is one of a speech.
fn has_closing(text: &str, zones: &[Zone], end: usize) -> bool {
    let bodies: Vec<(usize, usize)> = super::bodies(text, zones).collect();
    let before = bodies
        .iter()
        .rev()
        .map(|&(from, to)| (from, to.min(end)))
        .filter_map(|(from, to)| text.get(from..to));
    let letters = before.flat_map(|body| body.chars().rev());
    let mut closing: Vec<char> = letters
        .filter(|c| !c.is_whitespace())
        .take(CLOSING)
        .collect();
    closing.reverse();
    let closing: String = closing.into_iter().collect();
    CLOSINGS.iter().any(|words| closing.contains(words))
}

/// Whether the body has less than four fifths of the declared characters.
fn is_short_of(text: &str, zones: &[Zone], declared: u32) -> bool {
    let mut count: u64 = 0;
    for (start, end) in super::bodies(text, zones) {
        let body = text.get(start..end).unwrap_or_default();
        count += body
            .chars()
            .filter(|c| !c.is_whitespace())
            .map(|_| 1)
            .sum::<u64>();
    }
    count * 5 < u64::from(declared) * 4
}

/// The last piece that is body.
fn last_of_body<'a>(text: &'a str, zones: &[Zone]) -> Option<Piece<'a>> {
    let (mut end, mut left) = (text.len(), zones.len());
    loop {
        let piece = backward(text.get(..end)?).next()?;
        let covering = zones
            .get(..left)?
            .last()
            .filter(|zone| zone.end >= piece.end());
        let Some(zone) = covering else {
            return Some(piece);
        };
        left -= 1;
        if zone.start > piece.start {
            end = zone.start;
            continue;
        }
        end = zone.start.min(piece.start);
    }
}

/// Whether a last line ends inside its sentence: text with commas that nothing closes.
fn is_unfinished(line: &str) -> bool {
    let closed = line.ends_with(|c: char| {
        ends_sentence(c) || !(c.is_alphabetic() || matches!(c, '，' | ',' | '、' | '：'))
    });
    if closed || is_date_line(line) || is_subtitle(line) || salutation(line).is_some() {
        return false;
    }
    let last = line.rsplit(ends_sentence).next().unwrap_or_default();
    let commas = last.chars().any(|c| matches!(c, '，' | ',' | '、'));
    let count = letters(last).count();
    let is_text = line.len() > last.len() || is_heading(line) || count > 40;
    let is_list = last
        .chars()
        .filter(|c| matches!(c, ' ' | '\u{3000}'))
        .count()
        > 3;
    commas && is_text && count >= 8 && !is_list
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_address_that_ends_like_no_speech_is_cut() {
        let body = "今天上午我们在村口的小学里开会，大家讨论了修路的安排。\n".repeat(80);
        let why = |text: &str| super::super::find_zones(text).flags.truncated;
        let cut = format!("各位代表：\n{body}");
        assert_eq!(why(&cut), Some(Truncation::NoClosing));
        assert_eq!(why(&format!("{cut}让我们共同努力。")), None);
        assert_eq!(why(&body), None, "no address");
        assert_eq!(why("各位代表：\n我们开会。"), None, "too short to say");
    }

    fn notices(text: &str) -> Vec<&str> {
        find(text)
            .iter()
            .map(|zone| &text[zone.start..zone.end])
            .collect()
    }

    #[test]
    fn notices_between_and_inside_lines() {
        assert_eq!(
            notices("抓好整\n……(某某网www.example.org此处省略752字。点击下载全文)…… \n,推动落实"),
            ["……(某某网www.example.org此处省略752字。点击下载全文)……"]
        );
        assert_eq!(
            notices("要坚持（此处省略三千字）到底。"),
            ["（此处省略三千字）"]
        );
        assert_eq!(notices("前文\n以下省略1000字\n后文"), ["以下省略1000字"]);
        assert!(notices("省略号的用法").is_empty());
        assert!(notices("这一步不能省略").is_empty());
    }

    #[test]
    fn declared_lengths() {
        assert_eq!(
            declared_characters("发布时间:2025/8/29 字数:3829"),
            Some(3829)
        );
        assert_eq!(
            declared_characters("预览结束，全文1234字，当前显示5字"),
            Some(1234)
        );
        assert_eq!(declared_characters("字数不限"), None);
        assert_eq!(declared_characters("全文如下"), None);
        assert_eq!(declared_characters("字数:99999999999"), None);
    }

    #[test]
    fn how_texts_end() {
        let cut = |text: &str| truncation(text, &[], None).map(Truncation::name);
        assert_eq!(cut("二是提高站位，守好阵"), None);
        assert_eq!(
            cut("一、抓学习，促提高。二是提高站位，坚决守好阵"),
            Some("unfinished")
        );
        assert_eq!(cut("一要提高政治站位，坚决守好阵"), None);
        assert_eq!(cut("我们一定能够胜利"), None);
        assert_eq!(cut("前进！人民必胜"), None);
        assert_eq!(cut("我们胜利了，走向未来。"), None);
        assert_eq!(
            truncation("短文。", &[], Some(2000)).map(Truncation::name),
            Some("shorter_than_declared")
        );
        assert_eq!(truncation("短文。", &[], Some(3)), None);
    }
}
