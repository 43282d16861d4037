//! Owns the dendrogram: how things are joined to clusters, the nearest first.
//!
//! Takes a [`Dendrogram`]. Gives its SVG: one row per leaf, the tree to the left of the labels, the
//! names of the clusters to the right of them.

use super::axis::{Axis, Scale, finite};
use super::canvas::{Align, Body, Canvas, Drawn, Words, render, render_empty};
use super::number::count;
use super::plot::ValuePlot;
use super::style::{AXIS, GAP, LABEL, LineLook, MARGIN, MUTED, SMALL, line_look};
use super::text::{Labels, clean, shorten, wrap};
use super::{Dendrogram, bars};
use crate::error::Result;

/// The width of the tree in pixels.
const TREE: f64 = 360.0;
/// The widest column of labels in pixels.
const LABEL_ROOM: f64 = 380.0;
/// The width of the column of names of clusters in pixels.
const NAME_ROOM: f64 = 300.0;
/// The height of a row in pixels.
const ROW: f64 = 20.0;
/// The height of a line of a name in pixels.
const LINE: f64 = 17.0;

/// Draws a dendrogram.
pub(super) fn draw(chart: &Dendrogram) -> Result<String> {
    if chart.leaves.is_empty() {
        return render_empty(&chart.caption);
    }
    let labels = chart.leaves.iter().map(|leaf| leaf.label.as_str());
    let labels = Labels::fit(labels, LABEL, LABEL_ROOM);
    let distances: Vec<f64> = chart
        .joints
        .iter()
        .filter_map(|joint| finite(joint.distance))
        .collect();
    let axis = Axis::spanning(&distances, 4.0);
    let tree_end = MARGIN + TREE;
    let names = tree_end + 2.0 * GAP + labels.width.ceil() + 3.0 * GAP;
    let bottom = count(chart.leaves.len()) * ROW;
    let body = Body {
        width: names + NAME_ROOM + MARGIN,
        height: bottom + bars::AXIS_ROOM + GAP,
        shortened: labels.shortened.clone(),
    };
    let tree = Tree {
        chart,
        scale: Scale::new(&axis.range, tree_end, MARGIN),
        axis,
        labels,
        names,
        bottom,
    };
    render(&chart.caption, &body, |canvas| tree.draw(canvas))
}

/// Where everything of a dendrogram lies.
struct Tree<'a> {
    chart: &'a Dendrogram,
    axis: Axis,
    scale: Scale,
    labels: Labels,
    names: f64,
    bottom: f64,
}

/// A subtree as it is drawn: where its stem begins, and its cluster if it is within one.
#[derive(Clone, Copy)]
struct Stem {
    x: f64,
    y: f64,
    cluster: Option<usize>,
}

impl Tree<'_> {
    fn draw(&self, canvas: &Canvas<'_>) -> Drawn {
        let plot = ValuePlot {
            axis: &self.axis,
            scale: &self.scale,
            top: 0.0,
            bottom: self.bottom,
        };
        plot.draw_behind(canvas)?;
        self.draw_joints(canvas)?;
        let x = self.scale.at(0.0) + 2.0 * GAP;
        for (row, label) in self.labels.shown.iter().enumerate() {
            let at = (x, row_middle(row));
            canvas.marker((x - GAP, at.1), look(Some(self.chart.leaves[row].cluster)))?;
            canvas.words(&Words::new(label, at))?;
        }
        self.draw_names(canvas)?;
        let middle = (self.scale.at(0.0) + MARGIN) / 2.0;
        let name = shorten(&clean(&self.chart.value_axis), SMALL, TREE);
        let words = Words::new(&name, (middle, self.bottom + 34.0));
        canvas.words(&words.size(SMALL).ink(MUTED).align(Align::Middle))
    }

    fn draw_joints(&self, canvas: &Canvas<'_>) -> Drawn {
        let zero = self.scale.at(0.0);
        let leaves = self.chart.leaves.iter().enumerate();
        let mut stems: Vec<Stem> = leaves
            .map(|(row, leaf)| Stem {
                x: zero,
                y: row_middle(row),
                cluster: Some(leaf.cluster),
            })
            .collect();
        for joint in &self.chart.joints {
            let (Some(&a), Some(&b)) = (stems.get(joint.a), stems.get(joint.b)) else {
                continue;
            };
            let x = self.scale.at(finite(joint.distance).unwrap_or(0.0));
            let cluster = a.cluster.filter(|_| a.cluster == b.cluster);
            let points = [(a.x, a.y), (x, a.y), (x, b.y), (b.x, b.y)];
            canvas.path(&points, look(cluster))?;
            stems.push(Stem {
                x,
                y: f64::midpoint(a.y, b.y),
                cluster,
            });
        }
        Ok(())
    }

    /// The name of every cluster beside its rows, as far as they have room for it.
    fn draw_names(&self, canvas: &Canvas<'_>) -> Drawn {
        for (first, last, cluster) in self.runs() {
            let (top, bottom) = (count(first) * ROW + 3.0, count(last + 1) * ROW - 3.0);
            let x = self.names - 2.0 * GAP;
            canvas.path(&[(x, top), (x, bottom)], look(Some(cluster)))?;
            let Some(name) = self.chart.clusters.get(cluster) else {
                continue;
            };
            let lines = wrap(&clean(name), SMALL, NAME_ROOM, last + 1 - first);
            let middle = f64::midpoint(top, bottom);
            let mut y = middle - (count(lines.len()) - 1.0) / 2.0 * LINE;
            for line in &lines {
                canvas.words(&Words::new(line, (self.names - GAP, y)).size(SMALL))?;
                y += LINE;
            }
        }
        Ok(())
    }

    /// Runs of rows of one cluster: first and last row, and the cluster.
    fn runs(&self) -> Vec<(usize, usize, usize)> {
        let mut runs: Vec<(usize, usize, usize)> = Vec::new();
        for (row, leaf) in self.chart.leaves.iter().enumerate() {
            match runs.last_mut() {
                Some(run) if run.2 == leaf.cluster => run.1 = row,
                _ => runs.push((row, row, leaf.cluster)),
            }
        }
        runs
    }
}

/// The line of a cluster; what joins clusters is grey.
fn look(cluster: Option<usize>) -> LineLook {
    let look = line_look(cluster.unwrap_or(0) % 28);
    let solid = line_look(0).dash;
    match cluster {
        Some(_) => LineLook {
            dash: solid,
            ..look
        },
        None => LineLook {
            colour: AXIS,
            dash: solid,
            ..look
        },
    }
}

/// The height of the middle of a row.
fn row_middle(row: usize) -> f64 {
    (count(row) + 0.5) * ROW
}
