//! Networks as plain CSV, for planners' bulk files and measurements: `id,duration,preds` or `unit,id,duration,preds`, predecessors
//! separated by blanks, all finish-to-start. Read in one pass over the bytes.

use super::{Network, NetworkError};
use rustc_hash::FxHashMap;

/// Why a network file was refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FileError {
    /// The first line names neither shape.
    #[error("the first line must be `id,duration,preds` or `unit,id,duration,preds`")]
    Heading,
    /// A line that is not whole numbers in their places.
    #[error("line {line}: whole numbers expected: {shape}")]
    Line {
        /// Line, counted from 1.
        line: usize,
        /// The columns expected.
        shape: &'static str,
    },
    /// An id stands on two lines of the same unit.
    #[error("line {line}: task {id} was already given")]
    Twice {
        /// Line, counted from 1.
        line: usize,
        /// The id.
        id: u32,
    },
    /// A predecessor is not a task of the same unit.
    #[error("line {line}: task {task} waits on {id}, which is not there")]
    Unknown {
        /// Line, counted from 1.
        line: usize,
        /// The task that waits on it.
        task: u32,
        /// The id.
        id: u32,
    },
    /// The tasks make no network.
    #[error(transparent)]
    Network(#[from] NetworkError),
}

const ONE: (&str, &str) = ("id,duration,preds", "id,duration,preds");
const MANY: (&str, &str) = ("unit,id,duration,preds", "unit,id,duration,preds");

/// Reads a network file; each unit becomes an independent part.
///
/// # Errors
/// The first line that cannot be used, or a ring of predecessors (whose tasks are then counted from 0 in file order).
///
/// ```
/// let network = vedich_roadmap::network::read_csv("id,duration,preds\n7,3,\n9,4,7\n".as_bytes()).unwrap();
/// assert_eq!(network.time().finish(), 7);
/// ```
pub fn read_csv(text: &[u8]) -> Result<Network, FileError> {
    let heading_end = text.iter().position(|&b| b == b'\n').unwrap_or(text.len());
    let heading = text[..heading_end].trim_ascii();
    let (units, shape) = match heading {
        h if h == ONE.0.as_bytes() => (false, ONE.1),
        h if h == MANY.0.as_bytes() => (true, MANY.1),
        _ => return Err(FileError::Heading),
    };
    let mut reader = Reader { bytes: text, at: (heading_end + 1).min(text.len()), line: 2, shape };
    // A line is rarely under 10 bytes or a link under 5: room for most files without growing.
    let (mut durations, mut ids) = (Vec::with_capacity(text.len() / 16), Vec::with_capacity(text.len() / 16));
    let (mut first, mut sources) = (Vec::with_capacity(text.len() / 16), Vec::with_capacity(text.len() / 10));
    let (mut parts, mut unit, mut in_place) = (vec![0u32], None, true);
    first.push(0u32);
    while let Some(()) = reader.skip_blank_lines() {
        if units {
            let this = reader.number(b',')?;
            if unit.is_some_and(|u| u != this) {
                parts.push(durations.len() as u32);
            }
            unit = Some(this);
        }
        let base = parts.last().copied().unwrap_or(0);
        let id = reader.number(b',')?;
        in_place &= id == durations.len() as u32 - base;
        ids.push(id);
        durations.push(reader.number(b',')? as i32);
        reader.predecessors(base, &mut sources)?;
        first.push(sources.len() as u32);
    }
    parts.push(durations.len() as u32);
    parts.dedup();
    let n = durations.len() as u32;
    if !in_place || sources.iter().any(|&p| p >= n) || !stay_inside(&parts, &first, &sources) {
        relabel(&ids, &parts, &first, &mut sources)?;
    }
    if durations.iter().map(|&d| i64::from(d)).sum::<i64>() > i64::from(i32::MAX / 4) {
        return Err(NetworkError::TooLong.into());
    }
    let mut network = Network {
        durations,
        first,
        sources,
        ties: Vec::new(),
        order: Vec::new(),
        floors: Vec::new(),
        ceilings: Vec::new(),
        parts,
        elapsed: None,
    };
    network.sort()?;
    Ok(network)
}

