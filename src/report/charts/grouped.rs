//! Owns the grouped bar chart: a few horizontal bars per label, one per series.
//!
//! Takes a [`GroupedBarChart`]. Gives its SVG; the legend stands above the bars, a value that is
//! missing or not finite takes no place.

use super::GroupedBarChart;
use super::axis::{Axis, Scale, finite};
use super::bars::{AXIS_ROOM, value_text};
use super::canvas::{Align, Body, Canvas, Drawn, Words, render, render_empty};
use super::number::count;
use super::plot::ValuePlot;
use super::style::{GAP, LABEL, MARGIN, MUTED, SMALL, fill};
use super::text::{Labels, clean, measure, shorten};
use crate::error::Result;

/// The widest column of labels in pixels.
const LABEL_ROOM: f64 = 330.0;
/// The length of the longest bar in pixels.
const PLOT_WIDTH: f64 = 460.0;
/// The height of a bar with the space below it in pixels.
const STEP: f64 = 17.0;
/// The thickness of a bar in pixels.
const BAR: f64 = 14.0;
/// The space between two groups in pixels.
const BETWEEN: f64 = 12.0;
/// The height of a line of the legend in pixels.
const LEGEND_STEP: f64 = 21.0;
/// The size of a swatch in pixels.
const SWATCH: f64 = 13.0;

/// Draws a grouped bar chart.
pub(super) fn draw(chart: &GroupedBarChart) -> Result<String> {
    let layout = Layout::new(chart);
    if layout.groups.iter().all(Vec::is_empty) {
        return render_empty(&chart.caption);
    }
    let body = Body {
        width: layout.width,
        height: layout.bottom() + AXIS_ROOM + GAP,
        shortened: [&layout.labels, &layout.legend]
            .map(|labels| labels.shortened.clone())
            .concat(),
    };
    render(&chart.caption, &body, |canvas| layout.draw(canvas))
}

/// Where everything of a grouped bar chart lies.
struct Layout {
    labels: Labels,
    legend: Labels,
    /// The bars of every group: series and value.
    groups: Vec<Vec<(usize, f64)>>,
    axis: Axis,
    scale: Scale,
    name: String,
    label_end: f64,
    middle: f64,
    top: f64,
    width: f64,
}

impl Layout {
    fn new(chart: &GroupedBarChart) -> Self {
        let labels = chart.groups.iter().map(|group| group.label.as_str());
        let labels = Labels::fit(labels, LABEL, LABEL_ROOM);
        let legend = Labels::fit(chart.series.iter().map(String::as_str), LABEL, LABEL_ROOM);
        let bars = |values: &[Option<f64>]| -> Vec<(usize, f64)> {
            let values = values.iter().take(chart.series.len()).enumerate();
            values
                .filter_map(|(series, &value)| Some((series, value.and_then(finite)?.max(0.0))))
                .collect()
        };
        let groups: Vec<_> = chart
            .groups
            .iter()
            .map(|group| bars(&group.values))
            .collect();
        let known: Vec<f64> = groups.iter().flatten().map(|&(_, value)| value).collect();
        let axis = Axis::spanning(&known, 5.0);
        let value_room = known
            .iter()
            .map(|&value| measure(&value_text(Some(value)), SMALL) + GAP)
            .fold(24.0, f64::max);
        let label_end = MARGIN + labels.width.ceil();
        let left = label_end + GAP;
        let right = left + PLOT_WIDTH;
        let width = right + value_room + MARGIN;
        Self {
            scale: Scale::new(&axis.range, left, right),
            name: shorten(&clean(&chart.value_axis), SMALL, PLOT_WIDTH + value_room),
            top: count(legend.shown.len()) * LEGEND_STEP + GAP,
            middle: f64::midpoint(left, right),
            labels,
            legend,
            groups,
            axis,
            label_end,
            width,
        }
    }

    /// The height of a group: that of its bars, or of its label alone.
    fn height(bars: &[(usize, f64)]) -> f64 {
        count(bars.len().max(1)) * STEP + BETWEEN
    }

    /// The lower edge of the last group.
    fn bottom(&self) -> f64 {
        self.top
            + self
                .groups
                .iter()
                .map(|bars| Self::height(bars))
                .sum::<f64>()
    }

    fn draw(&self, canvas: &Canvas<'_>) -> Drawn {
        self.draw_legend(canvas)?;
        let plot = ValuePlot {
            axis: &self.axis,
            scale: &self.scale,
            top: self.top,
            bottom: self.bottom(),
        };
        plot.draw_behind(canvas)?;
        let mut top = self.top;
        for (label, bars) in self.labels.shown.iter().zip(&self.groups) {
            let height = Self::height(bars);
            let words = Words::new(label, (self.label_end, top + height / 2.0));
            canvas.words(&words.align(Align::End))?;
            self.draw_group(canvas, top + BETWEEN / 2.0, bars)?;
            top += height;
        }
        plot.draw_base(canvas)?;
        let name = Words::new(&self.name, (self.middle, self.bottom() + 34.0));
        canvas.words(&name.size(SMALL).ink(MUTED).align(Align::Middle))
    }

    fn draw_group(&self, canvas: &Canvas<'_>, top: f64, bars: &[(usize, f64)]) -> Drawn {
        for (row, &(series, value)) in bars.iter().enumerate() {
            let y = top + (count(row) + 0.5) * STEP;
            let end = self.scale.at(value);
            let from = (self.scale.at(0.0), y - BAR / 2.0);
            canvas.bar(from, (end, y + BAR / 2.0), fill(series))?;
            let text = value_text(Some(value));
            canvas.words(&Words::new(&text, (end + GAP / 2.0, y)).size(SMALL))?;
        }
        Ok(())
    }

    fn draw_legend(&self, canvas: &Canvas<'_>) -> Drawn {
        let x = self.label_end + GAP;
        for (series, label) in self.legend.shown.iter().enumerate() {
            let y = (count(series) + 0.5) * LEGEND_STEP;
            let half = SWATCH / 2.0;
            canvas.block((x, y - half), (x + SWATCH, y + half), fill(series))?;
            canvas.words(&Words::new(label, (x + SWATCH + GAP, y)))?;
        }
        Ok(())
    }
}
