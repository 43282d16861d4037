//! Owns what a column's values mean, and values as text: dates as days, numbers as written.

use jiff::civil::{Date, DateTime};
use jiff::{SignedDuration, Timestamp, tz::Offset};
use parquet::basic::{ConvertedType, LogicalType, TimeUnit, Type};
use parquet::data_type::ByteArray;
use parquet::schema::types::ColumnDescriptor;

/// Days from the start of the Julian calendar to 1970.
const JULIAN_1970: i64 = 2_440_588;

/// Hours by which times in UTC are shown: a day that begins at midnight in China stays that day,
/// and so does one that begins at midnight in UTC.
const CHINA: i8 = 8;

/// One value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Cell {
    /// None, or nothing that could be shown.
    Null,
    Text(String),
    /// Bytes that are not UTF-8.
    Broken,
}

/// What the values of a column mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meaning {
    Text,
    Truth,
    Integer,
    Unsigned,
    /// A number with this many digits behind the point.
    Decimal(u8),
    Float,
    Day,
    /// So many per second, in UTC.
    Instant(i64),
    /// So many per second, at an unknown place.
    Clock(i64),
    /// Nanoseconds of a day and its number, in twelve bytes.
    Julian,
}

impl Meaning {
    /// The meaning of a column; `None` for lists, binary values and what is not known.
    pub(super) fn of(column: &ColumnDescriptor) -> Option<Self> {
        match column.physical_type() {
            Type::BOOLEAN => Some(Self::Truth),
            Type::FLOAT | Type::DOUBLE => Some(Self::Float),
            Type::INT96 => Some(Self::Julian),
            Type::INT32 | Type::INT64 => Self::of_integer(column),
            Type::BYTE_ARRAY => Self::of_bytes(column),
            Type::FIXED_LEN_BYTE_ARRAY => None,
        }
    }

    fn of_bytes(column: &ColumnDescriptor) -> Option<Self> {
        match (column.logical_type_ref(), column.converted_type()) {
            (Some(LogicalType::String | LogicalType::Enum | LogicalType::Json), _)
            | (
                None,
                ConvertedType::UTF8
                | ConvertedType::ENUM
                | ConvertedType::JSON
                | ConvertedType::NONE,
            ) => Some(Self::Text),
            _ => None,
        }
    }

    fn of_integer(column: &ColumnDescriptor) -> Option<Self> {
        let per_second = |unit| match unit {
            TimeUnit::MILLIS => 1_000,
            TimeUnit::MICROS => 1_000_000,
            TimeUnit::NANOS => 1_000_000_000,
        };
        let scale = || u8::try_from(column.type_scale()).ok().map(Self::Decimal);
        match (column.logical_type_ref(), column.converted_type()) {
            (Some(LogicalType::Date), _) | (None, ConvertedType::DATE) => Some(Self::Day),
            (Some(LogicalType::Timestamp(kind)), _) if kind.is_adjusted_to_u_t_c => {
                Some(Self::Instant(per_second(kind.unit)))
            }
            (Some(LogicalType::Timestamp(kind)), _) => Some(Self::Clock(per_second(kind.unit))),
            (None, ConvertedType::TIMESTAMP_MILLIS) => Some(Self::Instant(1_000)),
            (None, ConvertedType::TIMESTAMP_MICROS) => Some(Self::Instant(1_000_000)),
            (Some(LogicalType::Decimal(_)), _) | (None, ConvertedType::DECIMAL) => scale(),
            (Some(LogicalType::Integer(kind)), _) if !kind.is_signed => Some(Self::Unsigned),
            (
                None,
                ConvertedType::UINT_8
                | ConvertedType::UINT_16
                | ConvertedType::UINT_32
                | ConvertedType::UINT_64,
            ) => Some(Self::Unsigned),
            (Some(LogicalType::Time(_)), _)
            | (None, ConvertedType::TIME_MILLIS | ConvertedType::TIME_MICROS) => None,
            _ => Some(Self::Integer),
        }
    }

    /// A whole number of 32 bits.
    pub(super) fn narrow(self, value: i32) -> Cell {
        if self == Self::Unsigned {
            Cell::Text(value.cast_unsigned().to_string())
        } else {
            self.wide(i64::from(value))
        }
    }

