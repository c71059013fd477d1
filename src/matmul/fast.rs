//! The fast product, after Goto and BLIS: B is packed so that a micro-kernel reads it in order, and
//! each loop works on blocks that stay in one level of the cache (last column).
//!
//! ```text
//! 5th loop  jc  over n by NC    a panel of B (KC × NC), packed once, is shared     third-level
//! 4th loop  pc  over k by KC
//! 3rd loop  ic  over m by MC    a block of A (MC × KC), not packed                 second-level
//! 2nd loop  jr  over NC by NR   a sliver of B (KC × NR)                            first-level
//! 1st loop  ir  over MC by MR   MR rows of A times it, in the micro-kernel         registers
//! ```
//!
//! [`Fast::step`] is one iteration of the 4th loop, or as many of its rows as fit into the time
//! left: a whole panel over many rows of A would delay progress reports and cancellation. Lanes
//! first claim slivers of B to pack and then, once all are packed, tiles of C, each from an atomic
//! counter; so a panel is one job. The kernel computes a tile that extends past C's edge
//! in a scratch tile: packing has padded B's slivers with zeros.
//!
//! Source: K. Goto & R. van de Geijn, *Anatomy of High-Performance Matrix Multiplication* (2008);
//! T. Smith et al., *Anatomy of High-Performance Many-Threaded Matrix Multiplication* (2014).

use super::blocking::{A_BLOCK_BYTES, DEPTH, panel_cols, panel_depth};
use super::kernel::{Kernel, Kernels, Operands};
use super::panels::Panels;
use super::row_loop::FEW_ROWS;
use super::{Kind, Shape, TileSpan, thin};
use crew::Crew;
use std::sync::atomic::{
    AtomicUsize,
    Ordering::{Acquire, Relaxed, Release},
};
use std::sync::{Mutex, PoisonError};
use timing::{Clock, Span};

/// Tiles per lane, so that a lane that is late or held up delays the others little.
const TILES_PER_LANE: usize = 8;
/// A B of at most this many bytes stays in the first-level cache and is not packed.
const B_IN_CACHE_BYTES: usize = 32 * 1024;
/// Multiply-adds that may justify a lane: some tens of microseconds of work. Whether two are faster
/// is found out, since the system may run two threads in turn on one core for some milliseconds.
const LANE_WORK: u64 = if cfg!(miri) { 1 << 8 } else { 1 << 19 };
/// Multiply-adds of the first step, before the rate is known: some milliseconds on fast machines.
const FIRST_WORK: f64 = 67_108_864.0;
/// A step has at most this many times the work of the last one: a coarse clock may have measured 0
/// ms for that.
const GROWTH: f64 = 8.0;

/// A fast product in progress.
#[derive(Debug)]
pub struct Fast<T> {
    shape: Shape,
    kernel: Kernel<T>,
    b: Vec<T>,
    /// The spans of each lane, with capacity reserved before the lanes run.
    spans: Vec<Mutex<Vec<TileSpan>>>,
    jc: usize,
    pc: usize,
    ic: usize,
    /// The panels before this one.
    panel: usize,
    pace: Option<Pace>,
}

/// The multiply-adds of the last step, and how long it took.
#[derive(Debug, Clone, Copy)]
struct Pace {
    work: f64,
    elapsed_ms: f64,
}

impl<T: Kernels> Fast<T> {
    /// A product of the given shape, not begun.
    pub fn new(shape: Shape, kernel: Kernel<T>) -> Self {
        Self {
            shape,
            kernel,
            b: Vec::new(),
            spans: Vec::new(),
            jc: 0,
            pc: 0,
            ic: 0,
            panel: 0,
            pace: None,
        }
    }

    /// Begins again with a product of the given shape, reusing the buffers.
    pub fn restart(&mut self, shape: Shape) {
        (self.shape, self.jc, self.pc, self.ic, self.panel) = (shape, 0, 0, 0, 0);
    }

    /// The shape of the product.
    pub fn shape(&self) -> Shape {
        self.shape
    }

    /// The micro-kernel.
    pub fn kernel(&self) -> &Kernel<T> {
        &self.kernel
    }

