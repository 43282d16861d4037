//! The `tifa` program: parses arguments and hands over to [`cli`].

mod cli;

use std::process::ExitCode;

/// What one thread allocates is freed by another, which the C library's allocator is slow at: a
/// report on 121 MB of news took a quarter longer with it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    cli::main().into()
}
