//! Owns what a page says of itself in its head: title, description, time of publication.

use super::attributes::{Attributes, Slot};

/// Texts from the head are kept up to this length.
const LONGEST: usize = 4 << 10;

/// Names of `<meta>` elements with the time of publication, best first.
const PUBLISHED: [&str; 20] = [
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "datepublished",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "publishtime",
    "publish_time",
    "firstpublishedtime",
    "weibo:article:create_at",
    "article:create_at",
    "og:release_date",
    "dcterms.issued",
    "dcterms.created",
    "dc.date.issued",
    "dc.date",
    "time",
    "date",
];

/// Separators before the name of a site in titles. The dashes stand inside titles, too.
const SEPARATORS: [&str; 15] = [
    "_", "|", "｜", " - ", " – ", " — ", "--", ">>", " · ", "«", "——", "－", "-", "–", "—",
];

/// Words of the names of sites and their sections.
const SITE_WORDS: [&str; 14] = [
    "网", "报", "频道", "门户", "在线", "新闻", "博客", "论坛", "百科", "搜狐", "新浪", "腾讯",
    "政府", ".c",
];

/// What a page says of itself.
#[derive(Debug, Default)]
pub(super) struct Heads {
    /// `<title>`.
    title: Vec<u8>,
    title_seen: bool,
    og_title: Option<String>,
    description: Option<String>,
    published: Option<(usize, String)>,
}

impl Heads {
    /// Begins `<title>`; only the first counts.
    pub(super) fn begin_title(&mut self) {
        self.title_seen |= !self.title.is_empty();
    }

    pub(super) fn push_title(&mut self, piece: &[u8]) {
        if !self.title_seen {
            let room = LONGEST.saturating_sub(self.title.len());
            self.title.extend(piece.iter().take(room));
        }
    }

    /// Reads a `<meta>` element.
    pub(super) fn read_meta(&mut self, attributes: &Attributes) {
        if !attributes.has(Slot::Content) {
            return;
        }
        for slot in [Slot::Name, Slot::Property, Slot::ItemProp] {
            let name = attributes.get(slot);
            if name.is_empty() || name.len() > 40 {
                continue;
            }
            let name = String::from_utf8_lossy(name).trim().to_ascii_lowercase();
            let content = || collapsed(&String::from_utf8_lossy(attributes.get(Slot::Content)));
            match name.as_str() {
                "og:title" => self.og_title = self.og_title.take().or_else(content),
                "description" | "og:description" => {
                    self.description = self.description.take().or_else(content);
                }
                _ => {
                    if let Some(rank) = PUBLISHED.iter().position(|&known| known == name) {
                        self.offer_published(rank, content());
                    }
                }
            }
        }
    }

    /// Reads the `datetime` of a `<time>` element.
    pub(super) fn read_time(&mut self, attributes: &Attributes) {
        let value = attributes.get(Slot::DateTime);
        if !value.is_empty() {
            let rank = if attributes
                .get(Slot::ItemProp)
                .eq_ignore_ascii_case(b"datepublished")
            {
                3
            } else {
                PUBLISHED.len()
            };
            self.offer_published(rank, collapsed(&String::from_utf8_lossy(value)));
        }
    }

    fn offer_published(&mut self, rank: usize, value: Option<String>) {
        let is_better = self.published.as_ref().is_none_or(|(best, _)| rank < *best);
        if let Some(value) = value.filter(|value| value.bytes().any(|byte| byte.is_ascii_digit()))
            && is_better
        {
            self.published = Some((rank, value));
        }
    }

    pub(super) fn description(&self) -> Option<&str> {
        self.description.as_deref()
    }

    pub(super) fn take_published(&mut self) -> Option<String> {
        self.published.take().map(|(_, value)| value)
    }

    /// Whole titles, as the head gives them.
    pub(super) fn whole_titles(&self) -> impl Iterator<Item = String> {
        let title = collapsed(&String::from_utf8_lossy(&self.title));
        self.og_title.clone().into_iter().chain(title)
    }

    /// The best title, given the page's headings and what lines it has.
    ///
    /// A heading that the head's title contains is the title without the site. Other headings are
    /// often a site's name. Without one, the longest beginning of the head's title that is a line
    /// of the page is the title.
    pub(super) fn best_title(
        &self,
        headings: &[&str],
        is_line: impl Fn(&str) -> bool,
    ) -> Option<String> {
        let whole: Vec<String> = self.whole_titles().collect();
        let is_confirmed = |heading: &&&str| {
            heading.chars().count() >= 2 && whole.iter().any(|title| title.contains(**heading))
        };
        let confirmed = headings.iter().filter(is_confirmed);
        if let Some(heading) = confirmed.max_by_key(|heading| heading.len()) {
            return Some((*heading).to_owned());
        }
        let beginnings = || whole.iter().flat_map(|title| beginnings(title));
        let shown = beginnings().filter(|title| is_line(title));
        shown
            .max_by_key(|title| title.len())
            .or_else(|| whole.first().map(|title| without_site(title)))
            .or_else(|| headings.first().copied())
            .map(str::to_owned)
    }
}

/// A title, and what stands before each of its separators.
pub(super) fn beginnings(title: &str) -> impl Iterator<Item = &str> {
    let parts = SEPARATORS.iter().flat_map(move |separator| {
        let ends = title.match_indices(separator).map(|(at, _)| at);
        ends.take(4).filter_map(move |at| title.get(..at))
    });
    std::iter::once(title)
        .chain(parts)
        .map(str::trim)
        .filter(|beginning| beginning.chars().count() >= 2)
}

/// A title up to the separator before the site's name: the first of which something is left.
pub(super) fn without_site(title: &str) -> &str {
    let first = SEPARATORS
        .iter()
        .filter_map(|separator| title.find(separator).map(|at| (at, separator)))
        .filter_map(|(at, separator)| Some((title.get(..at)?, title.get(at..)?, separator)))
        .filter(|(left, ..)| left.chars().count() >= 4)
        // A dash that no site's name follows may be within the title.
        .filter(|(_, right, separator)| {
            let is_certain =
                separator.contains(['_', '|', '｜', ' ', '>', '«']) || **separator == "--";
            is_certain || SITE_WORDS.iter().any(|word| right.contains(word))
        })
        .map(|(left, ..)| left)
        .min_by_key(|left| left.len());
    first.map_or(title, str::trim)
}

/// White space collapsed; `None` if nothing is left.
fn collapsed(text: &str) -> Option<String> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    (!text.is_empty()).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn site_names_are_left_out_of_titles() {
        for (title, expected) in [
            ("村口修路记_本地新闻_某某网", "村口修路记"),
            ("在座谈会上的讲话 - 某某网", "在座谈会上的讲话"),
            ("在座谈会上的讲话--要闻--某某网", "在座谈会上的讲话"),
            ("在座谈会上的讲话-某某网", "在座谈会上的讲话"),
            ("关于COVID-19防控的通知", "关于COVID-19防控的通知"),
            ("河边—村口公路通车", "河边—村口公路通车"),
            ("要闻_在座谈会上的讲话", "要闻_在座谈会上的讲话"),
            ("没有网站名", "没有网站名"),
            ("", ""),
        ] {
            assert_eq!(without_site(title), expected);
        }
    }
}
