//! Passwords: in which form they are hashed, and which are too easily guessed.

use unicode_normalization::UnicodeNormalization;

use crate::fold::fold;

/// Shortest password, in characters.
pub const LENGTH_MIN: usize = 12;

/// The form of a password that is hashed and compared: what looks alike on the screen is the same, whichever
/// keyboard typed it (NFKC).
pub fn normal(password: &str) -> String {
    password.nfkc().collect()
}

/// Why a password is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PasswordError {
    #[error("Mật khẩu mới ngắn hơn {} ký tự.", LENGTH_MIN)]
    Short,
    #[error("Mật khẩu mới chứa tên đăng nhập.")]
    Login,
    #[error("Mật khẩu mới chỉ lặp lại vài ký tự.")]
    Repeated,
    #[error("Mật khẩu mới là một dãy phím hoặc dãy số liền nhau.")]
    Sequence,
    #[error("Mật khẩu mới thuộc loại ai cũng đoán được.")]
    Common,
}

impl PasswordError {
    /// The stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Short => "ACC-006",
            Self::Login => "ACC-016",
            Self::Repeated => "ACC-017",
            Self::Sequence => "ACC-018",
            Self::Common => "ACC-019",
        }
    }

    /// What to do next.
    pub const fn next(self) -> &'static str {
        match self {
            Self::Short => "Chọn một câu dễ nhớ, từ 12 ký tự trở lên.",
            Self::Login => "Chọn một câu khác, không có tên đăng nhập bên trong.",
            Self::Repeated | Self::Sequence | Self::Common => {
                "Chọn một câu của riêng mình, gồm vài từ không liên quan đến nhau."
            }
        }
    }
}

/// Shortest login that is looked for inside a password: a shorter one stands in many words.
const LOGIN_MIN: usize = 4;
/// Letters that repeat as a whole: up to so many are one pattern.
const PATTERN_MAX: usize = 4;
/// From how many signs on a run is a sequence, and how few signs beside runs are too few.
const RUN_MIN: usize = 4;
const BESIDE_MIN: usize = 6;

/// Words that stand alone or with digits and signs in what people choose first, here and elsewhere.
const COMMON: [&str; 44] = [
    "password",
    "passw",
    "pass",
    "matkhau",
    "matkhaumoi",
    "matkhaucuatoi",
    "admin",
    "administrator",
    "quantri",
    "quantrivien",
    "sanhvai",
    "binhdanggioi",
    "nghean",
    "xunghe",
    "thanhphovinh",
    "vinh",
    "vietnam",
    "hanoi",
    "iloveyou",
    "anhyeuem",
    "emyeuanh",
    "yeuem",
    "yeuanh",
    "toiyeuvietnam",
    "congsan",
    "ubnd",
    "ubndxa",
    "uybannhandan",
    "uybannhandanxa",
    "solaodong",
    "soldtbxh",
    "sonoivu",
    "phunu",
    "hoiphunu",
    "welcome",
    "letmein",
    "changeme",
    "hello",
    "monkey",
    "dragon",
    "football",
    "khongbiet",
    "xinchao",
    "motcaudenho",
];

const ROWS: [&str; 4] = ["1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm"];

/// Refuses a password that is short or that others would try first.
///
/// # Errors
/// With the first reason that holds.
pub fn check(password: &str, login: &str) -> Result<(), PasswordError> {
    let normal = normal(password);
    if normal.chars().count() < LENGTH_MIN {
        return Err(PasswordError::Short);
    }
    let plain = plain(&normal);
    let login = self::plain(login);
    if login.chars().count() >= LOGIN_MIN && plain.contains(&login) {
        return Err(PasswordError::Login);
    }
    if is_repeated(&normal.to_lowercase()) {
        return Err(PasswordError::Repeated);
    }
    if beside_runs(&plain) < BESIDE_MIN {
        return Err(PasswordError::Sequence);
    }
    let letters: String = plain.chars().filter(|sign| sign.is_alphabetic()).collect();
    if COMMON.iter().any(|word| is_word(&letters, word)) {
        return Err(PasswordError::Common);
    }
    Ok(())
}

