//! Owns looking at a corpus before anything is counted: what is read, dated, cleaned and left out.

use super::piece::{Buffers, Piece, prepared};
use super::run::Keeping;
use super::{CountedDocument, LedgerPart, Pipeline, Progress, Run, Settings, Surveyed};
use crate::corpus::{Draft, Survey};
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
    /// Reads all of a `surveyed` corpus as for counting, and counts characters alone. `take`
    /// gets rows in reading order.
    ///
    /// # Errors
    ///
    /// What `take` returns, or a run that is to stop.
    pub fn inspect(
        &self,
        surveyed: Surveyed,
        rows: &dyn DocumentRows,
        mut take: impl FnMut(&LedgerPart) -> Result<()>,
        progress: &dyn Progress,
    ) -> Result<Run> {
        progress.stage("inspecting");
        let mut run = Run::of(surveyed.corpus());
        let (parts, survey) = surveyed.into_parts();
        let mut bytes = 0;
        let keeping = Keeping::new(self.settings.keep);
        self.each_part(
            parts,
            progress,
            |buffers, drafts| {
                let run = (&keeping, &self.settings);
                inspected((drafts, &survey), run, rows, buffers)
            },
            |piece, met| {
                run.meet(met);
                bytes += piece.bytes;
                take(&piece.ledger)?;
                keeping.append(&mut run, piece.run);
                progress.counted(run.sizes.counted, bytes);
                Ok(())
            },
        )?;
        Ok(run)
    }
}

fn inspected(
    (drafts, survey): (Vec<Draft>, &Survey),
    (keeping, settings): (&Keeping, &Settings),
    rows: &dyn DocumentRows,
    buffers: &mut Buffers<'_>,
) -> Piece {
    let mut piece = Piece::default();
    for draft in drafts {
        let Some((document, standing)) = prepared(draft, survey, &mut piece.run.skipped) else {
            continue;
        };
        piece.bytes += document.text.len() as u64;
        let counts = DocumentCounts {
            chars: buffers.chars(&document),
            ..DocumentCounts::default()
        };
        let counted = CountedDocument::new((document, standing), counts, survey);
        rows.about(&counted, &mut piece.ledger);
        piece.run.add(counted, settings, keeping.now());
    }
    piece
}
