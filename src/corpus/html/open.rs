//! Owns the stack of open elements: what a start tag ends by the way, what an end tag ends.
//!
//! Elements that run on in their line are not kept, so the stack stays shallow on real pages. It is
//! bounded, as browsers bound it: deeper elements lie beside each other.

use super::elements::{Name, Role};
use super::hints::Hint;
use super::lines::Part;

/// Deeper elements are not kept. Browsers stop at 512, counting those that run on in their line.
const DEEPEST: usize = 256;

/// An element that holds lines.
#[derive(Debug, Clone, Copy)]
pub(super) struct Element {
    /// Its parent's number; the first element is its own.
    pub(super) parent: u32,
    pub(super) hint: Hint,
}

/// An element on the stack.
#[derive(Debug, Clone, Copy)]
pub(super) struct Entry {
    name: Name,
    role: Role,
    element: u32,
    part: Part,
    /// Unkept elements above the entry below, which this entry lies on.
    deep_below: usize,
    /// The entry that `<li>` closes, and the one that `<dt>` closes.
    item: Option<u16>,
    definition: Option<u16>,
}

/// The open elements.
#[derive(Debug)]
pub(super) struct OpenElements {
    stack: Vec<Entry>,
    elements: Vec<Element>,
    /// Open elements by [`Name::slot`], to see at once that an end tag has nothing to end.
    by_slot: [u32; 64],
    /// The state of the stack at which an end tag had nothing to end, by [`Name::slot`].
    vain: [(u64, Option<Name>); 64],
    /// Changes with every change of the stack.
    state: u64,
    /// Elements too deep to be kept, above the topmost entry.
    deep: usize,
    /// The entry since which nothing is shown, and why.
    hidden: Option<(usize, Hidden)>,
    preformatted: u32,
    tables: u32,
    exceeded: bool,
}

/// Why an element is not shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Hidden {
    /// By its name.
    ByName(Role),
    /// By `hidden` or `display: none`.
    ByStyle,
}

impl Default for OpenElements {
    fn default() -> Self {
        Self {
            stack: Vec::new(),
            elements: vec![Element {
                parent: 0,
                hint: Hint::None,
            }],
            by_slot: [0; 64],
            vain: [(0, None); 64],
            state: 1,
            deep: 0,
            hidden: None,
            preformatted: 0,
            tables: 0,
            exceeded: false,
        }
    }
}

impl OpenElements {
    pub(super) fn depth(&self) -> usize {
        self.stack.len()
    }

    pub(super) fn hidden(&self) -> Option<Hidden> {
        self.hidden.map(|(_, hidden)| hidden)
    }

    pub(super) fn is_preformatted(&self) -> bool {
        self.preformatted > 0
    }

    /// Whether a part of a table has a table around it.
    pub(super) fn is_in_table(&self) -> bool {
        self.tables > 0
    }

    /// Whether elements lay too deep to be kept.
    pub(super) fn is_exceeded(&self) -> bool {
        self.exceeded
    }

    /// The number of the innermost element and what kind of line it holds.
    pub(super) fn innermost(&self) -> (u32, Part) {
        self.stack
            .last()
            .map_or((0, Part::Plain), |entry| (entry.element, entry.part))
    }

    pub(super) fn into_elements(self) -> Vec<Element> {
        self.elements
    }

    /// Opens an element.
    pub(super) fn push(&mut self, name: &[u8], role: Role, hint: Hint, hidden: Option<Hidden>) {
        let begins_hidden = hidden.filter(|_| self.hidden.is_none());
        // What hides is kept however deep, or its content would show.
        if self.stack.len() >= DEEPEST && begins_hidden.is_none() {
            self.deep += 1;
            self.exceeded = true;
            return;
        }
        let (parent, part) = self.innermost();
        let name = Name::new(name);
        let entry = Entry {
            name,
            role,
            element: self.number(parent, hint, role),
            part: match role {
                Role::Heading => Part::Heading,
                Role::Control => Part::Control,
                _ => part,
            },
            deep_below: std::mem::take(&mut self.deep),
            item: self.closed_by(Role::ListItem, role),
            definition: self.closed_by(Role::Definition, role),
        };
        if let Some(hidden) = begins_hidden {
            self.hidden = Some((self.stack.len(), hidden));
        }
        self.preformatted += u32::from(role == Role::Preformatted);
        self.tables += u32::from(role == Role::Table);
        if let Some(count) = self.by_slot.get_mut(name.slot()) {
            *count += 1;
        }
        self.stack.push(entry);
        self.state += 1;
    }

    /// A number for a new element; hidden and inline ones take their parent's.
    fn number(&mut self, parent: u32, hint: Hint, role: Role) -> u32 {
        if self.hidden.is_some() || role.runs_on() {
            return parent;
        }
        match u32::try_from(self.elements.len()) {
            Ok(number) => {
                self.elements.push(Element { parent, hint });
                number
            }
            Err(_) => parent,
        }
    }

    /// The entry that another element of role `item` would close, were `pushed` on top: the last
    /// one with only elements between that do not hold items.
    fn closed_by(&self, item: Role, pushed: Role) -> Option<u16> {
        if pushed == item {
            return u16::try_from(self.stack.len()).ok();
        }
        let below = self
            .stack
            .last()
            .filter(|_| pushed.runs_on() || matches!(pushed, Role::Block | Role::Paragraph))?;
        if item == Role::ListItem {
            below.item
        } else {
            below.definition
        }
    }

