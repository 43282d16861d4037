//! Owns the bar chart: one horizontal bar per label.
//!
//! Takes a [`BarChart`]. Gives its SVG; a value that is not finite is told as
//! "no data" in its row, a negative one grows to the left of zero.

use super::BarChart;
use super::axis::{Axis, Scale, finite};
use super::canvas::{Align, Body, Canvas, Drawn, Words, render, render_empty};
use super::number::{count, number};
use super::plot::ValuePlot;
use super::style::{GAP, INK, LABEL, MARGIN, MUTED, SMALL, fill};
use super::text::{Labels, clean, measure, shorten};
use crate::error::Result;

/// The widest column of labels in pixels.
const LABEL_ROOM: f64 = 330.0;
/// The length of the longest bar in pixels.
const PLOT_WIDTH: f64 = 460.0;
/// The height of a row in pixels.
pub(super) const ROW: f64 = 24.0;
/// The thickness of a bar in pixels.
pub(super) const BAR: f64 = 16.0;
/// The room for ticks and the name of the axis below the bars in pixels.
pub(super) const AXIS_ROOM: f64 = 50.0;
/// What stands in the place of a value that is missing.
pub(super) const NO_DATA: &str = "no data";

/// Draws a bar chart.
pub(super) fn draw(chart: &BarChart) -> Result<String> {
    if chart.bars.iter().all(|bar| finite(bar.value).is_none()) {
        return render_empty(&chart.caption);
    }
    let layout = Layout::new(chart);
    let body = Body {
        width: layout.width,
        height: layout.bottom + AXIS_ROOM + GAP,
        shortened: layout.labels.shortened.clone(),
    };
    render(&chart.caption, &body, |canvas| layout.draw(canvas))
}

/// The text at the end of a bar.
pub(super) fn value_text(value: Option<f64>) -> String {
    value.map_or_else(|| NO_DATA.to_owned(), number)
}

/// Where everything of a bar chart lies.
struct Layout {
    labels: Labels,
    values: Vec<Option<f64>>,
    axis: Axis,
    scale: Scale,
    name: String,
    label_end: f64,
    middle: f64,
    bottom: f64,
    width: f64,
}

impl Layout {
    fn new(chart: &BarChart) -> Self {
        let labels = chart.bars.iter().map(|bar| bar.label.as_str());
        let labels = Labels::fit(labels, LABEL, LABEL_ROOM);
        let values: Vec<Option<f64>> = chart.bars.iter().map(|bar| finite(bar.value)).collect();
        let known: Vec<f64> = values.iter().flatten().copied().collect();
        let axis = Axis::spanning(&known, 5.0);
        let room = |below: bool| {
            let side = values
                .iter()
                .filter(|v| v.is_some_and(|v| v < 0.0) == below);
            let widths = side.map(|&v| measure(&value_text(v), SMALL) + GAP);
            widths.fold(0.0, f64::max)
        };
        let label_end = MARGIN + labels.width.ceil();
        let left = label_end + GAP + room(true);
        let right = left + PLOT_WIDTH;
        let width = right + room(false).max(24.0) + MARGIN;
        Self {
            scale: Scale::new(&axis.range, left, right),
            name: shorten(&clean(&chart.value_axis), SMALL, width - 2.0 * MARGIN),
            bottom: count(values.len()) * ROW,
            middle: f64::midpoint(left, right),
            labels,
            values,
            axis,
            label_end,
            width,
        }
    }

    fn draw(&self, canvas: &Canvas<'_>) -> Drawn {
        let plot = ValuePlot {
            axis: &self.axis,
            scale: &self.scale,
            top: 0.0,
            bottom: self.bottom,
        };
        plot.draw_behind(canvas)?;
        for (row, (label, &value)) in self.labels.shown.iter().zip(&self.values).enumerate() {
            let y = (count(row) + 0.5) * ROW;
            canvas.words(&Words::new(label, (self.label_end, y)).align(Align::End))?;
            self.draw_bar(canvas, y, value)?;
        }
        plot.draw_base(canvas)?;
        let name = Words::new(&self.name, (self.name_place(), self.bottom + 34.0));
        canvas.words(&name.size(SMALL).ink(MUTED).align(Align::Middle))
    }

    /// The middle of the name of the axis: under the plot, or, if the name is
    /// long, as far left as it needs.
    fn name_place(&self) -> f64 {
        let half = measure(&self.name, SMALL) / 2.0;
        self.middle
            .min(self.width - MARGIN - half)
            .max(MARGIN + half)
    }

    fn draw_bar(&self, canvas: &Canvas<'_>, y: f64, value: Option<f64>) -> Drawn {
        let zero = self.scale.at(0.0);
        let end = self.scale.at(value.unwrap_or(0.0));
        canvas.bar((zero, y - BAR / 2.0), (end, y + BAR / 2.0), fill(0))?;
        let text = value_text(value);
        let ink = value.map_or(MUTED, |_| INK);
        let (x, align) = if end < zero {
            (end - GAP / 2.0, Align::End)
        } else {
            (end + GAP / 2.0, Align::Start)
        };
        let words = Words::new(&text, (x, y)).size(SMALL).ink(ink);
        canvas.words(&words.align(align))
    }
}
