//! Owns phrases: aho-corasick and daachorse, over the whole text at once.

use std::error::Error;
use std::fs;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use daachorse::{
    CharwiseDoubleArrayAhoCorasick, CharwiseDoubleArrayAhoCorasickBuilder, DoubleArrayAhoCorasick,
    MatchKind as Daachorse,
};

use crate::measure::Run;

/// Counts every phrase of the file `list`, one per line, in the file `text` and prints the row.
pub fn contest(engine: &str, text: &str, list: &str) -> Result<(), Box<dyn Error>> {
    let (text, list) = (fs::read_to_string(text)?, fs::read_to_string(list)?);
    let phrases: Vec<&str> = list.lines().collect();
    let (run, counts) = match engine {
        "aho-corasick" => aho(&text, &phrases, MatchKind::Standard, None)?,
        "aho-corasick-dfa" => aho(
            &text,
            &phrases,
            MatchKind::Standard,
            Some(AhoCorasickKind::DFA),
        )?,
        "aho-corasick-longest" => aho(&text, &phrases, MatchKind::LeftmostLongest, None)?,
        "daachorse" => charwise(&text, &phrases, Daachorse::Standard)?,
        "daachorse-longest" => charwise(&text, &phrases, Daachorse::LeftmostLongest)?,
        "daachorse-bytewise" => bytewise(&text, &phrases)?,
        _ => return Err(format!("no engine {engine}").into()),
    };
    let check = phrases
        .iter()
        .zip(&counts)
        .map(|(phrase, count)| u64::from(crc32fast::hash(phrase.as_bytes())).wrapping_mul(*count));
    let check = check.fold(0, u64::wrapping_add);
    run.print(text.len(), text.chars().count(), counts.iter().sum(), check);
    Ok(())
}

type Counted = Result<(Run, Vec<u64>), Box<dyn Error>>;

fn aho(text: &str, phrases: &[&str], kind: MatchKind, engine: Option<AhoCorasickKind>) -> Counted {
    let mut builder = AhoCorasick::builder();
    builder.match_kind(kind).kind(engine);
    let count = |automaton: &AhoCorasick| {
        let mut counts = vec![0; phrases.len()];
        if kind == MatchKind::Standard {
            let found = automaton.find_overlapping_iter(text);
            found.for_each(|hit| counts[hit.pattern().as_usize()] += 1);
        } else {
            let found = automaton.find_iter(text);
            found.for_each(|hit| counts[hit.pattern().as_usize()] += 1);
        }
        counts
    };
    let (run, _, counts) = Run::of(|| builder.build(phrases), count)?;
    Ok((run, counts))
}

fn charwise(text: &str, phrases: &[&str], kind: Daachorse) -> Counted {
    let builder = CharwiseDoubleArrayAhoCorasickBuilder::new().match_kind(kind);
    let count = |automaton: &CharwiseDoubleArrayAhoCorasick<u32>| {
        let mut counts = vec![0; phrases.len()];
        if kind == Daachorse::Standard {
            let found = automaton.find_overlapping_iter(text);
            found.for_each(|hit| counts[hit.value() as usize] += 1);
        } else {
            let found = automaton.leftmost_find_iter(text);
            found.for_each(|hit| counts[hit.value() as usize] += 1);
        }
        counts
    };
    let (run, _, counts) = Run::of(
        || builder.build(phrases).map_err(|error| error.to_string()),
        count,
    )?;
    Ok((run, counts))
}

fn bytewise(text: &str, phrases: &[&str]) -> Counted {
    let count = |automaton: &DoubleArrayAhoCorasick<u32>| {
        let mut counts = vec![0; phrases.len()];
        let found = automaton.find_overlapping_iter(text);
        found.for_each(|hit| counts[hit.value() as usize] += 1);
        counts
    };
    let (run, _, counts) = Run::of(
        || DoubleArrayAhoCorasick::new(phrases).map_err(|error| error.to_string()),
        count,
    )?;
    Ok((run, counts))
}
