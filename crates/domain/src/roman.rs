//! Roman numbers of sections and appendices: written, and read in their proper spelling.

const SIGNS: [(u32, &str); 13] = [
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
];

/// The largest number with a spelling of its own.
const LARGEST: u32 = 3_999;

/// Writes a number: 4 is `IV`. Nothing is empty; beyond 3999 it is written in digits, as editors do.
pub fn roman(number: u32) -> String {
    if number > LARGEST {
        return number.to_string();
    }
    let (mut rest, mut written) = (number, String::new());
    for (worth, sign) in SIGNS {
        while rest >= worth {
            written.push_str(sign);
            rest -= worth;
        }
    }
    written
}

/// Reads a number in capitals; `None` for other spellings (`IIII`) and for words of such letters.
pub fn value(written: &str) -> Option<u32> {
    let (mut rest, mut value) = (written, 0);
    for (worth, sign) in SIGNS {
        while let Some(shorter) = rest.strip_prefix(sign) {
            (rest, value) = (shorter, value + worth);
        }
    }
    let is_number = rest.is_empty() && (1..=LARGEST).contains(&value);
    (is_number && roman(value) == written).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_back() {
        for number in 1..=LARGEST {
            assert_eq!(value(&roman(number)), Some(number));
        }
        let written = [4, 9, 14, 19, 40, 90, 400, 3_999].map(roman);
        assert_eq!(written, ["IV", "IX", "XIV", "XIX", "XL", "XC", "CD", "MMMCMXCIX"]);
        assert_eq!([roman(0), roman(4_000)], ["", "4000"]);
    }

    #[test]
    fn other_spellings_are_no_numbers() {
        for text in ["", "IIII", "VV", "IIX", "IC", "iv", "A", "IV.", "MMMM", "CỘNG"] {
            assert_eq!(value(text), None, "{text}");
        }
    }
}
