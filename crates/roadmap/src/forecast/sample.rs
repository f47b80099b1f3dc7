//! Random numbers by counter, and durations out of them, sixteen runs at a time.

use super::{Estimate, Shape};
use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

/// Runs handled together; a multiple of what the processor's vectors hold.
pub(super) const LANES: usize = 16;
/// One value per run of a block.
pub(super) type Lane = [f32; LANES];

/// Steps of a PERT curve's table; straight lines between them err by less than a thousandth of the range.
const STEPS: usize = 1024;

/// How a duration is drawn.
#[derive(Clone, Debug)]
pub(crate) enum Draw {
    Fixed(f32),
    /// Inverse of the triangular distribution: one square root.
    Triangular {
        low: f32,
        high: f32,
        /// Share of the runs below the likely duration.
        turn: f32,
        below: f32,
        above: f32,
    },
    /// Quantiles of a beta curve on 0..1, stretched.
    Table {
        low: f32,
        range: f32,
        quantiles: Arc<[f32]>,
    },
}

impl Draw {
    pub(super) fn new(estimate: Estimate, shape: Shape, tables: &mut BTreeMap<u32, Arc<[f32]>>) -> Self {
        let Estimate { low, likely, high } = estimate;
        let range = high - low;
        if range <= 0.0 {
            return Self::Fixed(likely);
        }
        let mode = ((likely - low) / range).clamp(0.0, 1.0);
        match shape {
            Shape::Triangular => Self::Triangular { low, high, turn: mode, below: range * (likely - low), above: range * (high - likely) },
            Shape::Pert => {
                let quantiles = Arc::clone(tables.entry(mode.to_bits()).or_insert_with(|| pert_quantiles(f64::from(mode))));
                Self::Table { low, range, quantiles }
            }
        }
    }

    #[inline]
    pub(super) fn fill(&self, stream: Stream, out: &mut Lane) {
        match self {
            Self::Fixed(days) => out.fill(*days),
            Self::Triangular { low, high, turn, below, above } => {
                let uniform = stream.uniform();
                for lane in 0..LANES {
                    let u = uniform[lane];
                    // Both sides of the turn by bits instead of a branch, which would be guessed wrong in every third run.
                    let first = below_zero(u - turn);
                    let root = choose(first, u * below, (1.0 - u) * above).sqrt();
                    out[lane] = choose(first, *low, *high) + f32::from_bits(root.to_bits() ^ (!first & SIGN));
                }
            }
            Self::Table { low, range, quantiles } => {
                let uniform = stream.uniform();
                for lane in 0..LANES {
                    let at = uniform[lane] * STEPS as f32;
                    let step = (at as usize).min(STEPS - 1);
                    let (a, b) = (quantiles[step], quantiles[step + 1]);
                    out[lane] = low + range * (a + (at - step as f32) * (b - a));
                }
            }
        }
    }
}

/// The bit that makes a number negative.
const SIGN: u32 = 1 << 31;

/// All bits set for a number below zero, none for others.
#[inline]
const fn below_zero(number: f32) -> u32 {
    ((number.to_bits() as i32) >> 31) as u32
}

/// The first number where all bits of the mask are set, the second where none is.
#[inline]
const fn choose(mask: u32, first: f32, second: f32) -> f32 {
    f32::from_bits((first.to_bits() & mask) | (second.to_bits() & !mask))
}

/// Steps in which the density of a PERT curve is summed up.
const FINE: usize = 4096;

/// Logarithms of the middles of those steps, for every curve: a density is then one exponential instead of two powers. A roadmap made from
/// templates has dozens of curves.
static LOGS: LazyLock<Box<[f64]>> = LazyLock::new(|| (0..FINE).map(|i| ((i as f64 + 0.5) / FINE as f64).ln()).collect());

