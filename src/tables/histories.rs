//! Owns what becomes of each phrase from year to year: the years of the corpus with documents, and
//! the trend over them.

use super::evidence::FEWEST_YEARS;
use super::phrases::TEN_THOUSAND;
use crate::count::{Group, Groups};
use crate::lexicon::{Lexicon, PhraseId};
use crate::stats::{
    ChangePoint, Correction, MannKendall, TheilSen, adjusted, change_point, dormancy, half_life,
    mann_kendall, rate, theil_sen,
};

/// A phrase in a year of the corpus that has documents.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct PhraseYear {
    pub(super) year: i32,
    /// Its hits.
    pub(super) hits: u64,
    /// Documents with a hit.
    pub(super) with: u64,
    /// All documents.
    pub(super) documents: u64,
    /// Their Han characters.
    pub(super) chars: u64,
}

/// Sums over some years.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) hits: u64,
    pub(super) with: u64,
    pub(super) documents: u64,
    chars: u64,
}

impl Span {
    pub(super) fn of(years: &[PhraseYear]) -> Self {
        years.iter().fold(Self::default(), |sum, year| Self {
            hits: sum.hits + year.hits,
            with: sum.with + year.with,
            documents: sum.documents + year.documents,
            chars: sum.chars + year.chars,
        })
    }

    /// Hits per 10,000 characters.
    pub(super) fn rate(&self) -> Option<f64> {
        rate(self.hits, self.chars, TEN_THOUSAND)
    }
}

/// What follows from the yearly rates of a phrase, where there are enough years.
#[derive(Debug, Clone, Copy)]
pub(super) struct Trend {
    /// Years with a rate.
    pub(super) years: usize,
    pub(super) test: Option<MannKendall>,
    pub(super) line: Option<TheilSen>,
    /// The first year of the later part, and the division.
    pub(super) change: Option<(i32, ChangePoint)>,
}

/// A phrase through the years.
#[derive(Debug, Clone)]
pub(super) struct History {
    pub(super) phrase: PhraseId,
    /// All years of the corpus that have documents; none where no dated document has the phrase.
    pub(super) years: Vec<PhraseYear>,
    /// How many years of the corpus have documents.
    pub(super) corpus_years: usize,
    /// `None` where they are too few, or no dated document has the phrase.
    pub(super) trend: Option<Trend>,
    /// p of the trend, corrected for all phrases of the lexicon.
    pub(super) p_adjusted: Option<f64>,
}

/// The histories of all phrases, in the lexicon's order.
pub(super) fn histories(lexicon: &Lexicon, by_year: &Groups) -> Vec<History> {
    let phrases = (0..).map(PhraseId).take(lexicon.entries().len());
    histories_of(phrases, by_year)
}

/// The histories of `phrases`, whose number p values are corrected for.
pub(super) fn histories_of(
    phrases: impl Iterator<Item = PhraseId>,
    by_year: &Groups,
) -> Vec<History> {
    let years: Vec<(i32, &Group)> = by_year
        .iter()
        .filter_map(|(year, group)| Some((year.parse().ok()?, group)))
        .collect();
    let mut histories: Vec<History> = phrases.map(|id| History::new(id, &years)).collect();
    let p: Vec<Option<f64>> = histories
        .iter()
        .map(|history| Some(history.trend?.test?.p()))
        .collect();
    let corrected = adjusted(&p, p.len(), Correction::BenjaminiHochberg);
    for (history, p) in histories.iter_mut().zip(corrected) {
        history.p_adjusted = p;
    }
    histories
}

impl History {
    fn new(phrase: PhraseId, corpus: &[(i32, &Group)]) -> Self {
        let cell = |&(year, group): &(i32, &Group)| {
            let found = group.phrases.get(&phrase).copied().unwrap_or_default();
            PhraseYear {
                year,
                hits: found.count.count(),
                with: found.documents,
                documents: group.documents,
                chars: group.chars,
            }
        };
        let mut years: Vec<PhraseYear> = corpus.iter().map(cell).collect();
        if years.iter().all(|year| year.hits == 0) {
            years.clear();
        }
        let mut history = Self {
            phrase,
            years,
            corpus_years: corpus.len(),
            trend: None,
            p_adjusted: None,
        };
        history.trend = history.measured();
        history
    }

    /// Place of the first year with a hit.
    pub(super) fn first(&self) -> Option<usize> {
        self.years.iter().position(|year| year.hits > 0)
    }

    /// Place of the last year with a hit.
    pub(super) fn last(&self) -> Option<usize> {
        self.years.iter().rposition(|year| year.hits > 0)
    }

    /// Year of the highest rate; the earliest of equals.
    pub(super) fn peak(&self) -> Option<i32> {
        let rate = |year: &PhraseYear| Span::of(&[*year]).rate().unwrap_or(0.0);
        let found = self.years.iter().filter(|year| year.hits > 0);
        let highest = found.rev().max_by(|a, b| rate(a).total_cmp(&rate(b)));
        highest.map(|year| year.year)
    }

    /// Years and rates; a year without characters has none.
    pub(super) fn rates(&self) -> Vec<(i32, f64)> {
        let point = |year: &PhraseYear| Some((year.year, Span::of(&[*year]).rate()?));
        self.years.iter().filter_map(point).collect()
    }

    /// Years from the peak until the rate is at most half of it for good.
    pub(super) fn half_life(&self) -> Option<i32> {
        self.trend.and_then(|_| half_life(&self.rates()))
    }

    /// Last year before the longest silence, and the first after it.
    pub(super) fn dormancy(&self) -> Option<(i32, i32)> {
        self.trend.and_then(|_| dormancy(&self.rates()))
    }

    fn measured(&self) -> Option<Trend> {
        if self.corpus_years < FEWEST_YEARS || self.years.is_empty() {
            return None;
        }
        let points = self.rates();
        let values: Vec<f64> = points.iter().map(|point| point.1).collect();
        Some(Trend {
            years: points.len(),
            test: mann_kendall(&points),
            line: theil_sen(&points),
            change: change_point(&values)
                .and_then(|change| Some((points.get(change.index)?.0, change))),
        })
    }
}
