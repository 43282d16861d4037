//! Owns how evenly phrases are spread over the documents, weighed by their Han characters.

use polars::prelude::Column;

use super::Source;
use super::frame::measures;
use super::schema::column;
use crate::stats::{Parts, Spread};

/// The columns, in order.
pub(super) const COLUMNS: [&str; 4] = [
    column::DISPERSION_DP,
    column::DISPERSION_DP_NORM,
    column::DISPERSION_JUILLAND_D,
    column::DISPERSION_ROSENGREN_S,
];

/// The columns of the first so many phrases of the lexicon. Parts are the documents with text.
pub(super) fn columns(source: Source<'_>, phrases: usize) -> Vec<Column> {
    let counts = &source.run.counts;
    let corpus = Parts {
        count: counts.whole.documents_with_text,
        size: counts.whole.chars,
        smallest: counts.whole.shortest_text.unwrap_or(0),
    };
    let mut parts: Vec<Vec<(u64, u64)>> = vec![Vec::new(); phrases];
    for part in counts.parts.iter().filter(|part| part.count > 0) {
        parts[part.phrase.index()].push((part.count, part.chars));
    }
    let of = |measure: fn(&Spread<'_>) -> Option<f64>| {
        let spreads = parts.iter().map(|with_hits| Spread { corpus, with_hits });
        spreads.map(|spread| measure(&spread)).collect()
    };
    let values = [
        of(|spread| spread.dp()),
        of(|spread| spread.dp_norm()),
        of(|spread| spread.juilland_d()),
        of(|spread| spread.rosengren_s()),
    ];
    let named = COLUMNS.into_iter().zip(values);
    named.map(|(name, values)| measures(name, values)).collect()
}
