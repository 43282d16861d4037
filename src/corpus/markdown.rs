//! Owns what a Markdown file holds beside its text: front matter, link targets, images, comments.
//!
//! The text itself stays as it is, so that positions point into the file. Emphasis is read across
//! by the match stream; headings, quotes and lists are lines like any other.

mod front_matter;

use std::ops::Range;

pub(super) use front_matter::FrontMatter;

/// Link targets and image descriptions longer than this are text.
const LONGEST: usize = 2000;

/// Parentheses inside a target.
const DEEPEST: usize = 16;

/// What a Markdown file holds beside its text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Markdown {
    /// What stands before the text.
    pub(super) front_matter: FrontMatter,
    /// What is syntax and not text, in order, without overlaps.
    pub(super) syntax: Vec<Range<usize>>,
}

/// Looks through a Markdown file.
pub(super) fn read(text: &str) -> Markdown {
    let front_matter = front_matter::split(text);
    let syntax = syntax(text, front_matter.body_start);
    Markdown {
        front_matter,
        syntax,
    }
}

/// What is syntax and not text, in order: HTML comments, images with their descriptions, and of
/// links everything but their words.
fn syntax(text: &str, body_start: usize) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let body = text.get(body_start..).unwrap_or_default();
    let has_comments = body.contains("<!--");
    if !has_comments && !body.contains("](") {
        return found;
    }
    let mut at = body_start;
    let mut opened: Option<usize> = None;
    let mut unclosed_comment = false;
    while let Some(offset) = text
        .get(at..)
        .and_then(|rest| rest.find(['[', ']', '<', '\n']))
    {
        at += offset;
        let rest = text.get(at..).unwrap_or_default();
        if rest.starts_with("<!--") && !unclosed_comment {
            match rest.get(4..).and_then(|inside| inside.find("-->")) {
                Some(length) => {
                    found.push(at..at + 4 + length + 3);
                    at += 4 + length + 3;
                    continue;
                }
                None => unclosed_comment = true,
            }
        } else if rest.starts_with('[') {
            opened = Some(at);
        } else if rest.starts_with('\n') {
            opened = None;
        } else if let Some(target) = rest.strip_prefix("](").and_then(target_length)
            && let Some(open) = opened.take()
            && at - open <= LONGEST
        {
            let end = at + "](".len() + target;
            push_link(&mut found, text, open, at..end);
            at = end;
            continue;
        }
        at += 1;
    }
    found
}

/// Notes the syntax of the link whose `[` is at `open`, with `](…)` at `target`.
fn push_link(found: &mut Vec<Range<usize>>, text: &str, open: usize, target: Range<usize>) {
    let before = text.get(..open).unwrap_or_default();
    if before.ends_with('!') {
        found.push(open - 1..target.end);
    } else {
        found.push(open..open + 1);
        found.push(target);
    }
}

/// Bytes of a link's target with its closing parenthesis; `None` if it is not an address, such as
/// words in parentheses behind words in brackets.
fn target_length(rest: &str) -> Option<usize> {
    let mut depth = 0_usize;
    let mut end = None;
    for (at, c) in rest.char_indices().take(LONGEST) {
        match c {
            '\n' => return None,
            '(' if depth == DEEPEST => return None,
            '(' => depth += 1,
            ')' if depth == 0 => {
                end = Some(at);
                break;
            }
            ')' => depth -= 1,
            _ => {}
        }
    }
    let end = end?;
    let inside = rest.get(..end)?.trim();
    let address = match inside.strip_prefix('<') {
        Some(rest) => rest.split('>').next().unwrap_or_default(),
        None => inside.split([' ', '\t']).next().unwrap_or_default(),
    };
    let title = inside.get(address.len()..).unwrap_or_default().trim();
    let has_title =
        title.is_empty() || inside.starts_with('<') || title.starts_with(['"', '\'', '(']);
    let is_address = address.is_ascii()
        || address.contains("://")
        || address.starts_with(['/', '.', '#'])
        || address
            .rsplit_once('.')
            .is_some_and(|(_, extension)| is_extension(extension));
    (is_address && has_title).then_some(end + 1)
}

fn is_extension(extension: &str) -> bool {
    (1..=5).contains(&extension.len()) && extension.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn left(text: &str) -> String {
        let mut kept = String::new();
        let mut at = 0;
        for range in syntax(text, 0) {
            kept.push_str(&text[at..range.start]);
            at = range.end;
        }
        kept + &text[at..]
    }

    #[test]
    fn targets_images_and_comments_are_no_text() {
        for (text, expected) in [
            (
                "坚持[绿色发展](https://a.cn/绿色.html)理念",
                "坚持绿色发展理念",
            ),
            ("见[附件](a(1).pdf \"绿色发展\")。", "见附件。"),
            ("[甲](<a b.md>)[乙]()", "甲乙"),
            ("![绿色发展](图/一.png)正文", "正文"),
            ("[![图](a.png)](b.html)文", "[](b.html)文"),
            ("甲<!-- 绿色\n发展 -->乙", "甲乙"),
            ("甲<!-- 绿色发展", "甲<!-- 绿色发展"),
            ("[注](绿色发展理念)", "[注](绿色发展理念)"),
            ("[注]（绿色）[乙](甲\n乙)", "[注]（绿色）[乙](甲\n乙)"),
            (
                "# 一、**绿色**发展\n> 甲](x)",
                "# 一、**绿色**发展\n> 甲](x)",
            ),
        ] {
            assert_eq!(left(text), expected, "{text}");
        }
    }

    #[test]
    fn hostile_text_takes_linear_time() {
        assert_eq!(read("正文"), Markdown::default());
        for piece in ["[", "](", "<!--", "[a](", "![](((", "[](b)", ">"] {
            let text = piece.repeat(200_000);
            assert!(syntax(&text, 0).len() <= 800_000, "{piece}");
        }
    }
}
