//! Owns the way through a block: the words that begin at each character, found level by level, and
//! the most probable sequence of them.

use super::compile::{FIRST_BLOCK, LONGEST, Node, pair_bit};
use super::dictionary::{Dictionary, LIMIT, NOT_A_WORD};

/// Characters whose words are looked up together.
pub(super) const WINDOW: usize = 1024;

/// Words of the filter of pairs.
const PAIR_WORDS: usize = (1 << 21) / 64;

/// Where a start has more than a single character and a pair to choose from.
const IRREGULAR: u32 = NOT_A_WORD;

/// No edge.
const NO_EDGE: u32 = u32::MAX;

/// The step that the best path takes from a character: the slot of the word in 23 bits, whether the
/// character and the next one are steps of their own that may be joined, and the length.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Step(u32);

impl Step {
    const JOINED: u32 = 1 << 23;

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
        self.0 & (Self::JOINED - 1)
    }

    /// Whether a run of single characters begins here, or goes on.
    #[inline(always)]
    pub(super) fn is_joined(self) -> bool {
        self.0 & Self::JOINED != 0
    }
}

/// A word of three or more characters.
#[derive(Debug, Clone, Copy)]
struct Edge {
    /// Length and slot.
    step: Step,
    frequency: u32,
    /// The next shorter one from the same start.
    shorter: u32,
}

