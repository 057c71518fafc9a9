//! What else is printed with the packet's page: letters.

use super::{Error, Packet, Printed, model, set};
use crate::blocks::Block;
use crate::model::CaseSnapshot;

/// Prints blocks on the packet's page. The case gives name, number and secrecy to
/// every page; `title` is the file's own.
///
/// # Errors
/// As [`super::print`].
pub(crate) fn print_blocks(
    packet: &Packet<'_>,
    title: &str,
    blocks: &[Block],
) -> Result<Printed, Error> {
    set(packet, title, blocks)
}

/// Commitments, conditions and working group of an application; nothing of another
/// case.
pub(crate) fn application_blocks(case: &CaseSnapshot) -> Vec<Block> {
    model::application_blocks(case)
}
