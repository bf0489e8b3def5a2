//! A form that a signed-in person posted, with their session's token: handlers see no other form.

use axum::extract::{FromRequest, FromRequestParts, Request};

use crate::{
    form::{Fields, Form},
    problem::PageError,
    session::Signed,
    state::Installation,
};

/// A form that asks for no session: signing in, the look of this machine.
pub struct Open<F = Fields>(pub F);

impl<S: Send + Sync, F: Form> FromRequest<S> for Open<F> {
    type Rejection = PageError;

    async fn from_request(request: Request, _: &S) -> Result<Self, PageError> {
        Ok(Self(F::read(request).await?))
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
        let form = F::read(Request::from_parts(parts, body)).await?;
        signed.check_token(form.fields().get("csrf"))?;
        Ok(Self { signed, form })
    }
}