    /// Computes the next panel, or as many of its rows as take about `budget_ms`; returns true
    /// while work is left. C need not be zero at the start. Panels that are in `kept` are not
    /// packed again.
    pub fn step(
        &mut self,
        (a, b, c): (&[T], &[T], &mut [T]),
        kept: Option<&mut Panels<T>>,
        budget_ms: f64,
        crew: Crew,
        clock: &impl Clock,
        spans: &mut Vec<TileSpan>,
    ) -> bool {
        let Shape { m, k, n } = self.shape;
        debug_assert!(a.len() == m * k && b.len() == k * n && c.len() == m * n && c.len() * k > 0);
        let (nr, width) = (self.kernel.nr(), self.kernel.width());
        let (jc, pc, ic) = (self.jc, self.pc, self.ic);
        let kc = panel_depth(k).min(k - pc);
        let nc = panel_cols::<T>(nr).min(n - jc);
        let slivers = nc.div_ceil(nr);

        let rows = self.rows(m - ic, kc * nc, budget_ms, crew);
        let work = rows as u64 * kc as u64 * nc as u64;
        // With few rows of A the time is that of reading B.
        let (kind, lane_work) = match m {
            ..=FEW_ROWS => (Kind::PackedRows, thin::LANE_WORK),
            _ => (Kind::Tiles, LANE_WORK),
        };
        let share = crew.for_work(T::habits(kind), work, lane_work, clock);
        let lanes = share.crew.size();
        let tiles = Tiles::new(rows, slivers, lanes, &self.kernel);
        self.lay_out(lanes, tiles.count());

        // Without packing, vectors must not extend past B's end.
        let in_place = k * n * size_of::<T>() <= B_IN_CACHE_BYTES && n.is_multiple_of(width);
        let b = &b[pc * n + jc..];
        let len = slivers * nr * kc;
        let kept = if in_place { None } else { kept };
        // The panels to the left are as deep as B, and those above as wide as this one.
        let (first, all) = (jc * k + pc * slivers * nr, k * n.next_multiple_of(nr));
        let mut kept = kept.and_then(|panels| panels.at(nr, all, self.panel, first));
        let (is_packed, to) = if let Some((is_packed, panels)) = &mut kept {
            (**is_packed, &mut panels[..len])
        } else {
            if !in_place && self.b.len() < len {
                self.b.resize(len, T::default());
            }
            (ic > 0, &mut self.b[..])
        };
        let from = if in_place || is_packed { None } else { Some(b) };
        let packing = Packing::new(&self.kernel, from, n, (kc, nc), lanes, to);
        let (b_stride, sliver_stride) = if in_place { (n, nr) } else { (nr, nr * kc) };
        let in_place = in_place.then_some(b);

        let next = AtomicUsize::new(0);
        let step_ms = clock.now_ms();
        let c = Shared(c.as_mut_ptr());
        let (kernel, all_spans) = (self.kernel, &self.spans);
        crew.run(lanes, &|lane| {
            let mut spans = all_spans[lane].lock().unwrap_or_else(PoisonError::into_inner);
            let packed = packing.run();
            let b = in_place.unwrap_or(packed);
            let panel = Panel { b, b_stride, sliver_stride, k, n, kc, cols: nc, first: pc == 0 };
            while let Some(tile) = tiles.get(next.fetch_add(1, Relaxed)) {
                let start_ms = clock.now_ms();
                let first_row = ic + tile.first_row;
                let a = &a[first_row * k + pc..];
                // SAFETY: C has m×n elements, and each tile is claimed by one lane only.
                unsafe { multiply_tile(&kernel, &tile, a, c.at(first_row * n + jc), &panel) };
                let (worker, first, len) = (lane as u32, first_row as u32, tile.rows as u32);
                let first_col = tile.first_sliver * nr;
                spans.push(TileSpan {
                    span: Span { worker, first, len, start_ms, end_ms: clock.now_ms() },
                    first_col: (jc + first_col) as u32,
                    cols: (tile.slivers * nr).min(nc - first_col) as u32,
                });
            }
        });
        share.over(clock);
        if let Some((is_packed, _)) = kept {
            *is_packed = true;
        }
        for lane in &mut self.spans {
            spans.append(lane.get_mut().unwrap_or_else(PoisonError::into_inner));
        }

        self.pace = Some(Pace { work: work as f64, elapsed_ms: clock.now_ms() - step_ms });
        self.ic += rows;
        if self.ic == m {
            self.ic = 0;
            self.pc += kc;
            self.panel += 1;
        }
        if self.pc == k {
            self.pc = 0;
            self.jc += nc;
        }
        self.jc < n
    }