fn stay_inside(parts: &[u32], first: &[u32], sources: &[u32]) -> bool {
    parts.len() <= 2
        || parts.windows(2).all(|part| {
            sources[first[part[0] as usize] as usize..first[part[1] as usize] as usize].iter().all(|p| (part[0]..part[1]).contains(p))
        })
}

/// Ids that are not simply the lines' places: look each predecessor up in its unit.
fn relabel(ids: &[u32], parts: &[u32], first: &[u32], sources: &mut [u32]) -> Result<(), FileError> {
    for part in parts.windows(2) {
        let mut places = FxHashMap::default();
        for task in part[0]..part[1] {
            if places.insert(ids[task as usize], task).is_some() {
                return Err(FileError::Twice { line: task as usize + 2, id: ids[task as usize] });
            }
        }
        for task in part[0]..part[1] {
            for source in &mut sources[first[task as usize] as usize..first[task as usize + 1] as usize] {
                let id = *source - part[0];
                *source = *places.get(&id).ok_or(FileError::Unknown { line: task as usize + 2, task: ids[task as usize], id })?;
            }
        }
    }
    Ok(())
}

struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
    line: usize,
    shape: &'static str,
}

impl Reader<'_> {
    fn skip_blank_lines(&mut self) -> Option<()> {
        while let Some(b'\n' | b'\r') = self.bytes.get(self.at) {
            self.line += usize::from(self.bytes[self.at] == b'\n');
            self.at += 1;
        }
        (self.at < self.bytes.len()).then_some(())
    }

    fn refuse(&self) -> FileError {
        FileError::Line { line: self.line, shape: self.shape }
    }

    /// A whole number of at most nine digits, and the byte that must follow it.
    fn number(&mut self, stop: u8) -> Result<u32, FileError> {
        let start = self.at;
        let value = self.digits();
        if self.at == start || self.at - start > 9 || self.bytes.get(self.at) != Some(&stop) {
            return Err(self.refuse());
        }
        self.at += 1;
        Ok(value)
    }

    #[inline]
    fn digits(&mut self) -> u32 {
        let mut value = 0u32;
        while let Some(digit) = self.bytes.get(self.at).map(|b| b.wrapping_sub(b'0')).filter(|d| *d < 10) {
            value = value.wrapping_mul(10).wrapping_add(u32::from(digit));
            self.at += 1;
        }
        value
    }

    /// Numbers separated by blanks, to the end of the line.
    fn predecessors(&mut self, base: u32, sources: &mut Vec<u32>) -> Result<(), FileError> {
        loop {
            match self.bytes.get(self.at) {
                None => return Ok(()),
                Some(b'\n') => {
                    self.at += 1;
                    self.line += 1;
                    return Ok(());
                }
                Some(b' ' | b'\r') => self.at += 1,
                Some(b'0'..=b'9') => {
                    let start = self.at;
                    let id = self.digits();
                    if self.at - start > 9 {
                        return Err(self.refuse());
                    }
                    sources.push(id + base);
                }
                Some(_) => return Err(self.refuse()),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_cannot_be_used_are_named() {
        let line = |text: &str| read_csv(text.as_bytes()).unwrap_err();
        assert_eq!(line("a,b\n"), FileError::Heading);
        assert_eq!(line("id,duration,preds\n0,3,\n1,x,0\n"), FileError::Line { line: 3, shape: ONE.1 });
        assert_eq!(line("id,duration,preds\n0,3,\n1,1,8\n"), FileError::Unknown { line: 3, task: 1, id: 8 });
        assert_eq!(line("id,duration,preds\n70,3,\n90,1,8\n"), FileError::Unknown { line: 3, task: 90, id: 8 });
        assert_eq!(line("id,duration,preds\n5,3,\n5,1,\n"), FileError::Twice { line: 3, id: 5 });
        assert_eq!(line("id,duration,preds\n0,1,1\n1,1,0\n"), FileError::Network(NetworkError::Cycle(vec![0, 1])));
        assert!(matches!(line("id,duration,preds\n0,9999999999,\n"), FileError::Line { line: 2, .. }));
    }

    #[test]
    fn units_have_finishes_of_their_own() {
        let network = read_csv(b"unit,id,duration,preds\n0,0,3,\n0,1,4,0\n1,0,9,\n1,1,1,\n").unwrap();
        let timing = network.time();
        assert_eq!(timing.finishes, [7, 9]);
        assert_eq!(timing.critical_count(), 3);
    }
}
