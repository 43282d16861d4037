//! Owns what stands around a place in a text.

use std::borrow::Cow;

/// A range of a text with what stands beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place<'a> {
    /// What stands before it.
    pub left: Context<'a>,
    /// The range itself, as it is in the text.
    pub surface: &'a str,
    /// What stands after it.
    pub right: Context<'a>,
}

/// Text beside a place, on one line: line ends and other control characters are spaces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Context<'a> {
    /// The characters, in the order of the text.
    pub text: Cow<'a, str>,
    /// What is at its far end.
    pub end: ContextEnd,
}

/// What is at the far end of a context.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ContextEnd {
    /// The text begins or ends there.
    Text,
    /// The text goes on.
    Cut,
}

impl<'a> Place<'a> {
    /// The bytes `from` to `to` of `text`, with up to `width` characters on either side.
    ///
    /// ```
    /// use tifa::pipeline::{ContextEnd, Place};
    /// let place = Place::new("增强四个意识,\n坚定", (6, 18), 2);
    /// assert_eq!((&*place.left.text, place.surface), ("增强", "四个意识"));
    /// assert_eq!((&*place.right.text, place.right.end), (", ", ContextEnd::Cut));
    /// ```
    #[must_use]
    pub fn new(text: &'a str, (from, to): (u32, u32), width: usize) -> Self {
        let (from, to) = (from as usize, to as usize);
        Self {
            left: left_context(&text[..from], width),
            surface: &text[from..to],
            right: right_context(&text[to..], width),
        }
    }
}

fn left_context(text: &str, width: usize) -> Context<'_> {
    let past = text.char_indices().rev().nth(width);
    let start = past.map_or(0, |(offset, c)| offset + c.len_utf8());
    Context {
        text: one_line(&text[start..]),
        end: past.map_or(ContextEnd::Text, |_| ContextEnd::Cut),
    }
}

fn right_context(text: &str, width: usize) -> Context<'_> {
    let past = text.char_indices().nth(width);
    let end = past.map_or(text.len(), |(offset, _)| offset);
    Context {
        text: one_line(&text[..end]),
        end: past.map_or(ContextEnd::Text, |_| ContextEnd::Cut),
    }
}

/// `text` with spaces in place of line ends and other control characters.
#[must_use]
pub fn one_line(text: &str) -> Cow<'_, str> {
    if !text.contains(char::is_control) {
        return Cow::Borrowed(text);
    }
    let spaced = text.chars().map(|c| if c.is_control() { ' ' } else { c });
    Cow::Owned(spaced.collect())
}

impl Context<'_> {
    /// The same without the text that it stands in.
    #[must_use]
    pub fn into_owned(self) -> Context<'static> {
        Context {
            text: Cow::Owned(self.text.into_owned()),
            end: self.end,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn context_is_cut_by_characters_and_stays_on_a_line() {
        let text = "一二三四五六七八九十一二三四五六七八九十甲乙\n丙";
        let right = right_context(text, 20);
        assert_eq!(right.text, "一二三四五六七八九十一二三四五六七八九十");
        assert_eq!(right.end, ContextEnd::Cut);
        let left = left_context(text, 20);
        assert_eq!(left.text, "五六七八九十一二三四五六七八九十甲乙 丙");
        assert_eq!(left.end, ContextEnd::Cut);
        assert_eq!(left_context("", 20).text, "");
        for context in [left_context("甲乙", 2), right_context("甲乙", 2)] {
            assert_eq!((&*context.text, context.end), ("甲乙", ContextEnd::Text));
        }
        assert_eq!(right_context("甲", 0).end, ContextEnd::Cut);
    }
}
