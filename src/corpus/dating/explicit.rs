//! Owns dates that are written out, and what the words around them say they are: the day of the
//! speech, of publication, of an update, or nothing.

use super::DocumentDate;
use super::evidence::{Confidence, Found, Rule, Stage, YearSource};
use super::lines::Line;
use super::place::Place;
use super::scan::Scan;
use super::written::{self, Form, Reading, Written, is_clock};
use super::years;
use crate::text::is_chinese_digit;

const DELIVERY: Rule = (95, Stage::Date, YearSource::DeliveryDate, Confidence::High);
const REPUBLIC: Rule = (90, Stage::RocYear, YearSource::RocYear, Confidence::High);
const PUBLISHED: Rule = (
    65,
    Stage::Published,
    YearSource::PublishDate,
    Confidence::Medium,
);
const BROKEN: Rule = (58, Stage::Date, YearSource::PublishDate, Confidence::Low);
const FILE: Rule = (55, Stage::Date, YearSource::FileName, Confidence::Medium);
const UPDATED: Rule = (45, Stage::Updated, YearSource::UpdateDate, Confidence::Low);
const LEAD: Rule = (38, Stage::Date, YearSource::LeadDate, Confidence::Low);
const BODY: Rule = (25, Stage::Date, YearSource::BodyDate, Confidence::Low);

/// A number that begins with 19 or 20.
pub(super) fn arabic<'a>(scan: &mut Scan<'a>, start: Place<'a>, line: Line<'a>) {
    match written::arabic(start) {
        Reading::Date(date) => place_date(scan, start, &date, &line),
        Reading::Year(year, end) => {
            years::document_number(scan, year, start, end, &line);
            if let Some(end) = end.after("年") {
                years::year(scan, year, start, end, &line);
            }
        }
        Reading::Nothing => {}
    }
}

/// The number before 年 at `year`: of a year in Chinese digits, or of the Republic.
pub(super) fn year_behind_number<'a>(scan: &mut Scan<'a>, year: Place<'a>) {
    let start = year.skip_back(6, |c| c == '0' || is_digit(c));
    let number = year.skip_back(6, |c| {
        c.is_ascii_digit() || is_digit(c) || matches!(c, '十' | '百')
    });
    let name_end = number.skip_back(3, char::is_whitespace);
    if let Some(name) = name_end.before("民国") {
        let line = scan.line(year);
        republican(scan, name, name_end, line);
    } else if start.at() < year.at() && start.next().is_some_and(|c| !c.is_ascii_digit()) {
        let line = scan.line(year);
        chinese(scan, start, line);
    }
}

/// Whether the folded `c` is a digit of a number in Chinese characters, or looks like one.
fn is_digit(c: char) -> bool {
    is_chinese_digit(c) || matches!(c, '○' | '◯' | 'o')
}

/// A year in Chinese digits.
fn chinese<'a>(scan: &mut Scan<'a>, start: Place<'a>, line: Line<'a>) {
    match written::chinese(start) {
        Reading::Date(date) => place_date(scan, start, &date, &line),
        Reading::Year(year, end) => {
            if let Some(end) = end.after("年") {
                years::year(scan, year, start, end, &line);
            }
        }
        Reading::Nothing => {}
    }
}

/// 民国 and what follows.
fn republican<'a>(scan: &mut Scan<'a>, start: Place<'a>, end: Place<'a>, line: Line<'a>) {
    let Some(written) = written::republican(end) else {
        return;
    };
    place_date(scan, start, &written, &line);
    if is_behind_copyright(start, &line) {
        return;
    }
    if line.is_header() || line.is_sign_off() || line.is_lead(start.at()) {
        let year = DocumentDate::of_year(written.date.year);
        scan.keep(
            Found::new(REPUBLIC, year, start.at()),
            written.end.at(),
            &line,
        );
    }
}

fn place_date<'a>(scan: &mut Scan<'a>, start: Place<'a>, written: &Written<'a>, line: &Line<'a>) {
    if let Some(rule) = rule_of(start, written, line) {
        let found = Found::new(rule, written.date, start.at());
        scan.keep(found, written.end.at(), line);
    }
}

/// What the date is, or `None` where it dates nothing.
fn rule_of<'a>(start: Place<'a>, written: &Written<'a>, line: &Line<'a>) -> Option<Rule> {
    if is_page_clock(start, written.end) || is_behind_copyright(start, line) {
        return None;
    }
    let label = start.words_before(14);
    if ends_with_label(&label, &["更新"]) {
        return Some(UPDATED);
    }
    if written.form == Form::Broken {
        return Some(BROKEN);
    }
    let is_edge = line.is_header() || line.is_sign_off();
    let is_labelled = is_edge || line.is_lead(start.at());
    let around = if is_labelled {
        line.folded()
    } else {
        String::new()
    };
    let has_any = |words: &[&str]| words.iter().any(|word| around.contains(word));
    if is_edge
        && !has_any(&["会议时间", "地点", "讲话时间"])
        && is_published(start, written.end, &label, &around)
    {
        return Some(PUBLISHED);
    }
    if is_historical(written.end) {
        return None;
    }
    if !is_labelled {
        return Some(BODY);
    }
    if has_any(&["会议时间", "讲话时间"]) || stands_alone(start, written.end, line) {
        return Some(DELIVERY);
    }
    if line.is_sign_off() {
        return Some(BODY);
    }
    let label = label.trim_end();
    // In running text a date that opens the line is the speech's own, others are quoted.
    let is_own = line.is_header() || opens_line(start, line);
    let is_after_dash = label.ends_with("——");
    let is_framed = label.ends_with('(') && !begins_range(written.end) || is_after_dash;
    let is_meeting = names_meeting(written.end);
    if is_own && (is_framed || is_meeting) || is_after_dash && is_meeting {
        return Some(DELIVERY);
    }
    if has_any(&[".doc", ".pdf", ".txt"]) {
        return Some(FILE);
    }
    Some(LEAD)
}

