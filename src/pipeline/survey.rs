//! Owns the first pass over a corpus: what can only be known from all of it. Documents of a small
//! corpus are kept for the second pass, so that they are read and cleaned once.

use std::sync::atomic::{AtomicBool, Ordering};

use super::parts::{Part, Parts};
use super::{Pipeline, Progress, Settings};
use crate::corpus::{Corpus, Draft, Survey, SurveyBuffers, SurveyPart};
use crate::error::Result;

/// Documents are kept as long as they take no more than this part of the memory of a run.
const SHARE_OF_MEMORY: u64 = 8;

/// Memory of a document beside its text, roughly.
const BESIDE_TEXT: u64 = 1 << 10;

/// A corpus that was surveyed.
#[derive(Debug)]
pub struct Surveyed {
    corpus: Corpus,
    survey: Survey,
    /// Bytes of all texts, roughly.
    bytes: u64,
    /// All that was read, unless it is too much.
    kept: Option<Vec<Part>>,
}

impl Surveyed {
    /// What was learned from the corpus.
    #[must_use]
    pub fn survey(&self) -> &Survey {
        &self.survey
    }

    /// The corpus.
    #[must_use]
    pub fn corpus(&self) -> &Corpus {
        &self.corpus
    }

    /// Bytes of all texts, roughly.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.bytes
    }

    /// The drafts for the second pass, and what was learned in the first one.
    pub(super) fn into_parts(self) -> (Box<dyn Iterator<Item = Part> + Send>, Survey) {
        let parts: Box<dyn Iterator<Item = Part> + Send> = match self.kept {
            Some(kept) => Box::new(kept.into_iter()),
            None => Box::new(Parts::of(self.corpus)),
        };
        (parts, self.survey)
    }
}

/// The documents that are kept.
struct Kept {
    parts: Vec<Part>,
    memory: u64,
    most: u64,
}

impl Kept {
    fn new(settings: &Settings) -> Self {
        Self {
            parts: Vec::new(),
            memory: 0,
            most: settings.memory / SHARE_OF_MEMORY,
        }
    }

    /// Keeps `part`, with so many bytes of text; `false` where it is too much: then nothing is kept.
    fn add(&mut self, part: Part, bytes: u64) -> bool {
        self.memory += bytes + part.drafts.len() as u64 * BESIDE_TEXT;
        self.parts.push(part);
        if self.memory > self.most {
            self.parts = Vec::new();
        }
        self.memory <= self.most
    }
}

/// What one worker learned, and the drafts of which it did.
#[derive(Default)]
struct Learned {
    survey: SurveyPart,
    drafts: Vec<Draft>,
    documents: usize,
    bytes: u64,
}

impl Learned {
    /// Learns from `drafts`; what cannot be read is named when it is counted.
    fn of(drafts: Vec<Draft>, buffers: &mut SurveyBuffers, keeps: bool) -> Self {
        let mut part = Self::default();
        for draft in drafts {
            part.documents += 1;
            part.bytes += draft.size() as u64;
            if !keeps {
                if let Some(document) = draft.for_survey() {
                    part.survey.add(&document, buffers);
                }
                continue;
            }
            let draft = draft.prepare();
            if let Some(document) = draft.prepared() {
                part.survey.add(document, buffers);
            }
            part.drafts.push(draft);
        }
        part
    }
}

impl Pipeline {
    /// Surveys `corpus`: what can only be known from all of it.
    ///
    /// # Errors
    ///
    /// When the run is to stop.
    pub fn survey(&self, corpus: Corpus, progress: &dyn Progress) -> Result<Surveyed> {
        progress.stage("surveying");
        let mut survey = SurveyPart::default();
        let (mut documents, mut bytes) = (0, 0);
        let mut kept = Kept::new(&self.settings);
        let keeps = AtomicBool::new(true);
        self.each_part(
            Parts::of(corpus.clone()),
            progress,
            |buffers, drafts| {
                Learned::of(drafts, &mut buffers.survey, keeps.load(Ordering::Relaxed))
            },
            |learned, met| {
                survey = std::mem::take(&mut survey).merge(learned.survey);
                documents += learned.documents;
                bytes += learned.bytes;
                if keeps.load(Ordering::Relaxed) {
                    let drafts = learned.drafts;
                    keeps.store(
                        kept.add(Part { drafts, met }, learned.bytes),
                        Ordering::Relaxed,
                    );
                }
                progress.counted(documents, bytes);
                Ok(())
            },
        )?;
        let options = corpus.options();
        let lines = survey.take_lines();
        let (repeated, survey) = self.pool.join(
            || lines.into_repeated(),
            || survey.conclude(options.duplicates, options.likeness),
        );
        Ok(Surveyed {
            survey: survey.with_repeated(repeated),
            bytes,
            kept: keeps.into_inner().then_some(kept.parts),
            corpus,
        })
    }
}
