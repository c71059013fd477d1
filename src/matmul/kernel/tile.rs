//! The one micro-kernel, generic over the vectors of the instruction sets: a tile of `MR ×
//! (NV·WIDTH)` sums in registers.
//!
//! Registers: `MR·NV` for the sums, `NV` for B's row and one for A's element. V8 allocates 15 on
//! x64, so 6 × 2 vectors just fit. Each sum depends only on its own last addition: eight sums hide
//! a latency of four cycles on two units.
//!
//! A step must do little in addition to its multiply-adds, above all if another program shares the
//! core. So the pointers are advanced only every four steps. Each step ends with a conditional
//! break, which makes it a basic block of its own: in one block the compiler would reorder the
//! steps, sum by sum, and keep elements of all four in more registers than there are.

use super::{Kernel, Limit, Loop, MAX_VECTORS};

/// A vector of an instruction set, and its operations.
pub trait Vector: Copy {
    /// The type of an element.
    type Element: Copy;
    /// The number of elements.
    const WIDTH: usize;
    /// Whether the multiply-add is one instruction.
    const FUSED: bool;

    /// The vector of zeros.
    fn zero() -> Self;
    /// The `WIDTH` elements at `from`.
    ///
    /// # Safety
    /// `from` may be read for `WIDTH` elements.
    unsafe fn load(from: *const Self::Element) -> Self;
    /// The element at `from`, in every lane of the vector.
    ///
    /// # Safety
    /// `from` may be read for one element.
    unsafe fn splat(from: *const Self::Element) -> Self;
    /// Writes the elements to `to`.
    ///
    /// # Safety
    /// `to` may be written for `WIDTH` elements.
    unsafe fn store(self, to: *mut Self::Element);
    /// `self + a·b`, rounded once or twice, depending on the instruction set.
    fn multiply_add(self, a: Self, b: Self) -> Self;
    /// `self · other`.
    fn multiply(self, other: Self) -> Self;
    /// `self + other`.
    fn add(self, other: Self) -> Self;
}

/// The kernel of `MR` rows and `NV` vectors of columns; `NR` is `NV · WIDTH`. `narrow` has the
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
    assert!(MR * NR <= super::MAX_TILE);
    let mut loops = [Loop { mr: MR, run: tiles::<V, MR, NV, NR> }; MAX_VECTORS];
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
        width: V::WIDTH,
    }
}

/// The loop that measures the machine's limit for `V`.
pub(super) const fn limit_of<V: Vector>() -> Limit<V::Element> {
    Limit { run: limit::<V>, width: V::WIDTH }
}

/// The loop of a tile of `MR` rows and `NV` vectors of columns, for the last columns of any kernel:
/// it works for B's slivers of any width.
pub(super) const fn narrow_loop<V: Vector, const MR: usize, const NV: usize>() -> Loop<V::Element> {
    assert!(MR * NV * V::WIDTH <= super::MAX_TILE);
    Loop { mr: MR, run: column::<V, MR, NV> }
}

/// Implements [`Run`](super::Run), optimised for B in slivers of `NR` columns.
///
/// # Safety
/// As for [`Run`](super::Run).
unsafe fn tiles<V: Vector, const MR: usize, const NV: usize, const NR: usize>(
    k: usize,
    a: (*const V::Element, usize, usize),
    (b, b_stride): (*const V::Element, usize),
    c: (*mut V::Element, usize),
    first: bool,
) {
    // SAFETY: by the caller's contract.
    unsafe {
        // A constant stride becomes part of the load instructions, as an offset.
        if b_stride == NR {
            column::<V, MR, NV>(k, a, (b, NR), c, first);
        } else {
            column::<V, MR, NV>(k, a, (b, b_stride), c, first);
        }
    }
}

/// Computes the tiles down a column of C, one after another.
///
/// # Safety
/// As for [`Run`](super::Run).
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
        // SAFETY: A has `rows` rows of `k` elements and B has `k` rows of NV vectors, by the
        // caller's contract, and `left` counts the steps.
        unsafe {
            'steps: loop {
                macro_rules! steps {
                    ($($u:literal)*) => {$(
                        let elements = a.map(|row: *const V::Element| row.add($u));
                        step::<V, MR, NV>(&mut sums, elements, b.add($u * b_stride));
                        left -= 1;
                        // This branch ends a basic block: the compiler cannot reorder steps
                        // across it, and the order as written needs the fewest registers.
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
                // SAFETY: C has whole tiles of MR rows of NV vectors, `c_stride` apart, by the
                // caller's contract.
                unsafe {
                    let to = c.add((row + i) * c_stride + j * V::WIDTH);
                    if first { *sum } else { V::load(to).add(*sum) }.store(to);
                }
            }
        }
    }
}

/// The loop that measures the machine's limit for `V`: `steps` times four rounds of twelve sums,
/// each of which depends only on itself, without loads. The total is stored, so that nothing is
/// optimised away.
///
/// # Safety
/// `from` may be read and `to` written for one vector.
pub unsafe fn limit<V: Vector>(steps: usize, from: *const V::Element, to: *mut V::Element) {
    // SAFETY: by the caller's contract.
    let (a, b) = unsafe { (V::load(from), V::splat(from)) };
    // If the sums started out equal they would stay equal, and a compiler might compute only one.
    let mut sums = [a; LIMIT_SUMS];
    for i in 1..LIMIT_SUMS {
        sums[i] = sums[i - 1].add(b);
    }
    let round = |sum: V| {
        // As two instructions, `a·b` would be loop-invariant and computed only once.
        if V::FUSED { sum.multiply_add(a, b) } else { a.multiply_add(sum, b) }
    };
    for _ in 0..steps {
        // Four rounds, since the branch of the loop takes about a cycle.
        sums = sums.map(round).map(round).map(round).map(round);
    }
    let total = sums.into_iter().fold(V::zero(), V::add);
    // SAFETY: by the caller's contract.
    unsafe { total.store(to) }
}

/// The number of sums of [`limit`]: enough to hide the latency of a multiply-add, few enough to
/// stay in registers.
pub const LIMIT_SUMS: usize = 12;

/// One step: adds the products of one element of each row of A with one row of B's sliver.
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
        // SAFETY: by the caller's contract.
        let element = unsafe { V::splat(element) };
        for (j, sum) in sums.iter_mut().enumerate() {
            // The compiler loads each vector of B once for all rows. If they were put into an array
            // first, it would copy them as memory and compute each address from the loop's counter.
            //
            // SAFETY: by the caller's contract.
            let vector = unsafe { V::load(b.add(j * V::WIDTH)) };
            *sum = sum.multiply_add(element, vector);
        }
    }
}
