//! Owns the National People's Congress, the Consultative Conference and the Party congresses.

use super::DocumentDate;
use super::evidence::{Confidence, DateWindow, Found, Rule, Stage, YearSource};
use super::lines::Line;
use super::place::Place;
use super::scan::Scan;
use super::tables::{EARLY_SESSIONS, SESSION_MONTHS};
use crate::history::CONGRESSES;
use crate::text::parse_chinese;

const AHEAD: Rule = (
    42,
    Stage::Ahead,
    YearSource::AheadMeeting,
    Confidence::Medium,
);

/// The last congress that is taken for one of our time.
const LAST_CONGRESS: u32 = 16;

fn held(priority: u8, stage: Stage) -> Rule {
    (
        priority,
        stage,
        YearSource::NationalMeeting,
        Confidence::High,
    )
}

fn mentioned(priority: u8, stage: Stage) -> Rule {
    (
        priority,
        stage,
        YearSource::MentionedMeeting,
        Confidence::Low,
    )
}

/// A Chinese number of at most `most` characters that ends at `end`, and where it starts.
pub(super) fn number_before(end: Place<'_>, most: usize) -> Option<(u32, Place<'_>)> {
    let start = end.skip_back(most, is_number);
    Some((parse_chinese(&start.folded_to(end))?, start))
}

/// A Chinese number of at most `most` characters that begins at `start`, and where it ends.
pub(super) fn number_after(start: Place<'_>, most: usize) -> Option<(u32, Place<'_>)> {
    let end = start.skip(most, is_number);
    Some((parse_chinese(&start.folded_to(end))?, end))
}

fn is_number(c: char) -> bool {
    matches!(
        c,
        '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十'
    )
}

/// 届全国 at `start..end`: of a People's Congress or of the Consultative Conference.
pub(super) fn session<'a>(scan: &mut Scan<'a>, start: Place<'a>, end: Place<'a>, line: Line<'a>) {
    let Some((term, term_start)) = number_before(start, 3) else {
        return;
    };
    let first = term_start.before("第").unwrap_or(term_start);
    let Some((body_end, body)) = end.after_any(&["人民代表大会", "人大", "委员会", "政协"])
    else {
        return;
    };
    let stage = match body {
        "政协" => Stage::Consultative,
        "委员会" => {
            let of_conference = ["政协", "政治协商会议"];
            let is_conference = |name: &&str| first.before(name).is_some();
            if !of_conference.iter().any(is_conference) {
                return;
            }
            Stage::Consultative
        }
        _ => Stage::PeoplesCongress,
    };
    keep_session(scan, (stage, term), (first, body_end), &line);
}

/// 全国政协 that ends at `end`, with 十四届三次会议 behind it.
pub(super) fn consultative<'a>(scan: &mut Scan<'a>, end: Place<'a>, line: Line<'a>) {
    let term = number_after(end, 3).and_then(|(term, end)| Some((term, end.after("届")?)));
    if let Some((term, behind)) = term {
        keep_session(scan, (Stage::Consultative, term), (end, behind), &line);
    }
}

/// Keeps the session whose number stands behind `end`.
fn keep_session<'a>(
    scan: &mut Scan<'a>,
    (stage, term): (Stage, u32),
    (start, end): (Place<'a>, Place<'a>),
    line: &Line<'a>,
) {
    let number = number_after(end.after("第").unwrap_or(end), 1);
    let Some((session, behind)) = number else {
        return;
    };
    let Some(behind) = behind.after("次会议") else {
        return;
    };
    let Some(date) = session_date(stage, term, session) else {
        return;
    };
    if start.sentence_before(12).contains("明年") {
        let year = DocumentDate::of_year(date.year - 1);
        let found = Found::new(mentioned(41, stage), year, start.at());
        return scan.keep(found, behind.at(), line);
    }
    if behind.sentence_after(4).contains("以来") {
        return;
    }
    let found = if line.is_header() {
        Found::new(held(86, stage), date, start.at())
    } else {
        let next = session_date(stage, term, session + 1);
        let next = next.or_else(|| session_date(stage, term + 1, 1));
        let year = DocumentDate::of_year(date.year);
        Found {
            window: between(date, next),
            ..Found::new(mentioned(41, stage), year, start.at())
        }
    };
    scan.keep(found, behind.at(), line);
}

/// From one meeting to the day before the next.
fn between(from: DocumentDate, next: Option<DocumentDate>) -> DateWindow {
    let before = |date: DocumentDate| date.first_day()?.yesterday().ok();
    DateWindow {
        from: Some(from),
        to: next.and_then(before).map(DocumentDate::of_day),
    }
}

/// When a session was or will be held.
fn session_date(stage: Stage, term: u32, session: u32) -> Option<DocumentDate> {
    let year = session_year(term, session)?;
    let is_conference = stage == Stage::Consultative;
    if is_conference && term < 5 {
        // The first four conferences did not keep the terms of the People's Congress.
        return None;
    }
    let other = SESSION_MONTHS.iter();
    let mut other = other.filter(|known| (known.0, known.1) == (term, session));
    let month = other.next().map(|known| known.2);
    let usual = (term >= 7 || is_conference).then_some(3);
    DocumentDate::checked(year, month.or(usual), None)
}

fn session_year(term: u32, session: u32) -> Option<i16> {
    let index = usize::try_from(session.checked_sub(1)?).ok()?;
    if let Some(years) = EARLY_SESSIONS.get(usize::try_from(term.checked_sub(1)?).ok()?) {
        return years.get(index).copied();
    }
    let is_known = term <= LAST_CONGRESS && session <= 5;
    is_known.then(|| i16::try_from(1983 + 5 * (term - 6) + session - 1).ok())?
}

/// 次全国代表大会 that begins at `start`, with 中国共产党第十九 before it.
pub(super) fn party_congress<'a>(scan: &mut Scan<'a>, start: Place<'a>, line: Line<'a>) {
    let Some((number, number_start)) = number_before(start, 3) else {
        return;
    };
    let Some(first) = number_start.before("中国共产党第") else {
        return;
    };
    let Some(date) = congress(number) else {
        return;
    };
    let behind = start.after("次全国代表大会");
    let is_told = behind.is_some_and(|end| end.after_any(&["会址", "文献", "纪念"]).is_some());
    let found = if line.is_header() && !is_told {
        let month = DocumentDate { day: None, ..date };
        Found::new(held(80, Stage::PartyCongress), month, first.at())
    } else {
        let year = DocumentDate::of_year(date.year);
        Found {
            window: between(date, congress(number + 1)),
            ..Found::new(mentioned(39, Stage::PartyCongress), year, first.at())
        }
    };
    scan.keep(found, start.at(), &line);
}

/// 迎接党的 that ends at `end`, with 二十大 behind it.
pub(super) fn ahead<'a>(scan: &mut Scan<'a>, end: Place<'a>, line: Line<'a>) {
    let number = number_after(end, 3).and_then(|(number, end)| Some((number, end.after("大")?)));
    let date = number.and_then(|(number, behind)| Some((congress(number)?, behind)));
    if let Some((date, behind)) = date {
        let found = Found::new(AHEAD, DocumentDate::of_year(date.year), end.at());
        let window = DateWindow {
            from: None,
            to: Some(date),
        };
        scan.keep(Found { window, ..found }, behind.at(), &line);
    }
}

/// The first day of a Party congress.
pub(super) fn congress(number: u32) -> Option<DocumentDate> {
    let known = CONGRESSES.iter().find(|(known, _)| *known == number);
    known.map(|&(_, day)| DocumentDate::of_day(day))
}
