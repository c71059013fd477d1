//! Real threads under a watchdog that turns a hang into a failure, and properties whose seed is
//! printed.

use parallel_playground::ipc::testing::HostWords;
use proptest::test_runner::{Config, RngSeed};
use std::hash::{BuildHasher, RandomState};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

/// Far beyond what any test here needs.
const WATCHDOG: Duration = Duration::from_mins(1);

/// Runs `body` in a thread of its own, and fails if it does not end.
pub fn watched<T: Send + 'static>(body: impl FnOnce() -> T + Send + 'static) -> T {
    let (done, wait) = mpsc::channel();
    let runner = thread::spawn(move || {
        let result = body();
        // The receiver is gone only if the watchdog has barked.
        let _ = done.send(());
        result
    });
    // Disconnected: the body has panicked, and joining says why.
    assert!(wait.recv_timeout(WATCHDOG) != Err(mpsc::RecvTimeoutError::Timeout), "hangs");
    runner.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
}

/// Returns when so many agents are asleep.
pub fn until_asleep(words: &HostWords, n_agents: usize) {
    while words.n_asleep() < n_agents {
        thread::yield_now();
    }
}

/// So many cases. What fails prints the seed; `PROPTEST_RNG_SEED=n cargo test` repeats it.
pub fn seeded(cases: u32) -> Config {
    let mut config = Config { cases, failure_persistence: None, ..Config::default() };
    let seed = match config.rng_seed {
        RngSeed::Fixed(seed) => seed,
        RngSeed::Random => RandomState::new().hash_one(0),
    };
    config.rng_seed = RngSeed::Fixed(seed);
    eprintln!("PROPTEST_RNG_SEED={seed}");
    config
}
