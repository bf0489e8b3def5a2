//! What the command line says of its own arguments, Vietnamese first: help, and what is wrong with them.
//!
//! The parser's own sentences never reach a person: its findings are told again with a code and a next step.

use clap::{
    Arg, ArgAction, Command,
    error::{ContextKind, ContextValue, Error, ErrorKind},
};

const TEMPLATE: &str = "{about-with-newline}\nCách dùng / Usage: {usage}\n\n{all-args}";
/// What the parser writes for "some options", whatever is set.
const OPTIONS: (&str, &str) = ("[OPTIONS]", "[TÙY_CHỌN]");

/// The commands with headings, defaults and help in both languages.
pub(crate) fn worded(command: Command) -> Command {
    let is_root = command.get_name() == "sanhvai";
    let help = flag("help", 'h', "In phần giúp đỡ này. / Prints this help.", ArgAction::Help);
    let version =
        flag("version", 'V', "In số hiệu bản này. / Prints the version.", ArgAction::Version);
    let command = command
        .disable_help_flag(true)
        .disable_version_flag(true)
        .disable_help_subcommand(true)
        .help_template(TEMPLATE)
        .subcommand_help_heading("Lệnh / Commands")
        .subcommand_value_name("LỆNH")
        .mut_args(argument)
        .mut_subcommands(worded)
        .arg(help);
    if is_root { command.arg(version) } else { command }
}

fn flag(name: &'static str, short: char, help: &'static str, action: ArgAction) -> Arg {
    Arg::new(name).long(name).short(short).help(help).action(action).help_heading(OPTIONS_HEADING)
}

const OPTIONS_HEADING: &str = "Tùy chọn / Options";

/// Its heading, and its default and variable in words.
fn argument(argument: Arg) -> Arg {
    let heading = if argument.is_positional() { "Tham số / Arguments" } else { OPTIONS_HEADING };
    let mut help = argument.get_help().map(ToString::to_string).unwrap_or_default();
    let defaults: Vec<String> = argument
        .get_default_values()
        .iter()
        .map(|value| value.to_string_lossy().into_owned())
        .filter(|value| !value.is_empty())
        .collect();
    let is_value = !matches!(argument.get_action(), ArgAction::SetTrue);
    if !defaults.is_empty() && is_value {
        help = format!("{help} [mặc định / default: {}]", defaults.join(", "));
    }
    if let Some(variable) = argument.get_env() {
        help = format!("{help} [biến môi trường / variable: {}]", variable.to_string_lossy());
    }
    argument.help(help).help_heading(heading).hide_default_value(true).hide_env(true)
}

/// What to print instead of running, and the number to end with.
pub(crate) struct Said {
    pub(crate) text: String,
    pub(crate) is_help: bool,
}

/// What the parser found, in the words of this program.
pub(crate) fn said(error: &Error) -> Said {
    let help = || error.render().to_string().replace(OPTIONS.0, OPTIONS.1);
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            return Said { text: help(), is_help: true };
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            let text = format!("CLI-106: thiếu tên lệnh; chọn một lệnh dưới đây\n\n{}", help());
            return Said { text, is_help: false };
        }
        _ => {}
    }
    let (code, what, next) = told(error);
    let mut text = format!("{code}: {what}; {next}\n");
    if let Some(ContextValue::StyledStr(usage)) = error.get(ContextKind::Usage) {
        let usage = usage.to_string().replace(OPTIONS.0, OPTIONS.1);
        let usage = usage.trim().trim_start_matches("Usage:").trim().to_owned();
        text = format!("{text}Cách dùng / Usage: {usage}\n");
    }
    text.push_str("Xem thêm / More: --help\n");
    Said { text, is_help: false }
}

