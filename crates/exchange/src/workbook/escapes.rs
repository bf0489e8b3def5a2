//! Signs that the XML of XLSX writes as codes.

/// Signs that XML cannot hold are written `_x000D_`; the returns before line breaks of Windows say nothing.
pub(super) fn unescaped(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        let code = rest.get(at + 2..at + 6).filter(|_| rest.as_bytes().get(at + 6) == Some(&b'_'));
        let sign =
            code.and_then(|code| u32::from_str_radix(code, 16).ok()).and_then(char::from_u32);
        let Some(sign) = sign else {
            plain.push_str(&rest[..at + 2]);
            rest = &rest[at + 2..];
            continue;
        };
        plain.push_str(&rest[..at]);
        rest = &rest[at + 7..];
        match sign {
            '\r' if rest.starts_with('\n') => {}
            '\r' => plain.push('\n'),
            sign => plain.push(sign),
        }
    }
    plain + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_that_xml_cannot_hold_are_put_back() {
        assert_eq!(unescaped("một_x000D_\nhai_x000D_ba"), "một\nhai\nba");
        assert_eq!(unescaped("tệp_x005F_x000D_ và _xyz_ _x12"), "tệp_x000D_ và _xyz_ _x12");
        assert_eq!(unescaped("_xữ12_"), "_xữ12_", "no code of four digits");
    }
}
