//! A form that a signed-in person posted, with their session's token: handlers see no other form.

use axum::extract::{FromRequest, FromRequestParts, Request};

use crate::{
    form::Fields, problem::PageError, session::Signed, state::Installation, upload::Upload,
};

/// What a form brings beside its token.
pub trait Form: FromRequest<Installation, Rejection = PageError> {
    /// The fields, the token among them.
    fn fields(&self) -> &Fields;
}

impl Form for Fields {
    fn fields(&self) -> &Fields {
        self
    }
}

impl Form for Upload {
    fn fields(&self) -> &Fields {
        &self.fields
    }
}

/// Who posted, and what. Whoever is not signed in is refused before the body is read; a form without the
/// session's token never reaches a handler.
pub struct Posted<F = Fields> {
    pub signed: Signed,
    pub form: F,
}

impl<F: Form> FromRequest<Installation> for Posted<F> {
    type Rejection = PageError;

    async fn from_request(
        request: Request,
        installation: &Installation,
    ) -> Result<Self, PageError> {
        let (mut parts, body) = request.into_parts();
        let signed = Signed::from_request_parts(&mut parts, installation).await?;
        let form = F::from_request(Request::from_parts(parts, body), installation).await?;
        signed.check_token(form.fields().get("csrf"))?;
        Ok(Self { signed, form })
    }
}
