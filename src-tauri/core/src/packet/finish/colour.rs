//! The colours that the pages mean: sRGB, as the output intent of ISO 19005 asks.

/// The profile's name, as the output intent gives it.
pub(super) const NAME: &str = "sRGB IEC61966-2.1";

/// Points of sRGB in XYZ under D50, in 65536ths (ICC.1:2004 5.3.2): white, then red,
/// green and blue adapted by Bradford's matrix.
const WHITE: [i32; 3] = [0xF6D6, 0x1_0000, 0xD32D];
const RED: [i32; 3] = [0x6FA2, 0x38F5, 0x0390];
const GREEN: [i32; 3] = [0x6299, 0xB785, 0x18DA];
const BLUE: [i32; 3] = [0x24A0, 0x0F84, 0xB6CF];
/// From D65 to D50.
const ADAPTATION: [i32; 9] = [
    0x1_0C42, 0x05DE, -0x0CDB, 0x0793, 0xFD90, -0x045E, -0x025D, 0x03DC, 0xC06E,
];
/// The curve of IEC 61966-2-1: ((x + 0.055) / 1.055)^2.4 from 0.04045 on, x / 12.92
/// below: g, a, b, c, d of ICC.1:2004 10.15, function 3.
const CURVE: [i32; 5] = [0x2_6666, 0xF2A7, 0x0D59, 0x13D0, 0x0A5B];

/// An ICC profile (version 4.2) of sRGB, from the standards' own numbers.
pub(super) fn profile() -> Vec<u8> {
    let curve = [words(b"para", &[0, 3 << 16]), fixed(&CURVE)].concat();
    let xyz = |it: &[i32]| [words(b"XYZ ", &[0]), fixed(it)].concat();
    let tags: [(&[u8; 4], Vec<u8>); 10] = [
        (b"desc", told(NAME)),
        (b"cprt", told("CC0")),
        (b"wtpt", xyz(&WHITE)),
        (b"chad", [words(b"sf32", &[0]), fixed(&ADAPTATION)].concat()),
        (b"rXYZ", xyz(&RED)),
        (b"gXYZ", xyz(&GREEN)),
        (b"bXYZ", xyz(&BLUE)),
        (b"rTRC", curve.clone()),
        (b"gTRC", curve.clone()),
        (b"bTRC", curve),
    ];
    let mut table = words(&u32_of(tags.len()).to_be_bytes(), &[]);
    let mut data = Vec::new();
    let start = 128 + 4 + 12 * tags.len();
    for (name, bytes) in tags {
        let at = u32_of(start + data.len());
        table.extend(words(name, &[at, u32_of(bytes.len())]));
        data.extend(bytes);
        data.resize(data.len().next_multiple_of(4), 0);
    }
    [header(u32_of(start + data.len())), table, data].concat()
}

/// The 128 bytes of ICC.1:2004 7.2: a display, RGB to XYZ, without a day so that
/// the bytes are always the same.
fn header(size: u32) -> Vec<u8> {
    let mut out = words(&size.to_be_bytes(), &[0, 0x0420_0000]);
    out.extend(b"mntrRGB XYZ ");
    out.extend([0x07, 0xD0, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0]);
    out.extend(b"acsp");
    out.resize(68, 0);
    out.extend(fixed(&WHITE));
    out.resize(128, 0);
    out
}

/// A text in one language (ICC.1:2004 10.13).
fn told(text: &str) -> Vec<u8> {
    let text: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let language = u32::from_be_bytes(*b"enUS");
    let head = [0, 1, 12, language, u32_of(text.len()), 28];
    [words(b"mluc", &head), text].concat()
}

fn words(first: &[u8; 4], rest: &[u32]) -> Vec<u8> {
    let rest = rest.iter().flat_map(|it| it.to_be_bytes());
    first.iter().copied().chain(rest).collect()
}

fn fixed(numbers: &[i32]) -> Vec<u8> {
    numbers.iter().flat_map(|it| it.to_be_bytes()).collect()
}

fn u32_of(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
