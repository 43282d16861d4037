//! Owns who speaks: by label, by byline, or by the title.

use super::lines::{HeadLine, is_date_line};
use super::names::{ends_office, person, person_before_office, person_behind_office};
use super::{Described, HeaderSource};
use crate::corpus::dating::Confidence;

const LABELS: [&str; 8] = [
    "讲话人",
    "主讲人",
    "主讲",
    "演讲人",
    "报告人",
    "发言人",
    "宣讲人",
    "主讲者",
];

/// Bylines are no longer than this.
const LONGEST_BYLINE: usize = 30;

/// Who speaks, as far as the header tells.
pub(super) fn find(
    lines: &[HeadLine<'_>],
    titles: &[HeadLine<'_>],
    title: &Described,
) -> Option<Described> {
    lines
        .iter()
        .find_map(|line| labelled(line, &LABELS, HeaderSource::Label, Confidence::High))
        .or_else(|| titles.iter().find_map(in_title))
        .or_else(|| titles.iter().find_map(before_colon))
        .or_else(|| byline(lines, titles, title))
        .or_else(|| {
            let author = |line| labelled(line, &["作者"], HeaderSource::Author, Confidence::Low);
            lines.iter().find_map(author)
        })
}

/// 讲话人:李某某.
fn labelled(
    line: &HeadLine<'_>,
    labels: &[&str],
    source: HeaderSource,
    confidence: Confidence,
) -> Option<Described> {
    // What most lines lack.
    if !line.text.contains(':') && !line.text.contains('：') {
        return None;
    }
    let value = labels.iter().find_map(|label| {
        // To prepare a search takes longer than to see that there is nothing to find.
        let at = line.text.contains(label).then(|| line.text.find(label))??;
        let rest = line.text.get(at + label.len()..)?;
        rest.trim_start().strip_prefix([':', '：'])
    })?;
    let value = value.trim_start();
    let end = value.find(|c: char| c.is_whitespace() || "，,；;（(".contains(c));
    let value = end.and_then(|end| value.get(..end)).unwrap_or(value);
    let name = person(value).or_else(|| person_behind_office(value));
    let office = ends_office(value).then(|| value.to_owned());
    let described = Described::new(&name.or(office)?, source, confidence);
    Some(Described {
        range: line.range_of(value),
        ..described
    })
}

/// 习近平在…上的讲话, 区委组织部部长在…上的讲话, 习近平致…的贺信.
fn in_title(line: &HeadLine<'_>) -> Option<Described> {
    if !super::title::is_speech_title(line.text) {
        return None;
    }
    let verbs = ["在", "致", "发表", "向"];
    let at = verbs.iter().filter_map(|verb| line.text.find(verb)).min()?;
    let written = line.text.get(..at)?;
    // What stands behind the last dash or mark is who speaks; what stands before is the subject.
    let start = written.rfind(['—', '】', '》', '：', ':', ' ', '　']);
    let written = match start.and_then(|start| written.get(start..)) {
        Some(tail) => tail.trim_start_matches(['—', '】', '》', '：', ':', ' ', '　']),
        None => written,
    };
    let written = written.trim_end_matches("同志");
    let named = person(written)
        .or_else(|| person_behind_office(written))
        .or_else(|| person_before_office(written));
    let (value, confidence) = match named {
        Some(name) => (name, Confidence::High),
        None if ends_office(written) && written.chars().count() <= 16 => {
            (written.to_owned(), Confidence::Medium)
        }
        None => return None,
    };
    let described = Described::new(&value, HeaderSource::Title, confidence);
    Some(Described {
        range: line.range_of(written),
        ..described
    })
}

/// 习近平:在…上的讲话.
fn before_colon(line: &HeadLine<'_>) -> Option<Described> {
    let (written, _) = line.text.split_once([':', '：'])?;
    let name = person(written).or_else(|| person_behind_office(written))?;
    let described = Described::new(&name, HeaderSource::Title, Confidence::High);
    Some(Described {
        range: line.range_of(written),
        ..described
    })
}

/// A line with a name below the title or the date, before the salutation.
fn byline(lines: &[HeadLine<'_>], titles: &[HeadLine<'_>], title: &Described) -> Option<Described> {
    let is_title = |line: &HeadLine<'_>| {
        let starts_title = title
            .range
            .as_ref()
            .is_some_and(|range| range.start == line.start);
        starts_title || titles.iter().any(|title| title.start == line.start)
    };
    let below = lines
        .iter()
        .position(|line| is_title(line) || is_date_line(line.text))?;
    lines.get(below + 1..)?.iter().find_map(|line| {
        let written = line.text.trim_matches(|c| "（）()".contains(c)).trim();
        if written.chars().count() > LONGEST_BYLINE {
            return None;
        }
        let (name, confidence) = match person_behind_office(written) {
            Some(name) => (name, Confidence::High),
            None => (person(written)?, Confidence::Medium),
        };
        let described = Described::new(&name, HeaderSource::Byline, confidence);
        Some(described.at(line.start..line.start + line.text.len()))
    })
}
