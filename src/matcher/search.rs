//! Owns the search of one document: what the engine finds, which rule and kind it is, and what a
//! guard refuses.

use std::cell::OnceCell;
use std::num::NonZeroU32;

use crate::lexicon::Switch;
use crate::text::{FoldedText, Gap, Unit, is_separator, stream_code};

use super::congress::{congress_at, plenum_at};
use super::context::Found;
use super::engine::{PhraseMatcher, Searched};
use super::expansion::Component;
use super::forms::{Form, ItemList, Role};
use super::guards::{self, NumeralEdges};
use super::index::{SeedIndex, Target};
use super::kinds::{Folding, Hit, MatchKind, Rule};
use super::leaders::DateSpan;
use super::lists::read_list;
use super::literals::Literal;
use super::masks::{self, MaskRun, MaskType};
use super::parse::{LONGEST_PARENTHESIS, parenthesis_end, read};
use super::place::Place;
use super::settle::{Candidate, settle};
use super::{Mask, Matches, Meaning, nesting};

/// The search of one document.
pub(super) struct Search<'a> {
    pub(super) matcher: &'a PhraseMatcher,
    pub(super) text: &'a str,
    pub(super) folded: &'a FoldedText,
    pub(super) date: Option<DateSpan>,
    pub(super) found: Found,
    pub(super) is_since_2012: OnceCell<bool>,
    candidates: Vec<Candidate>,
    components: Vec<Component>,
}

impl<'a> Search<'a> {
    pub(super) fn new(
        matcher: &'a PhraseMatcher,
        text: &'a str,
        folded: &'a FoldedText,
        date: Option<DateSpan>,
    ) -> Self {
        Self {
            matcher,
            text,
            folded,
            date,
            found: Found::default(),
            is_since_2012: OnceCell::new(),
            candidates: Vec::with_capacity(32),
            components: Vec::with_capacity(32),
        }
    }

    pub(super) fn run(mut self) -> Matches {
        let (matcher, folded) = (self.matcher, self.folded);
        self.scan(&matcher.index);
        if !folded.masks.is_empty() {
            self.scan(&matcher.masked);
        }
        self.across_parentheses();
        let runs = masks::runs(folded);
        self.around_holes(&runs);
        if self.candidates.is_empty() && self.components.is_empty() && runs.is_empty() {
            return Matches::default();
        }
        settle(&mut self.candidates);
        self.expansions();
        let mut hits = Vec::with_capacity(self.candidates.len());
        let mut apart = Vec::new();
        for candidate in &self.candidates {
            let hit = self.locate(candidate);
            if hit.kind <= MatchKind::Fuzzy {
                hits.push(hit);
            } else {
                apart.push(hit);
            }
        }
        hits.sort_unstable_by_key(|hit| (hit.start, hit.end, hit.phrase));
        apart.sort_unstable_by_key(|hit| (hit.start, hit.end, hit.phrase, hit.kind));
        nesting::mark(&mut hits, &matcher.categories);
        let masks = runs
            .iter()
            .filter(|run| masks::is_listed(folded.units(), run))
            .map(|run| self.mask(run))
            .collect();
        Matches { hits, apart, masks }
    }

