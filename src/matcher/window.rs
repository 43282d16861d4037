//! Owns seeds and their neighbours as numbers: what is compared at a place of the stream.

use crate::text::stream_code;

/// Characters of the longest seed.
pub(super) const LONGEST: usize = 3;

/// Characters on either side of a seed that are compared before anything is read.
pub(super) const BESIDE: usize = 2;

/// Up to three characters as a number, 16 bits each, the last one lowest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub(super) struct Seed {
    key: u64,
    pub(super) length: usize,
}

impl Seed {
    pub(super) fn then(self, c: char) -> Self {
        match self.length {
            LONGEST => self,
            length => Self {
                key: self.key << 16 | u64::from(stream_code(c)),
                length: length + 1,
            },
        }
    }

    pub(super) fn of(chars: impl IntoIterator<Item = char>) -> Self {
        chars.into_iter().fold(Self::default(), Self::then)
    }

    pub(super) fn key(self) -> u64 {
        self.key
    }

    /// The codes of its characters.
    pub(super) fn codes(self) -> impl Iterator<Item = u16> {
        let places = (0..self.length).rev();
        places.map(move |place| (self.key >> (16 * place) & 0xFFFF) as u16)
    }

    /// The first two of three characters, or both of two.
    pub(super) fn pair(self) -> u32 {
        let pair = match self.length {
            LONGEST => self.key >> 16,
            _ => self.key,
        };
        (pair & 0xFFFF_FFFF) as u32
    }

    /// The pairs of neighbouring characters in it: two in three, one in two.
    pub(super) fn pairs(self) -> impl Iterator<Item = u32> {
        let pairs = self.length.saturating_sub(1);
        (0..pairs).map(move |place| (self.key >> (16 * place) & 0xFFFF_FFFF) as u32)
    }

    /// Whether a Latin letter or a digit is in it.
    pub(super) fn has_ascii(self) -> bool {
        self.codes().any(|code| code < 0x80)
    }
}

/// What is certain to stand beside a seed: two characters on either side, as a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Beside {
    codes: u64,
    mask: u64,
}

impl Beside {
    /// What stands before and after, nearest first.
    pub(super) fn new(before: [Option<u16>; BESIDE], after: [Option<u16>; BESIDE]) -> Self {
        let (mut codes, mut mask) = (0, 0);
        for code in before.into_iter().chain(after).rev() {
            codes = codes << 16 | u64::from(code.unwrap_or_default());
            mask = mask << 16 | if code.is_some() { 0xFFFF } else { 0 };
        }
        Self { codes, mask }
    }

    /// Whether it stands beside a seed of three characters at place `at` of `stream`. What follows a
    /// shorter seed is never certain.
    #[inline]
    pub(super) fn fits(self, stream: &[u16], at: usize) -> bool {
        let code = |place: Option<usize>| {
            let code = place.and_then(|place| stream.get(place));
            u64::from(code.copied().unwrap_or_default())
        };
        let codes = code(at.checked_sub(1))
            | code(at.checked_sub(2)) << 16
            | code(Some(at + LONGEST)) << 32
            | code(Some(at + LONGEST + 1)) << 48;
        (codes ^ self.codes) & self.mask == 0
    }
}
