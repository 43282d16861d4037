//! Owns where units stand in the original, kept for runs of units.

/// Where a unit stands in the original.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Position {
    /// First character, counted in Unicode scalar values.
    pub start: u32,
    /// First byte.
    pub byte: u32,
    /// Bytes of the first character.
    pub width: u32,
}

/// Neighbouring units that are equally wide in the original and side by side there.
#[derive(Debug, Clone, Copy)]
struct Span {
    /// Its first unit.
    unit: u32,
    /// Where the first unit stands.
    position: Position,
}

/// All spans of a document, in order.
#[derive(Debug, Clone, Default)]
pub(crate) struct Spans(Vec<Span>);

impl Spans {
    pub(super) fn clear(&mut self) {
        self.0.clear();
    }

    pub(super) fn begin(&mut self, unit: u32, position: Position) {
        self.0.push(Span { unit, position });
    }

    pub(super) fn position(&self, unit: usize) -> Position {
        let next = self.0.partition_point(|span| span.unit as usize <= unit);
        let span = &self.0[next - 1];
        let offset = narrow(unit) - span.unit;
        let first = span.position;
        Position {
            start: first.start + offset,
            byte: first.byte + offset * first.width,
            width: first.width,
        }
    }
}

/// Offsets are 32 bits wide; the corpus stage refuses documents that would not fit.
pub(super) fn narrow(offset: usize) -> u32 {
    u32::try_from(offset).unwrap_or(u32::MAX)
}