    pub(super) fn units(&self) -> &'a [Unit] {
        self.folded.units()
    }

    fn scan(&mut self, index: &SeedIndex) {
        let folded = self.folded;
        index.scan(folded.stream(), |at, target| match target.literal {
            Some(literal) => {
                if let Some(start) = at.checked_sub(target.least_back.into()) {
                    self.try_literal(literal, start);
                }
            }
            None => self.at_seed(at, target, |at| folded.unit_at(at)),
        });
    }

    /// Compares a literal with the stream from place `at` on.
    fn try_literal(&mut self, number: NonZeroU32, at: usize) {
        let (literal, chars) = self.matcher.literals.get(number);
        let folded = self.folded;
        if folded.stream().get(at..at + chars.len()) != Some(chars) {
            return;
        }
        let start = folded.unit_at(at);
        let end = folded.unit_at(at + chars.len() - 1) + 1;
        if end - start != chars.len() {
            // A separator stands inside.
            return;
        }
        let mut next = literal.next;
        self.keep_literal(literal, start, end);
        while let Some(number) = next {
            let (literal, _) = self.matcher.literals.get(number);
            self.keep_literal(literal, start, end);
            next = literal.next;
        }
    }

    fn keep_literal(&mut self, literal: &Literal, start: usize, end: usize) {
        let phrase = literal.phrase;
        if let Some(number) = literal.component {
            self.components.push(Component {
                phrase,
                start,
                end,
                number,
            });
            return;
        }
        let units = self.units();
        let (mut gaps, mut is_raw) = (Gap::NONE, units[start].is_raw());
        for unit in &units[start + 1..end] {
            gaps = gaps.with(unit.gap());
            is_raw &= unit.is_raw();
        }
        let is_exact = is_raw && gaps.is_none();
        let folding = Folding {
            gaps,
            numerals: false,
        };
        // A literal has no other guard; its entry's rules, which lie elsewhere, need not be read.
        let guarded = guards::check(units, start, end, NumeralEdges::Plain, Switch::On);
        let (kind, rule) = match guarded {
            Err(guard) => (MatchKind::Rejected, guard),
            Ok(()) if is_exact => (MatchKind::Exact, Rule::Plain(folding)),
            Ok(()) => (MatchKind::Folded, Rule::Plain(folding)),
        };
        self.candidates.push(Candidate {
            phrase,
            kind,
            rule,
            start,
            end,
        });
    }

    /// Tries a target whose seed stands at place `seed`, in a stream whose units `unit_of` gives.
    fn at_seed(&mut self, seed: usize, target: &Target, unit_of: impl Fn(usize) -> usize) {
        let searched = &self.matcher.targets[target.number as usize];
        let Some(latest) = seed.checked_sub(target.least_back.into()) else {
            return;
        };
        for start in seed.saturating_sub(target.most_back.into())..=latest {
            self.try_at(searched, unit_of(start));
        }
    }

    fn try_at(&mut self, searched: &Searched, start: usize) {
        match searched {
            Searched::Form(form) => self.try_form(form, start),
            Searched::List(list) => self.try_list(list, start),
        }
    }

    fn try_form(&mut self, form: &Form, start: usize) {
        let Some((end, met)) = read(self.text, self.folded, start, &form.tokens, form.reading)
        else {
            return;
        };
        if let Role::Component(number) = form.role {
            self.components.push(Component {
                phrase: form.phrase,
                start,
                end,
                number,
            });
        } else if let Some((kind, rule)) = self.judge(form, start, end, met) {
            let candidate = Candidate {
                phrase: form.phrase,
                kind,
                rule,
                start,
                end,
            };
            self.keep(candidate, form.edges);
        }
    }

    fn try_list(&mut self, list: &ItemList, start: usize) {
        for (end, rule) in read_list(self.units(), start, list) {
            let candidate = Candidate {
                phrase: list.phrase,
                kind: MatchKind::Variant,
                rule,
                start,
                end,
            };
            self.keep(candidate, NumeralEdges::Plain);
        }
    }

    /// Phrases around a parenthesis, which is read over: 全(x)面从严治党.
    fn across_parentheses(&mut self) {
        let (matcher, folded) = (self.matcher, self.folded);
        let reach = matcher.crossings.longest;
        for &at in &folded.parentheses {
            let at = at as usize;
            let before = at.checked_sub(1).map(|before| folded.stream()[before]);
            let Some(before) = before.filter(|&before| matcher.crossings.may_follow(before)) else {
                continue;
            };
            let mut inside = folded.stream()[at..].iter().take(LONGEST_PARENTHESIS + 2);
            let Some(length) = inside.position(|&code| code == stream_code(')')) else {
                continue;
            };
            let after = at + length + 1;
            let next = folded.stream().get(after);
            let is_crossed = |&next: &u16| matcher.crossings.may_cross(before, next);
            if !next.is_some_and(is_crossed)
                || parenthesis_end(folded.units(), folded.unit_at(at)).is_none()
            {
                continue;
            }
            let from = at.saturating_sub(reach);
            let to = folded.stream().len().min(after + reach);
            let stream = [&folded.stream()[from..at], &folded.stream()[after..to]].concat();
            matcher.index.scan(&stream, |seed, target| {
                if matcher.targets[target.number as usize].crosses_parenthesis() {
                    let skipped = after - at;
                    let place =
                        |seed: usize| from + seed + if from + seed < at { 0 } else { skipped };
                    self.at_seed(seed, target, |seed| folded.unit_at(place(seed)));
                }
            });
        }
    }

    fn around_holes(&mut self, runs: &[MaskRun]) {
        for run in runs {
            for restored in self.matcher.holes.around(self.text, self.folded, run) {
                let edges = NumeralEdges::of(&self.matcher.rules_of(restored.phrase).display);
                let candidate = Candidate {
                    phrase: restored.phrase,
                    kind: MatchKind::Masked,
                    rule: Rule::Word,
                    start: restored.start,
                    end: restored.end,
                };
                self.keep(candidate, edges);
            }
        }
    }

    /// Keeps a candidate, or that a guard refused it.
    fn keep(&mut self, candidate: Candidate, edges: NumeralEdges) {
        let units = self.units();
        let (start, end) = (candidate.start, candidate.end);
        let rules = self.matcher.rules_of(candidate.phrase);
        let guarded = guards::check(units, start, end, edges, rules.number_guard);
        let allowed = guarded.and_then(|()| match &rules.context {
            Some(context) => context.check(units, start, end, &self.found),
            None => Ok(()),
        });
        match allowed {
            Ok(()) => self.candidates.push(candidate),
            Err(guard) if candidate.kind.is_counted() => self.candidates.push(Candidate {
                kind: MatchKind::Rejected,
                rule: guard,
                ..candidate
            }),
            Err(_) => {}
        }
    }

    fn expansions(&mut self) {
        let mut components = std::mem::take(&mut self.components);
        components.sort_unstable();
        components.dedup();
        for own in components.chunk_by(|a, b| a.phrase == b.phrase) {
            let Some(phrase) = own.first().map(|component| component.phrase) else {
                continue;
            };
            let chain = self.matcher.rules_of(phrase).chain;
            for (start, end, kind) in chain.find(self.units(), own) {
                self.candidates.push(Candidate {
                    phrase,
                    kind,
                    rule: Rule::Components,
                    start,
                    end,
                });
            }
        }
    }

    pub(super) fn right_of(&self, at: usize, length: usize) -> String {
        let units = self.units();
        let to = units.len().min(at + length);
        units[at..to].iter().map(|unit| unit.ch()).collect()
    }

    pub(super) fn left_of(&self, at: usize, length: usize) -> String {
        let from = at.saturating_sub(length);
        self.units()[from..at]
            .iter()
            .map(|unit| unit.ch())
            .collect()
    }

    pub(super) fn raw(&self, start: usize, end: usize) -> &'a str {
        let place = Place::of(self.folded, start, end);
        &self.text[place.byte_start as usize..place.byte_end as usize]
    }

    fn locate(&self, candidate: &Candidate) -> Hit {
        debug_assert!(
            !is_separator(self.units()[candidate.start].ch()),
            "a phrase begins with a character of its own"
        );
        let place = Place::of(self.folded, candidate.start, candidate.end);
        Hit {
            phrase: candidate.phrase,
            kind: candidate.kind,
            rule: candidate.rule,
            start: place.start,
            end: place.end,
            byte_start: place.byte_start,
            byte_end: place.byte_end,
            paragraph: self.paragraph(candidate.start),
            inside_of: None,
            inside_category: false,
        }
    }

    fn paragraph(&self, at: usize) -> u32 {
        let ends = &self.folded.line_ends;
        narrow(1 + ends.partition_point(|&end| (end as usize) < at))
    }

    fn mask(&self, run: &MaskRun) -> Mask {
        let place = Place::of(self.folded, run.start, run.end);
        let left = self.left_of(run.start, 6);
        let meaning = match run.kind {
            MaskType::Leader => self.leader().map(|leader| Meaning::Leader(leader.name())),
            MaskType::Congress if self.right_of(run.end, 1) == "大" => self
                .date
                .and_then(|date| congress_at(date, &left))
                .map(Meaning::Congress),
            MaskType::Congress => self
                .date
                .and_then(plenum_at)
                .map(|(committee, plenum)| Meaning::Plenum(committee, plenum)),
            MaskType::Number | MaskType::Place | MaskType::Person | MaskType::Word => None,
        };
        Mask {
            kind: run.kind,
            meaning,
            start: place.start,
            end: place.end,
            byte_start: place.byte_start,
            byte_end: place.byte_end,
        }
    }
}

/// Offsets are 32 bits wide; the corpus stage refuses documents that would not fit.
fn narrow(offset: usize) -> u32 {
    u32::try_from(offset).unwrap_or(u32::MAX)
}
