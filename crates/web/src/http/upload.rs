//! A form with a file, as browsers send it; and the same file carried on in the page that shows what it would change, so that the process
//! keeps nothing between two requests.

use axum::extract::{FromRequest, Multipart, Request};
use axum::http::{StatusCode, header};
use vedich_app::roadmaps::GivenFile;

/// A form with a file.
#[derive(Debug, Default)]
pub(super) struct Uploaded {
    /// The fields that are no file.
    pub(super) fields: Vec<(String, String)>,
    /// Name and content of the file.
    pub(super) file: (String, Vec<u8>),
}

impl Uploaded {
    /// What was typed into a field.
    pub(super) fn typed(&self, name: &str) -> &str {
        self.fields.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value.trim())
    }
}

/// Reads a form, with or without a file.
pub(super) async fn read(request: Request) -> Result<Uploaded, StatusCode> {
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let mut uploaded = Uploaded::default();
    if !kind.starts_with("multipart/form-data") {
        let text = String::from_request(request, &()).await.map_err(|error| error.status())?;
        uploaded.fields = crate::http::address::query(&text);
        return Ok(uploaded);
    }
    let mut parts = Multipart::from_request(request, &()).await.map_err(|error| error.status())?;
    while let Some(part) = parts.next_field().await.map_err(|error| error.status())? {
        let name = part.name().unwrap_or_default().to_owned();
        if name == "file" {
            let file = part.file_name().unwrap_or_default().to_owned();
            uploaded.file = (file, part.bytes().await.map_err(|error| error.status())?.to_vec());
        } else {
            uploaded.fields.push((name, part.text().await.map_err(|error| error.status())?));
        }
    }
    if let Some((name, bytes)) = uploaded.fields.iter().find(|(name, _)| name == "carried").and_then(|(_, text)| taken_back(text)) {
        uploaded.file = (name, bytes);
    }
    Ok(uploaded)
}

/// A file as a field of a form: its name, and its bytes as hexadecimal digits.
pub(super) fn carried(given: &GivenFile) -> String {
    let mut text = String::with_capacity(given.name.len() + 1 + given.bytes.len() * 2);
    text.push_str(&given.name);
    text.push('/');
    for byte in &given.bytes {
        for digit in [byte >> 4, byte & 15] {
            text.push(char::from_digit(digit.into(), 16).unwrap_or('0'));
        }
    }
    text
}

fn taken_back(text: &str) -> Option<(String, Vec<u8>)> {
    let (name, digits) = text.rsplit_once('/')?;
    let digit = |digit: &u8| char::from(*digit).to_digit(16);
    let byte = |pair: &[u8]| u8::try_from(digit(pair.first()?)? * 16 + digit(pair.get(1)?)?).ok();
    Some((name.to_owned(), digits.as_bytes().chunks(2).map(byte).collect::<Option<_>>()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_carried_on_is_the_same_file() {
        let bytes: Vec<u8> = (0..=255).collect();
        let given = GivenFile { name: "đường găng.xlsx".to_owned(), bytes: bytes.clone(), unit: vedich_values::UnitId(1), on: None };
        assert_eq!(taken_back(&carried(&given)), Some(("đường găng.xlsx".to_owned(), bytes)));
        assert_eq!(taken_back("a/0"), None);
        assert_eq!(taken_back("a/zz"), None);
    }
}
