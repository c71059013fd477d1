//! Packing: B into slivers that a micro-kernel reads in order, with zeros where the matrix has
//! ended, so that C's right edge needs no kernel of its own.

/// A panel of B, `k × cols` at `from` with rows `stride` apart, into slivers of `NR` columns:
/// `to[p·NR + j]`, sliver after sliver.
///
/// # Panics
/// When `to` is shorter than the slivers.
pub fn b<T: Copy, const NR: usize>(
    from: &[T],
    stride: usize,
    k: usize,
    cols: usize,
    zero: T,
    to: &mut [T],
) {
    for (sliver, to) in to.chunks_exact_mut(NR * k).take(cols.div_ceil(NR)).enumerate() {
        let first = sliver * NR;
        let width = NR.min(cols - first);
        for (p, to) in to.chunks_exact_mut(NR).enumerate() {
            let row = &from[p * stride + first..][..width];
            // A whole row of a sliver is an array, which is moved in vectors.
            if let (Ok(to), Ok(row)) =
                (<&mut [T; NR]>::try_from(&mut *to), <&[T; NR]>::try_from(row))
            {
                *to = *row;
            } else {
                to.fill(zero);
                to[..width].copy_from_slice(row);
            }
        }
    }
}
