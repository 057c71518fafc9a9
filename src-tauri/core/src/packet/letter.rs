//! What else is printed with the packet's page: letters.

use super::{Content, Error, Output, Packet, Printed, Running, bind, model, unwatched};
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
    bind(
        &running,
        &[*packet],
        content,
        Output::ArchiveA2,
        &mut unwatched,
    )
}

/// Where two wrote at once and nobody chose: what is said of it at the top of a
/// document, and every version. Nothing where there is no conflict.
pub(crate) fn conflict_blocks(case: &CaseSnapshot) -> (Vec<Block>, Vec<Block>) {
    model::conflict_blocks(case)
}

/// Commitments, conditions and working group of an application; nothing of another
/// case.
pub(crate) fn application_blocks(case: &CaseSnapshot) -> Vec<Block> {
    model::application_blocks(case)
}
