//! What colleagues open in their own programs: spreadsheets and calendars. Takes
//! plain values and gives bytes; knows neither store nor folder.

pub mod calendar;
pub mod names;
mod register;

pub use register::{RegisterLine, csv, sort, xlsx};
