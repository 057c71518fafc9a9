//! What colleagues open in their own programs: spreadsheets, calendars, Word
//! documents and mail. Takes plain values and gives bytes; knows neither store nor
//! folder.

pub mod calendar;
mod mail;
pub mod names;
mod register;
mod word;

pub(crate) use mail::{Mail, eml, is_address};
pub use register::{RegisterLine, csv, sort, xlsx};
pub(crate) use word::{Paper, docx};
