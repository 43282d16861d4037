//! Phrase matching against daachorse (charwise, overlapping): the same patterns and the same folded
//! text, alternating in one process; the ratio is what counts.
//!
//! The patterns are all strings that tifa searches for: wordings, spellings of numerals, components.
//! daachorse counts the places where they stand; tifa also reads joints, lists and masks, checks
//! guards, and settles overlaps and nesting. On plain phrases both count the same, which is asserted.
//!
//! Run: `cargo bench --no-default-features --bench matching [-- CORPUS.jsonl]`. Without a corpus
//! the evening news beside the checkout is read, else `seeds/`.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a benchmark"
)]

use std::collections::BTreeSet;
use std::time::Instant;

use daachorse::{CharwiseDoubleArrayAhoCorasick, CharwiseDoubleArrayAhoCorasickBuilder};
use tifa::corpus::Document;
use tifa::lexicon::{Builtin, Entry, Lexicon, Selection};
use tifa::matcher::{Hit, MatchOptions, PhraseMatcher, Rule};
use tifa::text::{FoldOptions, FoldedText, fold_char, fold_key, is_numeral, is_separator};

#[path = "shared/text.rs"]
mod text;

use text::{documents, megabytes, seconds, within};

/// Text that is measured, in bytes.
const BYTES: usize = 20_000_000;

/// Runs of each engine.
const RUNS: usize = 9;

/// Phrases of the contest that issue and record speak of.
const MIDDLE: usize = 2_800;

struct Text<'a> {
    document: &'a Document,
    folded: FoldedText,
    /// Its folded characters, and those without list separators.
    whole: String,
    searched: String,
}

fn main() {
    let documents = documents();
    let texts = texts(&documents);
    let bytes: usize = texts.iter().map(|text| text.document.text.len()).sum();
    println!("{} documents, {:.1} MB", texts.len(), megabytes(bytes));
    let builtin = Lexicon::load(Builtin::Included, &[] as &[&str]).unwrap();
    let all = builtin.select(&Selection::everything()).unwrap();
    compare("built-in lexicon", &all, &texts, bytes);
    let many = twenty_thousand(&all, &documents);
    compare("20,000 phrases", &many, &texts, bytes);
    let plain = plain_phrases(&all);
    let step = plain.len() / 500;
    let few = plain.iter().step_by(step).take(500).cloned().collect();
    let many = plain_phrases(&many);
    let middle = filled_up(&plain, &many);
    for phrases in [few, middle, many] {
        compare_plain(&phrases, &texts, bytes);
    }
}

/// `plain` with others from all over `many`: as many phrases as the contest in the middle has.
fn filled_up(plain: &[String], many: &[String]) -> Vec<String> {
    let mut phrases: BTreeSet<String> = plain.iter().cloned().collect();
    let others: Vec<&String> = many.iter().filter(|&one| !phrases.contains(one)).collect();
    let missing = MIDDLE - phrases.len();
    let spread = (0..missing).map(|at| others[at * others.len() / missing].clone());
    phrases.extend(spread);
    assert_eq!(phrases.len(), MIDDLE);
    phrases.into_iter().collect()
}

/// Wordings of `lexicon`, folded, that are found as they are and in no other way: without numerals,
/// slots and separators, and without a beginning that is also their end.
fn plain_phrases(lexicon: &Lexicon) -> Vec<String> {
    let wordings = lexicon.entries().iter().flat_map(|entry| {
        let variants = entry.variants.iter().map(|variant| &variant.text);
        std::iter::once(&entry.text).chain(variants)
    });
    let is_plain = |text: &String| {
        let chars: Vec<char> = text.chars().collect();
        let repeats = |length: usize| chars.starts_with(&chars[chars.len() - length..]);
        chars.len() > 1
            && chars
                .iter()
                .all(|&c| tifa::text::is_han(c) && !is_numeral(c))
            && !(1..chars.len()).any(repeats)
    };
    let phrases: BTreeSet<String> = wordings
        .filter(|text| text.chars().all(|c| !is_separator(fold_char(c))))
        .map(|text| fold_key(text))
        .filter(is_plain)
        .collect();
    phrases.into_iter().collect()
}

