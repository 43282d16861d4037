//! Owns the ranges of axes: what may be drawn, where ticks lie, which years
//! are named.
//!
//! Takes values of any origin. Gives ranges that are never NaN, infinite or
//! empty, round ticks, and the place of a value in pixels. The drawing library
//! hangs or panics on ranges that did not pass through here.

use std::ops::Range;

use plotters::coord::ranged1d::Ranged;
use plotters::coord::types::RangedCoordf64;

use super::number::{fixed, pixel};

/// The largest value ever drawn.
const VALUE_LIMIT: f64 = 1e15;
/// The largest end of a range: a sum of many values of the largest size.
const RANGE_LIMIT: f64 = 1e18;
/// Ranges narrower than this part of their ends are taken as empty.
const NARROW: f64 = 1e-12;
/// From this size on, and below its inverse, ticks are written with a power of
/// ten.
const LONG_TICK: f64 = 1e7;

/// The value if it can be drawn: NaN and infinities are no values.
pub(super) fn finite(value: f64) -> Option<f64> {
    value
        .is_finite()
        .then(|| value.clamp(-VALUE_LIMIT, VALUE_LIMIT))
}

/// Makes an axis range from two ends: never NaN, never infinite, never with
/// equal ends, always increasing.
pub(super) fn sane_range(one: f64, other: f64) -> Range<f64> {
    let known = |end: f64| if end.is_nan() { 0.0 } else { end };
    let tame = |end: f64| known(end).clamp(-RANGE_LIMIT, RANGE_LIMIT);
    let (one, other) = (tame(one), tame(other));
    let (low, high) = (one.min(other), one.max(other));
    let size = low.abs().max(high.abs());
    if size < NARROW {
        return 0.0..1.0;
    }
    if high - low > size * NARROW {
        return low..high;
    }
    (low - size / 2.0)..(high + size / 2.0)
}

/// A value axis from or through zero, with round ticks.
#[derive(Clone, Debug)]
pub(super) struct Axis {
    /// From the first to the last tick.
    pub(super) range: Range<f64>,
    /// The values at which a line is drawn.
    pub(super) ticks: Vec<f64>,
    /// How many decimals a tick needs.
    decimals: usize,
}

impl Axis {
    /// Makes an axis with room for all values and about `wanted` steps. Counts
    /// get no tick between two whole numbers.
    pub(super) fn spanning(values: &[f64], wanted: f64) -> Self {
        let low = values.iter().copied().fold(0.0, f64::min);
        let high = values.iter().copied().fold(0.0, f64::max);
        let range = sane_range(low, high);
        let whole = values.iter().all(|v| v.fract().abs() < f64::EPSILON);
        let step = round_step((range.end - range.start) / wanted.max(1.0));
        let step = if whole { step.max(1.0) } else { step };
        Self::stepping(&range, step)
    }

    /// Widens a range to whole steps and puts a tick on each.
    fn stepping(range: &Range<f64>, step: f64) -> Self {
        let first = (range.start / step + NARROW).floor();
        let last = (range.end / step - NARROW).ceil();
        let ticks: Vec<f64> = std::iter::successors(Some(first), |tick| Some(tick + 1.0))
            .take_while(|&tick| tick <= last)
            .map(|tick| tick * step)
            .collect();
        let decimals = (0..=12_u8).find(|&d| step * 10_f64.powi(d.into()) > 0.99);
        Self {
            range: sane_range(first * step, last * step),
            ticks,
            decimals: decimals.map_or(12, usize::from),
        }
    }

    /// The text at a tick.
    pub(super) fn label(&self, tick: f64) -> String {
        let far = self.range.end.max(-self.range.start);
        let long = !(1.0 / LONG_TICK..LONG_TICK).contains(&far);
        if long && tick.abs() > 0.0 {
            return format!("{tick:.1e}");
        }
        fixed(tick, if long { 0 } else { self.decimals })
    }
}

/// The nearest of 1, 2, 5 and their tenfolds that is not below a length.
fn round_step(length: f64) -> f64 {
    let power = 10_f64.powf(length.log10().floor());
    let rounds = [1.0, 2.0, 5.0, 10.0];
    let round = rounds.into_iter().find(|r| r * power >= length * 0.999_999);
    round.unwrap_or(10.0) * power
}

/// Places the values of a range on a line of pixels.
pub(super) struct Scale {
    coord: RangedCoordf64,
    range: Range<f64>,
    pixels: (i32, i32),
}

impl Scale {
    /// Makes a scale; the range passes through [`sane_range`].
    pub(super) fn new(range: &Range<f64>, from: f64, to: f64) -> Self {
        let range = sane_range(range.start, range.end);
        Self {
            coord: range.clone().into(),
            range,
            pixels: (pixel(from), pixel(to)),
        }
    }

    /// The pixel of a value; values outside the range are put on its end.
    pub(super) fn at(&self, value: f64) -> f64 {
        let inside = value.clamp(self.range.start, self.range.end);
        f64::from(self.coord.map(&inside, self.pixels))
    }
}

