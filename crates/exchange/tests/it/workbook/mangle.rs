//! What happens to a workbook in an office, done to the parts of the file itself.

use std::{
    collections::BTreeMap,
    io::{Cursor, Read, Write},
};

use unicode_normalization::UnicodeNormalization;
use zip::{ZipArchive, ZipWriter, write::SimpleFileOptions};

/// One thing that people or programs do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mangling {
    InsertRow(u32),
    InsertColumn(u32),
    RenameSheets,
    ReverseSheets,
    RetypeHeaders,
    RetypeNames,
    Unprotect,
    NumbersAsText,
    Decompose,
    Tcvn3,
    Vni,
    DropDescription,
    ClearRowKeys,
    ClearColumnKeys,
    ClearStamps,
    /// Two rows of T3 change places, all that is visible of them.
    ExchangeRowKeys,
    /// Two columns of T3 change places with their headers.
    ExchangeColumnKeys,
    /// Two columns of T3 bear one name.
    NameColumnTwice,
}

/// The parts of a file by name, in their order.
pub(super) fn unpack(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    (0..archive.len())
        .map(|at| {
            let mut part = archive.by_index(at).unwrap();
            let mut content = Vec::new();
            part.read_to_end(&mut content).unwrap();
            (part.name().unwrap().into_owned(), content)
        })
        .collect()
}

