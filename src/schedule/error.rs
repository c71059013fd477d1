//! Why something cannot be scheduled. Each message names the argument as the library calls it.

use super::policy::Name;
use alloc::string::String;
use core::fmt;

/// An argument that lies outside what is allowed.
#[derive(Debug, Clone, PartialEq)]
pub enum Error {
    /// No policy has that name.
    UnknownPolicy(String),
    /// An argument that is one number.
    Argument {
        /// Its name.
        name: &'static str,
        /// Its value.
        value: f64,
        /// What is allowed.
        allowed: &'static str,
    },
    /// An element of an argument that is a list.
    Element {
        /// The list's name.
        name: &'static str,
        /// Which element.
        index: usize,
        /// Its value.
        value: f64,
        /// What is allowed.
        allowed: &'static str,
    },
    /// A list of the wrong length.
    Length {
        /// The list's name.
        name: &'static str,
        /// How many elements it has.
        length: usize,
        /// How many it may have.
        allowed: String,
    },
    /// All durations and overheads together are no finite number.
    Endless,
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownPolicy(name) => {
                let known = Name::ALL.map(|(_, known)| known).join(", ");
                write!(f, "policy.name is {name:?}; it must be one of {known}")
            }
            Self::Argument { name, value, allowed } => {
                write!(f, "{name} is {value}; it must be {allowed}")
            }
            Self::Element { name, index, value, allowed } => {
                write!(f, "{name}[{index}] is {value}; it must be {allowed}")
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
