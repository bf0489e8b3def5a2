//! Files that are locked against changes but open without a password: read with the empty one.

use lopdf::{Document, Object, encryption};

use crate::lint::LintError;

/// What the trailer says of the lock.
#[derive(Debug, Default)]
pub(super) struct Lock {
    /// `Encrypt`: a reference, or the dictionary itself.
    pub(super) about: Option<Object>,
    /// `ID`, which goes into the key.
    pub(super) id: Option<Object>,
}

/// Opens the objects of a locked file in place.
///
/// # Errors
/// When a password is needed, or the lock is of an unknown kind.
pub(super) fn open(document: &mut Document, lock: Lock) -> Result<(), LintError> {
    let Some(about) = lock.about else { return Ok(()) };
    let about = match about {
        Object::Reference(id) => id,
        direct => {
            let next = document.objects.keys().map(|id| id.0).max().unwrap_or(0).saturating_add(1);
            document.objects.insert((next, 0), direct);
            (next, 0)
        }
    };
    document.trailer.set("Encrypt", Object::Reference(about));
    if let Some(id) = lock.id {
        document.trailer.set("ID", id);
    }
    let key = document
        .authenticate_user_password("")
        .and_then(|()| encryption::EncryptionState::decode(document, b""));
    let key = key.map_err(|_| LintError::Locked)?;
    for (id, object) in document.objects.iter_mut().filter(|(id, _)| **id != about) {
        // What cannot be opened stays shut: its page is then without those words.
        let _ = encryption::decrypt_object(&key, *id, object);
    }
    Ok(())
}
