//! Owns looking at a corpus before anything is counted: what is read, dated, cleaned and left out.

use rayon::prelude::{IntoParallelIterator, ParallelIterator};

use super::piece::{Buffers, Piece, prepared};
use super::{LedgerPart, Pipeline, Progress, Run, Standing, batch};
use crate::corpus::{Corpus, Document, Draft, Survey};
use crate::count::DocumentCounts;
use crate::error::Result;

/// Turns a document into rows of its zones and dates; called by many threads.
pub trait DocumentRows: Sync {
    /// Appends the rows of the zones and dates of `document` to `out`.
    fn about(&self, document: &Document, out: &mut LedgerPart);
}

/// Nobody asks for rows.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoRows;

impl DocumentRows for NoRows {
    fn about(&self, _document: &Document, _out: &mut LedgerPart) {}
}

impl Pipeline {
    /// Reads all of `corpus` as for counting, and counts characters alone. `take` gets the rows
    /// of zones and dates in reading order.
    ///
    /// # Errors
    ///
    /// What `take` returns, or a run that is to stop.
    pub fn inspect(
        &self,
        corpus: Corpus,
        rows: &dyn DocumentRows,
        mut take: impl FnMut(&LedgerPart) -> Result<()>,
        progress: &dyn Progress,
    ) -> Result<Run> {
        let survey = self.survey(&corpus, progress)?;
        progress.stage("inspecting");
        let mut run = Run::of(&corpus);
        let mut bytes = 0;
        batch::each(corpus, progress, |mut batch| {
            run.skipped.append(&mut batch.skipped);
            run.inputs.append(&mut batch.inputs);
            let pieces: Vec<Piece> = self.pool.install(|| {
                batch::parts(batch.drafts)
                    .into_par_iter()
                    .map_init(Buffers::default, |buffers, drafts| {
                        inspected(drafts, &survey, rows, buffers)
                    })
                    .collect()
            });
            for piece in pieces {
                bytes += piece.bytes;
                take(&piece.ledger)?;
                run.add(piece);
            }
            progress.counted(run.documents.len(), bytes);
            Ok(())
        })?;
        Ok(run)
    }
}

fn inspected(
    drafts: Vec<Draft>,
    survey: &Survey,
    rows: &dyn DocumentRows,
    buffers: &mut Buffers,
) -> Piece {
    let mut piece = Piece::default();
    for draft in drafts {
        let Some((document, standing)) = prepared(draft, survey, &mut piece.skipped) else {
            continue;
        };
        piece.bytes += document.text.len() as u64;
        rows.about(&document, &mut piece.ledger);
        let counts = DocumentCounts {
            chars: buffers.chars(&document),
            ..DocumentCounts::default()
        };
        match standing {
            Standing::Counted => piece.add(document, counts, survey),
            Standing::Duplicate => piece.leave_out(document, counts, survey),
        }
    }
    piece
}
