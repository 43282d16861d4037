//! Owns what years say of a few phrases: their counts and rates year by year, and the course that
//! these take.

use super::evidence::marks;
use super::histories::{History, histories_of};
use super::phrases::TEN_THOUSAND;
use crate::count::{Group, GroupedCount, Groups};
use crate::lexicon::PhraseId;
use crate::stats::{self, Correction, Interval};

/// A few phrases by year. Documents without a year are not in it, nor are years without documents.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Trend {
    /// The years with documents, ascending.
    pub years: Vec<YearSize>,
    /// The phrases, in the order asked for.
    pub phrases: Vec<PhraseTrend>,
}

/// What a phrase's counts of a year are measured by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct YearSize {
    /// The year.
    pub year: i32,
    /// Its documents.
    pub documents: u64,
    /// Han characters of their bodies.
    pub chars: u64,
}

/// One phrase over the years.
#[derive(Debug, Clone, PartialEq)]
pub struct PhraseTrend {
    /// The phrase.
    pub phrase: PhraseId,
    /// One for each of [`Trend::years`].
    pub years: Vec<PhraseYear>,
    /// Counted hits in all years.
    pub count: u64,
    /// Documents of all years with a hit.
    pub doc_freq: u64,
    /// The first year with a hit.
    pub first_year: Option<i32>,
    /// The last year with a hit.
    pub last_year: Option<i32>,
    /// The year of the highest rate, the earliest of equals.
    pub peak_year: Option<i32>,
    /// Why there is too little to tell its course: `few_hits`, `few_documents`, `few_years`.
    pub evidence: Vec<&'static str>,
    /// Its course; nothing is known of it where the evidence is too little.
    pub course: Course,
}

/// A phrase in a year.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PhraseYear {
    /// Counted hits.
    pub count: u64,
    /// Documents with a hit.
    pub doc_freq: u64,
    /// Hits per 10,000 Han characters; `None` in a year without any.
    pub rate: Option<f64>,
    /// Garwood interval of the rate, 95 %.
    pub rate_interval: Option<Interval>,
    /// Share of the documents with a hit.
    pub doc_share: Option<f64>,
    /// Wilson interval of the share, 95 %.
    pub share_interval: Option<Interval>,
}

/// The course of a phrase's rates, as in `phrases.csv`; years without Han characters are no part
/// of it.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Course {
    /// Years that it rests on.
    pub years: Option<usize>,
    /// Kendall's tau-b of rates and years.
    pub tau: Option<f64>,
    /// p of Mann and Kendall's test for a trend.
    pub p: Option<f64>,
    /// The same, adjusted for the number of phrases asked for (Benjamini and Hochberg).
    pub p_adjusted: Option<f64>,
    /// Theil and Sen's slope: change of the rate per year.
    pub slope: Option<f64>,
    /// Its interval, 95 %.
    pub slope_interval: Option<Interval>,
    /// The first year of the later part, where the years are best cut in two.
    pub change_year: Option<i32>,
    /// Share of the squared deviation that the cut explains.
    pub change_explained: Option<f64>,
    /// p of Pettitt's test for some change.
    pub change_p: Option<f64>,
    /// Years from the peak to the first year from which on all rates are at most half of it.
    pub half_life: Option<i32>,
    /// The longest silence: the last year with a hit before it and the first after it.
    pub dormancy: Option<(i32, i32)>,
}

impl Trend {
    /// The trend of `phrases` in the groups of a run counted by [year](crate::pipeline::Grouping).
    /// Its counts and rates are those of `phrase_by_year.csv`.
    #[must_use]
    pub fn new(by_year: &Groups, phrases: &[PhraseId]) -> Self {
        let groups: Vec<(i32, &Group)> = by_year
            .iter()
            .filter_map(|(year, group)| Some((year.parse().ok()?, group)))
            .collect();
        let size = |&(year, group): &(i32, &Group)| YearSize {
            year,
            documents: group.documents,
            chars: group.chars,
        };
        let years: Vec<YearSize> = groups.iter().map(size).collect();
        let histories = histories_of(phrases.iter().copied(), by_year);
        let trend = |history: &History| {
            let found = groups
                .iter()
                .map(|(_, group)| group.phrases.get(&history.phrase));
            let found = found.map(|found| found.copied().unwrap_or_default());
            let years = found
                .zip(&years)
                .map(|(found, &size)| PhraseYear::new(found, size));
            PhraseTrend::new(history, years.collect())
        };
        let mut phrases: Vec<PhraseTrend> = histories.iter().map(trend).collect();
        adjust(&mut phrases);
        Self { years, phrases }
    }
}

/// Corrects the p values for how many phrases were asked for.
fn adjust(phrases: &mut [PhraseTrend]) {
    let p: Vec<Option<f64>> = phrases.iter().map(|phrase| phrase.course.p).collect();
    let adjusted = stats::adjusted(&p, phrases.len(), Correction::BenjaminiHochberg);
    for (phrase, p) in phrases.iter_mut().zip(adjusted) {
        phrase.course.p_adjusted = p;
    }
}

impl PhraseYear {
    fn new(found: GroupedCount, size: YearSize) -> Self {
        let (count, doc_freq) = (found.count.count(), found.documents);
        Self {
            count,
            doc_freq,
            rate: stats::rate(count, size.chars, TEN_THOUSAND),
            rate_interval: stats::garwood(count, size.chars, TEN_THOUSAND),
            doc_share: stats::rate(doc_freq, size.documents, 1.0),
            share_interval: stats::wilson(doc_freq, size.documents),
        }
    }
}

