//! The table of checks. A check reads the repository and names its faults; a new one is a file and a line.

mod catalog;
mod codes;
mod floors;
mod formulas;
mod loops;
mod modules;
mod papers;
mod sources;
mod words;

use crate::{fault::Fault, repository::Repository};

/// A check: all faults of one kind.
pub(crate) type Check = fn(&Repository) -> Vec<Fault>;

/// Every check of the house.
pub(crate) static CHECKS: [Check; 16] = [
    floors::arrows_run_down,
    floors::manifests_name_what_is_used,
    loops::modules_do_not_circle,
    sources::files_say_what_they_are,
    sources::files_are_short,
    modules::files_belong_to_a_module,
    modules::cases_are_run,
    modules::migrations_are_run,
    formulas::families_have_cases,
    formulas::functions_have_cases,
    catalog::files_are_named_by_their_code,
    codes::codes_have_one_sentence,
    papers::named_files_exist,
    papers::generated_pages_are_fresh,
    words::no_machine_paths,
    words::vietnamese_is_written_one_way,
];

/// The faults of all checks, by file and line.
pub(crate) fn all(repository: &Repository) -> Vec<Fault> {
    let mut faults: Vec<Fault> = CHECKS.iter().flat_map(|check| check(repository)).collect();
    faults.sort();
    faults
}
