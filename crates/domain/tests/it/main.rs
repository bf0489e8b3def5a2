//! The rules of reporting, tried on cases that an officer can read.

#[cfg(test)]
mod attack;
#[cfg(test)]
mod check;
#[cfg(test)]
mod consolidation;
#[cfg(test)]
mod dispatch;
#[cfg(test)]
mod explanation;
#[cfg(test)]
mod forms;
#[cfg(test)]
mod likeness;
#[cfg(test)]
mod mapping;
#[cfg(test)]
mod masking;
#[cfg(test)]
mod narrative;
#[cfg(test)]
mod outgoing;
#[cfg(test)]
mod plan;
#[cfg(test)]
mod plan_correction;
mod plan_heads;
mod plan_mangled;
mod plan_words;
mod plausible;
#[cfg(test)]
mod reference;
mod reopening;
#[cfg(test)]
mod right;
#[cfg(test)]
mod round;
#[cfg(test)]
mod share;
#[cfg(test)]
mod signer;
#[cfg(test)]
mod slip;
#[cfg(test)]
mod slip_scan;
#[cfg(test)]
mod submission;
#[cfg(test)]
mod tables;
#[cfg(test)]
mod target;
#[cfg(test)]
mod template;