/// Quantiles of the PERT beta curve with its peak at `mode` of the range: the density summed up finely, then inverted.
fn pert_quantiles(mode: f64) -> Arc<[f32]> {
    let (alpha, beta) = (4.0 * mode, 4.0 - 4.0 * mode);
    let logs = &**LOGS;
    let density = |i: usize| (alpha * logs[i] + beta * logs[FINE - 1 - i]).exp();
    let mut sum = vec![0.0];
    for i in 0..FINE {
        sum.push(sum[i] + density(i));
    }
    let total = sum[FINE];
    let mut quantiles = Vec::with_capacity(STEPS + 1);
    let mut i = 0;
    for step in 0..=STEPS {
        let wanted = total * step as f64 / STEPS as f64;
        while i + 1 < FINE && sum[i + 1] < wanted {
            i += 1;
        }
        let within = ((wanted - sum[i]) / (sum[i + 1] - sum[i])).clamp(0.0, 1.0);
        quantiles.push(((i as f64 + within) / FINE as f64) as f32);
    }
    quantiles.into()
}

/// Key of a name: FNV-1a.
pub(super) fn key(name: &str) -> u64 {
    name.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// Stirs 64 bits (the finalizer of SplitMix64).
pub(super) const fn stir(mut x: u64) -> u64 {
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}

/// The random numbers of one task in one block of runs.
#[derive(Clone, Copy)]
pub(super) struct Stream {
    /// Key of task and seed, already stirred.
    pub(super) key: u64,
    /// Number of the first run of the block.
    pub(super) first: u32,
}

impl Stream {
    /// Uniform numbers strictly between 0 and 1: a keyed 32-bit mix of the run's number.
    #[inline]
    pub(super) fn uniform(self) -> Lane {
        let (a, b) = (self.key as u32, (self.key >> 32) as u32);
        let mut out = [0.0; LANES];
        for (lane, value) in out.iter_mut().enumerate() {
            let mut x = (self.first.wrapping_add(lane as u32)).wrapping_mul(0x9e37_79b9).wrapping_add(a);
            x ^= x >> 16;
            x = x.wrapping_mul(0x21f0_aaad);
            x ^= x >> 15;
            x = (x ^ b).wrapping_mul(0x735a_2d97);
            x ^= x >> 15;
            // 24 bits fill a 32-bit float; the half keeps the ends out.
            *value = ((x >> 8) as i32 as f32 + 0.5) * (1.0 / 16_777_216.0);
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn uniform_numbers_are_uniform_and_unrelated_between_tasks() {
        const RUNS: u32 = 65_536;
        let draw = |k: u64| -> Vec<f32> {
            (0..RUNS / LANES as u32).flat_map(|b| Stream { key: stir(k), first: b * LANES as u32 }.uniform()).collect()
        };
        let (a, b) = (draw(1), draw(2));
        let mut boxes = [0u32; 64];
        a.iter().for_each(|u| boxes[(u * 64.0) as usize] += 1);
        let expected = f64::from(RUNS) / 64.0;
        let chi: f64 = boxes.iter().map(|&n| (f64::from(n) - expected).powi(2) / expected).sum();
        assert!((30.0..110.0).contains(&chi), "chi-squared of 63 degrees: {chi}");
        let correlation: f64 =
            a.iter().zip(&b).map(|(x, y)| (f64::from(*x) - 0.5) * (f64::from(*y) - 0.5)).sum::<f64>() / f64::from(RUNS) * 12.0;
        let serial: f64 = a.windows(2).map(|w| (f64::from(w[0]) - 0.5) * (f64::from(w[1]) - 0.5)).sum::<f64>() / f64::from(RUNS) * 12.0;
        assert!(correlation.abs() < 0.02 && serial.abs() < 0.02, "{correlation} {serial}");
        assert!(a.iter().all(|u| *u > 0.0 && *u < 1.0));
    }

    #[test]
    fn quantiles_of_pert_are_those_of_the_beta_curve() {
        // With its peak at an end or in the middle the curve has a closed form.
        let worst = |mode: f64, share: fn(f64) -> f64| {
            let quantiles = pert_quantiles(mode);
            let off = |step: usize| (share(f64::from(quantiles[step])) - step as f64 / STEPS as f64).abs();
            (0..=STEPS).map(off).fold(0.0, f64::max)
        };
        assert!(worst(0.0, |x| 1.0 - (1.0 - x).powi(5)) < 0.0005);
        assert!(worst(1.0, |x| x.powi(5)) < 0.0005);
        assert!(worst(0.5, |x| x.powi(3) * (10.0 - 15.0 * x + 6.0 * x * x)) < 0.0005);
    }
}
