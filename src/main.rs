//! The `chair` program. Everything it does is in the library's `cli` room.

fn main() {}
