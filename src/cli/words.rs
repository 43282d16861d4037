//! Owns words that the user gives to the tokenizer: a file in jieba's own format, or the phrases.

use std::path::Path;

use tifa::Error;
use tifa::lexicon::Lexicon;
use tifa::segment::UserWord;
use tifa::text::is_han;

/// The words in a file: one per line, with a frequency and a tag (which is not used) if there are any.
pub(super) fn of_file(path: &Path) -> tifa::Result<Vec<UserWord>> {
    let content = std::fs::read_to_string(path).map_err(|source| Error::Read {
        path: path.to_path_buf(),
        source,
    })?;
    let lines = content.trim_start_matches('\u{feff}').lines().zip(1..);
    lines
        .filter_map(|(line, number)| Some((line.split_whitespace().next()?, line, number)))
        .map(|(word, line, number)| {
            let frequency = frequency(line).map_err(|found| Error::Metadata {
                path: path.to_path_buf(),
                line: number,
                message: format!(
                    "{found:?} is no frequency; a line is a word, or a word and a whole number, separated by a space"
                ),
            })?;
            Ok(UserWord {
                text: word.to_owned(),
                frequency,
            })
        })
        .collect()
}

/// The number behind the word, if there is one; a tag may stand there instead, as in jieba.
fn frequency(line: &str) -> Result<Option<u64>, &str> {
    let is_tag = |text: &str| text.chars().all(|c| c.is_ascii_alphabetic());
    match line.split_whitespace().nth(1) {
        None => Ok(None),
        Some(tag) if is_tag(tag) => Ok(None),
        Some(number) => match number.parse() {
            Ok(frequency) if frequency <= UserWord::MOST_FREQUENT => Ok(Some(frequency)),
            _ => Err(number),
        },
    }
}

/// The phrases of `lexicon` that are Han characters alone.
pub(super) fn of_lexicon(lexicon: &Lexicon) -> Vec<UserWord> {
    let texts = lexicon.entries().iter().map(|entry| &entry.text);
    texts
        .filter(|text| text.chars().all(is_han))
        .map(|text| UserWord {
            text: text.clone(),
            frequency: None,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_a_word_with_or_without_a_frequency() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("words.txt");
        std::fs::write(&path, "\u{feff}把心贴近百姓 20 n\n\n中国梦 nz\n两山论\n").unwrap();
        let words = of_file(&path).unwrap();
        let words: Vec<(&str, Option<u64>)> = words
            .iter()
            .map(|word| (word.text.as_str(), word.frequency))
            .collect();
        let expected = [
            ("把心贴近百姓", Some(20)),
            ("中国梦", None),
            ("两山论", None),
        ];
        assert_eq!(words, expected);
        std::fs::write(&path, "中国梦\n两山论 2.5\n").unwrap();
        let message = of_file(&path).unwrap_err().to_string();
        assert!(
            message.contains("words.txt:2: \"2.5\" is no frequency"),
            "{message}"
        );
    }
}