impl PhraseTrend {
    fn new(history: &History, years: Vec<PhraseYear>) -> Self {
        let count = years.iter().map(|found| found.count).sum();
        let doc_freq = years.iter().map(|found| found.doc_freq).sum();
        let evidence = marks(count, doc_freq, history.corpus_years);
        let year = |place: usize| history.years[place].year;
        Self {
            phrase: history.phrase,
            count,
            doc_freq,
            first_year: history.first().map(year),
            last_year: history.last().map(year),
            peak_year: history.peak(),
            course: match evidence.is_empty() {
                true => Course::of(history),
                false => Course::default(),
            },
            evidence,
            years,
        }
    }
}

impl Course {
    fn of(history: &History) -> Self {
        let Some(trend) = history.trend else {
            return Self::default();
        };
        let change = trend.change;
        Self {
            years: Some(trend.years),
            tau: trend.test.and_then(|test| test.tau_b),
            p: trend.test.map(|test| test.p()),
            p_adjusted: None,
            slope: trend.line.map(|line| line.slope),
            slope_interval: trend.line.map(|line| (line.low, line.high)),
            change_year: change.map(|(year, _)| year),
            change_explained: change.map(|(_, change)| change.explained),
            change_p: change.map(|(_, change)| change.p),
            half_life: history.half_life(),
            dormancy: history.dormancy(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::count::{CorpusCounts, DocumentCounts, MatchKind};
    use crate::matcher::{Hit, Rule};

    fn document(hits: u64, chars: u64) -> DocumentCounts {
        let hit = Hit {
            phrase: PhraseId(0),
            kind: MatchKind::Exact,
            rule: Rule::Conjunction,
            start: 0,
            end: 4,
            byte_start: 0,
            byte_end: 12,
            paragraph: 1,
            inside_of: None,
            inside_category: false,
        };
        let mut counts = DocumentCounts {
            chars,
            ..DocumentCounts::default()
        };
        counts.add_hits(&vec![hit; usize::try_from(hits).unwrap()]);
        counts
    }

    /// A phrase's trend over years from 2001 on: documents with that many hits and characters.
    fn trend(years: &[&[(u64, u64)]]) -> PhraseTrend {
        let mut counts = CorpusCounts::default();
        for (year, documents) in (2001..).zip(years) {
            for &(hits, chars) in *documents {
                counts.add(&document(hits, chars), &[Some(format!("{year}"))]);
            }
        }
        let trend = Trend::new(&counts.groups[0], &[PhraseId(0), PhraseId(7)]);
        assert_eq!(trend.phrases[1].count, 0, "a phrase that does not occur");
        trend.phrases[0].clone()
    }

    #[test]
    fn years_are_added_up_over_documents() {
        let found = trend(&[&[(3, 20_000), (0, 10_000)], &[(0, 5_000)], &[(1, 0)]]);
        let [first, second, third] = found.years[..] else {
            panic!("{found:?}")
        };
        assert_eq!((first.count, first.doc_freq, first.rate), (3, 1, Some(1.0)));
        assert_eq!(first.doc_share, Some(0.5));
        // Garwood of 3 in 3 units, by χ² tables.
        let (low, high) = first.rate_interval.unwrap();
        assert!((low - 0.618_67 / 3.0).abs() < 1e-5 && (high - 8.767_27 / 3.0).abs() < 1e-5);
        assert_eq!((second.count, second.rate), (0, Some(0.0)));
        assert_eq!(
            (third.count, third.rate, third.rate_interval),
            (1, None, None)
        );
        assert_eq!(
            (found.first_year, found.last_year),
            (Some(2001), Some(2003))
        );
        assert_eq!(found.peak_year, Some(2001));
    }

    #[test]
    fn too_little_evidence_is_named_and_has_no_course() {
        let one: &[(u64, u64)] = &[(1, 1000)];
        let none: &[(u64, u64)] = &[(0, 1000)];
        let found = trend(&[one, none, none, none]);
        assert_eq!(found.evidence, ["few_hits", "few_documents", "few_years"]);
        assert_eq!(found.course, Course::default());
        let found = trend(&[&[(5, 1000)], none, none, none, none]);
        assert_eq!(found.evidence, ["few_documents"]);
        // A year without text is no year of the course.
        let found = trend(&[one, one, one, &[(5, 0)], one]);
        assert_eq!((found.course.years, found.years.len()), (Some(4), 5));
        let found = trend(&[one; 5]);
        assert!(found.evidence.is_empty());
        assert_eq!(found.course.slope, Some(0.0));
    }

    #[test]
    fn the_earliest_of_equal_peaks_is_the_peak() {
        let year = |hits| [(hits, 1000)];
        let years = [1, 4, 2, 4, 0].map(year);
        let found = trend(&years.each_ref().map(<[_; 1]>::as_slice));
        assert_eq!(found.peak_year, Some(2002));
        assert_eq!(found.last_year, Some(2004));
        // The last year is at most half of the peak's rate.
        assert_eq!(found.course.half_life, Some(3));
        assert_eq!(found.course.dormancy, None);
    }
}
