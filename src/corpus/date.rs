//! Owns what a date is, and reading one that was given or stands in a file name.

use jiff::civil::Date;

use crate::text::{digit_of_year, parse_chinese};

/// Years outside this range are not speeches' years.
const YEARS: std::ops::RangeInclusive<i16> = 1840..=2100;

/// A date as precisely as it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DocumentDate {
    /// The year.
    pub year: i16,
    /// The month, 1 to 12.
    pub month: Option<i8>,
    /// The day of the month.
    pub day: Option<i8>,
}

impl DocumentDate {
    /// The date of a year alone.
    #[must_use]
    pub fn of_year(year: i16) -> Self {
        Self {
            year,
            month: None,
            day: None,
        }
    }

    /// Reads a date that was written alone: `2024`, `2024-03`, `2024年3月5日`, …
    #[must_use]
    pub fn parse(written: &str) -> Option<Self> {
        parse_date(written)
    }

    /// A date of the calendar; `None` for a 30th of February or a year that no speech is from.
    pub(super) fn checked(year: i16, month: Option<i8>, day: Option<i8>) -> Option<Self> {
        Date::new(year, month.unwrap_or(1), day.unwrap_or(1)).ok()?;
        YEARS.contains(&year).then_some(Self { year, month, day })
    }

    /// Whether `other` says the same in all this says, and perhaps more.
    pub(super) fn is_refined_by(self, other: Self) -> bool {
        self.year == other.year
            && self.month.is_none_or(|month| other.month == Some(month))
            && self.day.is_none_or(|day| other.day == Some(day))
    }

    /// The earliest day the date may mean.
    pub(super) fn first_day(self) -> Option<Date> {
        Date::new(self.year, self.month.unwrap_or(1), self.day.unwrap_or(1)).ok()
    }

    /// The latest day the date may mean.
    pub(super) fn last_day(self) -> Option<Date> {
        let month = Date::new(self.year, self.month.unwrap_or(12), self.day.unwrap_or(1)).ok()?;
        Some(self.day.map_or(month.last_of_month(), |_| month))
    }

    /// The day `day` says.
    pub(super) fn of_day(day: Date) -> Self {
        Self {
            year: day.year(),
            month: Some(day.month()),
            day: Some(day.day()),
        }
    }
}

impl std::fmt::Display for DocumentDate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:04}", self.year)?;
        self.month
            .map_or(Ok(()), |month| write!(f, "-{month:02}"))?;
        self.day.map_or(Ok(()), |day| write!(f, "-{day:02}"))
    }
}

/// Reads `2024`, `2024-03`, `2024-3-5`, `2024/3/5`, `2024.3.5`, `2024年3月5日`, `20240305`, each
/// with a time of day behind it or not, and 二〇二四年三月五日. `None` for anything else: serial
/// numbers, epochs, words.
pub(super) fn parse_date(value: &str) -> Option<DocumentDate> {
    // How most dates are given.
    if let (10, Some(year), Some("-"), Some(month), Some("-"), Some(day)) = (
        value.len(),
        value.get(..4),
        value.get(4..5),
        value.get(5..7),
        value.get(7..8),
        value.get(8..),
    ) && [year, month, day]
        .iter()
        .all(|part| part.bytes().all(|byte| byte.is_ascii_digit()))
    {
        return full_date(year, month, day);
    }
    let plain: String = value.chars().map(plain_digit).collect();
    let plain = in_arabic(plain.trim()).unwrap_or(plain);
    let (date, rest) = leading_date(plain.trim())?;
    let clock = |c: char| c.is_ascii_digit() || " T:.+-Zz年月日号".contains(c);
    let has_more = rest
        .chars()
        .next()
        .is_some_and(|c| c.is_ascii_digit() || c == '.' || c == '-');
    (!has_more && rest.chars().all(clock)).then_some(date)
}

/// A date in Chinese numerals with Arabic ones: `2024年3月5日` of 二〇二四年三月五日.
fn in_arabic(value: &str) -> Option<String> {
    let (year, rest) = value.split_once('年').unwrap_or((value, ""));
    let digit = |c| char::from_digit(digit_of_year(c)?, 10);
    let year: Option<String> = year.chars().map(digit).collect();
    let mut written = year.filter(|year| year.len() == 4)?;
    written.push('年');
    let mut rest = rest.trim();
    for ends in [['月', '月'], ['日', '号']] {
        let Some(at) = rest.find(ends) else { break };
        let number = parse_chinese(rest.get(..at)?)?;
        rest = rest.get(at..)?;
        let end = rest.chars().next()?;
        written.push_str(&format!("{number}{end}"));
        rest = rest.get(end.len_utf8()..)?;
    }
    written.push_str(rest);
    Some(written)
}

