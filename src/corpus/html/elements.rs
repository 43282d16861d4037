//! Owns what the elements of HTML are: which break lines, which are not shown, which end which.

use std::hash::Hasher;

use html5gum::State;

/// A tag's name, hashed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Name(u64);

impl Name {
    pub(super) fn new(name: &[u8]) -> Self {
        let mut hasher = rustc_hash::FxHasher::default();
        hasher.write(name);
        Self(hasher.finish())
    }

    /// A small number for tables by name.
    pub(super) fn slot(self) -> usize {
        (self.0 >> 58) as usize
    }
}

/// What an element does to the text around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// Has no content.
    Void,
    /// `<br>`.
    LineBreak,
    /// `<hr>`.
    Rule,
    /// `<meta>`.
    Meta,
    /// `<frame>`: the text is in other files.
    Frame,
    /// `<html>`, `<body>`, `<head>`: one of each, opened by themselves.
    Document,
    /// Runs on in its line; not kept on the stack.
    Inline,
    /// The same, but its end tag ends it whatever is open in it.
    Format,
    /// `<a>`.
    Link,
    Paragraph,
    Heading,
    /// Any other element that starts a line.
    Block,
    /// `<pre>` and its relatives: white space counts.
    Preformatted,
    List,
    ListItem,
    /// `<dd>`, `<dt>`.
    Definition,
    /// `<button>`, `<label>`-like controls whose text is shown.
    Control,
    Table,
    /// `<thead>`, `<tbody>`, `<tfoot>`.
    RowGroup,
    Row,
    Cell,
    Caption,
    Ruby,
    /// The reading beside ruby text: not shown.
    RubyText,
    /// `<svg>`, `<math>`: other rules apply inside, and nothing of it is text.
    Foreign,
    /// Not shown: controls, templates, what stands in for media.
    NotShown,
    /// Everything up to the end tag is text for something else than reading.
    Raw(Raw),
}

/// Elements whose content is not markup.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Raw {
    Title,
    Textarea,
    Script,
    Style,
    Noscript,
    Fallback,
    /// `<xmp>`, `<plaintext>`: shown as it is.
    Shown,
}

impl Role {
    pub(super) fn of(name: &[u8]) -> Self {
        match name {
            b"br" => Self::LineBreak,
            b"hr" => Self::Rule,
            b"meta" => Self::Meta,
            b"frame" => Self::Frame,
            b"area" | b"base" | b"basefont" | b"bgsound" | b"col" | b"embed" | b"image"
            | b"img" | b"input" | b"keygen" | b"link" | b"param" | b"source" | b"track"
            | b"wbr" => Self::Void,
            b"html" | b"body" | b"head" | b"frameset" => Self::Document,
            b"a" => Self::Link,
            b"b" | b"big" | b"code" | b"em" | b"font" | b"i" | b"nobr" | b"s" | b"small"
            | b"strike" | b"strong" | b"tt" | b"u" => Self::Format,
            b"p" => Self::Paragraph,
            b"h1" | b"h2" | b"h3" | b"h4" | b"h5" | b"h6" => Self::Heading,
            b"div" | b"section" | b"article" | b"main" | b"header" | b"footer" | b"nav"
            | b"aside" | b"address" | b"blockquote" | b"center" | b"details" | b"summary"
            | b"fieldset" | b"legend" | b"figure" | b"figcaption" | b"form" | b"hgroup"
            | b"search" | b"marquee" => Self::Block,
            b"pre" | b"listing" => Self::Preformatted,
            b"ul" | b"ol" | b"dl" | b"menu" | b"dir" => Self::List,
            b"li" => Self::ListItem,
            b"dd" | b"dt" => Self::Definition,
            b"button" => Self::Control,
            b"table" => Self::Table,
            b"thead" | b"tbody" | b"tfoot" => Self::RowGroup,
            b"tr" => Self::Row,
            b"td" | b"th" => Self::Cell,
            b"caption" => Self::Caption,
            b"ruby" => Self::Ruby,
            b"rt" | b"rp" | b"rtc" => Self::RubyText,
            b"svg" | b"math" => Self::Foreign,
            b"template" | b"select" | b"option" | b"optgroup" | b"datalist" | b"object"
            | b"applet" | b"audio" | b"video" | b"canvas" | b"dialog" => Self::NotShown,
            b"title" => Self::Raw(Raw::Title),
            b"textarea" => Self::Raw(Raw::Textarea),
            b"script" => Self::Raw(Raw::Script),
            b"style" => Self::Raw(Raw::Style),
            b"noscript" => Self::Raw(Raw::Noscript),
            b"iframe" | b"noembed" | b"noframes" => Self::Raw(Raw::Fallback),
            b"xmp" | b"plaintext" => Self::Raw(Raw::Shown),
            _ => Self::Inline,
        }
    }

