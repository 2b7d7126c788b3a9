//! The class `Lab`, inside: every number of the next update, where it comes from, and numbers set
//! by hand.

use wasm_bindgen::prelude::*;

use super::error;
use super::lab::{Lab, no_layer};
use crate::training::{GradientCheck, NextUpdate};
use crate::view::explanation::{Explanation, Node, Quantity};

#[wasm_bindgen]
impl Lab {
    /// The batch of the next update: the B examples, by their indices, in its order.
    #[wasm_bindgen(getter)]
    pub fn batch(&mut self) -> Vec<u32> {
        let examples = self.next_update().examples().iter();
        examples.map(|&example| example as u32).collect()
    }

    /// All numbers of a quantity in a layer, row-major. Quantities are numbered, and have the
    /// layers, rows and columns, as in Rust (`view::explanation`), but δ has only the rows of the
    /// next update: B, in the order of `batch`.
    ///
    /// # Errors
    /// Throws a `RangeError` if there are none.
    pub fn matrix(&mut self, quantity: usize, layer: usize) -> Result<Vec<f64>, JsValue> {
        let Some(&quantity) = Quantity::ALL.get(quantity) else {
            return Err(no_layer());
        };
        if quantity.is_of_update() {
            self.next_update();
        }
        self.numbers(quantity, layer)
    }

    /// How the number in a cell came to be: the number, how many lines say so, and the expression
    /// of each line in prefix order; every line is equal to the number. Quantities, settings,
    /// functions and notes are numbered as in Rust (`view::explanation`). A node is its code and
    /// what is listed with it, then its operands:
    ///
    /// ```text
    /// 0 value: quantity, layer, row, column, value    6 over: 2 operands
    /// 1 number: value                                 7 power: 2 operands
    /// 2 setting: which, value                         8 call: function, 1 operand
    /// 3 sum: how many operands                        9 rest of a sum: how many terms, value
    /// 4 product: how many operands                   10 note: which; a term that adds nothing
    /// 5 minus: 1 operand
    /// ```
    ///
    /// # Errors
    /// Throws a `RangeError` if there is no such cell.
    pub fn explain(
        &mut self,
        quantity: usize,
        layer: usize,
        row: usize,
        column: usize,
    ) -> Result<Vec<f64>, JsValue> {
        self.next_update();
        let Lab {
            run, next_update, ..
        } = self;
        let explanation = next_update.as_ref().and_then(|update| {
            let quantity = *Quantity::ALL.get(quantity)?;
            Explanation::new(run, update, quantity.at(layer, row, column))
        });
        let Some(explanation) = explanation else {
            return Err(error::out_of_range("there is no such number"));
        };
        let mut stream = vec![explanation.value(), explanation.lines() as f64];
        for &node in explanation.nodes() {
            flatten(node, &mut stream);
        }
        Ok(stream)
    }

    /// Checks the gradients of `count` parameters from `first` on, in the order of all parameters, on
    /// all the data: for each what an update would use, the slope of the loss (NaN at a kink where
    /// it is that of neither side), their relative difference, and 1 if it is right or 0 if it is wrong. The cost
    /// is that of four forward passes for each.
    #[wasm_bindgen(js_name = gradientCheck)]
    pub fn gradient_check(&self, first: usize, count: usize) -> Vec<f64> {
        let end = self.run.network().parameters().len();
        let mut check = GradientCheck::new(&self.run);
        let mut numbers = Vec::new();
        for index in first.min(end)..first.saturating_add(count).min(end) {
            let check = check.parameter(index);
            let right = f64::from(u8::from(check.right));
            numbers.extend_from_slice(&[check.analytic, check.numeric, check.difference, right]);
        }
        numbers
    }

    /// Where W\[layer\] begins among all parameters; b\[layer\] follows it.
    ///
    /// # Errors
    /// Throws a `RangeError` if there is no such layer.
    #[wasm_bindgen(js_name = weightsStart)]
    pub fn weights_start(&self, layer: usize) -> Result<usize, JsValue> {
        let layer = self.layer(layer, 1)?;
        Ok(self.run.network().weights_range(layer).start)
    }

    /// Sets a parameter, by its index among all of them, here and now.
    ///
    /// # Errors
    /// Throws a `HyperparameterError` if there is no such one or it may not have this value; then
    /// nothing has changed.
    #[wasm_bindgen(js_name = setParameter)]
    pub fn set_parameter(&mut self, index: usize, value: f64) -> Result<(), JsValue> {
        let set = self.run_mut().set_parameter(index, value);
        set.map_err(error::refused)
    }

    /// Sets x1 (`input` 0) or x2 (1) of an example, here and now.
    ///
    /// # Errors
    /// Throws a `HyperparameterError` if there is no such one or it may not have this value; then
    /// nothing has changed.
    #[wasm_bindgen(js_name = setInput)]
    pub fn set_input(&mut self, example: usize, input: usize, value: f64) -> Result<(), JsValue> {
        let set = self.run_mut().set_input(example, input, value);
        set.map_err(error::refused)
    }

    /// Goes to the place of the last edit by hand and takes it back; edits of the same thing in a
    /// row are one.
    pub fn undo(&mut self) {
        self.run_mut().undo();
    }

    /// Goes to the place of the edit that was last taken back and makes it again.
    pub fn redo(&mut self) {
        self.run_mut().redo();
    }

    /// Whether there is an edit to be taken back.
    #[wasm_bindgen(getter, js_name = canUndo)]
    pub fn can_undo(&self) -> bool {
        self.run.can_undo()
    }

    /// Whether there is an edit to be made again.
    #[wasm_bindgen(getter, js_name = redoEpoch)]
    pub fn redo_epoch(&self) -> Option<f64> {
        self.run.redo_epoch().map(|epoch| epoch as f64)
    }

    /// Whether a number that was set by hand is in force where the run is.
    #[wasm_bindgen(getter)]
    pub fn edited(&self) -> bool {
        self.run.edited()
    }
}

impl Lab {
    /// What the next update will do, computed once after every change of the run.
    fn next_update(&mut self) -> &NextUpdate {
        self.next_update
            .get_or_insert_with(|| NextUpdate::new(&self.run))
    }
}

/// Writes a node as [`Lab::explain`] says.
fn flatten(node: Node, stream: &mut Vec<f64>) {
    let (code, which) = match node {
        Node::Value(cell, _) => (0, cell.quantity as usize),
        Node::Number(_) => (1, 0),
        Node::Setting(which, _) => (2, which as usize),
        Node::Sum(count) => (3, count),
        Node::Product(count) => (4, count),
        Node::Minus => (5, 0),
        Node::Over => (6, 0),
        Node::Power => (7, 0),
        Node::Call(function) => (8, function as usize),
        Node::Rest(count, _) => (9, count),
        Node::Note(note) => (10, note as usize),
    };
    push(stream, code);
    if !matches!(code, 1 | 5 | 6 | 7) {
        push(stream, which);
    }
    if let Node::Value(cell, _) = node {
        push(stream, cell.layer);
        push(stream, cell.row);
        push(stream, cell.column);
    }
    if let Node::Value(_, value)
    | Node::Number(value)
    | Node::Setting(_, value)
    | Node::Rest(_, value) = node
    {
        stream.push(value);
    }
}

/// By itself, so that it exists once.
#[inline(never)]
fn push(stream: &mut Vec<f64>, number: usize) {
    stream.push(number as f64);
}
