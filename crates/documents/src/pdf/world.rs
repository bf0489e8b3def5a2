//! What the typesetter may see: its template, the manuscript's data and pictures, four faces. Nothing else.

use std::sync::LazyLock;

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};

use crate::measure::FONTS;

/// Most pictures of one document.
pub(super) const PICTURES_MAX: usize = 100;

// Names are constant: the typesetter interns them for the life of the process.
static TEMPLATE_ID: LazyLock<Option<FileId>> = LazyLock::new(|| virtual_file("/official.typ"));
static DATA_ID: LazyLock<Option<FileId>> = LazyLock::new(|| virtual_file("/manuscript.json"));
static PICTURE_IDS: LazyLock<Vec<Option<FileId>>> = LazyLock::new(|| {
    (0..PICTURES_MAX).map(|order| virtual_file(&format!("/picture-{order}.png"))).collect()
});
static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| LazyHash::new(Library::default()));
static BOOK: LazyLock<LazyHash<FontBook>> =
    LazyLock::new(|| LazyHash::new(FontBook::from_fonts(FONTS.iter())));

fn virtual_file(name: &str) -> Option<FileId> {
    let path = VirtualPath::new(name).ok()?;
    Some(RootedPath::new(VirtualRoot::Project, path).intern())
}

/// One rendering: the template and the data of one manuscript.
pub(super) struct Desk {
    main: FileId,
    template: Source,
    data: Bytes,
    pictures: Vec<Bytes>,
}

impl Desk {
    pub(super) fn new(data: Vec<u8>, pictures: Vec<Vec<u8>>) -> Self {
        let main = (*TEMPLATE_ID).unwrap_or_else(|| Source::detached("").id());
        let template = Source::new(main, include_str!("official.typ").to_owned());
        let pictures = pictures.into_iter().map(Bytes::new).collect();
        Self { main, template, data: Bytes::new(data), pictures }
    }
}

impl World for Desk {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &BOOK
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.main { Ok(self.template.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if Some(id) == *DATA_ID {
            return Ok(self.data.clone());
        }
        let order = PICTURE_IDS.iter().position(|known| *known == Some(id));
        order.and_then(|order| self.pictures.get(order)).cloned().ok_or(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        FONTS.get(index).cloned()
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}
