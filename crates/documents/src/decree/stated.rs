//! Words that every document prints alike.

/// Quốc hiệu (E1).
pub const NATION: &str = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM";
/// Tiêu ngữ (E2), with a hyphen and a space on each side.
pub const MOTTO: &str = "Độc lập - Tự do - Hạnh phúc";
/// Before the number (E5).
pub const NUMBER: &str = "Số:";
/// Before the abstract of a letter (E9).
pub const ABOUT: &str = "V/v";
/// End of the body and of each appendix (E18).
pub const END_MARK: &str = "./.";
/// Before the addressees (E22), without its colon.
pub const ADDRESSEE: &str = "Kính gửi";
/// Above the receivers (E23).
pub const RECIPIENTS: &str = "Nơi nhận:";
/// First receiver where there is an addressee (E24).
pub const AS_ABOVE: &str = "Như trên";
/// Title of the register of outgoing documents (Điều 16).
pub const REGISTER: &str = "Sổ đăng ký văn bản đi";
/// Name of an appendix, before its number (E25).
pub const APPENDIX: &str = "Phụ lục";
/// Letters of points in their order (E16): no f, j, w, z.
pub const POINT_LETTERS: [char; 23] = [
    'a', 'b', 'c', 'd', 'đ', 'e', 'g', 'h', 'i', 'k', 'l', 'm', 'n', 'o', 'p', 'q', 'r', 's', 't',
    'u', 'v', 'x', 'y',
];
