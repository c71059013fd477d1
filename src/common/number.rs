//! Numbers in the texts of errors. The standard library's way to write them costs a wasm module
//! some six kilobytes, and JavaScript has one of its own; so there the module's owner gives it.

use core::fmt;

/// A number that is to be written.
///
/// ```
/// assert_eq!(common::number::Number(0.5).to_string(), "0.5");
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Number(pub f64);

#[cfg(not(target_arch = "wasm32"))]
impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

#[cfg(target_arch = "wasm32")]
mod given {
    use super::{Number, fmt};
    use alloc::string::String;
    use core::sync::atomic::{AtomicUsize, Ordering::Relaxed};

    /// The function that writes a number, or 0.
    static WRITER: AtomicUsize = AtomicUsize::new(0);

    /// Gives the function that writes numbers in this module.
    pub fn write_by(writer: fn(f64) -> String) {
        WRITER.store(writer as usize, Relaxed);
    }

    impl fmt::Display for Number {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            let writer = WRITER.load(Relaxed);
            if writer == 0 {
                return f.write_str("a number");
            }
            // SAFETY: only `write_by` stores here, and it stores a function of this type.
            let writer = unsafe { core::mem::transmute::<usize, fn(f64) -> String>(writer) };
            f.write_str(&writer(self.0))
        }
    }
}

#[cfg(target_arch = "wasm32")]
pub use given::write_by;
