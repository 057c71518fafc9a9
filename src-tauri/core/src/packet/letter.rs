//! What else is printed with the packet's page: letters.

use super::{Content, Error, Output, Packet, Printed, Running, bind, model};
use crate::blocks::Block;
use crate::model::CaseSnapshot;

/// Prints blocks on the packet's page. The case gives name, number and secrecy to
/// every page; `title` is the file's own. PDF/A-2a and PDF/UA-1.
///
/// # Errors
/// As [`super::print`].
pub(crate) fn print_blocks(
    packet: &Packet<'_>,
    title: &str,
    blocks: Vec<Block>,
) -> Result<Printed, Error> {
    let running = Running {
        title: title.to_owned(),
        ..Running::of(packet)
    };
    let mut content = Content::default();
    content.add(blocks);
    bind(&running, &[*packet], content, Output::ArchiveA2)
}

/// Commitments, conditions and working group of an application; nothing of another
/// case.
pub(crate) fn application_blocks(case: &CaseSnapshot) -> Vec<Block> {
    model::application_blocks(case)
}
