//! Owns the model of unknown words: the most probable states of a run of characters.

use super::dictionary::{Model, States};

/// Index of a state.
const BEGIN: usize = 0;
const END: usize = 1;
const MIDDLE: usize = 2;
const SINGLE: usize = 3;

/// For each state a bit: whether the later of its two possible predecessors was better.
type Predecessors = u8;

/// The best states of runs, and where words end in them.
#[derive(Debug, Default)]
pub(super) struct Guesser {
    predecessors: Vec<Predecessors>,
    ends: Vec<bool>,
}

/// The better of two ways, of equal ones the second, and whether it was that.
#[inline(always)]
fn better(first: f64, second: f64) -> (f64, bool) {
    if first > second {
        (first, false)
    } else {
        (second, true)
    }
}

/// Whether a word ends between two characters, given their rows in the model.
pub(super) fn splits_two(model: &Model, rows: [usize; 2]) -> bool {
    let [first, second] = rows.map(|row| model.row(row));
    let steps = &model.transitions;
    let scores: States = std::array::from_fn(|state| model.initial[state] + first[state]);
    let way = |from: usize, to: usize| scores[from] + steps[from][to] + second[to];
    let (end, _) = better(way(BEGIN, END), way(MIDDLE, END));
    let (single, _) = better(way(END, SINGLE), way(SINGLE, SINGLE));
    // A word of two begins and ends; before a single character, one ends.
    end <= single
}

impl Guesser {
    /// Whether a word ends with each character of a run, given the characters' rows in the model.
    pub(super) fn ends(&mut self, model: &Model, rows: impl Iterator<Item = usize>) -> &[bool] {
        let steps = &model.transitions;
        self.predecessors.clear();
        let mut scores = [0.0; 4];
        for (number, here) in rows.map(|row| model.row(row)).enumerate() {
            if number == 0 {
                scores = std::array::from_fn(|state| model.initial[state] + here[state]);
                self.predecessors.push(0);
                continue;
            }
            let way = |from: usize, to: usize| scores[from] + steps[from][to] + here[to];
            let begin = better(way(END, BEGIN), way(SINGLE, BEGIN));
            let end = better(way(BEGIN, END), way(MIDDLE, END));
            let middle = better(way(BEGIN, MIDDLE), way(MIDDLE, MIDDLE));
            let single = better(way(END, SINGLE), way(SINGLE, SINGLE));
            scores = [begin.0, end.0, middle.0, single.0];
            let bits = [begin.1, end.1, middle.1, single.1].map(u8::from);
            self.predecessors
                .push(bits[0] | bits[1] << 1 | bits[2] << 2 | bits[3] << 3);
        }
        self.trace(if scores[END] > scores[SINGLE] {
            END
        } else {
            SINGLE
        });
        &self.ends
    }

    /// Goes back from the last state.
    fn trace(&mut self, mut state: usize) {
        self.ends.clear();
        self.ends.resize(self.predecessors.len(), false);
        for (end, &predecessors) in self.ends.iter_mut().zip(&self.predecessors).rev() {
            *end = state == END || state == SINGLE;
            let is_later = predecessors >> state & 1 == 1;
            state = match (state, is_later) {
                (BEGIN | SINGLE, false) => END,
                (BEGIN | SINGLE, true) => SINGLE,
                (_, false) => BEGIN,
                (_, true) => MIDDLE,
            };
        }
    }
}
