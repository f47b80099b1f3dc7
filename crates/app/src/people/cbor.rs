//! As much of CBOR (RFC 8949) as authenticators speak: numbers, bytes, texts, lists, maps of known length. Whatever else comes is refused.

/// Lists and maps lie at most so deep: an attestation has three levels.
const DEEPEST: u8 = 8;

/// A value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Item {
    Number(i64),
    Bytes(Vec<u8>),
    Text(String),
    List(Vec<Self>),
    Map(Vec<(Self, Self)>),
    /// `true`, `false`, `null`: nobody here asks which.
    Simple(u8),
}

impl Item {
    /// The value of a number in a map.
    pub(super) fn at(&self, key: i64) -> Option<&Self> {
        self.find(|known| matches!(known, Self::Number(number) if *number == key))
    }

    /// The value of a name in a map.
    pub(super) fn named(&self, key: &str) -> Option<&Self> {
        self.find(|known| matches!(known, Self::Text(text) if text == key))
    }

    fn find(&self, is: impl Fn(&Self) -> bool) -> Option<&Self> {
        match self {
            Self::Map(pairs) => pairs.iter().find(|(key, _)| is(key)).map(|(_, value)| value),
            _ => None,
        }
    }

    pub(super) const fn number(&self) -> Option<i64> {
        match self {
            Self::Number(number) => Some(*number),
            _ => None,
        }
    }

    pub(super) fn bytes(&self) -> Option<&[u8]> {
        match self {
            Self::Bytes(bytes) => Some(bytes),
            _ => None,
        }
    }
}

/// Reads one value from the front; the answer is the value and what comes after it.
pub(super) fn read(bytes: &[u8]) -> Option<(Item, &[u8])> {
    item(bytes, 0)
}

fn item(bytes: &[u8], depth: u8) -> Option<(Item, &[u8])> {
    if depth > DEEPEST {
        return None;
    }
    let (first, rest) = bytes.split_first()?;
    let (kind, short) = (first >> 5, first & 31);
    if kind == 7 {
        return (20..=22).contains(&short).then_some((Item::Simple(short), rest));
    }
    let (size, mut rest) = match short {
        0..=23 => (u64::from(short), rest),
        24..=27 => {
            let (number, rest) = rest.split_at_checked(1 << (short - 24))?;
            (number.iter().fold(0, |sum, byte| (sum << 8) | u64::from(*byte)), rest)
        }
        _ => return None,
    };
    let length = usize::try_from(size).ok()?;
    let item = match kind {
        0 => Item::Number(i64::try_from(size).ok()?),
        1 => Item::Number(-1 - i64::try_from(size).ok()?),
        2 | 3 => {
            let (content, after) = rest.split_at_checked(length)?;
            rest = after;
            if kind == 2 { Item::Bytes(content.to_vec()) } else { Item::Text(std::str::from_utf8(content).ok()?.to_owned()) }
        }
        // Every element takes a byte at least: a length no input can hold asks for no memory.
        4 | 5 if length > rest.len() => return None,
        4 => Item::List((0..length).map(|_| take(&mut rest, depth)).collect::<Option<_>>()?),
        5 => Item::Map((0..length).map(|_| Some((take(&mut rest, depth)?, take(&mut rest, depth)?))).collect::<Option<_>>()?),
        _ => return None,
    };
    Some((item, rest))
}

fn take(rest: &mut &[u8], depth: u8) -> Option<Item> {
    let (item, after) = item(rest, depth + 1)?;
    *rest = after;
    Some(item)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn values_are_those_of_the_standard() {
        // RFC 8949, appendix A.
        let cases: [(&[u8], Item); 7] = [
            (&[0x17], Item::Number(23)),
            (&[0x19, 0x03, 0xe8], Item::Number(1000)),
            (&[0x38, 0x63], Item::Number(-100)),
            (&[0x44, 1, 2, 3, 4], Item::Bytes(vec![1, 2, 3, 4])),
            (&[0x63, 0xc3, 0xbc, 0x31], Item::Text("ü1".to_owned())),
            (&[0x82, 1, 0xf5], Item::List(vec![Item::Number(1), Item::Simple(21)])),
            (&[0xa1, 0x61, 0x61, 1], Item::Map(vec![(Item::Text("a".to_owned()), Item::Number(1))])),
        ];
        for (bytes, expected) in cases {
            assert_eq!(read(bytes), Some((expected, &[][..])));
        }
        let (map, rest) = read(&[0xa2, 1, 2, 0x20, 0x41, 7, 9]).unwrap();
        assert_eq!((map.at(1).and_then(Item::number), map.at(-1).and_then(Item::bytes), rest), (Some(2), Some(&[7][..]), &[9][..]));
        assert_eq!(map.named("x"), None);
    }

    #[test]
    fn what_is_cut_off_without_end_or_too_deep_is_refused() {
        let nested = [0x81; 20];
        for wrong in [&[][..], &[0x19, 1], &[0x44, 1], &[0x5f, 0xff], &[0xbb, 255, 255, 255, 255, 255, 255, 255, 255], &[0xfb; 9], &nested]
        {
            assert_eq!(read(wrong), None, "{wrong:?}");
        }
    }

    proptest! {
        #[test]
        fn nothing_that_comes_stops_the_reader(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let _ = read(&bytes);
        }
    }
}
