//! The exchange room, tested on the catalog of Nghệ An and on small files.

mod catalog;
mod folder;
