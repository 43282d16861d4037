//! Owns looking at a corpus before anything is counted: what is read, dated, cleaned and left out.

use super::piece::{Buffers, Piece, prepared};
use super::workers::Workers;
use super::{CountedDocument, LedgerPart, Pipeline, Progress, Run, batch};
use crate::corpus::{Corpus, Draft, Survey};
use crate::count::DocumentCounts;
use crate::error::Result;

/// Turns a document into rows of the tables of documents; called by many threads.
pub trait DocumentRows: Sync {
    /// Appends the rows of `document`, which has its text still, to `out`.
    fn about(&self, document: &CountedDocument, out: &mut LedgerPart);
}

/// Nobody asks for rows.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoRows;

impl DocumentRows for NoRows {
    fn about(&self, _document: &CountedDocument, _out: &mut LedgerPart) {}
}

impl Pipeline {
    /// Reads all of the surveyed `corpus` as for counting, and counts characters alone. `take`
    /// gets rows in reading order.
    ///
    /// # Errors
    ///
    /// What `take` returns, or a run that is to stop.
    pub fn inspect(
        &self,
        (corpus, survey): (Corpus, &Survey),
        rows: &dyn DocumentRows,
        mut take: impl FnMut(&LedgerPart) -> Result<()>,
        progress: &dyn Progress,
    ) -> Result<Run> {
        progress.stage("inspecting");
        let mut run = Run::of(&corpus);
        let mut bytes = 0;
        let workers = Workers::new(&self.pool);
        batch::each(
            (corpus, self.settings.threads),
            progress,
            |drafts| {
                workers.on_parts(drafts, |buffers, part| {
                    inspected(part, survey, rows, buffers)
                })
            },
            |pieces, met| {
                run.meet(met);
                for piece in pieces {
                    bytes += piece.bytes;
                    take(&piece.ledger)?;
                    run.add(piece, &self.settings);
                }
                progress.counted(run.sizes.counted, bytes);
                Ok(())
            },
        )?;
        Ok(run)
    }
}

fn inspected(
    drafts: Vec<Draft>,
    survey: &Survey,
    rows: &dyn DocumentRows,
    buffers: &mut Buffers<'_>,
) -> Piece {
    let mut piece = Piece::default();
    for draft in drafts {
        let Some((document, standing)) = prepared(draft, survey, &mut piece.skipped) else {
            continue;
        };
        piece.bytes += document.text.len() as u64;
        let counts = DocumentCounts {
            chars: buffers.chars(&document),
            ..DocumentCounts::default()
        };
        let counted = CountedDocument::new((document, standing), counts, survey);
        rows.about(&counted, &mut piece.ledger);
        piece.documents.push(counted.without_text());
    }
    piece
}
