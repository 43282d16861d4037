//! Owns what charts of one kind of axis share: the grid, the ticks and the
//! names of years.
//!
//! Takes an axis and the place of the plot. Gives the positions of years and
//! values, and draws what lies behind the data.

use super::axis::{Axis, Scale, named_years};
use super::canvas::{Align, Canvas, Drawn, Words};
use super::number::count;
use super::style::{AXIS, GAP, GRID, MARGIN, MUTED, SMALL};
use super::text::{measure, shorten};

/// The height of the name of a value axis above a plot.
const AXIS_NAME: f64 = 26.0;
/// The height of the names of ticks below a plot.
const TICK_NAMES: f64 = 22.0;
/// The narrowest and the widest usual plot in pixels.
const PLOT_WIDTHS: (f64, f64) = (480.0, 980.0);
/// The usual width of a year in pixels.
const SLOT: f64 = 24.0;
/// The part of a slot taken away on both sides when years are points.
const EDGE_TRIM: f64 = 0.42;
/// The smallest width of a year in pixels.
const NARROW_SLOT: f64 = 8.0;

/// How years lie across a plot.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Spacing {
    /// Each in the middle of a slot of its own, for columns.
    Slots,
    /// From edge to edge, for points of a line.
    Points,
}

/// A plot of values over years.
pub(super) struct YearPlot<'y> {
    /// The left edge in pixels.
    pub(super) left: f64,
    /// The right edge in pixels.
    pub(super) right: f64,
    /// The upper edge in pixels.
    pub(super) top: f64,
    /// The lower edge in pixels.
    pub(super) bottom: f64,
    years: &'y [i32],
    axis: Axis,
    across: Scale,
    down: Scale,
}

impl<'y> YearPlot<'y> {
    /// Lays out a plot of a height for years and an axis of values.
    pub(super) fn new(spacing: Spacing, years: &'y [i32], axis: Axis, height: f64) -> Self {
        let ticks = axis.ticks.iter().map(|&tick| axis.label(tick));
        let tick_room = ticks.map(|t| measure(&t, SMALL)).fold(0.0, f64::max);
        let left = MARGIN + tick_room.ceil() + GAP;
        let slots = count(years.len());
        let width = (slots * SLOT).clamp(PLOT_WIDTHS.0, PLOT_WIDTHS.1);
        let right = left + width.max(slots * NARROW_SLOT);
        let trim = match spacing {
            Spacing::Points if years.len() > 1 => EDGE_TRIM,
            Spacing::Points | Spacing::Slots => 0.0,
        };
        let (top, bottom) = (AXIS_NAME, AXIS_NAME + height);
        Self {
            left,
            right,
            top,
            bottom,
            years,
            across: Scale::new(&(trim..slots - trim), left, right),
            down: Scale::new(&axis.range, bottom, top),
            axis,
        }
    }

    /// The lower end of everything this plot draws.
    pub(super) fn end(&self) -> f64 {
        self.bottom + TICK_NAMES + MARGIN
    }

    /// The left and right edge of the slot of a year.
    pub(super) fn slot(&self, year: usize) -> (f64, f64) {
        let at = count(year);
        (self.across.at(at), self.across.at(at + 1.0))
    }

    /// The middle of the slot of a year.
    pub(super) fn x(&self, year: usize) -> f64 {
        self.across.at(count(year) + 0.5)
    }

    /// The height of a value.
    pub(super) fn y(&self, value: f64) -> f64 {
        self.down.at(value)
    }

    /// Draws the grid, the ticks, the years and the name of the value axis.
    pub(super) fn draw_behind(&self, canvas: &Canvas<'_>, name: &str) -> Drawn {
        let name = shorten(name, SMALL, self.right - MARGIN);
        canvas.words(&Words::new(&name, (MARGIN, 6.0)).size(SMALL).ink(MUTED))?;
        for &tick in &self.axis.ticks {
            let y = self.y(tick);
            canvas.line((self.left, y), (self.right, y), GRID)?;
            let label = self.axis.label(tick);
            let words = Words::new(&label, (self.left - GAP, y)).size(SMALL);
            canvas.words(&words.ink(MUTED).align(Align::End))?;
        }
        self.draw_years(canvas)
    }

    /// Draws the line at zero, after anything that stands on it.
    pub(super) fn draw_base(&self, canvas: &Canvas<'_>) -> Drawn {
        let y = self.y(0.0);
        canvas.line((self.left, y), (self.right, y), AXIS)
    }

    fn draw_years(&self, canvas: &Canvas<'_>) -> Drawn {
        let names = self.years.iter().map(ToString::to_string);
        let widest = names.map(|n| measure(&n, SMALL)).fold(0.0, f64::max);
        let slot = (self.right - self.left) / count(self.years.len()).max(1.0);
        for at in named_years(self.years, slot, widest + GAP) {
            let x = self.x(at);
            canvas.line((x, self.bottom), (x, self.bottom + 4.0), AXIS)?;
            let name = self.years[at].to_string();
            let words = Words::new(&name, (x, self.bottom + 14.0)).size(SMALL);
            canvas.words(&words.ink(MUTED).align(Align::Middle))?;
        }
        Ok(())
    }
}

/// A plot of values along the width of the page.
pub(super) struct ValuePlot<'a> {
    /// The axis of the values.
    pub(super) axis: &'a Axis,
    /// Where the values lie.
    pub(super) scale: &'a Scale,
    /// The upper edge in pixels.
    pub(super) top: f64,
    /// The lower edge in pixels.
    pub(super) bottom: f64,
}

impl ValuePlot<'_> {
    /// Draws the grid and the ticks below it.
    pub(super) fn draw_behind(&self, canvas: &Canvas<'_>) -> Drawn {
        for &tick in &self.axis.ticks {
            let x = self.scale.at(tick);
            canvas.line((x, self.top), (x, self.bottom), GRID)?;
            let label = self.axis.label(tick);
            let words = Words::new(&label, (x, self.bottom + 12.0)).size(SMALL);
            canvas.words(&words.ink(MUTED).align(Align::Middle))?;
        }
        Ok(())
    }

    /// Draws the line at zero, after anything that stands on it.
    pub(super) fn draw_base(&self, canvas: &Canvas<'_>) -> Drawn {
        let x = self.scale.at(0.0);
        canvas.line((x, self.top), (x, self.bottom), AXIS)
    }
}
