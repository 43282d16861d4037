//! Owns timing the stages one by one, for `tifa bench`.
//!
//! A stage's input is made while the clock stands, some megabytes at a time, so that its time is its
//! own and memory does not follow the corpus. Stages run the code that a report runs.

mod passes;
mod race;
mod sample;

use std::num::NonZeroUsize;
use std::time::Duration;

use super::{Pipeline, Progress, checkpoint, peak_memory};
use crate::corpus::Document;
use crate::error::Result;

pub use race::{Race, TokenDifference, race_stock};
pub use sample::{Sample, SampleExtent};

/// A stage that is timed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Files to drafts, by the one thread that reads.
    Read,
    /// Drafts to documents: decoding, visible text, zones, title, dates.
    Clean,
    /// Bodies to the match stream.
    Fold,
    /// The match stream to hits.
    Match,
    /// Bodies to tokens.
    Segment,
    /// Bodies to ids of tokens, as n-grams are counted of.
    Number,
    /// Ids of tokens to listed n-grams.
    Ngrams,
}

impl Stage {
    /// All stages, in their order.
    pub const ALL: [Self; 7] = [
        Self::Read,
        Self::Clean,
        Self::Fold,
        Self::Match,
        Self::Segment,
        Self::Number,
        Self::Ngrams,
    ];

    /// The stage's name in tables.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Clean => "decode and clean",
            Self::Fold => "fold",
            Self::Match => "match",
            Self::Segment => "segment",
            Self::Number => "segment and number",
            Self::Ngrams => "count n-grams",
        }
    }
}

/// How long something took, pass by pass.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StageTime {
    /// What was timed.
    pub stage: String,
    /// Threads it had.
    pub threads: NonZeroUsize,
    /// Wall-clock time of every pass, the fastest first; never empty.
    passes: Vec<Duration>,
    /// The most memory that the program had held by then.
    pub peak_memory: Option<u64>,
}

impl StageTime {
    /// The times of `passes`; what is measured now is the peak of memory.
    #[must_use]
    pub fn new(stage: impl Into<String>, threads: NonZeroUsize, mut passes: Vec<Duration>) -> Self {
        passes.sort_unstable();
        Self {
            stage: stage.into(),
            threads,
            passes,
            peak_memory: peak_memory(),
        }
    }

    /// The time of the fastest pass.
    #[must_use]
    pub fn fastest(&self) -> Duration {
        self.passes.first().copied().unwrap_or_default()
    }

    /// The time in the middle, or between the two in the middle.
    #[must_use]
    pub fn median(&self) -> Duration {
        let upper = self.passes.get(self.passes.len() / 2);
        let lower = self.passes.get(self.passes.len().saturating_sub(1) / 2);
        let both = lower.copied().unwrap_or_default() + upper.copied().unwrap_or_default();
        both / 2
    }

    /// The time of the slowest pass.
    #[must_use]
    pub fn slowest(&self) -> Duration {
        self.passes.last().copied().unwrap_or_default()
    }
}

/// `amount` per second of `time`.
#[must_use]
pub fn per_second(amount: u64, time: Duration) -> f64 {
    crate::stats::ratio(amount, 1) / time.as_secs_f64().max(1e-9)
}

/// What timing the stages gave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StageTimes {
    /// A row per stage and pipeline, in the order of the stages.
    pub times: Vec<StageTime>,
    /// Words and numbers in the bodies.
    pub tokens: u64,
}

/// Times reading `sample`: one pass to warm up, then `passes` that count.
///
/// # Errors
///
/// When the run is to stop.
pub fn time_reading(sample: &Sample, passes: usize, progress: &dyn Progress) -> Result<StageTime> {
    progress.stage(Stage::Read.name());
    passes::read(sample);
    let mut times = Vec::new();
    for _ in 0..passes.max(1) {
        checkpoint(progress)?;
        times.push(passes::read(sample));
    }
    Ok(StageTime::new(Stage::Read.name(), NonZeroUsize::MIN, times))
}

/// Times every stage after reading in each of `pipelines`, which differ in their threads: one pass
/// to warm up, then `passes` that count. The pipelines take turns, so that a machine which becomes
/// slower does so for all of them. `documents` are those of `sample`.
///
/// # Errors
///
/// When a scratch file fails or the run is to stop.
pub fn time_stages(
    pipelines: &[Pipeline],
    sample: &Sample,
    documents: &[Document],
    passes: usize,
    progress: &dyn Progress,
) -> Result<StageTimes> {
    let mut found = StageTimes {
        times: Vec::new(),
        tokens: 0,
    };
    for stage in Stage::ALL {
        let is_timed = |pipeline: &&Pipeline| match stage {
            Stage::Read => false,
            Stage::Ngrams => pipeline.settings.ngrams.is_some(),
            _ => true,
        };
        let pipelines: Vec<&Pipeline> = pipelines.iter().filter(is_timed).collect();
        let mut times = vec![Vec::new(); pipelines.len()];
        progress.stage(stage.name());
        for pass in 0..=passes.max(1) {
            for (pipeline, times) in pipelines.iter().zip(&mut times) {
                checkpoint(progress)?;
                let time = pipeline.pass(stage, sample, documents, &mut found.tokens)?;
                if pass > 0 {
                    times.push(time);
                }
            }
        }
        let rows = pipelines.iter().zip(times).map(|(pipeline, times)| {
            StageTime::new(stage.name(), pipeline.settings.threads, times)
        });
        found.times.extend(rows);
    }
    Ok(found)
}

impl Pipeline {
    /// One pass of a stage; numbering tells the number of `tokens`.
    fn pass(
        &self,
        stage: Stage,
        sample: &Sample,
        documents: &[Document],
        tokens: &mut u64,
    ) -> Result<Duration> {
        match stage {
            Stage::Read => Ok(passes::read(sample)),
            Stage::Clean => Ok(self.clean(sample)),
            Stage::Fold => Ok(self.fold(documents)),
            Stage::Match => Ok(self.search(documents)),
            Stage::Segment => Ok(self.segment(documents)),
            Stage::Number => {
                let (elapsed, number) = self.number(documents);
                *tokens = number;
                Ok(elapsed)
            }
            Stage::Ngrams => self.count_ngrams(documents),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn middle(seconds: &[u64]) -> Duration {
        let passes = seconds.iter().map(|&s| Duration::from_secs(s)).collect();
        StageTime::new("fold", NonZeroUsize::MIN, passes).median()
    }

    #[test]
    fn the_median_is_in_the_middle_of_the_passes() {
        assert_eq!(middle(&[7]), Duration::from_secs(7));
        assert_eq!(middle(&[9, 1, 4]), Duration::from_secs(4));
        assert_eq!(middle(&[9, 1, 4, 6]), Duration::from_secs(5));
        assert_eq!(middle(&[]), Duration::ZERO);
    }

    #[test]
    fn rates_are_amounts_by_time() {
        let rate = per_second(50_000_000, Duration::from_millis(500));
        assert!((rate - 1e8).abs() < 1.0);
        assert!(per_second(1, Duration::ZERO).is_finite());
    }
}
