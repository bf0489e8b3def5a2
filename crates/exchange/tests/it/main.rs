//! The exchange room, tested on the catalog of Nghệ An and on small files.

#[cfg(test)]
mod catalog;
#[cfg(test)]
mod folder;
