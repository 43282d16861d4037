//! Owns years without a month: of a title, of a review, of a New Year's address, of an issue.

use super::DocumentDate;
use super::evidence::{Confidence, DateWindow, Found, Rule, Stage, YearSource};
use super::lines::Line;
use super::place::Place;
use super::scan::Scan;

const NEW_YEAR: Rule = (
    88,
    Stage::NewYear,
    YearSource::NewYearAddress,
    Confidence::Medium,
);
const SPEECH_LABEL: Rule = (
    85,
    Stage::YearLabel,
    YearSource::TitleYear,
    Confidence::High,
);
const SPEECH_TITLE: Rule = (85, Stage::Title, YearSource::TitleYear, Confidence::High);
const REVIEW_AND_PLAN: Rule = (
    72,
    Stage::YearPlan,
    YearSource::AnnualReview,
    Confidence::Medium,
);
const REVIEW: Rule = (
    70,
    Stage::YearLabel,
    YearSource::AnnualReview,
    Confidence::Medium,
);
const NEWS_LABEL: Rule = (
    61,
    Stage::YearLabel,
    YearSource::TitleYear,
    Confidence::Medium,
);
const NEWS_TITLE: Rule = (61, Stage::Title, YearSource::TitleYear, Confidence::Medium);
const DOC_NUMBER: Rule = (30, Stage::DocNumber, YearSource::DocNumber, Confidence::Low);
const ISSUE: Rule = (30, Stage::Issue, YearSource::Issue, Confidence::Low);
const BODY_LABEL: Rule = (27, Stage::YearLabel, YearSource::BodyYear, Confidence::Low);
const BODY_TITLE: Rule = (27, Stage::Title, YearSource::BodyYear, Confidence::Low);

/// What a review of the year before is called.
const REVIEWS: [&str; 10] = [
    "民主生活会",
    "组织生活会",
    "述职",
    "述责",
    "述廉",
    "考核",
    "总结",
    "表彰",
    "评议",
    "述学",
];

/// A header line with one of these is the title of a speech.
const SPEECH: [&str; 8] = [
    "讲话",
    "报告",
    "致辞",
    "发言",
    "会上",
    "班上",
    "会议上",
    "部署",
];

/// What ends the name of an occasion.
const OCCASIONS: [&str; 10] = [
    "会议",
    "大会",
    "推进会",
    "座谈会",
    "培训班",
    "读书班",
    "报告",
    "全会",
    "活动",
    "仪式",
];

/// What ends the name of an occasion in the title of a speech.
const SPEECH_OCCASIONS: [&str; 5] = ["会上", "班上", "讲话", "致辞", "发言"];

/// A year with 年 behind it, from `start` to `end`.
pub(super) fn year<'a>(
    scan: &mut Scan<'a>,
    year: i16,
    start: Place<'a>,
    end: Place<'a>,
    line: &Line<'a>,
) {
    if let Some(end) = end.after("度") {
        return year_label(scan, year, (start, end), line);
    }
    let is_opening = line.is_header() || line.is_lead(start.at());
    if is_opening && let Some((end, _)) = end.after_any(&["新年贺词", "新年致辞"]) {
        return new_year(scan, year, (start, end), line);
    }
    if is_issue(end) {
        let found = Found::new(ISSUE, DocumentDate::of_year(year), start.at());
        return scan.keep(found, end.at(), line);
    }
    if reviews_and_plans(end, year) || line.is_header() && reviews(end, line) {
        let window = season(year, 3);
        let found = Found::new(REVIEW_AND_PLAN, DocumentDate::of_year(year + 1), start.at());
        let found = Found {
            window,
            reference: Some(year),
            ..found
        };
        scan.keep(found, end.at(), line);
    }
    title(scan, year, (start, end), line);
}

/// `〔2019〕12号`.
pub(super) fn document_number<'a>(
    scan: &mut Scan<'a>,
    year: i16,
    start: Place<'a>,
    end: Place<'a>,
    line: &Line<'a>,
) {
    let is_bracketed = start.previous().is_some_and(|c| matches!(c, '〔' | '['));
    if !is_bracketed {
        return;
    }
    let Some((number, _)) = end.after_any(&["〕", "]"]) else {
        return;
    };
    let behind = number.skip(6, |c| c.is_ascii_digit());
    if behind.at() > number.at() && behind.after("号").is_some() {
        let found = Found::new(DOC_NUMBER, DocumentDate::of_year(year), start.at());
        scan.keep(found, behind.at(), line);
    }
}

/// From the December of `year` to the given month of the next one.
fn season(year: i16, last_month: i8) -> DateWindow {
    let last_day = if last_month == 3 { 31 } else { 30 };
    DateWindow {
        from: DocumentDate::checked(year, Some(12), Some(1)),
        to: DocumentDate::checked(year + 1, Some(last_month), Some(last_day)),
    }
}

/// 2025年度: the year that is reviewed, or the year of the meeting.
fn year_label<'a>(
    scan: &mut Scan<'a>,
    year: i16,
    (start, end): (Place<'a>, Place<'a>),
    line: &Line<'a>,
) {
    if ends_range(start) {
        return;
    }
    let tail: String = end.words_after(18);
    let tail = tail.split(['。', ';', '!', '?']).next().unwrap_or_default();
    if REVIEWS.iter().any(|review| tail.contains(review)) {
        let found = Found::new(REVIEW, DocumentDate::of_year(year + 1), start.at());
        let found = Found {
            rank: usize::from(!line.is_header()),
            window: season(year, 4),
            reference: Some(year),
            ..found
        };
        return scan.keep(found, end.skip(18, |c| c != '\n').at(), line);
    }
    let rule = match (line.is_header(), is_speech(line)) {
        (true, true) => SPEECH_LABEL,
        (true, false) => NEWS_LABEL,
        (false, _) => BODY_LABEL,
    };
    let found = Found::new(rule, DocumentDate::of_year(year), start.at());
    scan.keep(found, end.at(), line);
}

