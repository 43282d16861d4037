//! Owns how words become what is searched: character codes, a double array, a filter of pairs.
//! Knows only the standard library: the build script includes it, by its path.

#[path = "compile/placing.rs"]
mod placing;

use placing::Placing;

/// First code of characters that stand inside blocks; lower ones end a block.
pub(super) const FIRST_BLOCK: u16 = 8;

/// First code behind ASCII digits.
pub(super) const DIGITS_END: u16 = FIRST_BLOCK + 10;

/// First code behind ASCII letters and digits.
pub(super) const ALPHANUMERIC_END: u16 = FIRST_BLOCK + 62;

/// ASCII marks that stand inside blocks, in the order of their codes.
pub(super) const SIGNS: [char; 7] = ['.', '_', '-', '%', '+', '#', '&'];

/// Code of characters in blocks that neither the dictionary nor the model of unknown words knows.
pub(super) const FAR: u16 = ALPHANUMERIC_END + 7;

/// What the table of codes says of a character that ends a block.
pub(super) const OUTSIDE: u16 = u16::MAX;

/// Characters of the basic plane.
pub(super) const PLANE: usize = 0x1_0000;

/// The longest word that is found, in characters.
pub(super) const LONGEST: usize = 255;

/// Codes are below it; characters beyond are not known.
const MAX_CODE: u16 = (1 << 14) - 2;

/// Slots that a step can lead to.
const MAX_SLOTS: usize = 1 << 21;

/// Bits of the filter of pairs.
pub(super) const PAIR_BITS: usize = 1 << 21;

/// The slot of nothing.
const EMPTY: u64 = LABEL_MASK << LABEL_SHIFT;

/// Bits of a node's filter of the characters that may follow.
const FILTER_BITS: u16 = 15;
const BASE_SHIFT: u32 = 15;
const FREQUENCY_SHIFT: u32 = 36;
const LABEL_SHIFT: u32 = 50;
const BASE_MASK: u64 = (1 << 21) - 1;
const FREQUENCY_MASK: u64 = (1 << 14) - 1;
const LABEL_MASK: u64 = (1 << 14) - 1;

/// A prefix: the code of its last character, the number of its frequency (0: not a word), where its
/// longer ones begin, and a filter of the characters that may follow: 14, 14, 21 and 15 bits.
#[derive(Debug, Clone, Copy)]
pub(super) struct Node(pub(super) u64);

impl Node {
    /// Whether the node is reached with `code`.
    #[inline(always)]
    pub(super) fn is_for(self, code: u16) -> bool {
        self.0 >> LABEL_SHIFT == u64::from(code)
    }

    /// Slot of the longer prefix that ends with `code`, if there is one.
    #[inline(always)]
    #[allow(clippy::cast_possible_truncation, reason = "21 bits")]
    pub(super) fn step(self, code: u16) -> u32 {
        ((self.0 >> BASE_SHIFT) & BASE_MASK) as u32 + u32::from(code)
    }

    /// Number of the word's frequency, 0 where the prefix is not a word.
    #[inline(always)]
    #[allow(clippy::cast_possible_truncation, reason = "14 bits")]
    pub(super) fn frequency(self) -> u32 {
        ((self.0 >> FREQUENCY_SHIFT) & FREQUENCY_MASK) as u32
    }

    /// Whether `code` may follow; never false where it does.
    #[inline(always)]
    pub(super) fn may_continue(self, code: u16) -> bool {
        code >= FIRST_BLOCK && (self.0 >> (code % FILTER_BITS)) & 1 != 0
    }
}

/// Place of a pair in the filter of pairs.
#[inline]
pub(super) fn pair_bit(first: u16, second: u16) -> usize {
    ((usize::from(first) << 10) + usize::from(second)) & (PAIR_BITS - 1)
}

