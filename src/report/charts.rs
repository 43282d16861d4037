//! Owns the charts of a report.
//!
//! Takes plain labels and numbers. Gives SVG text that can be opened alone or
//! set into a page; no file is read or written here, and no number is
//! computed that a table does not already hold. Text stays text, the same
//! chart is always the same bytes, and nothing given to it can make a chart
//! ill-formed: controls are removed from labels, values that are not finite
//! count as missing, and a chart without any value says "no data".
//!
//! ```
//! # use tifa::report::charts::{Bar, BarChart, Caption};
//! let chart = BarChart {
//!     caption: Caption {
//!         title: "口号次数".to_owned(),
//!         subtitle: "1978—2024".to_owned(),
//!         description: "改革开放 12 次，实事求是 7 次。".to_owned(),
//!     },
//!     value_axis: "次".to_owned(),
//!     bars: vec![Bar { label: "改革开放".to_owned(), value: 12.0 }],
//! };
//! assert!(chart.to_svg()?.contains("改革开放"));
//! # Ok::<(), tifa::error::Error>(())
//! ```

mod axis;
mod bars;
mod canvas;
mod dendrogram;
mod grouped;
mod heatmap;
mod heatscale;
mod lines;
mod markup;
mod mirror;
mod number;
mod order;
mod plot;
mod stacked;
mod style;
#[cfg(test)]
mod tests;
mod text;
mod vertical;

use crate::error::Result;

/// What is written above a chart and told to readers who cannot see it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Caption {
    /// The title, drawn above the chart and given as its accessible name.
    pub title: String,
    /// A line in smaller letters under the title; may be empty.
    pub subtitle: String,
    /// What the chart shows, in words, for its accessible description.
    pub description: String,
}

/// One bar of a [`BarChart`].
#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    /// The label before the bar.
    pub label: String,
    /// The length of the bar; below zero it grows to the left.
    pub value: f64,
}

/// Horizontal bars in the given order, each with its value at its end.
#[derive(Clone, Debug, PartialEq)]
pub struct BarChart {
    /// The words around the chart.
    pub caption: Caption,
    /// What the values are.
    pub value_axis: String,
    /// The bars from the top.
    pub bars: Vec<Bar>,
}

impl BarChart {
    /// Draws the chart as SVG.
    ///
    /// # Errors
    ///
    /// [`Error::Chart`](crate::error::Error::Chart) if the drawing library
    /// refuses a shape.
    pub fn to_svg(&self) -> Result<String> {
        bars::draw(self)
    }
}

/// The bars of one label of a [`GroupedBarChart`].
#[derive(Clone, Debug, PartialEq)]
pub struct BarGroup {
    /// The label before the bars.
    pub label: String,
    /// The length of the bar of every series; none where there is no bar. A negative one has no
    /// length.
    pub values: Vec<Option<f64>>,
}

/// Horizontal bars in groups, one per series, each with its value at its end.
#[derive(Clone, Debug, PartialEq)]
pub struct GroupedBarChart {
    /// The words around the chart.
    pub caption: Caption,
    /// What the values are.
    pub value_axis: String,
    /// The names of the series, for the legend.
    pub series: Vec<String>,
    /// The groups from the top.
    pub groups: Vec<BarGroup>,
}

impl GroupedBarChart {
    /// Draws the chart as SVG.
    ///
    /// # Errors
    ///
    /// [`Error::Chart`](crate::error::Error::Chart) if the drawing library
    /// refuses a shape.
    pub fn to_svg(&self) -> Result<String> {
        grouped::draw(self)
    }
}

/// One value per year of a chart.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Series {
    /// The name of the series.
    pub label: String,
    /// The values, one for each year of the chart; none where nothing is
    /// known, which is not zero.
    pub values: Vec<Option<f64>>,
    /// The lower and the upper bound of each value, drawn behind the lines of a
    /// [`LineChart`]; empty for none.
    pub band: Vec<Option<(f64, f64)>>,
}

/// One line per series over the years, named beside its end.
#[derive(Clone, Debug, PartialEq)]
pub struct LineChart {
    /// The words around the chart.
    pub caption: Caption,
    /// What the values are.
    pub value_axis: String,
    /// The years without a gap, from the first.
    pub years: Vec<i32>,
    /// The lines; a missing value breaks a line, a value between two missing
    /// ones is a dot.
    pub series: Vec<Series>,
}

impl LineChart {
    /// Draws the chart as SVG.
    ///
    /// # Errors
    ///
    /// [`Error::Chart`](crate::error::Error::Chart) if the drawing library
    /// refuses a shape.
    pub fn to_svg(&self) -> Result<String> {
        lines::draw(self)
    }
}

