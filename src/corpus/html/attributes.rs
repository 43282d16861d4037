//! Owns the attributes of the tag being read: those that are looked at, cut at a length.

/// Attributes that are looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Slot {
    Class,
    Id,
    Role,
    Style,
    Hidden,
    Open,
    Href,
    Name,
    Property,
    ItemProp,
    Content,
    DateTime,
}

/// How many there are.
const SLOTS: usize = 12;

/// Longer values are cut: nothing that is looked for is longer.
const LONGEST_VALUE: usize = 8 << 10;

/// Longer names are none of those looked for.
const LONGEST_NAME: usize = 16;

/// The attributes of one tag. The first of several with one name counts, as in browsers.
#[derive(Debug, Default)]
pub(super) struct Attributes {
    values: [Vec<u8>; SLOTS],
    /// Bit by slot.
    given: u16,
    name: Vec<u8>,
    state: Reading,
}

/// How far the attribute being read is known.
#[derive(Debug, Clone, Copy, Default)]
enum Reading {
    /// None is being read, or it is one that is not looked at.
    #[default]
    Nothing,
    /// Its name is still being read.
    InName,
    /// Its value is being read.
    Value(Slot),
}

impl Slot {
    fn of(name: &[u8]) -> Option<Self> {
        Some(match name {
            b"class" => Self::Class,
            b"id" => Self::Id,
            b"role" => Self::Role,
            b"style" => Self::Style,
            b"hidden" => Self::Hidden,
            b"open" => Self::Open,
            b"href" => Self::Href,
            b"name" => Self::Name,
            b"property" => Self::Property,
            b"itemprop" => Self::ItemProp,
            b"content" => Self::Content,
            b"datetime" => Self::DateTime,
            _ => return None,
        })
    }

    fn bit(self) -> u16 {
        1 << self as u16
    }
}

impl Attributes {
    /// Forgets the last tag.
    pub(super) fn clear(&mut self) {
        self.given = 0;
        self.state = Reading::Nothing;
    }

    /// Begins an attribute.
    pub(super) fn begin(&mut self) {
        self.finish();
        self.name.clear();
        self.state = Reading::InName;
    }

    pub(super) fn push_name(&mut self, part: &[u8]) {
        if self.name.len() <= LONGEST_NAME {
            self.name.extend_from_slice(part);
        }
    }

    pub(super) fn push_value(&mut self, part: &[u8]) {
        self.resolve();
        if let Reading::Value(slot) = self.state
            && let Some(value) = self.values.get_mut(slot as usize)
        {
            let room = LONGEST_VALUE.saturating_sub(value.len());
            value.extend(part.iter().take(room));
        }
    }

    /// Ends the attribute being read, which may have no value.
    pub(super) fn finish(&mut self) {
        self.resolve();
        self.state = Reading::Nothing;
    }

    /// Decides by the whole name which attribute is being read.
    fn resolve(&mut self) {
        if !matches!(self.state, Reading::InName) {
            return;
        }
        self.state = match Slot::of(&self.name) {
            Some(slot) if self.given & slot.bit() == 0 => {
                self.given |= slot.bit();
                if let Some(value) = self.values.get_mut(slot as usize) {
                    value.clear();
                }
                Reading::Value(slot)
            }
            _ => Reading::Nothing,
        };
    }

    /// Whether the tag has the attribute.
    pub(super) fn has(&self, slot: Slot) -> bool {
        self.given & slot.bit() != 0
    }

    /// Its value; empty where there is none.
    pub(super) fn get(&self, slot: Slot) -> &[u8] {
        if !self.has(slot) {
            return &[];
        }
        self.values.get(slot as usize).map_or(&[], Vec::as_slice)
    }
}