/// The contest on plain phrases: both count the same matches, phrase by phrase.
fn compare_plain(phrases: &[String], texts: &[Text<'_>], bytes: usize) {
    let entry = |text: &String| Entry {
        text: text.clone(),
        ..Entry::default()
    };
    let lexicon = Lexicon::from_entries(phrases.iter().map(entry).collect());
    let matcher = PhraseMatcher::new(&lexicon, &MatchOptions::default());
    let automaton: CharwiseDoubleArrayAhoCorasick<u32> =
        CharwiseDoubleArrayAhoCorasickBuilder::new()
            .build(phrases)
            .unwrap();
    let peer = || {
        let mut counts = vec![0_u32; phrases.len()];
        for text in texts {
            for found in automaton.find_overlapping_iter(&text.whole) {
                counts[found.value() as usize] += 1;
            }
        }
        counts
    };
    let tifa = || {
        let mut counts = vec![0_u32; phrases.len()];
        for text in texts {
            let found = matcher.find_folded(&text.document.text, &text.folded, None);
            let is_plain = |hit: &&Hit| matches!(hit.rule, Rule::Plain(_));
            for hit in found.hits.iter().filter(is_plain) {
                counts[hit.phrase.index()] += 1;
            }
        }
        counts
    };
    let counts = peer();
    assert_eq!(counts, tifa(), "both count the same");
    let matches: u32 = counts.iter().sum();
    let numbered = (1_u64..).zip(&counts);
    let checksum: u64 = numbered.map(|(at, &count)| at * u64::from(count)).sum();
    let sum = |counts: Vec<u32>| counts.iter().map(|&count| count as usize).sum();
    println!(
        "{} plain phrases, {matches} matches, checksum {checksum}, equal phrase by phrase",
        phrases.len()
    );
    contest(bytes, &|| sum(peer()), &|| sum(tifa()));
}

fn texts(documents: &[Document]) -> Vec<Text<'_>> {
    let within = documents[..within(documents, BYTES)].iter();
    within
        .map(|document| {
            let folded = FoldedText::new(&document.text, &FoldOptions::default());
            let whole: String = folded.units().iter().map(|unit| unit.ch()).collect();
            Text {
                searched: whole.chars().filter(|&c| !is_separator(c)).collect(),
                whole,
                document,
                folded,
            }
        })
        .collect()
}

/// The lexicon and pieces of clauses, 6 to 12 characters long, from all over the texts, until there
/// are 20,000.
fn twenty_thousand(lexicon: &Lexicon, documents: &[Document]) -> Lexicon {
    let mut entries = lexicon.entries().to_vec();
    let mut known: BTreeSet<String> = entries.iter().map(|entry| fold_key(&entry.text)).collect();
    for round in 0..20 {
        for document in documents {
            let clause = tifa::text::clauses(&document.text).nth(round * 7);
            let length = 6 + document.text.len() % 7;
            let piece: String = clause
                .iter()
                .flat_map(|c| c.text.chars().take(length))
                .collect();
            let is_han = piece.chars().all(tifa::text::is_han);
            let is_wanted = entries.len() < 20_000 && is_han && piece.chars().count() == length;
            if is_wanted && known.insert(piece.clone()) {
                entries.push(Entry {
                    text: piece,
                    ..Entry::default()
                });
            }
        }
    }
    Lexicon::from_entries(entries)
}

fn compare(name: &str, lexicon: &Lexicon, texts: &[Text<'_>], bytes: usize) {
    let start = Instant::now();
    let matcher = PhraseMatcher::new(lexicon, &MatchOptions::default());
    let built = start.elapsed();
    let patterns = matcher.searched_strings();
    let start = Instant::now();
    let automaton: CharwiseDoubleArrayAhoCorasick<u32> =
        CharwiseDoubleArrayAhoCorasickBuilder::new()
            .build(&patterns)
            .unwrap();
    println!(
        "{name}: {} entries, {} strings; built in {:?} (daachorse) and {built:?} (tifa)",
        lexicon.entries().len(),
        patterns.len(),
        start.elapsed(),
    );
    let peer = || -> usize {
        let count = |text: &Text<'_>| automaton.find_overlapping_iter(&text.searched).count();
        texts.iter().map(count).sum()
    };
    let tifa = || -> usize {
        let find = |text: &Text<'_>| matcher.find_folded(&text.document.text, &text.folded, None);
        texts.iter().map(|text| find(text).hits.len()).sum()
    };
    contest(bytes, &peer, &tifa);
}

/// Runs both in turn, and says how fast they are and what they found.
fn contest(bytes: usize, peer: &dyn Fn() -> usize, tifa: &dyn Fn() -> usize) {
    let mut ratios = Vec::new();
    let (mut best_peer, mut best_tifa) = (f64::MAX, f64::MAX);
    let (found_peer, found_tifa) = (peer(), tifa());
    for _ in 0..RUNS {
        let (a, b) = (seconds(peer), seconds(tifa));
        ratios.push(a / b);
        (best_peer, best_tifa) = (best_peer.min(a), best_tifa.min(b));
    }
    ratios.sort_by(f64::total_cmp);
    println!(
        "  daachorse {:.0} MB/s ({found_peer} matches), tifa {:.0} MB/s ({found_tifa} hits)",
        megabytes(bytes) / best_peer,
        megabytes(bytes) / best_tifa
    );
    println!(
        "  matching: {:.2}x daachorse charwise (median of {RUNS} pairs; {:.2} to {:.2})",
        ratios[RUNS / 2],
        ratios[0],
        ratios[RUNS - 1]
    );
}
