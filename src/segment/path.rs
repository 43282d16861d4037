//! Owns the way through a block: the words that begin at each character, found level by level, and
//! the most probable sequence of them.

use super::compile::{FIRST_BLOCK, LONGEST, Node, PAIR_BITS, pair_bit};
use super::dictionary::{Dictionary, LIMIT, NOT_A_WORD, node_in};

/// Characters whose words are looked up together.
pub(super) const WINDOW: usize = 1024;

/// Words of the filter of pairs.
const PAIR_WORDS: usize = PAIR_BITS / 64;

/// Where a start has more than a single character and a pair to choose from.
const IRREGULAR: u32 = NOT_A_WORD;

/// No edge.
const NO_EDGE: u32 = u32::MAX;

/// The step that the best path takes from a character: the slot of the word in 23 bits, whether it
/// is a single character that may be joined with the next, and the length.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Step(u32);

impl Step {
    const JOINABLE: u32 = 1 << 23;

    #[inline(always)]
    fn new(length: u32, slot: u32) -> Self {
        Self(length << 24 | slot)
    }

    /// In characters.
    #[inline(always)]
    pub(super) fn length(self) -> usize {
        (self.0 >> 24) as usize
    }

    #[inline(always)]
    pub(super) fn slot(self) -> u32 {
        self.0 & (Self::JOINABLE - 1)
    }

    /// Of the single character with `code`; those with codes below `joined` may be joined.
    #[inline(always)]
    fn single(code: u16, joined: u16) -> Self {
        let may_join = code.wrapping_sub(FIRST_BLOCK) < joined - FIRST_BLOCK;
        Self(1 << 24 | u32::from(may_join) << 23 | u32::from(code))
    }

    /// Whether it is a character that is one token with all such characters beside it, or cut with
    /// them by the model of unknown words.
    #[inline(always)]
    pub(super) fn is_joinable(self) -> bool {
        self.0 & Self::JOINABLE != 0
    }
}

/// A word of three or more characters.
#[derive(Debug, Clone, Copy, Default)]
struct Edge {
    /// Length and slot.
    step: Step,
    frequency: u32,
    /// The next shorter one from the same start.
    shorter: u32,
}

/// A start whose first pair may begin a word.
#[derive(Debug, Clone, Copy, Default)]
struct Candidate {
    start: u16,
    second: u16,
    /// Slot of the pair.
    slot: u32,
}

/// The pair that begins at a start.
#[derive(Debug, Clone, Copy, Default)]
struct Pair {
    /// Number of the pair's frequency, 0 if it is not a word; [`IRREGULAR`] is added to it.
    frequency: u32,
    step: Step,
}

/// Buffers for the starts of one window.
#[derive(Debug)]
pub(super) struct Window {
    candidates: [Candidate; WINDOW],
    /// The pair at each start.
    pairs: [Pair; WINDOW],
    /// The longest edge from each start where a pair begins.
    heads: [u32; WINDOW],
    edges: Vec<Edge>,
    /// Prefixes that may go on: start and node.
    active: [(u16, Node); WINDOW],
    active_count: usize,
    /// Slots and nodes that were looked up.
    found: [(u32, Node); WINDOW],
    /// Weight of the best way to the end of the block, from each character on.
    route: [f64; WINDOW + LONGEST + 1],
}

impl Window {
    pub(super) fn new() -> Self {
        Self {
            candidates: [Candidate::default(); WINDOW],
            pairs: [Pair::default(); WINDOW],
            heads: [0; WINDOW],
            edges: Vec::new(),
            active: [(0, Node(0)); WINDOW],
            active_count: 0,
            found: [(0, Node(0)); WINDOW],
            route: [0.0; WINDOW + LONGEST + 1],
        }
    }

