//! Owns anniversaries: 在建党98周年之际, 建党百年, 新中国成立七十年华诞.

use super::DocumentDate;
use super::evidence::{Confidence, Found, Rule, Stage, YearSource};
use super::foreign::is_foreign;
use super::lines::Line;
use super::place::Place;
use super::scan::Scan;
use super::tables::EVENTS;
use crate::text::parse_chinese;

const THIS_YEAR: Rule = rule(84, Confidence::High);
const PARTY: Rule = rule(83, Confidence::High);
const OTHER_YEAR: Rule = rule(82, Confidence::High);
const CELEBRATED: Rule = rule(81, Confidence::High);
const NAMED: Rule = rule(62, Confidence::Medium);
const OF_A_YEAR: Rule = rule(60, Confidence::Medium);
/// Far from the opening a text also looks back on what was celebrated a year before.
const CELEBRATED_IN_BODY: Rule = rule(54, Confidence::Medium);
const NAMED_IN_BODY: Rule = rule(53, Confidence::Medium);

const fn rule(priority: u8, confidence: Confidence) -> Rule {
    (
        priority,
        Stage::Anniversary,
        YearSource::Anniversary,
        confidence,
    )
}

/// 周年 at `start..end`.
pub(super) fn years<'a>(scan: &mut Scan<'a>, start: Place<'a>, end: Place<'a>, line: Line<'a>) {
    anniversary(scan, start, end, &line);
}

/// 百年 that ends at `end`.
pub(super) fn hundred<'a>(scan: &mut Scan<'a>, end: Place<'a>, line: Line<'a>) {
    if let Some(number_end) = end.before("年") {
        anniversary(scan, number_end, end.after_optional(&["华诞"]), &line);
    }
}

/// 华诞 at `start..end`, perhaps behind 年.
pub(super) fn birthday<'a>(scan: &mut Scan<'a>, start: Place<'a>, end: Place<'a>, line: Line<'a>) {
    anniversary(scan, start.before("年").unwrap_or(start), end, &line);
}

/// An anniversary whose number ends at `number_end` and whose words end at `end`.
fn anniversary<'a>(scan: &mut Scan<'a>, number_end: Place<'a>, end: Place<'a>, line: &Line<'a>) {
    let Some((count, number)) = number_before(number_end) else {
        return;
    };
    let name_end = number.skip_back(2, |c| c == ' ');
    let event = EVENTS.iter().enumerate().find_map(|(rank, event)| {
        let start = name_end.before(event.0)?;
        Some((rank, event, start))
    });
    let Some((rank, &(name, base, month), start)) = event else {
        return;
    };
    let is_goal = base + count >= FIRST_GOAL || is_target(start, end);
    if is_goal || is_of_others(name, start) {
        return;
    }
    let Some((rule, date)) = weigh(base + count, month, (start, end), line) else {
        return;
    };
    let found = Found {
        rank,
        ..Found::new(rule, date, start.at())
    };
    scan.keep(found, end.at(), line);
}

/// The number that ends at `end`, and where it starts.
fn number_before(end: Place<'_>) -> Option<(i16, Place<'_>)> {
    let end = end.skip_back(2, |c| c == ' ');
    let digits = end.skip_back(3, |c| c.is_ascii_digit());
    if digits.at() < end.at() {
        let count = digits.folded_to(end).parse().ok()?;
        return (count > 0).then_some((count, digits));
    }
    let start = end.skip_back(6, |c| "一二三四五六七八九十百零".contains(c));
    let written = start.folded_to(end);
    let count = match written.as_str() {
        "百" => 100,
        other => i16::try_from(parse_chinese(other)?).ok()?,
    };
    Some((count, start))
}

/// 到新中国成立一百年时: a goal, not a date.
fn is_target(start: Place<'_>, end: Place<'_>) -> bool {
    let goals = [
        "时",
        "的时候",
        "前",
        "以前",
        "奋斗目标",
        "目标",
        "之后",
        "后",
    ];
    let behind = end.after_any(&goals).is_some();
    let pair = ["和新中国", "、新中国", "和建国", "、建国"];
    let is_pair = end.after_any(&pair).is_some() && end.sentence_after(12).contains('百');
    behind || is_pair || start.before("到").is_some() || start.before("至").is_some()
}

/// 朝鲜庆祝建国75周年, 中国空军建军: the day of another country or of another army.
fn is_of_others(name: &str, start: Place<'_>) -> bool {
    let is_short = ["建党", "建国", "建军"].contains(&name);
    is_short
        && (is_foreign(start)
            || start
                .before_any(&["空军", "海军", "军队", "火箭军"])
                .is_some())
}

/// Years from here on are goals: 新中国成立一百年.
const FIRST_GOAL: i16 = 2040;

/// 过去一年…隆重庆祝: the celebrations of the year before.
fn looks_back(start: Place<'_>) -> bool {
    let before = start.skip_back(150, |c| c != '\n').folded_to(start);
    let past = ["过去一年", "过去的一年", "一年来", "过去这一年"];
    past.iter().any(|words| before.contains(words))
}

/// What the words around say of the year, which is `year` unless they say 明年 or 去年.
fn weigh<'a>(
    year: i16,
    month: i8,
    (start, end): (Place<'a>, Place<'a>),
    line: &Line<'a>,
) -> Option<(Rule, DocumentDate)> {
    let in_year = |year| DocumentDate::checked(year, None, None);
    let before = start.sentence_before(14);
    if before.contains("明年") {
        return Some((OTHER_YEAR, in_year(year - 1)?));
    }
    if before.contains("去年") {
        return Some((OTHER_YEAR, in_year(year + 1)?));
    }
    if before.contains("今年是") {
        return Some((THIS_YEAR, in_year(year)?));
    }
    if says_year_is(&before) {
        return Some((OF_A_YEAR, in_year(year)?));
    }
    let is_eve = end.after("之际").is_some();
    let is_meeting = end.after_any(&["大会", "座谈会"]).is_some();
    let cues = ["庆祝", "纪念", "迎来", "热烈"];
    let is_kept = cues.iter().any(|cue| before.contains(cue)) || is_eve || is_meeting;
    let is_opening = line.is_opening(start.at()) && !looks_back(start);
    if is_kept && is_party_meeting(start, end) && is_opening {
        return Some((PARTY, DocumentDate::checked(year, Some(7), Some(1))?));
    }
    let rule = match (is_kept, is_opening) {
        (true, true) => CELEBRATED,
        (false, true) => NAMED,
        (true, false) => CELEBRATED_IN_BODY,
        (false, false) => NAMED_IN_BODY,
    };
    let known = (is_eve && month > 0).then_some(month);
    Some((rule, DocumentDate::checked(year, known, None)?))
}

/// The meeting of the first of July.
fn is_party_meeting(start: Place<'_>, end: Place<'_>) -> bool {
    start.after("中国共产党成立").is_some() && end.words_after(4).contains("大会")
}

/// 2019年是.
fn says_year_is(words: &str) -> bool {
    words.match_indices("年是").any(|(at, _)| {
        let before = words.get(..at).unwrap_or_default();
        let digits: String = before.chars().rev().take(4).collect();
        digits.len() == 4 && digits.bytes().all(|byte| byte.is_ascii_digit())
    })
}
