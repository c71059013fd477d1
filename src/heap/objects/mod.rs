//! The kinds of objects, a file each: calls that return at once or block the agent, and the
//! operations that an event loop runs in steps. To add a kind, write its file and its line here.

use crate::operations::{Act, Call, Suspended};
use ipc::Error;

/// Declares the files, and what their operations keep between two steps, by the numbers that
/// JavaScript knows them by.
macro_rules! objects {
    ($($file:ident: $($operation:ident),+;)*) => {
        $(mod $file;)*

        /// An operation between two steps.
        #[derive(Clone, Copy)]
        pub enum State {
            $($(#[doc = "See the file of its object."] $operation($file::$operation),)+)*
        }

        #[derive(Clone, Copy)]
        enum Kind {
            $($($operation,)+)*
        }

        impl State {
            /// The operation of that number, not begun. An unknown number traps.
            pub fn new(kind: u32, call: &Call) -> Self {
                $($(if kind == Kind::$operation as u32 {
                    return Self::$operation(Suspended::new(call));
                })+)*
                unreachable!("no operation has that number")
            }

            /// Goes on with it.
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
}
