//! Owns tables for reading and for spreadsheets.

use tifa::tables::RowWriter;

use super::cells::{pad, width};

/// Cells that are wider push the rest of their row to the right.
const WIDEST: usize = 32;

/// Rows for spreadsheets.
pub(super) fn csv(header: &[&str], rows: &[Vec<String>]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut writer = RowWriter::new(&mut bytes);
    writer.row(header.iter().copied());
    for row in rows {
        writer.row(row.iter().map(String::as_str));
    }
    bytes
}

/// Rows for reading.
pub(super) fn table(header: &[&str], rows: &[Vec<String>]) -> String {
    let widths: Vec<usize> = (0..header.len())
        .map(|column| {
            let cells = rows.iter().filter_map(|row| row.get(column));
            let widest = cells.map(|cell| width(cell)).max().unwrap_or(0);
            widest.clamp(width(header[column]), WIDEST)
        })
        .collect();
    let mut text = line(header.iter().copied(), &widths);
    for row in rows {
        text.push_str(&line(row.iter().map(String::as_str), &widths));
    }
    text
}

fn line<'a>(cells: impl Iterator<Item = &'a str>, widths: &[usize]) -> String {
    let padded: Vec<String> = cells
        .zip(widths)
        .map(|(cell, &width)| pad(cell, width))
        .collect();
    format!("{}\n", padded.join("  ").trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_stand_below_each_other() {
        let rows = vec![
            vec!["四个意识".to_owned(), "A".to_owned(), "x, y".to_owned()],
            vec!["四风".to_owned(), String::new(), String::new()],
        ];
        let header = ["phrase", "tier", "English"];
        assert_eq!(
            table(&header, &rows),
            "phrase    tier  English\n四个意识  A     x, y\n四风\n"
        );
        assert_eq!(
            csv(&header, &rows),
            "phrase,tier,English\n四个意识,A,\"x, y\"\n四风,,\n".as_bytes()
        );
    }
}
