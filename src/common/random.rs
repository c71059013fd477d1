//! Seeded random numbers: the same seed gives the same numbers everywhere.
//!
//! Source: splitmix64, G. L. Steele, D. Lea & C. H. Flood, *Fast splittable pseudorandom number
//! generators* (OOPSLA 2014).

/// The state's step: 2⁶⁴ over the golden ratio, made odd.
const GAMMA: u64 = 0x9e37_79b9_7f4a_7c15;

/// A generator. Its state is one word, so a worker's generator can be stored in shared memory.
///
/// ```
/// use common::random::SplitMix64;
/// let mut random = SplitMix64::new(7);
/// assert!(random.below(6) < 6);
/// assert!((0.0..1.0).contains(&random.uniform()));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SplitMix64 {
    /// The state; initially the seed.
    pub state: u64,
}

impl SplitMix64 {
    /// The generator with that seed.
    #[must_use]
    pub const fn new(seed: u64) -> Self {
        Self { state: seed }
    }

    /// The next 64 bits.
    pub const fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(GAMMA);
        let z = self.state;
        let z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number in `0..end`, of 32 bits, computed by a multiplication instead of a division; 0 if
    /// `end` is 0.
    ///
    /// Source: D. Lemire, *Fast random integer generation in an interval* (2019), without its
    /// correction: the bias is below 2⁻³².
    pub const fn below(&mut self, end: u32) -> u32 {
        (((self.next() >> 32) * end as u64) >> 32) as u32
    }

    /// A number in [0, 1) with 53 random bits.
    pub const fn uniform(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }
}
