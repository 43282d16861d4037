//! Owns the line chart: one line per series over the years.
//!
//! Takes a [`LineChart`]. Gives its SVG; a year without a value breaks the
//! line, and the name of a series stands beside the end of its line. Bounds of
//! values are bands behind all lines.

use super::axis::{Axis, finite};
use super::canvas::{Body, Canvas, Drawn, Point, Words, render, render_empty};
use super::number::count;
use super::plot::{Spacing, YearPlot};
use super::style::{AXIS, GRID, INK, LABEL, LineLook, MARGIN, MUTED, line_look};
use super::text::{Labels, clean};
use super::{LineChart, Series};
use crate::error::Result;

/// The widest column of labels in pixels.
const LABEL_ROOM: f64 = 300.0;
/// The height of a label in pixels.
const LABEL_STEP: f64 = 18.0;
/// The lowest plot in pixels.
const PLOT_HEIGHT: f64 = 340.0;
/// The room for the lines from the plot to the labels in pixels.
const LEADER: f64 = 26.0;
/// The length of the sample of a line before its label in pixels.
const SAMPLE: f64 = 26.0;
/// Up to this many years every value gets a marker.
const MARKED_YEARS: usize = 25;
/// Half the width of the band of a year between two missing ones in pixels.
const STRIP: f64 = 3.0;
/// What is added to the label of a series without values.
const NO_DATA: &str = " (no data)";

/// Draws a line chart.
pub(super) fn draw(chart: &LineChart) -> Result<String> {
    let rows = finite_rows(&chart.series, chart.years.len());
    let mut known: Vec<f64> = rows.iter().flatten().flatten().copied().collect();
    if known.is_empty() {
        return render_empty(&chart.caption);
    }
    let bands: Vec<Band> = chart
        .series
        .iter()
        .map(|series| finite_band(series, chart.years.len()))
        .collect();
    known.extend(
        bands
            .iter()
            .flatten()
            .flatten()
            .flat_map(|&(low, high)| [low, high]),
    );
    let height = PLOT_HEIGHT.max(count(rows.len()) * LABEL_STEP);
    let axis = Axis::spanning(&known, 5.0);
    let plot = YearPlot::new(Spacing::Points, &chart.years, axis, height);
    let labels = fit_labels(&chart.series, &rows);
    let body = Body {
        width: plot.right + LEADER + SAMPLE + 6.0 + labels.width + MARGIN,
        height: plot.end(),
        shortened: labels.shortened.clone(),
    };
    let name = clean(&chart.value_axis);
    let lines = Lines {
        rows,
        bands,
        labels,
        name,
        plot,
    };
    render(&chart.caption, &body, |canvas| lines.draw(canvas))
}

/// The values of each series that can be drawn, one for each year.
pub(super) fn finite_rows(series: &[Series], years: usize) -> Vec<Vec<Option<f64>>> {
    let value = |s: &Series, year| s.values.get(year).copied().flatten().and_then(finite);
    let row = |s: &Series| (0..years).map(|year| value(s, year)).collect();
    series.iter().map(row).collect()
}

/// How opaque each of so many bands is: where all of them lie upon each other, lines stay readable.
fn veil(bands: usize) -> f64 {
    match bands {
        0..=1 => 0.16,
        2..=3 => 0.11,
        _ => 0.09,
    }
}

/// The bounds of each year's value.
type Band = Vec<Option<(f64, f64)>>;

/// The bounds of a series that can be drawn.
fn finite_band(series: &Series, years: usize) -> Band {
    let bounds = |&(low, high): &(f64, f64)| Some((finite(low)?, finite(high)?));
    let band = series.band.iter().take(years);
    band.map(|known| known.as_ref().and_then(bounds)).collect()
}

/// The labels beside the plot; a series without values says so.
fn fit_labels(series: &[Series], rows: &[Vec<Option<f64>>]) -> Labels {
    let named: Vec<String> = std::iter::zip(series, rows)
        .map(|(s, row)| {
            let empty = row.iter().all(Option::is_none);
            format!("{}{}", s.label, if empty { NO_DATA } else { "" })
        })
        .collect();
    Labels::fit(named.iter().map(String::as_str), LABEL, LABEL_ROOM)
}

