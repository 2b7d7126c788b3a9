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

    /// The losses of the epochs from `first` to `last`, and perhaps of a few around them, in at most
    /// so many spans: of each its first and its last epoch, its smallest and its largest loss. Spans
    /// where none is finite are left out.
    #[wasm_bindgen(js_name = lossSpans)]
    pub fn loss_spans(&self, first: f64, last: f64, most: usize) -> Vec<f64> {
        let mut numbers = Vec::new();
        for span in self.run.history().spans(first as u64, last as u64, most) {
            numbers.extend([span.first as f64, span.last as f64, span.min, span.max]);
        }
        numbers
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
    fn spans_hold_what_is_not_known_exactly() {
        let mut lab = Lab::new(&JsValue::UNDEFINED).unwrap();
        lab.train(20_000.0).unwrap();
        assert_eq!(lab.loss_at(20_000.0), None);
        let spans = lab.loss_spans(16_384.0, f64::INFINITY, usize::MAX);
        let ends: Vec<_> = spans.chunks(4).map(|span| [span[0], span[1]]).collect();
        assert_eq!(ends.first(), Some(&[16_384.0, 16_385.0]));
        assert_eq!(ends.last(), Some(&[20_000.0, 20_000.0]));
        assert_eq!(spans[spans.len() - 1], lab.loss());
        assert!(spans.chunks(4).all(|span| span[2] <= span[3]));
        assert_eq!(lab.loss_spans(0.0, 20_000.0, 1).len(), 4);
    }
}
