//! Links to a moment, as pages write them after their address: what differs from a preset, what
//! was done on the way, and where the run stands.
//!
//! ```text
//! v=1&preset=corrected&seed=3&at=500&learning-rate=0.2&at=700.2&parameter.3=0.5&inputs.0=0.1,1&at=1200
//! ```
//!
//! What follows an `at` was done at that place (an epoch, or an epoch and, after a point, how many
//! of its updates); the last one is where the run stands. Names are those of the element's
//! attributes. A list has commas between its numbers, semicolons between its rows and slashes
//! between its layers. `views` says what of the run to look at, and is nothing to it.

use serde_json::{Map, Value as Json};

use super::hyperparameters::Hyperparameters;
use super::limits::{HyperparameterError, Value};
use super::moment::{Done, Moment};
use super::timeline::Position;

/// The version of the links that this code reads.
const VERSION: &str = "1";
/// Between the numbers, the rows and the layers of a list.
const SEPARATORS: [char; 3] = [',', ';', '/'];

impl Moment {
    /// Reads a link: the part of an address after its `?`.
    ///
    /// ```
    /// use xor_lab::training::Moment;
    ///
    /// let moment = Moment::from_link("v=1&preset=corrected&at=100&learning-rate=0.5&at=300")?;
    /// let run = moment.reach()?;
    /// assert_eq!((run.epoch(), run.hyperparameters().learning_rate), (300, 0.5));
    /// # Ok::<(), xor_lab::training::HyperparameterError>(())
    /// ```
    ///
    /// # Errors
    /// The first name or value in it that is not allowed.
    pub fn from_link(link: &str) -> Result<Self, HyperparameterError> {
        let mut pairs: Vec<_> = form_urlencoded::parse(link.as_bytes()).collect();
        let mut take = |name: &str| {
            let place = pairs.iter().position(|(key, _)| key == name)?;
            Some(pairs.remove(place).1.into_owned())
        };
        let version = take("v").unwrap_or_default();
        if version != VERSION {
            return Err(refused("v", &version, "1"));
        }
        take("views");
        let preset = take("preset").unwrap_or_else(|| "corrected".into());
        let mut now = Hyperparameters::preset(&preset)?;
        let mut start = None;
        let mut changes = Vec::new();
        let mut at = (0, 0);
        // What the last change has changed.
        let mut names: Vec<&str> = Vec::new();
        for (name, text) in &pairs {
            if name == "at" {
                start.get_or_insert_with(|| now.clone());
                at = position(text)?;
                continue;
            }
            if let Some(edit) = edit(name, text)? {
                start.get_or_insert_with(|| now.clone());
                changes.push((at, edit));
                continue;
            }
            now = with(&now, name, text)?;
            if start.is_none() {
                continue;
            }
            // What changes at one place changes together; the same once more is another change.
            let again = names.contains(&name.as_ref());
            match changes.last_mut() {
                Some((place, Done::Update(next))) if *place == at && !again => {
                    **next = now.clone();
                }
                _ => {
                    names.clear();
                    changes.push((at, Done::Update(Box::new(now.clone()))));
                }
            }
            names.push(name);
        }
        Ok(Moment {
            hyperparameters: start.unwrap_or(now),
            changes,
            at,
        })
    }
}

/// `500`, or `500.2` after two updates of the next epoch.
fn position(text: &str) -> Result<Position, HyperparameterError> {
    let (epoch, step) = text.split_once('.').unwrap_or((text, "0"));
    let position = epoch.parse().ok().zip(step.parse().ok());
    position.ok_or_else(|| refused("at", text, "an epoch, or an epoch, a point and a step"))
}

/// `parameter.3=0.5` or `inputs.0=0.1,1`; none if the name is another.
fn edit(name: &str, text: &str) -> Result<Option<Done>, HyperparameterError> {
    let Some((what, index)) = name.split_once('.') else {
        return Ok(None);
    };
    let numbers: Option<Vec<f64>> = text.split(',').map(|number| number.parse().ok()).collect();
    let done = match (what, index.parse(), numbers.as_deref()) {
        ("parameter", Ok(index), Some(&[value])) => Done::Parameter { index, value },
        ("inputs", Ok(example), Some(&[x1, x2])) => Done::Inputs {
            example,
            inputs: [x1, x2],
        },
        _ => {
            let allowed = "parameter.3=0.5 or inputs.0=0.1,1: an index and numbers";
            return Err(refused("edit", &format!("{name}={text}"), allowed));
        }
    };
    Ok(Some(done))
}

/// The hyperparameters with one of them as the text has it.
fn with(
    before: &Hyperparameters,
    name: &str,
    text: &str,
) -> Result<Hyperparameters, HyperparameterError> {
    let camel = camel_case(name);
    let Some(field) = Hyperparameters::fields().find(|field| *field == camel) else {
        return Err(refused(
            "link",
            name,
            "v, preset, views, at and hyperparameters",
        ));
    };
    let allowed = Hyperparameters::allowed(field).unwrap_or_default();
    let value = match field {
        "hidden" => list(text, 1),
        "points" | "biases" => list(text, 2),
        "weights" => list(text, 3),
        _ if text == "null" => Json::Null,
        _ => number(text).unwrap_or_else(|| text.into()),
    };
    let json = serde_json::to_value(before).ok();
    let json = json.and_then(|json| match json {
        Json::Object(fields) => {
            let changed = [(camel, value)].into_iter();
            let fields: Map<_, _> = fields.into_iter().chain(changed).collect();
            serde_json::from_value(fields.into()).ok()
        }
        _ => None,
    });
    json.ok_or_else(|| refused(field, text, allowed))
}

/// A number, whole where it can be; hyperparameters that are counts take no other.
fn number(text: &str) -> Option<Json> {
    let number: f64 = text.parse().ok()?;
    let whole = number as i64;
    if whole as f64 == number && (number != 0.0 || number.is_sign_positive()) {
        return Some(whole.into());
    }
    // None for NaN and infinity.
    serde_json::Number::from_f64(number).map(Json::Number)
}

/// Lists in lists, `depth` deep, of numbers; what is no number stays text, to be refused.
fn list(text: &str, depth: usize) -> Json {
    if depth == 0 {
        return number(text).unwrap_or_else(|| text.into());
    }
    let parts = text
        .split(SEPARATORS[depth - 1])
        .filter(|part| !part.is_empty());
    parts.map(|part| list(part, depth - 1)).collect()
}

fn camel_case(name: &str) -> String {
    let mut parts = name.split('-');
    let mut camel = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let mut letters = part.chars();
        camel.extend(letters.next().map(|letter| letter.to_ascii_uppercase()));
        camel.extend(letters);
    }
    camel
}

fn refused(field: &'static str, value: &str, allowed: &'static str) -> HyperparameterError {
    HyperparameterError {
        field,
        value: Value::Text(value.to_owned()),
        allowed,
    }
}
