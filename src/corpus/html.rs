//! Owns web pages: their visible text, and which of it is the main text.
//!
//! A page is read by a tokenizer without a tree, with a bounded stack of open elements, so time is
//! linear in its size whatever it holds. Lines of the text are the page's blocks; nothing is joined
//! across them. What is not main text is given as zones: the text itself is whole.

mod attributes;
mod builder;
mod charset;
mod described;
mod elements;
mod heads;
mod hints;
mod line_kinds;
mod lines;
mod main_text;
mod open;
mod survey;
mod tokens;

use builder::Hiding;

use super::zone::Zone;

pub(crate) use charset::declared_charset;

/// A page as it is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The whole visible text, one block per line.
    pub text: String,
    /// The title without the site's name.
    pub title: Option<String>,
    /// When it was published, as the page's head says.
    pub published: Option<String>,
    /// Parts of the text that are not main text, sorted and apart from each other.
    pub zones: Vec<Zone>,
    /// What should be known of the page before its text is relied on.
    pub problems: Vec<PageProblem>,
}

/// What is wrong or strange about a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PageProblem {
    /// Elements lie deeper than browsers follow; their text is kept.
    TooDeep,
    /// A comment without an end took the rest of the page.
    OpenComment {
        /// Bytes taken.
        bytes: usize,
    },
    /// The page ends inside a tag, mostly for a missing quote.
    OpenTag {
        /// Bytes taken.
        bytes: usize,
    },
    /// An element whose content is not text has no end and took the rest of the page.
    OpenElement {
        /// The element.
        name: &'static str,
        /// Bytes taken.
        bytes: usize,
    },
    /// A hidden element has no end and took the rest of the page.
    OpenHidden {
        /// Bytes of text taken.
        bytes: usize,
    },
    /// The text lies in frames, which are other files.
    Frames,
    /// Next to all text was hidden by styles, so it was taken as shown.
    HiddenShown,
    /// A page of links: headlines only.
    LinkList,
    /// Its text stands in the description in its head alone, and was taken from there.
    OnlyDescribed,
}

impl std::fmt::Display for PageProblem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::TooDeep => f.write_str(
                "elements are nested deeper than browsers follow; the text is kept, its parts are not told apart",
            ),
            Self::OpenComment { bytes } => write!(
                f,
                "a comment (<!--) is not closed and takes the last {bytes} bytes; close it with -->"
            ),
            Self::OpenTag { bytes } => write!(
                f,
                "the page ends inside a tag, which takes the last {bytes} bytes; look for a missing quote or >"
            ),
            Self::OpenElement { name, bytes } => write!(
                f,
                "{name} is not closed and takes the last {bytes} bytes; the file may be cut off"
            ),
            Self::OpenHidden { bytes } => write!(
                f,
                "a hidden element is not closed and takes the last {bytes} bytes of text"
            ),
            Self::Frames => f.write_str(
                "the page consists of frames, whose text lies in other files; add those files",
            ),
            Self::HiddenShown => f.write_str(
                "most of the text is hidden until a script shows it; it was taken as shown",
            ),
            Self::OnlyDescribed => f.write_str(
                "its text is not shown but only described in its head, and was taken from there",
            ),
            Self::LinkList => f.write_str(
                "the page is a list of links: it has headlines, but no text of its own",
            ),
        }
    }
}

/// Reads a page: visible text, main text, title and date.
///
/// ```
/// let page = tifa::corpus::extract_text("<title>题</title><p>绿色<b>发展</b></p>");
/// assert_eq!(page.text, "绿色发展\n");
/// assert_eq!(page.title.as_deref(), Some("题"));
/// ```
#[must_use]
pub fn extract_text(html: &str) -> Page {
    extract(html)
}

/// Reads a page.
pub(crate) fn extract(html: &str) -> Page {
    let page = tokens::read(html, Hiding::Kept).finish();
    let hidden_stops = page.hidden_stops;
    let (page, main_stops) = main_text::page(page);
    // Some pages show their text by a script only. What browsers without scripts hide is text then.
    if hidden_stops >= 5 && hidden_stops / 4 > main_stops {
        let shown = tokens::read(html, Hiding::Ignored).finish();
        let (mut shown, _) = main_text::page(shown);
        shown.problems.push(PageProblem::HiddenShown);
        return shown;
    }
    page
}

#[cfg(test)]
mod tests;
