//! Owns finding outlines: lists of headings before the body that repeat those in it.

use super::pieces::{Piece, forward};
use super::reading::{Reader, letters};
use super::titles::is_heading;

/// Headings an outline may have.
const MOST_HEADINGS: usize = 80;

/// Fewest headings of an outline that does not say it is one.
const FEWEST_UNMARKED: usize = 3;

/// Longest heading, in bytes.
const LONGEST_HEADING: usize = 200;

/// What an outline's marker says about a piece.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Marker {
    /// The piece is the marker: 目录.
    Alone,
    /// The headings stand behind it in the same piece: 【提纲】一、…
    WithHeadings,
}

/// The marker at the start of a piece.
pub(super) fn marker(line: &str) -> Option<Marker> {
    let mut reader = Reader::new(line);
    let bracket = reader.eat_one_of(&["【", "[", "〖"]);
    if !reader.eat_one_of(&[
        "提纲",
        "目录",
        "大纲",
        "内容提要",
        "本文提纲",
        "文章提纲",
        "讲话提纲",
    ]) {
        return None;
    }
    let closed = (bracket && reader.eat_one_of(&["】", "]", "〗"])) | reader.eat(":");
    if reader.is_done() {
        return Some(Marker::Alone);
    }
    let listed = is_heading(reader.rest()) && line.len() <= 6000;
    (closed && listed).then_some(Marker::WithHeadings)
}

/// How far an outline that begins at byte `start` reaches, if there is one: headings that all
/// stand a second time below; behind a marker, most of them.
pub(super) fn end_of(text: &str, start: usize, marked: Option<Marker>) -> Option<usize> {
    let mut headings: Vec<Piece<'_>> = Vec::new();
    for piece in forward(text.get(start..)?).take(MOST_HEADINGS) {
        let again = headings
            .first()
            .is_some_and(|first| letters(first.text).eq(letters(piece.text)));
        if again || piece.text.len() > LONGEST_HEADING || !is_heading(piece.text) {
            break;
        }
        headings.push(piece);
    }
    let end = start + headings.last()?.end();
    let recurring = count_recurring(text.get(end..)?, &headings);
    let fits = match marked {
        Some(_) => headings.len() >= 2 && recurring * 2 > headings.len(),
        None => headings.len() >= FEWEST_UNMARKED && recurring == headings.len(),
    };
    fits.then_some(end)
}

/// How many of the headings begin a piece of `below`.
fn count_recurring(below: &str, headings: &[Piece<'_>]) -> usize {
    let mut found = vec![false; headings.len()];
    let mut missing = headings.len();
    for piece in forward(below) {
        if missing == 0 {
            break;
        }
        if !is_heading(piece.text) {
            continue;
        }
        for (found, heading) in found.iter_mut().zip(headings) {
            if !*found && begins_with(piece.text, heading.text) {
                *found = true;
                missing -= 1;
                break;
            }
        }
    }
    headings.len() - missing
}

fn begins_with(text: &str, heading: &str) -> bool {
    let mut text = letters(text);
    letters(heading).all(|c| text.next() == Some(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markers() {
        assert_eq!(marker("目录"), Some(Marker::Alone));
        assert_eq!(marker("【提纲】"), Some(Marker::Alone));
        assert_eq!(
            marker("【提綱】一、甲。二、乙。"),
            Some(Marker::WithHeadings)
        );
        assert_eq!(marker("目录管理要规范"), None);
        assert_eq!(marker("提纲挈领"), None);
    }

    #[test]
    fn headings_that_recur_are_an_outline() {
        let list = "一、抓学习\n二、抓整改\n三、抓落实\n";
        let body = "一、抓学习\n学。\n二、抓整改\n改。\n三、抓落实\n干。\n";
        let text = format!("{list}{body}");
        assert_eq!(end_of(&text, 0, None), Some(list.trim_end().len()));
        let text = format!("{list}学。改。干。");
        assert_eq!(end_of(&text, 0, None), None);
        let text = format!("{list}一、抓学习\n学。\n二、抓整改\n改。");
        assert_eq!(end_of(&text, 0, None), None);
        assert!(end_of(&text, 0, Some(Marker::Alone)).is_some());
        assert_eq!(end_of("一、抓学习\n学。", 0, None), None);
    }
}
