//! Owns timing whole reports: what `tifa report` does, with the time of each of its stages as the
//! report itself tells them.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use tifa::Error;
use tifa::lexicon::Lexicon;
use tifa::pipeline::{Progress, Sample, Settings, StageTime};
use tifa::report::ReportJob;
use tifa::tables::{CsvEncoding, TemperatureScale};

use super::super::progress::Reporter;

/// The name of all of it in tables.
pub(super) const WHOLE: &str = "whole report";

/// Begins the names of a report's stages in tables.
pub(super) const STAGE: &str = "report: ";

/// What comes before the first stage that is told: building the engines.
const START: &str = "starting";

/// Times reports of `sample` in a temporary folder, under each of `settings`, which differ in their
/// threads: one to warm up, then `passes` that count, by turns.
pub(super) fn time_reports(
    sample: &Sample,
    lexicon: &Lexicon,
    settings: &[Settings],
    passes: usize,
    reporter: &Reporter,
) -> tifa::Result<Vec<StageTime>> {
    let folder = tempfile::tempdir().map_err(|source| Error::Scratch {
        path: std::env::temp_dir(),
        source,
    })?;
    let corpus = sample.corpus(folder.path())?;
    let temperature = TemperatureScale::built_in()?;
    let job = |settings: &Settings| ReportJob {
        out: folder.path().join("report"),
        settings: settings.clone(),
        group_by: Vec::new(),
        encoding: CsvEncoding::Utf8,
        temperature: temperature.clone(),
    };
    let mut jobs: Vec<(ReportJob, Passes)> = settings
        .iter()
        .map(|settings| (job(settings), Passes::default()))
        .collect();
    for pass in 0..=passes {
        for (job, times) in &mut jobs {
            let watch = Watch::new(reporter);
            job.run(corpus.clone(), lexicon, &watch)?;
            if pass > 0 {
                times.add(watch.stop());
            }
        }
    }
    let rows = jobs.into_iter();
    Ok(rows
        .flat_map(|(job, times)| times.into_rows(&job.settings))
        .collect())
}

/// Notes when each stage begins.
struct Watch<'r> {
    reporter: &'r Reporter,
    begun: Mutex<Vec<(String, Instant)>>,
}

impl<'r> Watch<'r> {
    fn new(reporter: &'r Reporter) -> Self {
        Self {
            reporter,
            begun: Mutex::new(vec![(START.to_owned(), Instant::now())]),
        }
    }

    /// The time of each stage, in their order, and of all.
    fn stop(self) -> Vec<(String, Duration)> {
        let end = Instant::now();
        let begun = self
            .begun
            .into_inner()
            .unwrap_or_else(PoisonError::into_inner);
        let ends = begun.iter().skip(1).map(|&(_, next)| next).chain([end]);
        let mut times: Vec<(String, Duration)> = begun
            .iter()
            .zip(ends)
            .map(|((name, start), end)| (format!("{STAGE}{name}"), end - *start))
            .collect();
        let whole = times.iter().map(|(_, time)| time).sum();
        times.push((WHOLE.to_owned(), whole));
        times
    }
}

impl Progress for Watch<'_> {
    fn counted(&self, documents: usize, bytes: u64) {
        self.reporter.counted(documents, bytes);
    }

    fn stage(&self, name: &str) {
        let mut begun = self.begun.lock().unwrap_or_else(PoisonError::into_inner);
        begun.push((name.to_owned(), Instant::now()));
        self.reporter.stage(&format!("report, {name}"));
    }

    fn is_stopped(&self) -> bool {
        self.reporter.is_stopped()
    }
}

/// The times of stages, pass by pass, in the order in which they were first told.
#[derive(Default)]
struct Passes {
    stages: Vec<(String, Vec<Duration>)>,
}

impl Passes {
    /// Adds a pass. A stage that is told twice has the time of both.
    fn add(&mut self, times: Vec<(String, Duration)>) {
        let number = self.stages.iter().map(|(_, times)| times.len()).max();
        let number = number.unwrap_or(0);
        for (name, time) in times {
            let position = self.stages.iter().position(|(known, _)| *known == name);
            let position = position.unwrap_or_else(|| {
                self.stages.push((name, Vec::new()));
                self.stages.len() - 1
            });
            let stage = &mut self.stages[position].1;
            stage.resize(number + 1, Duration::ZERO);
            stage[number] += time;
        }
    }

    fn into_rows(self, settings: &Settings) -> Vec<StageTime> {
        let row = |(name, times)| StageTime::new(name, settings.threads, times);
        self.stages.into_iter().map(row).collect()
    }
}
