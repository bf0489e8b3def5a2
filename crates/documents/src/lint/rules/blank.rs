//! Room that was left open in a document that already has its number (N-blank); drafts without a number,
//! minutes with lines to fill in, forms in appendices, and "(Kèm theo …)" of electronic documents, which
//! the decree leaves open (E26), are left alone.

use crate::lint::{anatomy::Anatomy, report::Report};

/// Symbol of minutes: their forms have dotted lines for the pen.
const MINUTES: &str = "BB";

pub(super) fn judge(anatomy: &Anatomy<'_>, report: &mut Report<'_>) {
    let is_minutes = anatomy.kind.is_some_and(|kind| kind.symbol == MINUTES);
    if is_minutes || !is_issued(anatomy) {
        return;
    }
    for (at, opening, words) in
        [(anatomy.letter_about, "v/v", "V/v …"), (anatomy.addressee, "kinh gui", "Kính gửi: …")]
    {
        let Some(at) = at else { continue };
        let rest = anatomy.line(at).folded.strip_prefix(opening).unwrap_or_default();
        if room(rest.trim_start_matches([':', ' '])).is_dotted {
            report.line("N-blank", at, format!("Còn để trống “{words}”."));
        }
    }
    for at in anatomy.body.iter().copied() {
        let words = anatomy.line(at).folded.as_str();
        if has_open_number(words) {
            report.line("N-blank", at, "Còn để trống số của văn bản “số …/”.");
        }
        if has_open_day(words) {
            report.line("N-blank", at, "Còn để trống “ngày … tháng … năm …”.");
        }
    }
}

/// Whether the number is filled in; where no number stands, the day.
pub(super) fn is_issued(anatomy: &Anatomy<'_>) -> bool {
    if let Some(at) = anatomy.number {
        let number = anatomy.text(at).split('/').next().unwrap_or_default();
        return number.chars().any(|c| c.is_ascii_digit());
    }
    anatomy.date.is_some_and(|at| {
        let words = anatomy.line(at).folded.as_str();
        let day = words.split_once("ngay ").and_then(|(_, rest)| rest.split(' ').next());
        day.is_some_and(|day| day.chars().all(|c| c.is_ascii_digit()))
    })
}

/// Blank room at the beginning of some words.
struct Room<'a> {
    is_dotted: bool,
    /// Whether there is any at all, dotted or not.
    is_open: bool,
    behind: &'a str,
}

fn room(words: &str) -> Room<'_> {
    let is_blank = |c: char| c.is_whitespace() || matches!(c, '.' | '…' | '_');
    let behind = words.trim_start_matches(is_blank);
    let room = &words[..words.len() - behind.len()];
    let is_dotted = room.contains('…') || room.contains("..") || room.contains("__");
    Room { is_dotted, is_open: !room.is_empty(), behind }
}

/// What stands behind each place of a whole word.
fn behind<'a>(words: &'a str, word: &'a str) -> impl Iterator<Item = &'a str> {
    words.match_indices(word).filter_map(move |(at, found)| {
        let is_whole = !words[..at].ends_with(char::is_alphanumeric);
        is_whole.then(|| &words[at + found.len()..])
    })
}

/// "số …/KH-UBND": room, a slash and a symbol with a hyphen.
fn has_open_number(words: &str) -> bool {
    behind(words, "so").any(|rest| {
        let open = room(rest.trim_start_matches(':'));
        let symbol = open.behind.strip_prefix('/').and_then(|rest| rest.split(' ').next());
        open.is_open && symbol.is_some_and(|symbol| symbol.contains(['-', '\u{2011}']))
    })
}

/// "ngày … tháng", "tháng … năm": dots, for the words alone name a thing.
fn has_open_day(words: &str) -> bool {
    [("ngay", "thang"), ("thang", "nam")].iter().any(|(word, next)| {
        behind(words, word).any(|rest| {
            let open = room(rest);
            open.is_dotted && open.behind.starts_with(*next)
        })
    })
}
