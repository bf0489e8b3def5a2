//! Other programs as witnesses: they must find our signatures right. Absent ones are told.

use std::{fs, process::Command};

use super::sample::{signed_once, signed_twice, with};

/// What `pdfsig` says of a file; `None` where the program is absent.
fn pdfsig(pdf: &[u8]) -> Option<String> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.pdf");
    fs::write(&path, pdf).unwrap();
    match Command::new("pdfsig").arg("-nocert").arg(&path).output() {
        Ok(output) => Some(String::from_utf8_lossy(&output.stdout).into_owned()),
        Err(absent) => {
            println!("skipped: pdfsig cannot be run ({absent})");
            None
        }
    }
}

#[test]
fn pdfsig_finds_the_signature_right() {
    let Some(said) = pdfsig(&signed_once()) else { return };
    assert!(said.contains("Signature is Valid."), "{said}");
    assert!(said.contains("Total document signed"), "{said}");
    assert!(said.contains("ETSI.CAdES.detached"), "{said}");
    assert!(said.contains("SHA-256"), "{said}");
}

#[test]
fn pdfsig_finds_both_signatures_right() {
    let Some(said) = pdfsig(&signed_twice()) else { return };
    assert_eq!(said.matches("Signature is Valid.").count(), 2, "{said}");
    assert_eq!(said.matches("Total document signed").count(), 1, "{said}");
}

#[test]
fn pdfsig_finds_a_changed_byte() {
    let forged = with(&signed_once(), "Bao cao nam 2026", "Bao cao nam 2025");
    let Some(said) = pdfsig(&forged) else { return };
    assert!(said.contains("Digest Mismatch"), "{said}");
}
