//! Owns tables for reading and for spreadsheets.

use tifa::tables::RowWriter;

use super::cells::{blanks, pad, width};

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

/// On which side of its column a cell stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    /// As text does.
    Left,
    /// As numbers do.
    Right,
}

/// Rows for reading, text in all columns.
pub(super) fn table(header: &[&str], rows: &[Vec<String>]) -> String {
    aligned(header, &[], rows)
}

/// Rows for reading; columns without a side are text.
pub(super) fn aligned(header: &[&str], sides: &[Side], rows: &[Vec<String>]) -> String {
    let widths = widths(header, rows);
    let mut text = line(header.iter().copied(), sides, &widths);
    for row in rows {
        text.push_str(&line(row.iter().map(String::as_str), sides, &widths));
    }
    text
}

fn widths(header: &[&str], rows: &[Vec<String>]) -> Vec<usize> {
    let widest = |column: usize| {
        let cells = rows.iter().filter_map(|row| row.get(column));
        let widest = cells.map(|cell| width(cell)).max().unwrap_or(0);
        let least = width(header[column]);
        widest.clamp(least, WIDEST.max(least))
    };
    (0..header.len()).map(widest).collect()
}

fn line<'a>(cells: impl Iterator<Item = &'a str>, sides: &[Side], widths: &[usize]) -> String {
    let sides = sides.iter().copied().chain(std::iter::repeat(Side::Left));
    let padded: Vec<String> = cells
        .zip(widths)
        .zip(sides)
        .map(|((cell, &width), side)| match side {
            Side::Left => pad(cell, width),
            Side::Right => format!("{}{cell}", blanks(cell, width)),
        })
        .collect();
    format!("{}\n", padded.join("  ").trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_stand_at_the_right() {
        let rows = vec![vec!["意识".to_owned(), "7".to_owned()]];
        assert_eq!(
            aligned(&["token", "count"], &[Side::Left, Side::Right], &rows),
            "token  count\n意识       7\n"
        );
    }

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
