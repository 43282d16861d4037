//! Owns what the manifest of a comparison says of how it was made.

use serde::Serialize;

use crate::passages::SharedPassages;
use crate::pipeline::{Grouping, Run, Settings};
use crate::tables::{CompareOptions, KeynessRank, Pairing};

/// How speeches were compared.
#[derive(Debug, Serialize)]
pub(in crate::report) struct ComparisonFacts {
    target: Option<String>,
    reference: Option<String>,
    /// Documents that are in no group, or on neither side.
    documents_in_no_group: u64,
    keyness: &'static str,
    rank: &'static str,
    correction: &'static str,
    features: &'static str,
    clusters: Option<usize>,
    passages: Option<PassageFacts>,
}

/// How shared passages were looked for.
#[derive(Debug, Serialize)]
struct PassageFacts {
    shortest: u32,
    likeness: f64,
    found: usize,
    /// Seeds of more documents than `most_documents`, or very often in one, from which nothing was
    /// searched.
    seeds_left_out: u64,
    most_documents: Option<u32>,
}

impl ComparisonFacts {
    pub(in crate::report) fn new(
        (by, options): (&Grouping, &CompareOptions),
        (run, settings): (&Run, &Settings),
        shared: Option<&SharedPassages>,
    ) -> Self {
        let sides = match by {
            Grouping::Sides(sides) => Some(sides.names()),
            _ => None,
        };
        let side = |number: usize| sides.map(|names| names[number].to_owned());
        let groups = run.counts.groups.first().into_iter().flatten();
        let grouped: u64 = groups.map(|(_, group)| group.documents).sum();
        let passages = settings.passages.as_ref().zip(shared);
        Self {
            target: side(0),
            reference: side(1),
            documents_in_no_group: run.counts.whole.documents - grouped,
            keyness: match options.keyness.pairing {
                Pairing::BySize => "by number of groups",
                Pairing::Pairs => "pairs",
                Pairing::Rest => "rest",
            },
            rank: match options.keyness.rank {
                KeynessRank::Evidence => "g2",
                KeynessRank::Effect => "log_ratio",
            },
            correction: options.keyness.correction.name(),
            features: options.features.name(),
            clusters: options.clusters,
            passages: passages.map(|(options, shared)| PassageFacts {
                shortest: options.shortest,
                likeness: options.likeness,
                found: shared.passages.len(),
                seeds_left_out: shared.seeds_left_out,
                most_documents: shared.most_documents,
            }),
        }
    }

    /// The same in sentences, for the page.
    pub(in crate::report) fn sentences(&self, phrases: usize) -> Vec<String> {
        let mut sentences = vec![format!(
            "Keyness (keyness.csv): G² over the four cells of hits and other characters of both sides; p is corrected by {} for {phrases} phrases of the lexicon, those that do not occur included. Rows with fewer than {} hits, or whose hits are all in one document, are marked and not ranked.",
            self.correction,
            crate::tables::FEWEST_HITS
        )];
        sentences.push(format!(
            "Similarity and clusters (similarity.csv, clusters.csv) are made of {}; clusters by mean distance, 1 − cosine weighted by inverse document frequency.",
            self.features
        ));
        if let Some(passages) = &self.passages {
            sentences.push(format!(
                "Shared passages (passages.csv): {} of at least {} equal characters, punctuation, spaces and masks left aside, between documents of different groups.",
                passages.found, passages.shortest
            ));
            sentences.extend(passages.left_out());
        }
        if self.documents_in_no_group > 0 {
            sentences.push(format!(
                "Documents in no group, or on neither side, which are not compared: {}.",
                self.documents_in_no_group
            ));
        }
        sentences
    }
}

impl PassageFacts {
    /// What no passage was searched from.
    fn left_out(&self) -> Option<String> {
        let many = match self.most_documents {
            Some(most) => format!("in more than {most} documents, or very often in one"),
            None => "very often in one document".to_owned(),
        };
        let seeds = self.seeds_left_out;
        (seeds > 0).then(|| {
            format!("Runs of characters that stand {many}, and were no starting point of passages: {seeds}.")
        })
    }
}