/// One column per year, one part of it per series.
#[derive(Clone, Debug, PartialEq)]
pub struct StackedChart {
    /// The words around the chart.
    pub caption: Caption,
    /// What the values are.
    pub value_axis: String,
    /// The years without a gap, from the first.
    pub years: Vec<i32>,
    /// The parts from the foot of a column; a year in which all are missing is
    /// marked as one without data. A negative part has no height.
    pub series: Vec<Series>,
}

impl StackedChart {
    /// Draws the chart as SVG.
    ///
    /// # Errors
    ///
    /// [`Error::Chart`](crate::error::Error::Chart) if the drawing library
    /// refuses a shape.
    pub fn to_svg(&self) -> Result<String> {
        stacked::draw(self)
    }
}

/// Which cells of a [`HeatMap`] are drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum HeatMapShape {
    /// All.
    #[default]
    Full,
    /// Those on and below the diagonal, for a symmetric table.
    LowerTriangle,
}

/// A table of values shown as colours.
#[derive(Clone, Debug, PartialEq)]
pub struct HeatMap {
    /// The words around the chart.
    pub caption: Caption,
    /// What the values are.
    pub value_axis: String,
    /// The names of the rows from the top.
    pub rows: Vec<String>,
    /// The names of the columns from the left.
    pub columns: Vec<String>,
    /// The values, one list for each row; none where nothing is known, which
    /// is not zero.
    pub cells: Vec<Vec<Option<f64>>>,
    /// The decimals of the values written in cells.
    pub decimals: usize,
    /// Which cells are drawn.
    pub shape: HeatMapShape,
}

impl HeatMap {
    /// Draws the chart as SVG.
    ///
    /// # Errors
    ///
    /// [`Error::Chart`](crate::error::Error::Chart) if the drawing library
    /// refuses a shape.
    pub fn to_svg(&self) -> Result<String> {
        heatmap::draw(self)
    }
}

/// One row of a [`MirrorChart`].
#[derive(Clone, Debug, PartialEq)]
pub struct MirrorRow {
    /// The label between the bars.
    pub label: String,
    /// The length of the bar to the left.
    pub left: f64,
    /// The length of the bar to the right.
    pub right: f64,
}

/// Bars of two groups on both sides of their labels, on one scale.
#[derive(Clone, Debug, PartialEq)]
pub struct MirrorChart {
    /// The words around the chart.
    pub caption: Caption,
    /// What the values are.
    pub value_axis: String,
    /// The name of the group on the left.
    pub left: String,
    /// The name of the group on the right.
    pub right: String,
    /// The rows from the top; a negative value has no bar.
    pub rows: Vec<MirrorRow>,
}

impl MirrorChart {
    /// Draws the chart as SVG.
    ///
    /// # Errors
    ///
    /// [`Error::Chart`](crate::error::Error::Chart) if the drawing library
    /// refuses a shape.
    pub fn to_svg(&self) -> Result<String> {
        mirror::draw(self)
    }
}

/// One leaf of a [`Dendrogram`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leaf {
    /// The label beside it.
    pub label: String,
    /// The number of its cluster.
    pub cluster: usize,
}

/// Where two parts of a [`Dendrogram`] are joined. Leaves are numbered from the top, then joints in
/// their order.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Joint {
    /// One part.
    pub a: usize,
    /// The other part.
    pub b: usize,
    /// Their distance.
    pub distance: f64,
}

/// How things are joined to clusters, the nearest first.
#[derive(Clone, Debug, PartialEq)]
pub struct Dendrogram {
    /// The words around the chart.
    pub caption: Caption,
    /// What distances are.
    pub value_axis: String,
    /// The leaves from the top.
    pub leaves: Vec<Leaf>,
    /// How they are joined.
    pub joints: Vec<Joint>,
    /// The names of the clusters by their number.
    pub clusters: Vec<String>,
}

impl Dendrogram {
    /// Draws the chart as SVG.
    ///
    /// # Errors
    ///
    /// [`Error::Chart`](crate::error::Error::Chart) if the drawing library
    /// refuses a shape.
    pub fn to_svg(&self) -> Result<String> {
        dendrogram::draw(self)
    }
}

/// One row of an [`OrderChart`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderRow {
    /// The label on both sides.
    pub label: String,
    /// Its number on the left; rows come in this order.
    pub left: u64,
    /// Its number on the right, which is its order there.
    pub right: u64,
}

/// What two texts have in common, in the order of each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderChart {
    /// The words around the chart.
    pub caption: Caption,
    /// The name of the text on the left.
    pub left: String,
    /// The name of the text on the right.
    pub right: String,
    /// The rows from the top of the left side.
    pub rows: Vec<OrderRow>,
}

impl OrderChart {
    /// Draws the chart as SVG.
    ///
    /// # Errors
    ///
    /// [`Error::Chart`](crate::error::Error::Chart) if the drawing library
    /// refuses a shape.
    pub fn to_svg(&self) -> Result<String> {
        order::draw(self)
    }
}