/// The unbroken runs of values, each with the position of its first year.
fn runs<T: Copy>(row: &[Option<T>]) -> Vec<Vec<(usize, T)>> {
    let placed: Vec<Option<(usize, T)>> = row
        .iter()
        .enumerate()
        .map(|(year, value)| value.map(|v| (year, v)))
        .collect();
    placed
        .split(Option::is_none)
        .filter(|run| !run.is_empty())
        .map(|run| run.iter().flatten().copied().collect())
        .collect()
}

/// Moves places apart so that neighbours keep a distance and all stay between
/// two bounds; the order of the places is kept, ties in the given order. There
/// must be room for all of them.
fn spread(wanted: &[f64], distance: f64, low: f64, high: f64) -> Vec<f64> {
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    order.sort_by(|&a, &b| wanted[a].total_cmp(&wanted[b]).then(a.cmp(&b)));
    let mut places = wanted.to_vec();
    let mut free = low;
    for &at in &order {
        places[at] = places[at].max(free);
        free = places[at] + distance;
    }
    let mut free = high;
    for &at in order.iter().rev() {
        places[at] = places[at].min(free);
        free = places[at] - distance;
    }
    places
}

/// Everything needed to draw the lines.
struct Lines<'l> {
    rows: Vec<Vec<Option<f64>>>,
    bands: Vec<Band>,
    labels: Labels,
    name: String,
    plot: YearPlot<'l>,
}

