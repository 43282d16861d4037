//! Owns plenums: held (在二十届四中全会上的讲话) and studied (学习贯彻四中全会精神).

use jiff::civil::Date;

use super::DocumentDate;
use super::evidence::{Confidence, DateWindow, Found, Rule, Stage, YearSource};
use super::lines::Line;
use super::meetings::{number_after, number_before};
use super::place::Place;
use super::scan::Scan;
use super::tables::{PLENUM_ENDS, date_of};
use crate::history::PLENUMS;

const HELD: Rule = (
    86,
    Stage::Plenum,
    YearSource::NationalMeeting,
    Confidence::High,
);
const STUDIED: Rule = (
    40,
    Stage::Studied,
    YearSource::StudiedMeeting,
    Confidence::Low,
);

/// 中全会 at `start..end`, with 二十届四 before it.
pub(super) fn plenum<'a>(scan: &mut Scan<'a>, start: Place<'a>, end: Place<'a>, line: Line<'a>) {
    let Some((session, before)) = number_before(start, 1) else {
        return;
    };
    let Some((committee, first)) = before.before("届").and_then(|end| number_before(end, 3))
    else {
        return;
    };
    let is_it = |known: &(u32, u32, Date)| (known.0, known.1) == (committee, session);
    let Some(index) = PLENUMS.iter().position(is_it) else {
        return;
    };
    let Some(found) = weigh(index, first, end, &line) else {
        return;
    };
    scan.keep(found, end.after_optional(&["精神", "公报"]).at(), &line);
}

fn weigh(index: usize, start: Place<'_>, end: Place<'_>, line: &Line<'_>) -> Option<Found> {
    let &(committee, session, day) = PLENUMS.get(index)?;
    let date = DocumentDate::of_day(day);
    // …三中全会以来 is the history of what is spoken of.
    if end.after("以来").is_some() {
        return None;
    }
    let is_held = behind_session(end).after_any(&["上的", "公报"]).is_some();
    if is_held && line.is_header() {
        let month = DocumentDate { day: None, ..date };
        return Some(Found::new(HELD, month, start.at()));
    }
    let ended = PLENUM_ENDS
        .iter()
        .find(|known| (known.0, known.1) == (committee, session))
        .and_then(|known| date_of(known.2));
    let next = PLENUMS.get(index + 1).map(|known| known.2);
    let last = next.and_then(|day| day.yesterday().ok());
    let found = Found::new(STUDIED, DocumentDate::of_year(date.year), start.at());
    Some(Found {
        // The latest of the plenums a text names is the one it follows.
        rank: PLENUMS.len() - index,
        confidence: next.map_or(Confidence::Medium, |_| Confidence::Low),
        window: DateWindow {
            from: ended.or(Some(date)),
            to: last.map(DocumentDate::of_day),
        },
        ..found
    })
}

/// Past 第二次全体会议.
fn behind_session(end: Place<'_>) -> Place<'_> {
    let numbered = end.after("第").and_then(|start| number_after(start, 2));
    let behind = numbered.and_then(|(_, end)| end.after("次全体会议"));
    behind.unwrap_or(end)
}
