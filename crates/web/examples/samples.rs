//! Writes the sample of every page into a folder, for looking at: `cargo build --release --workspace --examples`,
//! `target/release/examples/samples FOLDER`, then serve the folder so that `/assets/` is found.

use std::{fs, io, path::Path};

use web::view::{assets, sample};

fn main() -> io::Result<()> {
    let folder = std::env::args().nth(1).unwrap_or_else(|| "samples".into());
    let folder = Path::new(&folder);
    for asset in assets::ASSETS {
        let path = folder.join("assets").join(assets::version()).join(asset.path);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        fs::write(path, asset.bytes)?;
    }
    for (name, html) in sample::all() {
        let html = html.map_err(io::Error::other)?;
        fs::write(folder.join(format!("{name}.html")), html)?;
    }
    Ok(())
}