/// 今天是2024年5月6日 星期一: what a page shows, not when it was written.
fn is_page_clock(start: Place<'_>, end: Place<'_>) -> bool {
    // What hardly a date has behind it.
    if end.skip_spaces().after_any(&["星期", "周"]).is_none() {
        return false;
    }
    let before = start.words_before(8);
    let before = before.trim_end().trim_end_matches(':').trim_end();
    let shows = ["今天是", "现在是", "当前时间", "现在时间"];
    shows.iter().any(|words| before.ends_with(words))
}

fn is_behind_copyright(start: Place<'_>, line: &Line<'_>) -> bool {
    let is_near = line.is_header() || line.is_sign_off() || line.is_lead(start.at());
    is_near && {
        let before = Place::new(start.text(), line.start).folded_to(start);
        before.contains("copyright") || before.contains('©')
    }
}

/// Whether `words` end with a label such as 更新时间:, spaces and line ends aside.
fn ends_with_label(words: &str, stems: &[&str]) -> bool {
    let words = words.trim_end().trim_end_matches(':').trim_end();
    let endings = ["", "时间", "日期"];
    let is_label = |stem: &&str| {
        let stem_ends = |ending: &&str| {
            words
                .strip_suffix(*ending)
                .is_some_and(|w| w.ends_with(*stem))
        };
        endings.iter().any(stem_ends)
    };
    stems.iter().any(is_label)
}

fn is_published(start: Place<'_>, end: Place<'_>, label: &str, line: &str) -> bool {
    const STEMS: [&str; 4] = ["发布", "发表", "刊发", "上传"];
    const NEIGHBOURS: [&str; 6] = ["来源", "字号", "点击", "浏览", "作者", "编辑"];
    ends_with_label(label, &STEMS)
        || ends_with_label(label, &["成文", "发文", "印发"])
        || ends_with_label(label.trim_end().trim_end_matches('于'), &STEMS)
        || has_page_of_newspaper(line)
        || is_in_address(start)
        || !line.contains('。')
            && (NEIGHBOURS.iter().any(|word| line.contains(word)) || has_clock(end))
}

/// 第02版.
fn has_page_of_newspaper(line: &str) -> bool {
    line.match_indices('第').any(|(at, word)| {
        let rest = line.get(at + word.len()..).unwrap_or_default();
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        digits == 2 && rest.get(2..).is_some_and(|rest| rest.starts_with('版'))
    })
}

/// Whether a time of day follows, perhaps behind a day of the week.
fn has_clock(end: Place<'_>) -> bool {
    let start = end.skip_spaces().after_optional(&["星期", "周"]);
    let skipped = |count| start.skip(count, |c| c != '\n');
    (0..=2).any(|count| is_clock(skipped(count)))
}

/// Whether the word before is part of a web address.
fn is_in_address(start: Place<'_>) -> bool {
    let word_end = start.skip_back(14, char::is_whitespace);
    let word = word_end
        .skip_back(100, |c| !c.is_whitespace())
        .folded_to(word_end);
    ["www.", "http", ".cn", ".com"]
        .iter()
        .any(|part| word.contains(part))
}

/// 以来, 至今, and 前 as the end of a phrase: history.
fn is_historical(end: Place<'_>) -> bool {
    let behind = end.skip_spaces();
    let is_before = behind.after("前").is_some_and(|place| {
        let next = place.next();
        next.is_none_or(|c| !c.is_alphanumeric())
    });
    is_before || behind.after_any(&["至今", "以来"]).is_some()
}

/// Whether nothing stands in the line but the date, brackets and dashes.
fn stands_alone(start: Place<'_>, end: Place<'_>, line: &Line<'_>) -> bool {
    if !line.is_header() && !line.is_sign_off() {
        return false;
    }
    let is_frame = |c: char| c.is_whitespace() || "()[]【】—-".contains(c);
    let line_start = Place::new(start.text(), line.start);
    let before = line_start.folded_to(start);
    let behind = end.folded_to(start.moved(line.end.max(end.at())));
    before.chars().chain(behind.chars()).all(is_frame)
}

/// Whether only brackets and dashes stand before the date in its line.
fn opens_line(start: Place<'_>, line: &Line<'_>) -> bool {
    let opening = start.skip_back(8, |c| {
        c != '\n' && (c.is_whitespace() || "([【—".contains(c))
    });
    opening.at() <= line.start
}

/// (1949年10月-2019年9月: a span of time.
fn begins_range(end: Place<'_>) -> bool {
    let dash = end.after_any(&["-", "—", "–", "~", "至"]);
    dash.is_some_and(|(behind, _)| behind.next().is_some_and(|c| c.is_ascii_digit()))
}

/// 在…会议上.
fn names_meeting(end: Place<'_>) -> bool {
    let Some(start) = end.skip_spaces().after("在") else {
        return false;
    };
    let words = start.sentence_after(45);
    let meetings = ["会议上", "大会上", "全会上", "座谈会上", "仪式上", "论坛上"];
    let far_enough = |at: usize| {
        words
            .get(..at)
            .is_some_and(|name| name.chars().nth(3).is_some())
    };
    let is_named = |meeting: &&str| words.match_indices(*meeting).any(|(at, _)| far_enough(at));
    meetings.iter().any(is_named)
}
