//! Strassen's product: at each of some levels, seven products of half the size instead of eight,
//! computed by the fast algorithm.
//!
//! There is no recursion: a product with `levels` halvings is 7^levels products of sums of blocks,
//! each `C += W·((Σ U·A_blocks)·(Σ V·B_blocks))`, with coefficients −1, 0 and 1 that are the
//! products of those of its levels. Sizes that do not divide evenly are padded with zeros, which
//! are not stored: blocks at the edges are smaller.
//!
//! The sums mix large numbers with small ones. So the error is bounded relative to the largest
//! elements of A and B, not to each row and column, and grows about threefold per level; an
//! infinity or a NaN spreads to elements of C that do not depend on it.
//!
//! Sources: V. Strassen, *Gaussian Elimination is not Optimal* (1969). All levels at once: J. Huang
//! et al., *Strassen's Algorithm Reloaded* (2016). Errors: N. Higham, *Accuracy and Stability of
//! Numerical Algorithms*, §23.2.2.

use super::fast::Fast;
use super::kernel::{Kernel, Kernels};
use super::{Shape, TileSpan, filled};
use crew::{Crew, Rows};
use timing::{Clock, Span};

/// The smallest size that is halved. Further halvings must leave factors of at least this size:
/// with smaller ones they are slower.
const WORTH_HALVING: usize = 512;
/// The most levels: 7³ products.
const MAX_LEVELS: u32 = 3;
/// Rows in one task of a sum of blocks.
const PANEL: usize = 16;

/// The coefficients of each of the seven products for the blocks 11, 12, 21 and 22: of A and of B,
/// which are added up for its factors, and of C, to which it is added.
const PRODUCTS: [[[i8; 4]; 3]; 7] = [
    [[1, 0, 0, 1], [1, 0, 0, 1], [1, 0, 0, 1]],
    [[0, 0, 1, 1], [1, 0, 0, 0], [0, 0, 1, -1]],
    [[1, 0, 0, 0], [0, 1, 0, -1], [0, 1, 0, 1]],
    [[0, 0, 0, 1], [-1, 0, 1, 0], [1, 0, 1, 0]],
    [[1, 1, 0, 0], [0, 0, 0, 1], [-1, 1, 0, 0]],
    [[-1, 0, 1, 0], [1, 1, 0, 0], [0, 0, 0, 1]],
    [[0, 1, 0, -1], [0, 0, 1, 1], [1, 0, 0, 0]],
];
const OF_A: usize = 0;
const OF_B: usize = 1;
const OF_C: usize = 2;

/// A product by Strassen's algorithm, in progress.
#[derive(Debug)]
pub struct Strassen<T> {
    shape: Shape,
    levels: u32,
    /// The index of the current product, below 7^levels.
    index: usize,
    /// Whether the factors of the current product have been added up.
    summed: bool,
    a: Vec<T>,
    b: Vec<T>,
    c: Vec<T>,
    fast: Fast<T>,
    tiles: Vec<TileSpan>,
}

/// The number of halvings that are worthwhile for a shape.
pub fn levels(Shape { m, k, n }: Shape) -> u32 {
    (m.min(k).min(n) / WORTH_HALVING).checked_ilog2().map_or(0, |log| log.clamp(1, MAX_LEVELS))
}

impl<T: Kernels> Strassen<T> {
    /// A product of the given shape with `levels` halvings, at least one, not begun; `None` if
    /// memory is too short for its sums.
    pub fn new(shape: Shape, levels: u32, kernel: Kernel<T>) -> Option<Self> {
        let part = |size: usize| size.div_ceil(1 << levels);
        let Shape { m, k, n } = Shape { m: part(shape.m), k: part(shape.k), n: part(shape.n) };
        let zeros = |len: usize| filled(len, T::default()).ok();
        let fast = Fast::new(Shape { m, k, n }, kernel);
        let (a, b, c) = (zeros(m * k)?, zeros(k * n)?, zeros(m * n)?);
        Some(Self { shape, levels, index: 0, summed: false, a, b, c, fast, tiles: Vec::new() })
    }

    /// Begins again, reusing the buffers.
    pub fn restart(&mut self) {
        (self.index, self.summed) = (0, false);
    }

    /// The shape of the product.
    pub fn shape(&self) -> Shape {
        self.shape
    }

    /// The micro-kernel.
    pub fn kernel(&self) -> &Kernel<T> {
        self.fast.kernel()
    }

    /// Progress as a number of rows: the share of the products that are done, times m.
    pub fn rows_done(&self) -> usize {
        self.shape.m * self.index / 7_usize.pow(self.levels)
    }

