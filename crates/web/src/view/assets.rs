//! Styles and scripts, compiled into the binary; their address changes with their content.

use std::sync::LazyLock;

/// A file served under `/assets/`.
#[derive(Debug, Clone, Copy)]
pub struct Asset {
    /// Path after `/assets/`.
    pub path: &'static str,
    pub content_type: &'static str,
    pub bytes: &'static [u8],
}

const CSS: &str = "text/css; charset=utf-8";
const JAVASCRIPT: &str = "text/javascript; charset=utf-8";

macro_rules! asset {
    ($path:literal, $type:expr) => {
        Asset {
            path: $path,
            content_type: $type,
            bytes: include_bytes!(concat!("../../assets/", $path)),
        }
    };
}

/// All assets.
pub static ASSETS: &[Asset] = &[
    asset!("tokens.css", CSS),
    asset!("sanhvai.css", CSS),
    asset!("pages.css", CSS),
    asset!("icon.svg", "image/svg+xml"),
    asset!("js/theme.js", JAVASCRIPT),
    asset!("js/grid.js", JAVASCRIPT),
    asset!("js/cells.js", JAVASCRIPT),
    asset!("js/day.js", JAVASCRIPT),
    asset!("js/clipboard.js", JAVASCRIPT),
    asset!("js/findings.js", JAVASCRIPT),
    asset!("js/left.js", JAVASCRIPT),
    asset!("js/markup.js", JAVASCRIPT),
    asset!("js/menu.js", JAVASCRIPT),
    asset!("js/nil.js", JAVASCRIPT),
    asset!("js/numbers.js", JAVASCRIPT),
    asset!("js/outbox.js", JAVASCRIPT),
    asset!("js/preview.js", JAVASCRIPT),
    asset!("js/reference.js", JAVASCRIPT),
    asset!("js/remark.js", JAVASCRIPT),
    asset!("js/narrative.js", JAVASCRIPT),
    asset!("js/word.js", JAVASCRIPT),
];

/// The asset at a path after `/assets/`, with or without the version before it.
pub fn find(path: &str) -> Option<&'static Asset> {
    let of = |path: &str| ASSETS.iter().find(|asset| asset.path == path);
    of(path).or_else(|| of(path.split_once('/')?.1))
}

/// Changes whenever any asset changes: `/assets/{version}/js/grid.js` may be kept for ever, and the modules
/// that it imports by relative address with it.
pub fn version() -> &'static str {
    static VERSION: LazyLock<String> = LazyLock::new(|| {
        let mut hasher = blake3::Hasher::new();
        for asset in ASSETS {
            hasher.update(asset.path.as_bytes());
            hasher.update(asset.bytes);
        }
        hasher.finalize().to_hex()[..12].to_owned()
    });
    &VERSION
}
