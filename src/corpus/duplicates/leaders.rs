//! Owns the search for the kept document that another is similar to, without comparing all pairs.

use rustc_hash::FxHashMap;

use super::fingerprint::{BANDS, Fingerprint, mix};

/// Kept documents on one shelf; what finds it full goes on to a shelf that fewer share.
///
/// Texts of one template share keys without being similar. Without a bound each of them would be
/// compared with all before it.
const SHELF: usize = 16;

/// The documents kept so far, on shelves by the keys they share with others.
pub(super) struct Leaders<'a> {
    comparison: Comparison<'a>,
    /// For each document: the bands in which others have the same key.
    shared: Vec<Vec<u8>>,
    shelves: FxHashMap<u64, Vec<usize>>,
}

/// Compares documents, none twice.
struct Comparison<'a> {
    prints: &'a [&'a Fingerprint],
    least: f64,
    /// For each document: the last one that was compared with it.
    compared_with: Vec<usize>,
    #[cfg(test)]
    made: usize,
}

/// A kept document and how similar another is to it.
pub(super) type Likeness = (usize, f64);

impl<'a> Leaders<'a> {
    /// Prepares the search among `prints` for pairs of at least this similarity.
    pub(super) fn new(prints: &'a [&'a Fingerprint], least: f64) -> Self {
        let mut shared = vec![Vec::new(); prints.len()];
        for band in 0..BANDS {
            mark_shared(prints, band, &mut shared);
        }
        Self {
            comparison: Comparison {
                prints,
                least,
                compared_with: vec![usize::MAX; prints.len()],
                #[cfg(test)]
                made: 0,
            },
            shared,
            shelves: FxHashMap::default(),
        }
    }

    /// The kept document that `document` is most similar to, the earliest of equals; where there
    /// is none, `document` is kept. To be called once for each document, in order.
    pub(super) fn place(&mut self, document: usize) -> Option<Likeness> {
        let print = self.comparison.prints.get(document)?;
        let bands = self.shared.get_mut(document).map(std::mem::take)?;
        let mut best = None;
        let mut open = Vec::new();
        for band in bands {
            for name in shelf_names(print, usize::from(band)) {
                let shelf = self.shelves.get(&name).map_or(&[][..], Vec::as_slice);
                best = self.comparison.best(document, shelf, best);
                if shelf.len() < SHELF {
                    open.push(name);
                    break;
                }
            }
        }
        if best.is_none() {
            for name in open {
                self.shelves.entry(name).or_default().push(document);
            }
        }
        best
    }
}

/// Notes for each document whether another has the same key in `band`.
fn mark_shared(prints: &[&Fingerprint], band: usize, shared: &mut [Vec<u8>]) {
    let Ok(name) = u8::try_from(band) else { return };
    let mut sorted: Vec<(u32, usize)> = (0..)
        .zip(prints)
        .filter_map(|(document, print)| Some((*print.keys()?.get(band)?, document)))
        .collect();
    sorted.sort_unstable();
    for same in sorted
        .chunk_by(|a, b| a.0 == b.0)
        .filter(|same| same.len() > 1)
    {
        for &(_, document) in same {
            if let Some(bands) = shared.get_mut(document) {
                bands.push(name);
            }
        }
    }
}

/// The shelves of a document in `band`, from the one that most share: each asks for one more
/// equal key.
fn shelf_names(print: &Fingerprint, band: usize) -> impl Iterator<Item = u64> {
    let keys = print.keys().map_or(&[][..], |keys| keys.as_slice());
    let keys = keys.iter().cycle().skip(band).take(BANDS);
    keys.scan(band as u64, |name, &key| {
        *name = mix(name.rotate_left(32) ^ u64::from(key));
        Some(*name)
    })
}

impl Comparison<'_> {
    /// The most similar of `shelf` and `best` so far.
    fn best(
        &mut self,
        document: usize,
        shelf: &[usize],
        mut best: Option<Likeness>,
    ) -> Option<Likeness> {
        let print = self.prints.get(document)?;
        for &leader in shelf {
            let Some(last) = self.compared_with.get_mut(leader) else {
                continue;
            };
            if std::mem::replace(last, document) == document {
                continue;
            }
            #[cfg(test)]
            {
                self.made += 1;
            }
            let similarity = self
                .prints
                .get(leader)
                .and_then(|other| print.similarity(other, self.least));
            if let Some(similarity) = similarity {
                let is_better = best.is_none_or(|(earlier, greatest)| {
                    (greatest.total_cmp(&similarity))
                        .then(leader.cmp(&earlier))
                        .is_lt()
                });
                if is_better {
                    best = Some((leader, similarity));
                }
            }
        }
        best
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// So many texts of 300 characters, each with `replaced` of them other than in the template.
    fn family(texts: u64, replaced: u64) -> Vec<Fingerprint> {
        let han = |n: u64| char::from_u32(0x4E00 + u32::try_from(mix(n) % 6_000).unwrap()).unwrap();
        (0..texts)
            .map(|text| {
                let mut chars: Vec<char> = (0..300).map(han).collect();
                for n in 0..replaced {
                    let random = mix(1_000 + 100 * text + n);
                    chars[usize::try_from(random % 300).unwrap()] = han(random);
                }
                let text: String = chars.into_iter().collect();
                Fingerprint::of(std::iter::once(text.as_str()))
            })
            .collect()
    }

    /// How many of a family are kept, and the comparisons made for each text.
    fn kept_and_comparisons(family: &[Fingerprint]) -> (usize, usize) {
        let prints: Vec<&Fingerprint> = family.iter().collect();
        let mut leaders = Leaders::new(&prints, 0.9);
        let kept = (0..prints.len())
            .filter(|&document| leaders.place(document).is_none())
            .count();
        (kept, leaders.comparison.made / prints.len())
    }

    #[test]
    fn a_template_takes_linear_time() {
        let (kept, few) = kept_and_comparisons(&family(500, 8));
        assert!(kept > 450, "{kept}");
        let (_, many) = kept_and_comparisons(&family(2_000, 8));
        assert!(many < 2 * few && many < 1_000, "{few} {many}");
    }

    #[test]
    fn copies_of_one_text_are_found_however_many() {
        let (kept, comparisons) = kept_and_comparisons(&family(1_000, 1));
        assert!(kept < 10, "{kept}");
        assert!(comparisons < 20, "{comparisons}");
    }
}