    /// The number of rows, of `left` in the panel, that take about `budget_ms` if each takes
    /// `row_work` multiply-adds.
    fn rows(&self, left: usize, row_work: usize, budget_ms: f64, crew: Crew) -> usize {
        if budget_ms.is_infinite() {
            return left;
        }
        let work = self.pace.map_or(FIRST_WORK, |Pace { work, elapsed_ms }| {
            (work / elapsed_ms.max(1e-3) * budget_ms).min(work * GROWTH)
        });
        // At least one tile for each lane; and rows that would leave only a short step are included
        // in this one.
        let round = self.kernel.mr() * crew.size();
        let rows = ((work / row_work as f64) as usize).max(1).next_multiple_of(round);
        if rows + rows / 2 < left { rows } else { left }
    }

    /// Progress as a number of rows: the share of the work that is done, times m.
    pub fn rows_done(&self) -> usize {
        let Shape { m, k, n } = self.shape;
        let part = |done: usize, of: usize| done as f64 / of as f64;
        let kc = panel_depth(k).min(k - self.pc);
        let depth = part(self.pc, k) + part(self.ic, m) * part(kc, k);
        let done =
            part(self.jc, n) + depth * part(panel_cols::<T>(self.kernel.nr()).min(n - self.jc), n);
        (m as f64 * done) as usize
    }

    /// Reserves capacity for spans, so that nothing is allocated while the lanes run.
    fn lay_out(&mut self, lanes: usize, tiles: usize) {
        self.spans.resize_with(self.spans.len().max(lanes), Mutex::default);
        for lane in &mut self.spans[..lanes] {
            lane.get_mut().unwrap_or_else(PoisonError::into_inner).reserve(tiles);
        }
    }
}

/// The packing of a panel of B by all lanes, a few slivers at a time.
struct Packing<'a, T> {
    kernel: &'a Kernel<T>,
    /// The panel in B, unless it is packed already or not at all, and B's width.
    from: Option<&'a [T]>,
    n: usize,
    kc: usize,
    nc: usize,
    to: Shared<T>,
    len: usize,
    /// Slivers that are claimed together.
    share: usize,
    slivers: usize,
    /// The next share, and the number of slivers that are packed.
    next: AtomicUsize,
    packed: AtomicUsize,
}

impl<'a, T: Kernels> Packing<'a, T> {
    fn new(
        kernel: &'a Kernel<T>,
        from: Option<&'a [T]>,
        n: usize,
        (kc, nc): (usize, usize),
        lanes: usize,
        to: &'a mut [T],
    ) -> Self {
        let slivers = nc.div_ceil(kernel.nr());
        let share = slivers.div_ceil(if lanes == 1 { 1 } else { lanes * TILES_PER_LANE });
        let (len, to) = (to.len(), Shared(to.as_mut_ptr()));
        let (next, packed) = (AtomicUsize::new(0), AtomicUsize::new(0));
        Self { kernel, from, n, kc, nc, to, len, share, slivers, next, packed }
    }

    /// Packs slivers until none are left, waits for those of other lanes, and returns the panel.
    fn run(&self) -> &[T] {
        let (nr, kc) = (self.kernel.nr(), self.kc);
        if let Some(from) = self.from {
            // Relaxed: this counter only gives each share to one lane.
            while let first = self.share * self.next.fetch_add(1, Relaxed)
                && first < self.slivers
            {
                let last = (first + self.share).min(self.slivers);
                let _counted = Counted { packed: &self.packed, slivers: last - first };
                let cols = (last * nr).min(self.nc) - first * nr;
                // SAFETY: the panel has `slivers` slivers, and no other lane has these.
                let to = unsafe {
                    let at = self.to.at(first * nr * kc);
                    std::slice::from_raw_parts_mut(at, (last - first) * nr * kc)
                };
                self.kernel.pack(&from[first * nr..], self.n, (kc, cols), to);
            }
            // All are claimed, so other lanes are packing what is missing. Pairs with `Counted`.
            while self.packed.load(Acquire) < self.slivers {
                std::hint::spin_loop();
            }
        }
        // SAFETY: nobody writes to the panel any more.
        unsafe { std::slice::from_raw_parts(self.to.0, self.len) }
    }
}

