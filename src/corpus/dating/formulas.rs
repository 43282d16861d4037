//! Owns years that texts name without a number, five-year plans and campaigns.

use memchr::memmem;

use super::DocumentDate;
use super::evidence::{Confidence, DateWindow, Found, Rule, Stage, YearSource};
use super::foreign::is_foreign;
use super::lines::Line;
use super::place::Place;
use super::scan::Scan;
use super::tables::{CAMPAIGNS, NAMED_YEARS, PLANS, date_of};
use crate::text::{CharClass, classify};

const CAMPAIGN: Rule = (35, Stage::Campaign, YearSource::Campaign, Confidence::Low);

/// Characters before a formula in which 今年是 makes it say the year.
const NEAR: usize = 20;

/// Which year the words before a formula say it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Cue {
    /// 今年是.
    ThisYear,
    /// 明年是: the year before.
    NextYear,
    /// 去年是: the year after.
    LastYear,
    /// Nothing.
    Open,
}

impl Cue {
    fn before(start: Place<'_>) -> Self {
        let words = start.sentence_before(NEAR);
        let last = [
            (words.rfind("今年是"), Self::ThisYear),
            (words.rfind("明年"), Self::NextYear),
            (words.rfind("去年"), Self::LastYear),
        ];
        let said = last.into_iter().filter(|(at, _)| at.is_some());
        said.max_by_key(|(at, _)| *at)
            .map_or(Self::Open, |(_, cue)| cue)
    }

    fn year(self, named: i16) -> i16 {
        match self {
            Self::ThisYear | Self::Open => named,
            Self::NextYear => named - 1,
            Self::LastYear => named + 1,
        }
    }

    fn rule(self, stage: Stage, source: YearSource, is_opening: bool) -> Rule {
        let open = if stage == Stage::Special { 64 } else { 63 };
        match self {
            Self::ThisYear => (84, stage, source, Confidence::High),
            Self::NextYear | Self::LastYear => (82, stage, source, Confidence::High),
            Self::Open if is_opening => (open, stage, source, Confidence::Medium),
            Self::Open => (54, stage, source, Confidence::Medium),
        }
    }
}

/// A formula that ends at `end` with 之年 or 一年.
pub(super) fn named_or_plan_year<'a>(scan: &mut Scan<'a>, end: Place<'a>, trigger: Place<'a>) {
    let line = scan.line(trigger);
    named_year(scan, end, line);
    plan_year(scan, end, line);
}

/// 之年 or 关键一年 that ends at `end`.
fn named_year<'a>(scan: &mut Scan<'a>, end: Place<'a>, line: Line<'a>) {
    let named = NAMED_YEARS.iter().enumerate().find_map(|(rank, known)| {
        let start = end.before_unmarked(known.0)?;
        Some((rank, known.1, start))
    });
    let Some((rank, year, start)) = named else {
        return;
    };
    let cue = Cue::before(start);
    let rule = cue.rule(
        Stage::Special,
        YearSource::YearFormula,
        line.is_opening(start.at()),
    );
    let date = DocumentDate::of_year(cue.year(year));
    let found = Found {
        rank,
        ..Found::new(rule, date, start.at())
    };
    scan.keep(found, end.at(), &line);
}

/// 开局之年, 收官之年, 第一年 or 最后一年 that ends at `end`, with the name of a plan before it.
fn plan_year<'a>(scan: &mut Scan<'a>, end: Place<'a>, line: Line<'a>) {
    let Some((start, is_first)) = first_or_last(end) else {
        return;
    };
    let skip = |place: Place<'a>, word: &str| place.before(word).unwrap_or(place);
    let start = skip(skip(start, "的"), "实施");
    let start = ["规划", "计划", "时期"]
        .iter()
        .fold(start, |place, word| skip(place, word));
    let name_end = start.skip_back(1, |c| classify(c) == CharClass::Quote);
    let plan = PLANS.iter().find_map(|plan| {
        let start = name_end.before(plan.0)?;
        let is_longer = start
            .previous()
            .is_some_and(|c| "一二三四五六七八九十".contains(c));
        (!is_longer).then_some((plan, start))
    });
    let Some((&(_, first, last), start)) = plan else {
        return;
    };
    let start = start.skip_back(1, |c| classify(c) == CharClass::Quote);
    if is_foreign(start) {
        return;
    }
    let cue = Cue::before(start);
    let rule = cue.rule(
        Stage::Plan,
        YearSource::PlanYear,
        line.is_opening(start.at()),
    );
    let year = cue.year(if is_first { first } else { last });
    let found = Found::new(rule, DocumentDate::of_year(year), start.at());
    scan.keep(found, end.at(), &line);
}

/// Whether the words that end here say the first year of a plan or the last, and where they start.
fn first_or_last(end: Place<'_>) -> Option<(Place<'_>, bool)> {
    let words = [
        ("开局之年", true),
        ("第一年", true),
        ("收官之年", false),
        ("最后一年", false),
    ];
    let said = words.iter();
    let mut said = said.filter_map(|(word, is_first)| Some((end.before(word)?, *is_first)));
    said.next()
}

/// A campaign whose name ends at `end`.
pub(super) fn campaign<'a>(scan: &mut Scan<'a>, end: Place<'a>, trigger: Place<'a>) {
    let named = CAMPAIGNS.iter().enumerate().find_map(|(index, known)| {
        let start = end.before_unmarked(known.0)?;
        Some((index, known, start))
    });
    let Some((index, &(_, from, to), start)) = named else {
        return;
    };
    let line = scan.line(trigger);
    let found = Found {
        // The latest campaign a text names is the one it belongs to.
        rank: CAMPAIGNS.len() - index,
        window: DateWindow {
            from: date_of(from),
            to: date_of(to),
        },
        ..Found::new(CAMPAIGN, DocumentDate::of_year(from.0), start.at())
    };
    scan.keep(found, end.at(), &line);
}

/// The latest five-year plan that `text` names, by its place in the table.
pub(super) fn latest_period(text: &str) -> Option<usize> {
    let places = memmem::find_iter(text.as_bytes(), "五");
    let named = places.filter_map(|at| {
        let end = Place::new(text, at + "五".len());
        let plan = PLANS
            .iter()
            .rposition(|plan| end.before(plan.0).is_some())?;
        // “十五” is the name of a plan only in quotation marks.
        let is_quoted = end.next().is_some_and(|c| classify(c) == CharClass::Quote);
        (plan > 0 || is_quoted).then_some(plan)
    });
    named.max()
}

/// The days in which a text that names the plan at `index` can have been written: from two years
/// before it begins, when the next plan is first spoken of.
pub(super) fn period_window(index: usize) -> DateWindow {
    let from = PLANS.get(index).map(|plan| plan.1 - 2);
    DateWindow {
        from: from.and_then(|year| DocumentDate::checked(year, Some(1), Some(1))),
        to: None,
    }
}