fn plain_digit(c: char) -> char {
    match c {
        '０'..='９' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        other => other,
    }
}

/// The longest date at the start of `text`, and what follows it.
fn leading_date(text: &str) -> Option<(DocumentDate, &str)> {
    let digits = text.chars().take_while(char::is_ascii_digit).count();
    if digits == 8 {
        let (number, rest) = text.split_at(8);
        let date = full_date(&number[..4], &number[4..6], &number[6..])?;
        return Some((date, rest));
    }
    if digits != 4 {
        return None;
    }
    let (year, after_year) = text.split_at(4);
    let only_year = dated(year, None, None)?;
    let after_year = after_year
        .strip_prefix('年')
        .map_or(after_year, |rest| rest);
    let Some((month, after_month)) = part(after_year, text.contains('年')) else {
        return Some((only_year, after_year));
    };
    let with_month = dated(year, Some(month), None)?;
    match part(
        after_month.strip_prefix('月').unwrap_or(after_month),
        text.contains('月'),
    ) {
        Some((day, rest)) => Some((full_date(year, month, day)?, rest)),
        None => Some((with_month, after_month)),
    }
}

/// One or two digits after a separator (or right away, where 年 or 月 was the separator).
fn part(text: &str, unseparated: bool) -> Option<(&str, &str)> {
    let digits = match text.strip_prefix(['-', '/', '.', '_']) {
        Some(rest) => rest,
        None if unseparated => text,
        None => return None,
    };
    let length = digits.chars().take_while(char::is_ascii_digit).count();
    matches!(length, 1 | 2).then(|| digits.split_at(length))
}

fn dated(year: &str, month: Option<&str>, day: Option<&str>) -> Option<DocumentDate> {
    let year: i16 = year.parse().ok().filter(|year| YEARS.contains(year))?;
    let month: Option<i8> = month.map(str::parse).transpose().ok()?;
    let day: Option<i8> = day.map(str::parse).transpose().ok()?;
    DocumentDate::checked(year, month, day)
}

fn full_date(year: &str, month: &str, day: &str) -> Option<DocumentDate> {
    dated(year, Some(month), Some(day))
}

/// A leading `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; not `2013-2016`, `20130` or a target such as 2035.
pub(super) fn from_file_name(stem: &str) -> Option<(DocumentDate, String)> {
    let (date, rest) = leading_date(stem)?;
    let joined = rest
        .strip_prefix(['-', '_', '~', '至', '到', '–', '—'])
        .unwrap_or("");
    let range =
        joined.chars().take_while(char::is_ascii_digit).count() >= 2 && date.month.is_none();
    if range || rest.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    Some((date, stem[..stem.len() - rest.len()].to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(value: &str) -> Option<String> {
        parse_date(value).map(|date| date.to_string())
    }

    #[test]
    fn dates_in_the_usual_forms() {
        for (value, expected) in [
            ("2024", "2024"),
            ("二〇二五年三月五日", "2025-03-05"),
            ("二零二五年", "2025"),
            ("二○二五年十二月", "2025-12"),
            ("二〇二五", "2025"),
            ("2024-03", "2024-03"),
            ("2024-3-5", "2024-03-05"),
            ("2024/3/5 20:03:48", "2024-03-05"),
            ("2024.03.05", "2024-03-05"),
            ("2024年3月5日", "2024-03-05"),
            ("2024年3月", "2024-03"),
            ("2024年", "2024"),
            ("20240305", "2024-03-05"),
            ("2024-03-05T10:00:00Z", "2024-03-05"),
            ("２０２４年３月５日", "2024-03-05"),
        ] {
            assert_eq!(date(value).as_deref(), Some(expected), "{value}");
        }
        for value in [
            "45292",
            "1709596800",
            "",
            "昨天",
            "12 小时前",
            "2024-13-01",
            "2024-02-30",
            "0024",
            "9999",
            "2024亿元",
            "2024-2025",
        ] {
            assert_eq!(date(value), None, "{value}");
        }
    }

    #[test]
    fn file_names() {
        let year = |stem: &str| from_file_name(stem).map(|(date, _)| date.to_string());
        assert_eq!(year("2013-03-22_在俄罗斯").as_deref(), Some("2013-03-22"));
        assert_eq!(year("2013-11-township").as_deref(), Some("2013-11"));
        assert_eq!(year("1954").as_deref(), Some("1954"));
        assert_eq!(year("2017年政府工作报告").as_deref(), Some("2017"));
        assert_eq!(year("20240305-speech").as_deref(), Some("2024-03-05"));
        assert_eq!(year("2013-2016合集"), None);
        assert_eq!(year("000_e12f"), None);
        assert_eq!(year("202403055"), None);
        assert_eq!(year("speech-2013"), None);
    }
}
