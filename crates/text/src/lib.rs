//! Immutable versions of a text, amendments on spans of words, merging and line numbers.
