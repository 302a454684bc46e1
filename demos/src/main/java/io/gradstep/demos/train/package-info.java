/**
 * What the commands {@code train} and {@code predict} do apart from talking: which samples and settings a training has,
 * what is kept of them in the model's file, and the pictures of it.
 */
@NullMarked
package io.gradstep.demos.train;

import org.jspecify.annotations.NullMarked;
