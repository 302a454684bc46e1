/**
 * Programs of a page each that use the libraries as a reader of their documentation would: calibration, Monte-Carlo
 * greeks, the gradient through an ODE solver, logistic regression, and a network in a web server. {@code
 * demos/docs/examples.md} walks through them.
 */
@NullMarked
package io.gradstep.demos.examples;

import org.jspecify.annotations.NullMarked;
