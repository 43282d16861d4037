//! Owns the visible text as it is written: white space collapsed, one block per line, and what is
//! known of each line while it is written.

/// Text on one line of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Block {
    /// First byte in the text.
    pub(super) start: usize,
    /// One past the last byte, without the line feed.
    pub(super) end: usize,
    /// The innermost element kept when the line began.
    pub(super) element: u32,
    /// Characters inside links, white space not counted.
    pub(super) linked: u32,
    /// Whether the line is a heading or a control's.
    pub(super) part: Part,
}

/// What kind of element a line stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Part {
    #[default]
    Plain,
    Heading,
    Control,
}

/// Where text is written.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    pub(super) element: u32,
    pub(super) part: Part,
    pub(super) link: Linked,
    pub(super) white_space: WhiteSpace,
}

/// Whether text is a link's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Linked {
    No,
    Yes,
}

/// What becomes of white space.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum WhiteSpace {
    Collapsed,
    Kept,
}

/// What stands between the last character and the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
enum Gap {
    #[default]
    None,
    Space,
    /// White space with a line feed: nothing between two Chinese characters, else a space.
    LineFeed,
    /// The edge of a table's cell.
    Cell,
}

/// The visible text so far.
#[derive(Debug, Default)]
pub(super) struct Lines {
    text: Vec<u8>,
    blocks: Vec<Block>,
    line_start: usize,
    gap: Gap,
    /// A tag stood since the last character: what is beside it may be another thing.
    tag_since: bool,
    /// Of the line being written.
    linked: u32,
    element: u32,
    part: Part,
}

impl Lines {
    pub(super) fn with_capacity(bytes: usize) -> Self {
        Self {
            text: Vec::with_capacity(bytes),
            ..Self::default()
        }
    }

    /// Writes a piece of text, which may end inside a character.
    pub(super) fn write(&mut self, piece: &[u8], place: Place) {
        match place.white_space {
            WhiteSpace::Collapsed => self.write_collapsed(piece, place),
            WhiteSpace::Kept => self.write_kept(piece, place),
        }
    }

    fn write_collapsed(&mut self, piece: &[u8], place: Place) {
        let mut rest = piece;
        while let Some(&first) = rest.first() {
            let is_space = is_space(first);
            let length = rest
                .iter()
                .position(|&byte| self::is_space(byte) != is_space)
                .unwrap_or(rest.len());
            let (run, after) = rest.split_at(length);
            rest = after;
            if is_space {
                let gap = if run.contains(&b'\n') {
                    Gap::LineFeed
                } else {
                    Gap::Space
                };
                self.gap = self.gap.max(gap);
            } else {
                self.write_word(run, first, place);
            }
        }
    }

    fn write_word(&mut self, word: &[u8], first: u8, place: Place) {
        // Browsers drop null characters.
        if word == b"\0" {
            return;
        }
        if self.is_line_empty() {
            self.begin_line(place);
        } else {
            match self.gap {
                Gap::None => {}
                Gap::LineFeed if self.is_sentence_wrapped(first) => {}
                Gap::Space | Gap::LineFeed => self.text.push(b' '),
                Gap::Cell => self.text.push(b'\t'),
            }
        }
        self.gap = Gap::None;
        self.tag_since = false;
        self.push(word, place);
    }

    /// Whether a line feed stands between two Chinese characters of one piece of text.
    fn is_sentence_wrapped(&self, next: u8) -> bool {
        !self.tag_since && is_wide(next) && self.last_lead().is_some_and(is_wide)
    }

    /// Takes note of a tag that does not break the line.
    pub(super) fn note_tag(&mut self) {
        self.tag_since = true;
    }

    fn write_kept(&mut self, piece: &[u8], place: Place) {
        for (nth, line) in piece.split(|&byte| byte == b'\n').enumerate() {
            if nth > 0 {
                self.break_line();
            }
            if line.is_empty() || line == b"\0" {
                continue;
            }
            if self.is_line_empty() {
                self.begin_line(place);
            } else if self.gap == Gap::Cell {
                self.text.push(b'\t');
            }
            self.gap = Gap::None;
            self.push(line, place);
        }
    }

    fn push(&mut self, piece: &[u8], place: Place) {
        self.text.extend_from_slice(piece);
        if place.link == Linked::Yes {
            self.linked = self.linked.saturating_add(count_chars(piece));
        }
    }

    fn begin_line(&mut self, place: Place) {
        self.element = place.element;
        self.part = place.part;
        self.linked = 0;
    }

    fn is_line_empty(&self) -> bool {
        self.text.len() == self.line_start
    }

    /// The first byte of the last character.
    fn last_lead(&self) -> Option<u8> {
        let last = self.text.iter().rev().take(4);
        last.copied().find(|&byte| byte & 0xC0 != 0x80)
    }

    /// Ends the line being written, if it has text.
    pub(super) fn break_line(&mut self) {
        self.gap = Gap::None;
        if self.is_line_empty() {
            return;
        }
        let line = self.text.get(self.line_start..).unwrap_or_default();
        if is_blank(line) {
            self.text.truncate(self.line_start);
            return;
        }
        self.blocks.push(Block {
            start: self.line_start,
            end: self.text.len(),
            element: self.element,
            linked: self.linked,
            part: self.part,
        });
        self.text.push(b'\n');
        self.line_start = self.text.len();
    }

    /// Begins a cell of a table's row.
    pub(super) fn begin_cell(&mut self) {
        if !self.is_line_empty() {
            self.gap = Gap::Cell;
        }
    }

    /// The text and its lines.
    pub(super) fn finish(mut self) -> (String, Vec<Block>) {
        self.break_line();
        // What comes from a string by whole characters is a string again.
        let text = String::from_utf8(self.text)
            .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned());
        (text, self.blocks)
    }
}

/// White space that collapses. No-break and ideographic spaces do not.
fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\x0C' | b'\r')
}

/// Whether a character that begins so is as wide as a Chinese one (or is close enough).
fn is_wide(lead: u8) -> bool {
    matches!(lead, 0xE3..=0xE9 | 0xEF | 0xF0)
}

/// Whether a line holds nothing that can be seen.
fn is_blank(line: &[u8]) -> bool {
    // First bytes of the spaces and invisible characters.
    if !line
        .first()
        .is_some_and(|byte| matches!(byte, b' ' | b'\t' | 0xC2 | 0xE2 | 0xE3 | 0xEF))
    {
        return false;
    }
    std::str::from_utf8(line).is_ok_and(|line| {
        line.chars().all(|c| {
            c.is_whitespace() || matches!(c, '\u{200B}'..='\u{200F}' | '\u{FEFF}' | '\u{AD}')
        })
    })
}

/// Characters of a piece of UTF-8.
pub(super) fn count_chars(piece: &[u8]) -> u32 {
    let count = piece.iter().filter(|&&byte| byte & 0xC0 != 0x80).count();
    u32::try_from(count).unwrap_or(u32::MAX)
}
