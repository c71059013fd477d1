//! The bytes of messages on the host. They are atomic, so that whatever a test does is free of data
//! races; with `--cfg real_cells`, and under Miri, they are plain memory as in a browser, so that
//! Miri and ThreadSanitizer report a copy that the atomic words around it do not order.

use alloc::boxed::Box;

#[cfg(any(miri, real_cells))]
pub use cells::Payload;

#[cfg(not(any(miri, real_cells)))]
pub use atomics::Payload;

#[cfg(not(any(miri, real_cells)))]
mod atomics {
    use super::Box;
    use core::sync::atomic::{AtomicU8, Ordering};

    /// Shared bytes.
    #[derive(Debug)]
    pub struct Payload(Box<[AtomicU8]>);

    impl Payload {
        pub fn new(len_bytes: usize) -> Self {
            Self((0..len_bytes).map(|_| AtomicU8::new(0)).collect())
        }

        pub fn copy_in(&self, offset: usize, bytes: &[u8]) {
            for (to, &from) in self.0[offset..][..bytes.len()].iter().zip(bytes) {
                // Pairs with the relaxed loads of `copy_out`, ordered by the atomic words around
                // both.
                to.store(from, Ordering::Relaxed);
            }
        }

        pub fn copy_out(&self, offset: usize, bytes: &mut [u8]) {
            let from = &self.0[offset..][..bytes.len()];
            for (to, from) in bytes.iter_mut().zip(from) {
                // Pairs with the relaxed stores of `copy_in`, ordered by the atomic words around
                // both.
                *to = from.load(Ordering::Relaxed);
            }
        }
    }
}

#[cfg(any(miri, real_cells))]
mod cells {
    use super::Box;
    use core::cell::UnsafeCell;
    use core::ptr;

    /// Shared bytes.
    #[derive(Debug)]
    pub struct Payload(Box<[UnsafeCell<u8>]>);

    // SAFETY: in such a build only tests use it, and to find out whether this is sound: the
    // algorithms order all copies by their atomic words, or Miri or ThreadSanitizer stops the test.
    unsafe impl Sync for Payload {}

    impl Payload {
        pub fn new(len_bytes: usize) -> Self {
            Self((0..len_bytes).map(|_| UnsafeCell::new(0)).collect())
        }

        pub fn copy_in(&self, offset: usize, bytes: &[u8]) {
            let to = UnsafeCell::raw_get(self.0[offset..][..bytes.len()].as_ptr());
            // SAFETY: the slice has as many bytes. That nobody else uses them meanwhile is what is
            // checked.
            unsafe { ptr::copy_nonoverlapping(bytes.as_ptr(), to, bytes.len()) };
        }

        pub fn copy_out(&self, offset: usize, bytes: &mut [u8]) {
            let from = self.0[offset..][..bytes.len()].as_ptr().cast::<u8>();
            // SAFETY: as in `copy_in`.
            unsafe { ptr::copy_nonoverlapping(from, bytes.as_mut_ptr(), bytes.len()) };
        }
    }
}
