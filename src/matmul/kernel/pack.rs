//! Packing: operands into slivers that a micro-kernel reads in order, with zeros where the matrix has ended, so that
//! C's edges need no kernel of their own.

/// A block of A, `rows × k` at `from` with rows `stride` apart, into slivers of `MR` rows: `to[p·MR + i]`, sliver after
/// sliver.
///
/// # Panics
/// When `to` is shorter than the slivers.
pub fn a<T: Copy, const MR: usize>(from: &[T], stride: usize, rows: usize, k: usize, zero: T, to: &mut [T]) {
    for (sliver, to) in to.chunks_exact_mut(MR * k).take(rows.div_ceil(MR)).enumerate() {
        let first = sliver * MR;
        let row = |i: usize| &from[(first + i) * stride..][..k];
        if first + MR <= rows {
            let rows: [&[T]; MR] = std::array::from_fn(row);
            for (p, to) in to.chunks_exact_mut(MR).enumerate() {
                for (to, row) in to.iter_mut().zip(rows) {
                    *to = row[p];
                }
            }
        } else {
            to.fill(zero);
            for i in 0..rows - first {
                for (to, &element) in to[i..].iter_mut().step_by(MR).zip(row(i)) {
                    *to = element;
                }
            }
        }
    }
}

/// A panel of B, `k × cols` at `from` with rows `stride` apart, into slivers of `NR` columns: `to[p·NR + j]`, sliver
/// after sliver.
///
/// # Panics
/// When `to` is shorter than the slivers.
pub fn b<T: Copy, const NR: usize>(from: &[T], stride: usize, k: usize, cols: usize, zero: T, to: &mut [T]) {
    for (sliver, to) in to.chunks_exact_mut(NR * k).take(cols.div_ceil(NR)).enumerate() {
        let first = sliver * NR;
        let width = NR.min(cols - first);
        for (p, to) in to.chunks_exact_mut(NR).enumerate() {
            let row = &from[p * stride + first..][..width];
            // A whole row of a sliver is an array, which is moved in vectors.
            if let (Ok(to), Ok(row)) = (<&mut [T; NR]>::try_from(&mut *to), <&[T; NR]>::try_from(row)) {
                *to = *row;
            } else {
                to.fill(zero);
                to[..width].copy_from_slice(row);
            }
        }
    }
}
