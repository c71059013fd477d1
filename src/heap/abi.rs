//! The module's ABI, written once. Everything that these macros define they also describe, one line
//! each, in the custom section `abi` of the built module; `scripts/heap-abi.mjs` generates the
//! TypeScript side from it. So the two sides cannot differ.
//!
//! ```text
//! door queue_size at me -> i32
//! error FULL -1
//! operation Put 0
//! constant HEADER 65536
//! ```

/// Defines functions that JavaScript calls. Every argument is one number. An address is passed as
/// an [`Object`](crate::agent::Object); the caller guarantees that it is one, so the functions are
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

/// Exports numbers to TypeScript under the given names.
macro_rules! constants {
    ($($name:ident = $value:expr;)*) => {$(
        crate::abi::describe!(concat!("constant ", stringify!($name)), $value);
    )*};
}

/// Defines `code`, which maps each error to its result number.
macro_rules! codes {
    ($($error:pat => $name:ident = $number:literal;)*) => {
        /// The error's number, which is below 0.
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

/// The length of a number in the section: a sign, ten digits and a newline.
pub const NUMBER_BYTES: usize = 12;

/// The first `N` bytes of the text, padded with spaces.
pub const fn bytes<const N: usize>(text: &str) -> [u8; N] {
    let mut line = [b' '; N];
    let mut i = 0;
    while i < N && i < text.len() {
        line[i] = text.as_bytes()[i];
        i += 1;
    }
    line
}

/// The text, the number in decimal, and a newline.
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
