//! One `<xor-lab>` as its reader meets it: labels to find things by, numbers and pictures.

use anyhow::{Context, Result, ensure};
use serde::de::DeserializeOwned;
use serde_json::Value;
use thirtyfour::{Key, WebElement};

use crate::browser::Browser;
use crate::picture::Picture;

/// A figure on the page that a [`Browser`] has opened.
pub struct Figure<'a> {
    page: &'a Browser,
    element: WebElement,
}

/// A setting of a figure: its label, what changes it, and why a value was refused.
pub struct Control<'a> {
    page: &'a Browser,
    element: WebElement,
}

impl Browser {
    /// The figure that a CSS selector finds first.
    pub async fn figure(&self, selector: &str) -> Result<Figure<'_>> {
        let element = self.find(thirtyfour::By::Css(selector)).await?;
        Ok(Figure {
            page: self,
            element,
        })
    }
}

impl Figure<'_> {
    /// Brings the upper edge of the figure to that of the screen; a figure off screen sleeps.
    pub async fn scroll_to(&self) -> Result<()> {
        self.run::<()>("figure.scrollIntoView({ behavior: 'instant' })")
            .await
    }

    /// Runs a function's body of JavaScript, which may name `figure` and its shadow `root`, and
    /// reads what it returns.
    pub async fn run<T: DeserializeOwned>(&self, script: &str) -> Result<T> {
        Ok(self.execute(script, Value::Null).await?.convert()?)
    }

    /// Clicks the button with this text.
    pub async fn press(&self, label: &str) -> Result<()> {
        const BUTTON: &str = "return [...root.querySelectorAll('button')]
            .find((button) => button.checkVisibility() && button.textContent.trim() === argument)";
        let button = self.execute(BUTTON, label.into()).await?.element();
        let button = button.with_context(|| format!("no button {label:?}"))?;
        click(self.page, &button).await
    }

    /// The control with this label.
    pub async fn control(&self, label: &str) -> Result<Control<'_>> {
        const CONTROL: &str = "return [...root.querySelectorAll('.control, .speed')]
            .find((control) => control.checkVisibility()
                && control.querySelector('label')?.firstChild.data === argument)";
        let element = self.execute(CONTROL, label.into()).await?.element();
        let element = element.with_context(|| format!("no control {label:?}"))?;
        let page = self.page;
        Ok(Control { page, element })
    }

    /// The text that a reader sees in what a CSS selector finds first, with the signs of a
    /// keyboard: a hyphen for the minus, plain spaces, no commas between thousands.
    pub async fn text(&self, selector: &str) -> Result<String> {
        const TEXT: &str = "const part = root.querySelector(argument);
            return part?.checkVisibility() ? part.innerText : null";
        let text: Option<String> = self.execute(TEXT, selector.into()).await?.convert()?;
        let text = text.with_context(|| format!("{selector} is not on the page"))?;
        Ok(plain(&text))
    }

    /// The epoch and the loss on show.
    pub async fn reading(&self) -> Result<(u64, f64)> {
        const READING: &str = "return ['.epoch dd', '.loss dd']
            .map((selector) => root.querySelector(`.readouts ${selector}`).innerText)";
        let (epoch, loss): (String, String) = self.run(READING).await?;
        let epoch = plain(&epoch).parse().context("the epoch on show")?;
        Ok((epoch, plain(&loss).parse().context("the loss on show")?))
    }

    /// The pixels of a view's canvas.
    pub async fn picture(&self, view: &str) -> Result<Picture> {
        const PIXELS: &str = "const canvas = root.querySelector(`canvas.${argument}`);
            const { width, height } = canvas;
            const { data } = canvas.getContext('2d').getImageData(0, 0, width, height);
            return [width, height, new Uint8Array(data.buffer).toBase64()]";
        let (width, height, rgba): (usize, usize, String) =
            self.execute(PIXELS, view.into()).await?.convert()?;
        let rgba = base64::Engine::decode(&base64::prelude::BASE64_STANDARD, rgba)?;
        ensure!(rgba.len() == 4 * width * height, "pixels are missing");
        Ok(Picture {
            width,
            height,
            rgba,
        })
    }

    /// The run as `snapshot()` gives it: hyperparameters, epoch, loss and all its numbers.
    pub async fn snapshot(&self) -> Result<Value> {
        self.run("return figure.snapshot()").await
    }

    /// The losses of these epochs, to the last bit.
    pub async fn losses(&self, epochs: std::ops::RangeInclusive<u64>) -> Result<Vec<f64>> {
        // As text, which no JSON reader between here and there can round.
        let text: String = self
            .run(&format!(
                "return Array.from({{ length: {} }}, (_, i) => figure.lossAt({} + i)).join(' ')",
                epochs.end() - epochs.start() + 1,
                epochs.start()
            ))
            .await?;
        let losses = text.split(' ').map(|loss| Ok(loss.parse()?));
        losses.collect()
    }

    async fn execute(
        &self,
        script: &str,
        argument: Value,
    ) -> Result<thirtyfour::session::scriptret::ScriptRet> {
        let script = format!(
            "const [figure, argument] = arguments; const root = figure.shadowRoot; {script}"
        );
        let arguments = vec![self.element.to_json()?, argument];
        Ok(self.page.execute(script, arguments).await?)
    }
}

