//! Whether a file has the fields that a type has. The type's own JSON schema says
//! which, so that a field is told of in one place.

use schemars::JsonSchema;
use serde_json::Value;
use toml::Spanned;
use toml::de::DeValue;

use super::{File, FileFault};
use crate::model::Date;

/// Every value that a `T` cannot have, in the order of the file.
pub(super) fn faults<T: JsonSchema>(file: &File<'_>) -> Vec<FileFault> {
    let schema = schemars::schema_for!(T).to_value();
    let mut shape = Shape {
        file,
        types: schema.get("$defs").cloned().unwrap_or_default(),
        faults: Vec::new(),
    };
    shape.value("", &file.root, &schema);
    shape.faults.sort_by_key(FileFault::line);
    shape.faults
}

struct Shape<'f, 't> {
    file: &'f File<'t>,
    /// The schemas that others refer to, by name.
    types: Value,
    faults: Vec<FileFault>,
}

impl Shape<'_, '_> {
    /// A schema that a reference means, without the "or nothing" of an option.
    fn meant<'s>(&'s self, schema: &'s Value) -> &'s Value {
        if let Some(name) = schema.get("$ref").and_then(Value::as_str) {
            let name = name.rsplit('/').next().unwrap_or_default();
            return self.meant(self.types.get(name).unwrap_or(&Value::Null));
        }
        let either = schema.get("anyOf").and_then(Value::as_array);
        let some = either.and_then(|all| {
            let nothing = |it: &&Value| it.get("type").and_then(Value::as_str) != Some("null");
            all.iter().find(nothing)
        });
        some.map_or(schema, |some| self.meant(some))
    }

    fn value(&mut self, field: &str, value: &Spanned<DeValue<'_>>, schema: &Value) {
        let schema = &self.meant(schema).clone();
        let line = self.file.line_at(value.span().start);
        let field = field.to_owned();
        let words = words(schema);
        match (type_of(schema), value.get_ref()) {
            _ if !words.is_empty() => self.word(field, line, value.get_ref(), &words),
            ("string", DeValue::Datetime(day)) if is_day(schema) => {
                let value = day.to_string();
                self.faults
                    .push(FileFault::DateInvalid { line, field, value });
            }
            ("string", DeValue::String(text))
                if is_day(schema) && text.parse::<Date>().is_err() =>
            {
                let value = text.to_string();
                self.faults
                    .push(FileFault::DateInvalid { line, field, value });
            }
            ("string", DeValue::String(_)) => {}
            ("string", _) => self.faults.push(FileFault::NotText { line, field }),
            ("integer", DeValue::Integer(number)) => {
                let (text, most) = (number.as_str(), u32::MAX);
                let whole = i128::from_str_radix(text, number.radix());
                let value = text.to_owned();
                // A number that no machine reads is far too large.
                self.faults.extend(match whole {
                    Ok(..0) => Some(FileFault::NumberNegative { line, field, value }),
                    Ok(number) if number <= i128::from(most) => None,
                    _ => Some(FileFault::NumberTooLarge {
                        line,
                        field,
                        value,
                        most,
                    }),
                });
            }
            ("integer", _) => self.faults.push(FileFault::NotNumber { line, field }),
            ("boolean", DeValue::Boolean(_)) => {}
            ("boolean", _) => self.faults.push(FileFault::NotYesNo { line, field }),
            ("array", DeValue::Array(rows)) => {
                let row_schema = schema.get("items").cloned().unwrap_or_default();
                for row in rows.iter() {
                    self.value(&field, row, &row_schema);
                }
            }
            ("array", _) => self.faults.push(FileFault::NotList { line, field }),
            ("object", DeValue::Table(_)) => self.fields(line, value, schema),
            ("object", _) => self.faults.push(FileFault::NotTable { line, field }),
            _ => {}
        }
    }

    fn fields(&mut self, line: u32, table: &Spanned<DeValue<'_>>, schema: &Value) {
        let (Some(known), Some(fields)) = (
            schema.get("properties").and_then(Value::as_object),
            table.get_ref().as_table(),
        ) else {
            return;
        };
        for (name, value) in fields {
            match known.get(name.get_ref().as_ref()) {
                Some(schema) => self.value(name.get_ref(), value, schema),
                None => self.faults.push(FileFault::FieldUnknown {
                    line: self.file.line_at(name.span().start),
                    field: name.get_ref().to_string(),
                    valid: known.keys().cloned().collect::<Vec<_>>().join(", "),
                }),
            }
        }
        let required = schema.get("required").and_then(Value::as_array);
        for wanted in required.into_iter().flatten().filter_map(Value::as_str) {
            if !fields.iter().any(|(name, _)| name.get_ref() == wanted) {
                let field = wanted.to_owned();
                self.faults.push(FileFault::FieldMissing { line, field });
            }
        }
    }

    fn word(&mut self, field: String, line: u32, value: &DeValue<'_>, words: &[String]) {
        let fault = match value.as_str() {
            Some(word) if words.iter().any(|it| it == word) => return,
            Some(word) => FileFault::WordUnknown {
                line,
                field,
                value: word.to_owned(),
                valid: words.join(", "),
            },
            None => FileFault::NotText { line, field },
        };
        self.faults.push(fault);
    }
}

/// `string`, also of `["string", "null"]`; empty when the schema has none.
fn type_of(schema: &Value) -> &str {
    match schema.get("type") {
        Some(Value::Array(types)) => types.first().and_then(Value::as_str).unwrap_or_default(),
        Some(Value::String(one)) => one,
        _ => "",
    }
}

fn is_day(schema: &Value) -> bool {
    schema.get("format").and_then(Value::as_str) == Some("date")
}

/// The words to choose from, where the type is a choice.
fn words(schema: &Value) -> Vec<String> {
    let listed = |it: &Value| it.get("enum").and_then(Value::as_array).cloned();
    let one = |it: &Value| it.get("const").cloned().map(|word| vec![word]);
    let each = schema.get("oneOf").and_then(Value::as_array);
    let words = match each {
        Some(each) => each
            .iter()
            .filter_map(|it| one(it).or_else(|| listed(it)))
            .flatten()
            .collect(),
        None => listed(schema).unwrap_or_default(),
    };
    let text = |word: &Value| word.as_str().map(str::to_owned);
    words.iter().filter_map(text).collect()
}
