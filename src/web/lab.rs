//! The class `Lab`: a run and its drawings.

use plotters::drawing::IntoDrawingArea;
use wasm_bindgen::prelude::*;
use web_sys::HtmlCanvasElement;

use super::canvas::Canvas;
use super::style::Style;
use super::{error, hyperparameters};
use crate::training::{Hyperparameters, NextUpdate, Run};
use crate::view::explanation::Quantity;
use crate::view::{Area, HiddenSpace, Neurons, Surface};
use crate::view::{hidden_space, neurons, surface};

/// A network in training.
#[wasm_bindgen]
pub struct Lab {
    pub(super) run: Run,
    /// Once somebody has asked; until the run changes.
    pub(super) next_update: Option<NextUpdate>,
    version: u32,
    surface: Surface,
    neurons: Neurons,
    hidden_space: HiddenSpace,
}

#[wasm_bindgen]
impl Lab {
    /// A run at epoch 0. Fields left out have the values of the preset `corrected`.
    ///
    /// # Errors
    /// Throws a `HyperparameterError` for the first field that is not allowed.
    #[wasm_bindgen(constructor)]
    pub fn new(
        #[wasm_bindgen(unchecked_param_type = "Partial<Hyperparameters>")] changes: &JsValue,
    ) -> Result<Lab, JsValue> {
        let wanted = hyperparameters::merge(&Hyperparameters::default(), changes)?;
        Ok(Lab {
            run: Run::new(wanted).map_err(error::refused)?,
            next_update: None,
            version: 0,
            surface: Surface::default(),
            neurons: Neurons::default(),
            hidden_space: HiddenSpace::default(),
        })
    }

    /// What decides the run: a plain object, a copy.
    #[wasm_bindgen(getter, unchecked_return_type = "Hyperparameters")]
    pub fn hyperparameters(&self) -> Result<JsValue, JsValue> {
        hyperparameters::to_object(self.run.hyperparameters())
    }

