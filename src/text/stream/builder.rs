//! Owns the making of the match stream: runs of plain characters at once, all others one by one.

use super::super::fold::{CharClass, Kind, Table, classify, fold_char, is_han, is_mask, table};
use super::super::fold::{is_separator, may_start_removal};
use super::super::removed::{Left, removal_at};
use super::super::wrapping::is_heading;
use super::spans::{Position, narrow};
use super::{FoldOptions, FoldedText, Gap, Unit, Wrapping, stream_code};

/// A position in the original, in characters and in bytes.
#[derive(Debug, Clone, Copy, Default)]
struct Place {
    chars: u32,
    bytes: usize,
}

/// Reads a text from its beginning to its end.
pub(super) struct Builder<'a> {
    out: &'a mut FoldedText,
    text: &'a str,
    options: &'a FoldOptions,
    table: &'static Table,
    at: Place,
    gap: Gap,
    /// Where the span goes on, if what stands there is as wide as the rest of it.
    span_end: usize,
    span_width: usize,
    /// Where the last pinyin gloss ended.
    gloss_end: Option<usize>,
    /// Where the next watermark begins; the end of the text if none does.
    watermark: usize,
}

impl<'a> Builder<'a> {
    pub(super) fn new(out: &'a mut FoldedText, text: &'a str, options: &'a FoldOptions) -> Self {
        // No text has more units than bytes.
        out.units.empty(text.len());
        out.stream.empty(text.len());
        let mut builder = Self {
            out,
            text,
            options,
            table: table(),
            at: Place::default(),
            gap: Gap::NONE,
            span_end: usize::MAX,
            span_width: 0,
            gloss_end: None,
            watermark: text.len(),
        };
        builder.find_watermark();
        builder
    }

    pub(super) fn run(mut self) {
        while self.at.bytes < self.text.len() {
            if self.watermark < self.at.bytes {
                self.find_watermark();
            }
            self.plain_run();
            if let Some(c) = self.rest().chars().next() {
                self.step(c);
            }
        }
    }

