//! The container of old office files: sectors chained by a table, streams by name.

use super::{
    BookError,
    xls::{u16_at, u32_at},
};

const FREE: u32 = 0xffff_fffa;
/// Streams smaller than this lie in the small sectors.
const SMALL: usize = 4_096;
/// Largest stream that is read, in bytes.
const STREAM_SIZE_BYTES_MAX: usize = 64 * 1024 * 1024;

struct Entry {
    name: String,
    start: u32,
    size: usize,
    is_root: bool,
}

/// An opened container.
pub(super) struct Compound<'a> {
    bytes: &'a [u8],
    sector: usize,
    table: Vec<u32>,
    small_table: Vec<u32>,
    entries: Vec<Entry>,
}

impl<'a> Compound<'a> {
    /// Reads the tables of a container.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, BookError> {
        let shift = u16_at(bytes, 30).filter(|s| matches!(s, 9 | 12)).ok_or(BookError::Broken)?;
        let sector = 1_usize << shift;
        let mut compound =
            Self { bytes, sector, table: Vec::new(), small_table: Vec::new(), entries: Vec::new() };
        compound.table = compound.read_table().ok_or(BookError::Broken)?;
        let start = |at| u32_at(bytes, at).ok_or(BookError::Broken);
        let small = compound.chain(start(60)?)?;
        compound.small_table = longs(&small);
        let directory = compound.chain(start(48)?)?;
        compound.entries = directory.chunks_exact(128).filter_map(entry).collect();
        Ok(compound)
    }

    fn sector_at(&self, number: u32) -> Option<&'a [u8]> {
        let from = (usize::try_from(number).ok()?.checked_add(1)?).checked_mul(self.sector)?;
        let end = from.checked_add(self.sector)?.min(self.bytes.len());
        self.bytes.get(from..end)
    }

    /// The table of sectors: its first parts are named in the head, others in sectors of names.
    fn read_table(&self) -> Option<Vec<u32>> {
        let most = self.bytes.len() / self.sector + 1;
        let mut parts: Vec<u32> = longs(self.bytes.get(76..512)?);
        let mut more = u32_at(self.bytes, 68)?;
        let mut steps = 0;
        while more < FREE && steps < most {
            let names = longs(self.sector_at(more)?);
            let (next, names) = names.split_last()?;
            parts.extend(names);
            more = *next;
            steps += 1;
        }
        let mut table = Vec::new();
        for part in parts.into_iter().filter(|part| *part < FREE).take(most) {
            table.extend(longs(self.sector_at(part)?));
        }
        Some(table)
    }

    /// The bytes of a chain of sectors; a chain that runs in a circle is broken.
    fn chain(&self, start: u32) -> Result<Vec<u8>, BookError> {
        let mut out = Vec::new();
        let mut at = start;
        while at < FREE {
            out.extend_from_slice(self.sector_at(at).ok_or(BookError::Broken)?);
            if out.len() > self.bytes.len() + self.sector {
                return Err(BookError::Broken);
            }
            at = *self.table.get(at as usize).ok_or(BookError::Broken)?;
        }
        Ok(out)
    }

    /// Whether there is a stream of that name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.entries.iter().any(|entry| entry.name == name)
    }

    /// The bytes of a stream; `None` where there is none of that name.
    pub(super) fn stream(&self, name: &str) -> Result<Option<Vec<u8>>, BookError> {
        let Some(found) = self.entries.iter().find(|entry| entry.name == name) else {
            return Ok(None);
        };
        if found.size > STREAM_SIZE_BYTES_MAX {
            return Err(BookError::Unsafe);
        }
        let mut bytes = if found.size < SMALL {
            self.small_chain(found.start)?
        } else {
            self.chain(found.start)?
        };
        bytes.truncate(found.size);
        Ok(Some(bytes))
    }

    fn small_chain(&self, start: u32) -> Result<Vec<u8>, BookError> {
        let root = self.entries.iter().find(|entry| entry.is_root).ok_or(BookError::Broken)?;
        let room = self.chain(root.start)?;
        let mut out = Vec::new();
        let mut at = start;
        while at < FREE {
            let from = at as usize * 64;
            out.extend_from_slice(room.get(from..from + 64).ok_or(BookError::Broken)?);
            if out.len() > SMALL + 64 {
                return Err(BookError::Broken);
            }
            at = *self.small_table.get(at as usize).ok_or(BookError::Broken)?;
        }
        Ok(out)
    }
}

fn longs(bytes: &[u8]) -> Vec<u32> {
    bytes.chunks_exact(4).map(|b| u32::from_le_bytes([b[0], b[1], b[2], b[3]])).collect()
}

fn entry(bytes: &[u8]) -> Option<Entry> {
    let length = usize::from(u16_at(bytes, 64)?).checked_sub(2)?.min(62);
    let units: Vec<u16> =
        bytes[..length].chunks_exact(2).map(|b| u16::from_le_bytes([b[0], b[1]])).collect();
    // 2 is a stream, 5 the root.
    let kind = bytes[66];
    matches!(kind, 2 | 5).then(|| Entry {
        name: String::from_utf16_lossy(&units),
        start: u32_at(bytes, 116).unwrap_or(FREE),
        size: u32_at(bytes, 120).and_then(|size| usize::try_from(size).ok()).unwrap_or(0),
        is_root: kind == 5,
    })
}
