//! Owns what one worker does with a few neighbouring documents: preparing, finding, counting.

use super::passages::passage_text;
use super::{CountedDocument, Found, Keep, LedgerPart, LedgerRows, Pipeline, Run, Standing};
use crate::corpus::{Document, Draft, Part, SiteNames, Skipped, Survey, SurveyBuffers};
use crate::count::{Apart, DocumentCounts};
use crate::matcher::{DateSpan, apply_policy};
use crate::ngram::{ChunkBuilder, TokenChunk};
use crate::text::{FoldOptions, FoldedText, count_han, detect_markup, detect_wrapping};

/// What one worker found in a few neighbouring documents.
#[derive(Default)]
pub(super) struct Piece {
    pub(super) run: Run,
    pub(super) ledger: LedgerPart,
    pub(super) tokens: TokenChunk,
    pub(super) bytes: u64,
}

/// A worker's buffers.
#[derive(Debug, Default)]
pub(super) struct Buffers<'p> {
    pub(super) folded: FoldedText,
    part: String,
    pub(super) survey: SurveyBuffers,
    /// Made for the first token: it has a bit for every word of the dictionary.
    tokens: Option<ChunkBuilder<'p>>,
}

impl Buffers<'_> {
    /// Han characters of the body.
    pub(super) fn chars(&mut self, document: &Document) -> u64 {
        let text = document.part(Part::Body, SiteNames::Blanked, &mut self.part);
        count_han(text.unwrap_or_default())
    }
}

/// Counts a few neighbouring documents.
pub(super) struct Counter<'a, 'p> {
    pipeline: &'p Pipeline,
    rows: Option<&'a dyn LedgerRows>,
    buffers: &'a mut Buffers<'p>,
    piece: Piece,
}

impl<'a, 'p> Counter<'a, 'p> {
    pub(super) fn new(
        pipeline: &'p Pipeline,
        rows: Option<&'a dyn LedgerRows>,
        buffers: &'a mut Buffers<'p>,
    ) -> Self {
        Self {
            pipeline,
            rows,
            buffers,
            piece: Piece::default(),
        }
    }

    /// Prepares and counts `drafts`.
    pub(super) fn drafts(mut self, drafts: Vec<Draft>, survey: &Survey, keep: Keep) -> Piece {
        for draft in drafts {
            let Some((document, standing)) = prepared(draft, survey, &mut self.piece.run.skipped)
            else {
                continue;
            };
            let counts = match standing {
                Standing::Counted => self.counted(&document),
                Standing::Duplicate => self.body(&document, Standing::Duplicate),
            };
            let counted = CountedDocument::new((document, standing), counts, survey);
            if let Some(rows) = self.rows {
                rows.about(&counted, &mut self.piece.ledger);
            }
            self.piece.run.add(counted, &self.pipeline.settings, keep);
        }
        let tokens = self.buffers.tokens.as_mut();
        self.piece.tokens = tokens.map(ChunkBuilder::take).unwrap_or_default();
        self.piece
    }

    /// The counts of a document that is counted part by part.
    fn counted(&mut self, document: &Document) -> DocumentCounts {
        let mut counts = self.body(document, Standing::Counted);
        for (part, apart) in [(Part::Title, Apart::Title), (Part::Outline, Apart::Outline)] {
            let Some(found) = self.pipeline.found(document, part, self.buffers) else {
                continue;
            };
            counts.add_apart(apart, &found.hits);
            self.write(document, (part, Standing::Counted), &found);
        }
        let text = document.part(Part::Body, SiteNames::Blanked, &mut self.buffers.part);
        let pipeline = self.pipeline;
        let tokens = self
            .buffers
            .tokens
            .get_or_insert_with(|| pipeline.chunk_builder());
        let tokens = tokens.add(text.unwrap_or_default(), pipeline.settings.ngrams.as_ref());
        (counts.tokens, counts.types) = (tokens.tokens, tokens.types);
        counts
    }

    /// The counts of the body, tokens not among them.
    fn body(&mut self, document: &Document, standing: Standing) -> DocumentCounts {
        self.piece.bytes += document.text.len() as u64;
        let mut counts = DocumentCounts::default();
        if let Some(found) = self.pipeline.found(document, Part::Body, self.buffers) {
            counts.masks = found.masks.len() as u64;
            counts.add_hits(&found.hits);
            self.write(document, (Part::Body, standing), &found);
            if standing == Standing::Counted {
                self.keep_text(document, &found);
            }
        }
        counts.chars = self.buffers.chars(document);
        counts
    }

    /// Keeps what passages are looked for in, where they are asked for.
    fn keep_text(&mut self, document: &Document, found: &Found) {
        let settings = &self.pipeline.settings;
        if settings.passages.is_some() {
            let grouping = settings.groupings.first();
            let group = grouping.and_then(|grouping| grouping.value(document));
            let text = passage_text(document, group, &self.buffers.folded, found);
            self.piece.run.passages.push(text);
        }
    }

    fn write(&mut self, document: &Document, place: (Part, Standing), found: &Found) {
        if let Some(rows) = self.rows {
            rows.rows(document, place, found, &mut self.piece.ledger);
        }
    }
}

/// The document that `draft` becomes, and how it is counted; what is wrong with it is added to
/// `skipped`.
pub(super) fn prepared(
    draft: Draft,
    survey: &Survey,
    skipped: &mut Vec<Skipped>,
) -> Option<(Document, Standing)> {
    match draft.finish(survey.repeated()) {
        Ok((document, notes)) => {
            skipped.extend(notes);
            let standing = match survey.is_left_out(&document.id) {
                true => Standing::Duplicate,
                false => Standing::Counted,
            };
            Some((document, standing))
        }
        Err(reason) => {
            skipped.push(reason);
            None
        }
    }
}

impl Pipeline {
    /// What is found in one part; `None` where the document has no such part.
    pub(super) fn found(
        &self,
        document: &Document,
        part: Part,
        buffers: &mut Buffers<'_>,
    ) -> Option<Found> {
        let text = document.part(part, SiteNames::Kept, &mut buffers.part)?;
        let options = self.fold_options(document, text);
        buffers.folded.refill(text, &options);
        let date = document
            .date
            .date
            .and_then(|date| DateSpan::new(date.year, date.month, date.day));
        let matches = self.matcher.find_folded(text, &buffers.folded, date);
        let mut hits = apply_policy(&matches.hits, self.settings.overlap);
        hits.extend(matches.apart);
        hits.sort_by_key(|hit| (hit.start, hit.end, hit.phrase, hit.kind));
        Some(Found {
            hits,
            masks: matches.masks,
        })
    }

    pub(super) fn fold_options(&self, document: &Document, text: &str) -> FoldOptions {
        let mut watermarks = self.settings.watermarks.clone();
        for name in document.site_names() {
            if !watermarks.iter().any(|known| known == name) {
                watermarks.push(name.to_owned());
            }
        }
        FoldOptions {
            wrapping: detect_wrapping(text),
            markup: detect_markup(text),
            watermarks,
        }
    }
}
