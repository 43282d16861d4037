//! Owns the rows of `hits.csv`, the ledger from which every count can be made again.

use super::one_line;
use crate::corpus::Document;
use crate::lexicon::Lexicon;
use crate::matcher::Hit;
use crate::pipeline::HitRows;
use crate::tables::RowWriter;

/// Characters of context on either side of a hit.
const CONTEXT: usize = 20;

/// Makes ledger rows.
#[derive(Debug)]
pub(super) struct HitLedger<'a> {
    lexicon: &'a Lexicon,
}

impl<'a> HitLedger<'a> {
    pub(super) fn new(lexicon: &'a Lexicon) -> Self {
        Self { lexicon }
    }
}

impl HitRows for HitLedger<'_> {
    fn rows(&self, document: &Document, hits: &[Hit], out: &mut Vec<u8>) {
        let mut rows = RowWriter::default();
        for hit in hits {
            let entry = self.lexicon.entry(hit.phrase);
            let (from, to) = (hit.byte_start as usize, hit.byte_end as usize);
            let container = hit
                .inside_of
                .map_or("", |id| self.lexicon.entry(id).text.as_str());
            let (start, end) = (hit.start.to_string(), hit.end.to_string());
            let (left, right) = (
                left_context(&document.text[..from]),
                right_context(&document.text[to..]),
            );
            rows.row([
                document.id.as_str(),
                &entry.text,
                &entry.category,
                hit.kind.name(),
                &start,
                &end,
                &document.text[from..to],
                &left,
                &right,
                container,
            ]);
        }
        out.extend(rows.into_bytes());
    }
}

fn left_context(text: &str) -> String {
    let start = text
        .char_indices()
        .rev()
        .nth(CONTEXT - 1)
        .map_or(0, |(offset, _)| offset);
    one_line(&text[start..])
}

fn right_context(text: &str) -> String {
    let end = text
        .char_indices()
        .nth(CONTEXT)
        .map_or(text.len(), |(offset, _)| offset);
    one_line(&text[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn context_is_cut_by_characters_and_stays_on_a_line() {
        let text = "一二三四五六七八九十一二三四五六七八九十甲乙\n丙";
        assert_eq!(
            right_context(text),
            "一二三四五六七八九十一二三四五六七八九十"
        );
        assert_eq!(
            left_context(text),
            "五六七八九十一二三四五六七八九十甲乙 丙"
        );
        assert_eq!(left_context(""), "");
    }
}
