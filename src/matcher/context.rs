//! Owns the context rules: what may not stand around a hit, and what must (MATCHING 6).

use std::cell::RefCell;

use rustc_hash::FxHashMap;

use crate::lexicon::{Evidence, Guard, OneLeft, Window};
use crate::text::{CharClass, Unit, classify, fold_char};

use super::kinds::Rule;
use super::parse::{is_sentence_end, stands};

/// Units on either side of a hit beyond which no evidence is looked for, unless it is the whole
/// document: text without any sentence end must not make counting slow.
const WIDEST_WINDOW: usize = 2000;

/// An entry's guard, folded.
#[derive(Debug, Default)]
pub(super) struct Context {
    not_after: Vec<Vec<char>>,
    not_before: Vec<Vec<char>>,
    not_inside: Vec<Vec<char>>,
    needs: Option<Folded>,
    unless: Option<Folded>,
    one_left: Option<Box<Context>>,
}

#[derive(Debug)]
struct Folded {
    any: Vec<Vec<char>>,
    within: Window,
}

/// Where evidence stands in one document: the first end and the last start of each list of
/// strings, once looked for.
#[derive(Debug, Default)]
pub(super) struct Found {
    ends: RefCell<FxHashMap<*const Folded, Option<(usize, usize)>>>,
}

/// The characters that context strings are compared by; separators stay.
fn fold(text: &str) -> Vec<char> {
    text.chars()
        .filter(|&c| classify(c) == CharClass::Letter)
        .map(fold_char)
        .collect()
}

fn fold_all(texts: &[String]) -> Vec<Vec<char>> {
    texts
        .iter()
        .map(|text| fold(text))
        .filter(|folded| !folded.is_empty())
        .collect()
}

impl Context {
    pub(super) fn of(guard: &Guard) -> Option<Box<Self>> {
        let evidence = |evidence: &Evidence| Folded {
            any: fold_all(&evidence.any),
            within: evidence.within,
        };
        let one_left = |one: &OneLeft| {
            Box::new(Self {
                not_after: fold_all(&one.not_after),
                not_before: fold_all(&one.not_before),
                ..Self::default()
            })
        };
        (!guard.is_empty()).then(|| {
            Box::new(Self {
                not_after: fold_all(&guard.not_after),
                not_before: fold_all(&guard.not_before),
                not_inside: fold_all(&guard.not_inside),
                needs: guard.needs.as_ref().map(evidence),
                unless: guard.unless.as_ref().map(evidence),
                one_left: guard.one_left.as_ref().map(one_left),
            })
        })
    }

    /// The guard of the one character that a filter leaves.
    pub(super) fn one_left(&self) -> Option<&Self> {
        self.one_left.as_deref()
    }

    /// Refuses the units `start..end` of a document where a rule says so.
    pub(super) fn check(
        &self,
        units: &[Unit],
        start: usize,
        end: usize,
        found: &Found,
    ) -> Result<(), Rule> {
        let stands_before = |text: &Vec<char>| {
            start >= text.len() && is_at(units, start - text.len(), text) && {
                (start - text.len() + 1..=start).all(|at| is_adjacent(units, at))
            }
        };
        let stands_after = |text: &Vec<char>| {
            is_at(units, end, text) && (end..end + text.len()).all(|at| is_adjacent(units, at))
        };
        if self.not_after.iter().any(stands_before) {
            return Err(Rule::NotAfter);
        }
        if self.not_before.iter().any(stands_after) {
            return Err(Rule::NotBefore);
        }
        if self
            .not_inside
            .iter()
            .any(|text| lies_inside(units, start, end, text))
        {
            return Err(Rule::NotInside);
        }
        if self
            .needs
            .as_ref()
            .is_some_and(|needs| !needs.stands_near(units, start, end, found))
        {
            return Err(Rule::Needs);
        }
        if self
            .unless
            .as_ref()
            .is_some_and(|unless| unless.stands_near(units, start, end, found))
        {
            return Err(Rule::Unless);
        }
        Ok(())
    }
}

impl Folded {
    fn stands_near(&self, units: &[Unit], start: usize, end: usize, found: &Found) -> bool {
        let is_end = match self.within {
            Window::Sentence => is_sentence_end,
            Window::Paragraph => |c| c == '\n',
            Window::Document => return self.stands_outside(units, start, end, found),
        };
        let first = units[start.saturating_sub(WIDEST_WINDOW)..start]
            .iter()
            .rev()
            .take_while(|unit| !is_end(unit.ch()))
            .count();
        let last = units[end..units.len().min(end + WIDEST_WINDOW)]
            .iter()
            .take_while(|unit| !is_end(unit.ch()))
            .count();
        let sides = [&units[start - first..start], &units[end..end + last]];
        sides
            .iter()
            .any(|side| self.any.iter().any(|text| first_in(side, text).is_some()))
    }