    /// Finds the best step from each of `codes`, whose last two end blocks. Single characters with
    /// codes below `joined` are marked.
    pub(super) fn find_steps(
        &mut self,
        dictionary: &Dictionary,
        codes: &[u16],
        joined: u16,
        steps: &mut [Step],
    ) {
        let mut end = steps.len();
        let last = end.saturating_sub(1) % WINDOW;
        self.route[last + 1..last + 3].fill(0.0);
        while end > 0 {
            let start = (end - 1) / WINDOW * WINDOW;
            let length = end - start;
            let codes = &codes[start..];
            self.find_words(dictionary, codes, length);
            self.choose(dictionary, &codes[..length], joined, &mut steps[start..end]);
            if start > 0 {
                self.route.copy_within(..=LONGEST, WINDOW);
            }
            end = start;
        }
    }

    /// Looks up the words that begin at the first `length` of `codes`.
    fn find_words(&mut self, dictionary: &Dictionary, codes: &[u16], length: usize) {
        self.edges.clear();
        self.pairs[..length].fill(Pair::default());
        let count = self.filter(dictionary, &codes[..=length]);
        self.fetch_pairs(dictionary, count);
        self.keep_pairs(codes, count);
        let mut depth = 2;
        while self.active_count > 0 {
            self.deepen(dictionary, codes, depth);
            depth += 1;
        }
    }

    /// Lists the starts whose pair may begin a word, with the pair's slot; most end here.
    #[inline(always)]
    fn filter(&mut self, dictionary: &Dictionary, codes: &[u16]) -> usize {
        let Some(filter) = dictionary.pairs.first_chunk::<PAIR_WORDS>() else {
            return 0;
        };
        let firsts = &*dictionary.weights.firsts;
        let mut count = 0;
        let Some((&(mut first), seconds)) = codes.split_first() else {
            return 0;
        };
        for (&second, start) in seconds.iter().zip(0_u16..) {
            let bit = pair_bit(first, second);
            let slot = firsts[usize::from(first) % LIMIT] + u32::from(second);
            first = second;
            self.candidates[count & (WINDOW - 1)] = Candidate {
                start,
                second,
                slot,
            };
            count += usize::from((filter[bit / 64 % PAIR_WORDS] >> (bit % 64)) & 1 == 1);
        }
        count.min(WINDOW)
    }

    /// Loads the nodes of the pairs at the candidates: nothing else, so that the loads overlap.
    #[inline(always)]
    fn fetch_pairs(&mut self, dictionary: &Dictionary, count: usize) {
        let nodes = &*dictionary.nodes;
        let candidates = self.candidates[..count].iter();
        for (candidate, found) in candidates.zip(&mut self.found[..count]) {
            let slot = candidate.slot & !NOT_A_WORD;
            *found = (slot, node_in(nodes, slot));
        }
    }

    /// Notes the pairs that are words, and lists those that may go on.
    #[inline(always)]
    fn keep_pairs(&mut self, codes: &[u16], count: usize) {
        let Self {
            candidates,
            found,
            pairs,
            heads,
            active,
            ..
        } = self;
        let mut kept = 0;
        for (candidate, &(slot, node)) in candidates[..count].iter().zip(&found[..count]) {
            let at = usize::from(candidate.start) & (WINDOW - 1);
            let is_prefix = node.is_for(candidate.second);
            let frequency = if is_prefix { node.frequency() } else { 0 };
            let irregular = if frequency == 0 {
                0
            } else {
                candidate.slot & IRREGULAR
            };
            heads[at] = NO_EDGE;
            pairs[at] = Pair {
                frequency: frequency | irregular,
                step: Step::new(2, slot),
            };
            active[kept & (WINDOW - 1)] = (candidate.start, node);
            kept += usize::from(is_prefix && node.may_continue(codes[at + 2]));
        }
        self.active_count = kept;
    }

