//! The matcher finds what a naive reading of the rules finds, on random texts over a few letters.
//!
//! The reference tries every entry at every place (MATCHING 1.6, V2, 5.1, 5.2). It knows letters,
//! quotes, separators, joints and gaps; nothing else stands in its texts.

use proptest::prelude::{ProptestConfig, Strategy, prop, prop_assert_eq, proptest};
use tifa::lexicon::{Entry, Lexicon, Variation};
use tifa::matcher::{MatchOptions, PhraseMatcher};
use tifa::text::FoldOptions;

const SEPARATORS: [char; 3] = ['、', '，', ';'];
const QUOTES: [char; 2] = ['“', '”'];

/// A phrase: its items, with joints between them, and the units that may stand between two items.
#[derive(Debug, Clone)]
struct Phrase {
    items: Vec<Vec<char>>,
    gap: u8,
}

impl Phrase {
    fn text(&self) -> String {
        let items: Vec<String> = self
            .items
            .iter()
            .map(|item| item.iter().collect())
            .collect();
        items.join("、")
    }

    fn entry(&self) -> Entry {
        let letters: usize = self.items.iter().map(Vec::len).sum();
        Entry {
            text: self.text(),
            category: (letters % 2).to_string(),
            variation: Variation {
                gap: self.gap,
                ..Variation::default()
            },
            ..Entry::default()
        }
    }
}

