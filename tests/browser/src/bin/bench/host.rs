//! The processor's name, as its system tells it.

use std::fs;
use std::process::Command;

/// Its name, or "unknown processor".
pub fn processor() -> String {
    let linux = fs::read_to_string("/proc/cpuinfo").ok();
    let linux = linux.as_deref().and_then(model_name).map(str::to_owned);
    let name = linux.or_else(|| {
        let mac = Command::new("sysctl")
            .args(["-n", "machdep.cpu.brand_string"])
            .output()
            .ok()?;
        Some(String::from_utf8(mac.stdout).ok()?.trim().to_owned())
    });
    name.filter(|name| !name.is_empty())
        .unwrap_or("unknown processor".to_owned())
}

/// From Linux's `/proc/cpuinfo`.
fn model_name(cpuinfo: &str) -> Option<&str> {
    let line = cpuinfo
        .lines()
        .find(|line| line.starts_with("model name"))?;
    Some(line.split_once(':')?.1.trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn linux_names_the_processor() {
        let cpuinfo = "processor\t: 0\nmodel name\t: Some CPU @ 3 GHz\nflags\t\t: fpu\n";
        assert_eq!(model_name(cpuinfo), Some("Some CPU @ 3 GHz"));
        assert_eq!(model_name("processor\t: 0\n"), None);
    }
}
