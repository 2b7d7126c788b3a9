//! Choices by name: enums whose variants are words in the wire format.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// An enum each variant of which has a word in the wire format.
pub trait Words: Copy + 'static {
    /// All variants, in order.
    const ALL: &'static [Self];
    /// Their words, in the same order.
    const WORDS: &'static [&'static str];

    /// The word for it.
    fn word(self) -> &'static str;

    /// What the word stands for, if it is one of [`WORDS`](Self::WORDS).
    fn from_word(word: &str) -> Option<Self> {
        position(Self::WORDS, word).map(|at| Self::ALL[at])
    }
}

/// Where a word stands among others. By itself, so that it exists once for all enums.
pub fn position(words: &[&str], word: &str) -> Option<usize> {
    words.iter().position(|candidate| *candidate == word)
}

/// Writes an enum with its [`Words`], and serde's traits in terms of them.
macro_rules! words {
    (
        $(#[$attribute:meta])*
        pub enum $name:ident {
            $($(#[$doc:meta])* $variant:ident = $word:literal,)*
        }
    ) => {
        $(#[$attribute])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $name {
            $($(#[$doc])* $variant,)*
        }

        impl $crate::engine::words::Words for $name {
            const ALL: &'static [Self] = &[$(Self::$variant),*];
            const WORDS: &'static [&'static str] = &[$($word),*];

            fn word(self) -> &'static str {
                Self::WORDS[self as usize]
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                $crate::engine::words::serialize(*self, serializer)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::engine::words::deserialize(deserializer)
            }
        }
    };
}

pub(super) use words;

pub(super) fn serialize<W: Words, S: Serializer>(
    choice: W,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    choice.word().serialize(serializer)
}

pub(super) fn deserialize<'de, W: Words, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<W, D::Error> {
    let word = String::deserialize(deserializer)?;
    W::from_word(&word).ok_or_else(|| de::Error::unknown_variant(&word, W::WORDS))
}
