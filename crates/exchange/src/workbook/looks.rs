//! How the cells of a workbook look: the face of official papers, ruled tables, pale cells to fill.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

/// The face of official papers.
pub(super) const FACE: &str = "Times New Roman";
/// Whole figures: groups of three, as the machine's language parts them.
const WHOLE: &str = "#,##0";
/// Figures with digits after the comma, as many as they have.
const BROKEN: &str = "#,##0.######";

/// How cells look.
pub(super) struct Looks {
    pub plain: Format,
    pub bold: Format,
    pub title: Format,
    pub italic: Format,
    pub right: Format,
    pub header: Format,
    pub number: Format,
    pub name: Format,
    pub section: Format,
    pub total_name: Format,
    pub count: Format,
    pub figure: Format,
    pub text: Format,
    /// Short words that programs would take for dates or figures; long ones show as signs in this format.
    pub words: Format,
    pub choice: Format,
    pub computed: Format,
    pub share: Format,
    pub total: Format,
    pub computed_count: Format,
    pub total_count: Format,
    pub total_share: Format,
    pub closed: Format,
    pub not_asked: Format,
    pub center: Format,
    pub center_bold: Format,
    /// Over a cell of [`BROKEN`] that holds a whole figure: no comma without digits behind it.
    pub whole: Format,
}

impl Looks {
    /// All of them, once a file.
    pub(super) fn new() -> Self {
        let plain = Format::new().set_font_name(FACE).set_font_size(12).set_text_wrap();
        let plain = plain.set_align(FormatAlign::Top);
        let ruled =
            plain.clone().set_border(FormatBorder::Thin).set_align(FormatAlign::VerticalCenter);
        let bold = plain.clone().set_bold();
        let entry = ruled.clone().set_unlocked().set_background_color(Color::RGB(0x00FF_FCE8));
        let computed = ruled.clone().set_align(FormatAlign::Right);
        let share = computed.clone().set_num_format("0.00");
        Self {
            title: bold.clone().set_align(FormatAlign::Center).set_font_size(13),
            italic: plain.clone().set_italic().set_align(FormatAlign::Center),
            right: plain.clone().set_italic().set_align(FormatAlign::Right),
            header: ruled.clone().set_bold().set_align(FormatAlign::Center),
            number: ruled.clone().set_align(FormatAlign::Center),
            name: ruled.clone(),
            section: ruled.clone().set_bold(),
            total_name: ruled.clone().set_bold(),
            count: entry.clone().set_align(FormatAlign::Right).set_num_format(WHOLE),
            figure: entry.clone().set_align(FormatAlign::Right).set_num_format(BROKEN),
            text: entry.clone().set_align(FormatAlign::Top),
            words: entry.clone().set_align(FormatAlign::Top).set_num_format("@"),
            choice: entry.set_align(FormatAlign::Center),
            total: computed.clone().set_bold().set_num_format(BROKEN),
            computed_count: computed.clone().set_num_format(WHOLE),
            total_count: computed.clone().set_bold().set_num_format(WHOLE),
            total_share: share.clone().set_bold(),
            closed: ruled.clone().set_align(FormatAlign::Center),
            not_asked: ruled.set_background_color(Color::RGB(0x00EF_EFEF)),
            center: plain.clone().set_align(FormatAlign::Center),
            center_bold: bold.clone().set_align(FormatAlign::Center),
            whole: Format::new().set_num_format(WHOLE),
            computed: computed.set_num_format(BROKEN),
            share,
            plain,
            bold,
        }
    }
}
