//! Owns how tags and text become lines: what is shown, where lines break, what is a link.

use html5gum::State;

use super::PageProblem;
use super::attributes::{Attributes, Slot};
use super::elements::{Raw, Role, leaves_foreign, raw_state, reenters_html};
use super::heads::Heads;
use super::hints;
use super::lines::{Block, Lines, Linked, Place, WhiteSpace};
use super::open::{Element, Hidden, OpenElements};
use super::tokens::SelfClosing;

/// What becomes of elements that a style hides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Hiding {
    /// They are not shown.
    #[default]
    Kept,
    /// They are shown: nothing else on the page is text.
    Ignored,
}

/// What was read of a page.
#[derive(Debug)]
pub(super) struct Reading {
    pub(super) text: String,
    pub(super) blocks: Vec<Block>,
    pub(super) elements: Vec<Element>,
    pub(super) heads: Heads,
    pub(super) problems: Vec<PageProblem>,
    /// Full stops in what styles hide.
    pub(super) hidden_stops: u32,
}

/// Makes lines of tags and text.
#[derive(Debug, Default)]
pub(super) struct Builder {
    hiding: Hiding,
    lines: Lines,
    open: OpenElements,
    heads: Heads,
    /// The element whose content is not markup, and the bytes of it so far.
    raw: Option<(Raw, usize)>,
    /// The depth at which a link began.
    link: Option<usize>,
    /// Bytes of text since it was hidden.
    hidden_bytes: usize,
    hidden_stops: u32,
    /// Elements of `<svg>` inside which HTML's rules apply again.
    reentered: usize,
    problems: Vec<PageProblem>,
}

impl Builder {
    /// For a page of so many bytes.
    pub(super) fn new(bytes: usize, hiding: Hiding) -> Self {
        Self {
            hiding,
            lines: Lines::with_capacity(bytes / 4),
            ..Self::default()
        }
    }

    /// Whether a tag would be read by the rules of `<svg>`.
    pub(super) fn is_foreign(&self) -> bool {
        self.reentered == 0 && self.open.hidden() == Some(Hidden::ByName(Role::Foreign))
    }

    /// Text between tags, in pieces of any size.
    pub(super) fn text(&mut self, piece: &[u8]) {
        if let Some((raw, bytes)) = &mut self.raw {
            *bytes += piece.len();
            match raw {
                Raw::Title => self.heads.push_title(piece),
                Raw::Shown => self.show(piece),
                Raw::Textarea | Raw::Script | Raw::Style | Raw::Noscript | Raw::Fallback => {}
            }
            return;
        }
        self.show(piece);
    }

    fn show(&mut self, piece: &[u8]) {
        match self.open.hidden() {
            None => {}
            Some(hidden) => {
                self.hidden_bytes += piece.len();
                if hidden == Hidden::ByStyle {
                    let stops = piece.windows(3).filter(|window| *window == "。".as_bytes());
                    self.hidden_stops += u32::try_from(stops.count()).unwrap_or(u32::MAX);
                }
                return;
            }
        }
        let (element, part) = self.open.innermost();
        let is_shown_raw = matches!(self.raw, Some((Raw::Shown, _)));
        let place = Place {
            element,
            part,
            link: if self.link.is_some() {
                Linked::Yes
            } else {
                Linked::No
            },
            white_space: if is_shown_raw || self.open.is_preformatted() {
                WhiteSpace::Kept
            } else {
                WhiteSpace::Collapsed
            },
        };
        self.lines.write(piece, place);
    }

    /// A start tag. Gives the tokenizer's next state where the content is not markup.
    pub(super) fn start_tag(
        &mut self,
        name: &[u8],
        attributes: &Attributes,
        self_closing: SelfClosing,
    ) -> Option<State> {
        if self.is_foreign() {
            if !leaves_foreign(name) {
                self.start_foreign(name, self_closing);
                return None;
            }
            self.open.close_hidden();
        }
        self.lines.note_tag();
        let role = match Role::of(name) {
            Role::NotShown if name == b"dialog" && attributes.has(Slot::Open) => Role::Block,
            Role::RubyText if !self.open.is_in_ruby() => Role::Inline,
            role => role,
        };
        if role.needs_table() && !self.open.is_in_table() {
            self.start_stray_part(role);
            return None;
        }
        self.open.close_implied(role);
        self.drop_closed_link();
        match role {
            Role::Raw(raw) => return Some(self.start_raw(raw, name)),
            Role::Meta => self.heads.read_meta(attributes),
            Role::Frame => self.note(PageProblem::Frames),
            Role::Void | Role::Document => {}
            _ => self.start_element(name, role, attributes),
        }
        None
    }

    fn start_foreign(&mut self, name: &[u8], self_closing: SelfClosing) {
        if self_closing == SelfClosing::No {
            self.reentered += usize::from(reenters_html(name));
            self.open.push(name, Role::Inline, hints::Hint::None, None);
        }
    }