    fn rest(&self) -> &'a str {
        &self.text[self.at.bytes..]
    }

    fn find_watermark(&mut self) {
        let rest = self.rest();
        let watermarks = self.options.watermarks.iter();
        let found =
            watermarks.filter_map(|mark| rest.find(mark.as_str()).filter(|_| !mark.is_empty()));
        self.watermark = found.min().map_or(self.text.len(), |at| self.at.bytes + at);
    }

    /// Takes all plain characters of three bytes that stand here: most of a Chinese text.
    fn plain_run(&mut self) {
        let table = self.table;
        let bytes = &self.text.as_bytes()[self.at.bytes..self.watermark];
        let (chunks, _) = bytes.as_chunks::<3>();
        let units = self.out.units.room().iter_mut();
        let places = units.zip(self.out.stream.room());
        let is_plain = |(&chunk, (unit, place)): (&[u8; 3], (&mut Unit, &mut u16))| {
            let code = code(chunk);
            *unit = Unit::plain(code);
            *place = code;
            chunk[0] & 0xF0 == 0xE0 && table.kind(code) == Kind::Plain
        };
        // What ends the run is overwritten.
        let most = chunks.len();
        let mut ended = chunks.iter().zip(places).map(is_plain);
        let count = ended.position(|is_plain| !is_plain).unwrap_or(most);
        if count == 0 {
            return;
        }
        self.span(self.at, 3);
        if let Some(first) = self.out.units.room().first_mut() {
            *first = first.after(self.gap);
        }
        self.gap = Gap::NONE;
        self.at.chars = self.at.chars.saturating_add(narrow(count));
        self.out.units.length += count;
        self.out.stream.length += count;
        self.at.bytes += 3 * count;
        self.span_end = self.at.bytes;
    }

    /// Begins a span with the next unit, which stands at `from`, unless it goes on with the last.
    fn span(&mut self, from: Place, width: usize) {
        if from.bytes != self.span_end || width != self.span_width {
            let position = Position {
                start: from.chars,
                byte: narrow(from.bytes),
                width: narrow(width),
            };
            let unit = narrow(self.out.units.length);
            self.out.spans.begin(unit, position);
            self.span_width = width;
        }
        self.span_end = from.bytes + width;
    }

    fn step(&mut self, c: char) {
        if (may_start_removal(c) || self.at.bytes == self.watermark)
            && let Some((bytes, why)) = removal_at(self.rest(), self.left(), self.options)
        {
            self.remove(bytes, why);
            return;
        }
        match self.table.kind_of(c) {
            Kind::Plain => self.push(c, c),
            Kind::Special => self.push_special(c),
            Kind::Other(CharClass::Quote) => self.skip(c, Gap::QUOTE),
            Kind::Other(CharClass::Invisible) => self.skip(c, Gap::INVISIBLE),
            Kind::Other(_) => self.white_space(c),
        }
    }

    fn left(&self) -> Left {
        Left {
            before: self.text[..self.at.bytes].chars().next_back(),
            after_pinyin: self.gloss_end == Some(self.at.bytes),
        }
    }

    fn push_special(&mut self, c: char) {
        let ch = self.table.fold(c);
        if is_separator(ch) {
            self.out.separators.push(narrow(self.out.stream.length));
            self.put(ch, self.at, c);
            self.advance(c);
            return;
        }
        if is_mask(ch) {
            self.out.masks.push(narrow(self.out.units.length));
        } else if ch == '(' {
            self.out.parentheses.push(narrow(self.out.stream.length));
        }
        self.push(ch, c);
    }

    /// Adds the unit `ch`, which stands for the character `raw`, to the stream.
    fn push(&mut self, ch: char, raw: char) {
        self.put_searched(ch, self.at, raw);
        self.advance(raw);
    }

    /// Adds the unit `ch`, whose first character `raw` stands at `from`, to the stream.
    fn put_searched(&mut self, ch: char, from: Place, raw: char) {
        self.out.stream.push(stream_code(ch));
        self.put(ch, from, raw);
    }

    /// Adds a unit that is not searched.
    fn put(&mut self, ch: char, from: Place, raw: char) {
        self.span(from, raw.len_utf8());
        self.out.units.push(Unit::new(ch, self.gap, ch == raw));
        self.gap = Gap::NONE;
    }

    fn advance(&mut self, c: char) {
        self.at.chars = self.at.chars.saturating_add(1);
        self.at.bytes += c.len_utf8();
    }

    fn skip(&mut self, c: char, why: Gap) {
        self.advance(c);
        self.gap = self.gap.with(why);
    }

    fn remove(&mut self, bytes: usize, why: Gap) {
        let removed = &self.rest()[..bytes];
        for c in removed.chars() {
            self.advance(c);
        }
        if why == Gap::PINYIN {
            self.gloss_end = Some(self.at.bytes);
        }
        self.gap = self.gap.with(why);
    }

    fn white_space(&mut self, first: char) {
        let from = self.at;
        let run = SpaceRun::measure(self.rest(), self.options);
        for c in self.rest()[..run.bytes].chars() {
            self.advance(c);
        }
        if run.newlines > 0 {
            if self.is_wrapped_here(&run) {
                self.gap = self.gap.with(Gap::NEWLINE);
            } else {
                self.out.line_ends.push(narrow(self.out.units.length));
                self.put_searched('\n', from, first);
            }
        } else if run.spaces <= 2 && run.tabs == 0 {
            self.gap = self.gap.with(Gap::SPACE);
        } else {
            self.put_searched(' ', from, first);
        }
    }

    /// MATCHING 1.4: one line end, inside a sentence, not before a heading.
    fn is_wrapped_here(&self, run: &SpaceRun) -> bool {
        if self.options.wrapping == Wrapping::Paragraphs || run.newlines != 1 {
            return false;
        }
        let before = self.out.units().last().map_or('\n', |unit| unit.ch());
        let next = self.rest().chars().next();
        (is_han(before) || is_separator(before) || before.is_alphanumeric())
            && next.is_some_and(|c| is_han(fold_char(c)) || classify(c) == CharClass::Quote)
            && !is_heading(self.rest())
    }
}

/// The character that three bytes of UTF-8 encode.
#[inline]
fn code([a, b, c]: [u8; 3]) -> u16 {
    let [a, b, c] = [a, b, c].map(u16::from);
    a << 12 | (b & 0x3F) << 6 | c & 0x3F
}

/// A run of white space, with the invisible characters inside it.
struct SpaceRun {
    bytes: usize,
    spaces: usize,
    tabs: usize,
    newlines: usize,
}

impl SpaceRun {
    fn measure(rest: &str, options: &FoldOptions) -> Self {
        let mut run = Self {
            bytes: 0,
            spaces: 0,
            tabs: 0,
            newlines: 0,
        };
        let mut before = '\0';
        for (offset, c) in rest.char_indices() {
            match classify(c) {
                CharClass::Space => run.spaces += 1,
                CharClass::Tab => run.tabs += 1,
                CharClass::Newline if c == '\n' && before == '\r' => {}
                CharClass::Newline => run.newlines += 1,
                CharClass::Invisible => {}
                CharClass::Letter | CharClass::Quote => break,
            }
            let watermark = options
                .watermarks
                .iter()
                .any(|w| !w.is_empty() && rest[offset..].starts_with(w.as_str()));
            if watermark && offset > 0 {
                break;
            }
            before = c;
            run.bytes = offset + c.len_utf8();
        }
        run
    }
}
