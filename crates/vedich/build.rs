//! How the released binary is linked.
#![expect(clippy::disallowed_methods, reason = "cargo speaks to a build script through the environment")]

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    let is = |name: &str, wanted: &str| std::env::var(name).is_ok_and(|value| value == wanted);
    if is("PROFILE", "release") && is("TARGET", "x86_64-unknown-linux-gnu") {
        // lld links there: functions that came out the same stand once, and what is relocated at start is written in a few bytes. Both
        // are memory that every server would keep. Asks for glibc 2.36 (Debian 12).
        println!("cargo:rustc-link-arg-bins=-Wl,--icf=all,-z,pack-relative-relocs");
    }
}
