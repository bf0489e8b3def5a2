//! What is open to those who keep the system and read no reports.

/// Pages that hold nothing of reports, figures or documents: all that an account has that keeps the
/// system and reads no reports. What is not named here is closed to it.
const UPKEEP: [&str; 18] = [
    "/",
    "/me",
    "/mat-khau",
    "/dang-xuat",
    "/theme",
    "/help",
    "/search",
    "/officers",
    "/units",
    "/confirmations",
    "/system",
    "/audit",
    "/documents",
    "/documents/lint",
    "/plan",
    "/signers",
    "/numbers",
    "/templates",
];

/// Those of them whose whole branch is meant.
const UPKEEP_BRANCHES: [&str; 8] = [
    "/officers/",
    "/confirmations/",
    "/audit/",
    "/units/",
    "/plan/",
    "/signers/",
    "/numbers/",
    "/templates/",
];

/// Whether an account that reads no reports may open a page.
pub(crate) fn is_upkeep(path: &str) -> bool {
    UPKEEP.contains(&path) || UPKEEP_BRANCHES.iter().any(|branch| path.starts_with(branch))
}
