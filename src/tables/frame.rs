//! Owns small pieces of work with frames that every table needs.

use polars::prelude::{
    Column, DataFrame, Expr, IntoLazy, LazyFrame, NamedFrom, PolarsResult, Series,
    SortMultipleOptions, col,
};

/// A column of whole numbers.
pub(super) fn whole(name: &str, values: Vec<u64>) -> Column {
    Series::new(name.into(), values).into()
}

/// A column of whole numbers that may be undefined.
pub(super) fn optional_whole(name: &str, values: Vec<Option<u64>>) -> Column {
    Series::new(name.into(), values).into()
}

/// A column of years and other small numbers that may be unknown.
pub(super) fn years(name: &str, values: Vec<Option<i32>>) -> Column {
    Series::new(name.into(), values).into()
}

/// A column of measures that may be undefined.
pub(super) fn measures(name: &str, values: Vec<Option<f64>>) -> Column {
    Series::new(name.into(), values).into()
}

/// A column of text.
pub(super) fn texts<S: AsRef<str>>(name: &str, values: impl IntoIterator<Item = S>) -> Column {
    let values: Vec<S> = values.into_iter().collect();
    let values: Vec<&str> = values.iter().map(AsRef::as_ref).collect();
    Series::new(name.into(), values).into()
}

/// A column of text that may be missing.
pub(super) fn optional_texts(name: &str, values: Vec<Option<String>>) -> Column {
    Series::new(name.into(), values).into()
}

/// A frame of columns of equal length.
pub(super) fn frame(columns: Vec<Column>) -> PolarsResult<DataFrame> {
    let height = columns.first().map_or(0, Column::len);
    DataFrame::new(height, columns)
}

/// Adds a measure of two whole-number columns.
pub(super) fn with_measure(
    frame: &mut DataFrame,
    name: &str,
    [a, b]: [&str; 2],
    measure: impl Fn(u64, u64) -> Option<f64>,
) -> PolarsResult<()> {
    let values = pairs(frame, a, b)?
        .into_iter()
        .map(|(a, b)| measure(a, b))
        .collect();
    frame.with_column(measures(name, values))?;
    Ok(())
}

/// Adds both bounds of an interval over two whole-number columns.
pub(super) fn with_interval(
    frame: &mut DataFrame,
    [low, high]: [&str; 2],
    [a, b]: [&str; 2],
    mut interval: impl FnMut(u64, u64) -> Option<(f64, f64)>,
) -> PolarsResult<()> {
    let bounds: Vec<Option<(f64, f64)>> = pairs(frame, a, b)?
        .into_iter()
        .map(|(a, b)| interval(a, b))
        .collect();
    frame.with_column(measures(
        low,
        bounds
            .iter()
            .map(|bound| bound.map(|(low, _)| low))
            .collect(),
    ))?;
    frame.with_column(measures(
        high,
        bounds
            .iter()
            .map(|bound| bound.map(|(_, high)| high))
            .collect(),
    ))?;
    Ok(())
}

fn pairs(frame: &DataFrame, a: &str, b: &str) -> PolarsResult<Vec<(u64, u64)>> {
    let (a, b) = (frame.column(a)?.u64()?, frame.column(b)?.u64()?);
    Ok(a.iter()
        .zip(b.iter())
        .map(|(a, b)| (a.unwrap_or(0), b.unwrap_or(0)))
        .collect())
}

/// Sorts by several columns, ascending or descending, with nulls first.
pub(super) fn sorted(frame: LazyFrame, by: &[(&str, Direction)]) -> LazyFrame {
    let columns: Vec<Expr> = by.iter().map(|(name, _)| col(*name)).collect();
    let descending = by
        .iter()
        .map(|&(_, direction)| direction == Direction::Descending)
        .collect();
    let options = SortMultipleOptions {
        descending,
        maintain_order: true,
        ..SortMultipleOptions::default()
    };
    frame.sort_by_exprs(columns, options)
}

/// A sorting direction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Direction {
    /// Smallest first.
    Ascending,
    /// Largest first.
    Descending,
}

/// The named columns, in that order.
pub(super) fn select(frame: DataFrame, names: &[&str]) -> PolarsResult<DataFrame> {
    let columns: Vec<Expr> = names.iter().map(|name| col(*name)).collect();
    frame.lazy().select(columns).collect()
}
