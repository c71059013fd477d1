//! The module's ABI, written once. What these macros define they also describe, a line each, in the
//! custom section `abi` of the built module; `scripts/heap-abi.mjs` makes TypeScript's side of it.
//! So the two cannot differ.
//!
//! ```text
//! door queue_size at me -> i32
//! error FULL -1
//! operation Put 0
//! constant HEADER 65536
//! ```

/// Defines functions that JavaScript calls. Every argument is one number. An address comes as an
/// [`Object`](crate::agent::Object): that it is one is the caller's promise, so the functions are
/// unsafe.
macro_rules! doors {
    ($(
        $(#[$meta:meta])*
        fn $name:ident($($argument:ident: $type:ty),* $(,)?) $(-> $result:ty)? $body:block
    )*) => {$(
        $(#[$meta])*
        #[unsafe(no_mangle)]
        pub unsafe extern "C" fn $name($($argument: $type),*) $(-> $result)? $body

        crate::abi::describe!(
            concat!(
                "door ",
                stringify!($name)
                $(, " ", stringify!($argument))*
                $(, " -> ", stringify!($result))?
            )
        );
    )*};
}

/// Gives numbers that Rust knows their names in TypeScript.
macro_rules! constants {
    ($($name:ident = $value:expr;)*) => {$(
        crate::abi::describe!(concat!("constant ", stringify!($name)), $value);
    )*};
}

/// Defines `code`, the number that each error has as a result.
macro_rules! codes {
    ($($error:pat => $name:ident = $number:literal;)*) => {
        /// The error's number, below 0.
        pub const fn code(error: Error) -> i32 {
            match error { $($error => $number,)* }
        }

        $(crate::abi::describe!(concat!("error ", stringify!($name)), $number);)*
    };
}

/// Adds a line to the section: a text, or a text and a number.
macro_rules! describe {
    ($text:expr) => {
        const _: () = {
            const TEXT: &str = concat!($text, "\n");
            #[used]
            #[unsafe(link_section = "abi")]
            static LINE: [u8; TEXT.len()] = crate::abi::bytes(TEXT);
        };
    };
    ($text:expr, $number:expr) => {
        const _: () = {
            const TEXT: &str = concat!($text, " ");
            #[used]
            #[unsafe(link_section = "abi")]
            static LINE: [u8; TEXT.len() + crate::abi::NUMBER_BYTES] =
                crate::abi::numbered(TEXT, $number as i64);
        };
    };
}

pub(crate) use {codes, constants, describe, doors};

/// A sign, ten digits and the line's end.
pub const NUMBER_BYTES: usize = 12;

/// The text's bytes, as many as there is room for.
pub const fn bytes<const N: usize>(text: &str) -> [u8; N] {
    let mut line = [b' '; N];
    let mut i = 0;
    while i < N && i < text.len() {
        line[i] = text.as_bytes()[i];
        i += 1;
    }
    line
}

/// The text, the number in decimal, and the line's end.
pub const fn numbered<const N: usize>(text: &str, number: i64) -> [u8; N] {
    let mut line = bytes(text);
    let mut rest = number.unsigned_abs();
    line[N - NUMBER_BYTES] = if number < 0 { b'-' } else { b'+' };
    let mut i = N - 2;
    while i > N - NUMBER_BYTES {
        line[i] = b'0' + (rest % 10) as u8;
        rest /= 10;
        i -= 1;
    }
    line[N - 1] = b'\n';
    line
}