    /// Goes on from prefixes of `depth` characters by one.
    #[allow(
        clippy::cast_possible_truncation,
        reason = "words have up to 255 characters"
    )]
    #[inline(always)]
    fn deepen(&mut self, dictionary: &Dictionary, codes: &[u16], depth: usize) {
        let Self {
            active,
            active_count,
            found,
            edges,
            pairs,
            heads,
            ..
        } = self;
        let count = (*active_count).min(WINDOW);
        let nodes = &*dictionary.nodes;
        for (&(start, node), found) in active[..count].iter().zip(&mut found[..count]) {
            let slot = node.step(codes[usize::from(start) + depth]);
            *found = (slot, node_in(nodes, slot));
        }
        let mut edge_count = edges.len();
        edges.resize(edge_count + count, Edge::default());
        let mut kept = 0;
        for number in 0..count {
            let (start, _) = active[number];
            let (slot, node) = found[number];
            let at = usize::from(start) & (WINDOW - 1);
            let is_prefix = node.is_for(codes[at + depth]);
            let is_word = is_prefix && node.frequency() != 0;
            // Written in any case: whether it is a word cannot be predicted.
            edges[edge_count] = Edge {
                step: Step::new(depth as u32 + 1, slot),
                frequency: node.frequency(),
                shorter: heads[at],
            };
            heads[at] = if is_word {
                edge_count as u32
            } else {
                heads[at]
            };
            pairs[at].frequency |= if is_word { IRREGULAR } else { 0 };
            edge_count += usize::from(is_word);
            let next = codes.get(at + depth + 1).copied().unwrap_or(0);
            active[kept & (WINDOW - 1)] = (start, node);
            kept += usize::from(is_prefix && node.may_continue(next));
        }
        edges.truncate(edge_count);
        *active_count = kept;
    }

    /// Chooses the best step from each of `codes`, from right to left; of equal ones the longest.
    #[inline(always)]
    fn choose(&mut self, dictionary: &Dictionary, codes: &[u16], joined: u16, steps: &mut [Step]) {
        let (weights, singles) = (&*dictionary.weights.words, &*dictionary.weights.singles);
        let length = codes.len().min(WINDOW).min(steps.len());
        let (mut one, mut two) = (self.route[length], self.route[length + 1]);
        for at in (0..length).rev() {
            let (code, pair) = (codes[at], self.pairs[at]);
            let alone = singles[usize::from(code) % LIMIT] + one;
            let single = Step::single(code, joined);
            let (best, step) = if pair.frequency & IRREGULAR == 0 {
                // Not a number where the pair is no word: every comparison is false.
                let both = weights[pair.frequency as usize % LIMIT] + two;
                let is_pair = both >= alone;
                (
                    if both > alone { both } else { alone },
                    if is_pair { pair.step } else { single },
                )
            } else {
                self.choose_irregular(dictionary, (code, single), at)
            };
            // Weights are below 0, except infinity where a block ends.
            let best = if best < 0.0 { best } else { 0.0 };
            steps[at] = step;
            self.route[at] = best;
            (one, two) = (best, one);
        }
    }

    /// The best step from a character where longer words begin, or which is no word alone.
    fn choose_irregular(
        &self,
        dictionary: &Dictionary,
        (code, single): (u16, Step),
        at: usize,
    ) -> (f64, Step) {
        let weight = |frequency: u32| dictionary.weights.words[frequency as usize % LIMIT];
        let (mut best, mut step) = (f64::NEG_INFINITY, single);
        let mut consider = |frequency: u32, candidate: Step| {
            let whole = weight(frequency) + self.route[at + candidate.length()];
            if frequency != 0 && whole >= best {
                (best, step) = (whole, candidate);
            }
        };
        consider(dictionary.node(code.into()).frequency(), single);
        let pair = self.pairs[at];
        consider(pair.frequency & !IRREGULAR, pair.step);
        let (mut longer, mut longer_step) = (f64::NEG_INFINITY, Step::default());
        let mut next = self.heads[at];
        while let Some(edge) = self.edges.get(next as usize) {
            let whole = weight(edge.frequency) + self.route[at + edge.step.length()];
            if whole > longer || longer_step.length() == 0 {
                (longer, longer_step) = (whole, edge.step);
            }
            next = edge.shorter;
        }
        if longer_step.length() != 0 && longer >= best {
            return (longer, longer_step);
        }
        (best, step)
    }
}
