//! Owns the mirror chart: two groups of bars on both sides of their labels.
//!
//! Takes a [`MirrorChart`]. Gives its SVG; both sides share one scale, so bars
//! can be compared across the middle.

use super::MirrorChart;
use super::axis::{Axis, Scale, finite};
use super::bars::{AXIS_ROOM, BAR, ROW, value_text};
use super::canvas::{Align, Body, Canvas, Drawn, Words, render, render_empty};
use super::number::count;
use super::plot::ValuePlot;
use super::style::{GAP, INK, LABEL, MARGIN, MUTED, SMALL, fill};
use super::text::{Labels, clean, measure, shorten};
use crate::error::Result;

/// The widest column of labels in pixels.
const LABEL_ROOM: f64 = 300.0;
/// The length of the longest bar of a side in pixels.
const SIDE: f64 = 280.0;
/// The height of the names of the groups in pixels.
const NAMES: f64 = 26.0;
/// The smallest room for the values beside a side in pixels.
const VALUE_ROOM: f64 = 20.0;

/// Draws a mirror chart.
pub(super) fn draw(chart: &MirrorChart) -> Result<String> {
    let sides = [
        chart.rows.iter().map(|row| finite(row.left)).collect(),
        chart.rows.iter().map(|row| finite(row.right)).collect(),
    ];
    let known = sides.iter().flat_map(|side: &Vec<_>| side.iter().flatten());
    let known: Vec<f64> = known.map(|value: &f64| value.max(0.0)).collect();
    if known.is_empty() {
        return render_empty(&chart.caption);
    }
    let labels = chart.rows.iter().map(|row| row.label.as_str());
    let labels = Labels::fit(labels, LABEL, LABEL_ROOM);
    let names = [chart.left.as_str(), chart.right.as_str()];
    let names = Labels::fit(names.into_iter(), LABEL, SIDE);
    let body = Body {
        width: MARGIN + outer_room(&sides) * 2.0 + SIDE * 2.0 + middle_room(&labels) + MARGIN,
        height: NAMES + count(chart.rows.len()) * ROW + AXIS_ROOM + GAP,
        shortened: [&labels, &names].map(|l| l.shortened.clone()).concat(),
    };
    let mirror = Mirror {
        axis: Axis::spanning(&known, 4.0),
        name: shorten(&clean(&chart.value_axis), SMALL, body.width - 2.0 * MARGIN),
        left: MARGIN + outer_room(&sides) + SIDE,
        right: MARGIN + outer_room(&sides) + SIDE + middle_room(&labels),
        labels,
        names,
        sides,
    };
    render(&chart.caption, &body, |canvas| mirror.draw(canvas))
}

/// The room for the values beyond the end of the longest bar.
fn outer_room(sides: &[Vec<Option<f64>>]) -> f64 {
    let texts = sides.iter().flatten().map(|&value| value_text(value));
    texts
        .map(|text| measure(&text, SMALL) + GAP)
        .fold(VALUE_ROOM, f64::max)
}

/// The width of the column of labels.
fn middle_room(labels: &Labels) -> f64 {
    labels.width.ceil() + 2.0 * GAP
}

/// Everything needed to draw both sides.
struct Mirror {
    axis: Axis,
    name: String,
    labels: Labels,
    names: Labels,
    sides: [Vec<Option<f64>>; 2],
    /// The inner edge of the left side.
    left: f64,
    /// The inner edge of the right side.
    right: f64,
}

impl Mirror {
    fn draw(&self, canvas: &Canvas<'_>) -> Drawn {
        let range = &self.axis.range;
        let leftwards = Scale::new(range, self.left, self.left - SIDE);
        let rightwards = Scale::new(range, self.right, self.right + SIDE);
        self.draw_side(canvas, 0, &leftwards)?;
        self.draw_side(canvas, 1, &rightwards)?;
        let middle = f64::midpoint(self.left, self.right);
        for (row, label) in self.labels.shown.iter().enumerate() {
            let words = Words::new(label, (middle, row_middle(row)));
            canvas.words(&words.align(Align::Middle))?;
        }
        let name = Words::new(&self.name, (middle, self.bottom() + 34.0));
        canvas.words(&name.size(SMALL).ink(MUTED).align(Align::Middle))
    }

    /// The lower edge of the last row.
    fn bottom(&self) -> f64 {
        NAMES + count(self.labels.shown.len()) * ROW
    }

    /// Draws the name, the grid and the bars of the left (0) or right (1) side.
    fn draw_side(&self, canvas: &Canvas<'_>, side: usize, scale: &Scale) -> Drawn {
        let plot = ValuePlot {
            axis: &self.axis,
            scale,
            top: NAMES,
            bottom: self.bottom(),
        };
        let outwards = if side == 0 { Align::End } else { Align::Start };
        plot.draw_behind(canvas)?;
        let name = Words::new(&self.names.shown[side], (scale.at(0.0), NAMES / 2.0));
        canvas.words(&name.bold().align(outwards))?;
        for (row, &value) in self.sides[side].iter().enumerate() {
            let (zero, end) = (scale.at(0.0), scale.at(value.unwrap_or(0.0)));
            let y = row_middle(row);
            canvas.bar((zero, y - BAR / 2.0), (end, y + BAR / 2.0), fill(side))?;
            let text = value_text(value);
            let ink = value.map_or(MUTED, |_| INK);
            let gap = if side == 0 { -GAP / 2.0 } else { GAP / 2.0 };
            let words = Words::new(&text, (end + gap, y)).size(SMALL).ink(ink);
            canvas.words(&words.align(outwards))?;
        }
        plot.draw_base(canvas)
    }
}

/// The height of the middle of a row.
fn row_middle(row: usize) -> f64 {
    NAMES + (count(row) + 0.5) * ROW
}
