//! Owns text that stands in a page's description alone.

use super::super::zone::Zone;
use super::builder::Reading;
use crate::text::count_han;

/// Characters by which a description is looked for in the text.
const OPENING: usize = 15;

/// What the head describes at more length than the page tells: its text was left out, or a script
/// shows it.
pub(super) fn only_described(reading: &Reading, zones: &[Zone]) -> Option<String> {
    let described = reading.heads.description()?;
    let opening: String = described.chars().take(OPENING).collect();
    let has_sentence = described.contains(['。', '！', '？']);
    if !has_sentence || reading.text.contains(&opening) {
        return None;
    }
    let zone_chars = zones
        .iter()
        .filter_map(|zone| reading.text.get(zone.start..zone.end))
        .map(count_han)
        .sum();
    let told = count_han(&reading.text).saturating_sub(zone_chars);
    (count_han(described) > told).then(|| described.to_owned())
}
