//! Packing: B is copied into slivers that a micro-kernel reads in order, padded with zeros beyond
//! the matrix, so that C's right edge needs no kernel of its own.

/// Packs a panel of B, `k × cols` at `from` with rows `stride` apart, into slivers of `NR` columns:
/// element `p, j` of a sliver is at `p·NR + j`, and the slivers follow one another. Only as many
/// slivers are packed as fit into `to`.
///
/// # Panics
/// When `from` is shorter than the panel, or `k` is 0.
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
            // A whole row of a sliver is copied as an array, which the compiler does in vectors.
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