impl Lines<'_> {
    fn draw(&self, canvas: &Canvas<'_>) -> Drawn {
        self.plot.draw_behind(canvas, &self.name)?;
        self.plot.draw_base(canvas)?;
        for (series, band) in self.bands.iter().enumerate() {
            self.draw_band(canvas, band, line_look(series))?;
        }
        let ends: Vec<Option<Point>> = self.rows.iter().map(|row| self.end(row)).collect();
        let places = self.label_places(&ends);
        for (series, end) in ends.iter().enumerate() {
            self.draw_label(canvas, series, *end, places[series])?;
        }
        for (series, row) in self.rows.iter().enumerate() {
            self.draw_series(canvas, row, line_look(series))?;
        }
        Ok(())
    }

    /// Fills between the bounds; those of a year between two missing ones are a strip.
    fn draw_band(&self, canvas: &Canvas<'_>, band: &Band, look: LineLook) -> Drawn {
        for run in runs(band) {
            let low = run.iter().map(|&(year, (low, _))| (year, low));
            let high = run.iter().rev().map(|&(year, (_, high))| (year, high));
            let place = |(year, value)| (self.plot.x(year), self.plot.y(value));
            let mut corners: Vec<Point> = low.chain(high).map(place).collect();
            if let [(x, low), (_, high)] = corners[..] {
                let (left, right) = (x - STRIP, x + STRIP);
                corners = vec![(left, low), (right, low), (right, high), (left, high)];
            }
            canvas.veil(&corners, look.colour, veil(self.bands.len()))?;
        }
        Ok(())
    }

    /// The place of the last value of a series.
    fn end(&self, row: &[Option<f64>]) -> Option<Point> {
        let year = row.iter().rposition(Option::is_some)?;
        row[year].map(|value| (self.plot.x(year), self.plot.y(value)))
    }

    /// The heights of the labels: beside the ends, apart from each other; the
    /// series without values come last.
    fn label_places(&self, ends: &[Option<Point>]) -> Vec<f64> {
        let wanted: Vec<f64> = ends
            .iter()
            .map(|end| end.map_or(self.plot.bottom + 1.0, |(_, y)| y))
            .collect();
        let half = LABEL_STEP / 2.0;
        let (low, high) = (self.plot.top + half, self.plot.bottom - half);
        spread(&wanted, LABEL_STEP, low, high)
    }

    fn draw_label(&self, canvas: &Canvas<'_>, series: usize, end: Option<Point>, y: f64) -> Drawn {
        let look = line_look(series);
        let from = self.plot.right + LEADER;
        let to = from + SAMPLE;
        if let Some((x, end_y)) = end {
            let edge = (self.plot.right, end_y);
            canvas.dots((x, end_y), edge, AXIS)?;
            canvas.line(edge, (from, y), look.colour)?;
            canvas.path(&[(from, y), (to, y)], look)?;
            canvas.marker((f64::midpoint(from, to), y), look)?;
        } else {
            canvas.line((from, y), (to, y), GRID)?;
        }
        let ink = if end.is_some() { INK } else { MUTED };
        canvas.words(&Words::new(&self.labels.shown[series], (to + 6.0, y)).ink(ink))
    }

    fn draw_series(&self, canvas: &Canvas<'_>, row: &[Option<f64>], look: LineLook) -> Drawn {
        for run in runs(row) {
            let place = |&(year, value): &(usize, f64)| (self.plot.x(year), self.plot.y(value));
            let points: Vec<Point> = run.iter().map(place).collect();
            if points.len() > 1 {
                canvas.path(&points, look)?;
            }
            let marked = row.len() <= MARKED_YEARS;
            let last = points.len() - 1;
            for (at, &point) in points.iter().enumerate() {
                if marked || at == 0 || at == last {
                    canvas.marker(point, look)?;
                }
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Caption, LineChart, Series};
    use super::{runs, spread};

    /// Four years with these bounds around 2.
    fn banded(band: &[Option<(f64, f64)>]) -> String {
        let chart = LineChart {
            caption: Caption::default(),
            value_axis: "每万字".to_owned(),
            years: (2000..2004).collect(),
            series: vec![Series {
                label: "四个意识".to_owned(),
                values: vec![Some(2.0); 4],
                band: band.to_vec(),
            }],
        };
        chart.to_svg().unwrap()
    }

    #[test]
    fn bounds_are_a_band_with_gaps_and_make_room() {
        let known = |high| Some((1.0, high));
        let svg = banded(&[known(3.0), known(19.0), None, known(5.0), known(99.0)]);
        // A shape of two years and a strip for the lone year, behind the lines.
        let veils = svg.matches("opacity=\"0.16\"").count();
        assert_eq!(veils, 2, "{svg}");
        assert!(svg.find("0.16").unwrap() < svg.find("stroke-width=\"2\"").unwrap());
        assert!(
            svg.contains("\n20\n"),
            "the axis has room for the band: {svg}"
        );
        assert!(
            !svg.contains("\n100\n"),
            "a year too many is not drawn: {svg}"
        );
        roxmltree::Document::parse(&svg).unwrap();
    }

    #[test]
    fn bounds_that_cannot_be_drawn_are_missing() {
        let nothing = [None, Some((f64::NAN, 1.0)), Some((0.0, f64::INFINITY))];
        assert_eq!(banded(&nothing), banded(&[]));
    }

    #[test]
    fn a_gap_breaks_a_line() {
        let row = [None, Some(1.0), Some(2.0), None, Some(3.0), None];
        let runs = runs(&row);
        assert_eq!(runs, [vec![(1, 1.0), (2, 2.0)], vec![(4, 3.0)]]);
    }

    #[test]
    fn labels_never_overlap_and_stay_inside() {
        let mut seed = 7_u32;
        for size in 1..=60_u32 {
            let high = 18.0 * f64::from(size).max(20.0);
            let wanted: Vec<f64> = (0..size)
                .map(|_| {
                    seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                    f64::from(seed >> 16) / 65_536.0 * high
                })
                .collect();
            check(&wanted, high);
            check(&vec![high; wanted.len()], high);
            check(&vec![0.0; wanted.len()], high);
        }
    }

    fn check(wanted: &[f64], high: f64) {
        let mut places = spread(wanted, 18.0, 9.0, high - 9.0);
        places.sort_by(f64::total_cmp);
        assert!(places.windows(2).all(|p| p[1] - p[0] > 17.999));
        assert!(places.iter().all(|&p| p > 8.999 && p < high - 8.999));
    }

    #[test]
    fn labels_with_room_stay_beside_their_ends() {
        let places = spread(&[50.0, 20.0, 90.0], 18.0, 9.0, 100.0);
        assert!(places.into_iter().eq([50.0, 20.0, 90.0].into_iter()));
    }
}
