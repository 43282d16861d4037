//! Owns segmentation: jieba-rs and charabia, line by line.

use std::error::Error;
use std::fs;

use charabia::Segment;
use crc32fast::Hasher;
use jieba_rs::Jieba;

use crate::measure::Run;

/// Cuts every line of the file `text` and prints the row.
pub fn contest(engine: &str, text: &str, hmm: bool) -> Result<(), Box<dyn Error>> {
    let text = fs::read_to_string(text)?;
    match engine {
        "jieba-rs" => {
            let cut = |jieba: &Jieba| text.lines().map(|line| jieba.cut(line, hmm).len()).sum();
            let (run, jieba, tokens) = Run::of(|| Ok::<_, Box<dyn Error>>(Jieba::new()), cut)?;
            let words = |line| jieba.cut(line, hmm).into_iter().map(|token| token.word);
            run.print(text.len(), tokens, tokens as u64, checksum(&text, words));
        }
        "charabia" => {
            let cut = |(): &()| text.lines().map(|line| line.segment_str().count()).sum();
            // Its dictionary is loaded at first use.
            let load = || match "新闻联播".segment_str().count() {
                0 => Err("charabia gives no tokens"),
                _ => Ok(()),
            };
            let (run, (), tokens) = Run::of(load, cut)?;
            let words = |line: &'static str| line.segment_str();
            let kept: &'static str = Box::leak(text.into_boxed_str());
            run.print(kept.len(), tokens, tokens as u64, checksum(kept, words));
        }
        _ => return Err(format!("no engine {engine}").into()),
    }
    Ok(())
}

/// CRC-32 of all tokens, each followed by a line end: equal where the tokens are.
fn checksum<'t, I>(text: &'t str, words: impl Fn(&'t str) -> I) -> u64
where
    I: Iterator<Item = &'t str>,
{
    let mut hasher = Hasher::new();
    for line in text.lines() {
        for word in words(line) {
            hasher.update(word.as_bytes());
            hasher.update(b"\n");
        }
    }
    u64::from(hasher.finalize())
}