    /// Whether its start and its end break the line.
    pub(super) fn breaks_line(self) -> bool {
        let own = matches!(
            self,
            Self::LineBreak | Self::RowGroup | Self::Row | Self::Caption
        );
        own || self.ends_paragraph()
    }

    /// Whether its start ends a paragraph that is still open.
    pub(super) fn ends_paragraph(self) -> bool {
        matches!(
            self,
            Self::Rule
                | Self::Paragraph
                | Self::Heading
                | Self::Block
                | Self::Preformatted
                | Self::List
                | Self::ListItem
                | Self::Definition
                | Self::Table
                | Self::Raw(Raw::Shown)
        )
    }

    /// Whether it runs on in its line.
    pub(super) fn runs_on(self) -> bool {
        matches!(
            self,
            Self::Inline | Self::Format | Self::Link | Self::Ruby | Self::RubyText
        )
    }

    /// Whether it is ignored outside tables.
    pub(super) fn needs_table(self) -> bool {
        matches!(
            self,
            Self::RowGroup | Self::Row | Self::Cell | Self::Caption
        )
    }

    /// Whether end tags of other elements than tables do not reach beyond it.
    pub(super) fn is_boundary(self) -> bool {
        matches!(self, Self::Table | Self::Cell | Self::Caption)
    }

    /// Whether its content is never shown.
    pub(super) fn hides(self) -> bool {
        matches!(self, Self::NotShown | Self::RubyText | Self::Foreign)
    }
}

/// The tokenizer's state after the start tag of an element that is not markup inside.
pub(super) fn raw_state(raw: Raw, name: &[u8]) -> State {
    match raw {
        Raw::Title | Raw::Textarea => State::RcData,
        Raw::Script => State::ScriptData,
        Raw::Shown if name == b"plaintext" => State::PlainText,
        Raw::Style | Raw::Noscript | Raw::Fallback | Raw::Shown => State::RawText,
    }
}

/// Whether a start tag inside `<svg>` or `<math>` shows that the end tag is missing.
pub(super) fn leaves_foreign(name: &[u8]) -> bool {
    matches!(
        name,
        b"b" | b"big"
            | b"blockquote"
            | b"body"
            | b"br"
            | b"center"
            | b"code"
            | b"dd"
            | b"div"
            | b"dl"
            | b"dt"
            | b"em"
            | b"embed"
            | b"h1"
            | b"h2"
            | b"h3"
            | b"h4"
            | b"h5"
            | b"h6"
            | b"head"
            | b"hr"
            | b"i"
            | b"img"
            | b"li"
            | b"listing"
            | b"menu"
            | b"meta"
            | b"nobr"
            | b"ol"
            | b"p"
            | b"pre"
            | b"ruby"
            | b"s"
            | b"small"
            | b"span"
            | b"strong"
            | b"strike"
            | b"sub"
            | b"sup"
            | b"table"
            | b"tt"
            | b"u"
            | b"ul"
            | b"var"
    )
}

/// Whether HTML's rules apply again inside this element of `<svg>` or `<math>`.
pub(super) fn reenters_html(name: &[u8]) -> bool {
    matches!(
        name,
        b"foreignobject" | b"desc" | b"title" | b"annotation-xml" | b"mtext" | b"mi" | b"mo"
    )
}
