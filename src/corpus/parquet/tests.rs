use std::sync::Arc;

use parquet::data_type::{ByteArray, ByteArrayType, Int32Type, Int64Type};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;

use super::super::record::Loss;
use super::*;

const SCHEMA: &str = "message m { REQUIRED BYTE_ARRAY id (UTF8); OPTIONAL BYTE_ARRAY text (UTF8); REQUIRED INT32 date (DATE); REQUIRED INT64 n; }";

/// A file with two groups of rows; every tenth row has no text.
fn file(schema: &str, rows: usize) -> Vec<u8> {
    let schema = Arc::new(parse_message_type(schema).unwrap());
    let properties = Arc::new(WriterProperties::builder().build());
    let mut writer = SerializedFileWriter::new(Vec::new(), schema, properties).unwrap();
    for group in 0..2 {
        let numbers: Vec<usize> = (group * rows..(group + 1) * rows).collect();
        let bytes =
            |prefix: &str, number: usize| ByteArray::from(format!("{prefix}{number}").into_bytes());
        let mut open = writer.next_row_group().unwrap();
        let ids: Vec<ByteArray> = numbers.iter().map(|&n| bytes("a", n)).collect();
        let mut column = open.next_column().unwrap().unwrap();
        column
            .typed::<ByteArrayType>()
            .write_batch(&ids, None, None)
            .unwrap();
        column.close().unwrap();
        let is_there = |n: &usize| n % 10 != 9;
        let levels: Vec<i16> = numbers.iter().map(|n| i16::from(is_there(n))).collect();
        let there = numbers.iter().filter(|n| is_there(n));
        let texts: Vec<ByteArray> = there.map(|&n| bytes("绿色发展", n)).collect();
        let mut column = open.next_column().unwrap().unwrap();
        column
            .typed::<ByteArrayType>()
            .write_batch(&texts, Some(&levels), None)
            .unwrap();
        column.close().unwrap();
        let mut column = open.next_column().unwrap().unwrap();
        column
            .typed::<Int32Type>()
            .write_batch(&vec![19_787; rows], None, None)
            .unwrap();
        column.close().unwrap();
        let mut column = open.next_column().unwrap().unwrap();
        column
            .typed::<Int64Type>()
            .write_batch(&vec![-3; rows], None, None)
            .unwrap();
        column.close().unwrap();
        open.close().unwrap();
    }
    writer.into_inner().unwrap()
}

fn read(bytes: Vec<u8>) -> Result<Vec<Result<Record, Problem>>, Problem> {
    ParquetRecords::new(bytes, FieldNames::default()).map(Iterator::collect)
}

fn reason(bytes: Vec<u8>) -> String {
    read(bytes).map_or_else(|problem| problem.reason, |_| String::new())
}

#[test]
fn rows_become_records() {
    let rows = read(file(SCHEMA, 100)).unwrap();
    assert_eq!(rows.len(), 200);
    let record = rows[101].as_ref().unwrap();
    assert_eq!(
        (record.line, record.id.as_deref(), record.date.as_deref()),
        (102, Some("a101"), Some("2024-03-05"))
    );
    assert_eq!(
        (record.text.as_str(), record.variables["n"].as_str()),
        ("绿色发展101", "-3")
    );
    for (index, row) in rows.iter().enumerate() {
        assert_eq!(row.is_err(), index % 10 == 9, "{index}");
    }
    let problem = rows[9].as_ref().unwrap_err();
    assert_eq!((problem.line, problem.loss), (10, Loss::Record));
    assert!(problem.reason.contains("is null"));
    assert!(read(file(SCHEMA, 0)).unwrap().is_empty());
}

#[test]
fn rows_without_text_are_named_up_to_a_limit() {
    let rows = read(file(SCHEMA, 10_000)).unwrap();
    let problems: Vec<&Problem> = rows.iter().filter_map(|row| row.as_ref().err()).collect();
    assert_eq!(problems.len(), 1001);
    assert!(problems[1000].reason.contains("in 1000 further rows"));
    assert_eq!(rows.len(), 18_000 + 1001);
}

#[test]
fn files_without_text_are_named() {
    let other = reason(file(&SCHEMA.replace("text", "正文"), 1));
    assert!(
        other.contains("there are: id, 正文, date, n; name the one"),
        "{other}"
    );
    let bytes = reason(file(&SCHEMA.replace("text (UTF8)", "text (BSON)"), 1));
    assert!(bytes.contains("does not hold text"), "{bytes}");
}

#[test]
fn damaged_files_are_named() {
    let good = file(SCHEMA, 20);
    let bomb = [
        &b"PAR1"[..],
        &[0x15, 2, 0x19, 0xfc, 255, 255, 255, 255, 7, 9, 0, 0, 0],
        b"PAR1",
    ];
    let deep: Vec<u8> = std::iter::once(0x29)
        .chain([0xfc, 0xa0, 0x1f])
        .chain([0x48, 1, b'a', 0x15, 2, 0].repeat(4000))
        .chain([0])
        .collect();
    let deep_length = u32::try_from(deep.len()).unwrap().to_le_bytes();
    for (bytes, word) in [
        (b"PAR1PAR1".to_vec(), "its end is missing"),
        (b"".to_vec(), "not a Parquet file"),
        (good[..good.len() - 40].to_vec(), "its end is missing"),
        (bomb.concat(), "footer"),
        (
            [b"PAR1", deep.as_slice(), &deep_length, b"PAR1"].concat(),
            "nested too deep",
        ),
        ([&good[..good.len() - 4], b"PARE"].concat(), "encrypted"),
    ] {
        let found = reason(bytes);
        assert!(found.contains(word), "{word}: {found}");
    }
}

#[test]
fn damaged_bytes_never_panic() {
    let good = file(SCHEMA, 12);
    let expected: Vec<String> = texts(&read(good.clone()).unwrap());
    let mut named = 0;
    for at in 0..good.len() {
        for change in [1_u8, 0x40, 0xff] {
            let mut bytes = good.clone();
            bytes[at] ^= change;
            match read(bytes) {
                Err(_) => named += 1,
                Ok(rows) if texts(&rows) != expected => {
                    named += usize::from(rows.iter().any(Result::is_err));
                }
                Ok(_) => {}
            }
        }
    }
    assert!(named > good.len());
}

fn texts(rows: &[Result<Record, Problem>]) -> Vec<String> {
    let records = rows.iter().filter_map(|row| row.as_ref().ok());
    records.map(|record| record.text.clone()).collect()
}
