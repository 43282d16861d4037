//! Owns the look of the charts: fonts, sizes and colours.
//!
//! Takes the place of a series or the height of a value. Gives a colour, a
//! dash and a marker that stay apart for colour-blind readers and in print.

use plotters::style::{Color, RGBColor};

use super::number::pixel;

/// The fonts tried in turn; a bare generic family draws nothing in some
/// renderers.
pub(super) const FONTS: &str = "'Noto Sans CJK SC','Noto Sans SC','Source Han Sans SC',\
    'PingFang SC','Hiragino Sans GB','Microsoft YaHei','WenQuanYi Micro Hei',sans-serif";

/// Font size of the title in pixels.
pub(super) const TITLE: f64 = 18.0;
/// Font size of labels in pixels.
pub(super) const LABEL: f64 = 13.0;
/// Font size of ticks, values and notes in pixels.
pub(super) const SMALL: f64 = 12.0;
/// Space around the chart in pixels.
pub(super) const MARGIN: f64 = 20.0;
/// Space between a label and what it names in pixels.
pub(super) const GAP: f64 = 8.0;

/// Text.
pub(super) const INK: RGBColor = RGBColor(0x1F, 0x1F, 0x1F);
/// Secondary text.
pub(super) const MUTED: RGBColor = RGBColor(0x59, 0x59, 0x59);
/// Axis lines.
pub(super) const AXIS: RGBColor = RGBColor(0x8C, 0x8C, 0x8C);
/// Grid lines.
pub(super) const GRID: RGBColor = RGBColor(0xE3, 0xE3, 0xE3);
/// Where nothing was counted.
pub(super) const MISSING: RGBColor = RGBColor(0xEE, 0xEE, 0xEE);
/// The same in places too small to be crossed out.
pub(super) const MISSING_SMALL: RGBColor = RGBColor(0xCC, 0xCC, 0xCC);
/// The lines across a place where nothing was counted.
pub(super) const HATCH: RGBColor = RGBColor(0xB8, 0xB8, 0xB8);
/// Paper.
pub(super) const PAPER: RGBColor = RGBColor(0xFF, 0xFF, 0xFF);

/// Fills: Okabe and Ito's eight colours and six more, mostly Paul Tol's, chosen
/// so that any two stay apart under simulated protan, deutan and tritan vision
/// and ordered so that neighbours differ in lightness.
const FILLS: [RGBColor; 14] = [
    RGBColor(0x00, 0x72, 0xB2),
    RGBColor(0xE6, 0x9F, 0x00),
    RGBColor(0x00, 0x9E, 0x73),
    RGBColor(0xCC, 0x79, 0xA7),
    RGBColor(0xD5, 0x5E, 0x00),
    RGBColor(0x56, 0xB4, 0xE9),
    RGBColor(0x33, 0x22, 0x88),
    RGBColor(0xF0, 0xE4, 0x42),
    RGBColor(0x88, 0x22, 0x55),
    RGBColor(0xAA, 0xDD, 0xAA),
    RGBColor(0x11, 0x77, 0x33),
    RGBColor(0xBB, 0xBB, 0xBB),
    RGBColor(0x66, 0x11, 0x00),
    RGBColor(0x00, 0x00, 0x00),
];

/// Lines: Okabe and Ito's colours without the yellow, too pale on paper.
const LINES: [RGBColor; 7] = [
    RGBColor(0x00, 0x72, 0xB2),
    RGBColor(0xD5, 0x5E, 0x00),
    RGBColor(0x00, 0x9E, 0x73),
    RGBColor(0xCC, 0x79, 0xA7),
    RGBColor(0x00, 0x00, 0x00),
    RGBColor(0xE6, 0x9F, 0x00),
    RGBColor(0x56, 0xB4, 0xE9),
];

/// `ColorBrewer` Blues from paper to dark.
const BLUES: [RGBColor; 9] = [
    RGBColor(0xFF, 0xFF, 0xFF),
    RGBColor(0xDE, 0xEB, 0xF7),
    RGBColor(0xC6, 0xDB, 0xEF),
    RGBColor(0x9E, 0xCA, 0xE1),
    RGBColor(0x6B, 0xAE, 0xD6),
    RGBColor(0x42, 0x92, 0xC6),
    RGBColor(0x21, 0x71, 0xB5),
    RGBColor(0x08, 0x51, 0x9C),
    RGBColor(0x08, 0x30, 0x6B),
];

/// `ColorBrewer` Oranges from paper to dark, for values below zero.
const ORANGES: [RGBColor; 5] = [
    RGBColor(0xFF, 0xFF, 0xFF),
    RGBColor(0xFD, 0xD0, 0xA2),
    RGBColor(0xFD, 0x8D, 0x3C),
    RGBColor(0xD9, 0x48, 0x01),
    RGBColor(0x7F, 0x27, 0x04),
];