/// Buffers for the starts of one window.
#[derive(Debug)]
pub(super) struct Window {
    /// Starts whose first pair may begin a word.
    candidates: [(u16, u32); WINDOW],
    /// Frequency of the pair at each start.
    pairs: [u32; WINDOW],
    /// Slot of the pair.
    slots: [u32; WINDOW],
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
            candidates: [(0, 0); WINDOW],
            pairs: [0; WINDOW],
            slots: [0; WINDOW],
            heads: [0; WINDOW],
            edges: Vec::new(),
            active: [(0, Node(0)); WINDOW],
            active_count: 0,
            found: [(0, Node(0)); WINDOW],
            route: [0.0; WINDOW + LONGEST + 1],
        }
    }

    /// Finds the best step from each of `codes`, whose last two end blocks. Single characters with
    /// codes below `joined` are marked where they follow each other.
    pub(super) fn find_steps(
        &mut self,
        dictionary: &Dictionary,
        codes: &[u16],
        joined: u16,
        steps: &mut [Step],
    ) {
        let mut end = steps.len();
        let mut next_joins = false;
        self.route.fill(0.0);
        while end > 0 {
            let start = (end - 1) / WINDOW * WINDOW;
            let length = end - start;
            let codes = &codes[start..];
            self.find_words(dictionary, codes, length);
            let steps = &mut steps[start..end];
            next_joins = self.choose(dictionary, &codes[..length], (joined, next_joins), steps);
            self.route.copy_within(..=LONGEST, WINDOW);
            end = start;
        }
    }

    /// Looks up the words that begin at the first `length` of `codes`.
    fn find_words(&mut self, dictionary: &Dictionary, codes: &[u16], length: usize) {
        self.edges.clear();
        self.pairs[..length].fill(0);
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
        for (pair, start) in codes.windows(2).zip(0_u16..) {
            let bit = pair_bit(pair[0], pair[1]);
            let slot = firsts[usize::from(pair[0]) % LIMIT] + u32::from(pair[1]);
            self.candidates[count & (WINDOW - 1)] = (start, slot);
            count += usize::from((filter[bit / 64 % PAIR_WORDS] >> (bit % 64)) & 1 == 1);
        }
        count.min(WINDOW)
    }

    /// Loads the nodes of the pairs at the candidates: nothing else, so that the loads overlap.
    #[inline(always)]
    fn fetch_pairs(&mut self, dictionary: &Dictionary, count: usize) {
        for (&(_, slot), found) in self.candidates[..count]
            .iter()
            .zip(&mut self.found[..count])
        {
            *found = (slot, dictionary.node(slot & !NOT_A_WORD));
        }
    }

    /// Notes the pairs that are words, and lists those that may go on.
    #[inline(always)]
    fn keep_pairs(&mut self, codes: &[u16], count: usize) {
        let Self {
            candidates,
            found,
            pairs,
            slots,
            heads,
            active,
            ..
        } = self;
        let mut kept = 0;
        for (&(start, _), &(slot, node)) in candidates[..count].iter().zip(&found[..count]) {
            let at = usize::from(start) & (WINDOW - 1);
            let is_prefix = node.is_for(codes[at + 1]);
            let frequency = if is_prefix { node.frequency() } else { 0 };
            slots[at] = slot & !NOT_A_WORD;
            heads[at] = NO_EDGE;
            pairs[at] = frequency | if frequency == 0 { 0 } else { slot & IRREGULAR };
            active[kept & (WINDOW - 1)] = (start, node);
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
        for (&(start, node), found) in active[..count].iter().zip(&mut found[..count]) {
            let slot = node.step(codes[usize::from(start) + depth]);
            *found = (slot, dictionary.node(slot));
        }
        let mut kept = 0;
        for number in 0..count {
            let (start, _) = active[number];
            let (slot, node) = found[number];
            let at = usize::from(start) & (WINDOW - 1);
            let is_prefix = node.is_for(codes[at + depth]);
            if is_prefix && node.frequency() != 0 {
                let shorter = heads[at];
                pairs[at] |= IRREGULAR;
                heads[at] = edges.len() as u32;
                let step = Step::new(depth as u32 + 1, slot);
                edges.push(Edge {
                    step,
                    frequency: node.frequency(),
                    shorter,
                });
            }
            let next = codes.get(at + depth + 1).copied().unwrap_or(0);
            active[kept & (WINDOW - 1)] = (start, node);
            kept += usize::from(is_prefix && node.may_continue(next));
        }
        *active_count = kept;
    }

    /// Chooses the best step from each of `codes`, from right to left; of equal ones the longest.
    #[inline(always)]
    fn choose(
        &mut self,
        dictionary: &Dictionary,
        codes: &[u16],
        (joined, mut next_joins): (u16, bool),
        steps: &mut [Step],
    ) -> bool {
        let length = codes.len();
        let (weights, singles) = (&*dictionary.weights.words, &*dictionary.weights.singles);
        let (mut one, mut two) = (self.route[length], self.route[length + 1]);
        let looked_up = self.pairs[..length].iter().zip(&self.slots[..length]);
        let each = codes.iter().zip(looked_up).zip(steps).enumerate();
        for (at, ((&code, (&pair, &slot)), step)) in each.rev() {
            let mut best = singles[usize::from(code) % LIMIT] + one;
            *step = Step::new(1, code.into());
            let is_single;
            if pair & IRREGULAR == 0 {
                let both = weights[pair as usize % LIMIT] + two;
                is_single = !(both >= best && pair != 0);
                *step = if is_single { *step } else { Step::new(2, slot) };
                best = if both > best { both } else { best };
            } else {
                (best, *step) = self.choose_irregular(dictionary, code, at);
                is_single = step.length() == 1;
            }
            best = if code < FIRST_BLOCK { 0.0 } else { best };
            let joins = is_single && code.wrapping_sub(FIRST_BLOCK) < joined - FIRST_BLOCK;
            step.0 |= u32::from(joins && next_joins) << 23;
            next_joins = joins;
            self.route[at] = best;
            (one, two) = (best, one);
        }
        next_joins
    }

    /// The best step from a character where longer words begin, or which is no word alone.
    fn choose_irregular(&self, dictionary: &Dictionary, code: u16, at: usize) -> (f64, Step) {
        let weight = |frequency: u32| dictionary.weights.words[frequency as usize % LIMIT];
        let (mut best, mut step) = (f64::NEG_INFINITY, Step::new(1, code.into()));
        let mut consider = |frequency: u32, candidate: Step| {
            let whole = weight(frequency) + self.route[at + candidate.length()];
            if frequency != 0 && whole >= best {
                (best, step) = (whole, candidate);
            }
        };
        consider(
            dictionary.node(code.into()).frequency(),
            Step::new(1, code.into()),
        );
        consider(self.pairs[at] & !IRREGULAR, Step::new(2, self.slots[at]));
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
