//! Owns the meaning of colour in a heat map.
//!
//! Takes the values of the map. Gives the colour of each value and the small
//! bar that explains the colours.

use std::ops::Range;

use plotters::style::RGBColor;

use super::axis::sane_range;
use super::canvas::{Align, Canvas, Drawn, Words};
use super::number::number;
use super::style::{AXIS, GAP, HATCH, MARGIN, MUTED, SMALL, heat};
use super::text::{clean, measure, shorten};

/// The longest name of the values in pixels.
const NAME_ROOM: f64 = 280.0;
/// The length of the colour bar in pixels.
const LENGTH: f64 = 144.0;
/// The thickness of the colour bar in pixels.
const THICKNESS: f64 = 12.0;
/// The number of colours shown in the bar.
const SHADES: u8 = 48;
/// The height of the middle of the bar in pixels.
const MIDDLE: f64 = 8.0;
/// What marks cells without a value.
const NO_DATA: &str = "no data";

/// The colours of a range of values.
pub(super) struct HeatScale {
    range: Range<f64>,
    name: String,
    missing: Option<RGBColor>,
}

impl HeatScale {
    /// Makes the scale of a map with a name for its values. It starts at zero,
    /// so that a shade means the same part of the greatest value in every map,
    /// and is even on both sides of zero if there are values below. `missing`
    /// is the colour of cells without a value, if there are any.
    pub(super) fn new(known: &[f64], name: &str, missing: Option<RGBColor>) -> Self {
        let low = known.iter().copied().fold(f64::INFINITY, f64::min);
        let high = known.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let range = if low < 0.0 {
            let far = high.max(-low);
            sane_range(-far, far)
        } else {
            sane_range(0.0, high)
        };
        Self {
            range,
            name: shorten(&clean(name), SMALL, NAME_ROOM),
            missing,
        }
    }

    /// The colour of a value; only zero is white.
    pub(super) fn colour(&self, value: f64) -> RGBColor {
        let Range { start, end } = self.range;
        if start < 0.0 {
            return heat(value / end);
        }
        let least = if value > 0.0 { 1e-6 } else { 0.0 };
        heat(((value - start) / (end - start)).max(least))
    }

    /// The width of the explanation in pixels, margins included.
    pub(super) fn width(&self) -> f64 {
        let missing = self.missing.map_or("", |_| NO_DATA);
        let texts = [&self.name, &self.low(), &self.high(), missing];
        let text: f64 = texts.iter().map(|text| measure(text, SMALL)).sum();
        2.0 * MARGIN + text + LENGTH + THICKNESS + 6.0 * GAP
    }

    fn low(&self) -> String {
        number(self.range.start)
    }

    fn high(&self) -> String {
        number(self.range.end)
    }

    /// Draws the name, the colour bar and what stands for a missing value.
    pub(super) fn draw(&self, canvas: &Canvas<'_>) -> Drawn {
        let mut x = MARGIN;
        for text in [&self.name, &self.low()] {
            write(canvas, text, x)?;
            x += measure(text, SMALL) + GAP;
        }
        self.draw_bar(canvas, x)?;
        x += LENGTH + GAP;
        let high = self.high();
        write(canvas, &high, x)?;
        x += measure(&high, SMALL) + 2.0 * GAP;
        let Some(missing) = self.missing else {
            return Ok(());
        };
        let (from, to) = ((x, bar_top()), (x + THICKNESS, bar_top() + THICKNESS));
        canvas.block(from, to, missing)?;
        canvas.line((from.0, to.1), (to.0, from.1), HATCH)?;
        canvas.frame(from, to, HATCH)?;
        write(canvas, NO_DATA, to.0 + GAP)
    }

    fn draw_bar(&self, canvas: &Canvas<'_>, left: f64) -> Drawn {
        let Range { start, end } = self.range;
        let width = LENGTH / f64::from(SHADES);
        for shade in 0..SHADES {
            let x = left + f64::from(shade) * width;
            let share = f64::from(shade) / f64::from(SHADES - 1);
            let colour = self.colour(start + share * (end - start));
            canvas.block((x, bar_top()), (x + width, bar_top() + THICKNESS), colour)?;
        }
        let corner = (left + LENGTH, bar_top() + THICKNESS);
        canvas.frame((left, bar_top()), corner, AXIS)
    }
}

/// The upper edge of the bar.
fn bar_top() -> f64 {
    MIDDLE - THICKNESS / 2.0
}

/// Writes a text of the explanation.
fn write(canvas: &Canvas<'_>, text: &str, x: f64) -> Drawn {
    let words = Words::new(text, (x, MIDDLE)).size(SMALL).ink(MUTED);
    canvas.words(&words.align(Align::Start))
}

#[cfg(test)]
mod tests {
    use super::HeatScale;
    use crate::report::charts::style::{PAPER, heat};

    fn range(values: &[f64]) -> std::ops::Range<f64> {
        HeatScale::new(values, "", None).range
    }

    #[test]
    fn the_scale_starts_at_zero() {
        assert_eq!(range(&[1.0, 9.0]), 0.0..9.0);
        assert_eq!(range(&[0.7, 0.9]), 0.0..0.9);
        assert_eq!(range(&[5.0, 5.0]), 0.0..5.0);
        assert_eq!(range(&[0.0, 0.0]), 0.0..1.0);
        assert_eq!(range(&[-1.0, 3.0]), -3.0..3.0);
    }

    #[test]
    fn only_zero_is_white() {
        let scale = HeatScale::new(&[0.7, 0.9], "", None);
        assert_ne!(scale.colour(0.7), PAPER);
        assert_eq!(scale.colour(0.9), heat(1.0));
        let scale = HeatScale::new(&[-1.0, 0.0, 1.0], "", None);
        assert_eq!(scale.colour(0.0), PAPER);
        assert_ne!(scale.colour(-1.0), scale.colour(1.0));
    }
}
