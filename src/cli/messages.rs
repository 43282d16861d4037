//! Owns what is said: warnings and errors on standard error, results on standard output.

use std::fmt::Write as _;
use std::io::{ErrorKind, Write};

use tifa::Error;
use tifa::corpus::Skipped;
use tifa::report::Summary;

use super::cells::pad;

/// More skipped inputs than this are counted, not listed.
const LISTED: usize = 20;

/// Writes to standard error. That nobody reads it is no failure.
fn say(text: &str) {
    drop(
        std::io::stderr()
            .lock()
            .write_all(printable(text).as_bytes()),
    );
}

/// Writes text for people to standard output; see [`write`].
pub(super) fn print(text: &str) -> tifa::Result<()> {
    write(printable(text).as_bytes())
}

/// Writes to standard output as it is. That the reader has seen enough is no failure.
pub(super) fn write(bytes: &[u8]) -> tifa::Result<()> {
    let mut out = std::io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Err(source) if source.kind() != ErrorKind::BrokenPipe => Err(Error::Write {
            path: "standard output".into(),
            source,
        }),
        _ => Ok(()),
    }
}

/// File names and phrases may hold anything; a terminal must not obey them.
fn printable(text: &str) -> String {
    text.chars()
        .fold(String::with_capacity(text.len()), |mut out, c| {
            if c.is_control() && c != '\n' {
                let _ = write!(out, "{}", c.escape_default());
            } else {
                out.push(c);
            }
            out
        })
}

/// What went wrong; the words of an error hold those of its cause.
pub(super) fn error(error: &Error) {
    say(&format!("tifa: {error}\n"));
}

/// What is worth knowing and no fault.
pub(super) fn note(text: &str) {
    say(&format!("tifa: {text}\n"));
}

pub(super) fn warnings(warnings: &[String]) {
    for warning in warnings.iter().take(LISTED) {
        say(&format!("tifa: warning: {warning}\n"));
    }
    if warnings.len() > LISTED {
        say(&format!(
            "tifa: … and {} more warnings\n",
            warnings.len() - LISTED
        ));
    }
}

/// `1 hit`, `7 hits`.
pub(super) fn number_of(number: usize, one: &str, many: &str) -> String {
    match number {
        1 => format!("1 {one}"),
        number => format!("{number} {many}"),
    }
}

/// Where skipped inputs are that are not listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rest {
    /// In a table of the report.
    InReport,
    /// In no file.
    Nowhere,
}

pub(super) fn skipped(skipped: &[Skipped], rest: Rest) {
    for skipped in skipped.iter().take(LISTED) {
        let line = if skipped.line > 0 {
            format!(":{}", skipped.line)
        } else {
            String::new()
        };
        say(&format!(
            "tifa: {} {}{line}: {}\n",
            skipped.extent.name(),
            skipped.path,
            skipped.reason
        ));
    }
    if skipped.len() > LISTED {
        let place = match rest {
            Rest::InReport => "; all are in skipped.csv",
            Rest::Nowhere => "",
        };
        say(&format!(
            "tifa: … and {} more{place}\n",
            skipped.len() - LISTED
        ));
    }
}

/// What a report comes to, in words.
pub(super) fn summary(summary: &Summary) -> tifa::Result<()> {
    let mut text = counted(summary);
    if let Some((_, most)) = summary.top_phrases.first() {
        text.push_str("most frequent:\n");
        for (phrase, count) in &summary.top_phrases {
            text.push_str(&bar_line(phrase, *count, *most));
        }
    } else {
        text.push_str("no phrase of the lexicon occurs\n");
    }
    dates(summary, &mut text);
    let _ = writeln!(text, "report: {}", summary.out.display());
    print(&text)
}

fn counted(summary: &Summary) -> String {
    format!(
        "documents: {}, Han characters: {}, tokens: {}, hits: {}{}\n",
        summary.documents,
        summary.chars,
        summary.tokens,
        summary.hits,
        if summary.skipped.is_empty() {
            String::new()
        } else {
            format!(", skipped or read in part: {}", summary.skipped.len())
        },
    ) + &left_out(summary)
}

/// What is in no count though it was read.
fn left_out(summary: &Summary) -> String {
    let mut text = String::new();
    if summary.left_out > 0 {
        let _ = writeln!(
            text,
            "left out as copies of other documents: {} (duplicates.csv names them, --duplicates keep counts them)",
            summary.left_out
        );
    }
    if summary.hits_apart > 0 {
        let _ = writeln!(
            text,
            "hits in title lines and outlines, in no count: {}",
            summary.hits_apart
        );
    }
    text
}

fn dates(summary: &Summary, text: &mut String) {
    if summary.undated > 0 {
        let _ = writeln!(
            text,
            "documents without a year, in no table by year: {}",
            summary.undated
        );
    }
    if let Some((first, number)) = &summary.unreadable_dates {
        let _ = writeln!(
            text,
            "dates that cannot be read: {number}, the first {first}"
        );
    }
}

/// A phrase, its count, and a bar of up to 30 cells.
fn bar_line(phrase: &str, count: u64, most: u64) -> String {
    let cells = usize::try_from((count * 30).div_ceil(most.max(1))).unwrap_or(30);
    format!("  {}{count:>8} {}\n", pad(phrase, 44), "█".repeat(cells))
}

/// What a comparison comes to, in words; `findings` are its own.
pub(super) fn comparison(summary: &Summary, findings: &str) -> tifa::Result<()> {
    let mut text = counted(summary);
    text.push_str(findings);
    dates(summary, &mut text);
    let _ = writeln!(text, "comparison: {}", summary.out.display());
    print(&text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terminals_are_not_given_orders() {
        assert_eq!(printable("a\u{1b}[31m\nb"), "a\\u{1b}[31m\nb");
    }

    #[test]
    fn bars_are_at_most_thirty_cells() {
        assert_eq!(bar_line("四个意识", 30, 30).matches('█').count(), 30);
        assert_eq!(bar_line("四个意识", 1, 3000).matches('█').count(), 1);
    }
}
