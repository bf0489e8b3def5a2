//! Signatures for trying things out: a throw-away key, a certificate that says what it is, and a
//! stamp that everybody sees. Nothing signed here can be mistaken for a signed document.

pub mod chain;
mod cms;
mod der;
mod stamp;
mod update;

use jiff::Timestamp;
use p256::ecdsa::SigningKey;
use sha2::{Digest, Sha256};

use super::SignatureError;

/// What certificate and stamp say.
pub const WORDS: &str = "CHỮ KÝ THỬ NGHIỆM";

/// A key that is worth nothing.
#[derive(Debug, Clone)]
pub struct Key(SigningKey);

impl Key {
    /// The key of a seed; the same seed gives the same key.
    pub fn from_seed(seed: [u8; 32]) -> Self {
        let mut seed = seed;
        loop {
            if let Ok(key) = SigningKey::from_slice(&seed) {
                return Self(key);
            }
            seed = Sha256::digest(seed).into();
        }
    }
}

/// Who pretends to sign what, when and where.
#[derive(Debug, Clone, PartialEq)]
pub struct Trial<'a> {
    pub name: &'a str,
    pub organisation: &'a str,
    pub reason: &'a str,
    pub location: &'a str,
    pub at: Timestamp,
    /// From 0.
    pub page: usize,
    pub place: Rectangle,
}

/// A place on a page, in points from its lower left corner.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rectangle {
    pub x: f64,
    pub y: f64,
    pub width: f64,
    pub height: f64,
}

/// Why a file cannot be signed for trial.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TrialError {
    #[error(transparent)]
    File(#[from] SignatureError),
    #[error("Tệp PDF nén mục lục đối tượng, bộ ký thử nghiệm chưa hỗ trợ.")]
    Packed,
    #[error("Tệp PDF hỏng hoặc không có trang cần ký.")]
    NoPage,
    #[error("Thời điểm hoặc thông tin người ký không ghi được vào chữ ký.")]
    Unwritable,
}

impl TrialError {
    /// The stable code of the refusal.
    pub const fn code(self) -> &'static str {
        match self {
            Self::File(refused) => refused.code(),
            Self::Packed => "SIG-040",
            Self::NoPage => "SIG-041",
            Self::Unwritable => "SIG-042",
        }
    }

    /// What the officer does next.
    pub const fn next(self) -> &'static str {
        match self {
            Self::File(refused) => refused.next(),
            Self::Packed => "Ký thử trên PDF do hệ thống này xuất ra.",
            Self::NoPage => "Kiểm tra số trang rồi xuất lại PDF.",
            Self::Unwritable => "Kiểm tra ngày giờ của máy và độ dài tên người ký.",
        }
    }
}

/// Signs a file by an addition to it; the bytes given stay as they are, and come first.
pub fn sign(pdf: &[u8], key: &Key, trial: &Trial<'_>) -> Result<Vec<u8>, TrialError> {
    let mut unsigned = update::append(pdf, trial)?;
    let certificate = cms::of_trial(&key.0, trial).ok_or(TrialError::Unwritable)?;
    let signature = cms::sign(&unsigned.covered(), &key.0, &[&certificate]);
    let signature = signature.ok_or(TrialError::Unwritable)?;
    if unsigned.fill(&signature) { Ok(unsigned.bytes) } else { Err(TrialError::Unwritable) }
}
