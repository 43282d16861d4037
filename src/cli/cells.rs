//! Owns how wide text is on a terminal, in cells: a Chinese character takes two.

use unicode_width::UnicodeWidthStr;

/// Cells that `text` takes.
pub(super) fn width(text: &str) -> usize {
    text.width()
}

/// `text` with spaces behind it, to be `cells` wide.
pub(super) fn pad(text: &str, cells: usize) -> String {
    format!("{text}{}", blanks(text, cells))
}

/// What `text` lacks to be `cells` wide.
pub(super) fn blanks(text: &str, cells: usize) -> String {
    " ".repeat(cells.saturating_sub(width(text)))
}
