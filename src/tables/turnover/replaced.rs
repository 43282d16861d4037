//! Owns pairs of phrases of which one gives way to the other.

use std::collections::{BTreeMap, BTreeSet};

use super::{Event, Kind, correct};
use crate::lexicon::{Entry, Lexicon, PhraseId};
use crate::stats::Contingency;
use crate::tables::histories::{History, Span};

/// So many years at most lie between the end of one phrase and the beginning of the other.
const MOST_YEARS: i32 = 3;

/// So many phrases at most that are akin by their category alone are listed for one that goes: all
/// that comes with a new leadership comes at once.
const MOST_OF_CATEGORY: usize = 3;

/// Neighbouring characters that more than one in so many entries have, as 主义 and 建设, make no two
/// phrases akin.
const COMMON: usize = 100;

/// The pairs, with p corrected for all candidates. `events` are those of single phrases.
pub(super) fn replaced(lexicon: &Lexicon, histories: &[History], events: &[Event]) -> Vec<Event> {
    let found = |kinds: [Kind; 2]| -> Vec<&Event> {
        let own = events.iter().filter(|event| kinds.contains(&event.kind));
        own.filter(|event| event.is_significant()).collect()
    };
    let (going, coming) = (
        found([Kind::Vanishes, Kind::Falls]),
        found([Kind::Appears, Kind::Rises]),
    );
    let kinship = Kinship::of(lexicon.entries());
    let mut pairs: Vec<Event> = Vec::new();
    for old in &going {
        for new in &coming {
            let is_near = (old.turn - new.turn).abs() <= MOST_YEARS && old.phrase != new.phrase;
            if is_near && kinship.of_both(old.phrase, new.phrase) {
                pairs.extend(pair(histories, old, new));
            }
        }
    }
    // A phrase that falls and vanishes, or appears and rises, makes the same pair again.
    pairs.sort_by_key(|pair| (pair.phrase, pair.other, pair.year));
    pairs.dedup_by_key(|pair| (pair.phrase, pair.other));
    correct(&mut pairs);
    listed(lexicon, &kinship, pairs)
}

/// Of `pairs`, which are in order of their phrases, all that are akin by their words, and of each
/// other phrase those with the least p.
fn listed(lexicon: &Lexicon, kinship: &Kinship<'_>, mut pairs: Vec<Event>) -> Vec<Event> {
    let by_words =
        |pair: &Event| (pair.other).is_some_and(|other| kinship.of_words(pair.phrase, other));
    let name = |pair: &Event| pair.other.map(|other| lexicon.entry(other).name());
    pairs.sort_by(|a, b| {
        let key = |pair: &Event| (pair.phrase, !by_words(pair));
        (key(a).cmp(&key(b)))
            .then(a.p.total_cmp(&b.p))
            .then_with(|| name(a).cmp(&name(b)))
    });
    let mut of_category: BTreeMap<PhraseId, usize> = BTreeMap::new();
    pairs.retain(|pair| {
        let number = of_category.entry(pair.phrase).or_default();
        *number += usize::from(!by_words(pair));
        by_words(pair) || *number <= MOST_OF_CATEGORY
    });
    pairs
}

type Neighbours = BTreeSet<(char, char)>;

/// What makes two phrases akin.
struct Kinship<'a> {
    entries: &'a [Entry],
    /// The neighbouring characters of each phrase that few others have.
    rare: Vec<Neighbours>,
}

impl<'a> Kinship<'a> {
    fn of(entries: &'a [Entry]) -> Self {
        let mut rare: Vec<Neighbours> = (entries.iter())
            .map(|entry| neighbours(&entry.text))
            .collect();
        let mut entries_with: BTreeMap<(char, char), usize> = BTreeMap::new();
        for pair in rare.iter().flatten() {
            *entries_with.entry(*pair).or_default() += 1;
        }
        let most = (entries.len() / COMMON).max(2);
        for own in &mut rare {
            own.retain(|pair| entries_with.get(pair).is_some_and(|number| *number <= most));
        }
        Self { entries, rare }
    }

