//! Owns the order chart: what two texts have in common, in the order of each, with a line between the
//! places of the same thing.
//!
//! Takes an [`OrderChart`]. Gives its SVG; lines that cross tell what changed places.

use super::OrderChart;
use super::canvas::{Align, Body, Canvas, Drawn, Words, render, render_empty};
use super::number::count;
use super::style::{AXIS, GAP, LABEL, LineLook, MARGIN, MUTED, SMALL, line_look};
use super::text::{Labels, clean, shorten};
use crate::error::Result;

/// The widest column of labels in pixels.
const LABEL_ROOM: f64 = 300.0;
/// The room for the lines in pixels.
const BETWEEN: f64 = 260.0;
/// The height of a row in pixels.
const ROW: f64 = 22.0;
/// The height of the names of the texts in pixels.
const NAMES: f64 = 30.0;

/// Draws an order chart.
pub(super) fn draw(chart: &OrderChart) -> Result<String> {
    if chart.rows.is_empty() {
        return render_empty(&chart.caption);
    }
    let labels = chart.rows.iter().map(|row| row.label.as_str());
    let labels = Labels::fit(labels, LABEL, LABEL_ROOM);
    let names = [chart.left.as_str(), chart.right.as_str()];
    let room = labels.width.max(160.0).ceil() + 5.0 * GAP;
    let body = Body {
        width: 2.0 * (MARGIN + room) + BETWEEN,
        height: NAMES + count(chart.rows.len()) * ROW + MARGIN,
        shortened: labels.shortened.clone(),
    };
    let slopes = Slopes {
        chart,
        names: names.map(|name| shorten(&clean(name), LABEL, room + BETWEEN / 2.0 - 2.0 * GAP)),
        end: body.width - MARGIN,
        left: MARGIN + room,
        right: MARGIN + room + BETWEEN,
        labels,
    };
    render(&chart.caption, &body, |canvas| slopes.draw(canvas))
}

/// Where everything of an order chart lies.
struct Slopes<'a> {
    chart: &'a OrderChart,
    labels: Labels,
    names: [String; 2],
    left: f64,
    right: f64,
    end: f64,
}

impl Slopes<'_> {
    fn draw(&self, canvas: &Canvas<'_>) -> Drawn {
        // Long names have room towards the middle.
        let left = Words::new(&self.names[0], (MARGIN, NAMES / 2.0 - 4.0));
        canvas.words(&left.bold())?;
        let right = Words::new(&self.names[1], (self.end, NAMES / 2.0 - 4.0));
        canvas.words(&right.bold().align(Align::End))?;
        let mut order: Vec<usize> = (0..self.chart.rows.len()).collect();
        order.sort_by_key(|&row| self.chart.rows[row].right);
        for (place, &row) in order.iter().enumerate() {
            self.draw_row(canvas, row, place)?;
        }
        Ok(())
    }

    /// A row stands at its own place on the left, and at `place` on the right.
    fn draw_row(&self, canvas: &Canvas<'_>, row: usize, place: usize) -> Drawn {
        let look = look(row, place);
        let label = &self.labels.shown[row];
        let (from, to) = ((self.left, middle(row)), (self.right, middle(place)));
        canvas.path(&[from, to], look)?;
        canvas.marker(from, look)?;
        canvas.marker(to, look)?;
        let own = &self.chart.rows[row];
        for (at, number, align, away) in [
            (from, own.left, Align::End, -1.0),
            (to, own.right, Align::Start, 1.0),
        ] {
            let x = at.0 + away * GAP;
            let number = format!("{number}");
            let words = Words::new(&number, (x, at.1)).size(SMALL).ink(MUTED);
            canvas.words(&words.align(align))?;
            let x = at.0 + away * 4.5 * GAP;
            canvas.words(&Words::new(label, (x, at.1)).align(align))?;
        }
        Ok(())
    }
}

/// Lines that move far are coloured; the others are grey.
fn look(row: usize, place: usize) -> LineLook {
    let solid = line_look(0);
    match row.abs_diff(place) {
        0..=2 => LineLook {
            colour: AXIS,
            ..solid
        },
        _ if row < place => solid,
        _ => LineLook {
            colour: line_look(1).colour,
            ..solid
        },
    }
}

/// The height of the middle of a row.
fn middle(row: usize) -> f64 {
    NAMES + (count(row) + 0.5) * ROW
}
