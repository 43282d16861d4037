//! Owns on what occasion a speech was given: 在…大会上的讲话, ——2019年3月5日在…会议上.

use super::lines::HeadLine;
use super::{Described, HeaderSource};
use crate::corpus::dating::Confidence;
use crate::corpus::speeches::before_speech;

/// The occasion, as far as a title or the line with the date tells.
pub(super) fn find(lines: &[HeadLine<'_>], titles: &[HeadLine<'_>]) -> Option<Described> {
    let of_title = |line: &HeadLine<'_>| {
        let (occasion, confidence) = in_title(line.text)?;
        let described = Described::new(occasion, HeaderSource::Title, confidence);
        Some(Described {
            range: line.range_of(occasion),
            ..described
        })
    };
    let of_date_line = |line: &HeadLine<'_>| {
        let occasion = in_date_line(line.text)?;
        let described = Described::new(occasion, HeaderSource::DateLine, Confidence::High);
        Some(Described {
            range: line.range_of(occasion),
            ..described
        })
    };
    let found = titles.iter().find_map(of_title);
    found.or_else(|| lines.iter().find_map(of_date_line))
}

/// What stands between 在 and 上的讲话 in a title.
fn in_title(title: &str) -> Option<(&str, Confidence)> {
    let before = before_speech(title)?;
    // 在…会议上关于…的发言 names what the speech is about behind the occasion.
    if let Some((before, _)) = before.split_once("上关于") {
        return Some((occasion_in(before)?, Confidence::High));
    }
    let kinds = [
        "主旨", "重要", "书面", "总结", "开幕", "闭幕", "视频", "专题",
    ];
    let plain = kinds.iter().find_map(|kind| before.strip_suffix(kind));
    let before = plain.unwrap_or(before);
    let ends = ["上的", "时的", "上"];
    if let Some(before) = ends.iter().find_map(|end| before.strip_suffix(end)) {
        return Some((occasion_in(before)?, Confidence::High));
    }
    Some((occasion_in(before.strip_suffix('的')?)?, Confidence::Medium))
}

/// What stands behind the 在 of `before`.
fn occasion_in(before: &str) -> Option<&str> {
    let occasion = before.get(start_of_occasion(before)?..)?.trim();
    (occasion.chars().count() >= 3).then_some(occasion)
}

/// Behind the 在 that follows the start, a dash, or who speaks.
fn start_of_occasion(before: &str) -> Option<usize> {
    let dash = before.rfind("——").map_or(0, |at| at + "——".len());
    let at = before.get(dash..)?.find('在')? + dash + '在'.len_utf8();
    let lead = before.get(dash..at)?.chars().count();
    // Further on 在 is part of what the title says.
    (lead <= 17).then_some(at)
}

/// ——2019年3月5日在…会议上, or the same in brackets.
fn in_date_line(line: &str) -> Option<&str> {
    let line = line.trim_matches(|c: char| "（）()—- 　".contains(c));
    let (date, occasion) = line.split_once('在')?;
    let is_date = date.contains('年') && date.trim_end().ends_with('日');
    let occasion = occasion.strip_suffix('上')?;
    let is_short = date.chars().count() <= 20;
    (is_date && is_short && occasion.chars().count() >= 3).then_some(occasion)
}
