//! The executor: any events in any order.

use super::Input;
use crate::owner::history;

pub fn run(bytes: &[u8]) {
    let mut input = Input::new(bytes);
    let size = 1 + u32::from(input.below(5));
    let mut events = Vec::new();
    while !input.is_empty() && events.len() < 400 {
        events.push((
            input.below(13),
            input.u16(),
            u32::from(input.byte()),
            1 + u32::from(input.below(8)),
        ));
    }
    history(size, events);
}
