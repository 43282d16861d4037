//! Owns text that runs downwards, as the names of columns do.
//!
//! Takes cleaned labels. Gives them set as vertical Chinese is: full-width
//! characters upright, one below the other; runs of Latin letters and digits
//! turned; marks that lie along the line in their vertical forms.

use super::canvas::{Align, Canvas, Drawn, Words};
use super::style::LABEL;
use super::text::{em, measure, shorten};

/// The height of an upright character in pixels.
const STEP: f64 = 14.0;
/// The highest label in pixels: twelve upright characters.
const ROOM: f64 = 12.0 * STEP;
/// The space after a turned run in pixels.
const RUN_GAP: f64 = 2.0;
/// The least room in which a turned run is cut rather than left out.
const SHORT_RUN: f64 = 4.0 * STEP;

/// A piece of a label.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    /// One upright character with its combining marks.
    Upright(String),
    /// A run of Latin text, turned.
    Turned(String),
}

impl Piece {
    fn height(&self) -> f64 {
        match self {
            Self::Upright(_) => STEP,
            Self::Turned(text) => measure(text, LABEL) + RUN_GAP,
        }
    }
}

/// A label that runs downwards and fits its room.
pub(super) struct DownwardLabel {
    pieces: Vec<Piece>,
    cut: bool,
}

impl DownwardLabel {
    /// Sets a label; what does not fit is replaced by an ellipsis.
    pub(super) fn new(label: &str) -> Self {
        let mut pieces = split(label);
        let cut = pieces.iter().map(Piece::height).sum::<f64>() > ROOM;
        if cut {
            pieces = shortened(pieces);
        }
        Self { pieces, cut }
    }

    /// The height in pixels.
    pub(super) fn height(&self) -> f64 {
        self.pieces.iter().map(Piece::height).sum()
    }

    /// Whether a part of the label is not shown.
    pub(super) fn is_cut(&self) -> bool {
        self.cut
    }

    /// Draws the label around a vertical line, from a height downwards.
    pub(super) fn draw(&self, canvas: &Canvas<'_>, x: f64, top: f64) -> Drawn {
        let mut y = top;
        for piece in &self.pieces {
            match piece {
                Piece::Turned(run) => canvas.words(&Words::new(run, (x, y)).turned())?,
                Piece::Upright(character) => {
                    let words = Words::new(character, (x, y + STEP / 2.0));
                    canvas.words(&words.align(Align::Middle))?;
                }
            }
            y += piece.height();
        }
        Ok(())
    }
}

/// Splits a label into upright characters and turned runs.
fn split(label: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut run = String::new();
    for c in label.chars() {
        let mark = em(c) <= 0.0;
        match pieces.last_mut() {
            Some(Piece::Upright(last)) if mark && run.is_empty() => last.push(c),
            _ if em(c) < 1.0 => run.push(c),
            _ => {
                pieces.extend(run_piece(&run));
                run.clear();
                pieces.push(Piece::Upright(vertical_form(c).to_string()));
            }
        }
    }
    pieces.extend(run_piece(&run));
    pieces
}

/// The piece of a run of Latin text: a single character stands upright.
fn run_piece(run: &str) -> Option<Piece> {
    let run = run.trim();
    let mut characters = run.chars();
    match (characters.next(), characters.next()) {
        (None, _) => None,
        (Some(one), None) => Some(Piece::Upright(vertical_form(one).to_string())),
        _ => Some(Piece::Turned(run.to_owned())),
    }
}

/// Cuts the pieces of a label to the room, with an ellipsis at the end.
fn shortened(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut left = ROOM;
    let mut kept = Vec::new();
    for piece in pieces {
        if piece.height() <= left - STEP {
            left -= piece.height();
            kept.push(piece);
            continue;
        }
        kept.push(match piece {
            Piece::Turned(run) if left >= SHORT_RUN => {
                Piece::Turned(shorten(&run, LABEL, left - RUN_GAP))
            }
            Piece::Turned(_) | Piece::Upright(_) => Piece::Upright("⋮".to_owned()),
        });
        break;
    }
    kept
}

/// The form of a mark in a vertical line.
fn vertical_form(c: char) -> char {
    match c {
        '“' | '「' => '﹁',
        '”' | '」' => '﹂',
        '‘' | '『' => '﹃',
        '’' | '』' => '﹄',
        '（' | '(' => '︵',
        '）' | ')' => '︶',
        '《' => '︽',
        '》' => '︾',
        '—' | '–' | '-' => '︱',
        '…' => '︙',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::{DownwardLabel, Piece, ROOM, split};

    fn up(text: &str) -> Piece {
        Piece::Upright(text.to_owned())
    }

    fn turned(text: &str) -> Piece {
        Piece::Turned(text.to_owned())
    }

    #[test]
    fn chinese_stands_upright_and_latin_is_turned() {
        assert_eq!(split("“两学”"), [up("﹁"), up("两"), up("学"), up("﹂")]);
        assert_eq!(
            split("2024 年报告"),
            [turned("2024"), up("年"), up("报"), up("告")]
        );
        assert_eq!(split("第5届"), [up("第"), up("5"), up("届")]);
        assert_eq!(split("doc 01"), [turned("doc 01")]);
        assert_eq!(split("字\u{301}"), [up("字\u{301}")]);
        assert!(split("").is_empty());
    }

    #[test]
    fn long_labels_fit_their_room_and_say_so() {
        let labels = [
            "全面建设社会主义现代化国家新征程".to_owned(),
            "a".repeat(40),
            format!("中国{}", "GDP ".repeat(20)),
            format!("{}GDP growth", "中".repeat(9)),
        ];
        for text in &labels {
            let label = DownwardLabel::new(text);
            assert!(label.is_cut(), "{text}");
            assert!(label.height() <= ROOM, "{text}");
        }
        assert!(!DownwardLabel::new("中华民族伟大复兴").is_cut());
    }
}
