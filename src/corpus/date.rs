//! Owns dates of documents: reading them, and where they may be taken from.

use jiff::civil::Date;

/// Years outside this range are not speeches' years.
const YEARS: std::ops::RangeInclusive<i16> = 1840..=2100;

/// Labels of a publication line.
const LABELS: [&str; 9] = [
    "发布时间",
    "发布日期",
    "发表时间",
    "发表日期",
    "发文日期",
    "成文日期",
    "讲话时间",
    "会议时间",
    "日期",
];

/// Lines longer than this are text, not a publication line.
const LONGEST_LINE: usize = 60;

/// Lines looked at from the start and from the end of a text.
const EDGE_LINES: usize = 20;

/// A date as precisely as it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct DocumentDate {
    /// The year.
    pub year: i16,
    /// The month, 1 to 12.
    pub month: Option<i8>,
    /// The day of the month.
    pub day: Option<i8>,
}

impl DocumentDate {
    /// Whether `other` says the same year and more.
    fn is_refined_by(self, other: Self) -> bool {
        self.month.is_none() && self.year == other.year
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

/// Where a year was taken from, strongest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum YearSource {
    /// The record's date field or `metadata.csv`.
    Metadata,
    /// The start of the file name.
    FileName,
    /// A line of its own such as `发布时间:2026-02-23`.
    PublishLine,
    /// Nothing told it.
    #[default]
    Unknown,
}

impl YearSource {
    /// The name in tables.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Metadata => "metadata",
            Self::FileName => "file_name",
            Self::PublishLine => "publish_line",
            Self::Unknown => "unknown",
        }
    }

    /// How far the year can be trusted; empty where there is none.
    #[must_use]
    pub fn confidence(self) -> &'static str {
        match self {
            Self::Metadata => "high",
            Self::FileName | Self::PublishLine => "medium",
            Self::Unknown => "",
        }
    }
}

/// A document's date with what it rests on.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DateEvidence {
    /// The date, if one is known.
    pub date: Option<DocumentDate>,
    /// Where it was taken from.
    pub source: YearSource,
    /// The words it was read from, or those that could not be read.
    pub evidence: String,
}

impl DateEvidence {
    /// The year, if one is known.
    #[must_use]
    pub fn year(&self) -> Option<i32> {
        self.date.map(|date| i32::from(date.year))
    }

    /// Whether a date was given that could not be read.
    #[must_use]
    pub fn is_unreadable(&self) -> bool {
        self.date.is_none() && !self.evidence.is_empty()
    }

    pub(super) fn new(date: DocumentDate, source: YearSource, evidence: &str) -> Self {
        Self {
            date: Some(date),
            source,
            evidence: evidence.to_owned(),
        }
    }
}

/// The best date of a document: what was given, else its file name, else a publication line.
pub(super) fn infer(given: Option<&str>, file_stem: &str, text: &str) -> DateEvidence {
    let given = given.map(str::trim).filter(|value| !value.is_empty());
    let named = from_file_name(file_stem);
    if let Some(date) = given.and_then(parse_date) {
        let finer = named
            .map(|(date, _)| date)
            .filter(|finer| date.is_refined_by(*finer));
        let date = finer.unwrap_or(date);
        return DateEvidence::new(date, YearSource::Metadata, given.unwrap_or_default());
    }
    if let Some((date, evidence)) = named {
        return DateEvidence::new(date, YearSource::FileName, &evidence);
    }
    if let Some((date, evidence)) = from_publish_line(text) {
        return DateEvidence::new(date, YearSource::PublishLine, &evidence);
    }
    DateEvidence {
        evidence: given.unwrap_or_default().to_owned(),
        ..DateEvidence::default()
    }
}

/// Reads `2024`, `2024-03`, `2024-3-5`, `2024/3/5`, `2024.3.5`, `2024年3月5日`, `20240305`, each
/// with a time of day behind it or not. `None` for anything else: serial numbers, epochs, words.
pub(super) fn parse_date(value: &str) -> Option<DocumentDate> {
    let plain: String = value.chars().map(plain_digit).collect();
    let (date, rest) = leading_date(plain.trim())?;
    let clock = |c: char| c.is_ascii_digit() || " T:.+-Zz年月日号".contains(c);
    let has_more = rest
        .chars()
        .next()
        .is_some_and(|c| c.is_ascii_digit() || c == '.' || c == '-');
    (!has_more && rest.chars().all(clock)).then_some(date)
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
    Date::new(year, month.unwrap_or(1), day.unwrap_or(1)).ok()?;
    Some(DocumentDate { year, month, day })
}

fn full_date(year: &str, month: &str, day: &str) -> Option<DocumentDate> {
    dated(year, Some(month), Some(day))
}

/// A leading `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; not `2013-2016`, `20130` or a target such as 2035.
fn from_file_name(stem: &str) -> Option<(DocumentDate, String)> {
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

/// The first publication line among the outer lines of the text.
fn from_publish_line(text: &str) -> Option<(DocumentDate, String)> {
    let first = text.lines().take(EDGE_LINES);
    let last = text.lines().rev().take(EDGE_LINES);
    first.chain(last).find_map(publish_line)
}

fn publish_line(line: &str) -> Option<(DocumentDate, String)> {
    if line.chars().count() > LONGEST_LINE {
        return None;
    }
    LABELS.iter().find_map(|label| {
        let at = line.find(label)?;
        let own = line[..at]
            .chars()
            .next_back()
            .is_none_or(char::is_whitespace);
        let value = line[at + label.len()..]
            .trim_start()
            .strip_prefix([':', '：'])?
            .trim_start();
        let plain: String = value.chars().map(plain_digit).collect();
        let (date, rest) = leading_date(&plain)?;
        let ends = !rest.starts_with(|c: char| c.is_ascii_digit());
        (own && ends).then(|| (date, line.trim().to_owned()))
    })
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

    #[test]
    fn publication_lines() {
        let found = |text: &str| from_publish_line(text).map(|(date, _)| date.to_string());
        assert_eq!(
            found("浏览量:87\n发布时间:2026-02-23\n同志们:").as_deref(),
            Some("2026-02-23")
        );
        assert_eq!(
            found("来源：本站 发布时间：2018-03-12 字数：1422").as_deref(),
            Some("2018-03-12")
        );
        assert_eq!(
            found("发布时间:2025/8/29 20:03:48 字数:3829").as_deref(),
            Some("2025-08-29")
        );
        assert_eq!(found("会议日期:2020-01-01"), None);
        assert_eq!(found("我们在2020年提出:到2035年实现现代化"), None);
    }

    #[test]
    fn given_dates_come_first_and_unreadable_ones_are_kept_as_evidence() {
        assert_eq!(
            infer(Some("2019-05-01"), "2013-a", "").source,
            YearSource::Metadata
        );
        assert_eq!(
            infer(None, "2013-a", "发布时间:2014-01-01").year(),
            Some(2013)
        );
        let date = |given| {
            infer(Some(given), "2013-11-a", "")
                .date
                .unwrap()
                .to_string()
        };
        assert_eq!(
            (date("2013").as_str(), date("2014").as_str()),
            ("2013-11", "2014")
        );
        let unreadable = infer(Some("去年"), "a", "");
        assert!(unreadable.is_unreadable());
        assert_eq!(unreadable.evidence, "去年");
    }
}
