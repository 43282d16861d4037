//! Owns the heat map: a table of values shown as colours.
//!
//! Takes a [`HeatMap`]. Gives its SVG; zero is white, a missing value is grey
//! and crossed, many columns or rows are made narrow and named in part.

use plotters::style::RGBColor;

use super::axis::{every, finite};
use super::canvas::{Align, Body, Canvas, Drawn, Point, Words, render, render_empty};
use super::heatscale::HeatScale;
use super::number::{count, fixed};
use super::style::{
    AXIS, GAP, GRID, HATCH, LABEL, MARGIN, MISSING, MISSING_SMALL, MUTED, PAPER, ink_on,
};
use super::text::{Labels, clean, measure};
use super::vertical::DownwardLabel;
use super::{HeatMap, HeatMapShape};
use crate::error::Result;

/// The widest column of row labels in pixels.
const ROW_LABEL_ROOM: f64 = 280.0;
/// The room a label needs across its line in pixels.
const LINE: f64 = 16.0;
/// The size that many columns or rows share in pixels.
const SHARED: f64 = 1320.0;
/// The smallest cell in pixels.
const SMALLEST: f64 = 4.0;
/// The usual height of a cell in pixels.
const USUAL: f64 = 24.0;
/// Cells from this size on are parted by lines and crossed when missing.
const LINED: f64 = 8.0;
/// Font size of the values in cells in pixels.
const CELL_TEXT: f64 = 11.0;
/// The height of the explanation of the colours in pixels.
const SCALE_ROOM: f64 = 36.0;

/// Draws a heat map.
pub(super) fn draw(chart: &HeatMap) -> Result<String> {
    let cells = read_cells(chart);
    let known: Vec<f64> = cells.iter().flatten().filter_map(|c| c.value()).collect();
    if known.is_empty() {
        return render_empty(&chart.caption);
    }
    let grid = Grid::new(chart, cells, &known);
    let body = grid.body();
    render(&chart.caption, &body, |canvas| grid.draw(canvas))
}

/// What a place of the table holds.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Cell {
    /// Nothing, above the diagonal of a triangle.
    Outside,
    /// No value.
    Missing,
    /// A finite value.
    Value(f64),
}

impl Cell {
    fn value(self) -> Option<f64> {
        match self {
            Self::Value(value) => Some(value),
            Self::Outside | Self::Missing => None,
        }
    }
}

/// Reads the cells as a full table of the named rows and columns.
fn read_cells(chart: &HeatMap) -> Vec<Vec<Cell>> {
    let cell = |row: usize, column: usize| {
        if chart.shape == HeatMapShape::LowerTriangle && column > row {
            return Cell::Outside;
        }
        let given = chart.cells.get(row).and_then(|cells| cells.get(column));
        let value = given.copied().flatten().and_then(finite);
        value.map_or(Cell::Missing, Cell::Value)
    };
    let columns = chart.columns.len();
    (0..chart.rows.len())
        .map(|row| (0..columns).map(|column| cell(row, column)).collect())
        .collect()
}

/// Where everything of a heat map lies.
struct Grid {
    cells: Vec<Vec<Cell>>,
    scale: HeatScale,
    rows: Labels,
    columns: Vec<DownwardLabel>,
    /// The width and height of a cell.
    cell: Point,
    /// The upper left corner of the cells.
    corner: Point,
    column_room: f64,
    shape: HeatMapShape,
    missing: RGBColor,
    decimals: Option<usize>,
    shortened: Vec<String>,
}

impl Grid {
    fn new(chart: &HeatMap, cells: Vec<Vec<Cell>>, known: &[f64]) -> Self {
        let rows = chart.rows.iter().map(String::as_str);
        let rows = Labels::fit(rows, LABEL, ROW_LABEL_ROOM);
        let names: Vec<String> = chart.columns.iter().map(|label| clean(label)).collect();
        let columns: Vec<DownwardLabel> = names.iter().map(|n| DownwardLabel::new(n)).collect();
        let cut = std::iter::zip(names, &columns).filter(|(_, column)| column.is_cut());
        let mut shortened = rows.shortened.clone();
        shortened.extend(cut.map(|(name, _)| name));
        shortened.dedup();
        let texts = known.iter().map(|&v| fixed(v, chart.decimals));
        let text_room = texts.map(|t| measure(&t, CELL_TEXT)).fold(0.0, f64::max);
        let cell = cell_size(chart, text_room);
        let fits = cell.0 >= text_room + 4.0 && cell.1 >= CELL_TEXT + 4.0;
        let column_room = columns
            .iter()
            .map(DownwardLabel::height)
            .fold(0.0, f64::max);
        let above = match chart.shape {
            HeatMapShape::Full => column_room + GAP,
            HeatMapShape::LowerTriangle => 0.0,
        };
        let lined = cell.0.min(cell.1) >= LINED;
        let missing = if lined { MISSING } else { MISSING_SMALL };
        let any_missing = cells.iter().flatten().any(|&cell| cell == Cell::Missing);
        Self {
            scale: HeatScale::new(known, &chart.value_axis, any_missing.then_some(missing)),
            corner: (MARGIN + rows.width.ceil() + GAP, SCALE_ROOM + above.ceil()),
            missing,
            decimals: fits.then_some(chart.decimals),
            shape: chart.shape,
            cells,
            rows,
            columns,
            cell,
            column_room,
            shortened,
        }
    }

    fn body(&self) -> Body {
        let below = match self.shape {
            HeatMapShape::Full => 0.0,
            HeatMapShape::LowerTriangle => self.column_room + GAP,
        };
        Body {
            width: (self.right() + MARGIN).max(self.scale.width()),
            height: self.y(self.cells.len()) + below + MARGIN,
            shortened: self.shortened.clone(),
        }
    }