/// Small letters and digits without accents, nothing between them.
fn plain(text: &str) -> String {
    fold(text).replace(' ', "")
}

/// Whether all of it is one short pattern again and again.
fn is_repeated(text: &str) -> bool {
    let signs: Vec<char> = text.chars().collect();
    (1..=PATTERN_MAX).any(|length| signs.iter().zip(signs.iter().skip(length)).all(|(a, b)| a == b))
}

/// Whether letters are a word, once or repeated.
fn is_word(letters: &str, word: &str) -> bool {
    !letters.is_empty() && letters.replace(word, "").is_empty()
}

/// How many signs stand beside runs of the alphabet, of digits or of a row of keys, forwards or backwards.
fn beside_runs(text: &str) -> usize {
    let signs: Vec<char> = text.chars().collect();
    let (mut beside, mut from) = (0, 0);
    while from < signs.len() {
        let run = longest_run(&signs[from..]);
        if run < RUN_MIN {
            beside += 1;
            from += 1;
        } else {
            from += run;
        }
    }
    beside
}

fn longest_run(signs: &[char]) -> usize {
    let steps = |next: fn(char, char) -> bool| {
        1 + signs.windows(2).take_while(|pair| next(pair[0], pair[1])).count()
    };
    let runs = [
        steps(|a, b| a == b),
        steps(|a, b| u32::from(b) == u32::from(a) + 1 || keyed(a, b)),
        steps(|a, b| u32::from(a) == u32::from(b) + 1 || keyed(b, a)),
    ];
    runs.into_iter().max().unwrap_or(1)
}

/// Whether one key lies right of the other.
fn keyed(left: char, right: char) -> bool {
    ROWS.iter().any(|row| {
        let place = |sign| row.chars().position(|key| key == sign);
        place(left).is_some_and(|at| place(right) == Some(at + 1))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_others_would_try_first_is_refused() {
        for (password, expected) in [
            ("ngan qua", PasswordError::Short),
            ("quynhluu.chuyenvien", PasswordError::Login),
            ("Quynhluu.Chuyenvien-2024", PasswordError::Login),
            ("quynhluuchuyenvienquynhluuchuyenvien", PasswordError::Login),
            ("aaaaaaaaaaaa", PasswordError::Repeated),
            ("abcabcabcabcabc", PasswordError::Repeated),
            ("123456789012", PasswordError::Sequence),
            ("qwertyuiop123", PasswordError::Sequence),
            ("abcdefghijkl", PasswordError::Sequence),
            ("098765432100", PasswordError::Sequence),
            ("Mật khẩu 2024!!", PasswordError::Common),
            ("password20242", PasswordError::Common),
            ("SanhVai-2024", PasswordError::Common),
            ("nghean-1985-1985", PasswordError::Common),
        ] {
            assert_eq!(check(password, "quynhluu.chuyenvien"), Err(expected), "{password}");
            assert!(!expected.next().is_empty() && expected.code().starts_with("ACC-"));
        }
    }

    #[test]
    fn sentences_of_ones_own_are_taken() {
        for password in [
            "mot-cau-de-nho-cua-toi",
            "mot-cau-moi-khac",
            "con mèo ngủ trên mái bếp",
            "kq7m-x2rt-9hvb",
            "trời mưa 4 ngày",
            "ca phe sua da 45",
        ] {
            assert_eq!(check(password, "h-421"), Ok(()), "{password}");
        }
    }

    #[test]
    fn both_ways_of_typing_an_accent_are_one_password() {
        let composed = "m\u{1ead}t kh\u{1ea9}u c\u{1ee7}a t\u{f4}i";
        let apart: String = composed.nfd().collect();
        assert_ne!(composed, apart);
        assert_eq!(normal(composed), normal(&apart));
    }
}
