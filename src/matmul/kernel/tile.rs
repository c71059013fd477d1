//! The one micro-kernel, for any vector of any instruction set: a tile of `MR × (NV·WIDTH)` sums in
//! registers.
//!
//! How many registers: `MR·NV` sums, `NV` of B's row and one of A's element. V8 allocates 15 on
//! x64, so 6 × 2 vectors just fit. Each sum waits for its own last addition only: eight hide a
//! latency of four cycles on two units. What a step does beside its multiply-adds must be little,
//! above all where a neighbour shares the core: so four steps go without another look at the
//! pointers. Each step is a block of its own, which it ends by asking whether it was the last:
//! within one block the compiler would reorder the steps, sum by sum, and keep elements of all of
//! them in registers that there are not.

use super::{Kernel, Loop, MAX_VECTORS};

/// A vector of an instruction set, and its multiply-add.
pub trait Vector: Copy {
    /// Element of the vector.
    type Element: Copy;
    /// Elements in a vector.
    const WIDTH: usize;
    /// Whether the multiply-add is one instruction.
    const FUSED: bool;

    /// All zero.
    fn zero() -> Self;
    /// # Safety
    /// `from` may be read for `WIDTH` elements.
    unsafe fn load(from: *const Self::Element) -> Self;
    /// One element in every place.
    /// # Safety
    /// `from` may be read for one element.
    unsafe fn splat(from: *const Self::Element) -> Self;
    /// # Safety
    /// `to` may be written for `WIDTH` elements.
    unsafe fn store(self, to: *mut Self::Element);
    /// `self + a·b`, rounded once or twice, as the instruction set has it.
    fn multiply_add(self, a: Self, b: Self) -> Self;
    /// `self + other`.
    fn add(self, other: Self) -> Self;
}

/// The kernel of `MR` rows and `NV` vectors of columns; `NR` is `NV · WIDTH`. `narrow` has its
/// loops for fewer vectors.
pub(super) const fn kernel<
    V: Vector,
    const MR: usize,
    const NV: usize,
    const NR: usize,
    const NARROW: usize,
>(
    name: &'static str,
    narrow: [Loop<V::Element>; NARROW],
) -> Kernel<V::Element> {
    assert!(NR == NV * V::WIDTH && NR <= super::MAX_NR && NARROW == NV - 1);
    let mut loops = [tile_loop::<V, MR, NV, NR>(); MAX_VECTORS];
    let mut vectors = 0;
    while vectors < NARROW {
        loops[vectors] = narrow[vectors];
        vectors += 1;
    }
    Kernel {
        name,
        mr: MR,
        nr: NR,
        loops,
        pack_b: super::pack::b::<V::Element, NR>,
        limit: limit::<V>,
        width: V::WIDTH,
    }
}

/// The loop of a tile of `MR` rows and `NV` vectors of columns, above all for B in slivers of `NR`
/// columns.
pub(super) const fn tile_loop<V: Vector, const MR: usize, const NV: usize, const NR: usize>()
-> Loop<V::Element> {
    assert!(MR * NV * V::WIDTH <= super::MAX_TILE);
    Loop { mr: MR, run: tiles::<V, MR, NV, NR> }
}

/// See [`Run`](super::Run).
///
/// # Safety
/// As there.
unsafe fn tiles<V: Vector, const MR: usize, const NV: usize, const NR: usize>(
    k: usize,
    a: (*const V::Element, usize, usize),
    (b, b_stride): (*const V::Element, usize),
    c: (*mut V::Element, usize),
    first: bool,
) {
    // SAFETY: as the caller promised.
    unsafe {
        // A stride that the compiler knows becomes a part of the loads.
        if b_stride == NR {
            column::<V, MR, NV>(k, a, (b, NR), c, first);
        } else {
            column::<V, MR, NV>(k, a, (b, b_stride), c, first);
        }
    }
}

