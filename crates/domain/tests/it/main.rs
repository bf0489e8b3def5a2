//! The rules of reporting, tried on cases that an officer can read.

#[cfg(test)]
mod claim;
#[cfg(test)]
mod dispatch;
#[cfg(test)]
mod likeness;
#[cfg(test)]
mod mapping;
#[cfg(test)]
mod masking;
#[cfg(test)]
mod outgoing;
#[cfg(test)]
mod plan;
#[cfg(test)]
mod reference;
mod reopening;
#[cfg(test)]
mod signer;
#[cfg(test)]
mod slip;
#[cfg(test)]
mod slip_scan;
#[cfg(test)]
mod template;