pub(super) fn pack(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        writer.start_file(name.as_str(), SimpleFileOptions::default()).unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

pub(super) fn mangle(bytes: &[u8], manglings: &[Mangling]) -> Vec<u8> {
    let mut parts = unpack(bytes);
    for mangling in manglings {
        for (name, content) in &mut parts {
            let Ok(text) = String::from_utf8(content.clone()) else { continue };
            *content = changed(name, &text, *mangling).into_bytes();
        }
    }
    pack(&parts)
}

fn changed(name: &str, text: &str, mangling: Mangling) -> String {
    let is_sheet = name.starts_with("xl/worksheets/sheet");
    let is_texts = name == "xl/sharedStrings.xml";
    match mangling {
        Mangling::InsertRow(at) if is_sheet => shift(text, at, 0),
        Mangling::InsertColumn(at) if is_sheet => shift(text, 0, at),
        Mangling::RenameSheets if name == "xl/workbook.xml" => text
            .replace("name=\"Biểu ", "name=\"Sheet của tôi ")
            .replace("name=\"_sanhvai", "name=\"x"),
        Mangling::ReverseSheets if name == "xl/workbook.xml" => reversed(text),
        Mangling::RetypeHeaders if is_texts => texts(text, |t| match t {
            "Tổng số" => "TS chung".into(),
            "Nữ" | "Số người" => "Phụ nữ (người)".into(),
            "Dự toán" => "DT".into(),
            other => other.to_owned(),
        }),
        Mangling::RetypeNames if is_texts => texts(text, |t| match t {
            "Ban Chấp hành" => "Ban chấp hành Đảng bộ".into(),
            "Đại biểu Hội đồng nhân dân" => "ĐẠI BIỂU HỘI ĐỒNG NHÂN DÂN".into(),
            other => other.to_owned(),
        }),
        Mangling::Unprotect if is_sheet => without_tag(text, "<sheetProtection"),
        Mangling::NumbersAsText if is_sheet => numbers_as_text(text),
        Mangling::Decompose if is_texts || is_sheet => text.nfd().collect(),
        Mangling::Tcvn3 if is_texts => texts(text, |t| t.nfc().map(tcvn3).collect()),
        Mangling::Vni if is_texts => texts(text, |t| t.nfc().map(vni).collect()),
        Mangling::Tcvn3 | Mangling::Vni if name == "xl/styles.xml" => {
            let font = if mangling == Mangling::Vni { "VNI-Times" } else { ".VnTime" };
            text.replace("Times New Roman", font)
        }
        Mangling::DropDescription if name == "xl/workbook.xml" => {
            without_tag(text, "<sheet name=\"_sanhvai")
        }
        Mangling::ClearRowKeys if is_texts => texts(text, |t| cleared(t, '/')),
        Mangling::ClearColumnKeys if is_texts => texts(text, |t| cleared(t, ':')),
        Mangling::ClearStamps if is_texts => {
            texts(text, |t| if t.starts_with("SV1|") { String::new() } else { t.to_owned() })
        }
        Mangling::ExchangeRowKeys if is_texts => exchanged(text, "T3/bdg", "T3/ctv"),
        Mangling::ExchangeColumnKeys if is_texts => exchanged(text, "T3:nu", "T3:nam"),
        Mangling::NameColumnTwice if is_texts => {
            texts(text, |t| if t == "Nam" { "Nữ".into() } else { t.to_owned() })
        }
        _ => text.to_owned(),
    }
}

/// One text where the other stood, and the other way round.
fn exchanged(xml: &str, one: &str, other: &str) -> String {
    texts(xml, |text| {
        match text {
            _ if text == one => other,
            _ if text == other => one,
            _ => text,
        }
        .to_owned()
    })
}

/// Keys are the form's code, a sign, and a code without room.
fn cleared(text: &str, sign: char) -> String {
    let is_key = text.split_once(sign).is_some_and(|(form, rest)| {
        form.len() <= 4 && form.is_ascii() && form.starts_with(['T', 'P']) && !rest.contains(' ')
    });
    if is_key { String::new() } else { text.to_owned() }
}

/// Every text of the shared strings changed.
pub(super) fn texts(xml: &str, change: impl Fn(&str) -> String) -> String {
    let mut out = String::new();
    let mut rest = xml;
    while let Some(begin) = rest.find("<t>").map(|at| at + 3).or_else(|| {
        rest.find("<t xml:space=\"preserve\">").map(|at| at + "<t xml:space=\"preserve\">".len())
    }) {
        let end = begin + rest[begin..].find("</t>").unwrap();
        out.push_str(&rest[..begin]);
        out.push_str(&change(&rest[begin..end]));
        rest = &rest[end..];
    }
    out + rest
}

fn without_tag(xml: &str, begin: &str) -> String {
    let Some(at) = xml.find(begin) else { return xml.to_owned() };
    let end = at + xml[at..].find("/>").unwrap() + 2;
    format!("{}{}", &xml[..at], &xml[end..])
}

fn reversed(xml: &str) -> String {
    let begin = xml.find("<sheets>").unwrap() + 8;
    let end = xml.find("</sheets>").unwrap();
    let mut tags: Vec<&str> = xml[begin..end].split_inclusive("/>").collect();
    tags.reverse();
    format!("{}{}{}", &xml[..begin], tags.concat(), &xml[end..])
}

/// Rows from `row` on one down, columns from `column` on one to the right; 0 moves nothing.
fn shift(xml: &str, row: u32, column: u32) -> String {
    let moved = |address: &str| -> String {
        let letters: String = address.chars().take_while(char::is_ascii_alphabetic).collect();
        let number: u32 = address[letters.len()..].parse().unwrap();
        let index = letters.bytes().fold(0, |at, b| at * 26 + u32::from(b - b'A') + 1);
        let index = if column > 0 && index >= column { index + 1 } else { index };
        let number = if row > 0 && number >= row { number + 1 } else { number };
        let letter = char::from(b'A' + u8::try_from(index - 1).unwrap());
        format!("{letter}{number}")
    };
    let mut out = String::new();
    let mut rest = xml;
    while let Some(at) = rest.find(" r=\"").map(|at| at + 4) {
        let end = at + rest[at..].find('"').unwrap();
        out.push_str(&rest[..at]);
        let value = &rest[at..end];
        match value.parse::<u32>() {
            Ok(number) if row > 0 && number >= row => out.push_str(&(number + 1).to_string()),
            Ok(_) => out.push_str(value),
            Err(_) => out.push_str(&moved(value)),
        }
        rest = &rest[end..];
    }
    // What a sheet joins moves along, as in every program that inserts a row or a column.
    let whole = out + rest;
    let Some(begin) = whole.find("<mergeCells") else { return whole };
    let (cells, joined) = whole.split_at(begin);
    let joined =
        joined.split(" ref=\"").enumerate().map(|(at, piece)| match piece.split_once('"') {
            Some((area, behind)) if at > 0 && area.contains(':') => {
                let ends: Vec<String> = area.split(':').map(&moved).collect();
                format!("{}\"{behind}", ends.join(":"))
            }
            _ => piece.to_owned(),
        });
    cells.to_owned() + &joined.collect::<Vec<_>>().join(" ref=\"")
}

/// Numbers become texts in the Vietnamese manner; formulas stay.
fn numbers_as_text(xml: &str) -> String {
    let mut out = String::new();
    let mut rest = xml;
    while let Some(at) = rest.find("<c ") {
        let end = at + rest[at..].find('>').unwrap() + 1;
        out.push_str(&rest[..at]);
        let tag = &rest[at..end];
        rest = &rest[end..];
        let value =
            rest.strip_prefix("<v>").filter(|_| !tag.contains(" t=") && !tag.ends_with("/>"));
        if let Some((value, after)) = value.and_then(|inside| inside.split_once("</v>")) {
            let shown = domain::amount::vietnamese(value.parse().unwrap());
            out.push_str(&tag.replace('>', " t=\"str\">"));
            out.push_str("<v> ");
            out.push_str(&shown);
            out.push_str("</v>");
            rest = after;
        } else {
            out.push_str(tag);
        }
    }
    out + rest
}

const TCVN3: &str = "à=µ ả=¶ ã=· á=¸ ạ=¹ ă=¨ ằ=» ẳ=¼ ẵ=½ ắ=¾ ặ=Æ â=© ầ=Ç ẩ=È ẫ=É ấ=Ê ậ=Ë đ=® è=Ì ẻ=Î ẽ=Ï é=Ð \
    ẹ=Ñ ê=ª ề=Ò ể=Ó ễ=Ô ế=Õ ệ=Ö ì=× ỉ=Ø ĩ=Ü í=Ý ị=Þ ò=ß ỏ=á õ=â ó=ã ọ=ä ô=« ồ=å ổ=æ ỗ=ç ố=è ộ=é ơ=¬ ờ=ê \
    ở=ë ỡ=ì ớ=í ợ=î ù=ï ủ=ñ ũ=ò ú=ó ụ=ô ừ=õ ử=ö ữ=÷ ứ=ø ự=ù ỳ=ú ỷ=û ỹ=ü ý=ý ỵ=þ Ă=¡ Â=¢ Ê=£ Ô=¤ Ơ=¥ \
    Ư=¦ Đ=§";

/// As typed in a font of TCVN3, which has no capitals with tones: those need a font of their own.
fn tcvn3(c: char) -> char {
    static TABLE: std::sync::OnceLock<BTreeMap<char, char>> = std::sync::OnceLock::new();
    let table = TABLE.get_or_init(|| {
        let pair = |pair: &str| {
            let mut chars = pair.chars();
            (chars.next().unwrap(), chars.nth(1).unwrap())
        };
        TCVN3.split_whitespace().map(pair).chain([('ư', '\u{ad}')]).collect()
    });
    let small = c.to_lowercase().next().unwrap();
    table.get(&c).or_else(|| table.get(&small)).copied().unwrap_or(c)
}

/// As typed in a font of VNI: a vowel and the sign of its marks.
fn vni(c: char) -> String {
    let marks: String = c.nfd().skip(1).collect();
    let base = c.nfd().next().unwrap();
    match c {
        'đ' => return "ñ".into(),
        'Đ' => return "Ñ".into(),
        'í' | 'ì' => return c.to_string(),
        'ỉ' => return "æ".into(),
        'ĩ' => return "ó".into(),
        'ị' => return "ò".into(),
        'ỵ' => return "î".into(),
        _ if marks.is_empty() => return c.to_string(),
        _ => {}
    }
    let horn = marks.contains('\u{31b}');
    let base = match (base, horn) {
        ('o', true) => 'ô',
        ('u', true) => 'ö',
        ('O', true) => 'Ô',
        ('U', true) => 'Ö',
        (base, _) => base,
    };
    let marks: String = marks.chars().filter(|m| *m != '\u{31b}').collect();
    let hat = marks.contains('\u{302}');
    let breve = marks.contains('\u{306}');
    let tone = marks.chars().find(|m| !matches!(m, '\u{302}' | '\u{306}'));
    let sign = match (hat, breve, tone) {
        (false, false, None) => "",
        (false, false, Some('\u{301}')) => "ù",
        (false, false, Some('\u{300}')) => "ø",
        (false, false, Some('\u{309}')) => "û",
        (false, false, Some('\u{303}')) => "õ",
        (false, false, _) => "ï",
        (true, _, None) => "â",
        (true, _, Some('\u{301}')) => "á",
        (true, _, Some('\u{300}')) => "à",
        (true, _, Some('\u{309}')) => "å",
        (true, _, Some('\u{303}')) => "ã",
        (true, _, _) => "ä",
        (_, true, None) => "ê",
        (_, true, Some('\u{301}')) => "é",
        (_, true, Some('\u{300}')) => "è",
        (_, true, Some('\u{309}')) => "ú",
        (_, true, Some('\u{303}')) => "ü",
        (_, true, _) => "ë",
    };
    format!("{base}{sign}")
}