/// How many things of a width to step over so that labels of another width do
/// not touch.
pub(super) fn every(width: f64, needed: f64) -> usize {
    if width <= 0.0 || needed <= width {
        return 1;
    }
    usize::try_from(pixel((needed / width).ceil())).unwrap_or(1)
}

/// The positions of the years that are named: all, or those divisible by a
/// round number of years, so that names of `needed` pixels do not touch.
pub(super) fn named_years(years: &[i32], slot: f64, needed: f64) -> Vec<usize> {
    let least = i32::try_from(every(slot, needed)).unwrap_or(i32::MAX);
    let rounds = [1, 2, 5, 10, 20, 50, 100, 1000];
    let step = rounds.into_iter().find(|&r| r >= least).unwrap_or(least);
    let named: Vec<usize> = (0..years.len())
        .filter(|&at| years[at].rem_euclid(step) == 0)
        .collect();
    if named.is_empty() && !years.is_empty() {
        return vec![0];
    }
    named
}

#[cfg(test)]
mod tests {
    use super::{Axis, Scale, every, finite, named_years, sane_range};

    #[test]
    fn sane_ranges_are_finite_and_increasing() {
        let ends = [
            0.0,
            -0.0,
            1.0,
            -1.0,
            1e-300,
            1e300,
            -1e300,
            5.0,
            5.000_000_000_000_001,
            f64::NAN,
            f64::INFINITY,
            f64::NEG_INFINITY,
            f64::MIN_POSITIVE,
            f64::MAX,
        ];
        for one in ends {
            for other in ends {
                let range = sane_range(one, other);
                assert!(range.start.is_finite() && range.end.is_finite());
                assert!(range.start < range.end, "{one} {other} {range:?}");
            }
        }
    }

    #[test]
    fn ordinary_ranges_are_kept() {
        assert_eq!(sane_range(0.0, 7.5), 0.0..7.5);
        assert_eq!(sane_range(3.0, -3.0), -3.0..3.0);
        assert_eq!(sane_range(0.0, 0.0), 0.0..1.0);
        assert_eq!(sane_range(4.0, 4.0), 2.0..6.0);
    }

    #[test]
    fn ticks_are_round_and_cover_the_values() {
        let axis = Axis::spanning(&[3.0, 87.0], 5.0);
        assert_eq!(axis.ticks, [0.0, 20.0, 40.0, 60.0, 80.0, 100.0]);
        assert_eq!(axis.label(100.0), "100");
        let axis = Axis::spanning(&[0.013, 0.024], 5.0);
        assert_eq!(axis.label(axis.ticks[1]), "0.005");
        assert_eq!(axis.range, 0.0..0.025);
    }

    #[test]
    fn counts_have_whole_ticks_and_odd_values_end() {
        assert_eq!(Axis::spanning(&[1.0], 5.0).ticks, [0.0, 1.0]);
        assert_eq!(Axis::spanning(&[], 5.0).ticks, [0.0, 1.0]);
        assert_eq!(Axis::spanning(&[0.0, 0.0], 5.0).ticks, [0.0, 1.0]);
        for value in [1e-15, 1e-9, 0.3, 7.0, 1e9, 1e15, 14e15, -1e15] {
            let axis = Axis::spanning(&[value], 5.0);
            assert!((2..=8).contains(&axis.ticks.len()), "{value} {axis:?}");
        }
        assert_eq!(Axis::spanning(&[2e10], 5.0).label(2e10), "2.0e10");
    }

    #[test]
    fn a_scale_places_values_and_stays_inside() {
        let scale = Scale::new(&(0.0..10.0), 100.0, 200.0);
        let places = [0.0, 5.0, 10.0, 99.0, -1.0].map(|v| scale.at(v));
        assert!(
            places
                .into_iter()
                .eq([100.0, 150.0, 200.0, 200.0, 100.0].into_iter())
        );
        let down = Scale::new(&(0.0..0.0), 200.0, 100.0);
        assert!((down.at(0.5) - 150.0).abs() < 1.5);
    }

    #[test]
    fn only_finite_values_are_drawn() {
        assert_eq!(finite(f64::NAN), None);
        assert_eq!(finite(f64::NEG_INFINITY), None);
        assert_eq!(finite(1e300), Some(1e15));
        assert_eq!(finite(-2.0), Some(-2.0));
    }

    #[test]
    fn years_are_thinned_to_round_ones() {
        let years: Vec<i32> = (1954..2024).collect();
        let named: Vec<i32> = named_years(&years, 14.0, 40.0)
            .into_iter()
            .map(|at| years[at])
            .collect();
        assert_eq!(named[..3], [1955, 1960, 1965]);
        assert_eq!(named_years(&[2012, 2013, 2014], 60.0, 40.0), [0, 1, 2]);
        assert_eq!(named_years(&[2013], 1.0, 40.0), [0]);
        assert_eq!((every(4.0, 15.0), every(20.0, 15.0)), (4, 1));
    }
}
