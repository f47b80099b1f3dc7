//! The runs themselves: blocks of sixteen, chunks of blocks shared out to threads, results put together in the order of chunks.

use super::sample::{Draw, LANES, Lane, Stream, key, stir};
use super::{Forecast, Model, Settings};
use crate::network::LinkKind;
use std::sync::atomic::{AtomicU32, Ordering};

/// Blocks a thread takes at a time.
const CHUNK_BLOCKS: u32 = 16;

pub(super) fn run(model: &Model, settings: &Settings) -> Forecast {
    let blocks = settings.runs.div_ceil(LANES as u32);
    let chunks = blocks.div_ceil(CHUNK_BLOCKS);
    let next = AtomicU32::new(0);
    let prepared = Prepared::new(model, settings);
    let work = || {
        let mut scratch = Scratch::new(model);
        let mut done = Vec::new();
        loop {
            let chunk = next.fetch_add(1, Ordering::Relaxed);
            if chunk >= chunks {
                return done;
            }
            let span = chunk * CHUNK_BLOCKS..((chunk + 1) * CHUNK_BLOCKS).min(blocks);
            done.push((chunk, prepared.chunk(span, &mut scratch)));
        }
    };
    let threads = settings.threads.clamp(1, 64).min(chunks.max(1) as usize);
    let mut results = std::thread::scope(|scope| {
        let helpers: Vec<_> = (1..threads).map(|_| scope.spawn(work)).collect();
        let mut results = work();
        for helper in helpers {
            results.extend(helper.join().unwrap_or_default());
        }
        results
    });
    results.sort_by_key(|(chunk, _)| *chunk);
    gather(model, settings, results.into_iter().map(|(_, result)| result))
}

fn gather(model: &Model, settings: &Settings, results: impl Iterator<Item = Chunk>) -> Forecast {
    let mut finishes = Vec::with_capacity(settings.runs as usize);
    let mut totals = Totals::new(if settings.per_task { model.network.len() } else { 0 });
    for chunk in results {
        finishes.extend(chunk.finishes);
        totals.add(&chunk.totals);
    }
    finishes.truncate(settings.runs as usize);
    let runs = finishes.len() as f64;
    let sum: f64 = finishes.iter().map(|&f| f64::from(f)).sum();
    let spread = (finishes.iter().map(|&f| f64::from(f).powi(2)).sum::<f64>() - sum * sum / runs.max(1.0)).max(0.0);
    let sensitivity = totals.tasks.iter().map(|t| {
        let own = (t.square - t.sum * t.sum / runs).max(0.0);
        let scale = (own * spread).sqrt();
        if own < 1e-6 * runs || scale <= 0.0 { 0.0 } else { ((t.product - t.sum * sum / runs) / scale).clamp(-1.0, 1.0) }
    });
    let sensitivity = sensitivity.collect();
    let criticality = totals.tasks.iter().map(|t| f64::from(t.critical) / runs.max(1.0)).collect();
    finishes.sort_unstable_by(f32::total_cmp);
    Forecast { finishes, criticality, sensitivity }
}

#[derive(Clone, Copy, Default)]
struct TaskTotals {
    critical: u32,
    sum: f64,
    square: f64,
    product: f64,
}

struct Totals {
    tasks: Vec<TaskTotals>,
}

impl Totals {
    fn new(n: usize) -> Self {
        Self { tasks: vec![TaskTotals::default(); n] }
    }

    fn add(&mut self, other: &Self) {
        for (a, b) in self.tasks.iter_mut().zip(&other.tasks) {
            a.critical += b.critical;
            a.sum += b.sum;
            a.square += b.square;
            a.product += b.product;
        }
    }
}

struct Chunk {
    finishes: Vec<f32>,
    totals: Totals,
}

/// What a thread works in: values of the tasks in one block of runs.
struct Scratch {
    starts: Vec<Lane>,
    spans: Vec<Lane>,
    finishes: Vec<Lane>,
    /// Runs in which each task is critical, one bit each.
    marks: Vec<u16>,
    factors: Vec<Lane>,
}

impl Scratch {
    fn new(model: &Model) -> Self {
        let n = model.network.len();
        Self {
            starts: vec![[0.0; LANES]; n],
            spans: vec![[0.0; LANES]; n],
            finishes: vec![[0.0; LANES]; n],
            marks: vec![0; n],
            factors: vec![[0.0; LANES]; model.risks.len()],
        }
    }
}

struct Prepared<'a> {
    model: &'a Model,
    settings: &'a Settings,
    /// Key of each task and the seed, stirred.
    keys: Vec<u64>,
    risk_draws: Vec<(u64, Draw)>,
    risky: bool,
}

impl<'a> Prepared<'a> {
    fn new(model: &'a Model, settings: &'a Settings) -> Self {
        let seed = stir(settings.seed.wrapping_add(0x9e37_79b9_7f4a_7c15));
        let keys = model.keys.iter().map(|k| stir(k ^ seed)).collect();
        let mut tables = std::collections::BTreeMap::new();
        let risk_draws =
            model.risks.iter().map(|r| (stir(key(&r.name) ^ !seed), Draw::new(r.impact, super::Shape::Triangular, &mut tables))).collect();
        Self { model, settings, keys, risk_draws, risky: model.touched.iter().any(|t| !t.is_empty()) }
    }

