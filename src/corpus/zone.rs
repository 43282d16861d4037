//! Owns what a zone is: a part of a document that is not its body.

/// What a zone holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ZoneKind {
    /// Title lines; counted apart.
    Title,
    /// An outline that repeats the headings (【提纲】…); counted apart.
    Outline,
    /// Front matter, publication lines, bylines: 发布时间, 来源, 作者, 字号.
    Meta,
    /// View counters and share bars: 浏览量, 点赞, 收藏, 分享到.
    Counter,
    /// Navigation: ways home, pagers, lists of related articles, download buttons.
    Navigation,
    /// Notices where text was left out or a preview ends: 此处省略752字, 预览结束.
    Elision,
    /// Copyright, source, licence and subscription lines at the end.
    Footer,
    /// A line that stands at the edge of many documents of the corpus.
    Repeated,
    /// A copy of text that stands before it in the same document.
    Copy,
    /// Link targets, pictures and comments of Markdown.
    Markup,
    /// A site's name put inside a sentence; read across.
    SiteName,
}

impl ZoneKind {
    /// The name in tables.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Outline => "outline",
            Self::Meta => "meta",
            Self::Counter => "counter",
            Self::Navigation => "navigation",
            Self::Elision => "elision",
            Self::Footer => "footer",
            Self::Repeated => "repeated",
            Self::Copy => "copy",
            Self::Markup => "markup",
            Self::SiteName => "site_name",
        }
    }
}

/// A part of a document's text that is not its body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Zone {
    /// First byte in the document's text.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// What it holds.
    pub kind: ZoneKind,
}

/// Both lists of zones as one, in order: where zones overlap, what comes first is kept whole.
pub(super) fn joined(mut zones: Vec<Zone>, others: Vec<Zone>) -> Vec<Zone> {
    zones.extend(others);
    // Of two that begin together the first given stays first.
    zones.sort_by_key(|zone| zone.start);
    let mut reached = 0;
    zones.retain_mut(|zone| {
        zone.start = zone.start.max(reached);
        reached = reached.max(zone.end);
        zone.start < zone.end
    });
    zones
}