/// What both give: phrase, start, end, kind, shortest container, whether it is in its category.
type Found = (usize, usize, usize, &'static str, Option<usize>, bool);

/// A letter or separator with its place in the text.
type Unit = (char, usize);

/// Ends of `items` read from unit `at`, and whether other units stand between them; the first way
/// to read it.
fn read(
    units: &[Unit],
    at: usize,
    items: &[Vec<char>],
    all: &[Vec<char>],
    gap: Option<usize>,
) -> Option<(usize, bool)> {
    let (item, rest) = items.split_first()?;
    let end = at + item.len();
    let here = units.get(at..end)?;
    if !here.iter().map(|unit| unit.0).eq(item.iter().copied()) {
        return None;
    }
    if rest.is_empty() {
        return Some((end, false));
    }
    let is_separator = |unit: &Unit| SEPARATORS.contains(&unit.0);
    let longest = gap.map_or(2, |gap| gap + 1);
    (0..=longest).find_map(|length| {
        let between = units.get(end..end + length)?;
        let separators = between.iter().filter(|unit| is_separator(unit)).count();
        let fillers = length - separators;
        let letters: Vec<char> = between.iter().map(|unit| unit.0).collect();
        let allowed = match gap {
            None => fillers == 0,
            Some(gap) => {
                let holds =
                    |item: &Vec<char>| letters.windows(item.len()).any(|window| window == item);
                separators <= 1 && fillers <= gap && !all.iter().any(holds)
            }
        };
        // Between two items stand all separators there are.
        let is_whole = gap.is_some() || !units.get(end + length).is_some_and(is_separator);
        let (end, filled) = (allowed && is_whole)
            .then(|| read(units, end + length, rest, all, gap))
            .flatten()?;
        Some((end, filled || fillers > 0))
    })
}

/// One phrase, settled: start, end and kind, kinds from best to worst.
fn settled(units: &[Unit], text: &[char], phrase: &Phrase) -> Vec<(usize, usize, &'static str)> {
    let mut candidates = Vec::new();
    for at in 0..units.len() {
        let place = |end: usize| (units[at].1, units[end - 1].1 + 1);
        if let Some((end, _)) = read(units, at, &phrase.items, &phrase.items, None) {
            let (start, end) = place(end);
            let surface: String = text[start..end].iter().collect();
            let is_exact = surface == phrase.text();
            candidates.push((usize::from(!is_exact), start, end));
        }
        let gap = (phrase.gap > 0 && phrase.items.len() > 1).then_some(usize::from(phrase.gap));
        let apart = gap.and_then(|_| read(units, at, &phrase.items, &phrase.items, gap));
        if let Some((end, true)) = apart {
            candidates.push((2, place(end).0, place(end).1));
        }
    }
    candidates.sort_by_key(|&(kind, start, end)| (kind, start, usize::MAX - end));
    let mut kept: Vec<(usize, usize, &'static str)> = Vec::new();
    for (kind, start, end) in candidates {
        if kept.iter().all(|other| end <= other.0 || other.1 <= start) {
            kept.push((start, end, ["exact", "folded", "variant"][kind]));
        }
    }
    kept
}

fn naive(text: &str, phrases: &[Phrase]) -> Vec<Found> {
    let chars: Vec<char> = text.chars().collect();
    let units: Vec<Unit> = chars
        .iter()
        .copied()
        .zip(0..)
        .filter(|(c, _)| !QUOTES.contains(c))
        .collect();
    let mut hits: Vec<(usize, usize, usize, &'static str)> = Vec::new();
    for (number, phrase) in phrases.iter().enumerate() {
        let own = settled(&units, &chars, phrase);
        hits.extend(
            own.iter()
                .map(|&(start, end, kind)| (number, start, end, kind)),
        );
    }
    let category = |number: usize| phrases[number].entry().category;
    let mut found: Vec<Found> = hits
        .iter()
        .map(|&(number, start, end, kind)| {
            let contains = |other: &&(usize, usize, usize, &str)| {
                other.0 != number
                    && other.1 <= start
                    && end <= other.2
                    && (other.1, other.2) != (start, end)
            };
            let containers: Vec<_> = hits.iter().filter(contains).collect();
            let shortest = containers
                .iter()
                .min_by_key(|other| (other.2 - other.1, other.0));
            let in_category = containers
                .iter()
                .any(|other| category(other.0) == category(number));
            (
                number,
                start,
                end,
                kind,
                shortest.map(|other| other.0),
                in_category,
            )
        })
        .collect();
    found.sort_unstable();
    found
}

fn matched(text: &str, phrases: &[Phrase]) -> Vec<Found> {
    let lexicon = Lexicon::from_entries(phrases.iter().map(Phrase::entry).collect());
    let matcher = PhraseMatcher::new(&lexicon, &MatchOptions::default());
    let matches = matcher.find(text, &FoldOptions::default(), None);
    assert!(matches.apart.is_empty() && matches.masks.is_empty());
    let mut found: Vec<Found> = matches
        .hits
        .iter()
        .map(|hit| {
            let container = hit.inside_of.map(|phrase| phrase.index());
            let (start, end) = (hit.start as usize, hit.end as usize);
            (
                hit.phrase.index(),
                start,
                end,
                hit.kind.name(),
                container,
                hit.inside_category,
            )
        })
        .collect();
    found.sort_unstable();
    found
}

fn phrase(letters: &'static str) -> impl Strategy<Value = Phrase> {
    let letter = prop::sample::select(letters.chars().collect::<Vec<_>>());
    let item = prop::collection::vec(letter, 1..4);
    let items = prop::collection::vec(item, 1..4);
    (items, prop::sample::select(vec![0, 0, 1, 2, 4]))
        .prop_map(|(items, gap)| Phrase { items, gap })
}

/// Phrases without repetition.
fn phrases(letters: &'static str) -> impl Strategy<Value = Vec<Phrase>> {
    prop::collection::vec(phrase(letters), 1..7).prop_map(|mut phrases| {
        phrases.sort_by_key(Phrase::text);
        phrases.dedup_by_key(|phrase| phrase.text());
        phrases
    })
}

/// Letters, with a separator or a quote now and then.
fn text(letters: &'static str) -> impl Strategy<Value = String> {
    let of = |all: &str| prop::sample::select(all.chars().collect::<Vec<_>>());
    let char = proptest::prelude::prop_oneof![8 => of(letters), 2 => of("、，;"), 1 => of("“”")];
    prop::collection::vec(char, 0..40).prop_map(String::from_iter)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn four_letters_are_matched_as_by_a_naive_reader(text in text("甲乙丙丁"), phrases in phrases("甲乙丙丁")) {
        prop_assert_eq!(matched(&text, &phrases), naive(&text, &phrases));
    }

    #[test]
    fn two_letters_are_matched_as_by_a_naive_reader(text in text("甲乙"), phrases in phrases("甲乙")) {
        prop_assert_eq!(matched(&text, &phrases), naive(&text, &phrases));
    }
}