    /// Whether one of the strings stands anywhere in the document but in the hit.
    fn stands_outside(&self, units: &[Unit], start: usize, end: usize, found: &Found) -> bool {
        let mut ends = found.ends.borrow_mut();
        let known = ends.entry(std::ptr::from_ref(self)).or_insert_with(|| {
            let first_end = |text: &Vec<char>| Some(first_in(units, text)? + text.len());
            let last_start = |text: &Vec<char>| last_in(units, text);
            let first = self.any.iter().filter_map(first_end).min()?;
            let last = self.any.iter().filter_map(last_start).max()?;
            Some((first, last))
        });
        known.is_some_and(|(first_end, last_start)| first_end <= start || end <= last_start)
    }
}

fn is_at(units: &[Unit], at: usize, text: &[char]) -> bool {
    units
        .get(at..at + text.len())
        .is_some_and(|slice| stands(slice, text))
}

fn first_in(units: &[Unit], text: &[char]) -> Option<usize> {
    units
        .windows(text.len())
        .position(|window| stands(window, text))
}

fn last_in(units: &[Unit], text: &[char]) -> Option<usize> {
    units
        .windows(text.len())
        .rposition(|window| stands(window, text))
}

/// Whether unit `at` follows the one before without anything between them.
fn is_adjacent(units: &[Unit], at: usize) -> bool {
    at > 0 && units.get(at).is_some_and(|unit| unit.gap().is_none())
}

fn lies_inside(units: &[Unit], start: usize, end: usize, text: &[char]) -> bool {
    (end.saturating_sub(text.len())..=start)
        .any(|at| at + text.len() >= end && is_at(units, at, text))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{FoldOptions, FoldedText};

    fn check(guard: &Guard, text: &str, hit: &str) -> Result<(), Rule> {
        let folded = FoldedText::new(text, &FoldOptions::default());
        let byte = text.find(hit).unwrap();
        let is_there = |&unit: &usize| folded.position(unit).byte as usize == byte;
        let start = (0..folded.units().len()).find(is_there).unwrap();
        let end = start + hit.chars().count();
        let context = Context::of(guard).unwrap();
        context.check(folded.units(), start, end, &Found::default())
    }

    fn strings(texts: &[&str]) -> Vec<String> {
        texts.iter().map(|&text| text.to_owned()).collect()
    }

    #[test]
    fn windows_end_where_they_say() {
        for (within, counted) in [
            (Window::Sentence, false),
            (Window::Paragraph, true),
            (Window::Document, true),
        ] {
            let evidence = Evidence {
                any: strings(&["组织"]),
                within,
            };
            let guard = Guard {
                needs: Some(evidence.clone()),
                ..Guard::default()
            };
            let text = "抓实两新工作。组织要有力";
            assert_eq!(check(&guard, text, "两新").is_ok(), counted, "{within:?}");
            let guard = Guard {
                unless: Some(evidence),
                ..Guard::default()
            };
            assert_eq!(check(&guard, text, "两新").is_ok(), !counted, "{within:?}");
        }
    }

    #[test]
    fn the_hit_itself_is_no_evidence() {
        for within in [Window::Sentence, Window::Document] {
            let guard = Guard {
                needs: Some(Evidence {
                    any: strings(&["两新"]),
                    within,
                }),
                ..Guard::default()
            };
            assert_eq!(check(&guard, "抓实两新工作", "两新"), Err(Rule::Needs));
        }
    }

    #[test]
    fn neighbours_must_be_adjacent() {
        let guard = Guard {
            not_after: strings(&["抓"]),
            not_before: strings(&["大会"]),
            not_inside: strings(&["选拔好干部标准"]),
            ..Guard::default()
        };
        assert_eq!(check(&guard, "抓好干部", "好干部"), Err(Rule::NotAfter));
        assert_eq!(check(&guard, "抓“好干部”", "好干部"), Ok(()));
        assert_eq!(check(&guard, "好干部大会", "好干部"), Err(Rule::NotBefore));
        assert_eq!(check(&guard, "好干部 大会", "好干部"), Ok(()));
        assert_eq!(
            check(&guard, "选拔好干部标准", "好干部"),
            Err(Rule::NotInside)
        );
    }
}
