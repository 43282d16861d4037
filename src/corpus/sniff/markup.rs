//! Owns telling web pages and XML from text.

use super::Shape;

/// Tags that only a whole page begins with.
const PAGE_TAGS: [&str; 5] = ["!doctype html", "html", "head", "body", "frameset"];

/// Tags that a part of a page begins with.
const PART_TAGS: [&str; 26] = [
    "meta", "title", "link", "script", "style", "base", "div", "p", "table", "tr", "td", "ul",
    "ol", "li", "span", "h1", "h2", "h3", "article", "section", "main", "center", "font", "br",
    "a", "img",
];

/// Closing tags that plain text does not have.
const CLOSING: [&str; 8] = [
    "</p>",
    "</div>",
    "</td>",
    "</li>",
    "</body>",
    "</span>",
    "</a>",
    "</article>",
];

/// The shape of text that begins with `start`, if it is marked up.
pub(super) fn recognise(start: &str, extension: &str) -> Option<Shape> {
    let named_so = matches!(
        extension,
        "html" | "htm" | "shtml" | "xhtml" | "shtm" | "phtml" | "asp" | "aspx" | "php" | "jsp"
    );
    let is_markdown = matches!(extension, "md" | "markdown" | "mdown");
    let body = behind_prolog(start);
    if begins_with(body, &PAGE_TAGS) {
        return Some(Shape::Html);
    }
    let is_part = begins_with(body, &PART_TAGS) && closing_tags(start) >= 2;
    if !is_markdown && is_part
        || named_so && (is_part || closing_tags(start) >= 1 || has_breaks(start))
    {
        return Some(Shape::Html);
    }
    (start.starts_with("<?xml") || extension == "xml" && start.starts_with('<'))
        .then_some(Shape::Xml)
}

/// What follows an XML declaration, comments and other document types.
fn behind_prolog(start: &str) -> &str {
    let mut rest = start;
    loop {
        rest = rest.trim_start();
        let end = if rest.starts_with("<!--") {
            "-->"
        } else if rest.starts_with("<?xml") {
            "?>"
        } else {
            return rest;
        };
        match rest.split_once(end) {
            Some((_, behind)) => rest = behind,
            None => return rest,
        }
    }
}

fn begins_with(text: &str, tags: &[&str]) -> bool {
    let Some(rest) = text.strip_prefix('<') else {
        return false;
    };
    tags.iter().any(|tag| {
        rest.get(..tag.len())
            .is_some_and(|name| name.eq_ignore_ascii_case(tag))
            && rest.get(tag.len()..).is_some_and(|behind| {
                behind.starts_with(|c: char| c == '>' || c == '/' || c.is_ascii_whitespace())
            })
    })
}

fn closing_tags(text: &str) -> usize {
    CLOSING.iter().map(|tag| occurrences(text, tag)).sum()
}

fn has_breaks(text: &str) -> bool {
    ["<br>", "<br/>", "<br />", "<p>", "&nbsp;"]
        .iter()
        .any(|tag| occurrences(text, tag) > 1)
}

/// How often `tag` stands in `text`, in any case.
fn occurrences(text: &str, tag: &str) -> usize {
    let bytes = text.as_bytes();
    memchr::memchr_iter(tag.as_bytes().first().copied().unwrap_or(b'<'), bytes)
        .filter(|&at| {
            bytes
                .get(at..at + tag.len())
                .is_some_and(|found| found.eq_ignore_ascii_case(tag.as_bytes()))
        })
        .count()
}
