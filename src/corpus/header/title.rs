//! Owns which line of a document is its title.

use super::lines::{HeadLine, is_date_line, is_furniture, is_section};
use super::names::{person, person_behind_office};
use super::{Described, HeaderSource};
use crate::corpus::dating::Confidence;
use crate::corpus::speeches::words_ending;

/// What may stand behind the end of a title.
const ADDITIONS: [&str; 10] = [
    "摘要", "全文", "节选", "摘编", "提纲", "稿", "一", "二", "三", "草案",
];

/// A forum's line that repeats the title of the thread.
const REPEATS: &str = "查看完整版本";

/// The title of the document.
pub(super) fn find(
    text: &str,
    lines: &[HeadLine<'_>],
    given: Option<&str>,
    file_stem: &str,
) -> Described {
    let given = given.map(str::trim).filter(|title| !title.is_empty());
    if let Some(title) = given {
        return Described::new(title, HeaderSource::Given, Confidence::High);
    }
    if let Some(title) = speech_title(lines) {
        return title;
    }
    if let Some(title) = repeated(text) {
        return title;
    }
    heading(lines)
        .unwrap_or_else(|| Described::new(file_stem, HeaderSource::FileName, Confidence::Low))
}

/// The first line that is the title of a speech; where it is a subtitle, the lines above it.
fn speech_title(lines: &[HeadLine<'_>]) -> Option<Described> {
    let index = lines.iter().position(|line| is_speech_title(line.text))?;
    let line = lines.get(index)?;
    let source = HeaderSource::TitleLine;
    let own = Described::new(without_dash(line.text), source, Confidence::High);
    let is_subtitle = line.text.starts_with(['—', '-', '－', '─']);
    let above = lines.get(..index).unwrap_or_default();
    let block = above.iter().rev().take_while(|line| is_heading(line.text));
    let block: Vec<&HeadLine<'_>> = block.take(3).collect();
    match (is_subtitle, block.last(), block.first()) {
        (true, Some(first), Some(last)) => {
            let words: Vec<&str> = block.iter().rev().map(|line| line.text).collect();
            let end = last.start + last.text.len();
            let title = Described::new(&words.join(" "), source, Confidence::High);
            Some(title.at(first.start..end))
        }
        _ => {
            let range = line.range_of(without_dash(line.text));
            Some(Described { range, ..own })
        }
    }
}

fn without_dash(line: &str) -> &str {
    line.trim_start_matches(['—', '-', '－', '─', ' ', '　'])
}

/// Whether `line` is built as titles of speeches are.
pub(super) fn is_speech_title(line: &str) -> bool {
    let mut end = line.trim_end_matches(|c: char| "（）()》”\"1234567890年 　".contains(c));
    for addition in ADDITIONS {
        let bracket = end.strip_suffix(addition);
        end = bracket.map_or(end, |rest| rest.trim_end_matches(['(', '（', ' ']));
    }
    let mut speeches = words_ending(end.chars().next_back()).iter();
    let is_speech = speeches.any(|speech| end.ends_with(speech));
    let is_long_enough = end.chars().nth(3).is_some() && !end.contains(['；', ';']);
    is_speech && is_long_enough && !is_furniture(line) && !is_sentence(line) && !is_section(line)
}

/// Whether `line` ends or holds a sentence.
fn is_sentence(line: &str) -> bool {
    line.contains(['。', '；']) || line.ends_with(['，', ',', '：', ':', '、', '…', '；'])
}

/// 查看完整版本: … at the end of a thread.
fn repeated(text: &str) -> Option<Described> {
    let mut last = text.lines().rev().take(10);
    let line = last.find(|line| line.len() <= 400 && line.contains(REPEATS))?;
    let at = line.find(REPEATS)? + REPEATS.len();
    let title = line
        .get(at..)?
        .trim_start_matches([':', '：', ' ', '　'])
        .trim();
    let start = text.rfind(title).filter(|_| !title.is_empty())?;
    let described = Described::new(title, HeaderSource::RepeatedTitle, Confidence::High);
    Some(described.at(start..start + title.len()))
}

/// The first line that can be a heading, if the header has one.
fn heading(lines: &[HeadLine<'_>]) -> Option<Described> {
    let mut headings = lines.iter().take(5).filter(|line| is_heading(line.text));
    let line = headings.next()?;
    let described = Described::new(line.text, HeaderSource::Heading, Confidence::Medium);
    Some(described.at(line.start..line.start + line.text.len()))
}

fn is_heading(line: &str) -> bool {
    let han = line
        .chars()
        .filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c));
    let is_name = person(line).is_some() || person_behind_office(line).is_some();
    let is_other = is_furniture(line) || is_date_line(line) || is_section(line) || is_name;
    han.count() >= 4 && !is_other && !is_sentence(line) && !line.ends_with(['！', '!', '？', '电'])
}
