//! Owns what the shape of a text says of it: hard-wrapped lines, Markdown, headings.

use memchr::{memchr, memchr_iter, memchr3, memmem};

use super::fold::{CharClass, classify};
use super::stream::{Markup, Wrapping};

/// Whether the lines of `text` were cut at a fixed width (MATCHING 1.4).
///
/// Hard-wrapped are texts of at least eight non-empty lines of which 60 % are within three
/// characters of the commonest length and do not end a sentence.
#[must_use]
pub fn detect_wrapping(text: &str) -> Wrapping {
    if memchr_iter(b'\n', text.as_bytes()).take(7).count() < 7 {
        return Wrapping::Paragraphs;
    }
    let lines: Vec<&str> = text
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect();
    if lines.len() < 8 {
        return Wrapping::Paragraphs;
    }
    let ends_sentence =
        |line: &str| line.ends_with(['。', '！', '？', '：', '；', '”', '!', '?', ':', ';']);
    let enough = |cut: usize| cut * 10 >= lines.len() * 6;
    if !enough(lines.iter().filter(|line| !ends_sentence(line)).count()) {
        return Wrapping::Paragraphs;
    }
    let lengths: Vec<usize> = lines.iter().map(|line| line.chars().count()).collect();
    let Some(modal) = commonest(&lengths) else {
        return Wrapping::Paragraphs;
    };
    let cut = lines
        .iter()
        .zip(&lengths)
        .filter(|&(line, &length)| length.abs_diff(modal) <= 3 && !ends_sentence(line));
    if enough(cut.count()) {
        Wrapping::HardWrapped
    } else {
        Wrapping::Paragraphs
    }
}

/// The commonest value; of several, the largest.
fn commonest(values: &[usize]) -> Option<usize> {
    let mut sorted = values.to_vec();
    sorted.sort_unstable();
    sorted
        .chunk_by(|a, b| a == b)
        .max_by_key(|run| run.len())
        .map(|run| run[0])
}

/// Whether `text` is Markdown by evidence other than emphasis: a heading, a link or a list of
/// at least three items. Masked text (`**市`) is full of asterisks and is not Markdown.
#[must_use]
pub fn detect_markup(text: &str) -> Markup {
    let bytes = text.as_bytes();
    // Without one of these at a line's start, or a link, there is nothing to look for.
    if memchr3(b'#', b']', b'*', bytes).is_none() && memchr(b'-', bytes).is_none() {
        return Markup::Plain;
    }
    if memmem::find(bytes, b"](http").is_some() {
        return Markup::Markdown;
    }
    let mut items = 0;
    for line in text.lines() {
        let heading = line.trim_start_matches('#');
        let level = line.len() - heading.len();
        if (1..=6).contains(&level) && heading.starts_with(' ') {
            return Markup::Markdown;
        }
        items += usize::from(line.starts_with("- ") || line.starts_with("* "));
    }
    if items >= 3 {
        Markup::Markdown
    } else {
        Markup::Plain
    }
}

/// Whether a line begins with an enumerator: 一、 (一) 第一, 1. 1、
pub(super) fn is_heading(line: &str) -> bool {
    let line =
        line.trim_start_matches(|c| matches!(classify(c), CharClass::Space | CharClass::Tab));
    let mut chars = line.chars();
    match chars.next() {
        Some('(' | '（') => closes_after_number(chars.as_str()),
        Some('第') => han_number(chars.as_str())
            .is_some_and(|rest| rest.starts_with(['章', '节', ',', '，', '、'])),
        Some(c) if c.is_ascii_digit() => {
            let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
            line.len() - rest.len() <= 2 && rest.starts_with(['.', '、', '．'])
        }
        _ => han_number(line).is_some_and(|rest| rest.starts_with(['、', '.', '．'])),
    }
}

fn closes_after_number(inner: &str) -> bool {
    let number = |c: char| c.is_ascii_digit() || is_han_number(c);
    let rest = inner.trim_start_matches(number);
    let digits = inner.chars().take_while(|&c| number(c)).count();
    (1..=3).contains(&digits) && rest.starts_with([')', '）'])
}

fn is_han_number(c: char) -> bool {
    "一二三四五六七八九十".contains(c)
}

/// What follows a Chinese number of one to three characters at the start of `text`.
fn han_number(text: &str) -> Option<&str> {
    let digits = text.chars().take_while(|&c| is_han_number(c)).count();
    (1..=3)
        .contains(&digits)
        .then(|| text.trim_start_matches(is_han_number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings() {
        for line in [
            "一、建设",
            "(二)强化",
            "（12）x",
            "第一,要",
            "第三章",
            "1.加强",
            "  二、x",
        ] {
            assert!(is_heading(line), "{line}");
        }
        for line in ["一件事", "第一书记", "建设", "2035年", "(附件)", ""] {
            assert!(!is_heading(line), "{line}");
        }
    }

    #[test]
    fn wrapped_text_is_told_from_paragraphs() {
        let wrapped = "坚持以人民为中心的发展思想扎实推进\n".repeat(10);
        assert_eq!(detect_wrapping(&wrapped), Wrapping::HardWrapped);
        let paragraphs = "坚持以人民为中心的发展思想扎实推进。\n".repeat(10);
        assert_eq!(detect_wrapping(&paragraphs), Wrapping::Paragraphs);
        assert_eq!(detect_wrapping("一\n二\n"), Wrapping::Paragraphs);
    }

    #[test]
    fn markdown_needs_more_than_asterisks() {
        assert_eq!(detect_markup("谱写**市现代化建设**篇章"), Markup::Plain);
        assert_eq!(detect_markup("# 标题\n正文"), Markup::Markdown);
        assert_eq!(detect_markup("#话题"), Markup::Plain);
    }
}
