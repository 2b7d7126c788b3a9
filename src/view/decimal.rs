//! Numbers m·10ᵏ in print, digit by digit from the integers m and k: exact, and a tenth of the
//! code that formatting a float takes.

use crate::text::digits;

/// m·10ᵏ in print: `0.25`, `5,000`, `1.5·10⁵`; never wider than the margin of an axis.
pub fn decimal(mut m: i64, mut k: i32) -> String {
    if m == 0 {
        return "0".into();
    }
    while m % 10 == 0 {
        (m, k) = (m / 10, k + 1);
    }
    let figures = digits(m.unsigned_abs());
    let mut text = String::from(if m < 0 { "−" } else { "" });
    // Digits before the point; 0 and less: zeros after it.
    let length = figures.len() as i32;
    let before = length + k;
    let scientific = !(-2..=5).contains(&before);
    if !(scientific && figures == "1") {
        let before = if scientific { 1 } else { before };
        let mut rest = figures.bytes();
        // From the highest place to the lowest, 10⁰ or that of the last digit.
        for place in ((before - length).min(0)..before.max(1)).rev() {
            if place == -1 {
                text += ".";
            }
            let digit = if place < before { rest.next() } else { None };
            text.push(char::from(digit.unwrap_or(b'0')));
            if place > 0 && place % 3 == 0 {
                text += ",";
            }
        }
        if scientific {
            text += "·";
        }
    }
    if scientific {
        text += "10";
        text += &in_digits(before - 1, &SUPERSCRIPTS);
    }
    text
}

/// Raised digits, and the minus sign.
const SUPERSCRIPTS: [&str; 11] = ["⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹", "⁻"];
/// Lowered ones.
pub const SUBSCRIPTS: [&str; 11] = ["₀", "₁", "₂", "₃", "₄", "₅", "₆", "₇", "₈", "₉", "₋"];

/// A whole number in these digits.
#[inline(never)]
pub fn in_digits(number: i32, raised: &[&str; 11]) -> String {
    let mut text = String::from(if number < 0 { raised[10] } else { "" });
    for digit in digits(number.unsigned_abs().into()).bytes() {
        text += raised[usize::from(digit - b'0')];
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prints_as_one_would_write() {
        for (m, k, text) in [
            (0, 5, "0"),
            (1, 0, "1"),
            (25, -2, "0.25"),
            (-25, -1, "−2.5"),
            (5, 3, "5,000"),
            (5, 4, "50,000"),
            (1, 5, "10⁵"),
            (15, 4, "1.5·10⁵"),
            (-25, 4, "−2.5·10⁵"),
            (1, 7, "10⁷"),
            (2, 9, "2·10⁹"),
            (1, -3, "0.001"),
            (5, -4, "5·10⁻⁴"),
            (15, -1, "1.5"),
            (120, -1, "12"),
        ] {
            assert_eq!(decimal(m, k), text);
        }
    }
}
