//! Numbers m·10ᵏ in print, digit by digit from the integers m and k: exact, and a tenth of the
//! code that formatting a float takes.

/// m·10ᵏ in print: `0.25`, `5,000`, `2·10⁹`.
pub fn decimal(m: i64, k: i32) -> String {
    let (mut m, mut k) = (m, k);
    if m == 0 {
        return "0".into();
    }
    while m % 10 == 0 {
        (m, k) = (m / 10, k + 1);
    }
    let digits = m.unsigned_abs().to_string();
    let sign = if m < 0 { "−" } else { "" };
    let magnitude = digits.len() as i32 + k;
    if !(-2..=7).contains(&magnitude) {
        let factor = if digits == "1" {
            String::new()
        } else {
            digits + "·"
        };
        return sign.to_string() + &factor + "10" + &superscript(k);
    }
    let mut text = String::from(sign);
    if k >= 0 {
        let whole = digits + &"0".repeat(k as usize);
        for (index, digit) in whole.chars().enumerate() {
            if index > 0 && (whole.len() - index).is_multiple_of(3) {
                text.push(',');
            }
            text.push(digit);
        }
    } else if magnitude > 0 {
        let (whole, part) = digits.split_at(magnitude as usize);
        text += whole;
        text.push('.');
        text += part;
    } else {
        text += "0.";
        text += &"0".repeat(magnitude.unsigned_abs() as usize);
        text += &digits;
    }
    text
}

/// An exponent, raised.
fn superscript(k: i32) -> String {
    const DIGITS: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    let raise = |c: char| c.to_digit(10).map_or('⁻', |digit| DIGITS[digit as usize]);
    k.to_string().chars().map(raise).collect()
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
            (1, 6, "1,000,000"),
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
