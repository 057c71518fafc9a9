//! What colleagues open in their own programs: spreadsheets. Takes plain values
//! and gives bytes; knows neither store nor folder.

mod register;

pub use register::{RegisterLine, csv, sort, xlsx};
