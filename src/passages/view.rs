//! Owns reading a text from a place on, forwards or backwards, as if both were the same.

use super::text::{BREAK, PassageText};

/// A way to read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Direction {
    Forward,
    Backward,
}

/// The characters of a text from a place on.
#[derive(Debug, Clone, Copy)]
pub(super) struct View<'t> {
    text: &'t PassageText,
    origin: usize,
    direction: Direction,
}

impl<'t> View<'t> {
    pub(super) fn new(text: &'t PassageText, origin: u32, direction: Direction) -> Self {
        Self {
            text,
            origin: origin as usize,
            direction,
        }
    }

    /// Character `number`; `None` at the end of the text and where a zone was.
    #[inline]
    pub(super) fn char(&self, number: usize) -> Option<char> {
        let chars = self.text.chars();
        let found = match self.direction {
            Direction::Forward => chars.get(self.origin + number),
            Direction::Backward => chars.get(self.origin.checked_sub(number + 1)?),
        };
        found.copied().filter(|&c| c != BREAK)
    }

    /// The number of the first character at or after `from`, and within `reach` of it, that a mask
    /// stands before, as it is read.
    pub(super) fn mask_from(&self, from: usize, reach: usize) -> Option<usize> {
        let masks = self.text.masks();
        let place = |number: usize| match self.direction {
            Direction::Forward => Some(self.origin + number),
            Direction::Backward => self.origin.checked_sub(number),
        };
        if masks.is_empty() {
            return None;
        }
        let has_mask = |&number: &usize| {
            place(number).is_some_and(|place| {
                masks
                    .binary_search_by_key(&place, |&mask| mask as usize)
                    .is_ok()
            })
        };
        (from..=from + reach).find(has_mask)
    }

    /// How many characters of both views are equal from `at` on, at most `most`.
    #[inline]
    pub(super) fn equal(&self, other: &Self, (own, its): (usize, usize), most: usize) -> usize {
        let is_equal = |&step: &usize| {
            let c = self.char(own + step);
            c.is_some() && c == other.char(its + step)
        };
        (0..most).take_while(is_equal).count()
    }
}