/// Counts slivers as packed when dropped, also if packing them panics: nobody waits for ever.
struct Counted<'a> {
    packed: &'a AtomicUsize,
    slivers: usize,
}

impl Drop for Counted<'_> {
    fn drop(&mut self) {
        self.packed.fetch_add(self.slivers, Release);
    }
}

/// A pointer to C or to the panel, of which each lane writes its own part.
struct Shared<T>(*mut T);

// SAFETY: lanes write disjoint parts; see `Fast::step`.
unsafe impl<T: Send> Sync for Shared<T> {}

impl<T> Shared<T> {
    /// The pointer to the element at `offset`.
    ///
    /// # Safety
    /// `offset` is within the elements.
    unsafe fn at(&self, offset: usize) -> *mut T {
        // SAFETY: by the caller's contract.
        unsafe { self.0.add(offset) }
    }
}

/// The division of C into tiles: into bands of rows and, if there are too few bands to share, each
/// band into groups of slivers of columns.
struct Tiles {
    m: usize,
    height: usize,
    bands: usize,
    slivers: usize,
    group: usize,
    groups: usize,
}

/// One tile of C.
struct Tile {
    first_row: usize,
    rows: usize,
    first_sliver: usize,
    slivers: usize,
}

impl Tiles {
    fn new<T>(m: usize, slivers: usize, lanes: usize, kernel: &Kernel<T>) -> Self {
        let mr = kernel.mr();
        let highest = (A_BLOCK_BYTES / (DEPTH * size_of::<T>()) / mr) * mr;
        let wanted = if lanes == 1 { 1 } else { lanes * TILES_PER_LANE };
        let height = m.div_ceil(wanted).next_multiple_of(mr).min(highest);
        let bands = m.div_ceil(height);
        let group = slivers.div_ceil(wanted.div_ceil(bands));
        Self { m, height, bands, slivers, group, groups: slivers.div_ceil(group) }
    }

    fn count(&self) -> usize {
        self.bands * self.groups
    }

    fn get(&self, index: usize) -> Option<Tile> {
        if index >= self.count() {
            return None;
        }
        // All groups of a band come one after another, so that a lane that takes several has the
        // band's rows of A in its cache.
        let (band, group) = (index / self.groups, index % self.groups);
        let (first_row, first_sliver) = (band * self.height, group * self.group);
        let rows = self.height.min(self.m - first_row);
        let slivers = self.group.min(self.slivers - first_sliver);
        Some(Tile { first_row, rows, first_sliver, slivers })
    }
}

/// The panel that is being multiplied.
struct Panel<'a, T> {
    /// B from the panel's first element on, packed or not.
    b: &'a [T],
    /// Elements from one row of B to the next.
    b_stride: usize,
    /// Elements from one sliver of B to the next.
    sliver_stride: usize,
    /// The stride of A's rows.
    k: usize,
    /// The stride of C's rows.
    n: usize,
    /// The depth of the panel.
    kc: usize,
    /// The number of columns.
    cols: usize,
    /// Whether C is set (`true`) or added to.
    first: bool,
}

/// The 2nd and 1st loops: multiplies all rows of A in the tile with all its slivers of B. `a`
/// begins at the tile's first row and the panel's first column.
///
/// # Safety
/// `c` points to the tile's first row, at the panel's first column. The tile lies within C, and no
/// other lane accesses it.
unsafe fn multiply_tile<T: Kernels>(
    kernel: &Kernel<T>,
    tile: &Tile,
    a: &[T],
    c: *mut T,
    &Panel { b, b_stride, sliver_stride, k, n, kc, cols, first }: &Panel<'_, T>,
) {
    let nr = kernel.nr();
    for sliver in tile.first_sliver..tile.first_sliver + tile.slivers {
        let b = &b[sliver * sliver_stride..];
        let width = nr.min(cols - sliver * nr);
        let operands = Operands { a, a_stride: k, b, b_stride, k: kc, c_stride: n, first };
        // SAFETY: the rows and columns lie within the tile.
        unsafe { kernel.multiply((tile.rows, width), operands, c.add(sliver * nr)) };
    }
}
