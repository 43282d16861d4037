//! Owns the listed n-grams as a tree of token ids, to find them in the stream again.

use rustc_hash::FxHashMap;

use super::Orders;
use super::stream::FIRST_TOKEN;

/// The listed n-grams by their ids.
#[derive(Debug, Default)]
pub(super) struct Trie {
    /// The node of each first token; 0 for none.
    roots: Vec<u32>,
    /// From a node and the next token to a node.
    children: FxHashMap<(u32, u32), u32>,
    nodes: Vec<Node>,
}

#[derive(Debug, Clone, Copy, Default)]
struct Node {
    /// The row of the n-gram that ends here, from 1; 0 for none.
    row: u32,
    /// A bit for each token that goes on from here, which many share: most others are told by it.
    next: u64,
}

impl Node {
    fn bit(id: u32) -> u64 {
        1 << (id.wrapping_mul(0x9E37_79B9) >> 26)
    }
}

/// The listed n-grams that begin at one place, by their length less one; 0 where there is none.
#[derive(Debug, Default)]
pub(super) struct Found {
    rows: [u32; Orders::MOST],
    /// The length of the longest.
    pub(super) longest: usize,
}

impl Trie {
    /// Adds the n-gram of `row`.
    pub(super) fn add(&mut self, ids: &[u32], row: u32) {
        let Some((&first, rest)) = ids.split_first() else {
            return;
        };
        if self.roots.len() <= first as usize {
            self.roots.resize(first as usize + 1, 0);
        }
        if self.nodes.is_empty() {
            self.nodes.push(Node::default());
        }
        let mut node = self.roots[first as usize];
        if node == 0 {
            node = new_node(&mut self.nodes);
            self.roots[first as usize] = node;
        }
        for &id in rest {
            self.nodes[node as usize].next |= Node::bit(id);
            let child = self.children.entry((node, id));
            node = *child.or_insert_with(|| new_node(&mut self.nodes));
        }
        self.nodes[node as usize].row = row + 1;
    }

    /// Finds what begins with the first of `ids`; `false` if nothing does.
    pub(super) fn find(&self, ids: &[u32], found: &mut Found) -> bool {
        let mut node = match self.roots.get(ids[0] as usize) {
            Some(&node) if node != 0 => node,
            _ => return false,
        };
        found.longest = 0;
        for length in 1.. {
            let Node { row, next } = self.nodes[node as usize];
            found.rows[length - 1] = row;
            if row != 0 {
                found.longest = length;
            }
            let goes_on = |id: &&u32| next & Node::bit(**id) != 0 && **id >= FIRST_TOKEN;
            let child = ids.get(length).filter(goes_on);
            match child.and_then(|&id| self.children.get(&(node, id))) {
                Some(&child) => node = child,
                None => break,
            }
        }
        found.longest > 0
    }
}

fn new_node(nodes: &mut Vec<Node>) -> u32 {
    nodes.push(Node::default());
    u32::try_from(nodes.len() - 1).unwrap_or(u32::MAX)
}

impl Found {
    /// Lengths and rows, the shortest first.
    pub(super) fn iter(&self) -> impl Iterator<Item = (usize, u32)> {
        let rows = (1..).zip(&self.rows[..self.longest]);
        rows.filter(|&(_, &row)| row != 0)
            .map(|(length, &row)| (length, row - 1))
    }
}