fn told(error: &Error) -> (&'static str, String, String) {
    let arg = named(error, ContextKind::InvalidArg);
    let value = named(error, ContextKind::InvalidValue);
    match error.kind() {
        ErrorKind::MissingRequiredArgument => {
            ("CLI-101", format!("thiếu {arg}"), "thêm vào lệnh rồi chạy lại".to_owned())
        }
        ErrorKind::UnknownArgument => {
            let near = named(error, ContextKind::SuggestedArg);
            let next = if near.is_empty() {
                "bỏ đi, hoặc xem các tùy chọn của lệnh".to_owned()
            } else {
                format!("có lẽ là {near}")
            };
            ("CLI-102", format!("lệnh này không có {arg}"), next)
        }
        ErrorKind::InvalidValue if value.is_empty() => (
            "CLI-103",
            format!("{arg} chưa có giá trị"),
            "ghi giá trị ngay sau tùy chọn".to_owned(),
        ),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            ("CLI-104", format!("“{value}” không dùng được cho {arg}"), shape(&arg).to_owned())
        }
        ErrorKind::InvalidSubcommand => {
            let own = named(error, ContextKind::InvalidSubcommand);
            let near = named(error, ContextKind::SuggestedSubcommand);
            let next = if near.is_empty() {
                "xem các lệnh bằng --help".to_owned()
            } else {
                format!("có lẽ là {near}")
            };
            ("CLI-105", format!("không có lệnh “{own}”"), next)
        }
        ErrorKind::ArgumentConflict => {
            let other = named(error, ContextKind::PriorArg);
            let what = if other.is_empty() || other == arg {
                format!("{arg} ghi hai lần")
            } else {
                format!("{arg} không đi cùng {other}")
            };
            ("CLI-107", what, "bỏ một trong hai".to_owned())
        }
        ErrorKind::InvalidUtf8 => (
            "CLI-108",
            "có tham số không phải chữ UTF-8".to_owned(),
            "gõ lại tham số đó".to_owned(),
        ),
        _ => {
            let what = if arg.is_empty() { "tham số".to_owned() } else { arg };
            ("CLI-109", format!("không đọc được {what}"), "xem cách viết bằng --help".to_owned())
        }
    }
}

/// How the values of an option are written.
fn shape(arg: &str) -> &'static str {
    let known = [
        ("--port", "ghi số cổng từ 1 đến 65535"),
        ("--year", "ghi năm bằng bốn chữ số, ví dụ 2024"),
        ("--today", "ghi ngày có thật dạng 2024-12-03"),
        ("DOCUMENT", "ghi số trên địa chỉ trang, ví dụ 12"),
        ("DISPATCH", "ghi số trên địa chỉ trang, ví dụ 12"),
        ("--replaces", "ghi số trên địa chỉ trang, ví dụ 12"),
    ];
    let found = known.iter().find(|(name, _)| arg.contains(name));
    found.map_or("xem cách viết bằng --help", |(_, shape)| shape)
}

/// What the parser says of one side of its finding.
fn named(error: &Error, kind: ContextKind) -> String {
    match error.get(kind) {
        Some(ContextValue::String(one)) => one.clone(),
        Some(ContextValue::Strings(several)) => several.join(", "),
        Some(ContextValue::StyledStr(one)) => one.to_string(),
        Some(ContextValue::StyledStrs(several)) => {
            several.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
        }
        Some(ContextValue::Number(number)) => number.to_string(),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn every_command_helps_in_both_languages() {
        fn look(command: &mut Command) {
            let help = command.render_long_help().to_string();
            for word in ["Options:", "Arguments:", "Commands:", "[default", "[env", "Print "] {
                let stands = help.replace("/ Options:", "").replace("/ Arguments:", "");
                let stands = stands.replace("/ Commands:", "").replace("/ Print", "");
                assert!(!stands.contains(word), "{word}: {help}");
            }
            assert!(help.contains("Cách dùng / Usage"), "{help}");
            let about = command.get_about().map(ToString::to_string).unwrap_or_default();
            let is_root = command.get_name() == "sanhvai";
            assert!(is_root || about.contains(" / "), "{}: {about}", command.get_name());
            for argument in command.get_arguments() {
                let help = argument.get_help().map(ToString::to_string).unwrap_or_default();
                assert!(
                    help.contains("/ "),
                    "{} {}: {help}",
                    command.get_name(),
                    argument.get_id()
                );
            }
            command.get_subcommands_mut().for_each(look);
        }
        let mut command = worded(crate::Arguments::command());
        command.build();
        look(&mut command);
    }

    #[test]
    fn what_is_wrong_is_told_with_a_code() {
        for (line, code, words) in [
            ("report --year 2024", "CLI-101", "--regime"),
            ("workbook --round R --out x", "CLI-101", "--all"),
            ("demo --prot 1", "CLI-102", "--port"),
            ("demo --port", "CLI-103", "--port"),
            ("demo --port x", "CLI-104", "từ 1 đến 65535"),
            ("demo --today 2024-13-01", "CLI-104", "2024-12-03"),
            ("report --regime R --year x --unit u --out o", "CLI-104", "bốn chữ số"),
            ("dmeo", "CLI-105", "demo"),
            ("dispatch", "CLI-106", "answer"),
            ("plan read x --json --text", "CLI-107", "--json"),
            ("migrate x", "CLI-102", "x"),
        ] {
            let arguments = std::iter::once("sanhvai").chain(line.split(' '));
            let error = worded(crate::Arguments::command()).try_get_matches_from(arguments);
            let text = said(&error.unwrap_err()).text;
            assert!(text.starts_with(code) && text.contains(words), "{line}: {text}");
            for english in ["error", "required", "invalid", "failed", "unexpected", "[OPTIONS]"] {
                assert!(!text.contains(english), "{line}: {text}");
            }
        }
    }
}