    /// Changes the given fields and no others; `true` if the run restarted.
    ///
    /// # Errors
    /// Throws a `HyperparameterError` for the first field that is not allowed; then nothing has
    /// changed.
    pub fn update(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "Partial<Hyperparameters>")] changes: &JsValue,
    ) -> Result<bool, JsValue> {
        let wanted = hyperparameters::merge(self.run.hyperparameters(), changes)?;
        self.run_mut().update(wanted).map_err(error::refused)
    }

    /// Another number after whatever may have changed the run.
    #[wasm_bindgen(getter)]
    pub fn version(&self) -> u32 {
        self.version
    }

    /// Back to epoch 0.
    pub fn reset(&mut self) {
        self.run_mut().reset();
    }

    /// One update of the parameters.
    pub fn step(&mut self) {
        self.run_mut().step();
    }

    /// Completes so many epochs, a begun one counting as the first; a run whose loss is no
    /// longer finite stops.
    ///
    /// # Errors
    /// Throws a `RangeError` unless it is a whole number from 0 on.
    pub fn train(&mut self, epochs: f64) -> Result<(), JsValue> {
        self.run_mut().train(error::whole(epochs, "epochs")?);
        Ok(())
    }

    /// Makes up to so many updates, but none after `until` epochs are complete, and looks at all
    /// the data only where an epoch ends and at the last of them; a run whose loss is no longer
    /// finite stops.
    ///
    /// # Errors
    /// Throws a `RangeError` unless they are whole numbers from 0 on.
    #[wasm_bindgen(js_name = trainSteps)]
    pub fn train_steps(&mut self, steps: f64, until: f64) -> Result<(), JsValue> {
        let until = error::whole(until, "until")?;
        self.run_mut().advance(error::whole(steps, "steps")?, until);
        Ok(())
    }

    /// How many changes that were made while this run trained are in force where it is.
    #[wasm_bindgen(getter, js_name = changesInForce)]
    pub fn changes_in_force(&self) -> usize {
        self.run.changes_in_force()
    }

    /// Goes to the end of an epoch: back to one that has been, exactly as it was, or on to one that
    /// has not, as `train`.
    ///
    /// # Errors
    /// Throws a `RangeError` unless it is a whole number from 0 on.
    pub fn seek(&mut self, epoch: f64) -> Result<(), JsValue> {
        self.run_mut().seek(error::whole(epoch, "epoch")?);
        Ok(())
    }

    /// Goes to where `seek` would train from: here, or a checkpoint at or before that epoch. To go
    /// the rest of the way in slices, train.
    ///
    /// # Errors
    /// Throws a `RangeError` unless it is a whole number from 0 on.
    pub fn approach(&mut self, epoch: f64) -> Result<(), JsValue> {
        self.run_mut().approach(error::whole(epoch, "epoch")?);
        Ok(())
    }

    /// Takes back one update of the parameters; at the start there is none.
    pub fn back(&mut self) {
        self.run_mut().back();
    }

    /// The last epoch that has been, of which `epoch` may be an earlier one.
    #[wasm_bindgen(getter, js_name = lastEpoch)]
    pub fn last_epoch(&self) -> f64 {
        self.run.last_epoch() as f64
    }

    /// Epochs completed.
    #[wasm_bindgen(getter)]
    pub fn epoch(&self) -> f64 {
        self.run.epoch() as f64
    }

    /// Updates made in the epoch that has begun; 0 between epochs.
    #[wasm_bindgen(getter, js_name = stepInEpoch)]
    pub fn step_in_epoch(&self) -> usize {
        self.run.step_in_epoch()
    }

    /// Updates until this epoch is complete, or the next one where none has begun.
    #[wasm_bindgen(getter, js_name = stepsLeft)]
    pub fn steps_left(&self) -> usize {
        self.run.steps_left()
    }

    /// Updates in a whole epoch, with the present batch size.
    #[wasm_bindgen(getter, js_name = stepsPerEpoch)]
    pub fn steps_per_epoch(&self) -> usize {
        self.run.steps_per_epoch()
    }

    /// The loss of the present parameters on all the data.
    #[wasm_bindgen(getter)]
    pub fn loss(&self) -> f64 {
        self.run.loss()
    }

    /// The part of the examples, 0 to 1, on the right side of one half.
    #[wasm_bindgen(getter)]
    pub fn accuracy(&self) -> f64 {
        self.run.accuracy()
    }

    /// Widths of all layers, inputs first: n₀ to n_L.
    #[wasm_bindgen(getter)]
    pub fn sizes(&self) -> Vec<u32> {
        let sizes = self.run.network().sizes().iter();
        sizes.map(|&size| size as u32).collect()
    }

    /// W\[layer\], n_i × n_(i−1) row-major, for a layer from 1 to L.
    ///
    /// # Errors
    /// Throws a `RangeError` if there is no such layer.
    pub fn weights(&self, layer: usize) -> Result<Vec<f64>, JsValue> {
        self.numbers(Quantity::Weight, layer)
    }

    /// b\[layer\], n_i, for a layer from 1 to L.
    ///
    /// # Errors
    /// Throws a `RangeError` if there is no such layer.
    pub fn biases(&self, layer: usize) -> Result<Vec<f64>, JsValue> {
        self.numbers(Quantity::Bias, layer)
    }

    /// Z\[layer\], N × n_i row-major, for a layer from 1 to L: before the activation.
    ///
    /// # Errors
    /// Throws a `RangeError` if there is no such layer.
    pub fn z(&self, layer: usize) -> Result<Vec<f64>, JsValue> {
        self.numbers(Quantity::PreActivation, layer)
    }

    /// A\[layer\], N × n_i row-major, for a layer from 0, the inputs, to L.
    ///
    /// # Errors
    /// Throws a `RangeError` if there is no such layer.
    pub fn a(&self, layer: usize) -> Result<Vec<f64>, JsValue> {
        self.numbers(Quantity::Activation, layer)
    }

    /// y, one target for each of the N examples.
    #[wasm_bindgen(getter)]
    pub fn targets(&self) -> Vec<f64> {
        self.run.points().iter().map(|point| point[2]).collect()
    }

    /// Draws the output over the input plane, the line where it is one half, and the data. If it
    /// `stays`, it shows the part of the plane that it showed last, as long as all the data lie in it.
    ///
    /// Gives where that is, for pointers: left, top and side of its square in device pixels, then
    /// least x1, least x2 and side in the plane. Nothing where no pixel was left for it yet.
    ///
    /// # Errors
    /// Throws if the canvas has no 2d context.
    #[wasm_bindgen(js_name = drawSurface)]
    pub fn draw_surface(
        &mut self,
        canvas: &HtmlCanvasElement,
        style: &Style,
        stays: bool,
    ) -> Result<Vec<f64>, JsValue> {
        self.surface.stays = stays;
        if let Some(area) = open(canvas)? {
            surface::draw(&area, &self.run, style.view(), &mut self.surface).map_err(failed)?;
        }
        Ok(self.surface.place.map_or(Vec::new(), Vec::from))
    }

    /// Draws what a neuron, counted from 0, of a layer from 0, the inputs, to L answers over the
    /// input plane: a little surface without axes and data that covers the canvas.
    ///
    /// # Errors
    /// Throws a `RangeError` if there is no such neuron, and if the canvas has no 2d context.
    #[wasm_bindgen(js_name = drawNeuron)]
    pub fn draw_neuron(
        &mut self,
        canvas: &HtmlCanvasElement,
        style: &Style,
        layer: usize,
        neuron: usize,
    ) -> Result<(), JsValue> {
        let layer = self.layer(layer, 0)?;
        if neuron >= self.run.network().sizes()[layer] {
            return Err(error::out_of_range("there is no such neuron"));
        }
        let Some(area) = open(canvas)? else {
            return Ok(());
        };
        let which = (layer, neuron);
        neurons::draw(&area, &self.run, style.view(), which, &mut self.neurons).map_err(failed)
    }

    /// Draws where the hidden layers take the input plane. Of a layer of more than two units it
    /// shows two, counted from 0, or, where there are no such two (−1, −1), principal components.
    ///
    /// # Errors
    /// Throws if the canvas has no 2d context.
    #[wasm_bindgen(js_name = drawHidden)]
    pub fn draw_hidden(
        &mut self,
        canvas: &HtmlCanvasElement,
        style: &Style,
        first: usize,
        second: usize,
    ) -> Result<(), JsValue> {
        let Some(area) = open(canvas)? else {
            return Ok(());
        };
        let (chosen, space) = ([first, second], &mut self.hidden_space);
        hidden_space::draw(&area, &self.run, chosen, style.view(), space).map_err(failed)
    }

    /// Where the N examples lie in that drawing, N × 2 row-major: along its axes. Empty without a
    /// hidden layer; the second number means nothing where the layer has one unit.
    #[wasm_bindgen(js_name = hiddenImages)]
    pub fn hidden_images(&mut self, first: usize, second: usize) -> Vec<f64> {
        let images = self.hidden_space.images(&self.run, [first, second]);
        images.into_flattened()
    }
}

