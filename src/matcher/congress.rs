//! Owns which congress or plenum a masked number means, by the document's date (MATCHING 3.3).

use jiff::civil::Date;

use crate::history::{CONGRESSES, PLENUMS};
use crate::text::parse_chinese;

use super::leaders::DateSpan;

/// Numbers of earlier congresses, and of plenums of earlier committees, are not hidden.
const FIRST_MASKED_CONGRESS: u32 = 15;
const FIRST_MASKED_COMMITTEE: u32 = 17;

/// Congresses whose numbers may be hidden.
fn congresses() -> impl DoubleEndedIterator<Item = &'static (u32, Date)> {
    CONGRESSES
        .iter()
        .filter(|(number, _)| *number >= FIRST_MASKED_CONGRESS)
}

/// The congress that a masked number means; `left` is the text before it.
///
/// Undecided when the days the document may be of reach over an opening.
pub(super) fn congress_at(span: DateSpan, left: &str) -> Option<u32> {
    let left = left.strip_suffix("党的").unwrap_or(left);
    let is_ahead = ["迎接", "喜迎", "献礼"]
        .iter()
        .any(|verb| left.ends_with(verb));
    let opened_within = congresses()
        .find(|(_, opened)| span.first() < *opened && *opened <= span.last() && !span.is_day());
    if let Some((number, _)) = opened_within {
        return is_ahead.then_some(*number);
    }
    if is_ahead {
        return congresses()
            .find(|(_, opened)| *opened > span.last())
            .map(|(number, _)| *number);
    }
    congresses()
        .rev()
        .find(|(_, opened)| *opened <= span.first())
        .map(|(number, _)| *number)
}

/// The latest plenum at `span`, as (Central Committee, plenum); only a day decides.
pub(super) fn plenum_at(span: DateSpan) -> Option<(u32, u32)> {
    if !span.is_day() {
        return None;
    }
    PLENUMS
        .iter()
        .rev()
        .filter(|(committee, _, _)| *committee >= FIRST_MASKED_COMMITTEE)
        .find(|(_, _, opened)| *opened <= span.first())
        .map(|&(committee, plenum, _)| (committee, plenum))
}

/// 党的十九大精神 as its parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct CongressName<'a> {
    /// 党的 or nothing.
    pub(super) head: &'a str,
    /// 19.
    pub(super) number: u32,
    /// 精神, 报告, 以来, 提出 or nothing.
    pub(super) tail: &'a str,
}

impl<'a> CongressName<'a> {
    /// Reads a congress's name with its number in Chinese.
    pub(super) fn parse(text: &'a str) -> Option<Self> {
        let (head, rest) = split_head(text);
        let (number, tail) = rest.split_once('大')?;
        let is_tail = tail.is_empty() || ["精神", "报告", "以来", "提出"].contains(&tail);
        let number = congress_number(number)?;
        is_tail.then_some(Self { head, number, tail })
    }
}

/// 党的二十届三中全会精神 as its parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct PlenumName<'a> {
    /// 党的 or nothing.
    pub(super) head: &'a str,
    /// 二十.
    pub(super) committee_text: &'a str,
    /// 20.
    pub(super) committee: u32,
    /// 三.
    pub(super) plenum_text: &'a str,
    /// 3.
    pub(super) plenum: u32,
    /// 精神 or nothing.
    pub(super) tail: &'a str,
}

impl<'a> PlenumName<'a> {
    /// Reads a plenum's name with its numbers in Chinese.
    pub(super) fn parse(text: &'a str) -> Option<Self> {
        let (head, rest) = split_head(text);
        let (committee_text, rest) = rest.split_once('届')?;
        let (plenum_text, tail) = rest.split_once("中全会")?;
        let plenum = parse_chinese(plenum_text).filter(|&number| number <= 7)?;
        let is_tail = tail.is_empty() || tail == "精神";
        is_tail.then_some(Self {
            head,
            committee_text,
            committee: committee(committee_text)?,
            plenum_text,
            plenum,
            tail,
        })
    }
}

fn split_head(text: &str) -> (&str, &str) {
    match text.strip_prefix("党的") {
        Some(rest) => ("党的", rest),
        None => ("", text),
    }
}

/// The number of a congress: 十 to 二十二.
pub(super) fn congress_number(written: &str) -> Option<u32> {
    parse_chinese(written).filter(|number| (10..=22).contains(number))
}

/// 十一 to 二十二.
fn committee(number: &str) -> Option<u32> {
    parse_chinese(number).filter(|value| (11..=22).contains(value))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn congress(year: i16, month: Option<i8>, day: Option<i8>, left: &str) -> Option<u32> {
        congress_at(DateSpan::new(year, month, day)?, left)
    }

    #[test]
    fn the_latest_congress_or_the_next_one() {
        assert_eq!(congress(2021, None, None, ""), Some(19));
        assert_eq!(congress(2022, None, None, "贯彻党的"), None);
        assert_eq!(congress(2022, None, None, "喜迎党的"), Some(20));
        assert_eq!(congress(2022, Some(7), Some(1), "喜迎"), Some(20));
        assert_eq!(congress(2022, Some(7), Some(1), "贯彻"), Some(19));
        assert_eq!(congress(2022, Some(10), Some(16), ""), Some(20));
        assert_eq!(congress(2022, Some(10), None, ""), None);
        assert_eq!(congress(2023, None, None, "迎接党的"), None);
        assert_eq!(congress(1990, None, None, ""), None);
    }

    #[test]
    fn a_plenum_needs_a_day() {
        let plenum = |year, month, day| plenum_at(DateSpan::new(year, month, day)?);
        assert_eq!(plenum(2024, Some(8), Some(1)), Some((20, 3)));
        assert_eq!(plenum(2024, Some(8), None), None);
        assert_eq!(plenum(2019, None, None), None);
    }

    #[test]
    fn names_of_congresses_and_plenums() {
        let name = CongressName::parse("党的十九大精神");
        assert_eq!(
            name.map(|n| (n.head, n.number, n.tail)),
            Some(("党的", 19, "精神"))
        );
        assert!(CongressName::parse("十大").is_some());
        for text in ["强大", "二十大代表", "三十大", "20大"] {
            assert_eq!(CongressName::parse(text), None, "{text}");
        }
        let name = PlenumName::parse("二十届三中全会");
        assert_eq!(name.map(|n| (n.committee, n.plenum)), Some((20, 3)));
        assert_eq!(PlenumName::parse("十一届中全会"), None);
    }
}
