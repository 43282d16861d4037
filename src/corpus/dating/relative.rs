//! Owns times that are counted from the day a page was fetched: 3天前, 昨天, 12 小时前.

use jiff::ToSpan;

use super::DocumentDate;
use super::evidence::{Confidence, Found, Origin, Rule, Stage, YearSource};
use super::lines::Lines;
use super::place::Place;

const RELATIVE: Rule = (
    50,
    Stage::Relative,
    YearSource::Relative,
    Confidence::Medium,
);

/// Bytes in which a page says how old it is.
const REACH: usize = 2000;

/// What may be said.
const WORDS: [(&str, Unit); 11] = [
    ("小时前", Unit::Moment),
    ("小時前", Unit::Moment),
    ("分钟前", Unit::Moment),
    ("分鐘前", Unit::Moment),
    ("天前", Unit::Days),
    ("周前", Unit::Weeks),
    ("週前", Unit::Weeks),
    ("前天", Unit::Named(2)),
    ("昨天", Unit::Named(1)),
    ("刚刚", Unit::Named(0)),
    ("剛剛", Unit::Named(0)),
];

#[derive(Debug, Clone, Copy)]
enum Unit {
    Moment,
    Days,
    Weeks,
    Named(i32),
}

/// The first such time in the header or the opening, if the day of the fetch is known.
pub(super) fn find(text: &str, crawled: Option<DocumentDate>) -> Option<Found> {
    let crawled = crawled.filter(|date| date.day.is_some())?;
    let head = text.get(..text.floor_char_boundary(REACH))?;
    let places = WORDS.iter().flat_map(|(word, unit)| {
        let places = head.match_indices(word);
        places.map(|(at, word)| (at, word.len(), *unit))
    });
    let mut places: Vec<_> = places.collect();
    places.sort_unstable_by_key(|place| place.0);
    let mut lines = Lines::new(text);
    places.into_iter().find_map(|(at, length, unit)| {
        let line = lines.at(at);
        let days = days(Place::new(text, at), unit)?;
        let is_opening = line.is_header() || line.is_lead(at);
        let day = crawled.first_day()?.checked_sub(days.days()).ok()?;
        let month = DocumentDate {
            day: None,
            ..DocumentDate::of_day(day)
        };
        is_opening.then(|| Found {
            words: line.words(at, at + length),
            origin: Origin::Text(at),
            ..Found::new(RELATIVE, month, at)
        })
    })
}

/// How many days ago the words at `start` say; `None` where a number is wanted and missing.
fn days(start: Place<'_>, unit: Unit) -> Option<i32> {
    if let Unit::Named(days) = unit {
        return Some(days);
    }
    let end = start.skip_back(3, char::is_whitespace);
    let number = end.skip_back(4, |c| c.is_ascii_digit()).folded_to(end);
    let number: i32 = number.parse().ok()?;
    match unit {
        Unit::Moment | Unit::Named(_) => Some(0),
        Unit::Days => Some(number),
        Unit::Weeks => number.checked_mul(7),
    }
}