/// Whether `c` stands inside blocks: jieba's class of characters between which words are looked for.
pub(super) fn is_inside(c: char) -> bool {
    match c {
        '\u{4e00}'..='\u{9fff}' => true,
        '\0'..='\u{7f}' => c.is_ascii_alphanumeric() || SIGNS.contains(&c),
        '\u{3400}'..='\u{4dbf}'
        | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{2a6df}'
        | '\u{2a700}'..='\u{2ebef}'
        | '\u{2f800}'..='\u{2fa1f}' => true,
        _ => false,
    }
}

/// Whether the model of unknown words knows the script of `c`.
fn is_guessed(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fd5}')
}

/// Codes of characters: ASCII, others, and Han characters that the model of unknown words covers,
/// these by frequency.
pub(super) struct Alphabet {
    /// Code of each character of the basic plane.
    pub(super) table: Vec<u16>,
    /// Codes of characters above it, in order.
    pub(super) above: Vec<(u32, u16)>,
    /// First code of characters that the model of unknown words covers.
    pub(super) first_guessed: u16,
}

impl Alphabet {
    /// Codes for `chars`, which are ordered by frequency.
    pub(super) fn new(chars: &[char]) -> Self {
        let is_listed = |c: &&char| is_inside(**c) && !c.is_ascii();
        let far = chars.iter().filter(is_listed).filter(|c| !is_guessed(**c));
        let guessed = chars.iter().filter(is_listed).filter(|c| is_guessed(**c));
        let mut alphabet = Self {
            table: vec![OUTSIDE; PLANE],
            above: Vec::new(),
            first_guessed: FAR + 1,
        };
        let digits_and_letters = ('0'..='9').chain('A'..='Z').chain('a'..='z').chain(SIGNS);
        alphabet.assign(FIRST_BLOCK, digits_and_letters);
        alphabet.first_guessed = alphabet.assign(FAR + 1, far.copied());
        alphabet.assign(alphabet.first_guessed + 1, guessed.copied());
        for c in ('\u{3400}'..='\u{ffff}').filter(|&c| is_inside(c)) {
            let unknown = if is_guessed(c) {
                alphabet.first_guessed
            } else {
                FAR
            };
            let code = &mut alphabet.table[c as usize];
            *code = if *code == OUTSIDE { unknown } else { *code };
        }
        alphabet.above.sort_unstable();
        alphabet
    }

    /// Gives the codes from `next` on, and returns the first that is left.
    fn assign(&mut self, mut next: u16, chars: impl Iterator<Item = char>) -> u16 {
        let room = usize::from(MAX_CODE.saturating_sub(next));
        for c in chars.take(room) {
            match self.table.get_mut(c as usize) {
                Some(code) => *code = next,
                None => self.above.push((c.into(), next)),
            }
            next += 1;
        }
        next
    }

    /// The code of `c`; [`OUTSIDE`] if it ends a block.
    pub(super) fn code(&self, c: char) -> u16 {
        match self.table.get(c as usize) {
            Some(&code) => code,
            None => code_above(&self.above, c),
        }
    }
}

/// The code of a character above the basic plane.
pub(super) fn code_above(above: &[(u32, u16)], c: char) -> u16 {
    match above.binary_search_by_key(&u32::from(c), |&(known, _)| known) {
        Ok(place) => above[place].1,
        Err(_) if is_inside(c) => FAR,
        Err(_) => OUTSIDE,
    }
}

/// A dictionary that can be searched.
pub(super) struct Compiled {
    /// Codes of characters.
    pub(super) alphabet: Alphabet,
    /// The double array; the first slots are those of single characters.
    pub(super) nodes: Vec<u64>,
    /// Filter of the pairs with which words begin.
    pub(super) pairs: Vec<u64>,
    /// Distinct frequencies; the first is none.
    pub(super) frequencies: Vec<u64>,
    /// For each 32 slots, from the highest bit on: the number of words before them, and a bit for
    /// each that is a word.
    pub(super) ids: Vec<u64>,
    /// All words, in the order of their slots.
    pub(super) text: String,
    /// Where each word begins in `text`, and the end.
    pub(super) starts: Vec<u32>,
}

