//! The matrix product, producers and consumers, and the scheduling lab, on the threads of this
//! machine: the same code as in the browser, without it.
//!
//! What is computed is checked before anything is said of it. The exit code is 0 if the answer is
//! right, 1 if it is wrong or there is none, and 2 if an argument is refused.

#![cfg_attr(target_family = "wasm", no_main)]
#![cfg(not(target_family = "wasm"))]

mod gantt;
mod product;
mod queue;
mod schedule;
mod screen;

use clap::{Parser, Subcommand};
use screen::Screen;
use std::error::Error;
use std::process::ExitCode;
use std::thread;

#[derive(Parser)]
#[command(version, about = env!("CARGO_PKG_DESCRIPTION"))]
struct Arguments {
    /// Draw no bars and use no colours, as when there is no terminal.
    #[arg(long, global = true)]
    plain: bool,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Multiply two matrices, on one thread and on several.
    Product(product::Arguments),
    /// Send messages from producers to consumers through a bounded queue.
    Queue(queue::Arguments),
    /// Hand tasks to workers by each policy, simulated and for real.
    Schedule(schedule::Arguments),
}

fn main() -> ExitCode {
    let Arguments { plain, command } = Arguments::parse();
    let screen = Screen::new(plain);
    match run(&command, &screen) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("terminal: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: &Command, screen: &Screen) -> Result<(), Box<dyn Error>> {
    let answer = match command {
        Command::Product(arguments) => product::run(arguments, screen)?,
        Command::Queue(arguments) => queue::run(arguments, screen)?,
        Command::Schedule(arguments) => schedule::run(arguments, screen)?,
    };
    screen.say(format_args!("answer    right: {answer}"))?;
    Ok(())
}

/// The number of threads that this machine runs at once.
fn cores() -> u32 {
    thread::available_parallelism().map_or(1, |n| n.get() as u32)
}
