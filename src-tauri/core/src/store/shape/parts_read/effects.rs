//! System effects as the councils assess them.

use serde::Deserialize;

use crate::model::{
    Assessment, EffectCouncil, EffectTheme, Organisation, Process, Rating, SystemEffects, ThemeId,
};
use crate::store::shape::values::Values;
use crate::text::sort_key;

#[derive(Deserialize)]
struct AssessmentValue {
    rating: Option<Rating>,
    comment: String,
}

impl Values {
    pub(in crate::store::shape) fn effects(
        &self,
        process: &Process,
        organisation: &Organisation,
    ) -> SystemEffects {
        let councils: Vec<_> = organisation
            .councils
            .iter()
            .map(|it| EffectCouncil {
                id: it.id.clone(),
                name: it.name.clone(),
            })
            .collect();
        let mut themes: Vec<EffectTheme> = Vec::new();
        for theme in &process.themes {
            let renamed = self.winners.get(&format!("theme/{}", theme.id));
            let name = renamed.unwrap_or(&theme.name);
            if !name.is_empty() {
                themes.push(EffectTheme {
                    id: theme.id.clone(),
                    name: name.clone(),
                    name_en: if renamed.is_none() {
                        theme.name_en.clone()
                    } else {
                        String::new()
                    },
                    verified: theme.verified && renamed.is_none(),
                    disagreement: false,
                });
            }
        }
        let mut added: Vec<EffectTheme> = self
            .under("theme")
            .filter(|(id, name)| {
                !name.is_empty() && !process.themes.iter().any(|it| it.id.as_str() == *id)
            })
            .map(|(id, name)| EffectTheme {
                id: ThemeId::new(id),
                name: name.to_owned(),
                name_en: String::new(),
                verified: true,
                disagreement: false,
            })
            .collect();
        added.sort_by_cached_key(|it| (sort_key(&it.name), it.id.clone()));
        themes.extend(added);
        let mut assessments = Vec::new();
        for theme in &themes {
            for council in &councils {
                let key = format!("assessment/{}/{}", council.id, theme.id);
                if let Some(value) = self.whole::<AssessmentValue>(&key) {
                    assessments.push(Assessment {
                        council: council.id.clone(),
                        theme: theme.id.clone(),
                        rating: value.rating,
                        comment: value.comment,
                    });
                }
            }
        }
        for theme in &mut themes {
            theme.disagreement = SystemEffects::disagree(&assessments, &theme.id);
        }
        SystemEffects {
            councils,
            themes,
            assessments,
        }
    }
}