/// Prefixes in the order of the words.
#[derive(Default)]
struct Trie {
    codes: Vec<u16>,
    parents: Vec<u32>,
    /// Number of the word plus one.
    words: Vec<u32>,
    /// Sum of the frequencies of the words below.
    mass: Vec<u64>,
}

impl Trie {
    fn push(&mut self, parent: u32, code: u16) -> u32 {
        self.codes.push(code);
        self.parents.push(parent);
        self.words.push(0);
        self.mass.push(0);
        count(self.codes.len() - 1)
    }

    /// Of words in the order of their bytes, so that those with a common prefix are neighbours.
    fn new(words: &[(&str, u64)], alphabet: &Alphabet) -> Self {
        let mut trie = Self::default();
        trie.push(0, 0);
        let (mut path, mut last, mut codes) = (vec![0], Vec::new(), Vec::new());
        for (number, &(word, frequency)) in (1..).zip(words) {
            codes.clear();
            codes.extend(word.chars().map(|c| alphabet.code(c)));
            let is_known = |code: &u16| ![OUTSIDE, FAR, alphabet.first_guessed].contains(code);
            let is_found =
                !codes.is_empty() && codes.len() <= LONGEST && codes.iter().all(is_known);
            if !is_found {
                continue;
            }
            let shared = codes.iter().zip(&last).take_while(|(a, b)| a == b).count();
            path.truncate(shared + 1);
            for &code in &codes[shared..] {
                path.push(trie.push(path[path.len() - 1], code));
            }
            for &node in &path {
                trie.mass[node as usize] += frequency;
            }
            trie.words[path[path.len() - 1] as usize] = number;
            std::mem::swap(&mut codes, &mut last);
        }
        trie
    }

    /// Children of each node: where they begin in the list, and the list.
    fn children(&self) -> (Vec<u32>, Vec<u32>) {
        let mut starts = vec![0_u32; self.codes.len() + 1];
        for &parent in &self.parents[1..] {
            starts[parent as usize + 1] += 1;
        }
        for node in 1..starts.len() {
            starts[node] += starts[node - 1];
        }
        let mut next = starts.clone();
        let mut list = vec![0; self.codes.len()];
        for (node, &parent) in (0..).zip(&self.parents).skip(1) {
            list[next[parent as usize] as usize] = node;
            next[parent as usize] += 1;
        }
        (starts, list)
    }
}

/// Where each node's children begin; 0 where it has none.
fn place(trie: &Trie, starts: &[u32], list: &[u32], singles: usize) -> Vec<u32> {
    let mut placing = Placing::new(singles);
    let fan = |node: u32| starts[node as usize + 1] - starts[node as usize];
    let mut rows: Vec<u32> = (1..count(trie.codes.len()))
        .filter(|&n| fan(n) > 0)
        .collect();
    rows.sort_by_cached_key(|&node| {
        let is_small = fan(node) == 1;
        (is_small, std::cmp::Reverse(trie.mass[node as usize]))
    });
    let mut bases = vec![0; trie.codes.len()];
    let mut codes = Vec::new();
    for node in rows {
        let children = starts[node as usize] as usize..starts[node as usize + 1] as usize;
        codes.clear();
        codes.extend(
            list[children]
                .iter()
                .map(|&child| trie.codes[child as usize]),
        );
        codes.sort_unstable();
        let base = placing.take(&codes);
        bases[node as usize] = count(base);
    }
    bases
}

