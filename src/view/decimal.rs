//! Numbers m·10ᵏ in print, digit by digit from the integers m and k: exact, and a tenth of the
//! code that formatting a float takes.

/// m·10ᵏ in print: `0.25`, `5,000`, `1.5·10⁵`; never wider than the margin of an axis.
pub fn decimal(mut m: i64, mut k: i32) -> String {
    if m == 0 {
        return "0".into();
    }
    while m % 10 == 0 {
        (m, k) = (m / 10, k + 1);
    }
    let digits = m.unsigned_abs().to_string();
    let mut text = String::from(if m < 0 { "−" } else { "" });
    // Digits before the point; 0 and less: zeros after it.
    let before = digits.len() as i32 + k;
    if !(-2..=5).contains(&before) {
        if digits != "1" {
            for (place, digit) in digits.bytes().enumerate() {
                if place == 1 {
                    text.push('.');
                }
                text.push(char::from(digit));
            }
            text += "·";
        }
        text += "10";
        return text + &in_digits(before - 1, &SUPERSCRIPTS);
    }
    if before <= 0 {
        text += "0";
    }
    // From the highest place to the lowest, 10⁰ or 10ᵏ.
    let mut rest = digits.bytes();
    for place in (k.min(0)..before.max(0)).rev() {
        if place == -1 {
            text.push('.');
        }
        let digit = if place < before { rest.next() } else { None };
        text.push(char::from(digit.unwrap_or(b'0')));
        if place > 0 && place % 3 == 0 {
            text.push(',');
        }
    }
    text
}

/// Raised digits, and the minus sign.
const SUPERSCRIPTS: [&str; 11] = ["⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹", "⁻"];
/// Lowered ones.
pub const SUBSCRIPTS: [&str; 11] = ["₀", "₁", "₂", "₃", "₄", "₅", "₆", "₇", "₈", "₉", "₋"];

/// A whole number in these digits.
#[inline(never)]
pub fn in_digits(number: i32, digits: &[&str; 11]) -> String {
    let mut text = String::new();
    for character in number.to_string().bytes() {
        text += digits[usize::from(character.wrapping_sub(b'0')).min(10)];
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