    /// Closes the entries from this one on.
    fn pop_from(&mut self, index: usize) {
        self.state += 1;
        while self.stack.len() > index
            && let Some(entry) = self.stack.pop()
        {
            if let Some(count) = self.by_slot.get_mut(entry.name.slot()) {
                *count = count.saturating_sub(1);
            }
            self.preformatted -= u32::from(entry.role == Role::Preformatted);
            self.tables -= u32::from(entry.role == Role::Table);
            self.deep = entry.deep_below;
        }
        if self.hidden.is_some_and(|(start, _)| start >= index) {
            self.hidden = None;
        }
    }

    /// Whether `<ruby>` is open around text that runs on in its line.
    pub(super) fn is_in_ruby(&self) -> bool {
        let above = self.stack.iter().rev();
        above
            .take_while(|entry| entry.role.runs_on())
            .any(|entry| entry.role == Role::Ruby)
    }

    /// Closes what the start tag of `role` closes by the way.
    pub(super) fn close_implied(&mut self, role: Role) {
        // The reading beside ruby text has no lines of its own: its end tag is missing.
        if role.breaks_line() && self.hidden() == Some(Hidden::ByName(Role::RubyText)) {
            self.close_hidden();
        }
        let found = match role {
            Role::ListItem => self.stack.last().and_then(|top| top.item).map(usize::from),
            Role::Definition => self
                .stack
                .last()
                .and_then(|top| top.definition)
                .map(usize::from),
            Role::Heading => self.find(|above| match above {
                Role::Heading => Step::Found,
                above if above.runs_on() => Step::Go,
                _ => Step::Stop,
            }),
            Role::RubyText => self.find(|above| match above {
                Role::RubyText => Step::Found,
                above if above.runs_on() => Step::Go,
                _ => Step::Stop,
            }),
            Role::Cell => self.find_lowest_before_table(&[Role::Cell, Role::Caption]),
            Role::Row => self.find_lowest_before_table(&[Role::Row, Role::Cell, Role::Caption]),
            Role::RowGroup => self.find_lowest_before_table(&[
                Role::RowGroup,
                Role::Row,
                Role::Cell,
                Role::Caption,
            ]),
            _ => None,
        };
        if let Some(index) = found {
            self.pop_from(index);
        }
        if role.ends_paragraph() {
            let paragraph = self.find(|above| match above {
                Role::Paragraph => Step::Found,
                above if above.runs_on() => Step::Go,
                _ => Step::Stop,
            });
            if let Some(index) = paragraph {
                self.pop_from(index);
            }
        }
    }

    /// The topmost entry that `step` finds.
    fn find(&self, step: impl Fn(Role) -> Step) -> Option<usize> {
        for (index, entry) in self.stack.iter().enumerate().rev() {
            match step(entry.role) {
                Step::Found => return Some(index),
                Step::Go => {}
                Step::Stop => return None,
            }
        }
        None
    }

    /// The lowest entry of one of these roles above the innermost table.
    fn find_lowest_before_table(&self, roles: &[Role]) -> Option<usize> {
        self.stack
            .iter()
            .enumerate()
            .rev()
            .take_while(|(_, entry)| entry.role != Role::Table)
            .filter(|(_, entry)| roles.contains(&entry.role))
            .last()
            .map(|(index, _)| index)
    }

    /// Closes the element an end tag names, with what is open in it.
    pub(super) fn close(&mut self, name: &[u8], role: Role) {
        // Inline elements are kept only where they are hidden.
        if matches!(role, Role::Inline | Role::Format | Role::Link) && self.hidden.is_none() {
            return;
        }
        if self.deep > 0 {
            self.deep -= 1;
            return;
        }
        let name = Name::new(name);
        let slot = name.slot();
        let is_open = self.by_slot.get(slot).is_some_and(|&count| count > 0);
        let is_vain = self.vain.get(slot) == Some(&(self.state, Some(name)));
        if is_vain || !is_open && role != Role::Heading {
            return;
        }
        match self.find_closed(name, role) {
            Some(index) => self.pop_from(index),
            None => {
                if let Some(vain) = self.vain.get_mut(slot) {
                    *vain = (self.state, Some(name));
                }
            }
        }
    }

    /// The entry that an end tag closes.
    fn find_closed(&self, name: Name, role: Role) -> Option<usize> {
        for (index, entry) in self.stack.iter().enumerate().rev() {
            if entry.name == name || role == Role::Heading && entry.role == role {
                return Some(index);
            }
            let stops = match role {
                Role::Table => false,
                Role::Cell | Role::Caption | Role::Row | Role::RowGroup => {
                    entry.role == Role::Table
                }
                Role::Inline | Role::Ruby | Role::RubyText => {
                    !entry.role.runs_on() && entry.role != Role::NotShown
                }
                _ => entry.role.is_boundary(),
            };
            if stops {
                return None;
            }
        }
        None
    }

    /// Closes the element since which nothing is shown.
    pub(super) fn close_hidden(&mut self) {
        if let Some((start, _)) = self.hidden {
            self.pop_from(start);
        }
    }
}

/// What to do at an entry of the stack.
enum Step {
    Found,
    Go,
    Stop,
}
