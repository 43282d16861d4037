//! Owns the dictionary in use: the built-in image as it lies, or one with user words compiled in.

use std::borrow::Cow;

use zerocopy::FromBytes;

use super::alphabet::{Chars, with_kinds};
use super::compile::{FIRST_BLOCK, Node, pair_bit};
use super::{TokenClass, WordId, classify_token};

/// Makes the image begin where eight-byte numbers may.
#[repr(C, align(64))]
struct Aligned<B: ?Sized>(B);

static IMAGE: &Aligned<[u8]> =
    &Aligned(*include_bytes!(concat!(env!("OUT_DIR"), "/dictionary.bin")));
static WORDS: &str = include_str!(concat!(env!("OUT_DIR"), "/words.txt"));

/// Sections of the image.
const SECTIONS: usize = 9;

/// The four states of the model of unknown words: a character begins, ends, continues or is a word.
pub(super) type States = [f64; 4];

/// Reads the image section by section.
struct Sections {
    lengths: &'static [u64],
    rest: &'static [u8],
}

impl Sections {
    fn new() -> Self {
        let (head, rest) = IMAGE.0.split_at(SECTIONS * size_of::<u64>());
        let lengths = <[u64]>::ref_from_bytes(head).unwrap_or(&[]);
        Self { lengths, rest }
    }

    fn take<T: FromBytes + zerocopy::Immutable + zerocopy::KnownLayout>(&mut self) -> &'static [T] {
        let Some((&length, lengths)) = self.lengths.split_first() else {
            return &[];
        };
        self.lengths = lengths;
        let length = usize::try_from(length).unwrap_or(0);
        let (section, rest) = self
            .rest
            .split_at(length.next_multiple_of(size_of::<u64>()));
        self.rest = rest;
        <[T]>::ref_from_bytes(&section[..length]).unwrap_or(&[])
    }
}

/// Start and steps of the model of unknown words.
#[derive(Debug)]
pub(super) struct Model {
    pub(super) initial: States,
    pub(super) transitions: [States; 4],
    /// Weights of characters by code, from the first that is covered on; the first row is that of
    /// characters that are not known.
    pub(super) emissions: Cow<'static, [States]>,
}

impl Model {
    /// Weights of the character with number `row`.
    #[inline(always)]
    pub(super) fn row(&self, row: usize) -> States {
        let known = self.emissions.get(row).or(self.emissions.first());
        known.copied().unwrap_or_default()
    }

    /// The same with other weights of characters.
    pub(super) fn with_emissions(&self, emissions: Vec<States>) -> Self {
        Self {
            emissions: Cow::Owned(emissions),
            ..*self
        }
    }
}

/// Numbers of codes and of distinct frequencies are below it.
pub(super) const LIMIT: usize = 1 << 14;

/// Marks a character that is no word by itself.
pub(super) const NOT_A_WORD: u32 = 1 << 31;

/// Tables of a fixed size, so that a masked index needs no check.
#[derive(Debug)]
pub(super) struct Weights {
    /// Log probability of each distinct frequency; not a number where there is none.
    pub(super) words: Box<[f64; LIMIT]>,
    /// Log probability of each code as a word; infinity where it ends a block.
    pub(super) singles: Box<[f64; LIMIT]>,
    /// Where the pairs of each code begin.
    pub(super) firsts: Box<[u32; LIMIT]>,
}

impl Default for Weights {
    fn default() -> Self {
        Self {
            words: Box::new([f64::NAN; LIMIT]),
            singles: Box::new([0.0; LIMIT]),
            firsts: Box::new([NOT_A_WORD; LIMIT]),
        }
    }
}

/// Everything that a worker looks things up in.
#[derive(Debug)]
pub(super) struct Dictionary {
    pub(super) chars: Chars,
    pub(super) nodes: Cow<'static, [u64]>,
    pub(super) pairs: Cow<'static, [u64]>,
    pub(super) weights: Weights,
    pub(super) model: Model,
    pub(super) ids: Cow<'static, [u64]>,
    pub(super) starts: Cow<'static, [u32]>,
    pub(super) text: Cow<'static, str>,
    pub(super) frequencies: Cow<'static, [u64]>,
    /// Sum of the frequencies of all words.
    pub(super) total: u64,
    /// Words without a letter, which only users have: they are numbers or marks.
    pub(super) odd: Vec<WordId>,
}

impl Dictionary {
    /// jieba's own, as it was compiled in.
    pub(super) fn builtin() -> Self {
        let mut sections = Sections::new();
        let single: &[u64] = sections.take();
        let chain: &[States] = sections.take();
        let emissions: &[States] = sections.take();
        let (nodes, pairs, frequencies) = (sections.take(), sections.take(), sections.take());
        let (ids, starts) = (sections.take(), sections.take());
        let table: &[u16] = sections.take();
        let row = |number: usize| chain.get(number).copied().unwrap_or_default();
        let first_guessed = u16::try_from(single.get(1).copied().unwrap_or(0)).unwrap_or(0);
        let mut dictionary = Self {
            chars: Chars::new(with_kinds(table), Vec::new(), first_guessed),
            nodes: Cow::Borrowed(nodes),
            pairs: Cow::Borrowed(pairs),
            weights: Weights::default(),
            model: Model {
                initial: row(0),
                transitions: [row(1), row(2), row(3), row(4)],
                emissions: Cow::Borrowed(emissions),
            },
            ids: Cow::Borrowed(ids),
            starts: Cow::Borrowed(starts),
            text: Cow::Borrowed(WORDS),
            frequencies: Cow::Borrowed(frequencies),
            total: single.first().copied().unwrap_or(0),
            odd: Vec::new(),
        };
        dictionary.weigh();
        dictionary
    }

