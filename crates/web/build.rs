//! Makes sure that the folder of bundled assets exists, so that the crate compiles before `ui/` was built for the first time.

fn main() {
    let dist = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../ui/dist");
    println!("cargo::rerun-if-changed={}", dist.display());
    println!("cargo::rerun-if-changed={}", dist.join("manifest.json").display());
    if !dist.join("manifest.json").exists() {
        if let Err(error) = std::fs::create_dir_all(&dist) {
            println!("cargo::warning=cannot make {}: {error}", dist.display());
        }
        println!("cargo::warning=ui/dist is empty: pages will have no styles until `npm ci && npm run build` has run in ui/");
    }
}
