//! A delegated decision, a region that takes none and one that does.

use super::{day, moment};
use crate::model::{BodyId, Decision, DecisionId, Sha256};

pub(in crate::packet) fn decisions() -> Vec<Decision> {
    let joint = Decision {
        id: DecisionId::new("a"),
        body: BodyId::new("presidiet"),
        body_name: "Samverkansnämndens presidium".to_owned(),
        regional: false,
        none: false,
        on: Some(day("2023-10-02")),
        section: "§ 45".to_owned(),
        text: "Presidiet beslutar att avge yttrandet enligt förslaget.".to_owned(),
        delegated: true,
        basis: Some(Sha256::of(b"underlag")),
        heads: Vec::new(),
        reported: None,
        approved: None,
        corrections: Vec::new(),
        recorded: None,
        by: "Anna Lind".to_owned(),
        at: moment(),
    };
    let kalmar = Decision {
        id: DecisionId::new("b"),
        body: BodyId::new("region-kalmar-lan"),
        body_name: "Region Kalmar län".to_owned(),
        regional: true,
        none: true,
        on: None,
        section: String::new(),
        text: String::new(),
        delegated: false,
        basis: None,
        ..joint.clone()
    };
    let own = Decision {
        id: DecisionId::new("c"),
        body: BodyId::new("region-ostergotland"),
        body_name: "Region Östergötland".to_owned(),
        none: false,
        on: Some(day("2023-10-04")),
        section: "§ 112".to_owned(),
        text: "Regionstyrelsen ställer sig bakom yttrandet.".to_owned(),
        ..kalmar.clone()
    };
    vec![joint, kalmar, own]
}
