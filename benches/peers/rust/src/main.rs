//! Runs one Rust crate on one file and prints one row; `../contest.py` starts it.
//!
//! `tifa-peers segment ENGINE TEXT hmm|plain`, `tifa-peers phrases ENGINE TEXT PHRASES`.

mod measure;
mod phrases;
mod segment;

use std::error::Error;
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done: Result<(), Box<dyn Error>> = match arguments[..] {
        ["segment", engine, text, hmm] => segment::contest(engine, text, hmm == "hmm"),
        ["phrases", engine, text, list] => phrases::contest(engine, text, list),
        _ => Err("see the head of main.rs for the arguments".into()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
