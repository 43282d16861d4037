//! Owns the rows of `hits.csv` and `masks.csv`, the ledgers from which every count can be made
//! again.

use crate::corpus::Document;
use crate::lexicon::Lexicon;
use crate::matcher::{Hit, Mask, MatchKind};
use crate::pipeline::{Found, LedgerPart, LedgerRows, Place};
use crate::tables::RowWriter;

/// Characters of context on either side of a hit.
const CONTEXT: usize = 20;

/// Makes ledger rows.
#[derive(Debug)]
pub(super) struct PhraseLedger {
    names: Vec<String>,
    categories: Vec<String>,
}

impl PhraseLedger {
    pub(super) fn new(lexicon: &Lexicon) -> Self {
        let entries = lexicon.entries();
        Self {
            names: entries.iter().map(|entry| entry.name()).collect(),
            categories: entries.iter().map(|entry| entry.category.clone()).collect(),
        }
    }

    fn hit(&self, document: &Document, hit: &Hit, rows: &mut RowWriter) {
        let place = Place::new(&document.text, (hit.byte_start, hit.byte_end), CONTEXT);
        let container = hit
            .inside_of
            .map_or("", |id| self.names[id.index()].as_str());
        rows.row([
            document.id.as_str(),
            &self.names[hit.phrase.index()],
            &self.categories[hit.phrase.index()],
            hit.kind.name(),
            &hit.rule.name(),
            &hit.paragraph.to_string(),
            &hit.start.to_string(),
            &hit.end.to_string(),
            place.surface,
            &place.left.text,
            &place.right.text,
            container,
            if hit.inside_category { "yes" } else { "" },
        ]);
    }

    /// The row of `mask`; `around` are the masked hits that it may be part of.
    fn mask(&self, document: &Document, mask: &Mask, around: &[&Hit], rows: &mut RowWriter) {
        let place = Place::new(&document.text, (mask.byte_start, mask.byte_end), CONTEXT);
        let phrases: Vec<&str> = around
            .iter()
            .filter(|hit| mask.end <= hit.end)
            .map(|hit| self.names[hit.phrase.index()].as_str())
            .collect();
        rows.row([
            document.id.as_str(),
            mask.kind.name(),
            &mask
                .meaning
                .map(|meaning| meaning.to_string())
                .unwrap_or_default(),
            &mask.start.to_string(),
            &mask.end.to_string(),
            place.surface,
            &place.left.text,
            &place.right.text,
            &phrases.join("|"),
        ]);
    }
}

impl LedgerRows for PhraseLedger {
    fn rows(&self, document: &Document, found: &Found, out: &mut LedgerPart) {
        let (mut hits, mut masks) = (RowWriter::default(), RowWriter::default());
        for hit in &found.hits {
            self.hit(document, hit, &mut hits);
        }
        let masked = found
            .hits
            .iter()
            .filter(|hit| hit.kind == MatchKind::Masked);
        let (mut masked, mut around) = (masked.peekable(), Vec::new());
        for mask in &found.masks {
            while let Some(hit) = masked.next_if(|hit| hit.start <= mask.start) {
                around.push(hit);
            }
            around.retain(|hit| mask.start < hit.end);
            self.mask(document, mask, &around, &mut masks);
        }
        out.hits.extend(hits.into_bytes());
        out.masks.extend(masks.into_bytes());
    }
}