/// One tile after the other, down a column of C.
///
/// # Safety
/// As of [`Run`](super::Run).
#[inline(always)]
unsafe fn column<V: Vector, const MR: usize, const NV: usize>(
    k: usize,
    (a, a_stride, rows): (*const V::Element, usize, usize),
    (b, b_stride): (*const V::Element, usize),
    (c, c_stride): (*mut V::Element, usize),
    first: bool,
) {
    for row in (0..rows).step_by(MR) {
        let mut sums = [[V::zero(); NV]; MR];
        let (mut a, mut b, mut left) =
            (std::array::from_fn(|i| a.wrapping_add((row + i).min(rows - 1) * a_stride)), b, k);
        // SAFETY: the caller gives `rows` rows of `k` elements, and `k` rows of NV vectors, each of
        // which is passed once.
        unsafe {
            'steps: loop {
                macro_rules! steps {
                    ($($u:literal)*) => {$(
                        let elements = a.map(|row: *const V::Element| row.add($u));
                        step::<V, MR, NV>(&mut sums, elements, b.add($u * b_stride));
                        left -= 1;
                        // In a block of its own each step keeps its order, which needs the
                        // fewest registers.
                        if left == 0 {
                            break 'steps;
                        }
                    )*};
                }
                steps!(0 1 2 3);
                a = a.map(|row| row.add(4));
                b = b.add(4 * b_stride);
            }
        }
        for (i, sums) in sums.iter().enumerate() {
            for (j, sum) in sums.iter().enumerate() {
                // SAFETY: the caller gives tiles of MR rows of NV vectors, `c_stride` apart.
                unsafe {
                    let to = c.add((row + i) * c_stride + j * V::WIDTH);
                    if first { *sum } else { V::load(to).add(*sum) }.store(to);
                }
            }
        }
    }
}

/// What the machine can do at most with `V`: `steps` times four rounds of twelve sums that wait for
/// nothing but themselves, without a load. Their total is stored, so that nothing is optimised
/// away.
///
/// # Safety
/// `from` may be read and `to` written for one vector.
pub unsafe fn limit<V: Vector>(steps: usize, from: *const V::Element, to: *mut V::Element) {
    // SAFETY: as the caller promised.
    let (a, b) = unsafe { (V::load(from), V::splat(from)) };
    // Sums that began alike would stay alike, and a compiler might keep one of them.
    let mut sums = [a; LIMIT_SUMS];
    for i in 1..LIMIT_SUMS {
        sums[i] = sums[i - 1].add(b);
    }
    let round = |sum: V| {
        // In two instructions `a·b` would be the same in each step, and computed once.
        if V::FUSED { sum.multiply_add(a, b) } else { a.multiply_add(sum, b) }
    };
    for _ in 0..steps {
        // Four rounds, since the loop's own end takes about a cycle.
        sums = sums.map(round).map(round).map(round).map(round);
    }
    let total = sums.into_iter().fold(V::zero(), V::add);
    // SAFETY: as the caller promised.
    unsafe { total.store(to) }
}

/// Sums of [`limit`]: enough to hide the latency of a multiply-add, few enough to stay in
/// registers.
pub const LIMIT_SUMS: usize = 12;

/// An element of each of A's rows times one row of the B-sliver.
///
/// # Safety
/// Each of `a` may be read for an element, `b` for `NV` vectors.
#[inline(always)]
unsafe fn step<V: Vector, const MR: usize, const NV: usize>(
    sums: &mut [[V; NV]; MR],
    a: [*const V::Element; MR],
    b: *const V::Element,
) {
    for (sums, element) in sums.iter_mut().zip(a) {
        // SAFETY: as the caller promised.
        let element = unsafe { V::splat(element) };
        for (j, sum) in sums.iter_mut().enumerate() {
            // B's vector is loaded once. In an array they would be copied as memory, and addressed
            // in a roundabout way. SAFETY: as the caller promised.
            let vector = unsafe { V::load(b.add(j * V::WIDTH)) };
            *sum = sum.multiply_add(element, vector);
        }
    }
}
