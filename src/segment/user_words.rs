//! Owns words of the user's own: their frequencies as jieba would set them, and the dictionary that
//! is compiled from them and the built-in words.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use super::alphabet::{Chars, with_kinds};
use super::compile::{Compiled, FIRST_BLOCK, LONGEST, compile};
use super::dictionary::{Dictionary, States, as_float};
use super::{TooManyWords, UserWord};

/// The built-in words and those that were added so far.
struct Growing<'w> {
    builtin: &'w Dictionary,
    added: FxHashMap<&'w str, u64>,
    total: u64,
}

/// `builtin` with `words` added one by one.
pub(super) fn with_words(
    builtin: &Dictionary,
    words: &[UserWord],
) -> Result<Dictionary, TooManyWords> {
    let mut growing = Growing {
        builtin,
        added: FxHashMap::default(),
        total: builtin.total,
    };
    for word in words.iter().filter(|word| !word.text.is_empty()) {
        let frequency = word
            .frequency
            .unwrap_or_else(|| growing.suggest(&word.text))
            .min(UserWord::MOST_FREQUENT);
        let before = growing
            .frequency(&word.text, &growing.codes(&word.text))
            .unwrap_or(0);
        growing.total = growing.total + frequency - before;
        growing.added.insert(&word.text, frequency);
    }
    growing.compile()
}

impl<'w> Growing<'w> {
    fn codes(&self, text: &str) -> Vec<u16> {
        text.chars().map(|c| self.builtin.chars.code(c)).collect()
    }

    /// How often `text`, which `codes` spell, occurs; none if it is no word.
    fn frequency(&self, text: &str, codes: &[u16]) -> Option<u64> {
        let added = self.added.get(text).copied();
        added.or_else(|| self.builtin.frequency_at(self.builtin.find(codes)?))
    }

    /// The frequency with which `text` is just more probable than its parts: jieba's.
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "as jieba does; a saturating cast"
    )]
    fn suggest(&self, text: &str) -> u64 {
        let log_total = as_float(self.total).ln();
        let frequency = |part: &str| self.frequency(part, &self.codes(part)).unwrap_or(1);
        let parts = self.parts(text, log_total);
        let log = parts.iter().fold(0.0, |sum, part| {
            sum + as_float(frequency(part)).ln() - log_total
        });
        ((log + log_total).exp() as u64 + 1).max(frequency(text))
    }

    /// `text` cut without guessing.
    fn parts<'t>(&self, text: &'t str, log_total: f64) -> Vec<&'t str> {
        let codes = self.codes(text);
        let mut offsets: Vec<usize> = text.char_indices().map(|(offset, _)| offset).collect();
        offsets.push(text.len());
        let lengths = self.best_lengths(text, &codes, &offsets, log_total);
        let is_letter = |at: usize| {
            let is_letter = text[offsets[at]..].starts_with(|c: char| c.is_ascii_alphanumeric());
            is_letter && lengths[at] == 1
        };
        let (mut parts, mut at) = (Vec::new(), 0);
        while at < codes.len() {
            let start = at;
            at += lengths[at];
            while is_letter(start) && at < codes.len() && is_letter(at) {
                at += 1;
            }
            if text[offsets[start]..].starts_with("\r\n") {
                at += 1;
            }
            parts.push(&text[offsets[start]..offsets[at]]);
        }
        parts
    }

    /// Length of the best step from each character.
    fn best_lengths(
        &self,
        text: &str,
        codes: &[u16],
        offsets: &[usize],
        log_total: f64,
    ) -> Vec<usize> {
        let mut route = vec![0.0; codes.len() + 1];
        let mut lengths = vec![1; codes.len()];
        for start in (0..codes.len()).rev() {
            if codes[start] < FIRST_BLOCK {
                continue;
            }
            let rest = codes[start..].iter().take(LONGEST);
            let block = rest.take_while(|&&code| code >= FIRST_BLOCK).count();
            let mut best = None;
            for end in start + 1..=start + block {
                let word = self.frequency(&text[offsets[start]..offsets[end]], &codes[start..end]);
                let whole = word.map(|word| as_float(word).ln() - log_total + route[end]);
                if whole.is_some_and(|whole| best.is_none_or(|best| whole >= best)) {
                    (best, lengths[start]) = (whole, end - start);
                }
            }
            route[start] = best.unwrap_or(0.0 - log_total + route[start + 1]);
        }
        lengths
    }

    fn compile(self) -> Result<Dictionary, TooManyWords> {
        let builtin = self.builtin;
        let mut words: Vec<(&str, u64)> = builtin.words().collect();
        let mut added = self.added.clone();
        for (word, frequency) in &mut words {
            *frequency = added.remove(word).unwrap_or(*frequency);
        }
        let mut added: Vec<(&str, u64)> = added.into_iter().collect();
        words.append(&mut added);
        words.sort_unstable();
        let known = builtin.chars.guessed();
        let chars: Vec<char> = known.iter().map(|&(c, _)| c).collect();
        let compiled = compile(&words, &chars).ok_or(TooManyWords)?;
        let mut emissions = builtin.model.emissions[..1].to_vec();
        for &(c, code) in &known {
            let row = usize::from(compiled.alphabet.code(c) - compiled.alphabet.first_guessed);
            if let Some(weights) = builtin.model.emissions.get(builtin.chars.row(code)) {
                emissions.resize(emissions.len().max(row + 1), builtin.model.emissions[0]);
                emissions[row] = *weights;
            }
        }
        Ok(builtin.replaced(compiled, emissions, self.total))
    }
}

impl Dictionary {
    /// All words with their frequencies.
    fn words(&self) -> impl Iterator<Item = (&str, u64)> {
        let slots = (0..).take(self.nodes.len());
        slots.filter_map(|slot| Some((self.word(self.word_at(slot)?), self.frequency_at(slot)?)))
    }

    /// Another dictionary with the same model of unknown words.
    fn replaced(&self, compiled: Compiled, emissions: Vec<States>, total: u64) -> Self {
        let alphabet = compiled.alphabet;
        let table = with_kinds(&alphabet.table);
        let mut dictionary = Self {
            chars: Chars::new(table, alphabet.above, alphabet.first_guessed),
            nodes: Cow::Owned(compiled.nodes),
            pairs: Cow::Owned(compiled.pairs),
            weights: super::dictionary::Weights::default(),
            model: self.model.with_emissions(emissions),
            ids: Cow::Owned(compiled.ids),
            starts: Cow::Owned(compiled.starts),
            text: Cow::Owned(compiled.text),
            frequencies: Cow::Owned(compiled.frequencies),
            total,
            odd: Vec::new(),
        };
        dictionary.weigh();
        dictionary.note_odd();
        dictionary
    }
}
