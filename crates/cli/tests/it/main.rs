//! The program as an operator runs it: what it prints, and the number it ends with.

#[cfg(test)]
mod folder;
#[cfg(test)]
mod refusal;
#[cfg(test)]
mod workbook;