    /// A whole number of 64 bits.
    pub(super) fn wide(self, value: i64) -> Cell {
        let shown = match self {
            Self::Unsigned => Some(value.cast_unsigned().to_string()),
            Self::Decimal(scale) => Some(decimal(value, usize::from(scale))),
            Self::Day => day(value),
            Self::Instant(per_second) => instant(value, per_second),
            Self::Clock(per_second) => clock(value, per_second),
            _ => Some(value.to_string()),
        };
        shown.map_or(Cell::Null, Cell::Text)
    }
}

/// The text of bytes.
pub(super) fn text(value: &ByteArray) -> Cell {
    match value.as_utf8() {
        Ok(text) => Cell::Text(text.to_owned()),
        Err(_) => Cell::Broken,
    }
}

/// A number with a fraction, nothing for one that is none.
pub(super) fn float(value: impl Into<f64> + std::fmt::Display + Copy) -> Cell {
    if value.into().is_finite() {
        Cell::Text(value.to_string())
    } else {
        Cell::Null
    }
}

/// Nanoseconds of a day (low half first) and the day's number.
pub(super) fn julian(value: &[u32]) -> Cell {
    let shown = match value {
        [low, high, day] => {
            let nanoseconds = (i64::from(*high) << 32) | i64::from(*low);
            let seconds = (i64::from(*day) - JULIAN_1970)
                .checked_mul(86_400)
                .and_then(|seconds| seconds.checked_add(nanoseconds / 1_000_000_000));
            seconds.and_then(|seconds| clock(seconds, 1))
        }
        _ => None,
    };
    shown.map_or(Cell::Null, Cell::Text)
}

fn day(days: i64) -> Option<String> {
    let since = SignedDuration::from_hours(days.checked_mul(24)?);
    let date = Date::constant(1970, 1, 1).checked_add(since).ok()?;
    Some(date.to_string())
}

fn timestamp(value: i64, per_second: i64) -> Option<Timestamp> {
    Timestamp::from_second(value.div_euclid(per_second)).ok()
}

fn clock(value: i64, per_second: i64) -> Option<String> {
    let time: DateTime = Offset::UTC.to_datetime(timestamp(value, per_second)?);
    Some(time.to_string())
}

fn instant(value: i64, per_second: i64) -> Option<String> {
    let time = Offset::constant(CHINA).to_datetime(timestamp(value, per_second)?);
    Some(format!("{time}+0{CHINA}:00"))
}

fn decimal(value: i64, scale: usize) -> String {
    let sign = if value < 0 { "-" } else { "" };
    let digits = format!("{:0width$}", value.unsigned_abs(), width = scale + 1);
    let (whole, fraction) = digits.split_at(digits.len() - scale);
    if scale == 0 {
        format!("{sign}{whole}")
    } else {
        format!("{sign}{whole}.{fraction}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(cell: Cell) -> String {
        match cell {
            Cell::Text(text) => text,
            other => format!("{other:?}"),
        }
    }

    #[test]
    fn days_stay_days_and_numbers_are_as_written() {
        assert_eq!(shown(Meaning::Day.narrow(19_787)), "2024-03-05");
        assert_eq!(shown(Meaning::Day.narrow(-1)), "1969-12-31");
        assert_eq!(shown(Meaning::Day.narrow(i32::MAX)), "Null");
        assert_eq!(
            shown(Meaning::Clock(1000).wide(1_709_596_800_000)),
            "2024-03-05T00:00:00"
        );
        assert_eq!(
            shown(Meaning::Instant(1).wide(1_704_038_400)),
            "2024-01-01T00:00:00+08:00"
        );
        assert_eq!(shown(Meaning::Instant(1).wide(i64::MIN)), "Null");
        assert_eq!(shown(Meaning::Unsigned.narrow(-1)), "4294967295");
        assert_eq!(shown(Meaning::Decimal(2).wide(-5)), "-0.05");
        assert_eq!(shown(Meaning::Decimal(0).wide(2024)), "2024");
        assert_eq!(shown(float(2019.0_f64)), "2019");
        assert_eq!(shown(float(f32::NAN)), "Null");
        assert_eq!(shown(julian(&[0, 0, 2_460_375])), "2024-03-05T00:00:00");
        assert_eq!(shown(julian(&[u32::MAX; 3])), "Null");
    }
}
