//! Packed files.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| tifa_fuzz::checks::archives(bytes));
