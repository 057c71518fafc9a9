//! Gives the window its context: configuration, capabilities, icons.
fn main() {
    tauri_build::build();
}
