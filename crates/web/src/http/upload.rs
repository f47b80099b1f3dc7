//! A form with a file, as browsers send it; and the same file carried on in the page that shows what it would change, so that the process
//! keeps nothing between two requests.

use super::address;
use crate::parts::form::Sent;
use axum::body::Bytes;
use axum::extract::{FromRequest, Multipart, Request};
use axum::http::{StatusCode, header};

/// Most fields of a form that are looked at: a set's lines with seven fields each, many times over.
const MOST_FIELDS: usize = 20_000;

/// A form as it was sent, with its files.
#[derive(Debug, Default)]
pub(super) struct Uploaded {
    /// The fields that are no file.
    pub(super) fields: Vec<(String, String)>,
    /// The files, in the order of the form.
    pub(super) files: Vec<Given>,
}

/// A file of a form.
#[derive(Clone, Debug)]
pub(super) struct Given {
    /// The field it was chosen in.
    pub(super) field: String,
    /// What it is called.
    pub(super) name: String,
    /// What it holds.
    pub(super) content: Bytes,
}

impl Uploaded {
    /// What was typed into a field.
    pub(super) fn typed(&self, name: &str) -> &str {
        self.fields.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value.trim())
    }

    /// What was typed, and the files.
    pub(super) fn into_form(self) -> (Sent, Vec<Given>) {
        (Sent { typed: self.fields, wrong: Vec::new() }, self.files)
    }

    /// Name and content of the one file of a form that takes one: the one carried on from the page before, else the one chosen now.
    pub(super) fn take_file(&mut self) -> (String, Vec<u8>) {
        let carried = self.fields.iter().find(|(name, _)| name == CARRIED).and_then(|(_, text)| taken_back(text));
        let chosen = || self.files.iter().find(|file| file.field == "file").map(|file| (file.name.clone(), file.content.to_vec()));
        let file = carried.or_else(chosen).unwrap_or_default();
        self.files.clear();
        file
    }
}

/// The field that carries a file on.
const CARRIED: &str = "carried";

/// Reads a form, with or without files. What is typed comes in its normal form, line by line; the empty fields come too. A field for files
/// in which none was chosen brings none.
pub(super) async fn read(request: Request) -> Result<Uploaded, StatusCode> {
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let mut uploaded = Uploaded::default();
    if !kind.starts_with("multipart/form-data") {
        let text = String::from_request(request, &()).await.map_err(|error| error.status())?;
        uploaded.fields = address::pairs(&text, MOST_FIELDS);
        return Ok(uploaded);
    }
    let mut parts = Multipart::from_request(request, &()).await.map_err(|error| error.status())?;
    while let Some(part) = parts.next_field().await.map_err(|error| error.status())? {
        let field = part.name().unwrap_or_default().to_owned();
        if let Some(name) = part.file_name().map(vedich_values::text::normalise) {
            let content = part.bytes().await.map_err(|error| error.status())?;
            if !name.is_empty() || !content.is_empty() {
                uploaded.files.push(Given { field, name, content });
            }
            continue;
        }
        let text = part.text().await.map_err(|error| error.status())?;
        if uploaded.fields.len() < MOST_FIELDS {
            let text = if field == CARRIED { text } else { address::lines(&text) };
            uploaded.fields.push((field, text));
        }
    }
    Ok(uploaded)
}

/// A file as a field of a form: its name, and its bytes as hexadecimal digits.
pub(super) fn carried(name: &str, bytes: &[u8]) -> String {
    let mut text = String::with_capacity(name.len() + 1 + bytes.len() * 2);
    text.push_str(name);
    text.push('/');
    for byte in bytes {
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

    #[tokio::test]
    async fn a_form_with_files_keeps_its_lines_its_empty_fields_and_only_what_was_chosen() {
        let part = |name: &str, content: &str| format!("--x\r\nContent-Disposition: form-data; {name}\r\n\r\n{content}\r\n");
        let parts = [
            part("name=\"people\"", "Ông  A\r\nBà B"),
            part("name=\"w|5:1\"", ""),
            part("name=\"e|indicator:5.1\"; filename=\"a.pdf\"", "%PDF"),
            part("name=\"e|indicator:5.2\"; filename=\"\"", ""),
        ];
        let body = format!("{}--x--\r\n", parts.concat());
        let request = Request::builder().method("POST").header(header::CONTENT_TYPE, "multipart/form-data; boundary=x");
        let mut uploaded = read(request.body(body.into()).unwrap()).await.unwrap();
        assert_eq!((uploaded.typed("people"), uploaded.fields.len()), ("Ông A\nBà B", 2));
        let files: Vec<_> = uploaded.files.iter().map(|file| (file.field.as_str(), file.name.as_str(), &file.content[..])).collect();
        assert_eq!(files, [("e|indicator:5.1", "a.pdf", &b"%PDF"[..])]);
        assert_eq!(uploaded.take_file(), (String::new(), Vec::new()), "of a form that takes one, the field is called file");
        let plain = Request::builder().method("POST").header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        let uploaded = read(plain.body("a=1%0D%0A2&b=".into()).unwrap()).await.unwrap();
        assert_eq!((uploaded.typed("a"), uploaded.fields.len()), ("1\n2", 2));
    }

    #[test]
    fn a_file_carried_on_is_the_same_file() {
        let bytes: Vec<u8> = (0..=255).collect();
        assert_eq!(taken_back(&carried("đường găng.xlsx", &bytes)), Some(("đường găng.xlsx".to_owned(), bytes)));
        assert_eq!(taken_back("a/0"), None);
        assert_eq!(taken_back("a/zz"), None);
    }
}