impl Control<'_> {
    /// Types this in place of what is there, and presses Enter.
    pub async fn type_in(&self, text: &str) -> Result<()> {
        self.write(text).await?;
        self.press(Key::Enter).await
    }

    /// Types this in place of what is there.
    pub async fn write(&self, text: &str) -> Result<()> {
        let field = self.part("input[type=text], textarea").await?;
        click(self.page, &field).await?;
        // In one go: between two, the driver puts the caret at the end of what a shadow root holds.
        let all = Key::Control + "a" + Key::Null;
        Ok(field.send_keys(all + Key::Delete + text).await?)
    }

    /// Presses a key in the text field.
    pub async fn press(&self, key: Key) -> Result<()> {
        let field = self.part("input[type=text], textarea").await?;
        Ok(field.send_keys(key).await?)
    }

    /// Presses a key on the slider.
    pub async fn slide(&self, key: Key) -> Result<()> {
        Ok(self.part("input[type=range]").await?.send_keys(key).await?)
    }

    /// Chooses an option by the beginning of its text, from the keyboard.
    pub async fn choose(&self, option: &str) -> Result<()> {
        let select = self.part("select").await?;
        select.send_keys(option).await?;
        Ok(())
    }

    /// What the reader is told about the last value, while that is refused: visible, beside the
    /// input, and tied to it for those who listen.
    pub async fn refusal(&self) -> Result<Option<String>> {
        const REFUSAL: &str = "const [control] = arguments;
            const [message] = control.querySelectorAll('[role=alert]');
            const inputs = [...control.querySelectorAll('input, select, textarea')];
            const invalid = inputs.map((input) => input.getAttribute('aria-invalid') === 'true'
                && input.getAttribute('aria-describedby') === message.id);
            return [message.checkVisibility() ? message.innerText : null,
                invalid.some(Boolean), invalid.every(Boolean)]";
        let argument = vec![self.element.to_json()?];
        let told = self.page.execute(REFUSAL, argument).await?;
        let (message, some, all): (Option<String>, bool, bool) = told.convert()?;
        ensure!(
            some == all && all == message.is_some(),
            "the inputs do not agree about {message:?}"
        );
        Ok(message.map(|message| plain(&message)))
    }

    async fn part(&self, selector: &str) -> Result<WebElement> {
        let part = self.element.find(thirtyfour::By::Css(selector)).await;
        part.with_context(|| format!("the control has no {selector}"))
    }
}

/// Clicks in the middle of the screen: a driver that scrolls by itself does not wait for the page
/// to have scrolled smoothly.
async fn click(page: &Browser, element: &WebElement) -> Result<()> {
    const SHOW: &str = "arguments[0].scrollIntoView({ behavior: 'instant', block: 'center' })";
    page.execute(SHOW, vec![element.to_json()?]).await?;
    Ok(element.click().await?)
}

fn plain(text: &str) -> String {
    let text = text.replace('\u{2212}', "-").replace('\u{a0}', " ");
    let characters: Vec<char> = text.trim().chars().collect();
    let separates = |i: usize| {
        let digit = |j: usize| characters.get(j).is_some_and(char::is_ascii_digit);
        characters[i] == ',' && i > 0 && digit(i - 1) && (1..=3).all(|j| digit(i + j))
    };
    let kept = (0..characters.len()).filter(|&i| !separates(i));
    kept.map(|i| characters[i]).collect()
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn text_is_read_as_from_a_keyboard() {
        assert_eq!(plain("\u{a0}1,234,567.5"), "1234567.5");
        assert_eq!(plain("\u{2212}9.8e\u{2212}5 "), "-9.8e-5");
        assert_eq!(plain("(0, 1), 1,2"), "(0, 1), 1,2");
    }
}
