//! Streams made smaller. lopdf's own takes the best level, which is three times as
//! slow for a hundredth less, and prepares itself anew for each.

use std::io::{Result, Write};

use flate2::Compression;
use flate2::write::ZlibEncoder;
use lopdf::Stream;

/// One compressor for all streams of a file.
pub(super) struct Flate(ZlibEncoder<Vec<u8>>);

impl Flate {
    pub(super) fn new() -> Self {
        Self(ZlibEncoder::new(Vec::new(), Compression::default()))
    }

    /// Makes a stream smaller, unless it is coded already or would grow.
    pub(super) fn compress(&mut self, stream: &mut Stream) -> Result<()> {
        if stream.dict.has(b"Filter") {
            return Ok(());
        }
        self.0.write_all(&stream.content)?;
        let smaller = self.0.reset(Vec::new())?;
        if smaller.len() < stream.content.len() {
            stream.dict.set("Filter", "FlateDecode");
            stream.set_content(smaller);
        }
        Ok(())
    }
}