/// How a line is broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dash {
    /// One unbroken line.
    Solid,
    /// Strokes and spaces of the given lengths in pixels.
    Broken(i32, i32),
}

/// The shape drawn at a point of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Marker {
    /// A disc.
    Circle,
    /// A square.
    Square,
    /// A triangle standing on its side.
    Triangle,
    /// A square standing on its corner.
    Diamond,
}

/// The look of one line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct LineLook {
    /// Its colour.
    pub(super) colour: RGBColor,
    /// Its dash.
    pub(super) dash: Dash,
    /// The marker of its points.
    pub(super) marker: Marker,
}

/// The look of the line of a series; the first 28 all differ.
pub(super) fn line_look(series: usize) -> LineLook {
    let round = series / LINES.len();
    let dash = match round % 4 {
        0 => Dash::Solid,
        1 => Dash::Broken(7, 4),
        2 => Dash::Broken(2, 3),
        _ => Dash::Broken(14, 3),
    };
    let marker = match (series + round) % 4 {
        0 => Marker::Circle,
        1 => Marker::Square,
        2 => Marker::Triangle,
        _ => Marker::Diamond,
    };
    LineLook {
        colour: LINES[series % LINES.len()],
        dash,
        marker,
    }
}

/// The fill of a category; from the fifteenth on, paler ones.
pub(super) fn fill(category: usize) -> RGBColor {
    let colour = FILLS[category % FILLS.len()];
    if (category / FILLS.len()).is_multiple_of(2) {
        return colour;
    }
    mix(colour, PAPER, 0.5)
}

/// The colour of a heat map cell: `share` runs from 0 to 1, or down to −1 for
/// values below zero.
pub(super) fn heat(share: f64) -> RGBColor {
    if share < 0.0 {
        return ramp(&ORANGES, -share);
    }
    ramp(&BLUES, share)
}

/// The colour at a place of a ramp; any place above zero is visibly not paper.
fn ramp(colours: &[RGBColor], share: f64) -> RGBColor {
    if share <= 0.0 {
        return colours[0];
    }
    let steps = colours.len() - 1;
    let place = (0.06 + 0.94 * share.min(1.0)) * super::number::count(steps);
    let below = usize::try_from(pixel(place.floor())).unwrap_or(0);
    let above = (below + 1).min(steps);
    mix(colours[below.min(steps)], colours[above], place.fract())
}

/// Mixes two colours; `share` is the part of the second.
fn mix(first: RGBColor, second: RGBColor, share: f64) -> RGBColor {
    let part = |a: u8, b: u8| {
        let level = f64::from(a) + (f64::from(b) - f64::from(a)) * share;
        u8::try_from(pixel(level).clamp(0, 255)).unwrap_or(u8::MAX)
    };
    let ((r1, g1, b1), (r2, g2, b2)) = (first.rgb(), second.rgb());
    RGBColor(part(r1, r2), part(g1, g2), part(b1, b2))
}

/// The ink that is easier to read on a colour.
pub(super) fn ink_on(paper: RGBColor) -> RGBColor {
    let light = luminance(paper);
    let on_white = 1.05 / (light + 0.05);
    let on_ink = (light + 0.05) / (luminance(INK) + 0.05);
    if on_white > on_ink { PAPER } else { INK }
}

/// Relative luminance as WCAG 2 defines it.
fn luminance(colour: RGBColor) -> f64 {
    let linear = |level: u8| {
        let c = f64::from(level) / 255.0;
        if c <= 0.04045 {
            c / 12.92
        } else {
            ((c + 0.055) / 1.055).powf(2.4)
        }
    };
    let (r, g, b) = colour.rgb();
    0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b)
}

#[cfg(test)]
mod tests {
    use super::{INK, PAPER, fill, heat, ink_on, line_look, luminance};

    #[test]
    fn the_first_lines_and_fills_all_differ() {
        for later in 1..28 {
            assert!((0..later).all(|earlier| {
                line_look(earlier) != line_look(later) && fill(earlier) != fill(later)
            }));
        }
    }

    #[test]
    fn heat_grows_darker_and_zero_is_paper() {
        assert_eq!(heat(0.0), PAPER);
        assert_ne!(heat(1e-9), PAPER);
        for step in 0..20_u8 {
            let share = f64::from(step) / 20.0;
            assert!(luminance(heat(share)) > luminance(heat(share + 0.05)));
            assert!(luminance(heat(-share)) > luminance(heat(-share - 0.05)));
        }
    }

    #[test]
    fn ink_is_readable_on_every_heat() {
        assert_eq!((ink_on(heat(0.0)), ink_on(heat(1.0))), (INK, PAPER));
        for step in 0..=100_u8 {
            let paper = heat(f64::from(step) / 100.0);
            let (a, b) = (luminance(paper), luminance(ink_on(paper)));
            assert!((a.max(b) + 0.05) / (a.min(b) + 0.05) > 4.0);
        }
    }
}
