//! Owns the words of a chart before they are drawn.
//!
//! Takes labels of any origin. Gives cleaned text, its estimated width, and
//! shortened or wrapped forms that fit a given space, without any
//! font file: a full-width character counts one em, a Latin one about half.

/// The sign of a shortened text.
const ELLIPSIS: char = '…';
/// Marks that may not begin a line.
const NO_LINE_START: &str = "，。、；：！？”’）》」』】…,.;:!?)]";

/// Removes what may not stand in an XML text and puts one space for any run
/// of white space.
pub(super) fn clean(text: &str) -> String {
    let visible: String = text
        .chars()
        .filter(|&c| c.is_whitespace() || !is_forbidden(c))
        .collect();
    visible.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether a character is a control, a direction override or a noncharacter.
fn is_forbidden(c: char) -> bool {
    let code = u32::from(c);
    let noncharacter = code & 0xFFFE == 0xFFFE || (0xFDD0..=0xFDEF).contains(&code);
    let direction = matches!(code, 0x200E | 0x200F | 0x202A..=0x202E | 0x2066..=0x2069);
    c.is_control() || noncharacter || direction
}

/// The estimated width of one character in em; marks that sit on the character
/// before them have none.
pub(super) fn em(c: char) -> f64 {
    match u32::from(c) {
        0x0300..=0x036F
        | 0x1AB0..=0x1AFF
        | 0x200B..=0x200D
        | 0x20D0..=0x20FF
        | 0xFE00..=0xFE0F
        | 0xFEFF
        | 0xE0100..=0xE01EF => 0.0,
        0x00..=0x7F => latin_em(c),
        0x80..=0x10FF if c != '·' && c != '×' => 0.66,
        0xFF61..=0xFFDC => 0.55,
        _ => 1.0,
    }
}

/// The estimated width of an ASCII character in em.
fn latin_em(c: char) -> f64 {
    match c {
        'M' | 'W' | 'm' | 'w' | '@' | '%' => 0.9,
        'A'..='Z' | '&' | '+' | '<' | '=' | '>' | '~' => 0.66,
        _ => 0.55,
    }
}

/// The estimated width of a text in pixels at a font size in pixels.
pub(super) fn measure(text: &str, size: f64) -> f64 {
    text.chars().map(em).sum::<f64>() * size
}

/// Cuts a text to a width in pixels; a cut text ends in an ellipsis.
pub(super) fn shorten(text: &str, size: f64, room: f64) -> String {
    if measure(text, size) <= room {
        return text.to_owned();
    }
    let mut left = room - size;
    let mut short: String = text
        .chars()
        .take_while(|&c| {
            left -= em(c) * size;
            left >= 0.0
        })
        .collect();
    short.truncate(short.trim_end().len());
    short.push(ELLIPSIS);
    short
}

/// Breaks a text into lines of a width in pixels, at most `most` of them; what
/// does not fit is cut from the last line.
pub(super) fn wrap(text: &str, size: f64, room: f64, most: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut rest = text.trim();
    while !rest.is_empty() {
        let cut = line_end(rest, size, room);
        if cut == rest.len() || lines.len() + 1 >= most {
            lines.push(shorten(rest, size, room));
            break;
        }
        lines.push(rest[..cut].trim_end().to_owned());
        rest = rest[cut..].trim_start();
    }
    lines
}

/// The byte position of the last allowed break within a width; at least one
/// character is taken.
fn line_end(text: &str, size: f64, room: f64) -> usize {
    let mut width = 0.0;
    let mut allowed = 0;
    let mut before = None;
    for (at, c) in text.char_indices() {
        if before.is_some_and(|b| breaks_between(b, c)) {
            allowed = at;
        }
        width += em(c) * size;
        if width > room && at > 0 {
            return if allowed > 0 { allowed } else { at };
        }
        before = Some(c);
    }
    text.len()
}

/// Whether a line may end between two characters.
fn breaks_between(before: char, after: char) -> bool {
    let wide = em(before) >= 1.0 || em(after) >= 1.0;
    let opening = "“‘（《「『【".contains(before);
    before == ' ' || (wide && !opening && !NO_LINE_START.contains(after))
}

/// Labels made to fit a column, with what was lost by it.
pub(super) struct Labels {
    /// The labels as drawn, in the given order.
    pub(super) shown: Vec<String>,
    /// The width of the widest drawn label in pixels.
    pub(super) width: f64,
    /// The full text of every label that was shortened.
    pub(super) shortened: Vec<String>,
}

impl Labels {
    /// Cleans labels and cuts each to the room of its column.
    pub(super) fn fit<'l>(labels: impl Iterator<Item = &'l str>, size: f64, room: f64) -> Self {
        let mut fitted = Self {
            shown: Vec::new(),
            width: 0.0,
            shortened: Vec::new(),
        };
        for label in labels.map(clean) {
            let shown = shorten(&label, size, room);
            fitted.width = fitted.width.max(measure(&shown, size));
            if shown != label {
                fitted.shortened.push(label);
            }
            fitted.shown.push(shown);
        }
        fitted
    }
}

