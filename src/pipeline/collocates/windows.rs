//! Owns which tokens of a document stand in the windows around hits.

/// A token and where it stands, in bytes of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Slot {
    /// Number of the token.
    pub(super) id: u32,
    pub(super) start: u32,
    /// One past the last byte.
    pub(super) end: u32,
}

/// The sides of hits on which a token stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Sides {
    pub(super) left: bool,
    pub(super) right: bool,
}

impl Sides {
    const LEFT: Self = Self {
        left: true,
        right: false,
    };
    const RIGHT: Self = Self {
        left: false,
        right: true,
    };

    fn with(self, other: Self) -> Self {
        Self {
            left: self.left || other.left,
            right: self.right || other.right,
        }
    }
}

/// What windows of a document are found from, all in the order of the text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Windows<'a> {
    pub(super) tokens: &'a [Slot],
    /// First byte of each hit, and one past the last.
    pub(super) hits: &'a [(u32, u32)],
    /// Bytes at which a sentence, a line or a column of a table ends.
    pub(super) ends: &'a [u32],
    /// Tokens on either side.
    pub(super) width: usize,
}

impl Windows<'_> {
    /// The tokens within a window of any hit, each once, as positions among the tokens, ascending.
    /// Tokens that share a character with any hit have their place in windows, and are not given.
    pub(super) fn tokens(&self) -> Vec<(usize, Sides)> {
        let mut found = Vec::new();
        let mut inside = Vec::new();
        for &hit in self.hits {
            let (first, past) = self.overlapping(hit);
            inside.extend(first..past);
            self.left_of(hit.0, first, &mut found);
            self.right_of(hit.1, past, &mut found);
        }
        inside.sort_unstable();
        found.sort_unstable_by_key(|&(token, _)| token);
        found
            .chunk_by(|a, b| a.0 == b.0)
            .map(|same| {
                let sides = same.iter().map(|&(_, side)| side);
                (same[0].0, sides.fold(Sides::default(), Sides::with))
            })
            .filter(|(token, _)| inside.binary_search(token).is_err())
            .collect()
    }

    /// The first token that shares a character with `hit`, and one past the last.
    fn overlapping(&self, (start, end): (u32, u32)) -> (usize, usize) {
        let first = self.tokens.partition_point(|token| token.end <= start);
        let past = self.tokens.partition_point(|token| token.start < end);
        (first, past)
    }

    fn left_of(&self, hit: u32, first: usize, found: &mut Vec<(usize, Sides)>) {
        let mut edge = hit;
        for (at, token) in self
            .tokens
            .iter()
            .enumerate()
            .take(first)
            .rev()
            .take(self.width)
        {
            if self.is_broken(token.end, edge) {
                break;
            }
            found.push((at, Sides::LEFT));
            edge = token.start;
        }
    }

    fn right_of(&self, hit: u32, past: usize, found: &mut Vec<(usize, Sides)>) {
        let mut edge = hit;
        for (at, token) in self.tokens.iter().enumerate().skip(past).take(self.width) {
            if self.is_broken(edge, token.start) {
                break;
            }
            found.push((at, Sides::RIGHT));
            edge = token.end;
        }
    }

    /// Whether a sentence ends between two bytes.
    fn is_broken(&self, from: u32, to: u32) -> bool {
        let next = self.ends.partition_point(|&end| end < from);
        self.ends.get(next).is_some_and(|&end| end < to)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Tokens of one letter each, wherever `text` has one; `|` ends a sentence, and what stands in
    /// brackets is a hit.
    fn windows(text: &str, width: usize) -> String {
        let (mut tokens, mut hits, mut ends) = (Vec::new(), Vec::new(), Vec::new());
        let mut open = 0;
        for (at, c) in (0_u32..).zip(text.chars()) {
            match c {
                '|' => ends.push(at),
                '[' => open = at,
                ']' => hits.push((open, at)),
                c if c.is_alphanumeric() => tokens.push(Slot {
                    id: c.into(),
                    start: at,
                    end: at + 1,
                }),
                _ => {}
            }
        }
        let windows = Windows {
            tokens: &tokens,
            hits: &hits,
            ends: &ends,
            width,
        };
        let name = |(at, sides): (usize, Sides)| {
            let side = match (sides.left, sides.right) {
                (true, true) => "±",
                (true, false) => "-",
                (false, true) => "+",
                (false, false) => "?",
            };
            format!("{}{side}", char::from_u32(tokens[at].id).unwrap())
        };
        let named: Vec<String> = windows.tokens().into_iter().map(name).collect();
        named.join(" ")
    }

    #[test]
    fn a_window_has_so_many_tokens_on_either_side() {
        assert_eq!(windows("abcd[xy]efgh", 2), "c- d- e+ f+");
        assert_eq!(windows("abcd[xy]efgh", 0), "");
        assert_eq!(windows("[x]", 5), "");
        assert_eq!(windows("a[x]b", 9), "a- b+");
        // Commas and what is left out take no place.
        assert_eq!(windows("a,b , [x] , c,d,e", 2), "a- b- c+ d+");
    }

    #[test]
    fn a_window_ends_with_its_sentence() {
        assert_eq!(windows("ab|c[x]d|ef", 5), "c- d+");
        assert_eq!(windows("ab|[x]|ef", 5), "");
        // A hit that reads across a line end has a window in both lines.
        assert_eq!(windows("p|ab[x|y]c|d", 5), "a- b- c+");
    }

    #[test]
    fn tokens_between_two_hits_are_taken_once() {
        assert_eq!(windows("a[x]b[y]c", 1), "a- b± c+");
        // A token of the other hit takes its place and is not given.
        assert_eq!(windows("ab[x][y]cd", 2), "a- b- c+ d+");
        assert_eq!(windows("ab[x][y]cd", 1), "b- c+");
        // The same place twice, as with two entries.
        let tokens = [
            Slot {
                id: 1,
                start: 0,
                end: 2,
            },
            Slot {
                id: 2,
                start: 2,
                end: 4,
            },
        ];
        let twice = Windows {
            tokens: &tokens,
            hits: &[(2, 4), (2, 4)],
            ends: &[],
            width: 5,
        };
        assert_eq!(twice.tokens(), [(0, Sides::LEFT)]);
    }

    #[test]
    fn a_token_that_shares_a_character_with_a_hit_is_part_of_it() {
        // Tokens of two characters, a hit that begins and ends inside of them.
        let tokens = [(0, 2), (2, 4), (4, 6), (6, 8)].map(|(start, end)| Slot {
            id: start,
            start,
            end,
        });
        let windows = Windows {
            tokens: &tokens,
            hits: &[(3, 5)],
            ends: &[],
            width: 5,
        };
        assert_eq!(windows.tokens(), [(0, Sides::LEFT), (3, Sides::RIGHT)]);
    }
}
