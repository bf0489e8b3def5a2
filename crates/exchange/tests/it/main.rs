//! The exchange room, tested on the catalog of Nghệ An and on small files.

#[cfg(test)]
mod amendment;
#[cfg(test)]
mod catalog;
#[cfg(test)]
mod catalog_at_once;
#[cfg(test)]
mod claim;
#[cfg(test)]
mod edxml;
#[cfg(test)]
mod folder;
#[cfg(test)]
mod leaders;
#[cfg(test)]
mod signature;
#[cfg(test)]
mod text;
#[cfg(test)]
mod text_docx;
#[cfg(test)]
mod workbook;
