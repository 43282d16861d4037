//! Owns finding the places that may date a text: a fast search for the few words that every formula
//! has, and a closer look only where one of them stands.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};
use rustc_hash::FxHashSet;

use super::evidence::{Found, Origin, Stage};
use super::lines::{Line, Lines};
use super::place::Place;
use super::{DocumentDate, YearSource, anniversaries, explicit, formulas, meetings, plenums};
use crate::text::is_chinese_digit;

/// What a trigger word may belong to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Trigger {
    /// The first digits of a year.
    Digits,
    /// 年 of a year, an anniversary or a formula.
    Year,
    /// 华诞.
    Birthday,
    /// 届 of a congress, a conference or a plenum.
    Term,
    /// 代表大会.
    Congress,
    /// 迎接 or 喜迎.
    Welcome,
    /// 献礼.
    Tribute,
    /// 教育 of a campaign.
    Education,
}

/// Trigger words as texts write them: simplified and traditional, half and full width.
const TRIGGERS: [(&str, Trigger); 14] = [
    ("19", Trigger::Digits),
    ("20", Trigger::Digits),
    ("１９", Trigger::Digits),
    ("２０", Trigger::Digits),
    ("年", Trigger::Year),
    ("华诞", Trigger::Birthday),
    ("華誕", Trigger::Birthday),
    ("届", Trigger::Term),
    ("屆", Trigger::Term),
    ("代表大", Trigger::Congress),
    ("迎", Trigger::Welcome),
    ("献礼", Trigger::Tribute),
    ("獻禮", Trigger::Tribute),
    ("教育", Trigger::Education),
];

/// Finds them; no two overlap. Of this kind of match the fastest search is made.
static SEARCH: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
    let mut builder = AhoCorasick::builder();
    let builder = builder.match_kind(MatchKind::LeftmostFirst);
    builder.build(TRIGGERS.map(|(word, _)| word)).ok()
});

/// What the text of a document says, in the order of the text.
pub(super) fn text(text: &str) -> Vec<Found> {
    let mut scan = Scan::new(text);
    scan.run();
    scan.found
}

/// What a title says that is not part of the text.
pub(super) fn title(title: &str) -> Vec<Found> {
    let outside = |found| Found {
        origin: Origin::Outside,
        ..found
    };
    let found = text(title).into_iter();
    found.map(outside).collect()
}

/// What a file name says as a title, behind the date it begins with. Dates inside a file name may
/// be anything: the day of a download, a serial number.
pub(super) fn file_title(stem: &str, start: usize) -> Vec<Found> {
    let title = stem.get(start..).unwrap_or_default();
    let title = title.trim_start_matches(['_', '-', ' ']);
    let named = |found: &Found| {
        use YearSource as By;
        let is_formula = !matches!(found.source, By::DocNumber | By::Issue | By::BodyYear);
        is_formula && (Stage::YearLabel..=Stage::Campaign).contains(&found.stage)
    };
    let in_name = |found| Found {
        origin: Origin::FileName,
        ..found
    };
    let found = text(title).into_iter();
    found.filter(named).map(in_name).collect()
}

/// A text while it is read.
#[derive(Debug)]
pub(super) struct Scan<'a> {
    text: &'a str,
    /// Its lines, from the first place on that asks for them.
    lines: Option<Lines<'a>>,
    found: Vec<Found>,
    seen: FxHashSet<(YearSource, DocumentDate, u8, usize)>,
}

impl<'a> Scan<'a> {
    fn new(text: &'a str) -> Self {
        Self {
            text,
            lines: None,
            found: Vec::new(),
            seen: FxHashSet::default(),
        }
    }

    fn run(&mut self) {
        let text = self.text;
        for hit in SEARCH.iter().flat_map(|search| search.find_iter(text)) {
            if let Some((_, trigger)) = TRIGGERS.get(hit.pattern().as_usize()) {
                let (start, end) = (Place::new(text, hit.start()), Place::new(text, hit.end()));
                self.look(*trigger, start, end);
            }
        }
    }

