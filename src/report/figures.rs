//! Owns which charts a report has, and what each of them shows.

mod comparison;

use crate::error::Result;
use crate::lexicon::Lexicon;
use crate::pipeline::Run;
use crate::tables::{Matrix, Tables, counts_by_document};

use super::charts::{
    Bar, BarChart, Caption, HeatMap, HeatMapShape, LineChart, Series, StackedChart,
};
pub(super) use comparison::of_comparison;

/// Axis of rates.
const PER_10K: &str = "每万字 per 10,000 characters";
/// Phrases in the bar chart.
const BARS: usize = 30;
/// Phrases in the line chart.
const LINES: usize = 8;
/// Phrases in the heat map.
const HEAT_ROWS: usize = 30;
/// With more documents than this the heat map has years in its columns.
const HEAT_COLUMNS: usize = 120;

/// A chart ready to be written: its file name below `charts/` and its SVG.
pub(super) type Figure = (String, String);

/// The charts of a report.
pub(super) fn of_report(tables: &Tables, run: &Run, lexicon: &Lexicon) -> Result<Vec<Figure>> {
    let top = tables.top_phrases(BARS)?;
    let names: Vec<String> = top.iter().map(|(phrase, _)| phrase.clone()).collect();
    let leading = &names[..names.len().min(LINES)];
    let rows = &names[..names.len().min(HEAT_ROWS)];
    let is_all_kept = run.counted().count() == run.sizes.counted;
    let heat_map = if run.sizes.counted > HEAT_COLUMNS || !is_all_kept {
        by_year_map(tables, rows)?
    } else {
        by_document_map(counts_by_document(run, lexicon, rows))?
    };
    Ok(vec![
        ("top_phrases.svg".to_owned(), top_phrases(top).to_svg()?),
        (
            "phrases_by_year.svg".to_owned(),
            leading_by_year(tables, leading)?.to_svg()?,
        ),
        (
            "categories_by_year.svg".to_owned(),
            categories(tables)?.to_svg()?,
        ),
        heat_map,
    ])
}

fn caption(title: &str, subtitle: &str, data: &str) -> Caption {
    Caption {
        title: title.to_owned(),
        subtitle: subtitle.to_owned(),
        description: format!("{subtitle}. Data: {data}."),
    }
}

fn top_phrases(top: Vec<(String, u64)>) -> BarChart {
    BarChart {
        caption: caption(
            "最常见的提法 Most frequent phrases",
            "Hits in the corpus, nested hits included",
            "phrases.csv, column count",
        ),
        value_axis: "次数 count".to_owned(),
        bars: top
            .into_iter()
            .map(|(label, count)| Bar {
                label,
                value: crate::stats::ratio(count, 1),
            })
            .collect(),
    }
}

fn leading_by_year(tables: &Tables, phrases: &[String]) -> Result<LineChart> {
    let found = tables.rates_by_year(phrases)?;
    Ok(LineChart {
        caption: caption(
            "历年提法 Leading phrases by year",
            "Hits per 10,000 Han characters; a year without documents is a gap",
            "phrase_by_year.csv, column per_10k_chars",
        ),
        value_axis: PER_10K.to_owned(),
        years: found.years,
        series: series_of(found.series),
    })
}

fn categories(tables: &Tables) -> Result<StackedChart> {
    let found = tables.categories_by_year()?;
    Ok(StackedChart {
        caption: caption(
            "历年类别 Categories by year",
            "Hits per 10,000 Han characters, none counted twice within a category",
            "category_by_year.csv, column per_10k_chars",
        ),
        value_axis: PER_10K.to_owned(),
        years: found.years,
        series: series_of(found.series),
    })
}

fn series_of(labelled: Vec<(String, Vec<Option<f64>>)>) -> Vec<Series> {
    labelled
        .into_iter()
        .map(|(label, values)| Series {
            label,
            values,
            band: Vec::new(),
        })
        .collect()
}

fn by_document_map(counts: Matrix) -> Result<Figure> {
    let caption = caption(
        "提法与文献 Phrases by document",
        "Hits of the most frequent phrases in every document",
        "phrase_by_document.csv, column count",
    );
    let map = heat_map(caption, "次数 count", counts, 0, HeatMapShape::Full);
    Ok(("phrases_by_document.svg".to_owned(), map.to_svg()?))
}

/// Too many documents for columns of their own: years instead.
fn by_year_map(tables: &Tables, phrases: &[String]) -> Result<Figure> {
    let found = tables.rates_by_year(phrases)?;
    let matrix = Matrix {
        rows: found
            .series
            .iter()
            .map(|(label, _)| label.clone())
            .collect(),
        columns: found.years.iter().map(ToString::to_string).collect(),
        cells: found.series.into_iter().map(|(_, values)| values).collect(),
    };
    let caption = caption(
        "提法与年份 Phrases by year",
        "Hits per 10,000 Han characters; there are too many documents for columns of their own",
        "phrase_by_year.csv, column per_10k_chars",
    );
    let map = heat_map(caption, PER_10K, matrix, 1, HeatMapShape::Full);
    Ok(("phrases_by_year_map.svg".to_owned(), map.to_svg()?))
}

fn heat_map(
    caption: Caption,
    value_axis: &str,
    matrix: Matrix,
    decimals: usize,
    shape: HeatMapShape,
) -> HeatMap {
    let Matrix {
        rows,
        columns,
        cells,
    } = matrix;
    HeatMap {
        caption,
        value_axis: value_axis.to_owned(),
        rows,
        columns,
        cells,
        decimals,
        shape,
    }
}
