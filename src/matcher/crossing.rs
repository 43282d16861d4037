//! Owns where a phrase may be read across a parenthesis (MATCHING V4): between which characters.

use rustc_hash::FxHashSet;

use crate::text::stream_code;

use super::engine::Searched;
use super::parse::CONJUNCTIONS;
use super::token::Token;

/// Pairs of characters, as codes of the stream, between which some phrase goes on, and how long such phrases are.
#[derive(Debug, Default)]
pub(super) struct Crossings {
    pairs: FxHashSet<(u16, u16)>,
    before: FxHashSet<u16>,
    after_any: FxHashSet<u16>,
    /// Most characters of the stream that such a phrase takes.
    pub(super) longest: usize,
}

impl Crossings {
    pub(super) fn of(targets: &[Searched]) -> Self {
        let mut crossings = Self::default();
        // Usual phrases have some five pairs.
        crossings.pairs.reserve(2 * targets.len());
        for searched in targets {
            if let Searched::Form(form) = searched
                && searched.crosses_parenthesis()
            {
                crossings.add(&form.tokens);
            }
        }
        crossings
    }

    fn add(&mut self, tokens: &[Token]) {
        let mut before: Vec<u16> = Vec::new();
        let (mut length, mut is_after_any) = (0, false);
        for token in tokens {
            match *token {
                Token::Char(c) => {
                    let code = stream_code(c);
                    for before in before.drain(..) {
                        self.pairs.insert((before, code));
                        self.before.insert(before);
                    }
                    if is_after_any {
                        self.after_any.insert(code);
                    }
                    is_after_any = false;
                    before.push(code);
                    length += 1;
                }
                Token::Joint => {
                    let last = CONJUNCTIONS.iter().filter_map(|word| word.chars().last());
                    before.extend(last.map(stream_code));
                    length += 2;
                }
                Token::Slot { most, .. } => {
                    is_after_any = true;
                    length += usize::from(most);
                }
                Token::Leader(_) | Token::Number | Token::Hole | Token::Initials(_) => {}
            }
        }
        self.longest = self.longest.max(length);
    }

    /// Whether some phrase may go on after `before`.
    pub(super) fn may_follow(&self, before: u16) -> bool {
        self.before.contains(&before) || !self.after_any.is_empty()
    }

    /// Whether some phrase goes on from `before` to `after`.
    pub(super) fn may_cross(&self, before: u16, after: u16) -> bool {
        self.pairs.contains(&(before, after)) || self.after_any.contains(&after)
    }
}
