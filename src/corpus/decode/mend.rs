//! Owns reading damaged bytes: the likeliest characters of bytes that are cut, overwritten or put
//! together from files of different encodings.
//!
//! A wrong byte in GBK or UTF-16 shifts every character behind it, and the wrong characters are
//! valid. So damaged bytes are read as a cheapest path: a character costs what `plausible` says, a
//! byte left out as noise and a change of encoding cost more. Time is linear, memory bounded.

use super::encoding::{Kind, TextEncoding};
use super::plausible::BAD;
use super::reading::Reading;

/// A change of encoding costs as much as ten characters read wrongly.
const SWITCH: u32 = 600;

/// A byte of noise, behind a first one at [`BAD`].
const NOISE: u32 = 75;

/// Bytes read at once.
const CHUNK: usize = 1 << 15;

/// The longest character.
const LONGEST: usize = 4;

/// A path cannot get as dear as this within a chunk.
const UNREACHED: u32 = u32::MAX / 2;

/// Text made of damaged bytes.
#[derive(Debug, Default)]
pub(super) struct Mended {
    pub(super) text: String,
    /// Bytes for which U+FFFD stands.
    pub(super) replaced: u64,
    /// Bytes read in each encoding, in the order of the readings.
    pub(super) bytes: Vec<u64>,
}

/// How a place was reached.
#[derive(Debug, Clone, Copy)]
struct Arrival {
    cost: u32,
    /// State it came from.
    state: u8,
    /// Bytes of the character before it; nought for a change of state at the same place.
    length: u8,
}

const NOWHERE: Arrival = Arrival {
    cost: UNREACHED,
    state: 0,
    length: 0,
};

/// Bytes read in one way: a reading's number, or noise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Run {
    reading: usize,
    noise: bool,
    length: usize,
}

/// What is known of the encoding at the start of some bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Start {
    /// Nothing.
    Open,
    /// The first reading is that of the text around.
    First,
}

/// Another encoding than that of the text around costs this much more.
const STRANGE: u32 = 150;

/// Reads `bytes` in the likeliest way.
pub(super) fn mend(bytes: &[u8], readings: &[Reading], start: Start) -> Mended {
    let mut mended = Mended::with(readings.len());
    let mut mender = Mender {
        readings,
        arrivals: Vec::new(),
        runs: Vec::new(),
    };
    let mut entry: Vec<u32> = (0..readings.len())
        .map(|reading| {
            if reading == 0 || start == Start::Open {
                0
            } else {
                STRANGE
            }
        })
        .collect();
    let (mut at, mut state) = (0, usize::MAX);
    while let Some(rest) = bytes.get(at..).filter(|rest| !rest.is_empty()) {
        if readings.get(state / 2) == Some(&Reading::Utf8)
            && let Some(valid) = valid_chunk(rest)
        {
            mended.text.push_str(valid);
            add(&mut mended.bytes, state / 2, valid.len());
            at += valid.len();
            continue;
        }
        state = mender.chunk(rest, &entry);
        for (reading, cost) in entry.iter_mut().enumerate() {
            *cost = if reading == state / 2 { 0 } else { SWITCH };
        }
        let mut from = at;
        for run in &mender.runs {
            let part = bytes.get(from..from + run.length).unwrap_or_default();
            mended.push(part, *run, readings);
            from += run.length;
        }
        at = from;
    }
    mended
}

/// A chunk of UTF-8 without damage, to the end of its last whole character.
fn valid_chunk(rest: &[u8]) -> Option<&str> {
    let chunk = rest.get(..CHUNK.min(rest.len()))?;
    match std::str::from_utf8(chunk) {
        Ok(text) => Some(text),
        Err(cause) if cause.error_len().is_none() && chunk.len() < rest.len() => {
            std::str::from_utf8(chunk.get(..cause.valid_up_to())?).ok()
        }
        Err(_) => None,
    }
}

fn add(counts: &mut [u64], index: usize, length: usize) {
    if let Some(count) = counts.get_mut(index) {
        *count += length as u64;
    }
}

