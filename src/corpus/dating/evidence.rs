//! Owns the words of dating: what a date rests on, how far it can be trusted, and the result.

use super::DocumentDate;

/// What a date rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum YearSource {
    /// The record's date field or `metadata.csv`.
    Metadata,
    /// The date of the speech, written out: (2025年3月5日).
    DeliveryDate,
    /// A year of the Republic of China: 民國113年.
    RocYear,
    /// 2019年新年贺词, spoken on the eve.
    NewYearAddress,
    /// A national meeting in the header: 第十四届全国人民代表大会第三次会议.
    NationalMeeting,
    /// The year in a title: 在2025年…会上的讲话.
    TitleYear,
    /// A title's year, and a publication that agrees with it.
    TitleYearPublished,
    /// 建党98周年.
    Anniversary,
    /// “十五五”开局之年.
    PlanYear,
    /// A year named by what it opens: 全面贯彻党的二十大精神的开局之年.
    YearFormula,
    /// A review of the year before: 2025年度民主生活会.
    AnnualReview,
    /// A review, and a publication in its season.
    AnnualReviewPublished,
    /// 发布时间.
    PublishDate,
    /// The start of the file name, or a file name in the text.
    FileName,
    /// 3天前, counted from the day of the crawl.
    Relative,
    /// 更新时间.
    UpdateDate,
    /// A congress that is looked forward to.
    AheadMeeting,
    /// A national meeting that is mentioned.
    MentionedMeeting,
    /// A plenum whose spirit is studied.
    StudiedMeeting,
    /// A date in the opening that nothing says is the speech's own.
    LeadDate,
    /// A campaign of study or education.
    Campaign,
    /// The number of a document: 〔2019〕12号.
    DocNumber,
    /// The issue of a periodical: 2020年第1期.
    Issue,
    /// A year in the body.
    BodyYear,
    /// A date in the body.
    BodyDate,
    /// The year that was set for documents nothing else dates.
    DefaultYear,
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
            Self::DeliveryDate => "delivery_date",
            Self::RocYear => "roc_year",
            Self::NewYearAddress => "new_year_address",
            Self::NationalMeeting => "national_meeting",
            Self::TitleYear => "title_year",
            Self::TitleYearPublished => "title_year+publish_date",
            Self::Anniversary => "anniversary",
            Self::PlanYear => "plan_year",
            Self::YearFormula => "year_formula",
            Self::AnnualReview => "annual_review",
            Self::AnnualReviewPublished => "annual_review+publish_date",
            Self::PublishDate => "publish_date",
            Self::FileName => "file_name",
            Self::Relative => "relative",
            Self::UpdateDate => "update_date",
            Self::AheadMeeting => "ahead_meeting",
            Self::MentionedMeeting => "mentioned_meeting",
            Self::StudiedMeeting => "studied_meeting",
            Self::LeadDate => "lead_date",
            Self::Campaign => "campaign",
            Self::DocNumber => "doc_number",
            Self::Issue => "issue",
            Self::BodyYear => "body_year",
            Self::BodyDate => "body_date",
            Self::DefaultYear => "default_year",
            Self::Unknown => "unknown",
        }
    }
}

/// How far something inferred can be trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Confidence {
    /// Nothing was inferred.
    #[default]
    None,
    /// More likely wrong than not.
    Low,
    /// Right in most texts.
    Medium,
    /// Right in nearly all texts.
    High,
}

impl Confidence {
    /// The name in tables.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
        }
    }
}

/// A date with what it rests on.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DateEvidence {
    /// The date, if one is known.
    pub date: Option<DocumentDate>,
    /// What it rests on.
    pub source: YearSource,
    /// How far it can be trusted.
    pub confidence: Confidence,
    /// The words it was read from.
    pub evidence: String,
}

impl DateEvidence {
    /// The year, if one is known.
    #[must_use]
    pub fn year(&self) -> Option<i32> {
        self.date.map(|date| i32::from(date.year))
    }
}

/// The days between which a speech was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct DateWindow {
    /// Not before this day.
    pub from: Option<DocumentDate>,
    /// Not after this day.
    pub to: Option<DocumentDate>,
}

