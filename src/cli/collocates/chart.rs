//! Owns the chart of collocates: one bar each, in the order of the listing.

use tifa::pipeline::Collocates;
use tifa::report::charts::{Bar, BarChart, Caption};
use tifa::tables::{CollocateOrder, CollocateRow};

use super::super::entries::Chosen;
use super::CollocatesArgs;
use super::args::Sort;

/// More bars than this are no picture.
const BARS: usize = 50;

pub(super) fn svg(
    args: &CollocatesArgs,
    chosen: &Chosen,
    found: &Collocates,
    rows: &[CollocateRow],
) -> tifa::Result<String> {
    let rows = &rows[..rows.len().min(BARS)];
    let value = |row: &CollocateRow| row.value(args.sort.of_library()).unwrap_or(f64::NAN);
    let chart = BarChart {
        caption: caption(args, chosen, found, rows),
        value_axis: args.sort.title().to_owned(),
        bars: rows
            .iter()
            .map(|row| Bar {
                label: label(row),
                value: value(row),
            })
            .collect(),
    };
    chart.to_svg()
}

/// The token; a star where the evidence is too little.
fn label(row: &CollocateRow) -> String {
    let star = match row.evidence().is_empty() {
        true => "",
        false => " *",
    };
    format!("{}{star}", row.collocate.token)
}

fn caption(
    args: &CollocatesArgs,
    chosen: &Chosen,
    found: &Collocates,
    rows: &[CollocateRow],
) -> Caption {
    let is_marked = rows.iter().any(|row| !row.evidence().is_empty());
    let star = match is_marked {
        true => ". *: fewer than 5 occurrences, or all in one document",
        false => "",
    };
    let is_repelled = |row: &CollocateRow| row.value(CollocateOrder::G2) < Some(0.0);
    let below = match args.sort == Sort::G2 && rows.iter().any(is_repelled) {
        true => ". Below 0: less often than expected",
        false => "",
    };
    let phrase = chosen.title();
    let counts = rows
        .iter()
        .map(|row| format!("{}: {}", row.collocate.token, row.collocate.count));
    Caption {
        title: format!("“{phrase}”的搭配词 Collocates of {phrase}"),
        subtitle: format!(
            "Within {} tokens of {} hits in {} documents, by {}{star}{below}",
            args.window,
            found.hits,
            found.documents_with_hits,
            args.sort.title(),
        ),
        description: format!(
            "Occurrences in windows, in the order of the bars: {}.",
            counts.collect::<Vec<_>>().join(", ")
        ),
    }
}