#[cfg(test)]
mod tests {
    use super::{Labels, clean, measure, shorten, wrap};

    fn near(left: f64, right: f64) -> bool {
        (left - right).abs() < 1e-9
    }

    #[test]
    fn controls_noncharacters_and_direction_marks_are_removed() {
        let hostile = "改\u{0}革\u{8}\u{1b}开\u{fffe}放\u{fdd0}\u{202e}\u{9f}\u{1ffff}";
        assert_eq!(clean(hostile), "改革开放");
        assert_eq!(clean(" a\t\n b\u{85}c\u{2028}d "), "a b c d");
    }

    #[test]
    fn full_width_counts_one_em_and_latin_about_half() {
        assert!(near(measure("三个代表", 10.0), 40.0));
        assert!(near(measure("“—…”", 10.0), 40.0));
        assert!(near(measure("2012", 10.0), 22.0));
        assert!(near(measure("e\u{301}", 10.0), 5.5));
        assert!(near(measure("𠮷", 10.0), 10.0));
    }

    #[test]
    fn a_shortened_text_fits_and_says_so() {
        let long = "全面建设社会主义现代化国家".repeat(4);
        let short = shorten(&long, 13.0, 130.0);
        assert!(measure(&short, 13.0) <= 130.0);
        assert!(short.ends_with('…'));
        assert_eq!(shorten("改革", 13.0, 26.0), "改革");
        assert_eq!(shorten("改革开放", 13.0, 1.0), "…");
    }

    #[test]
    fn wrapped_lines_fit_and_keep_every_character() {
        let text = "“八个明确”是习近平新时代中国特色社会主义思想的核心内容，共八条。";
        let lines = wrap(text, 10.0, 101.0, 9);
        assert!(lines.iter().all(|line| measure(line, 10.0) <= 101.0));
        assert_eq!(lines.concat(), text);
        assert!(
            lines
                .iter()
                .all(|line| !line.starts_with(['，', '。', '”']))
        );
    }

    #[test]
    fn a_wrapped_text_stops_at_the_last_line() {
        let lines = wrap(&"很".repeat(100), 10.0, 100.0, 2);
        assert_eq!(lines.len(), 2);
        assert!(lines[1].ends_with('…'));
        assert!(wrap("", 10.0, 100.0, 2).is_empty());
        assert_eq!(wrap("two words", 10.0, 34.0, 3), ["two", "words"]);
    }

    #[test]
    fn fitted_labels_remember_what_was_cut() {
        let labels = Labels::fit(["一", "一二三四五"].into_iter(), 10.0, 30.0);
        assert_eq!(labels.shown, ["一", "一二…"]);
        assert_eq!(labels.shortened, ["一二三四五"]);
        assert!(near(labels.width, 30.0));
    }
}
