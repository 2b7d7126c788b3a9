//! Style sheets without what only their readers need.

use anyhow::{Context, Result};

/// The same style sheet without comments, and with white space only where it may mean something.
///
/// # Errors
/// If a comment or a string does not end.
pub fn strip(source: &str) -> Result<String> {
    let mut stripped = String::with_capacity(source.len());
    let mut rest = source;
    while let Some(next) = rest.chars().next() {
        let length = match next {
            '/' if rest.starts_with("/*") => {
                let length = rest[2..].find("*/").context("a comment does not end")? + 4;
                let after = rest[length..].chars().next();
                let parts = |c: char| c.is_ascii_whitespace() || "{};,:".contains(c);
                // Between two tokens it parts them, as white space might not.
                if after.is_none_or(parts) || stripped.chars().next_back().is_none_or(parts) {
                    space(&mut stripped);
                } else {
                    stripped.push_str("/**/");
                }
                length
            }
            '"' | '\'' => {
                let length = string(rest, next).context("a string does not end")?;
                stripped.push_str(&rest[..length]);
                length
            }
            _ if next.is_ascii_whitespace() => {
                space(&mut stripped);
                1
            }
            // Nothing has to part these from what is before them …
            '{' | '}' | ';' | ',' => {
                let kept = stripped.trim_end_matches(' ').len();
                stripped.truncate(kept);
                // … and the last declaration needs no end of its own.
                if next == '}' && stripped.ends_with(';') {
                    stripped.pop();
                }
                stripped.push(next);
                1
            }
            _ => {
                stripped.push(next);
                next.len_utf8()
            }
        };
        rest = &rest[length..];
    }
    Ok(stripped)
}

/// White space, unless what is before it needs none. Before a colon it can mean a descendant, and
/// around a sign of arithmetic it has to be.
fn space(stripped: &mut String) {
    if !stripped.is_empty() && !stripped.ends_with([' ', '{', '}', ';', ',', ':']) {
        stripped.push(' ');
    }
}

/// The length of the string that begins here, with both of its quotes.
fn string(text: &str, quote: char) -> Option<usize> {
    let mut escaped = false;
    let mut after = text.char_indices().skip(1);
    let (end, _) = after.find(|&(_, next)| {
        let ends = next == quote && !escaped;
        escaped = next == '\\' && !escaped;
        ends
    })?;
    Some(end + quote.len_utf8())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_white_space_go_where_they_mean_nothing() -> Result<()> {
        let source = "/* why */\n:host([theme=\"dark\"]) , a > b {\n  color : red;\n\n  margin: 0 /* auto */ auto;\n}\n\n";
        let stripped = ":host([theme=\"dark\"]),a > b{color :red;margin:0 auto}";
        assert_eq!(strip(source)?, stripped);
        assert_eq!(strip("/*/ a{} */.a/* and */.b{}")?, ".a/**/.b{}");
        Ok(())
    }

    #[test]
    fn white_space_that_means_something_stays() -> Result<()> {
        for source in [
            // A descendant, and a sum.
            "a :hover{width:calc(1rem + 2px)}",
            "@media (min-width:1px) and (max-width:2px){a{top:-1px}}",
            "a::before{content:\"/* ; }  \\\" { */\"}",
            "a{content:'\\\\'}",
        ] {
            assert_eq!(strip(source)?, source);
        }
        Ok(())
    }

    #[test]
    fn what_does_not_end_is_refused() {
        assert!(strip("a{} /* b").is_err());
        assert!(strip("a{content:\"b}").is_err());
    }
}