    /// A part of a table without a table: browsers ignore the tag, but what it parts stays apart.
    fn start_stray_part(&mut self, role: Role) {
        if self.open.hidden().is_none() {
            if role == Role::Cell {
                self.lines.begin_cell();
            } else {
                self.lines.break_line();
            }
        }
    }

    fn start_raw(&mut self, raw: Raw, name: &[u8]) -> State {
        if raw == Raw::Title {
            self.heads.begin_title();
        }
        if raw == Raw::Shown && self.open.hidden().is_none() {
            self.lines.break_line();
        }
        self.raw = Some((raw, 0));
        raw_state(raw, name)
    }

    fn start_element(&mut self, name: &[u8], role: Role, attributes: &Attributes) {
        let by_style = self.hiding == Hiding::Kept
            && (attributes.has(Slot::Hidden)
                || hints::is_display_none(attributes.get(Slot::Style)));
        let hidden = if role.hides() {
            Some(Hidden::ByName(role))
        } else {
            by_style.then_some(Hidden::ByStyle)
        };
        if hidden.is_some() && self.open.hidden().is_none() {
            self.hidden_bytes = 0;
        }
        let is_shown = hidden.is_none() && self.open.hidden().is_none();
        if is_shown && role.breaks_line() {
            self.lines.break_line();
        }
        match role {
            Role::LineBreak | Role::Rule => return,
            Role::Link if is_shown => {
                self.link = attributes.has(Slot::Href).then_some(self.open.depth());
                return;
            }
            Role::Inline | Role::Format if is_shown => {
                if name == b"time" {
                    self.heads.read_time(attributes);
                }
                return;
            }
            Role::Cell if is_shown => self.lines.begin_cell(),
            _ => {}
        }
        self.open
            .push(name, role, hints::of(name, attributes), hidden);
    }

    /// An end tag.
    pub(super) fn end_tag(&mut self, name: &[u8]) {
        if let Some((raw, _)) = self.raw.take() {
            if raw == Raw::Shown && self.open.hidden().is_none() {
                self.lines.break_line();
            }
            return;
        }
        self.lines.note_tag();
        let role = Role::of(name);
        if role == Role::Link && self.open.hidden().is_none() {
            self.link = None;
            return;
        }
        if self.is_hidden_foreign() && reenters_html(name) {
            self.reentered = self.reentered.saturating_sub(1);
        }
        let was_shown = self.open.hidden().is_none();
        if !matches!(role, Role::Document | Role::Void | Role::Raw(_)) {
            self.open.close(name, role);
        }
        if self.open.hidden().is_none() {
            self.reentered = 0;
            if was_shown && role.breaks_line() {
                self.lines.break_line();
            }
        }
        self.drop_closed_link();
    }

    fn is_hidden_foreign(&self) -> bool {
        self.open.hidden() == Some(Hidden::ByName(Role::Foreign))
    }

    /// A link without an end tag ends with the element it began in.
    fn drop_closed_link(&mut self) {
        if self.link.is_some_and(|depth| self.open.depth() < depth) {
            self.link = None;
        }
    }

    pub(super) fn cut_in_tag(&mut self, bytes: usize) {
        self.note(PageProblem::OpenTag { bytes });
    }

    pub(super) fn cut_in_comment(&mut self, bytes: usize) {
        self.note(PageProblem::OpenComment { bytes });
    }

    fn note(&mut self, problem: PageProblem) {
        if !self.problems.contains(&problem) {
            self.problems.push(problem);
        }
    }

    /// Ends the page.
    pub(super) fn finish(mut self) -> Reading {
        match self.raw {
            Some((Raw::Shown, _)) | None => {}
            Some((raw, bytes)) => self.note(PageProblem::OpenElement {
                name: raw.name(),
                bytes,
            }),
        }
        if self.open.hidden().is_some() && self.hidden_bytes > 0 {
            self.note(PageProblem::OpenHidden {
                bytes: self.hidden_bytes,
            });
        }
        if self.open.is_exceeded() {
            self.note(PageProblem::TooDeep);
        }
        let (text, blocks) = self.lines.finish();
        Reading {
            text,
            blocks,
            elements: self.open.into_elements(),
            heads: self.heads,
            problems: self.problems,
            hidden_stops: self.hidden_stops,
        }
    }
}

impl Raw {
    /// How a message names the element.
    fn name(self) -> &'static str {
        match self {
            Self::Title => "<title>",
            Self::Textarea => "<textarea>",
            Self::Script => "<script>",
            Self::Style => "<style>",
            Self::Noscript => "<noscript>",
            Self::Fallback => "<iframe> or <noframes>",
            Self::Shown => "<xmp>",
        }
    }
}
