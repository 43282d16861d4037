//! Owns the tables of passages that documents share.

use polars::prelude::{DataFrame, PolarsResult};
use rustc_hash::FxHashMap;

use super::super::csv_bytes::RowWriter;
use super::super::frame::{frame, measures, texts, whole};
use super::super::schema::column as shared;
use super::super::schema::comparison::column;
use super::Reuse;
use crate::passages::{Block, PairShare, PassageKind, PassageNature, SharedPassage};
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

/// Columns of the passages, in order.
const COLUMNS: [&str; 15] = [
    shared::A,
    shared::B,
    column::GROUP_A,
    column::GROUP_B,
    shared::KIND,
    column::NATURE,
    column::MATCHED,
    column::EDITS,
    column::START_A,
    column::END_A,
    column::START_B,
    column::END_B,
    column::TEXT_A,
    column::TEXT_B,
    column::ALIGNMENT,
];

/// `passages`: every passage, prose before slogans, the longest first. There may be millions, so rows
/// are written and never held.
#[derive(Debug)]
pub struct PassageTable<'a> {
    reuse: Reuse<'a>,
    rows: Vec<&'a SharedPassage>,
}

impl<'a> PassageTable<'a> {
    /// The table of what was found.
    #[must_use]
    pub fn new(reuse: Reuse<'a>) -> Self {
        let mut rows: Vec<&SharedPassage> = reuse.shared.passages.iter().collect();
        rows.sort_by_key(|row| {
            let is_slogan = row.nature == PassageNature::Slogan;
            let matched = std::cmp::Reverse(row.matched);
            (is_slogan, matched, row.a, row.b, row.start_a, row.start_b)
        });
        Self { reuse, rows }
    }

    /// Its columns.
    #[must_use]
    pub fn columns() -> Vec<&'static str> {
        COLUMNS.to_vec()
    }

    /// Number of rows.
    #[must_use]
    pub fn height(&self) -> usize {
        self.rows.len()
    }

    /// Appends the rows from `from` on, `most` at most, as CSV.
    pub fn write(&self, from: usize, most: usize, out: &mut Vec<u8>) {
        let mut writer = RowWriter::new(out);
        for row in self.rows.iter().skip(from).take(most) {
            self.write_row(row, &mut writer);
        }
    }

    fn write_row(&self, row: &SharedPassage, out: &mut RowWriter<'_>) {
        let (a, b) = (&self.reuse.texts[row.a], &self.reuse.texts[row.b]);
        out.cell(&a.id);
        out.cell(&b.id);
        out.cell(a.group.as_deref().unwrap_or_default());
        out.cell(b.group.as_deref().unwrap_or_default());
        out.cell(row.kind.name());
        out.cell(row.nature.name());
        let places = [row.start_a, row.end_a, row.start_b, row.end_b];
        for number in [row.matched, row.edits].into_iter().chain(places) {
            out.number(u64::from(number));
        }
        out.cell(&one_line(a.words(row.start_a, row.end_a)));
        out.cell(&one_line(b.words(row.start_b, row.end_b)));
        out.cell(&alignment(row));
        out.end();
    }

    /// The first `most` rows for a reader: both documents, nature, equal and other characters, and
    /// both texts.
    #[must_use]
    pub fn shown(&self, most: usize) -> (Vec<&'static str>, Vec<Vec<String>>) {
        let columns = vec![
            shared::A,
            shared::B,
            column::NATURE,
            column::MATCHED,
            column::EDITS,
            column::TEXT_A,
            column::TEXT_B,
        ];
        let cells = |row: &&SharedPassage| {
            let (a, b) = (&self.reuse.texts[row.a], &self.reuse.texts[row.b]);
            vec![
                a.id.clone(),
                b.id.clone(),
                row.nature.name().to_owned(),
                row.matched.to_string(),
                row.edits.to_string(),
                one_line(a.words(row.start_a, row.end_a)).into_owned(),
                one_line(b.words(row.start_b, row.end_b)).into_owned(),
            ]
        };
        (columns, self.rows.iter().take(most).map(cells).collect())
    }
}

/// What of the two texts is equal, `12-20=31-39` joined by `|`; empty where all of it is.
fn alignment(row: &SharedPassage) -> String {
    if row.kind == PassageKind::Verbatim {
        return String::new();
    }
    let block = |block: &Block| {
        format!(
            "{}-{}={}-{}",
            block.start_a, block.end_a, block.start_b, block.end_b
        )
    };
    let blocks: Vec<String> = row.blocks.iter().map(block).collect();
    blocks.join("|")
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
