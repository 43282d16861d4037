//! Owns the tables of passages that documents share.

use polars::prelude::{DataFrame, PolarsResult};
use rustc_hash::FxHashMap;

use super::super::frame::{frame, measures, texts, whole};
use super::super::schema::column as shared;
use super::super::schema::comparison::column;
use super::Reuse;
use crate::passages::{PairShare, PassageNature, SharedPassage};
use crate::pipeline::one_line;

/// What passages were found, in short.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PassagesFound {
    /// How many.
    pub all: usize,
    /// Those that are prose.
    pub prose: usize,
    /// The longest one that is prose: both documents, and its equal characters.
    pub longest: Option<(String, String, u32)>,
}

impl PassagesFound {
    pub(super) fn of(reuse: Reuse<'_>) -> Self {
        let passages = reuse.shared.passages.iter();
        let prose = passages.filter(|passage| passage.nature == PassageNature::Prose);
        let id = |document: usize| reuse.texts[document].id.clone();
        let longest = prose.clone().rev().max_by_key(|passage| passage.matched);
        Self {
            all: reuse.shared.passages.len(),
            prose: prose.count(),
            longest: longest.map(|passage| (id(passage.a), id(passage.b), passage.matched)),
        }
    }
}

/// `passages`: every passage, prose before slogans, the longest first.
pub(super) fn table(reuse: Reuse<'_>) -> PolarsResult<DataFrame> {
    let mut rows: Vec<&SharedPassage> = reuse.shared.passages.iter().collect();
    rows.sort_by_key(|row| {
        let is_slogan = row.nature == PassageNature::Slogan;
        let matched = std::cmp::Reverse(row.matched);
        (is_slogan, matched, row.a, row.b, row.start_a, row.start_b)
    });
    let text = |document: usize| &reuse.texts[document];
    let group = |document: usize| text(document).group.as_deref().unwrap_or_default();
    let name =
        |name, of: &dyn Fn(&SharedPassage) -> &str| texts(name, rows.iter().map(|row| of(row)));
    let number = |name, of: &dyn Fn(&SharedPassage) -> u32| {
        whole(name, rows.iter().map(|row| u64::from(of(row))).collect())
    };
    frame(vec![
        texts(shared::A, rows.iter().map(|row| text(row.a).id.as_str())),
        texts(shared::B, rows.iter().map(|row| text(row.b).id.as_str())),
        texts(column::GROUP_A, rows.iter().map(|row| group(row.a))),
        texts(column::GROUP_B, rows.iter().map(|row| group(row.b))),
        name(shared::KIND, &|row| row.kind.name()),
        name(column::NATURE, &|row| row.nature.name()),
        number(column::MATCHED, &|row| row.matched),
        number(column::EDITS, &|row| row.edits),
        number(column::START_A, &|row| row.start_a),
        number(column::END_A, &|row| row.end_a),
        number(column::START_B, &|row| row.start_b),
        number(column::END_B, &|row| row.end_b),
        texts(
            column::TEXT_A,
            rows.iter()
                .map(|row| one_line(text(row.a).words(row.start_a, row.end_a))),
        ),
        texts(
            column::TEXT_B,
            rows.iter()
                .map(|row| one_line(text(row.b).words(row.start_b, row.end_b))),
        ),
    ])
}

/// What the prose of a pair comes to.
#[derive(Default, Clone, Copy)]
struct Prose {
    passages: u64,
    chars: u64,
    longest: u64,
}

/// `passage_pairs`: pairs of documents that share a passage, those that share most prose first.
pub(super) fn pairs_table(reuse: Reuse<'_>) -> PolarsResult<DataFrame> {
    let mut prose: FxHashMap<(usize, usize), Prose> = FxHashMap::default();
    for passage in &reuse.shared.passages {
        let own = prose.entry((passage.a, passage.b)).or_default();
        own.longest = own.longest.max(u64::from(passage.matched));
        if passage.nature == PassageNature::Prose {
            own.passages += 1;
            own.chars += u64::from(passage.matched);
        }
    }
    let of_pair = |pair: &PairShare| prose.get(&(pair.a, pair.b)).copied().unwrap_or_default();
    let mut rows: Vec<(&PairShare, Prose)> = reuse
        .shared
        .pairs
        .iter()
        .map(|pair| (pair, of_pair(pair)))
        .collect();
    rows.sort_by_key(|(pair, prose)| (std::cmp::Reverse(prose.chars), pair.a, pair.b));
    let id = |document: usize| reuse.texts[document].id.as_str();
    let number =
        |name, of: &dyn Fn(&(&PairShare, Prose)) -> u64| whole(name, rows.iter().map(of).collect());
    let share = |name, of: &dyn Fn(&PairShare) -> f64| {
        measures(name, rows.iter().map(|(pair, _)| Some(of(pair))).collect())
    };
    frame(vec![
        texts(shared::A, rows.iter().map(|(pair, _)| id(pair.a))),
        texts(shared::B, rows.iter().map(|(pair, _)| id(pair.b))),
        number(column::PASSAGES, &|(pair, _)| u64::from(pair.passages)),
        number(column::PROSE_PASSAGES, &|(_, prose)| prose.passages),
        number(column::PROSE_CHARS, &|(_, prose)| prose.chars),
        number(column::LONGEST, &|(_, prose)| prose.longest),
        share(column::SHARE_A, &PairShare::share_a),
        share(column::SHARE_B, &PairShare::share_b),
    ])
}
