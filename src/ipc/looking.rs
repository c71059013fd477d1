//! How long an agent looks on before it goes to sleep: learnt from how its last waits went.
//!
//! Looking is worth it while the other side runs at the same time, on a core of its own: the answer comes within a microsecond,
//! where sleeping and waking take ten and more. It is worse than nothing while the other side has to wait for this core — and
//! whoever is woken is often put on the core of the one who woke it, where it cannot begin before that one sleeps.
//!
//! So what succeeds is kept up, what fails is soon given up, and after many waits that were over soon it is tried again, longer:
//! until the system moves one of the two to a core that is idle.
//!
//! Source: Karlin, Li, Manasse and Owicki, "Empirical Studies of Competitive Spinning for a Shared-Memory Multiprocessor", 1991.

/// Looks while looking succeeds: a look takes some 5 ns, so about what sleeping and waking cost.
const MOST: u32 = 4000;
/// Looks of a trial: some milliseconds, in which the system may see that two want the same core.
const TRIAL: u32 = 20_000;
/// A sleep below this many milliseconds was in vain: whoever woke this agent was about to.
const SHORT_MS: f64 = 0.2;
/// Short sleeps in a row before a trial, at first; each that fails doubles it.
const PATIENCE: u32 = 32;
const MOST_PATIENCE: u32 = 4096;

/// What one agent knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Looking {
    looks: u32,
    short_sleeps: u32,
    patience: u32,
}

impl Looking {
    /// Nothing is known yet.
    #[must_use]
    pub const fn new() -> Self {
        Self { looks: MOST, short_sleeps: 0, patience: PATIENCE }
    }

    /// How often to look before the next sleep.
    #[must_use]
    pub const fn looks(self) -> u32 {
        self.looks
    }

    /// A look found what was waited for.
    pub fn found(&mut self) {
        *self = Self::new();
    }

    /// All looks were in vain, and the sleep that followed took so long.
    pub fn slept(&mut self, ms: f64) {
        if self.looks > MOST {
            self.patience = (self.patience * 2).min(MOST_PATIENCE);
        }
        self.looks = if self.looks > MOST { 0 } else { self.looks / 4 };
        self.short_sleeps = if ms < SHORT_MS { self.short_sleeps + 1 } else { 0 };
        if self.short_sleeps >= self.patience {
            self.short_sleeps = 0;
            self.looks = TRIAL;
        }
    }
}

impl Default for Looking {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOON_MS: f64 = SHORT_MS / 2.0;
    const LATE_MS: f64 = SHORT_MS * 2.0;

    #[test]
    fn what_fails_is_given_up() {
        let mut looking = Looking::new();
        for _ in 0..10 {
            looking.slept(LATE_MS);
        }
        assert_eq!(looking.looks(), 0);
    }

    #[test]
    fn what_succeeds_is_kept_up_over_a_failure_or_two() {
        let mut looking = Looking::new();
        for _ in 0..10 {
            looking.slept(SOON_MS);
            looking.slept(SOON_MS);
            assert!(looking.looks() > 0);
            looking.found();
            assert_eq!(looking.looks(), MOST);
        }
    }

    #[test]
    fn short_sleeps_in_a_row_are_a_reason_to_try_again_and_failures_to_wait_longer() {
        let sleeps_before_trial = |looking: &mut Looking| {
            (0..=2 * MOST_PATIENCE).find(|_| {
                looking.slept(SOON_MS);
                looking.looks() == TRIAL
            })
        };
        let mut looking = Looking::new();
        assert_eq!(sleeps_before_trial(&mut looking), Some(PATIENCE - 1));
        assert_eq!(sleeps_before_trial(&mut looking), Some(2 * PATIENCE - 1));
        looking.found();
        assert_eq!(sleeps_before_trial(&mut looking), Some(PATIENCE - 1));
    }

    #[test]
    fn long_sleeps_are_none() {
        let mut looking = Looking::new();
        for i in 0..10 * MOST_PATIENCE {
            looking.slept(if i % 8 == 0 { LATE_MS } else { SOON_MS });
            assert!(looking.looks() <= MOST);
        }
    }
}