impl Mended {
    /// Nothing yet, in so many readings.
    pub(super) fn with(readings: usize) -> Self {
        Self {
            bytes: vec![0; readings],
            ..Self::default()
        }
    }

    /// Adds text that was read without damage in the first reading.
    pub(super) fn push_clean(&mut self, text: &str, bytes: usize) {
        self.text.push_str(text);
        add(&mut self.bytes, 0, bytes);
    }

    /// Adds what follows.
    pub(super) fn append(&mut self, other: &Self) {
        self.text.push_str(&other.text);
        self.replaced += other.replaced;
        for (sum, bytes) in self.bytes.iter_mut().zip(&other.bytes) {
            *sum += bytes;
        }
    }

    fn push(&mut self, part: &[u8], run: Run, readings: &[Reading]) {
        let Some(reading) = readings.get(run.reading).filter(|_| !run.noise) else {
            self.replaced += run.length as u64;
            self.text
                .extend(std::iter::repeat_n('\u{fffd}', run.length));
            return;
        };
        add(&mut self.bytes, run.reading, run.length);
        let (text, replaced) = whole(part, reading.encoding());
        self.text.push_str(&text);
        self.replaced += replaced;
    }
}

/// Bytes that end with a whole character.
fn whole(part: &[u8], encoding: TextEncoding) -> (String, u64) {
    match encoding.kind() {
        Kind::Standard(standard) => {
            let (text, damaged) = standard.decode_without_bom_handling(part);
            let replaced = if damaged {
                text.matches('\u{fffd}').count() as u64
            } else {
                0
            };
            (text.into_owned(), replaced)
        }
        _ => (String::new(), 0),
    }
}

/// Room for the paths through one chunk. State `2n` is reading `n`; `2n + 1` is noise within it.
struct Mender<'a> {
    readings: &'a [Reading],
    arrivals: Vec<Arrival>,
    runs: Vec<Run>,
}

