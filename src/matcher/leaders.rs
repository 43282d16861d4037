//! Owns whose name a mask hides: leaders, their tenures, and what follows a leader's name
//! (MATCHING 3.2).

use jiff::civil::{Date, date};

/// A leader whose name is masked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Leader {
    Xi,
    Hu,
    Jiang,
    Deng,
    Mao,
}

/// What may follow a leader's name.
const RIGHT_CONTEXTS: [&str; 13] = [
    "总书记",
    "同志为核心",
    "同志为总书记",
    "同志为主要代表",
    "新时代中国特色社会主义思想",
    "法治思想",
    "经济思想",
    "生态文明思想",
    "外交思想",
    "强军思想",
    "文化思想",
    "同志系列重要讲话",
    "系列重要讲话",
];

/// Words of which one dates an undated text to the time since 2012.
const SINCE_2012: [&str; 9] = [
    "新时代",
    "十八大",
    "十九大",
    "二十大",
    "四个意识",
    "两个维护",
    "两个确立",
    "国之大者",
    "四个自信",
];

/// Days on which a document may have been written, first and last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DateSpan {
    first: Date,
    last: Date,
}

impl DateSpan {
    /// A year, a month of it, or a day; `None` when there is no such day.
    ///
    /// ```
    /// use tifa::matcher::DateSpan;
    /// assert!(DateSpan::new(2022, Some(10), Some(16)).is_some());
    /// assert!(DateSpan::new(2022, Some(13), None).is_none());
    /// ```
    #[must_use]
    pub fn new(year: i16, month: Option<i8>, day: Option<i8>) -> Option<Self> {
        let first = Date::new(year, month.unwrap_or(1), day.unwrap_or(1)).ok()?;
        let last = match (month, day) {
            (_, Some(_)) => first,
            (Some(_), None) => first.last_of_month(),
            (None, None) => first.last_of_year(),
        };
        Some(Self { first, last })
    }

    /// The year.
    #[must_use]
    pub fn year(&self) -> i16 {
        self.first.year()
    }

    pub(super) fn first(&self) -> Date {
        self.first
    }

    pub(super) fn last(&self) -> Date {
        self.last
    }

    /// Whether the day is known.
    pub(super) fn is_day(&self) -> bool {
        self.first == self.last
    }
}

impl Leader {
    pub(super) const ALL: [Self; 5] = [Self::Xi, Self::Hu, Self::Jiang, Self::Deng, Self::Mao];

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Xi => "习近平",
            Self::Hu => "胡锦涛",
            Self::Jiang => "江泽民",
            Self::Deng => "邓小平",
            Self::Mao => "毛泽东",
        }
    }

    /// The first leader, in the order above, whom `text` names.
    pub(super) fn in_text(text: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|leader| text.contains(leader.name()))
    }

    /// First day at the head of the Party, and the first day after.
    fn tenure(self) -> Option<(Date, Date)> {
        match self {
            Self::Mao => Some((date(1943, 1, 1), date(1976, 9, 9))),
            Self::Jiang => Some((date(1989, 6, 24), date(2002, 11, 15))),
            Self::Hu => Some((date(2002, 11, 15), date(2012, 11, 15))),
            Self::Xi => Some((date(2012, 11, 15), Date::MAX)),
            Self::Deng => None,
        }
    }

    /// Who led the Party in `span`; `None` when it was nobody, or more than one.
    pub(super) fn at(span: DateSpan) -> Option<Self> {
        let led = |leader: &Self| leader.tenure().is_some() && leader.may_be_at(span);
        let mut leaders = Self::ALL.into_iter().filter(led);
        leaders.next().filter(|_| leaders.next().is_none())
    }

    /// Whether the leader may have led the Party at some time of `span`; a leader without a tenure
    /// may be meant at any time.
    pub(super) fn may_be_at(self, span: DateSpan) -> bool {
        self.tenure()
            .is_none_or(|(from, to)| from <= span.last && span.first < to)
    }

    /// Words of which one dates an undated text to the time since 2012.
    pub(super) fn words_since_2012() -> impl Iterator<Item = &'static str> {
        SINCE_2012.into_iter()
    }
}

/// Whether `right` begins as what follows a leader's name does.
pub(super) fn is_right_context(right: &str) -> bool {
    RIGHT_CONTEXTS
        .iter()
        .any(|context| right.starts_with(context))
}

/// What may follow a leader's name, for a search.
pub(super) fn right_contexts() -> impl Iterator<Item = &'static str> {
    RIGHT_CONTEXTS.into_iter()
}

/// Characters that have to be looked at to tell.
pub(super) const RIGHT_CONTEXT_LENGTH: usize = 13;

#[cfg(test)]
mod tests {
    use super::*;

    fn at(year: i16, month: Option<i8>, day: Option<i8>) -> Option<Leader> {
        Leader::at(DateSpan::new(year, month, day)?)
    }

    #[test]
    fn tenures_by_day_month_and_year() {
        assert_eq!(at(2012, Some(11), Some(14)), Some(Leader::Hu));
        assert_eq!(at(2012, Some(11), Some(15)), Some(Leader::Xi));
        assert_eq!(at(2012, Some(11), None), None);
        assert_eq!(at(2012, Some(12), None), Some(Leader::Xi));
        assert_eq!(at(2012, None, None), None);
        assert_eq!(at(2008, None, None), Some(Leader::Hu));
        assert_eq!(at(2001, None, None), Some(Leader::Jiang));
        assert_eq!(at(1985, None, None), None);
        assert_eq!(at(1966, None, None), Some(Leader::Mao));
        assert_eq!(at(1976, None, None), Some(Leader::Mao));
        assert_eq!(at(1989, None, None), Some(Leader::Jiang));
        assert_eq!(at(2002, None, None), None);
        let year = |year| DateSpan::new(year, None, None).unwrap();
        assert!(Leader::Xi.may_be_at(year(2012)) && Leader::Hu.may_be_at(year(2012)));
        assert!(!Leader::Xi.may_be_at(year(1985)));
    }

    #[test]
    fn the_longest_right_context_is_looked_at() {
        let longest = RIGHT_CONTEXTS.iter().map(|c| c.chars().count()).max();
        assert_eq!(longest, Some(RIGHT_CONTEXT_LENGTH));
    }
}
