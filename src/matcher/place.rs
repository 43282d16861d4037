//! Owns where a hit or a mask stands in the original.

use crate::text::FoldedText;

/// A range of the original, in characters and in bytes.
pub(super) struct Place {
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) byte_start: u32,
    pub(super) byte_end: u32,
}

impl Place {
    /// Where the units `start..end` stand; the last of them is one character of the original.
    pub(super) fn of(folded: &FoldedText, start: usize, end: usize) -> Self {
        let first = folded.position(start);
        let last = folded.position(end - 1);
        Self {
            start: first.start,
            end: last.start + 1,
            byte_start: first.byte,
            byte_end: last.byte + last.width,
        }
    }
}
