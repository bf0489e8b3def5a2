//! Accounts: how logins are written, who may make which, and who may give whose a new first password.

use crate::access::{Officer, OfficerId, Role, UnitId};

/// Whoever keeps the machine itself: has no account, and the log tells it as the system.
pub const KEEPER: OfficerId = OfficerId(0);

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

/// Roles that reach beyond one unit.
pub const WIDE: [Role; 3] = [Role::Desk, Role::Leader, Role::SystemAdministrator];

/// How a unit's accounts stand before another is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Standing {
    /// Accounts that there ever were: who closes all of a unit does not begin its first day anew.
    pub accounts: i64,
    /// Open accounts that keep the unit's accounts.
    pub administrators: i64,
    /// Those of them that neither sign nor review: they may be given new first passwords from outside.
    pub helpers: i64,
}

/// Whether an officer stands outside of a unit whose accounts it makes or resets: only the unit's own
/// administrator, who is not of the desk, stands inside.
pub fn is_outside(by: &Officer, unit: UnitId) -> bool {
    by.unit != unit || !by.is(Role::UnitAdministrator) || by.is(Role::Desk)
}

/// Whether an officer may make an account of these roles in a unit.
///
/// Whoever makes an account could sign in with it once. A unit that never had an account is set up from outside
/// as a whole; afterwards come from outside only those who type, and an administrator where there is
/// none: who signs, reviews and reads sensitive tables is the unit's own business. The keeper of the system
/// also helps a unit whose administrators all sign or review, for nobody outside may reset those.
pub fn may_make(by: &Officer, unit: UnitId, roles: &[Role], standing: Standing) -> bool {
    if by.id == KEEPER || standing.accounts == 0 || !is_outside(by, unit) {
        return true;
    }
    roles.iter().all(|role| match role {
        Role::Reporter => true,
        Role::UnitAdministrator if by.is(Role::SystemAdministrator) => standing.helpers == 0,
        Role::UnitAdministrator => standing.administrators == 0,
        Role::Desk | Role::Leader | Role::SystemAdministrator => by.is(Role::SystemAdministrator),
        Role::Signer | Role::Reviewer => false,
    })
}

/// Roles that see the whole province.
pub const PROVINCE_WIDE: [Role; 2] = [Role::Desk, Role::Leader];

/// Whether an officer may give an account a new first password.
///
/// Whoever does could sign in with it once, so it follows confidentiality and the separation of author,
/// signer and reviewer: an account that signs or reviews is reset by an administrator of its own unit alone,
/// who is not of the desk. From outside come new passwords only for those who type, and for an
/// administrator without whom nobody in the unit could help.
pub fn may_reset(by: &Officer, account: &Officer, is_last_administrator: bool) -> bool {
    if by.id == KEEPER {
        return true;
    }
    if account.is_any(&WIDE) {
        return by.is(Role::SystemAdministrator);
    }
    let keeps_unit = !is_outside(by, account.unit);
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

    #[test]
    fn from_outside_come_only_who_types_and_the_first_administrator() {
        use Role::{
            Desk, Leader, Reporter, Reviewer, Signer, SystemAdministrator, UnitAdministrator,
        };
        let unit = UnitId(1);
        let empty = Standing::default();
        let set_up = Standing { accounts: 3, administrators: 2, helpers: 1 };
        let stuck = Standing { accounts: 1, ..empty };
        let signer_keeps = Standing { accounts: 2, administrators: 1, helpers: 0 };
        let desks =
            [officer(9, &[Desk]), officer(1, &[Desk]), officer(1, &[Desk, UnitAdministrator])];
        for by in desks.into_iter().chain([officer(9, &[SystemAdministrator])]) {
            let may = |roles: &[Role], standing| may_make(&by, unit, roles, standing);
            assert!(may(&[Reporter, Signer, UnitAdministrator], empty), "the first day");
            assert!(may(&[Reporter], set_up) && may(&[UnitAdministrator], stuck));
            assert!(!may(&[UnitAdministrator], set_up), "{by:?}");
            let keeps_system = by.is(SystemAdministrator);
            assert_eq!(may(&[UnitAdministrator], signer_keeps), keeps_system, "{by:?}");
            for roles in [&[Signer][..], &[Reviewer], &[Reporter, Signer]] {
                assert!(!may(roles, set_up) && !may(roles, stuck), "{by:?} {roles:?}");
            }
            assert_eq!(may(&[Leader], set_up), by.is(SystemAdministrator));
        }
        let own = officer(1, &[UnitAdministrator]);
        assert!(may_make(&own, unit, &[Signer, Reviewer, UnitAdministrator], set_up));
        assert!(!may_make(&own, UnitId(2), &[Signer], set_up), "a district in its commune");
        let machine = Officer { id: KEEPER, ..officer(9, &[SystemAdministrator]) };
        assert!(may_make(&machine, unit, &[Signer], set_up));
    }
}
