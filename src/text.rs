//! Text, put together in a tenth of the code that formatting takes.

/// The parts, one after the other.
#[inline(never)]
pub fn concat(parts: &[&str]) -> String {
    let mut text = String::new();
    for part in parts {
        text.push_str(part);
    }
    text
}

/// The decimal digits of a number.
#[inline(never)]
pub fn digits(number: u64) -> String {
    let mut text = if number < 10 {
        String::new()
    } else {
        digits(number / 10)
    };
    text.push(char::from(b'0' + (number % 10) as u8));
    text
}
