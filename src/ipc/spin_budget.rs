//! How long an agent spins before it parks, learnt from the outcomes of its recent waits.
//!
//! Spinning pays while the other side runs at the same time on another core: the change then comes
//! within a microsecond, whereas parking and waking take ten or more. It does harm while the other
//! side needs this core: a woken thread is often placed on the core of the thread that woke it and
//! cannot start there until that one parks.
//!
//! So the budget stays full while spinning succeeds and shrinks fast when it fails. After many
//! short sleeps in a row there is a trial with a larger budget, long enough for the operating
//! system to move one of the two agents to an idle core.
//!
//! Source: Karlin, Li, Manasse and Owicki, "Empirical Studies of Competitive Spinning for a
//! Shared-Memory Multiprocessor", 1991.

/// Polls while spinning succeeds. A poll takes about 5 ns, so together they cost about as much as
/// parking and waking.
const FULL: u32 = 4000;
/// Polls of a trial. With back-off they take a few milliseconds.
const TRIAL: u32 = 20_000;
/// A sleep shorter than this, in milliseconds, was not worth its cost: the change was about to
/// come.
const SHORT_MS: f64 = 0.2;
/// Short sleeps in a row before the first trial. Each trial that fails doubles the number, up to
/// `MOST_PATIENCE`.
const PATIENCE: u32 = 32;
const MOST_PATIENCE: u32 = 4096;

/// What one agent has learnt about spinning.
///
/// ```
/// use ipc::spin_budget::SpinBudget;
/// let mut budget = SpinBudget::new();
/// let full = budget.polls();
/// budget.slept(30.0);
/// assert!(budget.polls() < full, "spinning did not help, and the sleep was long");
/// budget.succeeded();
/// assert_eq!(budget.polls(), full);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SpinBudget {
    polls: u32,
    short_sleeps: u32,
    patience: u32,
}

impl SpinBudget {
    /// The budget of an agent that has not waited yet.
    #[must_use]
    pub const fn new() -> Self {
        Self { polls: FULL, short_sleeps: 0, patience: PATIENCE }
    }

    /// The number of polls before parking.
    #[must_use]
    pub const fn polls(self) -> u32 {
        self.polls
    }

    /// Records that a poll saw the change.
    pub fn succeeded(&mut self) {
        *self = Self::new();
    }

    /// Records that no poll saw the change and that the sleep which followed took `ms`
    /// milliseconds.
    pub fn slept(&mut self, ms: f64) {
        if self.polls > FULL {
            self.patience = (self.patience * 2).min(MOST_PATIENCE);
        }
        self.polls = if self.polls > FULL { 0 } else { self.polls / 4 };
        self.short_sleeps = if ms < SHORT_MS { self.short_sleeps + 1 } else { 0 };
        if self.short_sleeps >= self.patience {
            self.short_sleeps = 0;
            self.polls = TRIAL;
        }
    }
}

impl Default for SpinBudget {
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
    fn the_budget_falls_to_zero_while_spinning_fails() {
        let mut budget = SpinBudget::new();
        for _ in 0..10 {
            budget.slept(LATE_MS);
        }
        assert_eq!(budget.polls(), 0);
    }

    #[test]
    fn two_failures_between_successes_do_not_end_spinning() {
        let mut budget = SpinBudget::new();
        for _ in 0..10 {
            budget.slept(SOON_MS);
            budget.slept(SOON_MS);
            assert!(budget.polls() > 0);
            budget.succeeded();
            assert_eq!(budget.polls(), FULL);
        }
    }

    #[test]
    fn short_sleeps_in_a_row_start_a_trial_and_a_failed_trial_doubles_their_number() {
        let sleeps_before_trial = |budget: &mut SpinBudget| {
            (0..=2 * MOST_PATIENCE).find(|_| {
                budget.slept(SOON_MS);
                budget.polls() == TRIAL
            })
        };
        let mut budget = SpinBudget::new();
        assert_eq!(sleeps_before_trial(&mut budget), Some(PATIENCE - 1));
        assert_eq!(sleeps_before_trial(&mut budget), Some(2 * PATIENCE - 1));
        budget.succeeded();
        assert_eq!(sleeps_before_trial(&mut budget), Some(PATIENCE - 1));
    }

    #[test]
    fn a_long_sleep_now_and_then_prevents_trials() {
        let mut budget = SpinBudget::new();
        for i in 0..10 * MOST_PATIENCE {
            budget.slept(if i % 8 == 0 { LATE_MS } else { SOON_MS });
            assert!(budget.polls() <= FULL);
        }
    }
}