    fn chunk(&self, blocks: std::ops::Range<u32>, scratch: &mut Scratch) -> Chunk {
        let mut chunk = Chunk {
            finishes: Vec::with_capacity(blocks.len() * LANES),
            totals: Totals::new(if self.settings.per_task { self.model.network.len() } else { 0 }),
        };
        for block in blocks {
            let first = block * LANES as u32;
            let finish = if self.is_plain() { self.plain_block(first, scratch) } else { self.block(first, scratch) };
            if self.settings.per_task {
                let wanted = (self.settings.runs - first).min(LANES as u32);
                let mask = if wanted == LANES as u32 { u16::MAX } else { (1u16 << wanted) - 1 };
                self.count(&finish, mask, scratch, &mut chunk.totals);
            }
            chunk.finishes.extend(finish);
        }
        chunk
    }

    fn is_plain(&self) -> bool {
        self.model.network.is_plain() && !self.risky && !self.settings.per_task
    }

    /// Finish-to-start links only, nothing asked per task: the shortest way.
    fn plain_block(&self, first: u32, scratch: &mut Scratch) -> Lane {
        let network = &self.model.network;
        let mut finish = [0.0f32; LANES];
        let mut begin = 0;
        for (i, (draw, &key)) in self.model.draws.iter().zip(&self.keys).enumerate() {
            let end = network.first[i + 1] as usize;
            let mut start = [0.0f32; LANES];
            for &p in &network.sources[begin..end] {
                raise(&mut start, &scratch.finishes[p as usize]);
            }
            begin = end;
            let mut over = [0.0; LANES];
            draw.fill(Stream { key, first }, &mut over);
            for lane in 0..LANES {
                over[lane] += start[lane];
            }
            scratch.finishes[i] = over;
            raise(&mut finish, &over);
        }
        finish
    }

    fn block(&self, first: u32, scratch: &mut Scratch) -> Lane {
        self.draw_risks(first, scratch);
        let network = &self.model.network;
        let mut finish = [0.0f32; LANES];
        for task in network.in_order() {
            let i = task as usize;
            let mut span = [0.0; LANES];
            self.model.draws[i].fill(Stream { key: self.keys[i], first }, &mut span);
            for &risk in &self.model.touched[i] {
                let factor = &scratch.factors[risk as usize];
                for lane in 0..LANES {
                    span[lane] *= factor[lane];
                }
            }
            let mut start = [self.floor(i); LANES];
            for link in network.links_into(task) {
                raise(&mut start, &bound(scratch, link.from as usize, link.kind, link.lag, &span));
            }
            let mut over = start;
            for lane in 0..LANES {
                over[lane] += span[lane];
            }
            raise(&mut finish, &over);
            scratch.starts[i] = start;
            scratch.spans[i] = span;
            scratch.finishes[i] = over;
        }
        finish
    }

    fn floor(&self, task: usize) -> f32 {
        self.model.network.floors.get(task).map_or(0.0, |&floor| floor.max(0) as f32)
    }

    fn draw_risks(&self, first: u32, scratch: &mut Scratch) {
        for ((factor, risk), (key, draw)) in scratch.factors.iter_mut().zip(&self.model.risks).zip(&self.risk_draws) {
            let strikes = Stream { key: *key, first }.uniform();
            draw.fill(Stream { key: stir(*key), first }, factor);
            for lane in 0..LANES {
                factor[lane] = if strikes[lane] < risk.chance { 1.0 + factor[lane] } else { 1.0 };
            }
        }
    }

    /// Criticality by walking back along the links that drove each start: the values compared are the very ones the start was made of.
    fn count(&self, finish: &Lane, mask: u16, scratch: &mut Scratch, totals: &mut Totals) {
        let network = &self.model.network;
        for (mark, over) in scratch.marks.iter_mut().zip(&scratch.finishes) {
            *mark = equal(over, finish) & mask;
        }
        for task in network.in_order().rev() {
            let i = task as usize;
            let mark = scratch.marks[i];
            if mark != 0 {
                let (start, span) = (scratch.starts[i], scratch.spans[i]);
                for link in network.links_into(task) {
                    let drives = equal(&bound(scratch, link.from as usize, link.kind, link.lag, &span), &start);
                    scratch.marks[link.from as usize] |= mark & drives;
                }
            }
            let total = &mut totals.tasks[i];
            total.critical += mark.count_ones();
            if !matches!(self.model.draws[i], Draw::Fixed(_)) || self.risky {
                let (mut sum, mut square, mut product) = (0.0f32, 0.0f32, 0.0f32);
                for (lane, (span, finish)) in scratch.spans[i].iter().zip(finish).enumerate() {
                    let days = if mask >> lane & 1 == 1 { *span } else { 0.0 };
                    sum += days;
                    square += days * days;
                    product += days * finish;
                }
                total.sum += f64::from(sum);
                total.square += f64::from(square);
                total.product += f64::from(product);
            }
        }
    }
}

/// Earliest starts a link allows.
#[inline]
fn bound(scratch: &Scratch, from: usize, kind: LinkKind, lag: i32, span: &Lane) -> Lane {
    let mut out = if kind.leaves_start() { scratch.starts[from] } else { scratch.finishes[from] };
    if lag != 0 {
        out.iter_mut().for_each(|value| *value += lag as f32);
    }
    if kind.enters_finish() {
        for lane in 0..LANES {
            out[lane] -= span[lane];
        }
    }
    out
}

#[inline]
fn raise(to: &mut Lane, by: &Lane) {
    for lane in 0..LANES {
        to[lane] = if by[lane] > to[lane] { by[lane] } else { to[lane] };
    }
}

#[inline]
fn equal(a: &Lane, b: &Lane) -> u16 {
    let mut mask = 0;
    for lane in 0..LANES {
        mask |= u16::from(a[lane] == b[lane]) << lane;
    }
    mask
}
