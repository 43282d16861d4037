//! Owns what may not stand beside a phrase: the number guard and the congress guard (MATCHING 1.7).
//!
//! Guards look at adjacent units only: a quote, a space or an invisible character is a boundary.

use crate::lexicon::Switch;
use crate::text::{Unit, is_numeral};

use super::congress::congress_number;
use super::kinds::Rule;

/// What follows 十九大 when it is not a congress: 19大类, G20大阪, 2019大阅兵.
const NOT_A_CONGRESS: &str = "厦道桥队街院型楼酒赛类阪阅飞客项行板";

/// What the edges of a wording need guarding against.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NumeralEdges {
    /// The number guard alone.
    Plain,
    /// The wording is the name of a congress that ends in 大: the congress guard too.
    Congress,
}

impl NumeralEdges {
    /// Reads the edges off a wording as printed.
    pub(super) fn of(display: &str) -> Self {
        let name = display.strip_prefix("党的").unwrap_or(display);
        match name.strip_suffix('大') {
            Some(number) if congress_number(number).is_some() => Self::Congress,
            _ => Self::Plain,
        }
    }

    /// The stricter of both.
    pub(super) fn or(self, other: Self) -> Self {
        if self == Self::Congress { self } else { other }
    }
}

/// Refuses the units `start..end` where a number goes on beside them or no congress is meant.
pub(super) fn check(
    units: &[Unit],
    start: usize,
    end: usize,
    edges: NumeralEdges,
    number_guard: Switch,
) -> Result<(), Rule> {
    let before = (start > 0 && units[start].gap().is_none()).then(|| units[start - 1].ch());
    let after = units
        .get(end)
        .filter(|unit| unit.gap().is_none())
        .map(|unit| unit.ch());
    let (first, last) = (units[start].ch(), units[end - 1].ch());
    let is_free = before.is_none_or(|before| allows_before(first, before))
        && after.is_none_or(|after| allows_after(last, after));
    if number_guard == Switch::On && !is_free {
        return Err(Rule::NumberGuard);
    }
    if edges == NumeralEdges::Congress && after.is_some() && !may_follow_congress(units, end) {
        return Err(Rule::CongressGuard);
    }
    Ok(())
}

fn allows_before(first: char, before: char) -> bool {
    let numeral_start = is_numeral(first)
        && (is_numeral(before)
            || "第几数多".contains(before)
            || (first.is_ascii_digit() && matches!(before, '-' | '.')));
    !numeral_start && !is_one_word(before, first)
}

fn allows_after(last: char, after: char) -> bool {
    let number_goes_on = is_numeral(last) && is_numeral(after);
    !number_goes_on && !is_one_word(last, after)
}

/// Latin letters and digits side by side: an edge between them is inside a word.
fn is_one_word(left: char, right: char) -> bool {
    left.is_ascii_alphanumeric() && right.is_ascii_alphanumeric()
}

/// Whether what stands at unit `end` may follow the name of a congress.
pub(super) fn may_follow_congress(units: &[Unit], end: usize) -> bool {
    let right: String = units[end..].iter().take(3).map(|unit| unit.ch()).collect();
    let mut chars = right.chars();
    let next = chars.next().unwrap_or('\n');
    let rest = chars.as_str();
    match next {
        '学' => rest.starts_with('习'),
        '会' => ["精神", "主题", "报告", "以来"]
            .iter()
            .any(|word| rest.starts_with(word)),
        other => !NOT_A_CONGRESS.contains(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn congress_names() {
        for name in ["十大", "十九大", "二十大", "党的二十一大"] {
            assert_eq!(NumeralEdges::of(name), NumeralEdges::Congress, "{name}");
        }
        for name in ["强大", "二十大精神", "三十大", "十九届五中全会"] {
            assert_eq!(NumeralEdges::of(name), NumeralEdges::Plain, "{name}");
        }
    }
}