impl Mender<'_> {
    /// Finds the runs of the first chunk of `rest`, where `entry` is what each reading costs to
    /// begin with; gives the state it ends in.
    fn chunk(&mut self, rest: &[u8], entry: &[u32]) -> usize {
        let states = self.readings.len() * 2;
        let length = CHUNK.min(rest.len());
        self.arrivals.clear();
        self.arrivals.resize((length + LONGEST) * states, NOWHERE);
        for (start, &cost) in self.arrivals.iter_mut().step_by(2).zip(entry) {
            start.cost = cost;
        }
        for at in 0..length {
            self.switch(at, states);
            let tail = rest.get(at..).unwrap_or_default();
            for (number, reading) in self.readings.iter().enumerate() {
                let clean = self.cost(at, number * 2, states);
                let noisy = self.cost(at, number * 2 + 1, states);
                if clean < UNREACHED
                    && let Some(step) = reading.step(tail)
                {
                    self.reach(
                        at + step.length,
                        number * 2,
                        states,
                        (clean + step.cost, number * 2, step.length),
                    );
                }
                if noisy < UNREACHED {
                    self.reach(
                        at + 1,
                        number * 2 + 1,
                        states,
                        (noisy + NOISE, number * 2 + 1, 1),
                    );
                }
            }
        }
        self.trace(length, states)
    }

    fn cost(&self, at: usize, state: usize, states: usize) -> u32 {
        self.arrivals
            .get(at * states + state)
            .map_or(UNREACHED, |arrival| arrival.cost)
    }

    fn reach(&mut self, at: usize, state: usize, states: usize, from: (u32, usize, usize)) {
        let (cost, origin, length) = from;
        let (Ok(origin), Ok(length)) = (u8::try_from(origin), u8::try_from(length)) else {
            return;
        };
        if let Some(slot) = self.arrivals.get_mut(at * states + state)
            && cost < slot.cost
        {
            *slot = Arrival {
                cost,
                state: origin,
                length,
            };
        }
    }

    /// Changes of state without reading a byte: out of noise, to another encoding, into noise.
    fn switch(&mut self, at: usize, states: usize) {
        for clean in (0..states).step_by(2) {
            let noisy = self.cost(at, clean + 1, states);
            self.reach(at, clean, states, (noisy, clean + 1, 0));
        }
        let cheapest = (0..states)
            .step_by(2)
            .min_by_key(|&state| self.cost(at, state, states));
        let Some(cheapest) = cheapest else { return };
        let cost = self.cost(at, cheapest, states);
        for clean in (0..states).step_by(2).filter(|&state| state != cheapest) {
            self.reach(
                at,
                clean,
                states,
                (cost.saturating_add(SWITCH), cheapest, 0),
            );
        }
        for clean in (0..states).step_by(2) {
            let entry = self.cost(at, clean, states).saturating_add(BAD - NOISE);
            self.reach(at, clean + 1, states, (entry, clean, 0));
        }
    }

    /// Follows the cheapest path back from the end of the chunk and keeps it as runs.
    fn trace(&mut self, length: usize, states: usize) -> usize {
        self.runs.clear();
        let end = (length..length + LONGEST)
            .flat_map(|at| (0..states).map(move |state| (at, state)))
            .min_by_key(|&(at, state)| self.cost(at, state, states));
        let Some((mut at, mut state)) = end else {
            return 0;
        };
        let last = state;
        while let Some(arrival) = self
            .arrivals
            .get(at * states + state)
            .copied()
            .filter(|_| at > 0)
        {
            let step = usize::from(arrival.length);
            let run = Run {
                reading: state / 2,
                noise: state % 2 == 1,
                length: step,
            };
            match self.runs.last_mut() {
                _ if step == 0 => {}
                Some(next) if next.reading == run.reading && next.noise == run.noise => {
                    next.length += step;
                }
                _ => self.runs.push(run),
            }
            at -= step.min(at);
            state = usize::from(arrival.state);
        }
        self.runs.reverse();
        // What follows begins clean; a run of noise can be taken up again.
        last & !1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [Reading; 3] = [Reading::Utf8, Reading::Gb18030, Reading::Big5];
    const PROSE: &str =
        "河边的树长得很快,去年冬天种下的也已经发芽。老师把名单交给了班长,请他下午再核对一遍。";

    fn gbk(text: &str) -> Vec<u8> {
        encoding_rs::GBK.encode(text).0.into_owned()
    }

    #[test]
    fn a_lost_byte_costs_one_character_and_not_the_rest() {
        let mut bytes = gbk(PROSE);
        bytes.remove(20);
        let mended = mend(&bytes, &[Reading::Gb18030], Start::First);
        assert_eq!(mended.replaced, 1);
        assert!(
            mended.text.ends_with("请他下午再核对一遍。"),
            "{}",
            mended.text
        );
        assert!(
            mended.text.starts_with("河边的树长得很快"),
            "{}",
            mended.text
        );
    }

    #[test]
    fn parts_in_two_encodings_are_both_read() {
        let mut bytes = PROSE.as_bytes().to_vec();
        bytes.extend(gbk(PROSE));
        let mended = mend(&bytes, &ALL, Start::Open);
        assert_eq!(mended.text, PROSE.repeat(2));
        assert_eq!(mended.replaced, 0);
        assert_eq!(
            mended.bytes,
            [PROSE.len() as u64, gbk(PROSE).len() as u64, 0]
        );
    }

    #[test]
    fn chunks_join_without_a_seam() {
        let text = PROSE.repeat(1500);
        for shift in 0..4 {
            let text = format!("{}{text}", "a".repeat(shift));
            let mut bytes = gbk(&text);
            bytes.push(0xB4);
            let mended = mend(&bytes, &[Reading::Gb18030, Reading::Utf8], Start::First);
            assert_eq!(mended.text, format!("{text}\u{fffd}"), "shift {shift}");
        }
    }

    #[test]
    fn noise_is_replaced_byte_by_byte() {
        let mut bytes = PROSE.as_bytes().to_vec();
        bytes.extend([0xFF; 9]);
        bytes.extend(PROSE.as_bytes());
        let mended = mend(&bytes, &ALL, Start::Open);
        assert_eq!(mended.replaced, 9);
        assert!(mended.text.ends_with(PROSE));
    }
}
