//! What the class `Lab` knows of the losses of a run, and their curve.

use wasm_bindgen::prelude::*;
use web_sys::HtmlCanvasElement;

use super::error;
use super::lab::{Lab, failed, open};
use super::style::Style;
use crate::view::Scale;
use crate::view::loss_curve::{self, LossCurve};

#[wasm_bindgen]
impl Lab {
    /// The loss after an epoch (0: at the start); `undefined` where it is not known exactly.
    #[wasm_bindgen(js_name = lossAt)]
    pub fn loss_at(&self, epoch: f64) -> Option<f64> {
        let epoch = error::whole(epoch, "epoch").ok()?;
        self.run.history().loss_at(epoch)
    }

    /// The smallest and the largest loss of the epochs from `first` to `last`, and perhaps of a few
    /// around them, and the last one of those; nothing where none is finite.
    #[wasm_bindgen(js_name = lossSpan)]
    pub fn loss_span(&self, first: f64, last: f64) -> Vec<f64> {
        let spans = self.run.history().spans(first as u64, last as u64, 1);
        spans.first().map_or(Vec::new(), |span| {
            vec![span.min, span.max, span.last as f64]
        })
    }

    /// Whether the losses of a future that a change in the past abandoned are kept.
    #[wasm_bindgen(getter, js_name = hasGhost)]
    pub fn has_ghost(&self) -> bool {
        !self.run.ghost().is_empty()
    }

    /// Forgets the abandoned future.
    #[wasm_bindgen(js_name = dismissGhost)]
    pub fn dismiss_ghost(&mut self) {
        self.run.dismiss_ghost();
    }

    /// Draws the loss of every epoch that is recorded, those ahead of here paler and those of an
    /// abandoned future dashed; `log`: on a logarithmic axis. Shows the epochs around `from` to
    /// `to`, whole ones and not too few; all, if they are NaN.
    ///
    /// Gives where it is, for pointers: left, top, width and height of the plot in device pixels,
    /// its first and its last epoch, and the last one that it would have with all of them. Nothing
    /// where no pixel is left for it.
    ///
    /// # Errors
    /// Throws if the canvas has no 2d context.
    #[wasm_bindgen(js_name = drawLoss)]
    pub fn draw_loss(
        &self,
        canvas: &HtmlCanvasElement,
        style: &Style,
        log: bool,
        from: f64,
        to: f64,
    ) -> Result<Vec<f64>, JsValue> {
        let Some(area) = open(canvas)? else {
            return Ok(Vec::new());
        };
        let mut curve = LossCurve::of(&self.run);
        if log {
            curve.scale = Scale::Logarithmic;
        }
        curve.epochs = [from, to];
        let plot = loss_curve::draw(&area, &curve, style.view()).map_err(failed)?;
        Ok(plot.map_or(Vec::new(), |plot| {
            let pixels = [plot.left, plot.top, plot.width, plot.height];
            let [left, top, width, height] = pixels.map(f64::from);
            let [first, last] = plot.x;
            vec![left, top, width, height, first, last, curve.end()]
        }))
    }
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[test]
    fn where_a_loss_is_not_known_there_is_a_span_of_few() {
        let mut lab = Lab::new(&JsValue::UNDEFINED).unwrap();
        lab.train(50_000.0).unwrap();
        for (epoch, last) in [
            (16_384.0, 16_385.0),
            (32_768.0, 32_771.0),
            (50_000.0, 50_000.0),
        ] {
            assert_eq!(lab.loss_at(epoch), None);
            let span = lab.loss_span(epoch, epoch);
            assert!(span[0] <= span[1], "{span:?}");
            assert_eq!(span[2], last);
        }
        assert_eq!(lab.loss_span(50_000.0, 50_000.0)[0], lab.loss());
        assert!(lab.loss_span(50_001.0, 60_000.0).is_empty());
    }
}
