//! Owns the rows that are written while documents are counted: of `hits.csv`, `masks.csv`, `zones.csv`
//! and `dates.csv`, the ledgers from which every count can be made again, and of the tables by
//! document.

use crate::corpus::{Document, Part, Zone};
use crate::lexicon::Lexicon;
use crate::matcher::{Hit, Mask, MatchKind};
use crate::pipeline::{
    CountedDocument, DocumentRows, Found, LedgerPart, LedgerRows, LedgerTable, Place, Standing,
};
use crate::tables::{DocumentTable, PhraseTable, RowWriter, WrittenCell, duplicate_row};

/// Characters of context on either side of a hit.
const CONTEXT: usize = 20;

/// Makes ledger rows.
#[derive(Debug)]
pub(super) struct PhraseLedger {
    names: Vec<String>,
    cells: Vec<[WrittenCell; 2]>,
    phrases: PhraseTable,
    documents: DocumentLedger,
}

impl PhraseLedger {
    pub(super) fn new(lexicon: &Lexicon, documents: DocumentTable) -> Self {
        let entries = lexicon.entries();
        Self {
            phrases: PhraseTable::new(lexicon),
            documents: DocumentLedger { documents },
            names: entries.iter().map(|entry| entry.name()).collect(),
            cells: entries
                .iter()
                .map(|entry| [&*entry.name(), &*entry.category].map(WrittenCell::of))
                .collect(),
        }
    }

    fn hit(
        &self,
        (document, id, part): (&Document, &WrittenCell, &str),
        hit: &Hit,
        rows: &mut RowWriter<'_>,
    ) {
        let place = Place::new(&document.text, (hit.byte_start, hit.byte_end), CONTEXT);
        rows.written(id);
        rows.cell(part);
        for cell in &self.cells[hit.phrase.index()] {
            rows.written(cell);
        }
        rows.cell(hit.kind.name());
        rows.cell(&hit.rule.name());
        for number in [hit.paragraph, hit.start, hit.end] {
            rows.number(number.into());
        }
        rows.cell(place.surface);
        rows.cell(&place.left.text);
        rows.cell(&place.right.text);
        match hit.inside_of {
            Some(container) => rows.written(&self.cells[container.index()][0]),
            None => rows.cell(""),
        }
        rows.cell(if hit.inside_category { "yes" } else { "" });
        rows.end();
    }

    /// The row of `mask`; `around` are the masked hits that it may be part of.
    fn mask(
        &self,
        (document, part): (&Document, &str),
        mask: &Mask,
        around: &[&Hit],
        rows: &mut RowWriter,
    ) {
        let place = Place::new(&document.text, (mask.byte_start, mask.byte_end), CONTEXT);
        let phrases: Vec<&str> = around
            .iter()
            .filter(|hit| mask.end <= hit.end)
            .map(|hit| self.names[hit.phrase.index()].as_str())
            .collect();
        rows.row([
            document.id.as_str(),
            part,
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
    fn rows(
        &self,
        document: &Document,
        place: (Part, Standing),
        found: &Found,
        out: &mut LedgerPart,
    ) {
        let place = (document, part_name(place));
        let mut hits = RowWriter::new(out.rows_mut(LedgerTable::Hits));
        let id = WrittenCell::of(&document.id);
        for hit in &found.hits {
            self.hit((document, &id, place.1), hit, &mut hits);
        }
        let masked = found
            .hits
            .iter()
            .filter(|hit| hit.kind == MatchKind::Masked);
        let (mut masked, mut around) = (masked.peekable(), Vec::new());
        let mut masks = RowWriter::new(out.rows_mut(LedgerTable::Masks));
        for mask in &found.masks {
            while let Some(hit) = masked.next_if(|hit| hit.start <= mask.start) {
                around.push(hit);
            }
            around.retain(|hit| mask.start < hit.end);
            self.mask(place, mask, &around, &mut masks);
        }
    }
}

impl DocumentRows for PhraseLedger {
    fn about(&self, counted: &CountedDocument, out: &mut LedgerPart) {
        self.documents.about(counted, out);
        if counted.standing == Standing::Counted {
            let rows = out.rows_mut(LedgerTable::Phrases);
            self.phrases.rows(counted, &mut RowWriter::new(rows));
        }
    }
}

/// Makes rows of documents, copies, zones and dates.
#[derive(Debug, Clone)]
pub struct DocumentLedger {
    /// The table of documents.
    pub documents: DocumentTable,
}

impl DocumentRows for DocumentLedger {
    fn about(&self, counted: &CountedDocument, out: &mut LedgerPart) {
        let documents = out.rows_mut(LedgerTable::Documents);
        self.documents.row(counted, &mut RowWriter::new(documents));
        let duplicates = out.rows_mut(LedgerTable::Duplicates);
        duplicate_row(counted, &mut RowWriter::new(duplicates));
        let zones = out.rows_mut(LedgerTable::Zones);
        zone_rows(&counted.document, &mut RowWriter::new(zones));
        let dates = out.rows_mut(LedgerTable::Dates);
        date_rows(&counted.document, &mut RowWriter::new(dates));
    }
}

/// The part as the ledgers name it: what is in a copy is counted nowhere else.
fn part_name((part, standing): (Part, Standing)) -> &'static str {
    match standing {
        Standing::Counted => part.name(),
        Standing::Duplicate => "duplicate",
    }
}

/// The rows of the zones of `document`.
fn zone_rows(document: &Document, rows: &mut RowWriter<'_>) {
    let (mut bytes, mut chars) = (0, 0);
    for &Zone { start, end, kind } in &document.zones {
        let (before, words) = (
            document.text.get(bytes..start).unwrap_or_default(),
            document.text.get(start..end).unwrap_or_default(),
        );
        let first = chars + before.chars().count();
        (bytes, chars) = (end, first + words.chars().count());
        rows.row([
            document.id.as_str(),
            kind.name(),
            &first.to_string(),
            &chars.to_string(),
            words,
        ]);
    }
}

/// The rows of all that may date `document`, strongest first.
fn date_rows(document: &Document, rows: &mut RowWriter<'_>) {
    for candidate in &document.dating.candidates {
        let before = candidate.at.and_then(|at| document.text.get(..at));
        rows.row([
            document.id.as_str(),
            candidate.rule.name(),
            &candidate.date.to_string(),
            candidate.confidence.name(),
            &before
                .map(|before| before.chars().count().to_string())
                .unwrap_or_default(),
            &candidate.words,
        ]);
    }
}