    /// Log probabilities, in the order of jieba's operations: they are equal to the last bit.
    pub(super) fn weigh(&mut self) {
        let log_total = as_float(self.total).ln();
        let mut weights = Weights::default();
        for (weight, &frequency) in weights.words.iter_mut().zip(&*self.frequencies).skip(1) {
            *weight = as_float(frequency).ln() - log_total;
        }
        let slots = 0..=u32::from(self.chars.highest());
        for (slot, (single, first)) in
            slots.zip(weights.singles.iter_mut().zip(&mut *weights.firsts))
        {
            let node = self.node(slot);
            let is_word = node.frequency() != 0;
            *single = if is_word {
                weights.words[node.frequency() as usize % LIMIT]
            } else {
                0.0 - log_total
            };
            *first = node.step(0) | if is_word { 0 } else { NOT_A_WORD };
        }
        weights.singles[..usize::from(FIRST_BLOCK)].fill(f64::INFINITY);
        self.weights = weights;
    }

    /// The prefix at `slot`.
    #[inline(always)]
    pub(super) fn node(&self, slot: u32) -> Node {
        node_in(&self.nodes, slot)
    }

    /// Whether words may begin with `first` and `second`; never false where they do.
    #[inline(always)]
    fn is_pair(&self, first: u16, second: u16) -> bool {
        let bit = pair_bit(first, second);
        let bits = self.pairs.get(bit / 64).copied().unwrap_or(0);
        bits >> (bit % 64) & 1 == 1
    }

    /// Slot of the word that `codes` spell, if they are one; that of a single character in any case.
    #[inline]
    pub(super) fn find(&self, codes: &[u16]) -> Option<u32> {
        let (&first, rest) = codes.split_first()?;
        let mut slot = u32::from(first);
        let Some(&second) = rest.first() else {
            return Some(slot);
        };
        if !self.is_pair(first, second) {
            return None;
        }
        let mut node = self.node(slot);
        for &code in rest {
            slot = node.step(code);
            node = self.node(slot);
            if !node.is_for(code) {
                return None;
            }
        }
        (node.frequency() != 0).then_some(slot)
    }

    /// The word at `slot`, if one ends there.
    #[inline(always)]
    #[allow(clippy::cast_possible_truncation, reason = "two halves")]
    pub(super) fn word_at(&self, slot: u32) -> Option<WordId> {
        let group = *self.ids.get((slot / 32) as usize)?;
        let (before, bits) = ((group >> 32) as u32, group as u32);
        if bits >> (slot % 32) & 1 == 0 {
            return None;
        }
        let below = bits & ((1 << (slot % 32)) - 1);
        Some(WordId(before + below.count_ones()))
    }

    /// The word that is spelled `word`.
    pub(super) fn id_of(&self, word: &str) -> Option<WordId> {
        let codes: Vec<u16> = word.chars().map(|c| self.chars.code(c)).collect();
        let is_inside = codes.iter().all(|&code| code >= FIRST_BLOCK);
        self.word_at(self.find(&codes).filter(|_| is_inside)?)
    }

    /// How often the word at `slot` occurs, if one ends there.
    pub(super) fn frequency_at(&self, slot: u32) -> Option<u64> {
        let number = self.node(slot).frequency() as usize;
        self.frequencies
            .get(number)
            .copied()
            .filter(|_| number != 0)
    }

    /// Lists the words without a letter.
    pub(super) fn note_odd(&mut self) {
        let ids = (0..self.word_count()).map(WordId);
        self.odd = ids
            .filter(|&id| classify_token(self.word(id)) != TokenClass::Word)
            .collect();
    }

    /// What the word `id` is made of.
    #[inline(always)]
    pub(super) fn class(&self, id: WordId) -> TokenClass {
        if self.odd.is_empty() || self.odd.binary_search(&id).is_err() {
            return TokenClass::Word;
        }
        classify_token(self.word(id))
    }

    pub(super) fn word_count(&self) -> u32 {
        u32::try_from(self.starts.len().saturating_sub(1)).unwrap_or(0)
    }

    pub(super) fn word(&self, id: WordId) -> &str {
        let place = id.0 as usize;
        let range = self.starts.get(place).zip(self.starts.get(place + 1));
        range
            .and_then(|(&start, &end)| self.text.get(start as usize..end as usize))
            .unwrap_or_default()
    }
}

/// The prefix at `slot` of `nodes`.
#[inline(always)]
pub(super) fn node_in(nodes: &[u64], slot: u32) -> Node {
    Node(nodes.get(slot as usize).copied().unwrap_or(u64::MAX))
}

#[allow(clippy::cast_precision_loss, reason = "as jieba does")]
pub(super) fn as_float(frequency: u64) -> f64 {
    frequency as f64
}
