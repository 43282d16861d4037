//! Owns lists whose items stand in another order or apart from each other (MATCHING V1, V2).

use crate::lexicon::ItemOrder;
use crate::text::{Unit, is_separator};

use super::forms::ItemList;
use super::kinds::Rule;
use super::parse::{CONJUNCTIONS, is_barrier, stands};

/// The numbers of items in the order in which they were found, five bits each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Order {
    packed: u64,
    items: usize,
}

impl Order {
    fn then(self, number: usize) -> Self {
        Self {
            packed: self.packed << 5 | number as u64,
            items: self.items + 1,
        }
    }

    fn has(self, number: usize) -> bool {
        self.numbers().any(|taken| taken == number)
    }

    fn numbers(self) -> impl Iterator<Item = usize> {
        (0..self.items)
            .rev()
            .map(move |place| (self.packed >> (5 * place) & 31) as usize)
    }
}

impl ItemList {
    /// The items that the list may begin with, each once.
    pub(super) fn first_items(&self) -> impl Iterator<Item = &[char]> {
        let first = match self.order {
            ItemOrder::Free => self.items.len(),
            ItemOrder::Fixed => 1,
        };
        let items = self.items.iter().enumerate().take(first);
        items
            .filter(|(at, item)| !self.items[..*at].contains(item))
            .map(|(_, item)| &**item)
    }
}

/// Follows one list from one place.
struct Walk<'a> {
    units: &'a [Unit],
    list: &'a ItemList,
    bridged: bool,
    /// Orders that were found already: of each only the first way to read it counts.
    seen: Vec<Order>,
    found: Vec<(usize, Rule)>,
}

/// The ends of all ways in which `list` stands varied at unit `at`, with their rules.
pub(super) fn read_list(units: &[Unit], at: usize, list: &ItemList) -> Vec<(usize, Rule)> {
    let mut found = Vec::new();
    if list.order == ItemOrder::Free {
        found.extend(walk(units, at, list, false));
    }
    if list.gap > 0 {
        found.extend(walk(units, at, list, true));
    }
    found
}

fn walk(units: &[Unit], at: usize, list: &ItemList, bridged: bool) -> Vec<(usize, Rule)> {
    let mut walk = Walk {
        units,
        list,
        bridged,
        seen: Vec::new(),
        found: Vec::new(),
    };
    walk.items(at, Order::default(), false);
    walk.found
}

impl Walk<'_> {
    /// Every item that may stand at `at`, and on from there.
    fn items(&mut self, at: usize, order: Order, filled: bool) {
        for (number, item) in self.list.items.iter().enumerate() {
            let is_next = match self.list.order {
                ItemOrder::Free => !order.has(number) && !self.is_repeated(number, order),
                ItemOrder::Fixed => number == order.items,
            };
            let stands = is_next
                && self
                    .units
                    .get(at..at + item.len())
                    .is_some_and(|units| stands(units, item));
            if !stands {
                continue;
            }
            let order = order.then(number);
            let end = at + item.len();
            if order.items == self.list.items.len() {
                self.keep(end, order, filled);
            } else if self.bridged {
                self.bridge(end, order, filled);
            } else {
                self.joint(end, order, filled);
            }
        }
    }

    /// Whether an item before it that is still to come is the same: one order of both is enough.
    fn is_repeated(&self, number: usize, order: Order) -> bool {
        let items = &self.list.items;
        let own = items.get(number);
        (0..number).any(|other| !order.has(other) && items.get(other) == own)
    }

    fn has_twins(&self) -> bool {
        self.list.first_items().count() < self.list.items.len()
    }

    fn keep(&mut self, end: usize, order: Order, filled: bool) {
        if self.seen.contains(&order) {
            return;
        }
        self.seen.push(order);
        let in_order = order.numbers().is_sorted();
        let rule = match (in_order, filled) {
            // As it stands in the lexicon: found as such, unless two equal items change places.
            (true, false) if self.list.order == ItemOrder::Free && self.has_twins() => Rule::Order,
            (true, false) => return,
            (true, true) => Rule::Gap,
            (false, true) => Rule::GapAndOrder,
            (false, false) => Rule::Order,
        };
        self.found.push((end, rule));
    }

    /// Separators, a conjunction, or nothing.
    fn joint(&mut self, at: usize, order: Order, filled: bool) {
        let separators = self.units[at..]
            .iter()
            .take(2)
            .take_while(|unit| is_separator(unit.ch()))
            .count();
        if separators > 0 {
            self.items(at + separators, order, filled);
            return;
        }
        for conjunction in CONJUNCTIONS {
            let length = conjunction.chars().count();
            let units = self.units[at..].iter().take(length);
            if conjunction.chars().eq(units.map(|unit| unit.ch())) {
                self.items(at + length, order, filled);
            }
        }
        self.items(at, order, filled);
    }

    /// Fillers of at most `gap` units with at most one separator among them, no item inside.
    fn bridge(&mut self, at: usize, order: Order, filled: bool) {
        let mut separators = 0;
        for length in 0..=self.list.gap + 1 {
            if length > 0 {
                let Some(unit) = self.units.get(at + length - 1) else {
                    return;
                };
                separators += usize::from(is_separator(unit.ch()));
                if separators > 1 || is_barrier(unit.ch()) || self.holds_item(at, at + length) {
                    return;
                }
            }
            if length - separators <= self.list.gap {
                let units = self.units[at..at + length].iter().map(|unit| unit.ch());
                let filler = units.filter(|&c| !is_separator(c));
                let is_filler = filler.clone().next().is_some()
                    && !CONJUNCTIONS
                        .iter()
                        .any(|word| word.chars().eq(filler.clone()));
                self.items(at + length, order, filled || is_filler);
            }
        }
    }

    /// Whether an item ends at `end` within `at..end`.
    fn holds_item(&self, at: usize, end: usize) -> bool {
        self.list
            .items
            .iter()
            .any(|item| item.len() <= end - at && stands(&self.units[end - item.len()..end], item))
    }
}
