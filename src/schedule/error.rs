//! The errors of this crate. Each message names the argument as in the library's API.

use super::policy::Name;
use alloc::string::String;
use common::number::Number;
use core::fmt;

/// An argument that is not allowed.
#[derive(Debug, Clone, PartialEq)]
pub enum Error {
    /// No policy has that name.
    UnknownPolicy(String),
    /// A numeric argument is not allowed.
    Argument {
        /// The argument's name.
        name: &'static str,
        /// The value.
        value: f64,
        /// The allowed values.
        allowed: &'static str,
    },
    /// An element of a list is not allowed.
    Element {
        /// The list's name.
        name: &'static str,
        /// The element's index.
        index: usize,
        /// The value.
        value: f64,
        /// The allowed values.
        allowed: &'static str,
    },
    /// A list has the wrong length.
    Length {
        /// The list's name.
        name: &'static str,
        /// The number of elements it has.
        length: usize,
        /// The allowed number of elements.
        allowed: String,
    },
    /// The sum of all durations and overheads is not finite.
    Endless,
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownPolicy(name) => {
                let known = Name::ALL.map(|(_, known)| known).join(", ");
                write!(f, "policy.name is \"{name}\"; it must be one of {known}")
            }
            Self::Argument { name, value, allowed } => {
                write!(f, "{name} is {}; it must be {allowed}", Number(*value))
            }
            Self::Element { name, index, value, allowed } => {
                write!(f, "{name}[{index}] is {}; it must be {allowed}", Number(*value))
            }
            Self::Length { name, length, allowed } => {
                write!(f, "{name} has {length} elements; it must have {allowed}")
            }
            Self::Endless => {
                write!(f, "tasks take together, at the slowest speed, longer than a number can say")
            }
        }
    }
}

impl core::error::Error for Error {}
