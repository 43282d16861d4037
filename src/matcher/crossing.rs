//! Owns where a phrase may be read across a parenthesis (MATCHING V4): between which characters.

use rustc_hash::FxHashSet;

use super::engine::Searched;
use super::parse::CONJUNCTIONS;
use super::token::Token;

/// Pairs of characters between which some phrase goes on, and how long such phrases are.
#[derive(Debug, Default)]
pub(super) struct Crossings {
    pairs: FxHashSet<(char, char)>,
    before: FxHashSet<char>,
    after_any: FxHashSet<char>,
    /// Most characters of the stream that such a phrase takes.
    pub(super) longest: usize,
}

impl Crossings {
    pub(super) fn of(targets: &[Searched]) -> Self {
        let mut crossings = Self::default();
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
        let mut before: Vec<char> = Vec::new();
        let (mut length, mut is_after_any) = (0, false);
        for token in tokens {
            match *token {
                Token::Char(c) => {
                    for before in before.drain(..) {
                        self.pairs.insert((before, c));
                        self.before.insert(before);
                    }
                    if is_after_any {
                        self.after_any.insert(c);
                    }
                    is_after_any = false;
                    before.push(c);
                    length += 1;
                }
                Token::Joint => {
                    before.extend(CONJUNCTIONS.iter().filter_map(|word| word.chars().last()));
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
    pub(super) fn may_follow(&self, before: char) -> bool {
        self.before.contains(&before) || !self.after_any.is_empty()
    }

    /// Whether some phrase goes on from `before` to `after`.
    pub(super) fn may_cross(&self, before: char, after: char) -> bool {
        self.pairs.contains(&(before, after)) || self.after_any.contains(&after)
    }
}