impl Lab {
    /// The run, to be changed.
    pub(super) fn run_mut(&mut self) -> &mut Run {
        self.next_update = None;
        self.version = self.version.wrapping_add(1);
        &mut self.run
    }

    /// The layer, if it is from `first` to L.
    pub(super) fn layer(&self, layer: usize, first: usize) -> Result<usize, JsValue> {
        let fine = (first..=self.run.network().layers()).contains(&layer);
        fine.then_some(layer).ok_or_else(no_layer)
    }

    /// All numbers of a quantity in a layer, row by row; those of the next update only if it is
    /// there, and δ in the order of its batch.
    #[inline(never)]
    pub(super) fn numbers(&self, quantity: Quantity, layer: usize) -> Result<Vec<f64>, JsValue> {
        let mut numbers = Vec::new();
        let update = self.next_update.as_ref();
        let number = |row: usize, column: usize| {
            let row = match quantity {
                Quantity::Delta => *update?.examples().get(row)?,
                _ => row,
            };
            quantity.at(layer, row, column).number(&self.run, update)
        };
        let (mut row, mut column) = (0, 0);
        loop {
            match number(row, column) {
                Some(number) => {
                    numbers.push(number);
                    column += 1;
                }
                None if column == 0 => break,
                None => (row, column) = (row + 1, 0),
            }
        }
        if numbers.is_empty() {
            return Err(no_layer());
        }
        Ok(numbers)
    }
}

/// What is thrown for a layer that there is not.
pub(super) fn no_layer() -> JsValue {
    error::out_of_range("there is no such layer")
}

/// All of a canvas, to be drawn on; none of one without a pixel.
pub(super) fn open(canvas: &HtmlCanvasElement) -> Result<Option<Area<Canvas>>, JsValue> {
    if canvas.width() == 0 || canvas.height() == 0 {
        return Ok(None);
    }
    match Canvas::new(canvas) {
        Some(canvas) => Ok(Some(canvas.into_drawing_area())),
        None => Err(error::error("the canvas has no 2d context")),
    }
}

pub(super) fn failed<Failure>(_: Failure) -> JsValue {
    error::error("the canvas cannot be drawn on")
}