    /// Of one category, or akin by their words.
    fn of_both(&self, a: PhraseId, b: PhraseId) -> bool {
        let category = |phrase: PhraseId| &self.entries[phrase.index()].category;
        category(a) == category(b) || self.of_words(a, b)
    }

    /// With two neighbouring characters in common that few phrases have.
    fn of_words(&self, a: PhraseId, b: PhraseId) -> bool {
        !self.rare[a.index()].is_disjoint(&self.rare[b.index()])
    }
}

fn neighbours(text: &str) -> Neighbours {
    text.chars().zip(text.chars().skip(1)).collect()
}

/// The pair, parted at the year in which the new phrase comes, where the documents of the one become
/// fewer and those of the other more.
fn pair(histories: &[History], old: &Event, new: &Event) -> Option<Event> {
    let parted = |event: &Event| {
        let history = &histories[event.phrase.index()];
        let place = (history.years).partition_point(|year| year.year < new.turn);
        let (before, after) = history.years.split_at(place);
        (Span::of(before), Span::of(after))
    };
    let ((old_before, old_after), (new_before, new_after)) = (parted(old), parted(new));
    let sizes = (
        old_before.with + old_after.with,
        new_before.with + new_after.with,
    );
    let table = Contingency::new((old_before.with, new_before.with), sizes)?;
    let is_turn = old_before.rate() > old_after.rate() && new_before.rate() < new_after.rate();
    Some(Event {
        kind: Kind::Replaced,
        phrase: old.phrase,
        other: Some(new.phrase),
        year: new.turn,
        turn: new.turn,
        before: old_before,
        after: old_after,
        p: table.fisher().filter(|_| is_turn)?,
        p_adjusted: None,
        evidence: Vec::new(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entries(texts: &[(&str, &str)]) -> Vec<Entry> {
        let entry = |(text, category): &(&str, &str)| Entry {
            text: (*text).to_owned(),
            category: (*category).to_owned(),
            ..Entry::default()
        };
        texts.iter().map(entry).collect()
    }

    #[test]
    fn common_neighbours_make_no_kin() {
        let all = entries(&[
            ("修正主义", "campaign"),
            ("社会主义", "leader"),
            ("官僚主义", "style"),
            ("四个现代化", "economy"),
            ("中国式现代化", "leader"),
        ]);
        let kinship = Kinship::of(&all);
        assert!(
            !kinship.of_words(PhraseId(0), PhraseId(1)),
            "three have 主义"
        );
        assert!(kinship.of_both(PhraseId(3), PhraseId(4)), "two have 现代化");
        assert!(kinship.of_both(PhraseId(1), PhraseId(4)), "one category");
        assert!(!kinship.of_both(PhraseId(0), PhraseId(3)));
    }

    fn pair(other: u32, p: f64) -> Event {
        Event {
            kind: Kind::Replaced,
            phrase: PhraseId(0),
            other: Some(PhraseId(other)),
            year: 2001,
            turn: 2001,
            before: Span::default(),
            after: Span::default(),
            p,
            p_adjusted: None,
            evidence: Vec::new(),
        }
    }

    #[test]
    fn of_a_category_the_least_p_are_listed() {
        let texts = [
            ("四个现代化", "x"),
            ("中国式现代化", "x"),
            ("甲乙", "x"),
            ("丙丁", "x"),
            ("戊己", "x"),
            ("庚辛", "x"),
        ];
        let all = entries(&texts);
        let kinship = Kinship::of(&all);
        let pairs = vec![
            pair(1, 0.9),
            pair(2, 0.4),
            pair(3, 0.3),
            pair(4, 0.2),
            pair(5, 0.1),
        ];
        let kept = listed(&Lexicon::from_entries(all.clone()), &kinship, pairs);
        let others: Vec<u32> = kept.iter().map(|pair| pair.other.unwrap().0).collect();
        assert_eq!(others, [1, 5, 4, 3]);
    }
}