/// A place that may date the event, whether it counted or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DateCandidate {
    /// The rule that found it.
    pub rule: YearSource,
    /// The date it gives.
    pub date: DocumentDate,
    /// How far it can be trusted.
    pub confidence: Confidence,
    /// The words it was read from.
    pub words: String,
    /// The byte of the text at which it stands; `None` for what does not stand in the text.
    pub at: Option<usize>,
}

/// What does not agree in a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Conflict {
    /// The event is dated after the publication.
    EventAfterPublication,
}

impl Conflict {
    /// The name in tables.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::EventAfterPublication => "event_after_publication",
        }
    }
}

/// When the speech of a document was given, and all that was weighed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Dating {
    /// When the speech was given.
    pub event: DateEvidence,
    /// When the text was published, or updated where only that is known.
    pub published: Option<DocumentDate>,
    /// The words `published` was read from.
    pub published_evidence: String,
    /// The year the speech is about where that is not its own: 2025年度民主生活会.
    pub reference_year: Option<i16>,
    /// The days between which the speech was given, as far as the evidence says.
    pub window: DateWindow,
    /// All that may date the event, strongest first.
    pub candidates: Vec<DateCandidate>,
    /// What does not agree.
    pub conflict: Option<Conflict>,
    /// A date that was given and cannot be read.
    pub unread: Option<String>,
}

/// Where a candidate was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Origin {
    /// In a title that is not part of the text, or given otherwise.
    Outside,
    /// At a byte of the text.
    Text(usize),
    /// In the file name.
    FileName,
}

/// Which rule comes first where two are equally strong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Stage {
    Date,
    RocYear,
    YearLabel,
    YearPlan,
    NewYear,
    Title,
    Anniversary,
    PeoplesCongress,
    Consultative,
    PartyCongress,
    Plenum,
    Studied,
    Ahead,
    Special,
    Plan,
    Campaign,
    Relative,
    DocNumber,
    Issue,
    Published,
    Updated,
    Given,
}

/// A candidate while it is weighed.
#[derive(Debug, Clone)]
pub(super) struct Found {
    /// Higher counts more.
    pub(super) priority: u8,
    pub(super) stage: Stage,
    /// Order within the stage, before the order in the text.
    pub(super) rank: usize,
    pub(super) origin: Origin,
    pub(super) source: YearSource,
    pub(super) date: DocumentDate,
    pub(super) confidence: Confidence,
    pub(super) window: DateWindow,
    pub(super) reference: Option<i16>,
    pub(super) words: String,
}

impl Found {
    /// A candidate of the text with everything the table of rules says of it.
    pub(super) fn new(rule: Rule, date: DocumentDate, at: usize) -> Self {
        Self {
            priority: rule.0,
            stage: rule.1,
            rank: 0,
            origin: Origin::Text(at),
            source: rule.2,
            date,
            confidence: rule.3,
            window: DateWindow::default(),
            reference: None,
            words: String::new(),
        }
    }

    pub(super) fn file_name(date: DocumentDate, words: &str) -> Self {
        let rule = (55, Stage::Given, YearSource::FileName, Confidence::Medium);
        Self {
            origin: Origin::FileName,
            words: words.to_owned(),
            ..Self::new(rule, date, 0)
        }
    }

    pub(super) fn given(date: DocumentDate, words: &str) -> Self {
        let rule = (100, Stage::Given, YearSource::Metadata, Confidence::High);
        Self {
            origin: Origin::Outside,
            words: words.to_owned(),
            ..Self::new(rule, date, 0)
        }
    }

    pub(super) fn default_year(year: i16) -> Self {
        let rule = (1, Stage::Given, YearSource::DefaultYear, Confidence::Low);
        Self {
            origin: Origin::Outside,
            ..Self::new(rule, DocumentDate::of_year(year), 0)
        }
    }

    pub(super) fn into_candidate(self) -> DateCandidate {
        DateCandidate {
            rule: self.source,
            date: self.date,
            confidence: self.confidence,
            words: self.words,
            at: match self.origin {
                Origin::Text(at) => Some(at),
                Origin::Outside | Origin::FileName => None,
            },
        }
    }
}

/// Priority, stage, evidence and confidence of a rule.
pub(super) type Rule = (u8, Stage, YearSource, Confidence);