fn new_year<'a>(
    scan: &mut Scan<'a>,
    year: i16,
    (start, end): (Place<'a>, Place<'a>),
    line: &Line<'a>,
) {
    // …新年贺词中指出 quotes it, …引发热烈反响 tells of it.
    let behind = end.sentence_after(12);
    let told = [
        "中", "里", "引发", "引起", "反响", "启示", "鼓舞", "人心", "在全",
    ];
    if told.iter().any(|word| behind.contains(word)) {
        return;
    }
    if let Some(eve) = DocumentDate::checked(year - 1, Some(12), Some(31)) {
        let found = Found {
            reference: Some(year),
            ..Found::new(NEW_YEAR, eve, start.at())
        };
        scan.keep(found, end.at(), line);
    }
}

/// 2024年工作总结和2025年工作安排.
fn reviews_and_plans(end: Place<'_>, year: i16) -> bool {
    let words = end.words_after(40);
    let words = words.split('\n').next().unwrap_or_default();
    let mut reviews = ["工作总结", "工作回顾"].iter();
    reviews.any(|review| {
        let Some(at) = words.contains(review).then(|| words.find(review)).flatten() else {
            return false;
        };
        let next = format!("{}年", year + 1);
        let (before, rest) = words.split_at(at);
        let rest = rest.get(review.len()..).unwrap_or_default();
        let gap = rest.find(&next).and_then(|gap| rest.get(..gap));
        let is_near = gap.is_some_and(|gap| gap.chars().count() <= 6);
        before.chars().count() <= 8 && is_near
    })
}

/// The heading 2024年工作回顾 of a report of the next year.
fn reviews(end: Place<'_>, line: &Line<'_>) -> bool {
    let words = end.folded_to(end.moved(line.end));
    let words = words.trim();
    words.chars().count() <= 12 && words.ends_with("工作回顾")
}

fn is_issue(end: Place<'_>) -> bool {
    end.after("第").is_some_and(|start| {
        let number = start.skip(6, |c| c.is_ascii_digit());
        number.at() > start.at() && number.after("期").is_some()
    })
}

/// 2021-2025年: a span of years dates nothing.
fn ends_range(start: Place<'_>) -> bool {
    let before = start.skip_back(2, char::is_whitespace);
    let dash = before.skip_back(2, |c| matches!(c, '-' | '—' | '–' | '~' | '至' | '到'));
    let is_number = |c: char| c.is_ascii_digit() || c == '年' || c == '度';
    dash.at() < before.at() && dash.previous().is_some_and(is_number)
}

fn is_speech(line: &Line<'_>) -> bool {
    let line = line.folded();
    SPEECH.iter().any(|word| line.contains(word))
}

/// 在2025年…会议: the year of an occasion.
fn title<'a>(
    scan: &mut Scan<'a>,
    year: i16,
    (start, end): (Place<'a>, Place<'a>),
    line: &Line<'a>,
) {
    if !begins_title(start, line) {
        return;
    }
    let is_speech = line.is_header() && is_speech(line);
    if !names_occasion(end, is_speech) {
        return;
    }
    let rule = match (line.is_header(), is_speech) {
        (true, true) => SPEECH_TITLE,
        (true, false) if line.is_near_top() => NEWS_TITLE,
        _ => BODY_TITLE,
    };
    let found = Found::new(rule, DocumentDate::of_year(year), start.at());
    scan.keep(found, end.at(), line);
}

/// Whether the year begins the line, or the name of an occasion in it.
fn begins_title(start: Place<'_>, line: &Line<'_>) -> bool {
    let indent = start.skip_back(40, |c| c.is_whitespace() && c != '\n');
    let begins_name = |c: char| "在区市省县镇乡州旗《“".contains(c);
    indent.at() <= line.start || start.previous().is_some_and(begins_name)
}

fn names_occasion(end: Place<'_>, is_speech: bool) -> bool {
    const OTHER: [&str; 12] = [
        "代", "以来", "前", "底", "远景", "新年", "-", "—", "–", "~", "至", "到",
    ];
    if end.after_any(&OTHER).is_some() {
        return false;
    }
    let name = end.skip(33, |c| !matches!(c, '\n' | ',' | '。'));
    let words = end.folded_to(name);
    let first_of = |occasions: &[&str]| {
        // To prepare a search takes longer than to see that there is nothing to find.
        let stands = |word: &&&str| words.contains(**word);
        let places = occasions.iter().filter(stands).filter_map(|word| {
            let mut places = words.match_indices(word).map(|(at, _)| at);
            places.find(|&at| {
                let length = words.get(..at).map_or(0, |name| name.chars().count());
                (2..=30).contains(&length)
            })
        });
        places.min()
    };
    let first = first_of(&OCCASIONS).or_else(|| {
        let at = first_of(&SPEECH_OCCASIONS).filter(|_| is_speech)?;
        // The meeting that reviews a year is held in it or in the next.
        let is_review = words.get(..at).is_some_and(|name| name.ends_with("生活"));
        (!is_review).then_some(at)
    });
    first.is_some_and(|at| !words.get(..at).is_some_and(|name| name.contains("表彰")))
}
