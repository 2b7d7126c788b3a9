//! Update rules: from a gradient g to a step of the parameters p, with learning rate α.
//!
//! ```text
//! gradient descent   p −= α g
//! momentum           v = μ v + g                 p −= α v                (PyTorch's form)
//! Nesterov           v = μ v + g                 p −= α (g + μ v)        (PyTorch's, Optax's)
//! RMSProp            s = β₂ s + (1 − β₂) g²      p −= α g / (√s + ε)     (Hinton 2012)
//! Adam               v = β₁ v + (1 − β₁) g       s = β₂ s + (1 − β₂) g²
//!                    p −= α v̂ / (√ŝ + ε),  v̂ = v / (1 − β₁ᵗ),  ŝ = s / (1 − β₂ᵗ)   (Kingma & Ba 2015)
//! ```

use std::ops::Range;

use super::shape::{Shape, Sizes};
use super::words::words;

words! {
    /// Which formula turns a gradient into a step.
    pub enum Rule {
        /// Straight down the gradient.
        GradientDescent = "gradient-descent",
        /// Heavy ball, factor μ = `momentum`.
        Momentum = "momentum",
        /// Nesterov's look-ahead, factor μ = `momentum`.
        Nesterov = "nesterov",
        /// Divides by the root of a running mean of g², decay β₂ = `beta2`.
        Rmsprop = "rmsprop",
        /// Running means of g and g², bias-corrected, decays `beta1` and `beta2`.
        Adam = "adam",
    }
}

/// The settings of an update rule; each rule reads those that its formula names.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Settings {
    /// The formula.
    pub rule: Rule,
    /// α.
    pub learning_rate: f64,
    /// μ.
    pub momentum: f64,
    /// β₁.
    pub beta1: f64,
    /// β₂.
    pub beta2: f64,
}

/// ε, which keeps RMSProp and Adam from dividing by zero; outside the root.
pub const EPSILON: f64 = 1e-8;

/// An update rule and what it remembers.
#[derive(Clone, Debug, PartialEq)]
pub struct Optimizer<S: Shape = Sizes> {
    pub(super) settings: Settings,
    /// v, one per parameter.
    pub(super) velocity: S::Parameters,
    /// s, one per parameter.
    pub(super) square: S::Parameters,
    /// Product of the β₁ of all steps so far (β₁ᵗ while it stays the same).
    pub(super) beta1_power: f64,
    /// Product of the β₂ of all steps so far.
    pub(super) beta2_power: f64,
}

impl Optimizer {
    /// A fresh optimizer for so many parameters.
    pub fn new(settings: Settings, parameters: usize) -> Self {
        Optimizer {
            settings,
            velocity: vec![0.0; parameters],
            square: vec![0.0; parameters],
            beta1_power: 1.0,
            beta2_power: 1.0,
        }
    }

    /// Goes on with other settings. What it remembers stays, unless the rule changes: one
    /// rule's velocity means nothing to another.
    pub fn set(&mut self, settings: Settings) {
        if settings.rule == self.settings.rule {
            self.settings = settings;
        } else {
            *self = Optimizer::new(settings, self.velocity.len());
        }
    }
}

impl Optimizer {
    /// v, one for each parameter in the network's order.
    pub fn velocity(&self) -> &[f64] {
        &self.velocity
    }

    /// s, one for each parameter in the network's order.
    pub fn square(&self) -> &[f64] {
        &self.square
    }

    /// β₁ᵗ and β₂ᵗ of the last update, t: products, as either can change on the way. Only
    /// Adam's change.
    pub fn beta_powers(&self) -> [f64; 2] {
        [self.beta1_power, self.beta2_power]
    }
}

impl<S: Shape> Optimizer<S> {
    /// The formula it follows.
    #[inline(always)]
    pub(super) fn rule(&self) -> Rule {
        match S::CHOICES {
            Some(choices) => choices.rule,
            None => self.settings.rule,
        }
    }

