//! Posted forms with a file: fields, and the file's name and bytes.

use axum::{
    extract::{FromRequest, Multipart, Request},
    http::header,
};

use crate::{
    form::{Fields, Form},
    problem::PageError,
};

/// Fields and files of a multipart form.
#[derive(Debug, Clone, Default)]
pub struct Upload {
    pub fields: Fields,
    /// Name as the officer's machine says it, and bytes; `None` where no file was chosen.
    pub file: Option<(String, Vec<u8>)>,
    /// Further files where a page takes many.
    pub more: Vec<(String, Vec<u8>)>,
}

fn broken() -> PageError {
    PageError::refused(
        "WEB-004",
        "Tệp tải lên quá lớn hoặc bị đứt giữa chừng.",
        "Kiểm tra dung lượng tệp và đường truyền rồi tải lại; chưa có gì được ghi.",
    )
}

impl Form for Upload {
    async fn read(request: Request) -> Result<Self, PageError> {
        let multipart = request
            .headers()
            .get(header::CONTENT_TYPE)
            .is_some_and(|kind| kind.as_bytes().starts_with(b"multipart/form-data"));
        if !multipart {
            let fields = Fields::read(request).await?;
            return Ok(Self { fields, ..Self::default() });
        }
        let mut parts = Multipart::from_request(request, &()).await.map_err(|_| broken())?;
        let mut upload = Self::default();
        while let Some(part) = parts.next_field().await.map_err(|_| broken())? {
            let name = part.name().unwrap_or_default().to_owned();
            let file = part.file_name().map(ToOwned::to_owned);
            let bytes = part.bytes().await.map_err(|_| broken())?;
            match file {
                Some(file) if !file.is_empty() && upload.file.is_none() => {
                    upload.file = Some((file, bytes.to_vec()));
                }
                Some(file) if !file.is_empty() => upload.more.push((file, bytes.to_vec())),
                Some(_) => {}
                None => upload.fields.add(&name, &String::from_utf8_lossy(&bytes)),
            }
        }
        Ok(upload)
    }

    fn fields(&self) -> &Fields {
        &self.fields
    }
}
