//! Accounts: how logins are written, and who may give whose account a new first password.

use crate::access::{Officer, Role};

/// Longest login, in characters.
const LOGIN_MAX: usize = 64;

/// Whether a login can be typed on every keyboard and told from every other: small letters without marks,
/// digits, dots and dashes, a letter or digit first.
pub fn is_login(login: &str) -> bool {
    let is_plain = |sign: char| sign.is_ascii_lowercase() || sign.is_ascii_digit();
    login.chars().count() <= LOGIN_MAX
        && login.starts_with(is_plain)
        && login.chars().all(|sign| is_plain(sign) || matches!(sign, '.' | '-'))
}

/// Whether a password is the login with a year or a few digits beside it: the first that others try.
pub fn is_guessable(password: &str, login: &str) -> bool {
    let plain = |text: &str| -> String {
        text.to_lowercase().chars().filter(|sign| sign.is_alphanumeric()).collect()
    };
    let (password, login) = (plain(password), plain(login));
    if login.is_empty() || !password.contains(&login) {
        return false;
    }
    let rest = password.replacen(&login, "", 1);
    rest.chars().all(|sign| sign.is_ascii_digit()) || rest.replace(&login, "").is_empty()
}

/// Roles that reach beyond one unit.
pub const WIDE: [Role; 3] = [Role::Desk, Role::Leader, Role::SystemAdministrator];

/// Whether an officer may give an account a new first password.
///
/// Whoever does could sign in with it once, so it follows confidentiality and the separation of author,
/// signer and reviewer: an account that signs or reviews is reset by an administrator of its own unit alone,
/// who is not of the desk. From outside come new passwords only for those who type, and for an
/// administrator without whom nobody in the unit could help.
pub fn may_reset(by: &Officer, account: &Officer, is_last_administrator: bool) -> bool {
    if account.is_any(&WIDE) {
        return by.is(Role::SystemAdministrator);
    }
    let keeps_unit =
        by.unit == account.unit && by.is(Role::UnitAdministrator) && !by.is(Role::Desk);
    if account.is_any(&[Role::Signer, Role::Reviewer]) || keeps_unit {
        return keeps_unit;
    }
    let is_stuck = account.is(Role::UnitAdministrator) && is_last_administrator;
    let only_types = account.roles == [Role::Reporter];
    by.is_any(&[Role::Desk, Role::SystemAdministrator]) && (only_types || is_stuck)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::{OfficerId, UnitId};

    fn officer(unit: i64, roles: &[Role]) -> Officer {
        let (id, name) = (OfficerId(1), String::new());
        Officer { id, unit: UnitId(unit), name, roles: roles.to_vec() }
    }

    #[test]
    fn logins_are_small_letters_digits_dots_and_dashes() {
        for login in ["xa-17149-ky", "h-421", "noi-vu.chuyenvien", "7a"] {
            assert!(is_login(login), "{login}");
        }
        for login in ["", "Lan", "cán.bộ", "a b", "a@b.vn", ".a", "-a", &"a".repeat(65)] {
            assert!(!is_login(login), "{login}");
        }
    }

    #[test]
    fn a_login_with_a_year_is_no_password() {
        for password in
            ["xa-17149-2024", "xa-17149@2024", "XA17149_2024!", "2024xa-17149", "xa-17149xa-17149"]
        {
            assert!(is_guessable(password, "xa-17149"), "{password}");
        }
        for password in ["mua-xuan-xa-17149", "SanhVai-2024", "xa-17148-2024", "ruong bac thang"] {
            assert!(!is_guessable(password, "xa-17149"), "{password}");
        }
    }

    #[test]
    fn who_signs_or_reviews_is_reset_by_the_own_administrator_alone() {
        use Role::{Desk, Reviewer, Signer, SystemAdministrator, UnitAdministrator};
        let own = officer(1, &[UnitAdministrator]);
        for roles in [&[Signer][..], &[Reviewer], &[Signer, UnitAdministrator]] {
            let account = officer(1, roles);
            assert!(may_reset(&own, &account, false));
            for other in [
                officer(2, &[UnitAdministrator]),
                officer(1, &[Desk]),
                officer(1, &[Desk, UnitAdministrator]),
                officer(2, &[SystemAdministrator]),
                officer(1, &[Signer]),
            ] {
                assert!(!may_reset(&other, &account, true), "{other:?} {roles:?}");
            }
        }
    }

    #[test]
    fn from_outside_only_who_types_and_the_last_administrator() {
        use Role::{Desk, Leader, Reporter, SystemAdministrator, UnitAdministrator};
        for by in [officer(9, &[Desk]), officer(9, &[SystemAdministrator])] {
            assert!(may_reset(&by, &officer(1, &[Reporter]), false));
            let keeper = officer(1, &[UnitAdministrator]);
            assert!(may_reset(&by, &keeper, true) && !may_reset(&by, &keeper, false));
            let wide = by.is(SystemAdministrator);
            assert_eq!(may_reset(&by, &officer(1, &[Leader]), false), wide);
        }
        let district = officer(2, &[UnitAdministrator]);
        assert!(!may_reset(&district, &officer(1, &[Reporter]), true));
    }
}