    /// The same optimizer in another shape of the same sizes.
    #[inline(always)]
    pub(super) fn with_shape<T: Shape>(&self) -> Optimizer<T> {
        let mut optimizer = Optimizer {
            settings: self.settings,
            velocity: T::Parameters::default(),
            square: T::Parameters::default(),
            beta1_power: 1.0,
            beta2_power: 1.0,
        };
        optimizer.copy_from(self);
        optimizer
    }

    /// Takes what another optimizer of the same sizes remembers.
    #[inline(always)]
    pub(super) fn copy_from<T: Shape>(&mut self, other: &Optimizer<T>) {
        let velocity = self.velocity.as_mut();
        velocity.copy_from_slice(other.velocity.as_ref());
        self.square.as_mut().copy_from_slice(other.square.as_ref());
        self.beta1_power = other.beta1_power;
        self.beta2_power = other.beta2_power;
    }

    /// Begins an update: t becomes t + 1.
    #[inline(always)]
    pub fn begin_step(&mut self) {
        // No other rule reads them.
        if self.rule() == Rule::Adam {
            self.beta1_power = times(self.beta1_power, self.settings.beta1);
            self.beta2_power = times(self.beta2_power, self.settings.beta2);
        }
    }

    /// Moves the parameters of `range` against their gradient, once in each update.
    #[inline(always)]
    pub fn update(&mut self, parameters: &mut [f64], grads: &[f64], range: Range<usize>) {
        if S::CHOICES.is_some() {
            self.update_in_line(parameters, grads, range);
        } else {
            self.update_by_call(parameters, grads, range);
        }
    }

    /// With all its formulas, it is better to have it only once.
    #[inline(never)]
    fn update_by_call(&mut self, parameters: &mut [f64], grads: &[f64], range: Range<usize>) {
        self.update_in_line(parameters, grads, range);
    }

    #[inline(always)]
    fn update_in_line(&mut self, parameters: &mut [f64], grads: &[f64], range: Range<usize>) {
        let Settings {
            learning_rate,
            momentum,
            beta1,
            beta2,
            ..
        } = self.settings;
        let rule = self.rule();
        let v_correction = 1.0 / (1.0 - self.beta1_power);
        let s_correction = 1.0 / (1.0 - self.beta2_power);
        let velocity = &mut self.velocity.as_mut()[range.clone()];
        let square = &mut self.square.as_mut()[range.clone()];
        let each = parameters[range.clone()].iter_mut().zip(&grads[range]);
        match rule {
            Rule::GradientDescent => {
                for (p, &g) in each {
                    *p -= learning_rate * g;
                }
            }
            Rule::Momentum => {
                for ((p, &g), v) in each.zip(velocity) {
                    *v = momentum * *v + g;
                    *p -= learning_rate * *v;
                }
            }
            Rule::Nesterov => {
                for ((p, &g), v) in each.zip(velocity) {
                    *v = momentum * *v + g;
                    *p -= learning_rate * (g + momentum * *v);
                }
            }
            Rule::Rmsprop => {
                for ((p, &g), s) in each.zip(square) {
                    *s = beta2 * *s + (1.0 - beta2) * (g * g);
                    *p -= learning_rate * g / (s.sqrt() + EPSILON);
                }
            }
            Rule::Adam => {
                for (((p, &g), v), s) in each.zip(velocity).zip(square) {
                    *v = beta1 * *v + (1.0 - beta1) * g;
                    *s = beta2 * *s + (1.0 - beta2) * (g * g);
                    let (v, s) = (*v * v_correction, *s * s_correction);
                    *p -= learning_rate * v / (s.sqrt() + EPSILON);
                }
            }
        }
    }
}

/// A product of betas and the next of them; zero where 1 − it has long been 1. It would end as a
/// denormal number, which many processors multiply far more slowly.
#[inline(always)]
fn times(power: f64, beta: f64) -> f64 {
    if power < 1e-200 { 0.0 } else { power * beta }
}