    /// Computes the next two sums of blocks, or a part of a product that takes about `budget_ms`;
    /// returns true while work is left. C need not be zero at the start.
    pub fn step(
        &mut self,
        (a, b, c): (&[T], &[T], &mut [T]),
        budget_ms: f64,
        crew: Crew,
        clock: &impl Clock,
        spans: &mut Vec<TileSpan>,
    ) -> bool {
        let Shape { m, k, n } = self.fast.shape();
        if !self.summed {
            if self.index == 0 {
                c.fill(T::default());
            }
            let (of_a, of_b) = (self.blocks(OF_A), self.blocks(OF_B));
            sum(a, self.shape.k, &of_a, (m, k), &mut self.a, crew, clock);
            sum(b, self.shape.n, &of_b, (k, n), &mut self.b, crew, clock);
            self.fast.restart(self.fast.shape());
            self.summed = true;
            return true;
        }
        let of_c = self.blocks(OF_C);
        let more = self.fast.step(
            (&self.a, &self.b, &mut self.c),
            None,
            budget_ms,
            crew,
            clock,
            &mut self.tiles,
        );
        // A tile of the product belongs to several blocks of C; its span is that of the first.
        if let Some(first) = of_c.first() {
            spans.extend(
                self.tiles.drain(..).filter_map(|tile| first.place(tile, (m, n), self.shape)),
            );
        }
        if more {
            return true;
        }
        for block in &of_c {
            spans.extend(add(&self.c, (m, n), block, c, self.shape, crew, clock));
        }
        self.summed = false;
        self.index += 1;
        self.index < 7_usize.pow(self.levels)
    }

    /// The blocks of A, B or C (`of`) that take part in the current product.
    fn blocks(&self, of: usize) -> Vec<Block> {
        let mut blocks = vec![Block { row: 0, col: 0, coefficient: 1 }];
        for level in 0..self.levels {
            let product = PRODUCTS[self.index / 7_usize.pow(level) % 7][of];
            blocks = blocks
                .iter()
                .flat_map(|block| (0..4).map(|quarter| block.quarter(quarter, product)))
                .collect();
        }
        blocks.retain(|block| block.coefficient != 0);
        blocks
    }
}

/// One block of a matrix that is divided into 2^levels by 2^levels blocks.
#[derive(Debug, Clone, Copy)]
struct Block {
    row: usize,
    col: usize,
    coefficient: i8,
}

impl Block {
    fn quarter(&self, quarter: usize, coefficients: [i8; 4]) -> Self {
        let Self { row, col, coefficient } = *self;
        Self {
            row: 2 * row + quarter / 2,
            col: 2 * col + quarter % 2,
            coefficient: coefficient * coefficients[quarter],
        }
    }

    /// A tile of the product as a tile of C in this block; `None` if it lies beyond C's edge.
    fn place(
        &self,
        mut tile: TileSpan,
        (rows, cols): (usize, usize),
        Shape { m, n, .. }: Shape,
    ) -> Option<TileSpan> {
        tile.span.first += (self.row * rows) as u32;
        tile.first_col += (self.col * cols) as u32;
        tile.span.len = tile.span.len.min((m as u32).saturating_sub(tile.span.first));
        tile.cols = tile.cols.min((n as u32).saturating_sub(tile.first_col));
        (tile.span.len > 0 && tile.cols > 0).then_some(tile)
    }
}

/// `to = Σ coefficient·block` over blocks of `rows × cols` in a matrix that is `width` wide, with
/// zeros beyond its edges.
fn sum<T: Kernels>(
    from: &[T],
    width: usize,
    blocks: &[Block],
    (rows, cols): (usize, usize),
    to: &mut [T],
    crew: Crew,
    clock: &impl Clock,
) {
    let height = from.len() / width;
    Rows { elements: to, width: cols, first: 0, panel: PANEL }.share(crew, clock, |first, to| {
        to.fill(T::default());
        for (i, to) in to.chunks_exact_mut(cols).enumerate() {
            for &Block { row, col, coefficient } in blocks {
                let (row, col) = (row * rows + first + i, col * cols);
                if row < height && col < width {
                    let from = &from[row * width + col..][..cols.min(width - col)];
                    add_row(to, from, coefficient);
                }
            }
        }
    });
}

/// Adds a product to one block of C, within C's edges; returns the spans of the parts.
fn add<T: Kernels>(
    from: &[T],
    (rows, cols): (usize, usize),
    block: &Block,
    c: &mut [T],
    shape: Shape,
    crew: Crew,
    clock: &impl Clock,
) -> Vec<TileSpan> {
    let Shape { m, n, .. } = shape;
    let (first_row, first_col) = (block.row * rows, block.col * cols);
    if first_row >= m || first_col >= n {
        return Vec::new();
    }
    let elements = &mut c[first_row * n..(first_row + rows).min(m) * n];
    let spans =
        Rows { elements, width: n, first: 0, panel: PANEL }.share(crew, clock, |first, c_rows| {
            for (from, to) in
                from[first * cols..].chunks_exact(cols).zip(c_rows.chunks_exact_mut(n))
            {
                add_row(&mut to[first_col..], from, block.coefficient);
            }
        });
    let tile = |span: Span| TileSpan { span, first_col: 0, cols: cols as u32 };
    spans.into_iter().filter_map(|span| block.place(tile(span), (rows, cols), shape)).collect()
}

/// `to += from`, or `to -= from` if the coefficient is negative, for the length of the shorter.
fn add_row<T: Kernels>(to: &mut [T], from: &[T], coefficient: i8) {
    let pairs = to.iter_mut().zip(from);
    if coefficient > 0 {
        pairs.for_each(|(to, &from)| *to += from);
    } else {
        pairs.for_each(|(to, &from)| *to = *to - from);
    }
}
