//! The ellipsoid method: the lowest point of a convex function of a few prices, of which only value and slope are known.
//!
//! Slow for thousands of prices, certain and quick for a handful: each cut across the slope leaves a smaller ellipsoid around the half
//! where lower points can be.

#[derive(Clone, Debug)]
pub(super) struct Ellipsoid {
    centre: Vec<f64>,
    /// Row by row.
    shape: Vec<f64>,
    along: Vec<f64>,
}

impl Ellipsoid {
    /// Around the box from 0 to `most` in every direction. The update divides by n² - 1, so a single price gets an idle companion.
    pub(super) fn around(most: &[f64]) -> Self {
        let n = most.len().max(2);
        let mut centre = vec![0.0; n];
        let mut shape = vec![0.0; n * n];
        for (i, most) in most.iter().enumerate() {
            centre[i] = most / 2.0;
            shape[i * n + i] = (most * 0.5).powi(2) * n as f64;
        }
        if most.len() < 2 {
            let idle = shape[0].max(f64::MIN_POSITIVE);
            (most.len()..n).for_each(|i| shape[i * n + i] = idle);
        }
        Self { along: vec![0.0; n], centre, shape }
    }

    pub(super) fn centre(&self) -> &[f64] {
        &self.centre
    }

    /// How far the function can still fall below its value at the centre.
    pub(super) fn reach(&self, slope: &[f64]) -> f64 {
        let n = self.centre.len();
        let row = |i: usize| self.shape[i * n..i * n + n].iter().zip(slope).map(|(a, b)| a * b).sum::<f64>();
        slope.iter().enumerate().map(|(i, s)| s * row(i)).sum::<f64>().max(0.0).sqrt()
    }

    /// Cuts across the slope, `deep` below the value at the centre, and covers the lower part; false when nothing is left to cut.
    pub(super) fn cut(&mut self, slope: &[f64], deep: f64) -> bool {
        let n = self.centre.len();
        for i in 0..n {
            self.along[i] = self.shape[i * n..i * n + n].iter().zip(slope).map(|(a, b)| a * b).sum();
        }
        let norm = slope.iter().zip(&self.along).map(|(s, a)| s * a).sum::<f64>().max(0.0).sqrt();
        let depth = deep / norm;
        // Not a number and infinite norms end here as well.
        if !(norm >= 1e-15 && depth < 1.0) {
            return false;
        }
        let (many, depth) = (n as f64, depth.max(0.0));
        let step = (1.0 + many * depth) / (many + 1.0);
        let grow = many * many / (many * many - 1.0) * (1.0 - depth * depth);
        let squeeze = 2.0 * step / (1.0 + depth);
        self.along.iter_mut().for_each(|a| *a /= norm);
        for i in 0..n {
            self.centre[i] -= step * self.along[i];
            let pull = squeeze * self.along[i];
            for (cell, along) in self.shape[i * n..i * n + n].iter_mut().zip(&self.along) {
                *cell = grow * (*cell - pull * along);
            }
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lowest_point_of_a_bowl_with_edges_is_found() {
        // |x - 3| + 2 |y - 1| + |z|, lowest 0 at (3, 1, 0).
        let mut ellipsoid = Ellipsoid::around(&[10.0, 10.0, 10.0]);
        let mut best = f64::INFINITY;
        for _ in 0..400 {
            let at = ellipsoid.centre().to_vec();
            let here = (at[0] - 3.0).abs() + 2.0 * (at[1] - 1.0).abs() + at[2].abs();
            best = best.min(here);
            let slope = [(at[0] - 3.0).signum(), 2.0 * (at[1] - 1.0).signum(), at[2].signum()];
            if !ellipsoid.cut(&slope, here - best) {
                break;
            }
        }
        assert!(best < 1e-3, "{best}");
    }
}
