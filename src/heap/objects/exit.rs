//! The exit status of a process.

use crate::abi::{constants, doors};
use crate::agent::{Object, run, within};
use crate::operations::{Act, Call, Suspended};
use ipc::{Error, ExitStatus};

const EXIT: ExitStatus = ExitStatus::at(0);

constants! {
    EXIT_BIAS = ExitStatus::BIAS;
    EXIT_MOST = ExitStatus::MOST;
}

doors! {
    /// Answers 1 if this is the process's exit code now, 0 if it has one already. The code is from
    /// `-EXIT_MOST` to `EXIT_MOST`.
    fn exit_set(at: Object, code: i32) -> i32 {
        within(|| i32::from(EXIT.set(&at.words(), code)))
    }

    /// Answers 0 while the process runs, otherwise its exit code plus `EXIT_BIAS`.
    fn exit_status(at: Object) -> i32 {
        EXIT.status(&at.words())
    }

    fn exit_wait(at: Object, timeout_ms: f64) -> i32 {
        let words = at.words();
        run(words, &mut EXIT.waiting(&words), timeout_ms)
    }

    fn exit_supervise(at: Object) {
        EXIT.supervise_death(&at.words());
    }
}

/// A wait until the process has ended.
#[derive(Clone, Copy)]
pub struct Exit;

impl Suspended for Exit {
    fn new(_: &Call) -> Self {
        Self
    }

    fn act(&mut self, call: &mut Call, act: Act) -> Result<i32, Error> {
        let words = call.words();
        call.go(&mut EXIT.waiting(&words), act)
    }
}