    fn look(&mut self, trigger: Trigger, start: Place<'a>, end: Place<'a>) {
        match trigger {
            // 2035 has no second look at 20; most numbers are no years.
            Trigger::Digits if start.previous().is_some_and(|c| c.is_ascii_digit()) => {}
            Trigger::Digits => {
                let line = self.line(start);
                explicit::arabic(self, start, line);
            }
            Trigger::Year => self.look_at_year(start, end),
            Trigger::Birthday => {
                let line = self.line(start);
                anniversaries::birthday(self, start, end, line);
            }
            Trigger::Term => self.look_at_term(start, end),
            Trigger::Congress => {
                if let Some(start) = end.after("会").and(start.before("次全国")) {
                    let line = self.line(start);
                    meetings::party_congress(self, start, line);
                }
            }
            Trigger::Welcome => {
                let is_glad = start.before("喜").is_some();
                let glad = end.after("党的").filter(|_| is_glad);
                if let Some(end) = end.after("接党的").or(glad) {
                    let line = self.line(start);
                    meetings::ahead(self, end, line);
                }
            }
            Trigger::Tribute => {
                if let Some(end) = end.after("党的") {
                    let line = self.line(start);
                    meetings::ahead(self, end, line);
                }
            }
            Trigger::Education => {
                let end = end.after_optional(&["实践活动", "整顿"]);
                formulas::campaign(self, end, start);
            }
        }
    }

    /// 年 at `start..end`: most of them are 今年, 近年来 or 青年.
    fn look_at_year(&mut self, start: Place<'a>, end: Place<'a>) {
        let Some(previous) = start.previous() else {
            return;
        };
        match previous {
            '周' => {
                let start = start.before("周").unwrap_or(start);
                let line = self.line(start);
                anniversaries::years(self, start, end, line);
            }
            '百' => {
                let line = self.line(start);
                anniversaries::hundred(self, end, line);
            }
            '之' => formulas::named_or_plan_year(self, end, start),
            '一' => {
                formulas::named_or_plan_year(self, end, start);
                explicit::year_behind_number(self, start);
            }
            _ if is_numeral(previous) => explicit::year_behind_number(self, start),
            _ => {}
        }
    }

    /// 届 at `start..end`.
    fn look_at_term(&mut self, start: Place<'a>, end: Place<'a>) {
        if let Some(end) = end.after("全国") {
            let line = self.line(start);
            meetings::session(self, start, end, line);
        }
        let number = meetings::number_before(start, 3);
        if let Some(end) = number.filter(|(_, first)| first.before("全国政协").is_some()) {
            let line = self.line(start);
            meetings::consultative(self, end.1, line);
        }
        let plenum = meetings::number_after(end, 1);
        if let Some((start, end)) = plenum.and_then(|(_, at)| Some((at, at.after("中全会")?))) {
            let line = self.line(start);
            plenums::plenum(self, start, end, line);
        }
    }

    /// The line of `place`.
    pub(super) fn line(&mut self, place: Place<'a>) -> Line<'a> {
        let lines = self.lines.get_or_insert_with(|| Lines::new(self.text));
        lines.at(place.at())
    }

    /// Keeps a candidate that stands at `start..end`, unless the same was found before.
    pub(super) fn keep(&mut self, found: Found, end: usize, line: &Line<'a>) {
        let key = (found.source, found.date, found.priority, found.rank);
        if let Origin::Text(start) = found.origin
            && self.seen.insert(key)
        {
            let words = line.words(start, end);
            self.found.push(Found { words, ..found });
        }
    }
}

fn is_numeral(c: char) -> bool {
    let is_digit = c.is_ascii_digit() || (is_chinese_digit(c) && c != '一');
    is_digit || matches!(c, '○' | '◯' | 'o' | '十')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_trigger_ends_as_another_begins() {
        assert!(SEARCH.is_some());
        for (first, _) in TRIGGERS {
            for (byte, _) in first.char_indices() {
                let rest = &first[byte..];
                let others = TRIGGERS.iter().filter(|(other, _)| *other != first);
                let overlaps = |other: &str| other.starts_with(rest) || rest.starts_with(other);
                let mut overlapping = others.filter(|(other, _)| overlaps(other));
                assert_eq!(overlapping.next(), None, "{first}");
            }
        }
    }
}
