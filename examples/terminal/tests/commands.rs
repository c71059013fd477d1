//! Each command with small sizes, without a terminal: it ends, its answer is right, and it says so.
#![cfg(not(target_family = "wasm"))]

use std::process::{Command, Output};

fn terminal(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_terminal")).args(arguments).output().unwrap()
}

/// What a run with a right answer prints.
fn printed(arguments: &[&str]) -> String {
    let Output { status, stdout, stderr } = terminal(arguments);
    let [stdout, stderr] = [stdout, stderr].map(|bytes| String::from_utf8(bytes).unwrap());
    assert_eq!(status.code(), Some(0), "{arguments:?}: {stdout}{stderr}");
    assert_eq!(stderr, "", "without a terminal there are no bars");
    assert!(!stdout.contains('\u{1b}'), "without a terminal there are no colours");
    stdout
}

#[test]
fn a_product_is_right_on_one_thread_and_on_several() {
    for algorithm in ["fast", "simd", "blocked", "naive"] {
        let arguments =
            ["product", "--size", "67", "--threads", "3", "--turns", "2", "--algorithm", algorithm];
        let text = printed(&arguments);
        assert!(text.contains(&format!("67×67×67, {algorithm} ")), "{text}");
        assert!(text.contains("speedup   "), "{text}");
        assert!(text.contains("answer    right: 4489 elements"), "{text}");
    }
    let alone = printed(&["product", "--size", "1", "--threads", "1", "--plain"]);
    assert!(!alone.contains("speedup") && alone.contains("answer    right: 1 elements"), "{alone}");
}

#[test]
fn all_items_come_out_of_the_queue_once_whoever_is_faster() {
    for (producers, consumers, maxsize, work_us) in
        [("1", "1", "1", "0"), ("3", "1", "4", "50"), ("2", "5", "65536", "0")]
    {
        let text = printed(&[
            "queue",
            "--producers",
            producers,
            "--consumers",
            consumers,
            "--items",
            "300",
            "--maxsize",
            maxsize,
            "--work-us",
            work_us,
        ]);
        let total = 300 * producers.parse::<u32>().unwrap();
        let answer = format!("answer    right: {total} items, each got once");
        assert!(text.contains(&answer), "{text}");
        if work_us == "50" {
            let waited = text.lines().filter(|line| line.contains(" times, "));
            assert!(waited.count() == 3 && !text.contains(" 0 times"), "producers wait: {text}");
        }
    }
}

#[test]
fn every_policy_is_simulated_run_and_drawn() {
    let arguments = ["schedule", "--tasks", "12", "--mean-ms", "1", "--threads", "3"];
    for load in ["spin", "sleep"] {
        let text = printed(&[&arguments[..], &["--load", load, "--chunk", "2"]].concat());
        for (_, policy) in schedule::policy::Name::ALL {
            let rows = text.lines().filter(|line| line.starts_with(&format!("{policy} ")));
            assert_eq!(rows.count(), 1, "{policy} has its figures: {text}");
            assert!(text.contains(&format!("\n{policy}, 0–")), "{policy} has its picture: {text}");
        }
        assert!(text.contains("answer    right: 9 policies, each ran 12 tasks once"), "{text}");
    }
    let one = printed(&[&arguments[..], &["--policy", "guided", "--seed", "7"]].concat());
    assert!(one.contains("answer    right: 1 policies") && !one.contains("chunk  "), "{one}");
}

#[test]
fn what_is_refused_is_named() {
    for (arguments, named) in [
        (&["product", "--size", "0"][..], "--size"),
        (&["product", "--algorithm", "strassen"], "--algorithm"),
        (&["queue", "--items", "1.5"], "--items"),
        (&["schedule", "--policy", "fastest"], "--policy"),
        (&["schedule", "--threads", "257"], "--threads"),
        (&["sort"], "sort"),
        (&[], "Usage"),
    ] {
        let Output { status, stdout, stderr } = terminal(arguments);
        let said = String::from_utf8(stderr).unwrap();
        assert_eq!((status.code(), stdout), (Some(2), Vec::new()), "{arguments:?}");
        assert!(said.contains(named), "{arguments:?}: {said}");
    }
}
