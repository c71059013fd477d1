//! Real threads under a watchdog that turns a hang into a failure, and properties whose seed is
//! printed.

use parallel_playground::ipc::testing::HostWords;
use proptest::test_runner::{Config, RngSeed};
use std::hash::{BuildHasher, RandomState};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

/// Far longer than any test here takes.
const WATCHDOG: Duration = Duration::from_secs(60);

/// Runs `body` in a thread, and fails if it does not end within a minute.
pub fn watched<T: Send + 'static>(body: impl FnOnce() -> T + Send + 'static) -> T {
    let (done, wait) = mpsc::channel();
    let runner = thread::spawn(move || {
        let result = body();
        // The receiver is gone only if the watchdog has fired.
        let _ = done.send(());
        result
    });
    // A disconnected channel means that the body has panicked; joining gives the panic.
    assert!(wait.recv_timeout(WATCHDOG) != Err(mpsc::RecvTimeoutError::Timeout), "hangs");
    runner.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
}

/// Returns once at least `n_agents` agents are parked.
pub fn until_asleep(words: &HostWords, n_agents: usize) {
    while words.n_asleep() < n_agents {
        thread::yield_now();
    }
}

/// A configuration of `cases` cases. A failure prints the seed; `PROPTEST_RNG_SEED=n cargo test`
/// repeats it.
pub fn seeded(cases: u32) -> Config {
    // Miri is some thousand times slower.
    let cases = if cfg!(miri) { 1 } else { cases };
    let mut config = Config { cases, failure_persistence: None, ..Config::default() };
    let seed = match config.rng_seed {
        RngSeed::Fixed(seed) => seed,
        RngSeed::Random => RandomState::new().hash_one(0),
    };
    config.rng_seed = RngSeed::Fixed(seed);
    eprintln!("PROPTEST_RNG_SEED={seed}");
    config
}
