//! Receivers and signature.

use documents::manuscript::Signature;
use domain::plan::read::{LineUse, Reading};

use super::Mending;

/// Words for many organs at the beginning of a line (Phụ lục II, Mục IV): the first letter alone is large.
const PLURALS: [(&str, &str); 3] =
    [("Các Sở,", "Các sở,"), ("Các Huyện", "Các huyện"), ("Các Xã", "Các xã")];

pub(super) fn recipients(reading: &Reading, mending: &mut Mending) -> Vec<String> {
    let first = reading.lines.iter().find(|line| line.usage == LineUse::Recipient);
    let place = ("Nơi nhận", first.map_or(0, |line| line.number));
    let lines = reading.recipients.iter().map(|recipient| {
        if recipient.note.is_empty() {
            recipient.name.clone()
        } else {
            format!("{} ({})", recipient.name, recipient.note)
        }
    });
    let mut kept: Vec<String> = lines.map(|line| mending.text(&line, place)).collect();
    for line in &mut kept {
        let found = PLURALS.iter().find(|(wrong, _)| line.starts_with(*wrong));
        let Some(&(wrong, right)) = found else { continue };
        mending.tell(place, "II-plural", (wrong, right));
        *line = line.replacen(wrong, right, 1);
    }
    if let Some(last) = kept.last_mut().filter(|line| line.starts_with("Lưu ")) {
        let mended = last.replacen("Lưu ", "Lưu: ", 1);
        mending.tell(place, "E24-keep-colon", (last, &mended));
        *last = mended;
    }
    if let Some(last) = kept.last_mut().filter(|line| line.starts_with("Lưu: VT ")) {
        let mended = last.replacen("VT ", "VT, ", 1);
        mending.tell(place, "E24-keep-comma", (last, &mended));
        *last = mended;
    }
    kept
}

pub(super) fn signature(reading: &Reading, mending: &mut Mending) -> Signature {
    let Some(signer) = &reading.signer else { return Signature::default() };
    let first = reading.lines.iter().find(|line| line.usage == LineUse::Signature);
    let place = ("Chữ ký", first.map_or(0, |line| line.number));
    let mut lines: Vec<String> = Vec::with_capacity(signer.authority.len());
    for line in &signer.authority {
        let line = mending.text(line, place);
        let mended = dotted(&line);
        if mended != line {
            mending.tell(place, "P-03", (&line, &mended));
        }
        lines.push(mended);
    }
    let position = lines.pop().unwrap_or_default();
    let name = Some(signer.name.clone()).filter(|name| !name.is_empty());
    Signature { authority: lines, position, name }
}

/// "T/M ỦY BAN" → "TM. ỦY BAN".
fn dotted(line: &str) -> String {
    for (old, new) in [("T/M", "TM."), ("K/T", "KT."), ("T/L", "TL.")] {
        if let Some(rest) = line.strip_prefix(old) {
            return format!("{new} {}", rest.trim_start_matches(['.', ' ']));
        }
    }
    for mark in ["TM", "KT", "TL", "TUQ", "Q"] {
        if let Some(rest) = line.strip_prefix(mark).filter(|rest| rest.starts_with([' ', '.'])) {
            return format!("{mark}. {}", rest.trim_start_matches(['.', ' ']));
        }
    }
    line.to_owned()
}
