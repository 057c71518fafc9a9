//! A case, or several for a meeting, as a PDF.

use samsvar_core::model::Refusal;
use samsvar_core::printing::{self, MeetingAsked, Output, unwatched};
use samsvar_core::store::Error;
use samsvar_core::text::word;

use super::{date, schema};
use crate::arguments::{Print, PrintKind};
use crate::context::Context;

pub fn run(it: &Print, context: &Context) -> Result<(), Error> {
    printing::ending(&it.out, &["pdf"])?;
    let store = context.store()?;
    let output = match it.kind {
        PrintKind::Archive => Output::Archive,
        PrintKind::ArchiveA2 => Output::ArchiveA2,
        PrintKind::Reading => Output::Reading,
    };
    let ids = it.cases.iter().map(|case| store.case_id(case));
    let ids = ids.collect::<Result<Vec<_>, _>>()?;
    let blobs = store.blobs();
    let printed = if it.meeting {
        let asked = MeetingAsked {
            body: it.body.clone(),
            on: date(it.on.as_deref())?,
            section: it.section,
            draft: it.draft,
        };
        let ready = printing::ready_meeting(&store, &ids, &asked)?;
        ready.print(output, &blobs, &mut unwatched)?
    } else {
        let [id] = ids[..] else {
            return Err(Refusal::SeveralWithoutMeeting {}.into());
        };
        let ready = printing::ready(&store, id, it.draft)?;
        ready.print_as(output, &blobs, &mut unwatched)?
    };
    printing::save(&printed.bytes, &it.out)?;
    context.warn(&printed.warnings);
    let answer = schema::Printed {
        path: it.out.display().to_string(),
        pages: printed.pages,
    };
    context.answer(&answer, |language| {
        let pages = printed.pages.to_string();
        word(
            language,
            "cli.printed",
            &[("path", &answer.path), ("n", &pages)],
        )
    });
    Ok(())
}
