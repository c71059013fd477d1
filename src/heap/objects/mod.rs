//! The kinds of objects, one file each, with calls that return at once or block the agent, and
//! operations that an event loop runs in steps. To add a kind, write its file and its line at the
//! end of this one.

use crate::operations::{Act, Call, Suspended};
use ipc::Error;

/// Declares the files, and numbers their operations for JavaScript.
macro_rules! objects {
    ($($file:ident: $($operation:ident),+;)*) => {
        $(mod $file;)*

        /// An operation between two steps.
        #[derive(Clone, Copy)]
        pub enum State {
            $($(
                #[doc = concat!("See `", stringify!($file), ".rs`.")]
                $operation($file::$operation),
            )+)*
        }

        #[derive(Clone, Copy)]
        enum Kind {
            $($($operation,)+)*
        }

        impl State {
            /// The operation numbered `kind`, not started. Traps if the number is unknown.
            pub fn new(kind: u32, call: &Call) -> Self {
                $($(if kind == Kind::$operation as u32 {
                    return Self::$operation(Suspended::new(call));
                })+)*
                unreachable!("no operation has that number")
            }

            /// Performs `act` on the operation.
            pub fn act(&mut self, call: &mut Call, act: Act) -> Result<i32, Error> {
                match self {
                    $($(Self::$operation(state) => state.act(call, act),)+)*
                }
            }
        }

        $($(crate::abi::describe!(
            concat!("operation ", stringify!($operation)),
            Kind::$operation as u32
        );)+)*
    };
}

objects! {
    queue: Put, Get, Poll, Join;
    lock: Lock;
    semaphore: Semaphore;
    event: Event;
    barrier: Barrier;
    exit: Exit;
    any: Any;
}
