//! Why there is no drawing.

use std::error::Error;
use std::fmt;

use plotters::drawing::DrawingAreaErrorKind;
use plotters_backend::DrawingErrorKind;

/// A drawing that failed, in fewer bytes than plotters' own error: every shape may hand it on.
#[derive(Debug)]
pub struct DrawingError<E> {
    /// What the backend says, where it was the backend that failed.
    pub cause: Option<E>,
}

impl<E: Error + Send + Sync> From<DrawingAreaErrorKind<E>> for DrawingError<E> {
    fn from(error: DrawingAreaErrorKind<E>) -> Self {
        use DrawingAreaErrorKind::BackendError;
        let cause = match error {
            BackendError(DrawingErrorKind::DrawingError(cause)) => Some(cause),
            _ => None,
        };
        DrawingError { cause }
    }
}

impl<E: Error> fmt::Display for DrawingError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.cause {
            Some(cause) => write!(f, "{cause}"),
            None => f.write_str("the area or its font cannot be used"),
        }
    }
}

impl<E: Error> Error for DrawingError<E> {}
