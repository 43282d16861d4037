//! Owns reading dates as they are written in running text: 2025年3月5日, 2025-03-05, 20250305,
//! 二〇二五年三月五日, 民國113年10月10日, and the broken 202503-0514:45.

use super::DocumentDate;
use super::place::Place;
use crate::text::{digit_of_year, parse_chinese};

/// How a date is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// In the usual way.
    Plain,
    /// With characters lost between its parts.
    Broken,
}

/// A date and where it ends.
#[derive(Debug, Clone, Copy)]
pub(super) struct Written<'a> {
    pub(super) date: DocumentDate,
    pub(super) end: Place<'a>,
    pub(super) form: Form,
}

/// What stands where a year may begin.
#[derive(Debug, Clone, Copy)]
pub(super) enum Reading<'a> {
    /// A date with at least a month.
    Date(Written<'a>),
    /// A year and the place behind it, which may or may not be 年.
    Year(i16, Place<'a>),
    /// No year of our time, or the day of no calendar.
    Nothing,
}

/// Reads what begins at `start` with the digits of a year.
pub(super) fn arabic(start: Place<'_>) -> Reading<'_> {
    if start.previous().is_some_and(|c| c.is_ascii_digit()) {
        return Reading::Nothing;
    }
    let end = start.skip(9, |c| c.is_ascii_digit());
    let digits = start.folded_to(end);
    let number = |from: usize, to: usize| digits.get(from..to)?.parse::<i8>().ok();
    let Some(year) = digits.get(..4).and_then(|year| year.parse().ok()) else {
        return Reading::Nothing;
    };
    match digits.len() {
        4 => separated(year, end),
        8 => checked(year, number(4, 6), number(6, 8), end),
        6 => broken(year, number(4, 6), end),
        _ => Reading::Nothing,
    }
}

/// Reads what begins at `start` with a year in Chinese digits.
pub(super) fn chinese(start: Place<'_>) -> Reading<'_> {
    if start.previous().is_some_and(is_year_digit) {
        return Reading::Nothing;
    }
    let end = start.skip(5, is_year_digit);
    let digits = start.folded_to(end);
    let is_year = digits.chars().count() == 4 && end.next() == Some('年');
    let year = if is_year { in_digits(&digits) } else { None };
    year.map_or(Reading::Nothing, |year| separated(year, end))
}

/// Reads the date or year that begins behind 民国.
pub(super) fn republican(behind_name: Place<'_>) -> Option<Written<'_>> {
    let start = behind_name.skip_spaces();
    let (number, end) = republican_number(start)?;
    let year = number.checked_add(1911)?;
    let end = end.after("年")?;
    let year_alone = Written {
        date: DocumentDate::checked(year, None, None)?,
        end,
        form: Form::Plain,
    };
    let day = || {
        let (month, end) = part(end.skip_spaces(), 2)?;
        let (day, end) = part(end.after("月")?.skip_spaces(), 3)?;
        let date = DocumentDate::checked(year, Some(month), Some(day))?;
        let end = end.after("日")?;
        Some(Written {
            date,
            end,
            form: Form::Plain,
        })
    };
    Some(day().unwrap_or(year_alone))
}

fn republican_number(start: Place<'_>) -> Option<(i16, Place<'_>)> {
    let end = start.skip(3, |c| c.is_ascii_digit());
    if end.at() > start.at() {
        return Some((start.folded_to(end).parse().ok()?, end));
    }
    let end = start.skip(6, |c| is_year_digit(c) || matches!(c, '十' | '百'));
    let written = start.folded_to(end);
    let number = match parse_chinese(&written) {
        Some(number) => i16::try_from(number).ok()?,
        None => in_digits(&written)?,
    };
    (number > 0).then_some((number, end))
}

/// A number that is written digit by digit.
fn in_digits(written: &str) -> Option<i16> {
    written.chars().try_fold(0_i16, |number, c| {
        let digit = i16::try_from(digit_of_year(c)?).ok()?;
        number.checked_mul(10)?.checked_add(digit)
    })
}

/// The rest of a date whose year ends at `end`, or the year.
fn separated(year: i16, end: Place<'_>) -> Reading<'_> {
    if DocumentDate::checked(year, None, None).is_none() {
        return Reading::Nothing;
    }
    month_and_day(year, end).unwrap_or(Reading::Year(year, end))
}

fn month_and_day(year: i16, end: Place<'_>) -> Option<Reading<'_>> {
    let (behind_year, separator) = end.skip_spaces().after_any(&["年", "-", "/", "."])?;
    let (month, end) = part(behind_year.skip_spaces(), 2)?;
    let (behind_month, second) = end.skip_spaces().after_any(&["月", "-", "/", "."])?;
    let day_start = behind_month.skip_spaces();
    let day_end = |end: Place<'_>| end.skip(2, |c| c == ' ').after_any(&["日", "号"]).is_some();
    // 2025年3月 14:45 and a number on the next line are not a day.
    let is_day = |end: Place<'_>| {
        let between = behind_month.folded_to(day_start);
        let is_number = day_start.next().is_some_and(|c| c.is_ascii_digit());
        let is_time = second == "月" && is_clock(day_start);
        day_end(end) || is_number && !is_time && !between.contains('\n')
    };
    if let Some((day, end)) = day_number(day_start).filter(|(_, end)| is_day(*end)) {
        let end = end
            .skip(2, |c| c == ' ')
            .after_any(&["日", "号"])
            .map_or(end, |(end, _)| end);
        return Some(checked(year, Some(month), Some(day), end));
    }
    let inline = behind_month.skip(4, |c| c.is_whitespace() && c != '\n');
    let has_digits = inline.next().is_some_and(|c| c.is_ascii_digit());
    let is_month = separator == "年" && second == "月" && (is_clock(inline) || !has_digits);
    is_month.then(|| checked(year, Some(month), None, behind_month))
}

fn checked(year: i16, month: Option<i8>, day: Option<i8>, end: Place<'_>) -> Reading<'_> {
    let is_of_our_time = (1900..2100).contains(&year);
    match DocumentDate::checked(year, month, day).filter(|_| month.is_some() && is_of_our_time) {
        Some(date) => Reading::Date(Written {
            date,
            end,
            form: Form::Plain,
        }),
        None => Reading::Nothing,
    }
}

/// `202512-0514:45`: the separators of month and clock were lost.
fn broken(year: i16, month: Option<i8>, end: Place<'_>) -> Reading<'_> {
    let day = || {
        let (day, clock) = day_number(end.after("-")?)?;
        clock.after("日").is_none().then_some(())?;
        is_clock(clock).then_some((day, clock))
    };
    match day() {
        Some((day, end)) => match DocumentDate::checked(year, month, Some(day)) {
            Some(date) => Reading::Date(Written {
                date,
                end,
                form: Form::Broken,
            }),
            None => Reading::Nothing,
        },
        None => Reading::Nothing,
    }
}

/// A day of the month in digits or Chinese, with nothing but a time of day glued to it.
fn day_number(start: Place<'_>) -> Option<(i8, Place<'_>)> {
    let digits = start.skip(5, |c| c.is_ascii_digit());
    let length = digits.at() - start.at();
    let width = start.skip(1, |_| true).at() - start.at();
    match length.checked_div(width)? {
        0..=2 => part(start, 3),
        count @ 3..=4 => {
            let end = start.skip(count - 2, |_| true);
            let day = start.folded_to(end).parse().ok()?;
            is_clock(end).then_some((day, end))
        }
        _ => None,
    }
}

/// One number of a date: one or two digits and no more, or Chinese of at most `most` characters.
fn part(start: Place<'_>, most: usize) -> Option<(i8, Place<'_>)> {
    let end = start.skip(3, |c| c.is_ascii_digit());
    let digits = start.folded_to(end);
    match digits.len() {
        1 | 2 => Some((digits.parse().ok()?, end)),
        0 => {
            let end = start.skip(most, |c| "一二三四五六七八九十".contains(c));
            let number = parse_chinese(&start.folded_to(end))?;
            Some((i8::try_from(number).ok()?, end))
        }
        _ => None,
    }
}

/// Whether a time of day begins here: 14:45.
pub(super) fn is_clock(start: Place<'_>) -> bool {
    let hours = start.skip(2, |c| c.is_ascii_digit());
    let minutes = hours.after(":");
    let is_minute = |place: Place<'_>| {
        let end = place.skip(2, |c| c.is_ascii_digit());
        let written = place.folded_to(end);
        written.len() == 2 && written.parse::<u8>().is_ok_and(|minute| minute < 60)
    };
    let is_hour = start
        .folded_to(hours)
        .parse::<u8>()
        .is_ok_and(|hour| hour < 30);
    is_hour && minutes.is_some_and(is_minute)
}

fn is_year_digit(c: char) -> bool {
    digit_of_year(c).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, reading: impl Fn(Place<'_>) -> Reading<'_>) -> String {
        match reading(Place::new(text, 0)) {
            Reading::Date(written) => written.date.to_string(),
            Reading::Year(year, _) => format!("year {year}"),
            Reading::Nothing => String::new(),
        }
    }

    #[test]
    fn arabic_dates() {
        for (text, expected) in [
            ("2025年3月5日", "2025-03-05"),
            ("2025年 3月 5日", "2025-03-05"),
            ("2025 年 3 月 5 日", "2025-03-05"),
            ("2025年3月\n2026年", "2025-03"),
            ("2025年3月 10:20", "2025-03"),
            ("２０２５．３．５", "2025-03-05"),
            ("2025/3/5 10:20", "2025-03-05"),
            ("2025-03-0510:20", "2025-03-05"),
            ("2025-3-510:20", "2025-03-05"),
            ("20250305", "2025-03-05"),
            ("202503-0510:20", "2025-03-05"),
            ("2025年3月", "2025-03"),
            ("2025年三月五日", "2025-03-05"),
            ("2025年", "year 2025"),
            ("2025-03", "year 2025"),
            ("2025年13月5日", ""),
            ("2025年2月30日", ""),
            ("2025年3月45日", ""),
            ("202503051", ""),
            ("20250", ""),
        ] {
            assert_eq!(read(text, arabic), expected, "{text}");
        }
    }

    #[test]
    fn chinese_dates() {
        for (text, expected) in [
            ("二〇二五年三月五日", "2025-03-05"),
            ("二零二五年十二月三十一日", "2025-12-31"),
            ("二○一八年五月", "2018-05"),
            ("二OO八年八月八日", "2008-08-08"),
            ("一九七八年", "year 1978"),
            ("一九七八", ""),
            ("二〇二五一年", ""),
        ] {
            assert_eq!(read(text, chinese), expected, "{text}");
        }
    }

    #[test]
    fn dates_of_the_republic() {
        for (text, expected) in [
            ("113年10月10日", Some("2024-10-10")),
            ("一一三年十月十日", Some("2024-10-10")),
            ("三十八年", Some("1949")),
            ("38 年", None),
            ("初年", None),
            ("999年", Some("2910")),
        ] {
            let date = republican(Place::new(text, 0)).map(|written| written.date.to_string());
            let expected = expected.filter(|date| *date < "2101");
            assert_eq!(date.as_deref(), expected, "{text}");
        }
    }
}