    fn x(&self, column: usize) -> f64 {
        self.corner.0 + count(column) * self.cell.0
    }

    fn y(&self, row: usize) -> f64 {
        self.corner.1 + count(row) * self.cell.1
    }

    fn right(&self) -> f64 {
        self.x(self.columns.len())
    }

    fn draw(&self, canvas: &Canvas<'_>) -> Drawn {
        self.scale.draw(canvas)?;
        for row in 0..self.cells.len() {
            self.draw_row(canvas, row)?;
        }
        self.draw_lines(canvas)?;
        self.draw_values(canvas)?;
        self.draw_row_labels(canvas)?;
        self.draw_column_labels(canvas)
    }

    /// The colour of a cell, none if it is not part of the map.
    fn paint(&self, cell: Cell) -> Option<RGBColor> {
        match cell {
            Cell::Outside => None,
            Cell::Missing => Some(self.missing),
            Cell::Value(value) => Some(self.scale.colour(value)),
        }
    }

    /// Fills the cells of a row, neighbours of one colour at once.
    fn draw_row(&self, canvas: &Canvas<'_>, row: usize) -> Drawn {
        let paints: Vec<_> = self.cells[row].iter().map(|&c| self.paint(c)).collect();
        let (top, bottom) = (self.y(row), self.y(row + 1));
        let mut first = 0;
        for run in paints.chunk_by(PartialEq::eq) {
            let next = first + run.len();
            if let Some(colour) = run[0].filter(|&colour| colour != PAPER) {
                canvas.block((self.x(first), top), (self.x(next), bottom), colour)?;
            }
            first = next;
        }
        let crossed = self.is_lined();
        for (column, _) in self.cells[row]
            .iter()
            .enumerate()
            .filter(|&(_, &cell)| crossed && cell == Cell::Missing)
        {
            let (left, right) = (self.x(column), self.x(column + 1));
            canvas.line((left, bottom), (right, top), HATCH)?;
        }
        Ok(())
    }

    fn is_lined(&self) -> bool {
        self.cell.0.min(self.cell.1) >= LINED
    }

    /// Draws the lines between cells, or only the edge if cells are small.
    fn draw_lines(&self, canvas: &Canvas<'_>) -> Drawn {
        let (rows, columns) = (self.cells.len(), self.columns.len());
        let drawn = |line: usize, last: usize| self.is_lined() || line == 0 || line == last;
        let colour = if self.is_lined() { GRID } else { AXIS };
        for line in (0..=rows).filter(|&line| drawn(line, rows)) {
            let reach = match self.shape {
                HeatMapShape::Full => columns,
                HeatMapShape::LowerTriangle => columns.min(line + 1),
            };
            let y = self.y(line);
            canvas.line((self.x(0), y), (self.x(reach), y), colour)?;
        }
        for line in (0..=columns).filter(|&line| drawn(line, columns)) {
            let start = match self.shape {
                HeatMapShape::Full => 0,
                HeatMapShape::LowerTriangle => rows.min(line.saturating_sub(1)),
            };
            let x = self.x(line);
            canvas.line((x, self.y(start)), (x, self.y(rows)), colour)?;
        }
        Ok(())
    }

    fn draw_values(&self, canvas: &Canvas<'_>) -> Drawn {
        let Some(decimals) = self.decimals else {
            return Ok(());
        };
        for (row, cells) in self.cells.iter().enumerate() {
            for (column, &cell) in cells.iter().enumerate() {
                if let Cell::Value(value) = cell {
                    let paper = self.scale.colour(value);
                    let ink = if paper == PAPER { MUTED } else { ink_on(paper) };
                    let text = fixed(value, decimals);
                    let words = Words::new(&text, self.middle(row, column));
                    canvas.words(&words.size(CELL_TEXT).ink(ink).align(Align::Middle))?;
                }
            }
        }
        Ok(())
    }

    fn middle(&self, row: usize, column: usize) -> Point {
        (
            self.x(column) + self.cell.0 / 2.0,
            self.y(row) + self.cell.1 / 2.0,
        )
    }

    fn draw_row_labels(&self, canvas: &Canvas<'_>) -> Drawn {
        let step = every(self.cell.1, LINE);
        for (row, label) in self.rows.shown.iter().enumerate().step_by(step) {
            let place = (self.corner.0 - GAP, self.middle(row, 0).1);
            canvas.words(&Words::new(label, place).align(Align::End))?;
        }
        Ok(())
    }

    fn draw_column_labels(&self, canvas: &Canvas<'_>) -> Drawn {
        let step = every(self.cell.0, LINE);
        for (column, label) in self.columns.iter().enumerate().step_by(step) {
            let top = match self.shape {
                HeatMapShape::Full => self.corner.1 - GAP / 2.0 - label.height(),
                HeatMapShape::LowerTriangle => self.y(self.cells.len()) + GAP,
            };
            label.draw(canvas, self.middle(0, column).0, top)?;
        }
        Ok(())
    }
}

/// The width and height of a cell: enough for its value, less if many cells
/// share the page. A full map keeps every row high enough for its label.
fn cell_size(chart: &HeatMap, text_room: f64) -> Point {
    let fit = |wanted: f64, things: usize, least: f64| {
        let share = SHARED / count(things).max(1.0);
        wanted.min(share).max(least).floor()
    };
    let least_height = match chart.shape {
        HeatMapShape::Full => LINE,
        HeatMapShape::LowerTriangle => SMALLEST,
    };
    let wanted = USUAL.max(text_room + GAP);
    let width = fit(wanted, chart.columns.len(), SMALLEST);
    (width, fit(USUAL, chart.rows.len(), least_height))
}
