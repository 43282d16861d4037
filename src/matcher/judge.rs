//! Owns what was read: its kind and rule, and whether the form's own conditions hold (MATCHING 2 to
//! 4).

use crate::lexicon::PhraseId;

use super::congress::{congress_at, plenum_at};
use super::engine::LeaderRules;
use super::forms::{Form, Numerals, Role};
use super::guards;
use super::kinds::{Folding, MatchKind, Rule};
use super::leaders::{Leader, RIGHT_CONTEXT_LENGTH, is_right_context};
use super::masks::{is_congress_context, is_masked};
use super::parse::Features;
use super::search::Search;
use super::typos::{Edit, TypoJudge, surface};

impl Search<'_> {
    /// Kind and rule of what was read, unless the form's own conditions fail.
    pub(super) fn judge(
        &self,
        form: &Form,
        start: usize,
        end: usize,
        met: Features,
    ) -> Option<(MatchKind, Rule)> {
        use MatchKind::{Fuzzy, Masked, Related, Variant};
        match form.role {
            Role::Whole(numerals) => Some(self.whole(form, (start, end), met, numerals)),
            Role::Particle => Some((Variant, Rule::Particle)),
            Role::Alias(kind) if kind.is_counted() => Some((Variant, Rule::Alias(kind))),
            Role::Alias(kind) => Some((Related, Rule::Alias(kind))),
            Role::Leader => self
                .is_the_leader(form, end)
                .then_some((Masked, Rule::Leader)),
            Role::Silent => self
                .is_the_leader(form, end)
                .then_some((Masked, Rule::Silent)),
            Role::Congress(number) => self
                .is_the_congress(form, number, start, end)
                .then_some((Masked, Rule::Congress)),
            Role::Plenum(committee, plenum) => (self.date.and_then(plenum_at)
                == Some((committee, plenum)))
            .then_some((Masked, Rule::Congress)),
            Role::Initials => Some((Masked, Rule::Initial)),
            Role::Dropped => Some((Fuzzy, Rule::Drop)),
            Role::OneLeft => self
                .may_be_left(form.phrase, start, end)
                .then_some((Fuzzy, Rule::Drop)),
            Role::Substituted(at) => self
                .is_typo(form, (start, end), met, Edit::Substituted(at.into()))
                .then_some((Fuzzy, Rule::Substitution)),
            Role::Deleted(at) => self
                .is_typo(form, (start, end), met, Edit::Deleted(at.into()))
                .then_some((Fuzzy, Rule::Deletion)),
            Role::Inserted(at) => self
                .is_typo(form, (start, end), met, Edit::Inserted(at.into()))
                .then_some((Fuzzy, Rule::Insertion)),
            Role::Component(_) => None,
        }
    }

    fn whole(
        &self,
        form: &Form,
        (start, end): (usize, usize),
        met: Features,
        numerals: Numerals,
    ) -> (MatchKind, Rule) {
        let rules = self.matcher.rules_of(form.phrase);
        if met.parenthesis {
            (MatchKind::Variant, Rule::Parenthesis)
        } else if met.conjunction {
            (MatchKind::Variant, Rule::Conjunction)
        } else if rules.has_slot {
            (MatchKind::Variant, Rule::Slot)
        } else if self.raw(start, end) == &*rules.display {
            (MatchKind::Exact, Rule::Plain(Folding::default()))
        } else {
            let folding = Folding {
                gaps: met.gaps,
                numerals: numerals == Numerals::Respelled,
            };
            (MatchKind::Folded, Rule::Plain(folding))
        }
    }

    /// Whether the hidden name is the entry's (MATCHING 3.2).
    fn is_the_leader(&self, form: &Form, end: usize) -> bool {
        let Some(rules) = self.matcher.rules_of(form.phrase).leader else {
            return false;
        };
        let LeaderRules {
            leader,
            has_rivals,
            ends_with_name,
            names_new_era,
        } = rules;
        if ends_with_name && !is_right_context(&self.right_of(end, RIGHT_CONTEXT_LENGTH)) {
            return false;
        }
        let is_possible = self.date.is_none_or(|date| leader.may_be_at(date));
        match self.leader() {
            None => !has_rivals && is_possible,
            Some(other) => other == leader || (!has_rivals && names_new_era),
        }
    }

    /// Who led the Party when the document was written, as far as date or words tell.
    pub(super) fn leader(&self) -> Option<Leader> {
        match self.date {
            Some(date) => Leader::at(date),
            None => self
                .is_since_2012
                .get_or_init(|| {
                    let text: String = self.units().iter().map(|unit| unit.ch()).collect();
                    Leader::words_since_2012().any(|word| text.contains(word))
                })
                .then_some(Leader::Xi),
        }
    }

    /// Whether a masked number is the entry's (MATCHING 3.3).
    fn is_the_congress(&self, form: &Form, number: u32, start: usize, end: usize) -> bool {
        let units = self.units();
        let display = &self.matcher.rules_of(form.phrase).display;
        let head = if display.starts_with("党的") {
            "党的"
        } else {
            ""
        };
        let left = self.left_of(start, 6) + head;
        let is_named = !head.is_empty() || !display.ends_with('大');
        let is_whole = start == 0 || !is_masked(units, start - 1);
        let is_meant = if is_named {
            units.get(end).is_none() || guards::may_follow_congress(units, end)
        } else {
            is_congress_context(units, &left, end)
        };
        is_whole && is_meant && self.date.and_then(|date| congress_at(date, &left)) == Some(number)
    }

    /// Whether one character may be what a filter left of the phrase (MATCHING 4.2).
    fn may_be_left(&self, phrase: PhraseId, start: usize, end: usize) -> bool {
        let context = self.matcher.rules_of(phrase).context.as_ref();
        context
            .and_then(|context| context.one_left())
            .is_some_and(|one| one.check(self.units(), start, end, &self.found).is_ok())
    }

    fn is_typo(&self, form: &Form, span: (usize, usize), met: Features, edit: Edit) -> bool {
        let Some(rules) = &self.matcher.typos else {
            return false;
        };
        let found = surface(&self.units()[span.0..span.1]);
        let judge = TypoJudge {
            known: &rules.known,
            phrase: &self.matcher.rules_of(form.phrase).literals,
        };
        let is_wording = || {
            rules
                .wordings
                .contains(found.iter().collect::<String>().as_str())
        };
        judge.accepts(&found, edit, met.gaps) && !is_wording()
    }
}