/// Compiles `words` with their frequencies: distinct, in the order of their bytes. Words that no
/// block contains are left out. `known` are further characters that shall have a code.
/// None if there are more than there is room for.
pub(super) fn compile(words: &[(&str, u64)], known: &[char]) -> Option<Compiled> {
    let alphabet = Alphabet::new(&ranked_chars(words, known));
    let trie = Trie::new(words, &alphabet);
    let (starts, list) = trie.children();
    let singles = 1 + usize::from(highest(&alphabet));
    let bases = place(&trie, &starts, &list, singles);
    let frequencies = distinct(words);
    let slot_count = 1 + bases.iter().max().map_or(0, |&b| b as usize) + singles;
    if slot_count > MAX_SLOTS || frequencies.len() as u64 > FREQUENCY_MASK {
        return None;
    }
    let mut nodes = vec![EMPTY; slot_count];
    let mut pairs = vec![0_u64; PAIR_BITS / 64];
    let mut words_by_slot = Vec::new();
    for node in 1..trie.codes.len() {
        let (code, parent) = (trie.codes[node], trie.parents[node] as usize);
        let slot = bases[parent] as usize + usize::from(code);
        let label = if parent == 0 { LABEL_MASK } else { code.into() };
        let mut value = label << LABEL_SHIFT | u64::from(bases[node]) << BASE_SHIFT;
        for &child in &list[starts[node] as usize..starts[node + 1] as usize] {
            value |= 1 << (trie.codes[child as usize] % FILTER_BITS);
        }
        if let Some(word) = (trie.words[node] as usize).checked_sub(1) {
            let place = frequencies[1..].partition_point(|&f| f > words[word].1) + 1;
            value |= (place as u64 & FREQUENCY_MASK) << FREQUENCY_SHIFT;
            words_by_slot.push((slot, word));
        }
        if parent != 0 && trie.parents[parent] == 0 {
            let bit = pair_bit(trie.codes[parent], code);
            pairs[bit / 64] |= 1 << (bit % 64);
        }
        nodes[slot] = value;
    }
    words_by_slot.sort_unstable();
    let mut compiled = Compiled {
        alphabet,
        nodes,
        pairs,
        frequencies,
        ids: Vec::new(),
        text: String::new(),
        starts: vec![0],
    };
    compiled.list(words, &words_by_slot);
    Some(compiled)
}

impl Compiled {
    /// Numbers the words in the order of their slots.
    fn list(&mut self, words: &[(&str, u64)], by_slot: &[(usize, usize)]) {
        self.ids = vec![0; self.nodes.len().div_ceil(32)];
        for &(slot, word) in by_slot {
            self.ids[slot / 32] |= 1 << (slot % 32);
            self.text.push_str(words[word].0);
            self.starts.push(count(self.text.len()));
        }
        let mut before = 0;
        for group in &mut self.ids {
            let words = u64::from(group.count_ones());
            *group |= before << 32;
            before += words;
        }
    }
}

/// All characters, the most frequent first.
fn ranked_chars(words: &[(&str, u64)], known: &[char]) -> Vec<char> {
    let mut weights = std::collections::BTreeMap::new();
    for &(word, frequency) in words {
        for c in word.chars() {
            *weights.entry(c).or_insert(0) += frequency + 1;
        }
    }
    for &c in known {
        weights.entry(c).or_insert(0);
    }
    let mut ranked: Vec<char> = weights.keys().copied().collect();
    ranked.sort_by_key(|c| std::cmp::Reverse(weights[c]));
    ranked
}

/// The highest code that a character has.
fn highest(alphabet: &Alphabet) -> u16 {
    let above = alphabet.above.iter().map(|&(_, code)| code);
    let codes = alphabet.table.iter().copied().chain(above);
    codes.filter(|&code| code != OUTSIDE).max().unwrap_or(0)
}

/// The distinct frequencies, falling, behind one that stands for none.
fn distinct(words: &[(&str, u64)]) -> Vec<u64> {
    let mut frequencies: Vec<u64> = words.iter().map(|&(_, frequency)| frequency).collect();
    frequencies.sort_unstable_by(|a, b| b.cmp(a));
    frequencies.dedup();
    frequencies.insert(0, 0);
    frequencies
}

/// A number of nodes, slots or bytes; none of them comes near the limit.
fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
