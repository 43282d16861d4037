//! Owns the stacked column chart: one column per year, one part per series.
//!
//! Takes a [`StackedChart`]. Gives its SVG; the first series stands at the
//! foot of a column, the legend lists the parts in the order they are seen.

use super::StackedChart;
use super::axis::Axis;
use super::canvas::{Align, Body, Canvas, Drawn, Point, Words, render, render_empty};
use super::lines::finite_rows;
use super::number::count;
use super::plot::{Spacing, YearPlot};
use super::style::{GAP, HATCH, LABEL, MARGIN, MISSING, MUTED, PAPER, SMALL, fill};
use super::text::{Labels, clean, measure};
use crate::error::Result;

/// The widest column of labels in pixels.
const LABEL_ROOM: f64 = 300.0;
/// The height of a line of the legend in pixels.
const LEGEND_STEP: f64 = 21.0;
/// The size of a swatch in pixels.
const SWATCH: f64 = 13.0;
/// The lowest plot in pixels.
const PLOT_HEIGHT: f64 = 340.0;
/// The part of a slot that its column fills.
const COLUMN: f64 = 0.78;
/// What marks years without data.
const NO_DATA: &str = "no data";

/// Draws a stacked column chart.
pub(super) fn draw(chart: &StackedChart) -> Result<String> {
    let rows = finite_rows(&chart.series, chart.years.len());
    if rows.iter().flatten().all(Option::is_none) {
        return render_empty(&chart.caption);
    }
    let sums: Vec<f64> = (0..chart.years.len()).map(|at| total(&rows, at)).collect();
    let legend_lines = count(rows.len() + 1);
    let height = PLOT_HEIGHT.max(legend_lines * LEGEND_STEP);
    let axis = Axis::spanning(&sums, 5.0);
    let plot = YearPlot::new(Spacing::Slots, &chart.years, axis, height);
    let labels = chart.series.iter().map(|series| series.label.as_str());
    let labels = Labels::fit(labels, LABEL, LABEL_ROOM);
    let label_width = labels.width.max(measure(NO_DATA, LABEL));
    let body = Body {
        width: plot.right + MARGIN + SWATCH + GAP + label_width + MARGIN,
        height: plot.end(),
        shortened: labels.shortened.clone(),
    };
    let name = clean(&chart.value_axis);
    let columns = Columns {
        rows,
        labels,
        name,
        plot,
    };
    render(&chart.caption, &body, |canvas| columns.draw(canvas))
}

/// The height of a part; a stack has no place for a negative one.
fn part(row: &[Option<f64>], year: usize) -> f64 {
    row[year].unwrap_or(0.0).max(0.0)
}

/// The height of a column.
fn total(rows: &[Vec<Option<f64>>], year: usize) -> f64 {
    rows.iter().map(|row| part(row, year)).sum()
}

/// The first and last year of each run of years without any value.
fn empty_runs(rows: &[Vec<Option<f64>>], years: usize) -> Vec<(usize, usize)> {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for year in (0..years).filter(|&at| rows.iter().all(|row| row[at].is_none())) {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == year => *last = year,
            _ => runs.push((year, year)),
        }
    }
    runs
}

/// Everything needed to draw the columns.
struct Columns<'c> {
    rows: Vec<Vec<Option<f64>>>,
    labels: Labels,
    name: String,
    plot: YearPlot<'c>,
}

impl Columns<'_> {
    fn draw(&self, canvas: &Canvas<'_>) -> Drawn {
        let years = self.rows.first().map_or(0, Vec::len);
        let empty = empty_runs(&self.rows, years);
        self.plot.draw_behind(canvas, &self.name)?;
        for &run in &empty {
            self.draw_empty(canvas, run)?;
        }
        for year in 0..years {
            self.draw_column(canvas, year)?;
        }
        self.plot.draw_base(canvas)?;
        self.draw_legend(canvas, !empty.is_empty())
    }

    /// Marks years without data by a pale band, and by words if they fit.
    fn draw_empty(&self, canvas: &Canvas<'_>, (first, last): (usize, usize)) -> Drawn {
        let (left, right) = (self.plot.slot(first).0, self.plot.slot(last).1);
        let (top, bottom) = (self.plot.top, self.plot.bottom);
        canvas.block((left + 1.0, top), (right - 1.0, bottom), MISSING)?;
        let middle = (f64::midpoint(left, right), f64::midpoint(top, bottom));
        let words = Words::new(NO_DATA, middle).size(SMALL).ink(MUTED);
        let words = words.align(Align::Middle);
        if right - left > measure(NO_DATA, SMALL) + GAP {
            return canvas.words(&words);
        }
        if right - left >= SMALL {
            return canvas.words(&words.turned());
        }
        Ok(())
    }

    fn draw_column(&self, canvas: &Canvas<'_>, year: usize) -> Drawn {
        let (left, right) = self.plot.slot(year);
        let half = (right - left) * COLUMN / 2.0;
        let x = self.plot.x(year);
        let mut foot = 0.0;
        for (series, row) in self.rows.iter().enumerate() {
            let head = foot + part(row, year);
            let from = (x - half, self.plot.y(head));
            let to = (x + half, self.plot.y(foot));
            if to.1 - from.1 >= 1.0 {
                draw_part(canvas, from, to, series)?;
            }
            foot = head;
        }
        Ok(())
    }

    fn draw_legend(&self, canvas: &Canvas<'_>, with_empty: bool) -> Drawn {
        let x = self.plot.right + MARGIN;
        let mut y = self.plot.top + LEGEND_STEP / 2.0;
        for (series, label) in self.labels.shown.iter().enumerate().rev() {
            let (from, to) = swatch(x, y);
            canvas.block(from, to, fill(series))?;
            canvas.words(&Words::new(label, (to.0 + GAP, y)))?;
            y += LEGEND_STEP;
        }
        if !with_empty {
            return Ok(());
        }
        let (from, to) = swatch(x, y);
        canvas.block(from, to, MISSING)?;
        canvas.frame(from, to, HATCH)?;
        canvas.words(&Words::new(NO_DATA, (to.0 + GAP, y)).ink(MUTED))
    }
}

/// The corners of a swatch of the legend.
fn swatch(x: f64, y: f64) -> (Point, Point) {
    let half = SWATCH / 2.0;
    ((x, y - half), (x + SWATCH, y + half))
}

/// Draws one part of a column, parted from the next by a line of paper.
fn draw_part(canvas: &Canvas<'_>, from: Point, to: Point, series: usize) -> Drawn {
    canvas.block(from, to, fill(series))?;
    if to.1 - from.1 < 4.0 {
        return Ok(());
    }
    canvas.line(from, (to.0, from.1), PAPER)
}

#[cfg(test)]
mod tests {
    use super::{empty_runs, total};

    #[test]
    fn years_without_any_value_are_joined() {
        let rows = vec![
            vec![None, None, Some(0.0), None, None],
            vec![None, None, None, Some(1.0), None],
        ];
        assert_eq!(empty_runs(&rows, 5), [(0, 1), (4, 4)]);
    }

    #[test]
    fn a_column_is_the_sum_of_its_parts() {
        let rows = vec![
            vec![Some(2.0)],
            vec![None],
            vec![Some(-1.0)],
            vec![Some(3.0)],
        ];
        assert!((total(&rows, 0) - 5.0).abs() < 1e-9);
    }
}
