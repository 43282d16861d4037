//! Owns what tag names, classes and ids say of a part of a page. They are hints: what a part holds
//! decides.

use super::attributes::{Attributes, Slot};

/// What an element's name, class, id or role says of its content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Hint {
    /// Nothing.
    #[default]
    None,
    /// The text of the page.
    Body,
    /// Navigation, comments, related articles, footers.
    Aside,
    /// What stands above or below: may hold a heading or an editor's line.
    Edge,
}

/// Words of classes and ids that name the page's text.
const BODY: [&str; 16] = [
    "article",
    "articlecontent",
    "artibody",
    "articlebody",
    "content",
    "contenttext",
    "detail",
    "editor",
    "entry",
    "main",
    "maincontent",
    "newscontent",
    "post",
    "postmessage",
    "zoom",
    "zhengwen",
];

/// Words of classes and ids that name something else.
const ASIDE: [&str; 44] = [
    "aside",
    "banquan",
    "breadcrumb",
    "breadcrumbs",
    "comment",
    "comments",
    "copyright",
    "crumb",
    "crumbs",
    "daohang",
    "dianzan",
    "disclaimer",
    "fenxiang",
    "footer",
    "gotop",
    "hotnews",
    "login",
    "menu",
    "menubar",
    "nav",
    "navbar",
    "navi",
    "navigation",
    "pager",
    "pagination",
    "paging",
    "pinglun",
    "qrcode",
    "rank",
    "ranking",
    "recmd",
    "recommend",
    "recommended",
    "related",
    "relevant",
    "share",
    "sharebar",
    "sidebar",
    "sitemap",
    "sitenav",
    "tuijian",
    "weizhi",
    "xgnews",
    "xgwz",
];

/// Words of classes and ids of what stands around the text.
const EDGE: [&str; 12] = [
    "bottom", "foot", "header", "head", "search", "side", "tags", "toolbar", "tool", "tools",
    "topbar", "top",
];

/// Classes and ids longer than this are not looked at to their end.
const LONGEST: usize = 200;

/// The hint of an element.
pub(super) fn of(name: &[u8], attributes: &Attributes) -> Hint {
    let by_name = match name {
        b"nav" | b"aside" | b"footer" | b"menu" => Hint::Aside,
        b"article" | b"main" => Hint::Body,
        b"header" | b"form" => Hint::Edge,
        _ => Hint::None,
    };
    let by_role = match attributes.get(Slot::Role) {
        b"navigation" | b"complementary" | b"contentinfo" | b"search" => Hint::Aside,
        b"main" | b"article" => Hint::Body,
        b"banner" => Hint::Edge,
        _ => Hint::None,
    };
    [
        by_name,
        by_role,
        of_words(attributes.get(Slot::Class)),
        of_words(attributes.get(Slot::Id)),
    ]
    .into_iter()
    .reduce(stronger)
    .unwrap_or_default()
}

/// `article-nav` is navigation, `article-header` an edge: what is said against counts first.
fn stronger(a: Hint, b: Hint) -> Hint {
    let strength = |hint| match hint {
        Hint::Aside => 3,
        Hint::Edge => 2,
        Hint::Body => 1,
        Hint::None => 0,
    };
    if strength(b) > strength(a) { b } else { a }
}

/// The hint of a class or id, from its words: `articleNav`, `article-nav`, `article_nav2`.
fn of_words(value: &[u8]) -> Hint {
    let mut hint = Hint::None;
    let mut word = [0_u8; 16];
    let mut length = 0;
    let mut last_lower = false;
    let end = value.len().min(LONGEST);
    for &byte in value.iter().take(end).chain(b" ") {
        let starts_word = byte.is_ascii_uppercase() && last_lower;
        if !byte.is_ascii_alphabetic() || starts_word {
            hint = stronger(hint, of_word(word.get(..length).unwrap_or_default()));
            length = 0;
        }
        if byte.is_ascii_alphabetic() {
            // A word that is too long for the tables cannot be in them.
            match word.get_mut(length) {
                Some(slot) => *slot = byte.to_ascii_lowercase(),
                None => word[0] = b' ',
            }
            length = (length + 1).min(word.len());
        }
        last_lower = byte.is_ascii_lowercase();
    }
    hint
}

fn of_word(word: &[u8]) -> Hint {
    if word.len() < 3 {
        return Hint::None;
    }
    let is_in = |words: &[&str]| words.iter().any(|known| known.as_bytes() == word);
    if is_in(&ASIDE) {
        Hint::Aside
    } else if is_in(&EDGE) {
        Hint::Edge
    } else if is_in(&BODY) {
        Hint::Body
    } else {
        Hint::None
    }
}

/// Whether a `style` attribute says `display: none`.
pub(super) fn is_display_none(style: &[u8]) -> bool {
    if style.len() < b"display:none".len() {
        return false;
    }
    style.split(|&byte| byte == b';').any(|declaration| {
        let mut sides = declaration.splitn(2, |&byte| byte == b':');
        let (Some(property), Some(value)) = (sides.next(), sides.next()) else {
            return false;
        };
        let value = value.trim_ascii();
        property.trim_ascii().eq_ignore_ascii_case(b"display")
            && value
                .get(..4)
                .is_some_and(|value| value.eq_ignore_ascii_case(b"none"))
            && value
                .get(4)
                .is_none_or(|&byte| !byte.is_ascii_alphanumeric())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_classes_are_read_apart() {
        for (class, hint) in [
            ("articleNav", Hint::Aside),
            ("XUQIU18897_pinglun", Hint::Aside),
            ("elemtRecmd", Hint::Aside),
            ("TRS_Editor", Hint::Body),
            ("content_area", Hint::Body),
            ("postmessage_123", Hint::Body),
            ("article-header", Hint::Edge),
            ("navigatecontentarea", Hint::None),
            ("averyveryverylongwordnav", Hint::None),
            ("shareholders", Hint::None),
            ("", Hint::None),
        ] {
            assert_eq!(of_words(class.as_bytes()), hint, "{class}");
        }
    }

    #[test]
    fn display_none_is_read_as_a_declaration() {
        for (style, hidden) in [
            ("display:none", true),
            ("color:red; DISPLAY : None !important", true),
            ("display:block", false),
            ("visibility:hidden;opacity:0", false),
            ("x-display:none", false),
            ("display:nonesuch", false),
            ("display", false),
        ] {
            assert_eq!(is_display_none(style.as_bytes()), hidden, "{style}");
        }
    }
}
